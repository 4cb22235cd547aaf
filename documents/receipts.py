"""送达回证: the form on which a recipient signs, filled with what is known of the paper and of the attempts so far.

民事诉讼法第八十七条; printed afresh for every attempt, so it is no paper of its own and has no number.
"""

from typing import Any

from courtflow.law.numerals import arabic_date

from .models import Delivery, Document, Recipient

TEMPLATE = "documents/service_receipt.html"
WAYS = ("直接", "留置", "电子", "邮寄", "委托", "网格员协助")  # with a receipt to sign or to keep


def receipt(recipient: Recipient) -> dict[str, Any]:
    """The context of the form; `recipient` with its document, party and attempts at hand."""
    document = recipient.document
    facts = document.snapshot
    addressee = facts.get("addressee") or {}
    return {
        "title": "送达回证",
        "court": facts["court"],
        "number": facts.get("proceeding_number") or facts.get("case_number", ""),
        "verification_code": "",
        "layout": "letter",
        "rows": [
            ("案由", facts["cause"]),
            ("送达文书", _named(document)),
            ("受送达人", recipient.name),
            ("送达地址", _address(recipient) or addressee.get("address", "")),
        ],
        "attempts": [_told(row) for row in recipient.attempts.all()],
        "unit": facts["unit"],
        "ways": WAYS,
    }


def _named(document: Document) -> str:
    pages = f"，共{document.pages}页" if document.pages else ""
    return f"《{document.title}》，{document.number}{pages}"


def _address(recipient: Recipient) -> str:
    address = recipient.party.service_address if recipient.party else None
    return address.text if address else ""


def _told(row: Delivery) -> str:
    outcome = "已送达" if row.succeeded else "未能送达"
    return f"{arabic_date(row.tried_on)}，{row.get_method_display()}，{outcome}：{row.result}（{row.proof}）"
