"""终本查询结果告知: what the half-yearly query after 终结本次执行程序 found (终本规定第九条)."""

from collections.abc import Mapping
from typing import Any

from courtflow.law.articles import CPL, INT, ZB
from documents.addressing import creditors
from documents.drafting import Draft, iso

from . import Kind, Retention, register
from .enclosures import RECEIPT
from .enforcing import background, no_instrument
from .preservation_rulings import sentence


def query_facts(draft: Draft) -> Mapping[str, Any]:
    row = draft.proceeding
    following = row.deadlines.filter(rule="execution_requery").order_by("-id").first() if row.next_query else None
    return background(draft) | {
        "closed_on": iso(row.ended_on),
        "queried_on": draft.asked("queried_on"),
        "found": bool(draft.asked("found")),
        "result": sentence(draft.asked("result")),
        "value": draft.asked("value") if draft.asked("found") else None,
        "next_on": iso(following.due_on) if following else None,
    }


POOL_QUERY_NOTICE = register(
    Kind(
        slug="pool_query_notice",
        title="终本后财产查询结果告知书",
        number_word="终本查询",
        under=(ZB[9], INT[517], CPL[265]),
        addressees=creditors,
        facts=query_facts,
        missing=no_instrument,
        annexes=(RECEIPT,),
        retention=Retention.SHORT,
        spec=("B-4.8",),
    )
)
