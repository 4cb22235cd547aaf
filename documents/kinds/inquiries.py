"""征询: the blind letter before judgment (山阳第二十条), the open question afterwards (第二十七条), and the answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.models import Party
from courtflow.flow import clock
from courtflow.flow.models import Deadline
from courtflow.law.articles import source
from documents.addressing import Addressee, all_on_one_text, saying, to
from documents.drafting import Draft, instrument_facts, iso, person_facts

from . import Kind, Layout, Numbering, Retention, register

ANSWER_CLOCKS = ("T08", "T09")


def answer_by(draft: Draft) -> str | None:
    """The last day of the clock that the question has started; none where the court has not switched it on."""
    rows = Deadline.objects.filter(proceeding_id=draft.proceeding.pk, timer__in=ANSWER_CLOCKS, state__in=Deadline.LIVE)
    running = rows.order_by("-id").first()
    return iso(running.due_on) if running else None


def letter_facts(draft: Draft) -> dict[str, Any]:
    return {"question": draft.proceeding.question, "answer_by": answer_by(draft)}


def letter_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["question"] else ["没有征询事项"]


def opinion_facts(draft: Draft) -> Mapping[str, Any]:
    return {"letter": draft.proceeding.number, "opinion": draft.proceeding.answer}


def opinion_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["opinion"] else ["没有答复意见"]


def question_facts(draft: Draft) -> dict[str, Any]:
    inquiry = draft.proceeding
    return letter_facts(draft) | {
        "instrument": instrument_facts(inquiry.instrument, None),
        "asking": inquiry.asking.name if inquiry.asking else "",
    }


def answer_facts(draft: Draft) -> Mapping[str, Any]:
    return question_facts(draft) | {
        "answer": draft.proceeding.answer,
        "asked_on": iso(clock.day_of(draft.proceeding.opened_at)),
        "reason": draft.asked("reason", ""),
        "people": [person_facts(party) for party in draft.parties if party.role != Party.Role.OUTSIDER],
    }


def answer_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["answer"] else ["没有答复内容"]


def ruling_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = [] if snapshot["instrument"] else ["没有需要补正的法律文书"]
    return found if snapshot["answer"] and snapshot["reason"] else [*found, "没有补正的理由和裁定主文"]


@saying("作出法律文书的审判部门")
def the_division(draft: Draft) -> Sequence[Addressee]:
    return [draft.proceeding.department.name]


@saying("提出征询的部门")
def whoever_asked(draft: Draft) -> Sequence[Addressee]:
    return [draft.proceeding.asking.name] if draft.proceeding.asking else []


OPINION_LETTER = register(
    Kind(
        slug="opinion_letter",
        title="征询意见函",
        numbering=Numbering.CASE,
        layout=Layout.LETTER,
        sealed=False,
        blind=True,
        under=(source("SHANYANG")[20],),
        addressees=to("执行部门"),
        facts=letter_facts,
        missing=letter_missing,
        spec=("C-20.1", "C-20.3"),
    )
)
OPINION_REPLY = register(
    Kind(
        slug="opinion_reply",
        title="征询意见答复函",
        numbering=Numbering.CASE,
        layout=Layout.LETTER,
        sealed=False,
        blind=True,
        under=(source("SHANYANG")[20],),
        addressees=to("审判部门"),
        facts=opinion_facts,
        missing=opinion_missing,
        spec=("C-20.1", "C-20.3"),
    )
)
CLARITY_LETTER = register(
    Kind(
        slug="clarity_letter",
        title="书面征询函",
        number_word="征询",
        layout=Layout.LETTER,
        under=(source("SHANYANG")[27],),
        addressees=the_division,
        facts=question_facts,
        missing=letter_missing,
        spec=("C-27.1",),
    )
)
CLARITY_REPLY = register(
    Kind(
        slug="clarity_reply",
        title="书面答复函",
        number_word="答复",
        layout=Layout.LETTER,
        under=(source("SHANYANG")[27],),
        addressees=whoever_asked,
        facts=answer_facts,
        missing=answer_missing,
        spec=("C-27.1",),
    )
)
CLARIFYING_RULING = register(
    Kind(
        slug="clarifying_ruling",
        title="民事裁定书",
        numbering=Numbering.CASE,
        layout=Layout.RULING,
        under=(source("CPL")[157, 1, 7], source("INT")[245], source("SHANYANG")[27]),
        addressees=all_on_one_text,
        facts=answer_facts,
        missing=ruling_missing,
        approver=(Role.TRIAL_JUDGE, Role.DIVISION_HEAD),  # a clerk may write it down, a judge makes it (第一百五十七条)
        retention=Retention.PERMANENT,
        public_notice=True,
        spec=("C-27.1",),
    )
)
