"""What must be true before property is preserved, and while it is."""

from __future__ import annotations

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.bankruptcy import barred
from courtflow.flow.acts import Deed
from courtflow.flow.refusals import guard
from courtflow.law.articles import CPL, EBL, INT, JIAMUSI, PRES, SHANYANG

from . import rules

FILING = Role.FILING_JUDGE.label


def by_centre(preservation: Any) -> bool:
    """执前保全 under a 执前督 number stays with the service centre from beginning to end (佳木斯三)."""
    number = preservation.policy.value("preservation.pre_exec_number")
    return bool(preservation.type == "pre_enforcement" and number == "执前督")


@guard(
    "已有受理的诉讼，不能再申请诉前保全",
    under=CPL[104],
    remedy="改为申请诉讼中保全",
    ask=Role.TRIAL_JUDGE.label,
    needs_facts=True,
)
def no_suit_yet_before_suit(preservation: Any, deed: Deed) -> bool:
    return deed["type"] != "pre_suit" or not preservation.case.proceedings.filter(kind="trial").exists()


@guard(
    "诉讼尚未受理，不能申请诉讼中保全",
    under=CPL[103],
    remedy="情况紧急的申请诉前保全；或者立案后再申请",
    ask=FILING,
    needs_facts=True,
)
def suit_is_pending_in_suit(preservation: Any, deed: Deed) -> bool:
    return deed["type"] != "in_suit" or preservation.case.proceedings.filter(kind="trial", closed_at=None).exists()


@guard(
    "执行依据尚未生效，不能申请执行前保全",
    under=INT[163],
    remedy="文书生效前申请诉讼中保全",
    ask=Role.TRIAL_JUDGE.label,
    needs_facts=True,
    spec=("A-3.5",),
)
def instrument_is_effective_before_enforcement(preservation: Any, deed: Deed) -> bool:
    if deed["type"] != "pre_enforcement":
        return True
    day = deed["instrument"].effective_on if deed["instrument"] else None
    return day is not None and day <= deed.on


@guard(
    "案件已进入执行程序，不能再申请执行前保全",
    under=INT[163],
    remedy="直接由执行人员采取执行措施",
    ask=Role.ENFORCEMENT_JUDGE.label,
    needs_facts=True,
    spec=("A-3.5",),
)
def no_execution_before_enforcement(preservation: Any, deed: Deed) -> bool:
    return deed["type"] != "pre_enforcement" or not preservation.case.proceedings.filter(kind="execution").exists()


@guard(
    "本案的诉讼保全仍然有效，不需要执行前保全",
    under=JIAMUSI["三"],
    remedy="原保全期限连续计算；需要增加财产的，向原保全程序提出，将届满的申请续行",
    ask=Role.TRIAL_JUDGE.label,
    needs_facts=True,
    spec=("A-3.5",),
)
def no_live_preservation_before_enforcement(preservation: Any, deed: Deed) -> bool:
    if deed["type"] != "pre_enforcement":
        return True
    others = type(preservation).objects.filter(case_id=preservation.case_id, closed_at=None)
    return not others.exclude(pk=preservation.pk).filter(assets__status="controlled").exists()


@guard(
    "诉讼尚未受理，不能在诉讼中依职权保全",
    under=CPL[103],
    remedy="立案后由承办法官裁定",
    ask=FILING,
    spec=("C-15.1",),
)
def suit_is_pending(preservation: Any) -> bool:
    return bool(preservation.case.proceedings.filter(kind="trial", closed_at=None).exists())


@guard(
    "申请人提供的担保不足",
    under=PRES[5],
    remedy="登记足额担保；情况特殊或者依法可以不要求担保的，由法官先“确定担保要求”",
    ask=FILING,
)
def guarantee_is_sufficient(preservation: Any) -> bool:
    return bool(preservation.guarantee_amount >= preservation.guarantee_required)


@guard(
    "采取措施后三十日内未起诉或者申请仲裁，保全应当解除",
    under=CPL[104],
    remedy="裁定解除保全；仍有必要的，立案后另行申请诉讼中保全",
    ask=FILING,
    needs_facts=True,
)
def sued_within_thirty_days(preservation: Any, deed: Deed) -> bool:
    last = preservation.deadlines.filter(rule=rules.SUE.code).order_by("due_on").last()
    return last is None or deed["filed_on"] <= last.due_on


@guard(
    "履行期届满后五日内未申请执行，保全应当解除",
    under=INT[163],
    remedy="裁定解除保全；执行立案后由执行人员采取措施",
    ask=FILING,
    needs_facts=True,
)
def applied_within_five_days(preservation: Any, deed: Deed) -> bool:
    last = preservation.deadlines.filter(rule=rules.APPLY_ENFORCEMENT.code).order_by("due_on").last()
    return last is None or deed["received_on"] <= last.due_on


@guard(
    "本案尚未立首次执行案件",
    under=INT[168],
    remedy="执行立案后再转为执行措施；此前保全继续有效，期限不变",
    ask=FILING,
)
def execution_is_filed(preservation: Any) -> bool:
    return bool(preservation.case.proceedings.filter(kind="execution").exists())


@guard(
    "裁定的财产均已实施完毕",
    under=SHANYANG[4],
    remedy="需要增加财产的，另行申请保全",
    ask=Role.TRIAL_JUDGE.label,
)
def something_is_left_to_control(preservation: Any) -> bool:
    return bool(preservation.assets.filter(status="ordered").exists())


@guard(
    "没有在控的财产",
    under=PRES[23],
    remedy="本程序已没有需要续行、解除的保全措施",
    ask=Role.ENFORCEMENT_CLERK.label,
)
def something_is_controlled(preservation: Any) -> bool:
    return bool(preservation.assets.filter(status="controlled").exists())


@guard(
    "执前保全由执行服务中心以执前督字案号办理",
    under=JIAMUSI["三"],
    remedy="由执行服务中心办理“执前保全转入实施”",
    ask=Role.CENTRE_STAFF.label,
    spec=("A-3.8",),
)
def filing_numbers_it(preservation: Any) -> bool:
    return not by_centre(preservation)


@guard(
    "本案须由立案庭编立执保案号",
    under=SHANYANG[4],
    remedy="由立案庭办理“编立执保案号并移送实施”",
    ask=Role.FILING_CLERK.label,
    spec=("C-4.4",),
)
def centre_numbers_it(preservation: Any) -> bool:
    return by_centre(preservation)


@guard(
    "本程序不需要登记起诉",
    under=CPL[104],
    remedy="只有尚未起诉的诉前保全才需要登记起诉或者申请仲裁",
    ask=FILING,
)
def suit_is_awaited(preservation: Any) -> bool:
    return bool(preservation.awaits_suit)


@guard(
    "本程序不需要登记申请执行",
    under=INT[163],
    remedy="只有债权人尚未申请执行的执行前保全才需要登记；执行立案后办理“转为执行措施”",
    ask=FILING,
)
def application_is_awaited(preservation: Any) -> bool:
    return bool(preservation.awaits_application)


@guard("没有待处理的解除保全申请", under=PRES[23], remedy="先登记收到的解除申请", ask=FILING)
def release_is_asked(preservation: Any) -> bool:
    return bool(preservation.release_ground)


@guard(
    "已申请执行或者已立执行案件，由执行部门扣划",
    under=SHANYANG[23],
    remedy="在执行案件中办理",
    ask=Role.ENFORCEMENT_JUDGE.label,
    spec=("C-23.3",),
)
def no_execution_is_filed(preservation: Any) -> bool:
    kinds = preservation.case.proceedings.filter(kind__in=["execution", "execution_filing"])
    return not kinds.exclude(state__in=["refused", "withdrawn"]).exists()


@guard(
    "本案没有审判程序，不能以原案号裁定扣划",
    under=SHANYANG[23],
    remedy="引导债权人申请执行",
    ask=FILING,
    spec=("C-23.3",),
)
def case_was_tried(preservation: Any) -> bool:
    return bool(preservation.case.proceedings.filter(kind="trial").exists())


@guard(
    "扣划裁定由审理本案的法官以原案号作出",
    under=SHANYANG[23],
    remedy="由本案承办法官办理",
    ask=Role.TRIAL_JUDGE.label,
    needs_facts=True,
    spec=("C-23.3",),
)
def judge_tried_the_case(preservation: Any, deed: Deed) -> bool:
    return bool(preservation.case.proceedings.filter(kind="trial", handler=deed.by).exists())


@guard(
    "履行期限尚未届满，不得扣划",
    under=SHANYANG[23],
    remedy="履行期限届满后，由债权人申请",
    ask=Role.TRIAL_JUDGE.label,
    needs_facts=True,
    spec=("C-23.3",),
)
def debt_is_due(preservation: Any, deed: Deed) -> bool:
    instrument = deed["instrument"]
    last = instrument.performance_ends_on
    return instrument.effective_on is not None and last is not None and last < deed.on


@guard(
    "已控制的存款不足以清偿全部债务",
    under=SHANYANG[23],
    remedy="不足额的，引导债权人申请执行；需要变价的财产不能以扣划方式实现",
    ask=Role.TRIAL_JUDGE.label,
    needs_facts=True,
    spec=("C-23.3",),
)
def cash_covers_the_debt(preservation: Any, deed: Deed) -> bool:
    owed = deed["instrument"].balance
    return 0 < owed <= deed["amount"] <= preservation.controlled_cash


@guard(
    "被保全人已进入破产程序，不得扣划",
    under=EBL[19],
    remedy="解除保全，告知债权人申报债权",
    ask=Role.BANKRUPTCY_JUDGE.label,
)
def respondents_are_not_bankrupt(preservation: Any) -> bool:
    return not barred(preservation.respondents.all())


@guard(
    "尚未作出扣划裁定",
    under=SHANYANG[23],
    remedy="先由承办法官办理“裁定扣划”",
    ask=Role.TRIAL_JUDGE.label,
    spec=("C-23.3",),
)
def deduction_is_ruled(preservation: Any) -> bool:
    return bool(preservation.deduction_ruling_no)


@guard(
    "没有正在自行处置的财产",
    under=[PRES[20], SHANYANG[26]],
    remedy="先办理“准许自行处置财产”",
    ask=Role.ENFORCEMENT_JUDGE.label,
)
def something_is_being_sold(preservation: Any) -> bool:
    return bool(preservation.sales.filter(ended_on=None).exists())


@guard(
    "复议申请已超过五日期限",
    under=PRES[25],
    remedy="告知当事人逾期；保全错误的，可以申请解除保全",
    ask=Role.TRIAL_JUDGE.label,
    needs_facts=True,
)
def asked_within_five_days(preservation: Any, deed: Deed) -> bool:
    clock = preservation.deadlines.filter(rule=rules.ASK_REVIEW.code, party=deed["party"]).order_by("due_on").last()
    return clock is None or deed["received_on"] <= clock.due_on


@guard(
    "该当事人已申请过复议，复议以一次为限",
    under=[CPL[111], PRES[25]],
    remedy="告知当事人不再受理；保全错误的，可以申请解除保全",
    ask=Role.TRIAL_JUDGE.label,
    needs_facts=True,
)
def asked_for_the_first_time(preservation: Any, deed: Deed) -> bool:
    return not preservation.reviews.filter(party=deed["party"]).exists()


@guard("没有待审查的复议申请", under=PRES[25], remedy="先登记复议申请", ask=Role.TRIAL_JUDGE.label)
def review_is_pending(preservation: Any) -> bool:
    return bool(preservation.reviews.filter(decided_on=None).exists())
