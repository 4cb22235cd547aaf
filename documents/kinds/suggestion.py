"""司法建议书 to bodies outside, 执行建议书 to departments inside, and the letters that ask for an answer."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.flow.rules import RULES
from courtflow.law.articles import source
from courtflow.law.numerals import chinese_number
from documents.addressing import Addressee, saying
from documents.drafting import Draft, iso

from . import Kind, Layout, Numbering, register
from .enforcing import lines

JIAMUSI, SHANYANG = source("JIAMUSI"), source("SHANYANG")
OTHER = "other"  # 事由 that says nothing beyond the problem itself


@saying("被建议的单位或者本院部门")
def addressed(draft: Draft) -> Sequence[Addressee]:
    row = draft.proceeding
    name = row.body or (row.unit.name if row.unit else "")
    return [name] if name else []


def suggestion_facts(draft: Draft) -> dict[str, Any]:
    row = draft.proceeding
    return {
        "internal": row.genre == "execution",
        "ground": "" if row.ground == OTHER else row.get_ground_display(),
        "found_in": found_in(draft),
        "problem": lines(row.problem),
        "evidence": lines(row.evidence),
        "advice": lines(row.advice),
        "related": list(row.related),
        "sender": row.sender.name if row.sender else "",
        "sender_phone": (row.sender.phone or draft.court.phone) if row.sender else "",
        "reply_days": reply_words(draft),
    }


def found_in(draft: Draft) -> str:
    """The number of the matter in which it was found, the newest of the case."""
    rows = draft.case.proceedings.exclude(pk=draft.proceeding.pk).exclude(kind=draft.proceeding.kind)
    newest = rows.exclude(number=None).order_by("opened_at", "id").last()
    return str(newest.number) if newest else ""


def reply_words(draft: Draft) -> str:
    """How long the addressee has, by the rule of this court: 十五日, 两个月."""
    return length(draft, f"suggestion_reply_{draft.proceeding.genre}")


def length(draft: Draft, rule: str) -> str:
    period = RULES[rule].for_court(draft.proceeding.policy).period
    words = chinese_number(period.length)
    return f"{'两' if words == '二' else words}{period.unit.label}"


def reminder_facts(draft: Draft) -> Mapping[str, Any]:
    row = draft.proceeding
    return suggestion_facts(draft) | {
        "served_on": iso(row.served_on),
        "days": (draft.on - row.served_on).days if isinstance(row.served_on, date) else None,
        "earlier": row.reminders - 1,
        "again": length(draft, "suggestion_second_reminder"),
        "suggestion_number": row.number or "",
    }


def reminder_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["served_on"] else ["建议尚未登记送达，不能催复"]


JUDICIAL_SUGGESTION = register(
    Kind(
        slug="judicial_suggestion",
        title="司法建议书",
        numbering=Numbering.CASE,
        layout=Layout.LETTER,
        under=(JIAMUSI["六", 1],),
        addressees=addressed,
        facts=suggestion_facts,
        approver=(Role.PRESIDENT, Role.VICE_PRESIDENT),  # in the court's name (佳木斯六（一）)
        served_by="serve",
        spec=("A-6.2",),
    )
)
EXECUTION_SUGGESTION = register(
    Kind(
        slug="execution_suggestion",
        title="执行建议书",
        numbering=Numbering.CASE,
        sealed=False,  # from one department to another (山阳第二十八条)
        layout=Layout.LETTER,
        under=(SHANYANG[28], JIAMUSI["十一", 3]),
        addressees=addressed,
        facts=suggestion_facts,
        served_by="serve",
        spec=("C-28.1", "A-11.8"),
    )
)
SUGGESTION_REMINDER = register(
    Kind(
        slug="suggestion_reminder",
        title="建议催复函",
        number_word="催复",
        layout=Layout.LETTER,
        under=(JIAMUSI["六", 1], SHANYANG[28]),
        addressees=addressed,
        facts=reminder_facts,
        missing=reminder_missing,
        spec=("A-6.3",),
    )
)
