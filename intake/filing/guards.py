"""What must be true before a complaint is accepted, returned or mediated."""

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.models import Party
from courtflow.cases.registering import lacks_accounts
from courtflow.cases.screening import unanswered_hits
from courtflow.flow.refusals import guard
from courtflow.law.articles import JIAMUSI, REG, SHANYANG

CLERK = Role.FILING_CLERK.label


@guard(
    "原告的收款账户或者诉讼费退费账户没有登记齐全",
    under=SHANYANG[6],
    remedy="请原告填写账户确认书，在“变更账户”中登记收款账户和退费账户后再立案",
    ask=CLERK,
    spec=("C-6.1",),
)
def claimants_gave_both_accounts(filing: Any) -> bool:
    return not (filing.case.money_claim and lacks_accounts(filing.case))


@guard(
    "原告尚未签署送达地址确认书",
    under=SHANYANG[6],
    remedy="请原告签署后，在“变更联系方式”中登记本人送达地址并勾选已签确认书",
    ask=CLERK,
    spec=("C-6.3",),
)
def claimants_confirmed_their_address(filing: Any) -> bool:
    claiming = filing.case.parties.filter(role__in=Party.CREDITOR_SIDE)
    return not claiming.exclude(addresses__confirmed=True).exists()


@guard(
    "关联检索发现企业可能符合破产条件，尚未发送申请破产审查告知书",
    under=JIAMUSI["九", 1],
    remedy="办理“发送申请破产审查告知书”；认为不应发送的，由立案法官写明理由",
    ask=Role.FILING_JUDGE.label,
    spec=("A-9.5", "C-9.3"),
)
def bankruptcy_leads_are_answered(filing: Any) -> bool:
    return not unanswered_hits(filing.case)


@guard(
    "关联检索没有待处理的破产线索",
    under=JIAMUSI["九", 1],
    remedy="无需办理；企业登记信息有变化的，先补充并重新检索",
    ask=CLERK,
)
def there_is_an_open_lead(filing: Any) -> bool:
    return bool(unanswered_hits(filing.case))


@guard(
    "指定的补正期限尚未届满",
    under=REG[7],
    remedy="等待当事人补正；当事人愿意撤回的，办理“撤回起诉”",
    ask=CLERK,
)
def time_for_correction_is_over(filing: Any) -> bool:
    return filing.correction_due_on is not None and filing.policy.on > filing.correction_due_on


@guard(
    "本案已经诉前调解，不再次转入",
    under=SHANYANG[2],
    remedy="审查立案；立案后仍可由审判部门主持调解",
    ask=CLERK,
)
def not_mediated_before(filing: Any) -> bool:
    return not filing.case.proceedings.filter(kind="mediation").exists()
