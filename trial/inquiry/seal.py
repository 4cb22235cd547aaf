"""The sealed link between a letter and the trial that sent it; it is read only here and on the side of the trial."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction

from courtflow.accounts.roles import Role, Unit
from courtflow.cases.models import Case
from courtflow.flow.acts import SYSTEM, Deed
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Refusal
from courtflow.law.articles import SHANYANG
from trial.records import Consultation

from .states import Direction

CAUSE = "意见征询"


def send(trial: Any, deed: Deed) -> Consultation:
    """A letter in a case of its own: no parties, no number of the suit, no judge, no origin (C-20.3, Q37)."""
    case = Case.objects.create(
        court=trial.court, title="审判部门意见征询", cause=CAUSE, money_claim=False, opened_at=deed.at, source=CAUSE
    )
    inquiry = open_proceeding(
        "inquiry", case, "receive_letter", by=SYSTEM, at=deed.at, direction=Direction.OPINION,
        question=deed["question"], department=trial.court.unit(Unit.ENFORCEMENT, policy=trial.policy),
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(title=f"审判部门意见征询 {inquiry.number}")
    return Consultation.objects.create(
        trial_id=trial.pk, inquiry=inquiry, number=inquiry.number, purpose=deed["purpose"], question=deed["question"],
        sent_on=deed.on,
    )  # fmt: skip


def tell_the_asker(inquiry: Any, happened: str, at: datetime) -> None:
    """What enforcement answered, or that it kept silent, enters the history of the trial."""
    letter = Consultation.objects.select_related("trial").get(inquiry_id=inquiry.pk)
    if happened == "stall":
        perform(letter.trial, "note_silence", by=SYSTEM, at=at, facts={"number": letter.number})
        return
    letter.opinion, letter.answered_on = inquiry.answer, inquiry.answered_on
    letter.save(update_fields=["opinion", "answered_on"])
    told = {"number": letter.number, "opinion": letter.opinion}
    perform(letter.trial, "receive_opinion", by=SYSTEM, at=at, facts=told)


def tell_the_answerer(letter: Consultation, act: str, at: datetime, **facts: str) -> None:
    """The other way round. Whoever answers holds the letter and waits for the trial, so the trial does not wait."""
    inquiry = letter.inquiry
    try:
        with transaction.atomic():
            Case.objects.select_for_update(nowait=True).get(pk=inquiry.case_id)
    except DatabaseError as busy:
        raise Refusal(
            "执行部门正在办理本征询", under=SHANYANG[20], remedy="稍后刷新页面再办理",
            ask=Role.BUREAU_CHIEF.label, code="busy",
        ) from busy  # fmt: skip
    perform(inquiry, act, by=SYSTEM, at=at, facts=facts)
