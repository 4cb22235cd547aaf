"""What must be true before an execution is filed, conducted and ended."""

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.bankruptcy import barred
from courtflow.cases.models import Party, Performance
from courtflow.cases.performing import fully_performed
from courtflow.flow.acts import Deed
from courtflow.flow.refusals import guard
from courtflow.law.articles import CPL, EXR, INT, JIAMUSI, NANZHAO, SHANYANG, ZB
from courtflow.law.periods import compute
from enforcement.urging.models import Urging

from .records import Measure
from .rules import CLOSING_WAIT
from .states import State

FILING = Role.FILING_JUDGE.label
JUDGE = Role.ENFORCEMENT_JUDGE.label
CERTIFIED = (Urging.State.PERFORMED, Urging.State.ARCHIVED)


def obligors(execution: Any) -> list[Party]:
    """Everybody whom the instrument obliges."""
    return list(Party.objects.filter(owes__instrument=execution.instrument_id).distinct())


@guard("执行依据尚未生效", under=EXR[16], remedy="待文书对全部当事人生效后再申请执行", ask=FILING, spec=("C-7.1",))
def instrument_is_effective(execution: Any) -> bool:
    day = execution.instrument.effective_on
    return day is not None and day <= execution.policy.on


@guard(
    "生效法律文书确定的义务已经履行完毕，不得立执行案件",
    under=SHANYANG[10], remedy="告知申请人余额为零；对履行情况有争议的，先核对履行登记", ask=FILING, spec=("C-10.4",),
)  # fmt: skip
def something_is_still_owed(execution: Any) -> bool:
    return not fully_performed(execution)


@guard(
    "本执行依据已通过执前督促自动履行完毕，不得再立首次执行案件",
    under=SHANYANG[25], remedy="向申请人出示自动履行证明书；证明书有误的，先撤销证明书", ask=FILING, spec=("C-25.8",),
)  # fmt: skip
def no_success_of_urging(execution: Any) -> bool:
    return not Urging.objects.filter(instrument=execution.instrument_id, state__in=CERTIFIED).exists()


@guard(
    "同一执行依据已有执行案件，一份生效法律文书只编立一个执行案号",
    under=SHANYANG[11], remedy="在原执行案件中办理；原案已终结本次执行程序的，申请恢复执行", ask=FILING,
    spec=("C-11.1",),
)  # fmt: skip
def one_number_per_instrument(execution: Any) -> bool:
    rows = type(execution).objects.filter(instrument=execution.instrument_id).exclude(pk=execution.pk)
    standing = [
        row for row in rows.exclude(number=None) if not row.is_closed or row.state == State.TERMINATED_THIS_TIME
    ]
    return all(row.pk == execution.origin_id for row in standing)


@guard(
    "被执行人已经进入破产程序，不得再立首次执行或者恢复执行案件",
    under=JIAMUSI["九", 2], remedy="引导债权人向管理人申报债权；另有其他义务人的，只以其他义务人为被执行人", ask=FILING,
    needs_facts=True, spec=("A-9.11",),
)  # fmt: skip
def no_debtor_in_bankruptcy(execution: Any, deed: Deed) -> bool:
    return not barred(deed.get("debtors") or obligors(execution))


@guard(
    "被执行人均已进入破产程序，不得恢复执行",
    under=JIAMUSI["九", 2], remedy="引导债权人向管理人申报债权", ask=FILING, spec=("A-9.11",),
)  # fmt: skip
def somebody_is_not_bankrupt(execution: Any) -> bool:
    debtors = list(execution.debtors.all())
    return len(barred(debtors)) < len(debtors)


@guard(
    "立案标的超过法律文书确定的数额",
    under=NANZHAO["四", 3], remedy="按文书确定的数额立案，利息、滞纳金、诉讼费在执行中另行计算", ask=FILING,
    spec=("E-4.6",),
)  # fmt: skip
def claim_is_that_of_the_instrument(execution: Any) -> bool:
    return execution.claimed_amount is None or execution.claimed_amount <= execution.instrument.claimed


@guard("本案没有终结本次执行程序，不能申请恢复执行", under=ZB[9], remedy="在原执行案件中继续办理", ask=FILING)
def original_is_in_the_pool(execution: Any) -> bool:
    return execution.origin is not None and execution.origin.state == State.TERMINATED_THIS_TIME


@guard(
    "恢复执行申请正在审查中，不得重复提出", under=NANZHAO["四", 2], remedy="等待线索核查结果；新的线索提交核查人",
    ask=FILING,
)  # fmt: skip
def no_revival_pending(execution: Any) -> bool:
    base = getattr(execution, "proceeding_ptr", execution)
    return not base.offspring.filter(kind="execution", closed_at=None).exists()


@guard(
    "尚未登记首次网络查控结果，不得移转执行指挥中心",
    under=NANZHAO["三", 5], remedy="先办理“登记首次网络查控”", ask=Role.FILING_CLERK.label, spec=("E-3.12", "E-3.13"),
)  # fmt: skip
def first_control_is_done(execution: Any) -> bool:
    return bool(execution.controls.filter(stage="first").exists())


@guard(
    "生效法律文书确定的义务尚未全部履行并经确认",
    under=EXR[64],
    remedy="登记并确认剩余的履行；余额在“义务与履行”处查看",
    ask=JUDGE,
)
def everything_is_performed(execution: Any) -> bool:
    return fully_performed(execution)


@guard(
    "自立案之日起尚未超过三个月，不得终结本次执行程序",
    under=ZB[1], remedy="继续执行；满三个月的次日起方可报批", ask=JUDGE,
)  # fmt: skip
def more_than_three_months(execution: Any) -> bool:
    mark = compute(CLOSING_WAIT, execution.filed_on, execution.court.calendar).last_day
    return bool(execution.policy.on > mark)


@guard(
    "尚未向全部被执行人发出执行通知并责令报告财产",
    under=ZB[1], remedy="先办理“登记执行通知送达”", ask=JUDGE,
)  # fmt: skip
def every_debtor_was_notified(execution: Any) -> bool:
    told = set(execution.notices.filter(report_ordered=True).values_list("debtor_id", flat=True))
    return all(party.pk in told for party in execution.debtors.all())


@guard(
    "尚未对被执行人发出限制消费令",
    under=ZB[1], remedy="先办理“限制消费或者纳入失信名单”，符合纳入失信情形的一并纳入", ask=Role.COMMAND_STAFF.label,
)  # fmt: skip
def consumption_is_banned(execution: Any) -> bool:
    live = execution.measures.filter(kind=Measure.Kind.CONSUMPTION_BAN, lifted_on=None)
    banned = set(live.values_list("debtor_id", flat=True))
    return all(party.pk in banned for party in execution.debtors.all())


@guard("没有登记过财产查控，不得认定已穷尽财产调查措施", under=ZB[1], remedy="先登记查控结果", ask=JUDGE)
def assets_were_queried(execution: Any) -> bool:
    return bool(execution.controls.exists())


@guard(
    "被执行人已全部因破产审查中止执行，不能对其采取措施",
    under=INT[511],
    remedy="等待破产审查结果",
    ask=Role.BANKRUPTCY_JUDGE.label,
)
def somebody_can_be_enforced(execution: Any) -> bool:
    return bool(execution.free_debtors())


@guard("仍有待确认的履行登记", under=CPL[239], remedy="确认或者撤销待确认的履行", ask=JUDGE)
def nothing_awaits_confirmation(execution: Any) -> bool:
    rows = Performance.objects.filter(
        obligation__instrument=execution.instrument_id, confirmed=False, revoked_reason=""
    )
    return not rows.exists()
