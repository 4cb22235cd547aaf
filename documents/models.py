"""Court papers and the court's own wording of their editable paragraphs.

An issued paper never changes: a trigger in PostgreSQL (migration 0002) refuses it to every program, this one included.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from courtflow.cases.models import Case

from .placeholders import faults


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Any) -> "DocumentQuerySet":
        """Papers of the cases that the user may see."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def without_pdf(self) -> "DocumentQuerySet":
        """For lists: the file itself stays in the database."""
        return self.defer("pdf", "snapshot")


class Document(models.Model):
    """One copy of one paper for one addressee: frozen facts first, then the file."""

    class State(models.TextChoices):
        PENDING = "pending", "待制作"
        ISSUED = "issued", "已签发"
        FAILED = "failed", "未能制作"
        REVOKED = "revoked", "已撤销"
        SUPERSEDED = "superseded", "已被取代"

    court = models.ForeignKey("accounts.Court", on_delete=models.PROTECT, related_name="documents", verbose_name="法院")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="documents", verbose_name="案件")
    proceeding = models.ForeignKey(
        "cases.Proceeding", on_delete=models.PROTECT, related_name="documents", verbose_name="程序"
    )
    addressee = models.ForeignKey(
        "cases.Party", on_delete=models.PROTECT, null=True, related_name="documents", verbose_name="收件人"
    )
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
    state = models.CharField("状态", max_length=12, choices=State, default=State.PENDING)
    verification_code = models.CharField("核验码", max_length=16, unique=True)
    pdf = models.BinaryField("文件", null=True)
    sha256 = models.CharField("文件哈希", max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField("页数", null=True)
    ordered_at = models.DateTimeField("制作时间")
    issued_at = models.DateTimeField("签发时间", null=True)
    ended_at = models.DateTimeField("失效时间", null=True)
    ended_reason = models.CharField("失效原因", max_length=300, blank=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="supersedes", verbose_name="取代它的文书"
    )
    error = models.TextField("未能制作的原因", blank=True)
    attempts = models.PositiveSmallIntegerField("制作次数", default=0)
    lease_until = models.DateTimeField(null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering = ["-ordered_at", "-id"]
        indexes = [
            # `manage.py render_documents` and the beat ask for pending rows every half minute; nearly all are issued.
            models.Index(fields=["id"], condition=models.Q(state="pending"), name="document_pending"),
            models.Index(fields=["case", "-ordered_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def is_valid(self) -> bool:
        return self.state == self.State.ISSUED

    @property
    def state_label(self) -> str:
        return str(self.get_state_display())

    @property
    def failed(self) -> bool:
        return self.state == self.State.FAILED

    @property
    def code(self) -> str:
        """The verification code in groups of four, once the paper is issued."""
        return "-".join(self.verification_code[i : i + 4] for i in range(0, 16, 4)) if self.has_file else ""

    @property
    def href(self) -> str:
        return reverse("documents:pdf", args=[self.pk])

    @property
    def ready(self) -> bool:
        return self.has_file

    @property
    def has_file(self) -> bool:
        """Issued papers keep their file after they lose effect."""
        return bool(self.sha256)


class Wording(models.Model):
    """A court's text for one editable paragraph of one kind, in force from a day until the next one."""

    court = models.ForeignKey("accounts.Court", on_delete=models.PROTECT, related_name="wordings", verbose_name="法院")
    kind = models.CharField("文书种类", max_length=60)
    slot = models.CharField("段落", max_length=40)
    text = models.TextField("文字", help_text="每行一段；可用占位符：{院名}、{部门}、{电话}、{地址}、{案号}")
    valid_from = models.DateField("施行日期")
    source = models.CharField("来源文件", max_length=200)
    article = models.CharField("条款", max_length=100)
    version = models.PositiveIntegerField("版本", editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="修改人"
    )
    created_at = models.DateTimeField("修改时间", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "文书用语"
        ordering = ["court", "kind", "slot", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["court", "kind", "slot", "version"], name="wording_version_once"),
            models.UniqueConstraint(fields=["court", "kind", "slot", "valid_from"], name="wording_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.court} {self.kind}·{self.slot} 第{self.version}版"

    def clean(self) -> None:
        if found := faults(self.kind, self.slot, self.text or ""):
            raise ValidationError({"text": found})
