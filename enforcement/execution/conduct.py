"""Enforcement itself: who has the case, notices, queries, measures, payments (南召二、三，民诉法执行程序编)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courtflow.cases.performing import ConfirmationFacts, PerformanceFacts, confirm_performance, record_performance
from courtflow.flow.acts import STAY, SYSTEM, Deed, Order, act
from courtflow.flow.models import Event
from courtflow.flow.perform import open_proceeding
from courtflow.flow.refusals import Refusal
from courtflow.flow.rules import Extend
from courtflow.law.articles import ASSET, CPL, DL, EXR, INT, JIAMUSI, NANZHAO, SFK, SHANYANG, SX, XG
from documents import delivery

from . import facts, guards, measure_facts, rules, tasks
from .base import COMMAND, CONDUCT, JUDGES, PRESIDENT
from .filing import Filing
from .leads import lead_snapshot
from .records import Measure
from .states import BEFORE_ASSIGNMENT, FILED_AND_OPEN, IN_HAND, State

REPAIR = dict(measure_facts.LiftFacts.REPAIR)
MEASURE_TEXT = dict(measure_facts.PersonMeasureFacts.BAN_GROUNDS + measure_facts.PersonMeasureFacts.LISTING_GROUNDS)
BAN, LISTING = Measure.Kind.CONSUMPTION_BAN, Measure.Kind.LISTING


def newest_is(kind: str) -> Callable[[Any], bool]:
    return lambda execution: execution.measures.latest("id").kind == kind


def lifts(*kinds: str) -> Callable[[Any], bool]:
    return lambda execution: execution._lifted.kind in kinds


class Conduct(Filing):
    """Acts between assignment and the end."""

    class Meta:
        abstract = True

    @act(
        "分案", source=State.TO_ASSIGN, target=State.UNDER_WAY, by=COMMAND,
        under=[NANZHAO["二", 1], NANZHAO["三", 1], NANZHAO["三", 4], JIAMUSI["八"], DL[2]],
        facts=facts.AssignmentFacts, stops=[rules.APPOINT], starts=[rules.OFFLINE],
        tasks=[tasks.NOTIFY, tasks.OFFLINE, tasks.MERGE], anywhere=True,
        spec=["E-1.2", "E-2.1", "E-3.1", "E-3.10", "A-8.3", "B-3.11"],
    )  # fmt: skip
    def assign_owner(self, deed: Deed) -> None:
        self.assigned_on = deed.on
        self._give(deed)

    def _give(self, deed: Deed) -> None:
        self.route, self.route_reason = deed["route"], deed["reason"][:300]
        self.hand_to(deed["team"])
        self.assign(deed["owner"], deed.at)

    @act(
        "调整承办团队", source=IN_HAND, target=STAY, by=COMMAND, under=[NANZHAO["三", 4], NANZHAO["二", 1]],
        facts=facts.ReassignmentFacts, anywhere=True, spec=["E-3.11"],
    )  # fmt: skip
    def reassign(self, deed: Deed) -> None:
        self._give(deed)

    @act(
        "发出执行通知书和报告财产令", source=[State.UNDER_WAY, State.SETTLED, State.SUSPENDED], target=STAY, by=CONDUCT,
        under=[CPL[251], CPL[252], INT[480], EXR[22], ASSET[3]], facts=facts.NoticeIssueFacts, stops=[rules.NOTICE],
        orders=["enforcement_notice", "asset_report_order"], spec=["E-3.20"],
    )  # fmt: skip
    def issue_notice(self, deed: Deed) -> None:
        """To each debtor; his days run from service, which is registered for each."""

    @act(
        "登记执行通知送达", source=[State.UNDER_WAY, State.SETTLED, State.SUSPENDED], target=STAY, by=CONDUCT,
        under=[CPL[251], INT[480], EXR[22]], facts=facts.NoticeFacts, stops=[rules.NOTICE],
    )  # fmt: skip
    def notify_debtor(self, deed: Deed) -> None:
        kept = ("debtor", "served_on", "perform_by", "report_ordered", "proof")
        self.notices.create(**{name: deed[name] for name in kept})
        if deed["method"]:
            served = delivery.Attempt(deed["method"], deed["served_on"], True, "已送达", deed["proof"])
            for slug in ("enforcement_notice", "asset_report_order")[: 1 + deed["report_ordered"]]:
                delivery.from_act(self, slug, deed["debtor"], served, deed)

    @act(
        "提交线下查控报告", source=State.UNDER_WAY, target=STAY, by=CONDUCT, under=NANZHAO["三", 5],
        facts=facts.ControlFacts, stops=[rules.OFFLINE], spec=["E-3.17"],
    )  # fmt: skip
    def report_offline(self, deed: Deed) -> None:
        self._record_control("offline", deed)

    # -- measures ----------------------------------------------------------------------------------------------

    @act(
        "查封、扣押、冻结", source=State.UNDER_WAY, target=STAY, by=JUDGES,
        under=[CPL[253], CPL[255], SFK[19], SHANYANG[24]],
        guards=[guards.somebody_can_be_enforced], facts=measure_facts.AssetMeasureFacts, danger=True,
        orders=["seizure_ruling"],
        spec=["C-24.1", "C-24.3"],
    )  # fmt: skip
    def take_asset(self, deed: Deed) -> None:
        self._refuse_if_stayed(deed["debtor"])
        kept = ("kind", "debtor", "subject", "value", "ruling_no", "taken_on", "expires_on")
        ground = "；".join(part for part in (deed["ground"], deed["indivisible"]) if part)[:300]
        self.measures.create(ground=ground, decided_by=deed.by, **{name: deed[name] for name in kept})

    @act(
        "限制消费或者纳入失信名单", source=State.UNDER_WAY, target=STAY, by=COMMAND,
        under=[XG[1], XG[5], SX[1], NANZHAO["一", 1]], guards=[guards.somebody_can_be_enforced],
        facts=measure_facts.PersonMeasureFacts,
        orders=[Order("consumption_ban", newest_is(BAN)), Order("dishonest_listing", newest_is(LISTING))],
        anywhere=True, danger=True, spec=["E-1.9", "E-3.15"],
        hint="逐人审查法定理由，由院长签发；立案满两个月只是审查的时点",
    )  # fmt: skip
    def restrict(self, deed: Deed) -> None:
        self._refuse_if_stayed(deed["debtor"])
        exposed = "；依法公开曝光" if deed.get("expose") else ""
        if self.measures.filter(kind=deed["kind"], debtor=deed["debtor"], lifted_on=None).exists():
            raise Refusal("已对该被执行人采取该措施，尚未解除", under=XG[9], remedy="需要变更的，先解除原措施")
        self.measures.create(
            kind=deed["kind"], debtor=deed["debtor"], subject=deed["evidence"][:300],
            ground=MEASURE_TEXT[deed["ground"]] + exposed,
            ruling_no=deed["decision_no"], taken_on=deed.on, decided_by=deed.by,
        )  # fmt: skip

    def _refuse_if_stayed(self, debtor: Any) -> None:
        """解释第五百一十一条: enforcement against him stands still; others go on being enforced."""
        if debtor not in self.free_debtors():
            raise Refusal(
                f"{debtor.name}正在破产审查中，已中止对其执行",
                under=INT[511],
                remedy="等待破产审查结果，或者对其他被执行人采取措施",
            )

    @act(
        "解除执行措施",
        source=[*IN_HAND, State.BANKRUPTCY, State.TERMINATED_THIS_TIME, State.COMPLETED, State.TERMINATED],
        target=STAY, by=[*JUDGES, *COMMAND], under=[SFK[28], XG[9], SX[10]], facts=measure_facts.LiftFacts,
        orders=[
            Order("consumption_ban_lift", lifts(BAN)), Order("listing_removal", lifts(LISTING)),
            Order("release_ruling", lifts(*Measure.ON_ASSETS)),
        ],
    )  # fmt: skip
    def lift_measure(self, deed: Deed) -> None:
        row: Measure = deed["measure"]
        repair = f"信用修复（{REPAIR[deed['repair']]}）：" if deed.get("repair") else ""
        row.lifted_on, row.lifted_why = deed["lifted_on"], f"{repair}{deed['why']}"[:300]
        row.save(update_fields=["lifted_on", "lifted_why"])
        self._lifted = row

    _lifted: Measure | None = None

    def take_number(self, event: Event) -> None:
        """A measure without a stated number has that of its paper."""
        paper = event.documents.order_by("id").first()
        if paper is not None:
            self.measures.filter(pk=self.measures.latest("id").pk, ruling_no="").update(ruling_no=paper.number)

    @act(
        "立案满两个月，列入限高、纳失审查清单", source=[*BEFORE_ASSIGNMENT, *IN_HAND], target=STAY, by=[SYSTEM],
        under=NANZHAO["三", 5], tasks=[tasks.REVIEW_MEASURES], spec=["E-3.15"],
    )  # fmt: skip
    def list_for_measures(self, deed: Deed) -> None:
        """A list to be examined case by case, not a measure (Q22)."""

    @act(
        "登记限高、纳失审查意见", source=[*BEFORE_ASSIGNMENT, *IN_HAND], target=STAY, by=COMMAND,
        under=[NANZHAO["三", 5], SX[1], XG[4]], facts=measure_facts.MeasureReviewFacts, anywhere=True, spec=["E-3.15"],
    )  # fmt: skip
    def review_measures(self, deed: Deed) -> None:
        self.measure_reviews.create(reviewed_on=deed.on, opinion=deed["opinion"], reason=deed["reason"], by=deed.by)

    # -- time and money ----------------------------------------------------------------------------------------

    @act(
        "列为临界案件", source=FILED_AND_OPEN, target=STAY, by=[SYSTEM], under=NANZHAO["二", 3], tasks=[tasks.AGENDA],
        spec=["E-2.5"],
    )  # fmt: skip
    def become_critical(self, deed: Deed) -> None:
        self.critical_on = deed.on

    @act(
        "批准延长执行期限", source=FILED_AND_OPEN, target=STAY, by=PRESIDENT, under=[EXR[63], DL[1]],
        facts=facts.ExtensionFacts, anywhere=True,
        extends=[Extend(rules.SIX_MONTHS, until="until", reason="reason")],
    )  # fmt: skip
    def extend_limit(self, deed: Deed) -> None:
        self.extended_until, self.extension_reason = deed["until"], deed["reason"]

    @act(
        "登记履行", source=[*FILED_AND_OPEN, State.TERMINATED_THIS_TIME], target=STAY, by=[*CONDUCT, *COMMAND],
        under=[CPL[247], NANZHAO["三", 5]], facts=PerformanceFacts, spec=["E-3.22"],
    )  # fmt: skip
    def pay(self, deed: Deed) -> None:
        record_performance(self, deed)

    @act(
        "确认履行", source=[*FILED_AND_OPEN, State.TERMINATED_THIS_TIME], target=STAY, by=[*CONDUCT, *COMMAND],
        under=CPL[239], facts=ConfirmationFacts,
    )  # fmt: skip
    def confirm(self, deed: Deed) -> None:
        confirm_performance(deed)

    @act(
        "发现破产线索", source=[State.UNDER_WAY, State.SUSPENDED, State.SETTLED, State.TERMINATED_THIS_TIME],
        target=STAY,
        by=[*CONDUCT, *COMMAND], under=[JIAMUSI["九", 2], SHANYANG[29]], facts=facts.LeadFacts, opens=["bankruptcy"],
        spec=["C-29.1", "A-9.8"],
    )  # fmt: skip
    def find_bankruptcy_lead(self, deed: Deed) -> None:
        snapshot = lead_snapshot(self, deed)
        open_proceeding(
            "bankruptcy", self.case, "find_lead", by=deed.actor, at=deed.at, origin=self, court=self.court,
            debtor=deed["debtor"], criterion=snapshot["criteria"][0]["code"], snapshot=snapshot,
        )  # fmt: skip
