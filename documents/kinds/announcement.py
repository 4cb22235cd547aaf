"""公告 of papers of enforcement for who cannot be found (民诉法第九十五条, 解释第一百三十八条、第一百三十九条)."""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.instruments import readings_of
from courtflow.cases.models import Party
from courtflow.law.articles import CPL, INT
from documents.addressing import saying
from documents.drafting import Draft
from documents.models import Document

from . import Kind, Retention, register
from .enforcing import bare


@saying("公告送达的受送达人")
def sought(draft: Draft) -> Sequence[Party]:
    return draft.asked_parties("party")


def announced_facts(draft: Draft) -> Mapping[str, Any]:
    """Why, what is served and what it says, and how long the notice runs."""
    readings, abroad = readings_of(draft.proceeding.policy), bool(draft.asked("abroad"))
    notice = readings.public_notice_abroad if abroad else readings.public_notice
    rows = Document.objects.filter(pk__in=[row["id"] for row in draft.asked("papers", [])]).without_pdf()
    return {
        "papers": [f"{row.number}《{row.title}》" for row in rows.order_by("id")],
        "gist": bare(draft.asked("gist", "")),
        "reason": bare(draft.asked("reason", "")),
        "abroad": abroad,
        "notice_days": notice.length,
    }


# The head of the bureau lets it out: 公告送达审批 (佳木斯四（二）).
ANNOUNCEMENT = register(
    Kind(
        slug="enforcement_announcement",
        title="公告",
        number_word="公告",
        under=(CPL[95], CPL[283], INT[138], INT[139]),
        addressees=sought,
        facts=announced_facts,
        approver=(Role.BUREAU_CHIEF,),
        retention=Retention.SHORT,
        public_notice=True,
        spec=("A-4.12",),
    )
)
