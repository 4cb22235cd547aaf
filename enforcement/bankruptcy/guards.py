"""What must be true before somebody is told of, transferred into or petitioned into bankruptcy."""

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.bankruptcy import bankruptcy_accepted
from courtflow.cases.models import Party, Proceeding
from courtflow.flow.refusals import guard
from courtflow.law.articles import EBL, JIAMUSI, ZZP

JUDGE = Role.ENFORCEMENT_JUDGE.label
ENDED = ("completed", "terminated", "revival_refused")


@guard(
    "债务人不是企业法人，不适用破产程序",
    under=ZZP[2], remedy="自然人、个体工商户、合伙企业不能移送破产审查；可以引导双方执行和解，或者申请参与分配",
    ask=JUDGE,
    spec=("A-9.1", "C-29.6"),
)  # fmt: skip
def debtor_is_an_enterprise(bankruptcy: Any) -> bool:
    debtor = bankruptcy.debtor
    return bool(debtor.kind == Party.Kind.LEGAL and debtor.enterprise)


@guard(
    "对该债务人的破产线索正在办理，不得重复登记",
    under=JIAMUSI["九", 1],
    remedy="在已有的执破衔接程序中继续办理",
    ask=JUDGE,
)
def no_lead_is_open(bankruptcy: Any) -> bool:
    rows = type(bankruptcy).objects.filter(case=bankruptcy.case_id, debtor=bankruptcy.debtor_id, closed_at=None)
    return not rows.exclude(pk=bankruptcy.pk).exists()


@guard("该债务人的破产申请已被受理", under=EBL[19], remedy="债权人向管理人申报债权", ask=Role.BANKRUPTCY_JUDGE.label)
def not_yet_accepted(bankruptcy: Any) -> bool:
    return not bankruptcy_accepted(bankruptcy.debtor.identifier)


@guard(
    "没有任何一方当事人书面同意，不能移送破产审查",
    under=ZZP[2], remedy="取得被执行人或者任何一个申请执行人的书面同意并登记", ask=JUDGE, spec=("C-29.2",),
)  # fmt: skip
def somebody_consents_in_writing(bankruptcy: Any) -> bool:
    return any(row.answer == "consent" and row.written for row in bankruptcy.latest_answers())


@guard(
    "本案没有针对该债务人的执行案件，不能移送破产审查",
    under=ZZP[4], remedy="立案、审判阶段由当事人直接申请破产（登记“当事人申请破产”）", ask=Role.FILING_JUDGE.label,
    spec=("B-3.17",),
)  # fmt: skip
def debtor_is_being_enforced(bankruptcy: Any) -> bool:
    return bool(bankruptcy.executions())


@guard(
    "该债务人曾被裁定不予受理或者驳回，不得重复启动移送破产审查",
    under=ZZP[19], remedy="当事人可以直接向有管辖权的法院提出破产申请", ask=JUDGE,
)  # fmt: skip
def not_refused_before(bankruptcy: Any) -> bool:
    rows = Proceeding.objects.filter(kind="bankruptcy", state="refused", bankruptcy__transferred_on__isnull=False)
    return (
        not rows.filter(bankruptcy__debtor__identifier=bankruptcy.debtor.identifier).exclude(pk=bankruptcy.pk).exists()
    )


@guard(
    "已有当事人申请或者同意，不得按“均不申请”了结", under=JIAMUSI["九", 1], remedy="办理当事人申请或者报请移送",
    ask=JUDGE,
)  # fmt: skip
def nobody_wants_it(bankruptcy: Any) -> bool:
    return all(row.answer == "decline" for row in bankruptcy.latest_answers())


@guard(
    "尚未通知债务人，不能裁定", under=EBL[10], remedy="债权人申请的，先登记通知债务人", ask=Role.BANKRUPTCY_JUDGE.label,
)  # fmt: skip
def debtor_was_heard(bankruptcy: Any) -> bool:
    by_creditor = bankruptcy.applicant_id and bankruptcy.applicant_id != bankruptcy.debtor_id
    return not by_creditor or bankruptcy.debtor_told_on is not None
