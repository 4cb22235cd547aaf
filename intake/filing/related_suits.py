"""信息通知: suits that touch an enforcement case, and telling the enforcement department of them (山阳第八条)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models

from courtflow.accounts.roles import Role, Unit
from courtflow.cases.models import IssuedNumber, Proceeding
from courtflow.flow.acts import STAY, SYSTEM, Act, Deed, Order, act
from courtflow.flow.events import Entry, record
from courtflow.flow.facts import Confirm, Day, Facts
from courtflow.flow.models import Event
from courtflow.flow.notices import send
from courtflow.flow.perform import perform
from courtflow.flow.refusals import guard
from courtflow.flow.worklist import TaskKind
from courtflow.law.articles import SHANYANG
from courtflow.law.numbers import CaseNumber

from . import rules

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

FILING = (Role.FILING_CLERK, Role.FILING_JUDGE)
ENFORCERS = (
    Role.ENFORCEMENT_JUDGE, Role.ENFORCEMENT_CLERK, Role.TEAM_LEADER, Role.BUREAU_CHIEF, Role.COMMAND_STAFF,
)  # fmt: skip
TOLD = (Role.BUREAU_CHIEF, Role.ENFORCEMENT_CLERK)


class RelatedSuit(models.TextChoices):
    """The five kinds of 山阳第八条."""

    SET_ASIDE = "set_aside", "申请撤销仲裁裁决之诉"
    SETTLEMENT = "settlement", "履行执行和解协议之诉"
    OBJECTION = "objection", "执行异议之诉"
    DISTRIBUTION = "distribution", "执行参与分配异议之诉（分配方案异议之诉）"
    PARTIES = "parties", "变更、追加当事人异议之诉"


class RelatedSuitFacts(Facts):
    """At the counter: is this one of the five, and of which enforcement case."""

    related_suit = forms.ChoiceField(
        required=False, choices=[("", "不涉及"), *RelatedSuit.choices], label="涉及执行的诉讼",
        help_text="立案后须在三日内告知执行部门（山阳第八条）",
    )  # fmt: skip
    execution_number = forms.CharField(
        required=False, max_length=80, label="关联执行案号", help_text="属于涉及执行的诉讼时必填"
    )

    def clean_execution_number(self) -> str:
        text: str = self.cleaned_data["execution_number"]
        if not text:
            return ""
        try:
            return str(CaseNumber.parse(text))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        suit, number = facts.get("related_suit"), facts.get("execution_number")
        if suit and not number and "execution_number" not in self.errors:
            self.add_error("execution_number", "涉及执行的诉讼须填写关联执行案号，以便告知执行部门（山阳第八条）")
        if number and not suit:
            self.add_error("related_suit", "填写了关联执行案号的，请选择属于哪一种涉及执行的诉讼")
        return facts


class TellingFacts(Facts):
    """信息告知单 on paper or by telephone, where the enforcement case is not in this system."""

    told_on = Day(past=True, label="告知日期")
    way = forms.ChoiceField(label="告知方式", choices=[("written", "书面信息告知单"), ("phone", "电话（已记录）")])
    told_to = forms.CharField(max_length=100, label="接收部门和人员")


class ReceiptOfNoticeFacts(Facts):
    """签收."""

    read = Confirm(label="已收到立案信息，并核对关联执行案件")


def told_in_writing(filing: Any) -> bool:
    return bool(filing.suit_notices.filter(way=SuitNotice.Way.WRITTEN).exists())


def told_already(filing: Any) -> bool:
    return bool(filing.suit_notices.exists())


def find_execution(court: Any, number: str) -> Proceeding | None:
    """The enforcement case of that number in this court's own data."""
    issued = IssuedNumber.objects.filter(text=number, sequence__court=court, proceeding__kind="execution").first()
    return issued.proceeding if issued else None


def receiving_unit(filing: Any) -> str:
    execution: Proceeding | None = filing.execution_case
    return execution.department.kind if execution is not None else str(Unit.ENFORCEMENT)


@guard(
    "本案不属于涉及执行的诉讼，无须告知执行部门",
    under=SHANYANG[8],
    remedy="无须办理",
    ask=Role.FILING_CLERK.label,
    spec=("C-8.1",),
)
def suit_concerns_enforcement(filing: Any) -> bool:
    return bool(filing.related_suit)


@guard("立案信息已经告知执行部门", under=SHANYANG[8], remedy="无须再次告知", ask=Role.FILING_CLERK.label)
def enforcement_is_not_told(filing: Any) -> bool:
    return not told_already(filing)


@guard(
    "没有待签收的立案信息",
    under=SHANYANG[8],
    remedy="由立案部门先告知立案信息",
    ask=Role.FILING_CLERK.label,
)
def a_notice_awaits_receipt(filing: Any) -> bool:
    return bool(filing.suit_notices.filter(received_on=None).exists())


TELL = TaskKind(
    "filing.tell_enforcement", "三日内将涉及执行的诉讼立案信息告知执行部门", FILING, act="tell_enforcement",
    rule=rules.SUIT_NOTICE, when=lambda filing: bool(filing.related_suit) and filing.execution_case is None,
    spec=("C-8.2",),
)  # fmt: skip
RECEIVE = TaskKind(
    "filing.receive_notice", "签收涉及执行的诉讼立案信息", ENFORCERS, act="acknowledge_notice", unit=receiving_unit,
    spec=("C-8.2",),
)  # fmt: skip


class RelatedSuits(Proceeding):
    """What a filing knows of the enforcement case that it touches."""

    if TYPE_CHECKING:
        suit_notices: RelatedManager[Any]

    related_suit = models.CharField("涉及执行的诉讼", max_length=14, choices=RelatedSuit, blank=True)
    execution_number = models.CharField("关联执行案号", max_length=80, blank=True)
    execution_case = models.ForeignKey(
        Proceeding, on_delete=models.PROTECT, null=True, related_name="related_filings", verbose_name="关联执行案件"
    )

    class Meta:
        abstract = True

    def note_related_suit(self, deed: Deed) -> None:
        """For the body of the receiving act."""
        self.related_suit, self.execution_number = deed["related_suit"], deed["execution_number"]
        if self.execution_number:
            self.execution_case = find_execution(self.court, self.execution_number)

    @act(
        "立案信息推送至关联执行案件", source="accepted", target=STAY, by=[SYSTEM], under=SHANYANG[8],
        stops=[rules.SUIT_NOTICE], orders=["suit_information"], tasks=[RECEIVE], spec=["C-8.3", "C-8.2"],
    )  # fmt: skip
    def push_notice(self, deed: Deed) -> None:
        """It enters the history of the enforcement case, and its people are told."""
        execution: Any = self.execution_case
        SuitNotice.objects.create(filing_id=self.pk, way=SuitNotice.Way.PUSH, told_on=deed.on, told_to=str(execution))
        record(
            Entry(
                act="suit.notice", label="收到涉及执行的诉讼立案信息", at=deed.at, case=execution.case,
                proceeding=execution, from_state=execution.state, to_state=execution.state,
                articles=(str(SHANYANG[8]),), facts={"note": self._information()},
            )
        )  # fmt: skip
        people = get_user_model().objects.to_alert(execution, TOLD)
        send(people, f"{self._information()}，请签收", proceeding=execution)

    def _information(self) -> str:
        suit = self.case.proceedings.filter(kind="trial").exclude(number=None).first()
        number = suit.number if suit else ""
        return f"{self.get_related_suit_display()}已立案：{number}{self.case.title}"

    @act(
        "告知执行部门立案信息", source="accepted", target=STAY, by=FILING, under=SHANYANG[8], facts=TellingFacts,
        guards=[suit_concerns_enforcement, enforcement_is_not_told], stops=[rules.SUIT_NOTICE],
        orders=[Order("suit_information", told_in_writing)], tasks=[RECEIVE], spec=["C-8.2"],
    )  # fmt: skip
    def tell_enforcement(self, deed: Deed) -> None:
        SuitNotice.objects.create(filing_id=self.pk, way=deed["way"], told_on=deed["told_on"], told_to=deed["told_to"])

    @act(
        "签收立案信息", source="accepted", target=STAY, by=ENFORCERS, under=SHANYANG[8], facts=ReceiptOfNoticeFacts,
        guards=[a_notice_awaits_receipt], anywhere=True, spec=["C-8.2"],
    )  # fmt: skip
    def acknowledge_notice(self, deed: Deed) -> None:
        self.suit_notices.filter(received_on=None).update(received_on=deed.on, received_by=deed.by)

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """Where the enforcement case is in this system, acceptance itself tells it (Q49)."""
        super().after(act, deed, event)
        if act.name == "accept" and self.execution_case_id is not None:
            perform(self, "push_notice", by=SYSTEM, at=deed.at)


class SuitNotice(models.Model):
    """信息告知: when, how and to whom, and who received it."""

    class Way(models.TextChoices):
        PUSH = "push", "系统推送"
        WRITTEN = "written", "书面信息告知单"
        PHONE = "phone", "电话"

    filing = models.ForeignKey("intake.Filing", on_delete=models.PROTECT, related_name="suit_notices")
    way = models.CharField("告知方式", max_length=10, choices=Way)
    told_on = models.DateField("告知日期")
    told_to = models.CharField("接收部门和人员", max_length=200)
    received_on = models.DateField("签收日期", null=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="签收人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "信息告知"
        ordering = ["told_on", "id"]
