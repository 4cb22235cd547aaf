"""Complaints and applications as the clerk types them; every number invented and valid."""

from __future__ import annotations

from datetime import date
from typing import Any

from courtflow.accounts.models import Court
from courtflow.law.identifiers import make_credit_code, make_id_number
from intake.filing.models import open_filing
from intake.models import Filing
from tests.diary import noon

BORN = date(1980, 5, 17)
MONDAY = noon(2024, 12, 2)
COMPANY_CODE = make_credit_code("410811", 7)


def person(role: str, name: str, serial: int, **changes: Any) -> dict[str, Any]:
    """A natural person with everything the court asks of a plaintiff."""
    row = {
        "role": role, "kind": "natural", "name": name, "identifier": make_id_number("410811", BORN, serial),
        "phone": f"1380000{serial:04d}", "service_address": f"山阳区建设路{serial}号", "service_confirmed": True,
        "payee_holder": name, "payee_bank": "演示银行山阳支行", "payee_number": f"622200001111{serial:04d}",
        "refund_holder": name, "refund_bank": "演示银行山阳支行", "refund_number": f"622200001111{serial:04d}",
    }  # fmt: skip
    return row | changes


def company(role: str = "defendant", name: str = "某某建材有限公司", **changes: Any) -> dict[str, Any]:
    """An enterprise legal person, by default a defendant of whom little is known."""
    row = {
        "role": role, "kind": "legal", "name": name, "identifier": COMPANY_CODE, "enterprise": True,
        "legal_representative": "李二", "registered_capital": "500000.00", "licence_source": "企业信用信息公示系统",
        "registered_address": "山阳区工业路9号",
    }  # fmt: skip
    return row | changes


def complaint(**changes: Any) -> dict[str, Any]:
    """张一 sues a company for a loan of 100,000 yuan."""
    facts = {
        "received_on": "2024-12-02", "cause": "民间借贷纠纷", "claim": "判令被告偿还借款本金100000元",
        "money_claim": "yes", "amount": "100000.00", "parties": [person("plaintiff", "张一", 1), company()],
        "litigation_risk": True, "performance_reminder": True, "update_duty": True,
        "preservation_explained_on": "2024-12-02", "preservation_answer": "undecided",
    }  # fmt: skip
    return facts | changes


FOUR_CONDITIONS = {
    "standing": True, "defendant": True, "claim": True, "jurisdiction": True, "risk_level": "low", "risk_note": "",
}  # fmt: skip


def filed(court: Court, by: Any, at: Any = MONDAY, **changes: Any) -> Filing:
    return open_filing(court, by, complaint(**({"received_on": at.date().isoformat()} | changes)), at)


def application(instrument: Any, **changes: Any) -> dict[str, Any]:
    """The creditor of the diary's judgment applies for the whole sum against everybody."""
    item = instrument.obligations.get(item=1)
    facts = {
        "received_on": "2024-12-02", "applicant": item.creditors.get().pk,
        "debtors": [party.pk for party in item.debtors.all()], "already_performed": "无", "performed_amount": "",
        "claimed": "", "interest": "", "late_fee": "", "court_fee": "", "urgent": "", "urgent_note": "",
        "risk_notice": True,
    }  # fmt: skip
    return facts | changes


FIVE_YES = {
    "effective": "yes", "content": "yes", "definite": "yes", "condition": "yes", "due": "yes",
    "evidence": "生效证明1份",
}  # fmt: skip


def outside(**changes: Any) -> dict[str, Any]:
    """An award over 80,000 yuan comes to the counter."""
    facts = {
        "received_on": "2024-12-02", "cause": "借款合同纠纷", "instrument_kind": "award",
        "instrument_number": "（2024）演仲裁字第8号", "issuer": "演示仲裁委员会", "made_on": "2024-09-02",
        "effective_on": "2024-09-02", "effect_proof": "仲裁委员会证明书",
        "parties": [person("applicant", "张一", 1), person("respondent", "李二", 2)],
        "obligations": [{"kind": "money", "content": "偿还借款", "amount": "80000", "due_on": "2024-10-08"}],
        "already_performed": "已还5000元", "performed_amount": "5000", "claimed": "", "interest": "1200.50",
        "risk_notice": True,
    }  # fmt: skip
    return facts | changes
