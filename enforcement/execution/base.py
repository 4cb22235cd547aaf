"""The row of an execution and the sums that follow from it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

from courtflow.accounts.models import Department
from courtflow.accounts.roles import Role, Unit
from courtflow.cases.models import Instrument, Party, Proceeding
from courtflow.cases.performing import balance_of, recovered_in
from courtflow.policy.keys import KEYS
from courtflow.policy.models import Policy

from . import states
from .records import Measure

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from . import records

FILING = (Role.FILING_CLERK, Role.FILING_JUDGE)
COMMAND = (Role.COMMAND_STAFF, Role.BUREAU_CHIEF)
JUDGES = (Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER)
CONDUCT = (*JUDGES, Role.ENFORCEMENT_CLERK)
PRESIDENT = (Role.PRESIDENT,)


class ExecutionRow(Proceeding):
    """Fields of 首执 and 执恢. `claimed_amount` is the sum filed for; interest and fees are reckoned apart (E-4.6)."""

    if TYPE_CHECKING:
        controls: RelatedManager[records.Control]
        notices: RelatedManager[records.DebtorNotice]
        measures: RelatedManager[records.Measure]
        official_reports: RelatedManager[records.OfficialReport]
        outside_matters: RelatedManager[records.OutsideMatter]
        measure_reviews: RelatedManager[records.MeasureReview]
        debtor_stays: RelatedManager[records.DebtorStay]
        settlements: RelatedManager[records.ExecutionSettlement]
        closing_reviews: RelatedManager[records.ClosingReview]

    State = states.State
    TERMINAL = states.TERMINAL

    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="executions", verbose_name="执行依据"
    )
    debtors = models.ManyToManyField(Party, related_name="executions", verbose_name="被执行人")
    revival = models.BooleanField("恢复执行案件", default=False)
    claimed_amount = models.DecimalField("立案标的", max_digits=16, decimal_places=2, null=True)
    application_received_on = models.DateField("执行申请收到日", null=True)
    filed_on = models.DateField("执行立案日", null=True)
    assigned_on = models.DateField("分案日期", null=True)
    route = models.CharField("分案依据", max_length=20, blank=True)
    route_reason = models.CharField("分案说明", max_length=300, blank=True)
    track = models.CharField("繁简", max_length=10, blank=True)
    critical_on = models.DateField("列为临界案件日期", null=True)
    extended_until = models.DateField("延长执行期限至", null=True)
    extension_reason = models.CharField("延长理由", max_length=100, blank=True)
    resumed_on = models.DateField("最近恢复执行日", null=True)
    end_ground = models.CharField("终结事由", max_length=20, blank=True)
    ended_on = models.DateField("结案日", null=True)
    last_queried_on = models.DateField("终本后最近查询日", null=True)
    next_query = models.PositiveSmallIntegerField("下次终本查询次序", null=True)
    clue = models.TextField("财产线索", blank=True)
    clue_opinion = models.TextField("线索核查意见", blank=True)
    verified_value = models.DecimalField("核实的财产价值", max_digits=16, decimal_places=2, null=True)
    signed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="签字的执行局局长"
    )
    entrusting_court = models.CharField("委托法院", max_length=100, blank=True)
    before_bankruptcy = models.CharField("因破产中止前的状态", max_length=30, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def home(cls, policy: Policy) -> str:
        return Unit.FILING if policy.value("execution.first_handover") else Unit.ENFORCEMENT

    @property
    def balance(self) -> Decimal:
        """Money still owed under the instrument."""
        return balance_of(self)

    @property
    def recovered(self) -> Decimal:
        """到位金额: money performed while this execution had the case."""
        return recovered_in(self)

    def controlled_value(self) -> Decimal:
        """Value of the assets under live measures."""
        live = self.measures.filter(kind__in=Measure.ON_ASSETS, lifted_on=None)
        return live.aggregate(total=models.Sum("value"))["total"] or Decimal("0.00")

    def free_debtors(self) -> list[Party]:
        """Debtors who are not stayed on account of bankruptcy."""
        stayed = set(self.debtor_stays.filter(until=None).values_list("debtor_id", flat=True))
        return [party for party in self.debtors.all() if party.pk not in stayed]

    def route_fault(self, route: str, team: Department | None) -> str:
        """Why a rule of assignment does not fit this case, in Chinese; empty when it does (E-3.1, E-3.10)."""
        check = getattr(self, f"_fault_of_{route}", None)
        return str(check(team)) if check else ""

    def _fault_of_fast(self, team: Department | None) -> str:
        newest = self.controls.last()
        found = newest.value if newest else Decimal("0.00")
        return "" if found >= self.balance else f"查控到的财产{found:,.2f}元不足以清偿余额{self.balance:,.2f}元"

    def _fault_of_tribunal(self, team: Department | None) -> str:
        kept = self.policy.value("execution.tribunal_cases")
        if kept == "none":
            return "本院规定人民法庭不办理执行案件"
        tried = self.instrument.proceeding
        own = tried is not None and team is not None and tried.department_id in (team.pk, team.parent_id)
        if kept == "mediated" and self.instrument.kind != Instrument.Kind.MEDIATION:
            own = False
        return "" if own else f"法庭团队只办理{KEYS['execution.tribunal_cases'].worded(kept)}"

    def with_the_same_debtor(self) -> models.QuerySet[Any]:
        """Other open executions of this court against a debtor of this one (佳木斯八, 南召三4)."""
        codes = [party.identifier for party in self.debtors.all() if party.identifier]
        same = Party.objects.filter(identifier__in=codes)
        rows = type(self).objects.filter(court=self.court_id, closed_at=None, debtors__in=same).exclude(number=None)
        return rows.exclude(pk=self.pk).distinct()

    def fault_of_splitting(self, team: Department) -> str:
        """Why a debtor's cases do not go to two teams, where the court keeps them together; empty when they may."""
        if self.policy.value("execution.merging") != "same_team":
            return ""
        other = self.with_the_same_debtor().exclude(assigned_on=None).exclude(department=team).first()
        if other is None:
            return ""
        return f"同一被执行人的{other.number}由{other.department}办理，本院规定由同一团队办理"

    def _fault_of_revival(self, team: Department | None) -> str:
        return "" if self.revival else "本案不是恢复执行案件"

    def _fault_of_first(self, team: Department | None) -> str:
        return "本案是恢复执行案件" if self.revival else ""

    def _fault_of_same_debtor(self, team: Department | None) -> str:
        codes = [party.identifier for party in self.debtors.all() if party.identifier]
        same = Party.objects.filter(identifier__in=codes)
        rows = type(self).objects.filter(court=self.court_id, debtors__in=same, department=team)
        return "" if rows.exclude(pk=self.pk).exists() else "该团队没有办理过同一被执行人的案件"
