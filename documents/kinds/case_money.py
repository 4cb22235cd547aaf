"""案款: arrival, plan and approval, distribution, payout, deferral, refund of fees (执行款物管理规定，南召三5、四10).

A sum of money has no number of its own: its papers carry that of the proceeding that conducts the case.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.flow import clock
from courtflow.flow.models import Event
from courtflow.law.articles import KW, source
from documents.addressing import Addressee, saying
from documents.drafting import Draft, case_account, instrument_facts, iso, yuan
from documents.numbering import case_number

from . import Annex, Kind, Layout, Retention, register
from .enclosures import RECEIPT
from .preservation_rulings import sentence

ZERO = Decimal("0.00")
CREDITORS_PART = ("principal", "interest", "doubled", "costs")


def of_the_host(draft: Draft) -> str:
    host = draft.proceeding.host
    return str((host.number if host else "") or case_number(draft))


def _office(draft: Draft) -> str:
    return str(draft.court.unit("finance", policy=draft.proceeding.policy).name)


@saying("承办案件的部门")
def to_handler(draft: Draft) -> Sequence[Addressee]:
    """The department that conducts the case; the handler's name stands in the text."""
    return [draft.proceeding.department.name]


@saying("管理案款的部门")
def to_finance(draft: Draft) -> Sequence[Addressee]:
    return [_office(draft)]


def sum_facts(draft: Draft) -> dict[str, Any]:
    """The sum, where it came from, the account it lies on, and who conducts the case."""
    money = draft.proceeding
    accounts = case_account(draft)
    return {
        "host_number": of_the_host(draft),
        "officer": money.handler.display_name if money.handler else "",
        "amount": yuan(money.amount),
        "payer": money.payer_name,
        "payer_party": money.payer.name if money.payer else "",
        "channel": money.get_channel_display(),
        "arrived_on": iso(money.arrived_on),
        "bank_ref": money.bank_ref,
        "notified_on": iso(money.notified_on),
        "account": accounts[0] if accounts else None,
        "instrument": instrument_facts(draft.instrument, None),
    }


def arrival_facts(draft: Draft) -> Mapping[str, Any]:
    """With the last days of both clocks of thirty days (决定5: the earlier is shown first)."""
    rows = draft.proceeding.deadlines.filter(rule__in=["money_arrival", "money_notice"]).order_by("due_on", "id")
    told = [[f"{row.title}（{row.article}）", iso(row.due_on)] for row in rows]
    return {**sum_facts(draft), "clocks": told, "claimed": bool(draft.proceeding.unidentified_id)}


def share_facts(shares: Iterable[Any]) -> list[dict[str, Any]]:
    return [_share(share) for share in shares]


def _share(share: Any) -> dict[str, Any]:
    account = share.account or (share.payee.payee_account if share.payee and not share.target_id else None)
    return {
        "purpose": share.get_purpose_display(),
        "to": share.target.number if share.target else share.payee.name if share.payee else "国库",
        "item": share.obligation.item if share.obligation else None,
        "amount": f"{share.amount:.2f}",
        "holder": account.holder if account else "",
        "bank": account.bank if account else "",
        "number": account.number if account else "",
        "to_creditor": share.purpose in CREDITORS_PART,
    }


def shares_of(draft: Draft) -> list[Any]:
    rows = draft.proceeding.shares.select_related("payee", "obligation", "target", "account")
    return list(rows.prefetch_related("payee__accounts"))


def approval_facts(draft: Draft) -> Mapping[str, Any]:
    money = draft.proceeding
    proposed = Event.objects.filter(proceeding_id=money.pk, act="money.propose").order_by("id").last()
    return {
        **sum_facts(draft),
        "shares": share_facts(shares_of(draft)),
        "basis": sentence(money.basis),
        "way": "制作分配方案（参与分配）" if money.distribution else "直接发放",
        "elsewhere": sentence(money.elsewhere_reason),
        "deduction_agreed": money.deduction_agreed,
        "proposer": proposed.by.display_name if proposed and proposed.by else "",
        "proposed_on": iso(clock.day_of(proposed.at)) if proposed else None,
        **_approver(draft),
    }


def _approver(draft: Draft) -> dict[str, Any]:
    by = draft.event.by
    return {
        "approver": by.display_name if by else "",
        "approver_role": Role(draft.event.role).label if draft.event.role else "",
    }


def deferral_facts(draft: Draft) -> Mapping[str, Any]:
    money = draft.proceeding
    return {
        **sum_facts(draft),
        "ground": money.get_deferral_ground_display(),
        "reason": sentence(money.deferral_reason),
        "deferred_on": draft.asked("deferred_on"),
        **_approver(draft),
    }


def voucher_facts(draft: Draft) -> Mapping[str, Any]:
    """A payee's copy shows what he is paid; the copy for the books shows the whole sum."""
    own = draft.addressee.pk if draft.addressee else None
    shares = [share for share in shares_of(draft) if own is None or (share.payee_id == own and not share.target_id)]
    return {
        **sum_facts(draft),
        "shares": share_facts(shares),
        "paid": yuan(sum((share.amount for share in shares), ZERO)),
        "paid_on": iso(draft.proceeding.paid_on),
        "batch_no": draft.proceeding.batch_no,
        "receipt_no": draft.proceeding.receipt_no,
        "cashier": draft.event.by.display_name if draft.event.by else "",
        "basis": sentence(draft.proceeding.basis),
    }


@saying("各收款人；管理案款的部门留存")
def payees_and_books(draft: Draft) -> Sequence[Addressee]:
    paid = {share.payee_id for share in shares_of(draft) if share.payee_id and not share.target_id}
    return [*(party for party in draft.parties if party.pk in paid), _office(draft)]


def voucher_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [
        f"{share['to']}没有收款账户，发放凭证应当写明收款账户"
        for share in snapshot["shares"]
        if share["to_creditor"] and not share["number"]
    ]


def refund_facts(draft: Draft) -> Mapping[str, Any]:
    money = draft.proceeding
    accounts = [row for row in money.payee.accounts.all() if row.purpose == "refund" and row.until is None]
    account = accounts[0] if accounts else None
    return {
        "instrument": instrument_facts(money.instrument, None),
        "amount": yuan(money.amount),
        "ground": sentence(money.refund_ground),
        "paid_on": iso(money.paid_on),
        "batch_no": money.batch_no,
        "rows": _rows(account) if account else [],
    }


def _rows(account: Any) -> list[list[str]]:
    return [["户名", account.holder], ["开户银行", account.bank], ["账号", account.number]]


def refund_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["rows"] else ["没有登记诉讼费退费账户"]


@saying("收款人")
def payee_alone(draft: Draft) -> Sequence[Addressee]:
    return [party for party in draft.parties if party.pk == draft.proceeding.payee_id]


MONEY_ARRIVAL = register(
    Kind(
        slug="money_arrival_notice",
        title="案款到账通知",
        number_word="案款到账",
        case_number=of_the_host,
        layout=Layout.LETTER,
        under=(KW[10], source("NANZHAO")["四", 10]),
        addressees=to_handler,
        facts=arrival_facts,
        retention=Retention.SHORT,
        spec=("E-4.20",),
    )
)
# 审批表 stay in the file: whoever approves signs with the act, nothing is sealed.
MONEY_APPROVAL = register(
    Kind(
        slug="money_approval",
        title="案款发放审批表",
        number_word="案款审批",
        case_number=of_the_host,
        layout=Layout.LETTER,
        sealed=False,
        under=(KW[10], source("NANZHAO")["四", 10]),
        addressees=to_finance,
        facts=approval_facts,
        spec=("E-4.20",),
    )
)
MONEY_DEFERRAL = register(
    Kind(
        slug="money_deferral",
        title="案款暂缓发放审批表",
        number_word="暂缓审批",
        case_number=of_the_host,
        layout=Layout.LETTER,
        sealed=False,
        under=(KW[10],),
        addressees=to_finance,
        facts=deferral_facts,
        spec=("E-4.20",),
    )
)
PAYOUT_VOUCHER = register(
    Kind(
        slug="payout_voucher",
        title="案款发放凭证",
        number_word="发放",
        case_number=of_the_host,
        under=(KW[10], source("NANZHAO")["三", 5]),
        addressees=payees_and_books,
        facts=voucher_facts,
        missing=voucher_missing,
        spec=("E-4.21", "E-3.19"),
    )
)
FEE_REFUND_NOTICE = register(
    Kind(
        slug="fee_refund_notice",
        title="诉讼费退费通知书",
        number_word="退费",
        under=(source("FEE")[53],),
        addressees=payee_alone,
        facts=refund_facts,
        missing=refund_missing,
        annexes=(Annex("诉讼费用清单"), RECEIPT),
        retention=Retention.SHORT,
        spec=("C-6.1",),
    )
)
