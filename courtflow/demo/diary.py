"""One demo case, written in order of time by the same acts that people perform."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import ROUND_DOWN, Decimal
from random import Random
from typing import Any

from courtflow.accounts.models import Court, User
from courtflow.cases.models import Case, Party
from courtflow.flow import clock
from courtflow.flow.models import Deadline
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.sweep import sweep
from documents import approval

from .people import Cast, data

SOURCE = "演示数据"
OPENING = time(9)
PAUSE = timedelta(minutes=7)


class Diary:
    """Keeps the time of a case: acts come one after the other, and the clock fires what falls due between them."""

    def __init__(self, court: Court, people: Mapping[str, User], key: str, region: str) -> None:
        self.court, self.people, self.key = court, people, key
        self.dice = Random(key)  # noqa: S311  the same demo every time, no secret
        self.cast = Cast(self.dice, region, f"演示银行{court.short_name}支行")
        self.matter: dict[str, str] = self.dice.choice(data()["matters"])
        self.amount = f"{self.dice.randrange(8, 600) * 1000}.00"
        self.mediated = self.dice.random() < 0.5
        self.today = clock.today()
        self.case: Case = Case()
        self._last: datetime | None = None

    def share(self, parts: int) -> str:
        """One of so many equal parts of the sum in dispute, never more than it together."""
        share = (Decimal(self.amount) / parts).quantize(Decimal("0.01"), ROUND_DOWN)
        return f"{share:.2f}"

    # -- time ----------------------------------------------------------------------------------------------------

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def working(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        calendar = self.court.calendar
        return calendar.previous_working_day(day) if calendar.is_rest_day(day) else day

    def _moment(self, day: date) -> datetime:
        moment = datetime.combine(day, OPENING, clock.SHANGHAI)
        if self._last:
            moment = max(moment, self._last + PAUSE)
        return min(moment, clock.now())

    def until(self, day: date) -> None:
        """Let the clock run to the morning of a day."""
        self._sweep(self._moment(day))

    def _sweep(self, moment: datetime) -> None:
        due = Deadline.objects.filter(case=self.case, state=Deadline.State.RUNNING, due_at__lte=moment)
        if due.exists():
            sweep(moment)

    # -- acts ----------------------------------------------------------------------------------------------------

    def moment(self, day: date) -> datetime:
        """When the next act happens; what fell due before it has happened by then."""
        moment = self._moment(day)
        if self.case.pk:
            self._sweep(moment)
        self._last = moment
        return moment

    def do(self, row: Any, act: str, post: str, day: date, **facts: Any) -> Any:
        """Perform an act of a post of this court; returns the proceeding as it then is."""
        moment = self.moment(day)
        perform(row, act, by=self.people[post], facts=facts, at=moment)
        return type(row).objects.get(pk=row.pk)

    def open(self, kind: str, act: str, post: str, day: date, *, fields: Any = None, **facts: Any) -> Any:
        moment = self.moment(day)
        row = open_proceeding(kind, self.case, act, by=self.people[post], facts=facts, at=moment, **(fields or {}))
        return type(row).objects.get(pk=row.pk)

    def sign(self, row: Any, paper: str, post: str, day: date) -> None:
        """The papers of a kind that wait for a signature get it."""
        for document in approval.waiting(row, paper).order_by("id"):
            approval.approve(document, self.people[post], self.moment(day))

    def find(self, kind: str) -> Any:
        """The newest proceeding of a kind, as its own kind."""
        return self.case.proceedings.filter(kind=kind).latest("id").actual

    # -- people --------------------------------------------------------------------------------------------------

    def bench(self, *posts: str) -> str:
        """A collegial bench by name, the presiding judge first."""
        return "、".join(self.people[post].display_name for post in posts)

    @property
    def creditor(self) -> Party:
        return self.case.parties.filter(role=Party.Role.PLAINTIFF).order_by("id")[0]

    @property
    def debtors(self) -> list[Party]:
        return list(self.case.parties.filter(role=Party.Role.DEFENDANT).order_by("id"))
