"""审判期限: how long a suit may take, what does not count, who prolongs it (民诉法第一百五十二条至第一百六十八条)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django_fsm import RETURN_VALUE

from courtflow.accounts.roles import Role
from courtflow.flow import clock, suspension
from courtflow.flow.acts import STAY, Act, Deed, Order, act
from courtflow.flow.models import Deadline, Event
from courtflow.flow.refusals import Guard, Refusal, guard
from courtflow.flow.rules import Pause, Resume, Start
from courtflow.law import exclusions
from courtflow.law.articles import CPL, EXT, INT, Article
from courtflow.law.exclusions import Ground

from . import limit_facts, rules
from .limit_facts import running_limit
from .matter import Matter
from .records import ExtensionRequest
from .states import CLOSING_ACTS, HEARD, RUNNING, UNDER_TRIAL, Procedure, State
from .tasks import BENCH, DECIDE_EXTENSION, JUDGE

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

# Months that the president of the court may add; beyond them the court above, or nobody (民诉法第一百五十二条,
# 第一百六十四条, 第一百六十八条; 民诉法解释第二百五十八条: 简易程序累计不得超过四个月).
OWN_POWER = {Procedure.ORDINARY: 6, Procedure.SUMMARY: 1, Procedure.SMALL_CLAIM: 1}
EXTENSION_LAW = {Procedure.ORDINARY: CPL[152], Procedure.SUMMARY: CPL[164], Procedure.SMALL_CLAIM: CPL[168]}
ALL_LIMITS = tuple(rules.LIMITS.values())


def begins_limit(procedure: Procedure) -> Start:
    """From filing, whenever the procedure was chosen or changed (审限规定第八条, 民诉法解释第二百五十八条)."""
    return Start(
        rules.LIMITS[procedure], lambda trial: clock.day_of(trial.opened_at),
        when=lambda trial: trial.procedure == procedure,
    )  # fmt: skip


LIMIT_BEGINS = tuple(begins_limit(procedure) for procedure in rules.LIMITS)


def _lasts(trial: Any, ground: Ground) -> bool:
    return bool(trial.exclusions.filter(ground=ground.code, last=None).exists())


def _not_yet(ground: Ground, name: str, reason: str, remedy: str, under: Article) -> Guard:
    return Guard(name, lambda trial: not _lasts(trial, ground), reason, (under,), remedy, JUDGE[0].label, False, ())


def _under_way(ground: Ground, name: str, reason: str, remedy: str, under: Article) -> Guard:
    return Guard(name, lambda trial: _lasts(trial, ground), reason, (under,), remedy, JUDGE[0].label, False, ())


NO_APPRAISAL = _not_yet(
    exclusions.APPRAISAL, "no_appraisal_is_under_way", "鉴定正在进行", "收到鉴定意见后再委托", CPL[79]
)
APPRAISAL_LASTS = _under_way(
    exclusions.APPRAISAL, "an_appraisal_is_under_way", "没有正在进行的鉴定", "先办理“委托鉴定”", CPL[79]
)
NO_TALKS = _not_yet(
    exclusions.SETTLEMENT_TALKS, "no_talks_are_under_way", "当事人正在和解", "和解期间结束后再登记", CPL[53]
)
TALKS_LAST = _under_way(
    exclusions.SETTLEMENT_TALKS, "talks_are_under_way", "没有正在进行的和解", "先办理“登记当事人和解期间”", CPL[53]
)
NO_DISPUTE = _not_yet(
    exclusions.JURISDICTION, "no_jurisdiction_is_disputed", "管辖权异议正在审查", "裁定生效后再登记", CPL[130]
)
DISPUTE_LASTS = _under_way(
    exclusions.JURISDICTION, "jurisdiction_is_disputed", "没有正在审查的管辖权异议", "先办理“收到管辖权异议”", CPL[130]
)


@guard(
    "简易程序、小额诉讼程序不适用公告送达",
    under=INT[140],
    remedy="先转为普通程序",
    ask=Role.TRIAL_JUDGE.label,
)
def hearing_is_ordinary(trial: Any) -> bool:
    return bool(trial.procedure == Procedure.ORDINARY)


@guard(
    "延长审限的申请正在等待院长决定",
    under=EXT[1],
    remedy="等待决定",
    ask=Role.PRESIDENT.label,
)
def no_extension_is_asked(trial: Any) -> bool:
    return not trial.extension_requests.filter(decided_on=None).exists()


@guard(
    "没有待决定的延长审限申请",
    under=EXT[1],
    remedy="由承办法官先申请延长审限",
    ask=Role.TRIAL_JUDGE.label,
)
def an_extension_is_asked(trial: Any) -> bool:
    return bool(trial.extension_requests.filter(decided_on=None).exists())


def first_of_notice(trial: Any, deed: Deed) -> date:
    day: date = deed["published_on"]
    return day + timedelta(days=1)


def last_of_notice(trial: Any, deed: Deed) -> date:
    day: date = deed["published_on"]
    return day + timedelta(days=deed["days"])


def extension_is_granted(trial: Any) -> bool:
    return trial.extension_requests.latest("id").granted_months is not None


def limit_ends_on(trial: Any) -> date | None:
    limit = running_limit(trial)
    return limit.due_on if limit else None


class Limits(Matter):
    """Acts that stop the limit of hearing, let it go on and prolong it."""

    if TYPE_CHECKING:
        extension_requests: RelatedManager[ExtensionRequest]

    class Meta:
        abstract = True

    # -- what does not count (民诉法解释第二百四十三条, 审限规定第九条) ------------------------------------------------

    @act(
        "登记公告期间", source=[*HEARD], target=STAY, by=BENCH, under=[CPL[95], INT[243]],
        facts=limit_facts.NoticeFacts,
        guards=[hearing_is_ordinary],
        pauses=[Pause(exclusions.PUBLIC_NOTICE, ALL_LIMITS, first=first_of_notice, last=last_of_notice, note="note")],
    )  # fmt: skip
    def publish(self, deed: Deed) -> None:
        """The days of the notice do not count."""

    @act(
        "委托鉴定", source=[*HEARD], target=STAY, by=JUDGE, under=[CPL[79], INT[243]], facts=limit_facts.SinceFacts,
        guards=[NO_APPRAISAL], pauses=[Pause(exclusions.APPRAISAL, ALL_LIMITS, first="since", note="note")],
    )  # fmt: skip
    def commission_appraisal(self, deed: Deed) -> None:
        """Stands still until the opinion arrives."""

    @act(
        "收到鉴定意见", source=[*RUNNING], target=STAY, by=BENCH, under=[CPL[80], INT[243]],
        facts=limit_facts.EndedFacts,
        guards=[APPRAISAL_LASTS], resumes=[Resume((exclusions.APPRAISAL,), on="ended_on")],
    )  # fmt: skip
    def receive_appraisal(self, deed: Deed) -> None:
        """The limit goes on."""

    @act(
        "登记当事人和解期间", source=[*HEARD], target=STAY, by=JUDGE, under=[CPL[53], INT[243]],
        facts=limit_facts.SinceFacts,
        guards=[NO_TALKS], pauses=[Pause(exclusions.SETTLEMENT_TALKS, ALL_LIMITS, first="since", note="note")],
    )  # fmt: skip
    def begin_talks(self, deed: Deed) -> None:
        """At the request of both parties."""

    @act(
        "和解期间结束", source=[*RUNNING], target=STAY, by=BENCH, under=[CPL[53], INT[243]],
        facts=limit_facts.EndedFacts,
        guards=[TALKS_LAST], resumes=[Resume((exclusions.SETTLEMENT_TALKS,), on="ended_on")],
    )  # fmt: skip
    def end_talks(self, deed: Deed) -> None:
        """The limit goes on."""

    @act(
        "收到管辖权异议", source=[*HEARD], target=STAY, by=BENCH, under=[CPL[130], INT[243]],
        facts=limit_facts.SinceFacts,
        guards=[NO_DISPUTE], pauses=[Pause(exclusions.JURISDICTION, ALL_LIMITS, first="since", note="note")],
    )  # fmt: skip
    def receive_jurisdiction_objection(self, deed: Deed) -> None:
        """Raised within the period of defence."""

    @act(
        "管辖权异议裁定生效", source=[*HEARD], target=RETURN_VALUE(*HEARD, State.ENDED), by=JUDGE,
        under=[CPL[130], CPL[157], INT[243]], facts=limit_facts.JurisdictionFacts, guards=[DISPUTE_LASTS],
        resumes=[Resume((exclusions.JURISDICTION,), on="ended_on")],
    )  # fmt: skip
    def decide_jurisdiction(self, deed: Deed) -> str:
        if deed["result"] == "dismissed":
            return str(self.state)
        self.outcome = "裁定移送管辖"
        return str(State.ENDED)

    @act(
        "中止诉讼", source=[*HEARD], target=State.SUSPENDED, by=JUDGE, under=[CPL[153], INT[243]],
        facts=limit_facts.StayFacts, orders=["suit_stay_ruling"],
        pauses=[Pause(exclusions.STAY_OF_SUIT, ALL_LIMITS, first="since", note="note")], danger=True,
    )  # fmt: skip
    def stay_suit(self, deed: Deed) -> None:
        """The ruling takes effect on service; it cannot be appealed."""

    @act(
        "恢复诉讼", source=State.SUSPENDED, target=RETURN_VALUE(*HEARD), by=JUDGE, under=[CPL[153], INT[246]],
        facts=limit_facts.EndedFacts, resumes=[Resume((exclusions.STAY_OF_SUIT,), on="ended_on")],
        orders=["suit_resumption_notice"],
    )  # fmt: skip
    def resume_suit(self, deed: Deed) -> str:
        return str(State.HEARING if self.instrument is None else State.DRAFTED)

    # -- more time ---------------------------------------------------------------------------------------------------

    @act(
        "申请延长审限", source=[*HEARD], target=STAY, by=JUDGE, under=[EXT[1], CPL[152]],
        facts=limit_facts.ExtensionFacts,
        guards=[no_extension_is_asked], tasks=[DECIDE_EXTENSION],
        starts=[Start(rules.EXTENSION_DECISION, limit_ends_on)],
    )  # fmt: skip
    def request_extension(self, deed: Deed) -> None:
        ExtensionRequest.objects.create(
            trial_id=self.pk, months=deed["months"], reason=deed["reason"], late_reason=deed["late_reason"],
            requested_on=deed.on,
        )  # fmt: skip

    @act(
        "决定是否延长审限", source=[*RUNNING], target=STAY, by=[Role.PRESIDENT],
        under=[EXT[1], CPL[152], CPL[164], CPL[168]], facts=limit_facts.DecisionFacts, guards=[an_extension_is_asked],
        stops=[rules.EXTENSION_DECISION], anywhere=True, orders=[Order("extension_notice", extension_is_granted)],
    )  # fmt: skip
    def decide_extension(self, deed: Deed) -> None:
        asked = self.extension_requests.get(decided_on=None)
        if deed["granted"]:
            self._refuse_beyond_power(deed["months"], deed["document_no"])
            asked.granted_months, asked.document_no = deed["months"], deed["document_no"]
        asked.decided_on = deed.on
        asked.save(update_fields=["granted_months", "document_no", "decided_on"])

    def _refuse_beyond_power(self, months: int, document_no: str) -> None:
        procedure = Procedure(self.procedure)
        if procedure == Procedure.ORDINARY and document_no:
            return
        granted = self.extension_requests.filter(document_no="").exclude(granted_months=None)
        total = sum(row.granted_months or 0 for row in granted) + months
        if total <= OWN_POWER[procedure]:
            return
        remedy = "报请上级人民法院批准后填写批复文号" if procedure == Procedure.ORDINARY else "转为普通程序继续审理"
        raise Refusal(
            f"{procedure.label}由本院院长批准延长的累计不得超过{OWN_POWER[procedure]}个月，本次后将达{total}个月",
            under=EXTENSION_LAW[procedure], remedy=remedy, ask=Role.TRIAL_JUDGE.label, code="beyond_power",
        )  # fmt: skip

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """More time once it is granted; another procedure's limit in place of the old one; none when all is served."""
        super().after(act, deed, event)
        if act.name == "decide_extension" and deed["granted"]:
            self._prolong(deed, event)
        elif act.name == "convert":
            self._replace_limit(event)
        elif act.name in CLOSING_ACTS and self.state not in UNDER_TRIAL:
            self._close_limit(event, deed)

    def _prolong(self, deed: Deed, event: Event) -> None:
        limit, asked = running_limit(self), self.extension_requests.latest("id")
        if limit is None:
            raise Refusal("审理期限没有在计算中，不能延长", under=EXT[1], remedy="核对案件是否已经结案")
        suspension.extend_clock(
            limit, event, self, length=deed["months"], unit="month", reason=asked.reason,
            approver=asked.document_no or f"{self.court.name}院长", article=EXTENSION_LAW[Procedure(self.procedure)],
        )  # fmt: skip

    def _replace_limit(self, event: Event) -> None:
        """What was asked for under the old procedure is moot."""
        old = self.deadlines.filter(rule__in=rules.LIMIT_CODES, state__in=Deadline.LIVE).exclude(started_by=event)
        for deadline in old:
            deadline.end(Deadline.State.CANCELLED, event.at, event)

    def _close_limit(self, event: Event, deed: Deed) -> None:
        """In time or not is judged by the day on which the case counts as closed, not by the day of the entry."""
        closed = self._closed_on() or deed.get("ruled_on") or deed.on
        for deadline in self.deadlines.filter(rule__in=rules.LIMIT_CODES, state__in=Deadline.LIVE):
            late = closed > deadline.due_on and deadline.state != Deadline.State.SUSPENDED
            deadline.end(Deadline.State.LATE if late else Deadline.State.MET, deed.at, event)

    def _closed_on(self) -> date | None:
        """审限规定第十条: public notice counts from its publication, several parties from the last service."""
        if self.paper is None:
            return None
        return max(self.paper.services.values_list("done_on", flat=True), default=None)
