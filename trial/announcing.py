"""公告送达: asked for by the bench, approved by the head of the division (民诉法第九十五条, 佳木斯四（二）)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models

from courtflow.accounts.roles import Role
from courtflow.cases.models import Party, Service
from courtflow.flow.acts import STAY, Act, Deed, act
from courtflow.flow.facts import Day, Text, YesNo
from courtflow.flow.models import Event, Task
from courtflow.flow.refusals import guard
from courtflow.law.articles import CPL, JIAMUSI

from . import tasks
from .facts import UnservedPartyFacts, noted_abroad
from .limits import hearing_is_ordinary
from .matter import Matter
from .records import NoticeApproval, NoticeRequest, ServiceAttempt
from .states import State
from .tasks import BENCH

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

ABROAD = "没有住所的，公告期为六十日，上诉期为三十日；不填的，按送达起诉状副本时的登记"


@guard(
    "没有待审批的公告送达申请",
    under=CPL[95],
    remedy="由承办法官或者书记员先办理“申请公告送达”，写明下落情况和已经试过的方式",
    ask=Role.TRIAL_CLERK.label,
    spec=("A-4.12",),
)
def a_notice_is_asked_for(trial: Any) -> bool:
    return bool(trial.open_notice_requests().exists())


class NoticeRequestFacts(UnservedPartyFacts):
    """What the sheet says before anybody approves it."""

    ground = forms.ChoiceField(label="申请公告送达的事由", choices=NoticeRequest.Ground)
    missing_since = Day(
        past=True,
        required=False,
        label="下落不明的起始日期",
        help_text="受送达人下落不明的必填",
    )
    reason = Text(
        label="已查明的下落情况", max_length=1000, help_text="写明查找的经过和证明材料；有方式没有采用的，写明理由"
    )
    abroad = YesNo(required=False, label="是否在国内没有住所", help_text=ABROAD)

    def prepare(self, proceeding: Any) -> None:
        asked = proceeding.open_notice_requests().values("party")
        self.fields["party"].queryset = proceeding.unserved().exclude(pk__in=asked)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        missing = facts.get("ground") == NoticeRequest.Ground.MISSING
        if missing and not facts.get("missing_since") and "missing_since" not in self.errors:
            self.add_error("missing_since", "下落不明的，须填写自何时起下落不明")
        if facts.get("ground") and not missing and facts.get("missing_since"):
            self.add_error("missing_since", "只有下落不明的才填")
        if facts.get("abroad") is None and facts.get("party") and self.proceeding is not None:
            facts["abroad"] = noted_abroad(self.proceeding, facts["party"])
        return facts


class _AskedFacts(UnservedPartyFacts):
    """About a party for whom a notice is asked."""

    def prepare(self, proceeding: Any) -> None:
        asked = proceeding.open_notice_requests().values("party")
        self.fields["party"].queryset = proceeding.litigants().filter(pk__in=asked)  # type: ignore[attr-defined]


class NoticeApprovalFacts(_AskedFacts):
    """同意公告送达."""

    reason = Text(
        required=False, label="公告送达的原因", max_length=1000, help_text="写入公告；不填的，按申请写明的下落情况"
    )
    abroad = YesNo(required=False, label="是否在国内没有住所", help_text=ABROAD + "或者申请时的登记")

    def clean(self) -> dict[str, Any]:
        """What the head leaves open stands as the bench asked for it."""
        facts = super().clean() or {}
        if self.proceeding is not None and facts.get("party"):
            asked = self.proceeding.open_notice_requests().get(party=facts["party"])
            facts["reason"] = facts.get("reason") or asked.reason
            facts["abroad"] = asked.abroad if facts.get("abroad") is None else facts["abroad"]
        return facts


class NoticeRefusalFacts(_AskedFacts):
    """不同意公告送达."""

    refused = Text(label="不同意的理由", max_length=500, help_text="如：尚未采用网格员送达")


class Announcing(Matter):
    """The last way of service and what must come before it."""

    if TYPE_CHECKING:
        notice_requests: RelatedManager[NoticeRequest]
        attempts: RelatedManager[ServiceAttempt]

    class Meta:
        abstract = True

    def open_notice_requests(self) -> models.QuerySet[NoticeRequest]:
        """Those for the paper that is being served; a party served meanwhile needs no notice."""
        asked = self.notice_requests.filter(instrument_id=self.paper_id, decided_on=None)
        return asked.filter(party__in=self.unserved())

    def failed_attempts(self, party: Party) -> models.QuerySet[ServiceAttempt]:
        """What was tried in vain with this party for the paper that is being served, in order of time."""
        return self.attempts.filter(instrument_id=self.paper_id, party=party, succeeded=False)

    def untried_ways(self, party: Party) -> list[str]:
        """Ways that the court's profile wants tried first and that have not failed yet, as the profile names them."""
        wanted = list(self.policy.value("service.before_public_notice"))
        if not party.electronic_service:  # only with his consent: 民诉法第九十条
            wanted = [way for way in wanted if way != Service.Method.ELECTRONIC]
        failed = set(self.failed_attempts(party).values_list("method", flat=True))
        return [str(Service.Method(way).label) for way in wanted if way not in failed]

    @act(
        "申请公告送达", source=State.SIGNED, target=STAY, by=BENCH, under=[CPL[95], JIAMUSI["四", 2]],
        guards=[hearing_is_ordinary], facts=NoticeRequestFacts, tasks=[tasks.NOTICE], spec=["A-4.12"],
    )  # fmt: skip
    def request_notice(self, deed: Deed) -> None:
        names = ("party", "ground", "missing_since", "reason", "abroad")
        NoticeRequest.objects.create(
            trial_id=self.pk, instrument_id=self.paper_id, requested_by=deed.by, requested_on=deed.on,
            **{name: deed[name] for name in names},
        )  # fmt: skip

    @act(
        "审批公告送达", source=State.SIGNED, target=STAY, by=[Role.DIVISION_HEAD],
        under=[CPL[95], CPL[283], JIAMUSI["四", 2]], guards=[a_notice_is_asked_for], facts=NoticeApprovalFacts,
        orders=["notice_approval", "service_announcement"], tasks=[tasks.NOTICE], spec=["A-4.12"],
    )  # fmt: skip
    def approve_notice(self, deed: Deed) -> None:
        NoticeApproval.objects.create(
            trial_id=self.pk, instrument_id=self.paper_id, party=deed["party"], reason=deed["reason"],
            abroad=deed["abroad"], approved_by=deed.by, approved_on=deed.on,
        )  # fmt: skip
        self._answer(deed["party"], deed)

    @act(
        "不同意公告送达", source=State.SIGNED, target=STAY, by=[Role.DIVISION_HEAD], under=[CPL[95], JIAMUSI["四", 2]],
        guards=[a_notice_is_asked_for], facts=NoticeRefusalFacts, spec=["A-4.12"],
    )  # fmt: skip
    def refuse_notice(self, deed: Deed) -> None:
        self._answer(deed["party"], deed, refused=deed["refused"])

    def _answer(self, party: Party, deed: Deed, refused: str = "") -> None:
        self.open_notice_requests().filter(party=party).update(decided_on=deed.on, refused=refused)

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """Nothing is left to approve once the last request is refused or its party served."""
        super().after(act, deed, event)
        if act.name in ("refuse_notice", "serve") and not self.open_notice_requests().exists():
            for task in self.tasks.filter(kind=tasks.NOTICE.code, state__in=Task.OPEN_STATES):
                task.finish(Task.State.CANCELLED, deed.at, event)
