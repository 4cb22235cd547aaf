"""A court's own text for an editable paragraph of a kind; versions are only added (migration 0002)."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from documents.placeholders import faults


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
