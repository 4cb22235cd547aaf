"""What must be true before an application becomes an execution or goes to urging."""

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.bankruptcy import barred
from courtflow.cases.models import Instrument
from courtflow.flow.acts import Deed
from courtflow.flow.refusals import guard
from courtflow.law.articles import EXR, HONGHE, JIAMUSI, SHANYANG

from . import situation

CLERK = Role.FILING_CLERK.label
JUDGE = Role.FILING_JUDGE.label


@guard(
    "同一执行依据的执行申请正在审查中，不得重复登记",
    under=SHANYANG[11],
    remedy="在已登记的执行立案审查中补充材料",
    ask=CLERK,
    needs_facts=True,
    spec=("C-11.1",),
)
def not_under_review_already(filing: Any, deed: Deed) -> bool:
    rows = type(filing).objects.filter(instrument=filing.instrument or deed["instrument"], closed_at=None)
    return not rows.exclude(pk=filing.pk).exists()


@guard(
    "本案没有可以申请执行的法律文书",
    under=EXR[18],
    remedy="先登记裁判文书和判项；外来的仲裁裁决、公证债权文书，在“登记外来法律文书的执行申请”中另立新案",
    ask=CLERK,
)
def case_has_an_instrument(filing: Any) -> bool:
    return bool(filing.case.instruments.exists())


@guard(
    "外来法律文书的执行申请须另立新案，不登记在已有案件中",
    under=SHANYANG[11],
    remedy="在“登记外来法律文书的执行申请”中登记",
    ask=CLERK,
    spec=("C-11.1",),
)
def case_is_new(filing: Any) -> bool:
    return not filing.case.parties.exists()


@guard(
    "五项核查尚未完成，或者有一项结论为“否”",
    under=SHANYANG[7],
    remedy="办理“五项核查”；有一项不符合的，由立案法官裁定不予受理或者告知补正",
    ask=CLERK,
    spec=("C-7.1", "C-7.2", "C-7.3", "C-7.4", "C-7.5"),
)
def five_checks_are_passed(filing: Any) -> bool:
    newest = filing.checks.last()
    return newest is not None and newest.passed


@guard(
    "生效法律文书确定的义务已经履行完毕，不得立执行案件",
    under=SHANYANG[10, 0, 4],
    remedy="以“义务已经履行完毕”不予立案，向申请人说明履行登记；对履行有争议的，先核对履行登记",
    ask=JUDGE,
    spec=("C-10.4",),
)
def something_is_owed(filing: Any) -> bool:
    return not filing.instrument.is_performed


@guard(
    "本执行依据已通过执前督促自动履行完毕，不得再立首次执行案件",
    under=SHANYANG[25],
    remedy="以“义务已经履行完毕”不予立案，向申请人出示自动履行证明书；证明书有误的，先撤销证明书",
    ask=JUDGE,
    spec=("C-25.8", "A-4.8"),
)
def urging_has_not_succeeded(filing: Any) -> bool:
    return not situation.urgings(filing.instrument).filter(state__in=situation.URGED_WITH_SUCCESS).exists()


@guard(
    "执前督促正在办理，首次执行立案须待其结束",
    under=SHANYANG[25],
    remedy="当事人不同意继续、期限届满或者出现紧急情况时，执前督促即行终结并转回立案；在“执前督促”中登记",
    ask=Role.ENFORCEMENT_CLERK.label,
    spec=("C-25.11",),
)
def no_urging_under_way(filing: Any) -> bool:
    if filing.policy.value("pre_exec.failure_path") == "direct_to_execution":
        return True  # there the demand yields to the application (Q10) and is ended by acceptance
    return not situation.urgings(filing.instrument).exclude(state__in=situation.URGING_OVER).exists()


@guard(
    "同一执行依据已有执行案件，一份生效法律文书只编立一个执行案号",
    under=SHANYANG[11],
    remedy="在原执行案件中办理；原案已终结本次执行程序的，申请恢复执行",
    ask=JUDGE,
    spec=("C-11.1",),
)
def instrument_has_no_execution(filing: Any) -> bool:
    return not situation.executions(filing.instrument).exists()


@guard(
    "被执行人已经进入破产程序，不得再立首次执行案件",
    under=JIAMUSI["九", 2],
    remedy="引导债权人向管理人申报债权；另有其他义务人的，先在“变更申请内容”中只列其他义务人",
    ask=JUDGE,
    spec=("A-9.11",),
)
def debtors_are_not_bankrupt(filing: Any) -> bool:
    return not barred(filing.debtors.all())


@guard(
    "首次执行立案前须经执行服务中心审核，尚未审核或者审核未通过",
    under=JIAMUSI["二"],
    remedy="请执行服务中心办理“执行服务中心审核”",
    ask=Role.CENTRE_STAFF.label,
    spec=("A-2.3",),
)
def centre_has_passed(filing: Any) -> bool:
    return filing.centre_passed is True or not filing.policy.value("filing.centre_review")


@guard(
    "本院规定没有要求执行服务中心审核",
    under=JIAMUSI["二"],
    remedy="由立案部门直接审查",
    ask=CLERK,
)
def court_reviews_by_centre(filing: Any) -> bool:
    return bool(filing.policy.value("filing.centre_review"))


@guard(
    "仲裁裁决尚未由法官审查，或者审查发现问题",
    under=JIAMUSI["六", 2],
    remedy="由立案法官办理“审查仲裁裁决”；审查发现问题的，裁定不予受理或者告知救济途径",
    ask=JUDGE,
    spec=("A-6.4", "A-6.5"),
)
def award_is_sound(filing: Any) -> bool:
    return filing.instrument.kind != Instrument.Kind.AWARD or filing.award_sound is True


@guard(
    "执行依据不是仲裁裁决",
    under=JIAMUSI["六", 2],
    remedy="无需此项审查",
    ask=CLERK,
)
def instrument_is_an_award(filing: Any) -> bool:
    return bool(filing.instrument.kind == Instrument.Kind.AWARD)


@guard(
    "申请执行人的收款账户没有登记",
    under=SHANYANG[6],
    remedy="请申请执行人填写账户确认书，登记收款账户后再立案",
    ask=CLERK,
    spec=("C-6.1",),
)
def applicant_has_payee_account(filing: Any) -> bool:
    return filing.instrument.claimed == 0 or filing.applicant is None or filing.applicant.payee_account is not None


@guard(
    "本院的执前督促不从执行申请进入",
    under=SHANYANG[25],
    remedy="直接审查首次执行立案；本院规定由审判部门在履行期内移交的，不待债权人申请",
    ask=CLERK,
)
def court_urges_on_application(filing: Any) -> bool:
    policy = filing.policy
    return bool(policy.value("pre_exec.case_type")) and policy.value("pre_exec.entry") == "application"


@guard(
    "尚未征询债权人意见，或者债权人不同意转入执前督促",
    under=SHANYANG[25],
    remedy="办理“征询债权人意见”；债权人明确不同意的，审查首次执行立案",
    ask=CLERK,
    spec=("C-25.2",),
)
def creditor_was_asked_and_did_not_refuse(filing: Any) -> bool:
    return filing.policy.value("pre_exec.consent") == "none" or filing.consent in ("agreed", "silent")


@guard(
    "本院的执前和解须取得债权人同意，沉默不视为同意",
    under=HONGHE["三"],
    remedy="取得债权人书面或者笔录同意后再转入；不同意的，审查首次执行立案",
    ask=CLERK,
    spec=("D-3.2",),
)
def creditor_agreed_where_needed(filing: Any) -> bool:
    return filing.policy.value("pre_exec.consent") != "opt_in" or filing.consent == "agreed"


@guard(
    "存在转移财产、逃避执行等紧急情况，不得转入执前督促",
    under=SHANYANG[25],
    remedy="立即审查首次执行立案，并引导债权人申请执前保全",
    ask=JUDGE,
    spec=("C-25.1",),
)
def nothing_is_urgent(filing: Any) -> bool:
    return not ("urgent" in filing.policy.value("pre_exec.exclusions") and filing.urgent)
