"""A court paper from draft to archive; the database itself refuses what the law of its life forbids.

草拟、签发、用印、发出、送达、归档: once a paper is signed its facts stand, once it is issued its file stands, and no
paper is ever deleted (triggers of migrations 0002 and 0005).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Cast
from django.urls import reverse

from courtflow.cases.models import Case
from courtflow.flow.models import Deadline


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Any) -> DocumentQuerySet:
        """Papers of the cases that the user may see."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def without_pdf(self) -> DocumentQuerySet:
        """For lists: the file itself stays in the database."""
        return self.defer("pdf", "snapshot")

    def marked(self) -> DocumentQuerySet:
        """With `provisional`: whether the paper states a last day that was counted without the year's notice."""
        text = Cast(OuterRef("snapshot"), models.TextField())
        guessed = Deadline.objects.filter(case=OuterRef("case"), provisional=True)
        stated = guessed.annotate(said=text, day=Cast("due_on", models.TextField())).filter(said__contains=F("day"))
        return self.annotate(provisional=Exists(stated))


class Document(models.Model):
    """One paper: frozen facts first, then a signature, then the file under seal, then its service."""

    class State(models.TextChoices):
        DRAFTED = "drafted", "待签发"
        RETURNED = "returned", "已退回"
        APPROVED = "approved", "已签发"
        FAILED = "failed", "未能制作"
        ISSUED = "issued", "已发出"
        SERVED = "served", "已送达"
        ARCHIVED = "archived", "已归档"
        REVOKED = "revoked", "已撤销"
        SUPERSEDED = "superseded", "已被取代"

    IN_FORCE = (State.ISSUED, State.SERVED, State.ARCHIVED)
    UNISSUED = (State.DRAFTED, State.RETURNED, State.APPROVED, State.FAILED)

    class Sealing(models.TextChoices):
        NONE = "none", "不用印"
        IMAGE = "image", "电子印章"
        BY_HAND = "by_hand", "手工用印"

    court = models.ForeignKey("accounts.Court", on_delete=models.PROTECT, related_name="documents", verbose_name="法院")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="documents", verbose_name="案件")
    proceeding = models.ForeignKey(
        "cases.Proceeding", on_delete=models.PROTECT, related_name="documents", verbose_name="程序"
    )
    addressee = models.ForeignKey(
        "cases.Party", on_delete=models.PROTECT, null=True, related_name="documents", verbose_name="收件人"
    )
    receiver = models.CharField("收件单位", max_length=100, blank=True)
    ordered_by = models.ForeignKey(
        "flow.Event", on_delete=models.PROTECT, related_name="documents", verbose_name="制作依据事件"
    )
    kind = models.CharField("文书种类", max_length=60)
    title = models.CharField("文书名称", max_length=100)
    serial = models.PositiveIntegerField("序号")
    number = models.CharField("文号", max_length=120, unique=True)
    snapshot = models.JSONField("事实快照")
    snapshot_hash = models.CharField("快照哈希", max_length=64)
    template_version = models.CharField("模板版本", max_length=12, blank=True)
    state = models.CharField("状态", max_length=12, choices=State, default=State.APPROVED)
    verification_code = models.CharField("核验码", max_length=16, unique=True)
    pdf = models.BinaryField("文件", null=True)
    sha256 = models.CharField("文件哈希", max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField("页数", null=True)
    ordered_at = models.DateTimeField("拟稿时间")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="签发人"
    )
    approved_role = models.CharField("签发人身份", max_length=40, blank=True)
    approved_at = models.DateTimeField("签发时间", null=True)
    sealing = models.CharField("用印方式", max_length=10, choices=Sealing, default=Sealing.BY_HAND)
    seal = models.ForeignKey(
        "documents.Seal", on_delete=models.PROTECT, null=True, related_name="documents", verbose_name="印章"
    )
    sealed_at = models.DateTimeField("用印时间", null=True)
    issued_at = models.DateTimeField("发出时间", null=True)
    archived_at = models.DateTimeField("归档时间", null=True)
    ended_at = models.DateTimeField("失效时间", null=True)
    ended_reason = models.CharField("失效原因", max_length=300, blank=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="supersedes", verbose_name="取代它的文书"
    )
    error = models.TextField("未能制作或者退回的原因", blank=True)
    attempts = models.PositiveSmallIntegerField("制作次数", default=0)
    lease_until = models.DateTimeField(null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering = ["-ordered_at", "-id"]
        indexes = [
            # `manage.py render_documents` and the beat ask for signed rows every half minute; nearly all are issued.
            models.Index(fields=["id"], condition=models.Q(state="approved"), name="document_approved"),
            models.Index(fields=["case", "-ordered_at"]),
            # The public page finds a paper by its file.
            models.Index(fields=["sha256"], name="document_by_file"),
        ]
        constraints = [
            models.CheckConstraint(
                name="document_ends_with_a_reason",
                condition=models.Q(
                    state__in=["revoked", "superseded"], ended_at__isnull=False, ended_reason__regex=r"\S"
                )
                | (~models.Q(state__in=["revoked", "superseded"]) & models.Q(ended_at=None, ended_reason="")),
            ),
            models.CheckConstraint(
                name="document_superseded_by_another",
                condition=models.Q(state="superseded", superseded_by__isnull=False)
                | (~models.Q(state="superseded") & models.Q(superseded_by=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def is_valid(self) -> bool:
        return self.state in self.IN_FORCE

    @property
    def state_label(self) -> str:
        return str(self.get_state_display())

    @property
    def failed(self) -> bool:
        return self.state in (self.State.FAILED, self.State.RETURNED)

    @property
    def code(self) -> str:
        """The verification code in groups of four, once the paper is issued."""
        return "-".join(self.verification_code[i : i + 4] for i in range(0, 16, 4)) if self.has_file else ""

    @property
    def href(self) -> str:
        return reverse("documents:pdf", args=[self.pk])

    @property
    def page(self) -> str:
        return reverse("documents:document", args=[self.pk])

    @property
    def ready(self) -> bool:
        return self.has_file

    @property
    def has_file(self) -> bool:
        """Issued papers keep their file after they lose effect."""
        return bool(self.sha256)

    @property
    def awaits_hand_seal(self) -> bool:
        return self.is_valid and self.sealing == self.Sealing.BY_HAND and self.sealed_at is None

    @property
    def to(self) -> str:
        """Whom it is addressed to, for lists."""
        return str(self.addressee) if self.addressee else self.receiver
