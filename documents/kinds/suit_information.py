"""信息告知单: filing tells enforcement of a suit that touches one of its cases (山阳第八条)."""

from collections.abc import Mapping
from typing import Any

from courtflow.flow import clock
from courtflow.law.articles import source
from documents.addressing import to
from documents.drafting import Draft, iso, yuan

from . import Kind, Layout, Retention, register


def facts(draft: Draft) -> Mapping[str, Any]:
    filing = draft.proceeding
    suit = draft.case.proceedings.filter(kind="trial").exclude(number=None).order_by("opened_at").first()
    return {
        "suit": filing.get_related_suit_display() if filing.related_suit else "",
        "suit_number": suit.number if suit else "",
        "filed_on": iso(clock.day_of(suit.opened_at)) if suit else None,
        "amount": yuan(draft.case.amount),
        "execution_number": filing.execution_number,
        "people": [{"role": party.get_role_display(), "name": party.name} for party in draft.parties],
    }


def missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = [] if snapshot["suit_number"] else ["诉讼尚未编立案号"]
    return found if snapshot["execution_number"] else [*found, "没有填写关联执行案号"]


SUIT_INFORMATION = register(
    Kind(
        slug="suit_information",
        title="信息告知单",
        number_word="信告",
        layout=Layout.LETTER,
        under=(source("SHANYANG")[8],),
        addressees=to("执行部门"),
        facts=facts,
        missing=missing,
        retention=Retention.SHORT,
        spec=("C-8.2",),
    )
)
