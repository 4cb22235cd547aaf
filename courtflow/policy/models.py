"""Profiles of courts and their local rest days: dated, sourced, inherited from the court above."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from courtflow.law.calendar import Notice

from . import keys


class Profile(models.Model):
    """A court's own regulation (or its reading) with the period in which it holds."""

    court = models.ForeignKey("accounts.Court", on_delete=models.PROTECT, related_name="profiles", verbose_name="法院")
    document_no = models.CharField("文号", max_length=100)
    title = models.CharField("文件名称", max_length=200)
    effective_from = models.DateField("施行日期")
    effective_to = models.DateField("失效日期", null=True, blank=True)
    trial = models.BooleanField("试行", default=False)
    legal_base = models.CharField("法律基础", max_length=200, blank=True)
    source_key = models.CharField(
        "条文库代号", max_length=20, blank=True, help_text="条文库收有本文件时填写，如 SHANYANG"
    )

    class Meta:
        verbose_name = verbose_name_plural = "规则档案"
        ordering = ["court", "effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["court", "document_no"], name="one_profile_per_document"),
            models.CheckConstraint(
                condition=models.Q(effective_to=None) | models.Q(effective_to__gte=models.F("effective_from")),
                name="profile_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_no} {self.title}"


class ProfileValue(models.Model):
    """One value of a profile with the article it comes from."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="values", verbose_name="规则档案")
    key = models.CharField("规则项", max_length=80)
    value = models.JSONField("取值")
    article = models.CharField("条款", max_length=100)
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "规则取值"
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["profile", "key"], name="one_value_per_key")]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"

    def clean(self) -> None:
        if fault := keys.problem(self.key, self.value):
            raise ValidationError({"value": fault})


class LocalRestDay(models.Model):
    """A rest day that holds for one court and those below it (放假办法第四条)."""

    court = models.ForeignKey("accounts.Court", on_delete=models.PROTECT, related_name="rest_days", verbose_name="法院")
    day = models.DateField("日期")
    source = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "地方休息日"
        constraints = [models.UniqueConstraint(fields=["court", "day"], name="rest_day_once")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.source}"


class HolidayNotice(models.Model):
    """A State Council notice loaded since courtflow was shipped. A correction is a new version; nothing is rewritten.

    Only a confirmed one counts; of several of one year the newest.
    """

    year = models.PositiveSmallIntegerField("年度")
    version = models.PositiveSmallIntegerField("版本")
    number = models.CharField("发文字号", max_length=100)
    payload = models.JSONField("内容")
    digest = models.CharField("内容摘要", max_length=64, editable=False)
    source = models.CharField("来源", max_length=300)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="载入人"
    )
    loaded_at = models.DateTimeField("载入时间")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "放假通知"
        ordering = ["-year", "-version"]
        constraints = [models.UniqueConstraint(fields=["year", "version"], name="holiday_notice_version")]

    def __str__(self) -> str:
        return f"{self.number}（{self.year}年" + (f"，第{self.version}版）" if self.version > 1 else "）")

    @property
    def notice(self) -> Notice:
        return Notice.read(self.payload)


class Policy:
    """What holds in one court on one day: the nearest court's newest profile that speaks on a key wins."""

    def __init__(self, lineage: list[int], on: date) -> None:
        self.lineage = lineage
        self.on = on

    def value(self, name: str) -> Any:
        """The value in force, or the default of the key. KeyError for an unknown key."""
        key = keys.KEYS[name]
        return self._values[name].value if name in self._values else key.default

    def rule(self, code: str) -> dict[str, Any]:
        """Overrides of a deadline rule; empty when no profile speaks of it."""
        found = self._values.get(keys.RULE_PREFIX + code)
        return dict(found.value) if found else {}

    def overrides(self) -> dict[str, ProfileValue]:
        """The rows that change deadline rules, by the rules' codes."""
        prefix = keys.RULE_PREFIX
        return {name.removeprefix(prefix): row for name, row in self._values.items() if name.startswith(prefix)}

    @property
    def sources(self) -> frozenset[str]:
        """Keys of the court papers in force here, as the table of articles knows them."""
        return frozenset(row.profile.source_key for row in self._values.values() if row.profile.source_key)

    def source(self, name: str) -> ProfileValue | None:
        """The row that a value comes from, for “依据哪个文件”."""
        return self._values.get(name)

    @cached_property
    def _values(self) -> dict[str, ProfileValue]:
        rows = ProfileValue.objects.filter(
            models.Q(profile__effective_to=None) | models.Q(profile__effective_to__gte=self.on),
            profile__court_id__in=self.lineage,
            profile__effective_from__lte=self.on,
        ).select_related("profile")
        nearness = {court: distance for distance, court in enumerate(self.lineage)}
        ordered = sorted(rows, key=lambda row: (-nearness[row.profile.court_id], row.profile.effective_from))
        return {row.key: row for row in ordered}
