"""What every stretch of a trial knows of it: its paper, the law of that paper, whom it concerns."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from courtflow.cases import instruments
from courtflow.cases.models import Instrument, Party, Proceeding, Service
from courtflow.law.effect import Chain, InstrumentKind

from . import rules
from .states import Procedure, State

APPEAL_RULES = {
    InstrumentKind.JUDGMENT_FIRST: rules.APPEAL,
    InstrumentKind.RULING_APPEALABLE: rules.APPEAL_RULING,
}


class Matter(Proceeding):
    """The fields of a trial; its acts stand in Hearing, Serving and Owing."""

    State = State
    Procedure = Procedure
    FROM_EACH_DAY = frozenset({rules.PERFORMANCE.code})
    FROM_LAST_DAY = frozenset({rules.TRANSFER.code, rules.LIMITATION.code})

    procedure = models.CharField("审理程序", max_length=12, choices=Procedure, blank=True)
    excluded_judge = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="应更换的原法官"
    )
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="执行依据"
    )
    final = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="二审文书"
    )
    informed_on = models.DateField("告知诉讼结果与履行后果日", null=True)
    letter_no = models.CharField("移交函编号", max_length=60, blank=True)

    with_schedule = False  # of the signing under way: the items stand in a schedule of their own (山阳第十八条)

    class Meta:
        abstract = True

    @property
    def paper(self) -> Instrument | None:
        """What is being served: the final paper once there is one, else this court's own."""
        return self.final or self.instrument

    @property
    def paper_id(self) -> Any:
        return self.final_id or self.instrument_id

    @property
    def law_kind(self) -> InstrumentKind | None:
        """What the paper is for the rules on effect: a small claim is final, a first ruling that dismisses is not."""
        if self.paper is None:
            return None
        kind = Instrument.Kind(self.paper.kind)
        if self.final is not None:
            return instruments.LAW_KINDS[kind]
        small = self.procedure == Procedure.SMALL_CLAIM
        if kind == Instrument.Kind.RULING:
            return InstrumentKind.RULING_FINAL if small else InstrumentKind.RULING_APPEALABLE
        if kind == Instrument.Kind.FINAL_JUDGMENT:
            return InstrumentKind.SMALL_CLAIM
        return instruments.LAW_KINDS[kind]

    @property
    def appealable(self) -> bool:
        return self.law_kind in APPEAL_RULES

    def appeal_days(self, *, abroad: bool = False) -> int | None:
        """Within how many days a party may appeal; None where no appeal lies."""
        rule = APPEAL_RULES.get(self.law_kind) if self.law_kind else None
        if rule is None:
            return None
        return rules.APPEAL_ABROAD.period.length if abroad else rule.period.length

    def chain(self) -> Chain:
        """From the services stored so far to effect, performance and limitation, if nobody appeals."""
        assert self.instrument is not None  # noqa: S101  only called once a paper is being served
        return instruments.reckon(
            self.instrument, self.law_kind, court=self.court, policy=self.policy, served=self.paper
        )

    def litigants(self) -> models.QuerySet[Party]:
        return self.case.parties.exclude(role=Party.Role.OUTSIDER)

    def unserved(self) -> models.QuerySet[Party]:
        """Litigants on whom the paper is still to be served."""
        if self.paper is None:
            return self.litigants()
        return self.litigants().exclude(pk__in=Service.objects.filter(instrument=self.paper).values("party"))

    @property
    def is_remanded(self) -> bool:
        """发回重审: the defendants have long had the complaint."""
        return self.origin is not None and self.origin.kind == "trial"

    def enclosures(self) -> list[str]:
        """What must go along with a paper that orders something (佳木斯四（一）, 山阳第二十一条, 南召四8)."""
        ordered = self.instrument is not None and self.instrument.obligations.exists()
        return list(self.policy.value("service.enclosures")) if ordered else []
