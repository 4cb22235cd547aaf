"""The effect of an instrument as a line of days: service, appeal, effect, performance, doubled interest, limitation.

民事诉讼法第八十七条至第九十五条、第一百五十八条、第一百七十一条、第二百五十条. Nothing is
computed here: each day is the one that `instruments.reckon` and `limitation.course` give, as for the deadlines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from courtflow.flow import clock
from courtflow.flow.refusals import Refusal
from courtflow.law import effect
from courtflow.law.articles import CPL, DPI, Article
from courtflow.law.calendar import Calendar
from courtflow.law.effect import Chain, InstrumentKind, ServiceMethod
from courtflow.law.limitation import Course
from courtflow.law.numerals import arabic_date
from courtflow.law.periods import Due

from . import instruments, limitation
from .models import Instrument, Party


@dataclass(frozen=True)
class Point:
    """One day of the line; `what` is the machine's word for it, `expected` that it holds only if nobody appeals."""

    what: str
    on: date
    title: str
    party: str = ""
    note: str = ""
    articles: tuple[Article, ...] = ()
    steps: tuple[str, ...] = ()
    provisional: bool = False
    expected: bool = False

    @property
    def past(self) -> bool:
        return self.on < clock.today()

    @property
    def key(self) -> bool:
        """The days on which something changes for everybody."""
        return self.what in ("effective", "limitation")


@dataclass(frozen=True)
class Line:
    """All days in order, and what is still open, in Chinese."""

    points: tuple[Point, ...]
    open: tuple[str, ...] = ()

    @property
    def provisional(self) -> bool:
        return any(point.provisional for point in self.points)


class _Effect:
    """One instrument with what made it, read once."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        made_by: Any = instrument.proceeding.actual if instrument.proceeding else None
        self.court = made_by.court if made_by else instrument.case.court
        self.policy = made_by.policy if made_by else self.court.policy()
        own = made_by is not None and getattr(made_by, "instrument_id", None) == instrument.pk
        # A trial knows better than the row what its paper is (a small claim, an appealable ruling), and which paper's
        # service counts (a final ruling that lets the first judgment stand).
        self.kind: InstrumentKind = (own and getattr(made_by, "law_kind", None)) or instruments.LAW_KINDS[
            Instrument.Kind(instrument.kind)
        ]
        self.paper: Instrument = (own and getattr(made_by, "paper", None)) or instrument
        self.contested = bool(own and getattr(made_by, "effect_is_open", False))

    def line(self) -> Line:
        try:
            chain = self._chain()
        except Refusal as refusal:
            return Line((), (refusal.reason,))
        unserved = [] if self.instrument.is_effective else self._unserved()
        points = [*self._served(chain), *self._opposition(chain)]
        remarks = [f"尚未向{name}送达，送达后才能确定生效日" for name in unserved]
        if self.contested:
            remarks.append("已有当事人上诉，本文书不按上诉期届满生效，以二审文书为准")
        if not remarks:
            points += [*self._after(chain)]
        ordered = sorted(points, key=lambda point: point.on)
        return Line(tuple(ordered), tuple(remarks))

    def _chain(self) -> Chain:
        """Computed from the services; from the established day where that one is not what they give."""
        stored = self.instrument.effective_on
        if stored and (self.instrument.proceeding_id is None or not self.paper.services.all()):
            return self._known(stored)
        found = instruments.reckon(self.instrument, self.kind, court=self.court, policy=self.policy, served=self.paper)
        return self._known(stored) if stored and found.effective != stored else found

    def _known(self, effective: date) -> Chain:
        proof = "；".join(self.instrument.effect_steps) or "生效日期依登记"
        return instruments.reckon_from(
            self.instrument, effective, proof, self.kind, court=self.court, policy=self.policy
        )

    def _unserved(self) -> list[str]:
        if self.kind in (InstrumentKind.AWARD, InstrumentKind.NOTARISED):
            return []
        served = {row.party_id for row in self.paper.services.all()}
        rows = self.instrument.case.parties.exclude(role=Party.Role.OUTSIDER).exclude(pk__in=served)
        return [str(party) for party in rows.order_by("id")]

    def _served(self, chain: Chain) -> Iterator[Point]:
        rows = [(ServiceMethod(row.method), row.abroad) for row in self.paper.services.all()]
        for (name, due), (method, abroad) in zip(chain.served, rows or [(ServiceMethod.MADE, False)], strict=False):
            article = CPL[283] if abroad else method.article
            articles = (article,) if article else ()
            title = "文书作出" if method is ServiceMethod.MADE else f"送达{name}"
            yield Point("served", due.last_day, title, name, method.label, articles, due.steps, due.provisional)

    def _opposition(self, chain: Chain) -> Iterator[Point]:
        word = effect.opposition_name(self.kind) if chain.opposition else ""
        for row, (name, due) in zip(self.paper.services.all(), chain.opposition, strict=False):
            article = effect.opposition_article(self.kind, abroad=row.abroad)
            yield Point(
                "opposition", due.last_day, f"{name}的{word}届满", name, "",
                (article,), due.steps, due.provisional, not self.instrument.is_effective,
            )  # fmt: skip

    def _after(self, chain: Chain) -> Iterator[Point]:
        expected = not self.instrument.is_effective
        article = (self.kind.article,) if self.kind.article else ()
        title = "预计生效（无人上诉的）" if expected and chain.opposition else "生效"
        yield Point(
            "effective", chain.effective, title, "", self.kind.label, article, self._why_effective(chain),
            chain.provisional, expected,
        )  # fmt: skip
        yield from self._performance(chain, expected)
        if chain.terms or self.instrument.obligations.exists():
            yield from self._limitation(chain, expected)

    def _why_effective(self, chain: Chain) -> tuple[str, ...]:
        return tuple(step for step in chain.steps if "生效" in step) or chain.steps[:1]

    def _performance(self, chain: Chain, expected: bool) -> Iterator[Point]:
        several = len(chain.terms) > 1
        for number, term in enumerate(chain.terms, start=1):
            which = f"第{number}期" if several else ""
            yield Point(
                "performance", term.last_day, f"{which}履行期限届满", "", "", (CPL[247],), term.due.steps,
                term.due.provisional, expected,
            )  # fmt: skip
            yield Point(
                "doubled", term.doubled_from, f"{which}未履行的，自此日起加倍计算迟延履行利息", "", "",
                (CPL[264], DPI[2]), (), term.due.provisional, expected,
            )  # fmt: skip

    def _limitation(self, chain: Chain, expected: bool) -> Iterator[Point]:
        start = chain.performance_last_day or chain.effective
        if self.kind is InstrumentKind.NOTARISED and len(chain.terms) > 1:
            yield from self._notarised(chain, expected)
            return
        found = limitation.course(self.instrument, court=self.court, policy=self.policy, start=start)
        if found:
            yield from self._course(found, expected)

    def _notarised(self, chain: Chain, expected: bool) -> Iterator[Point]:
        """Each instalment has a period of its own (公证债权文书执行规定第九条)."""
        article = effect.limitation_article(self.kind)
        for number, term in enumerate(chain.terms, start=1):
            due = term.limitation
            yield Point(
                "limitation", due.last_day, f"第{number}期申请执行的期间届满", "", "", (article,), due.steps,
                due.provisional, expected,
            )  # fmt: skip

    def _course(self, found: Course, expected: bool) -> Iterator[Point]:
        for before, stretch in zip(found.stretches, found.stretches[1:], strict=False):
            happening = stretch.happening
            if happening is not None:
                verb = "中断" if happening.ground.interrupts else "中止"
                again = f"自{arabic_date(stretch.start)}起重新计算，" if happening.ground.interrupts else ""
                yield Point(
                    "interruption", happening.on, f"{happening.ground.label}，申请执行的期间{verb}", "",
                    again + _was(before.due), (happening.ground.article,),
                )  # fmt: skip
        for happening, reason in found.idle:
            yield Point(
                "idle", happening.on, happening.ground.label, "", f"{reason}，不影响申请执行的期间",
                (happening.ground.article,),
            )  # fmt: skip
        yield Point(
            "limitation", found.due.last_day, "申请执行的期间届满", "", "",
            (effect.limitation_article(self.kind),), found.due.steps, found.due.provisional, expected,
        )  # fmt: skip


def _was(due: Due) -> str:
    return f"原应于{arabic_date(due.last_day)}届满"


def by_calendar(instrument: Instrument, calendar: Calendar) -> Chain | None:
    """What the services give by a calendar; None where the day does not rest on them or an appeal leaves it open."""
    found = _Effect(instrument)
    if found.contested or not found.paper.services.all():
        return None
    return instruments.reckon(
        instrument, found.kind, court=found.court, policy=found.policy, served=found.paper, calendar=calendar
    )


def line_of(instrument: Instrument) -> Line:
    """The whole line of one instrument, as far as it can be told today."""
    return _Effect(instrument).line()
