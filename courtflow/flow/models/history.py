"""The history: append-only events in chains, and the anchors that seal the chains."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from courtflow.flow import clock


class Stream(models.Model):
    """One hash chain: a case's history, or the house's own (key "house"). Locked while an event is added."""

    key = models.CharField("链", max_length=40, unique=True)
    count = models.PositiveIntegerField("事件数", default=0)
    head = models.CharField("链头", max_length=64, blank=True)
    anchored = models.PositiveIntegerField("已锚定数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "历史链"


class Event(models.Model):
    """What was done: append-only, chained by hash; a database trigger refuses UPDATE, DELETE and TRUNCATE."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField("序号")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="events")
    proceeding = models.ForeignKey("cases.Proceeding", on_delete=models.PROTECT, null=True, related_name="events")
    act = models.CharField("行为", max_length=60)
    label = models.CharField("行为名称", max_length=100)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="办理人"
    )
    by_label = models.CharField("办理人", max_length=100)
    role = models.CharField("身份", max_length=40)
    at = models.DateTimeField("发生时间")
    recorded_at = models.DateTimeField("记录时间")
    from_state = models.CharField("原状态", max_length=50, blank=True)
    to_state = models.CharField("新状态", max_length=50, blank=True)
    articles = models.JSONField("依据", default=list)
    facts = models.JSONField("事实", default=dict)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "历史事件"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="event_once_per_place")]
        indexes = [models.Index(fields=["case", "id"]), models.Index(fields=["proceeding", "id"])]

    def __str__(self) -> str:
        return f"{self.label}（{self.by_label}）"

    def content(self) -> dict[str, Any]:
        """Everything the hash covers."""
        return {
            "stream": self.stream.key,
            "seq": self.seq,
            "case": self.case_id,
            "proceeding": self.proceeding_id,
            "act": self.act,
            "label": self.label,
            "by": self.by_id,
            "by_label": self.by_label,
            "role": self.role,
            "at": self.at.astimezone(clock.SHANGHAI).isoformat(),
            "recorded_at": self.recorded_at.astimezone(clock.SHANGHAI).isoformat(),
            "from": self.from_state,
            "to": self.to_state,
            "articles": self.articles,
            "facts": self.facts,
            "prev": self.prev_hash,
        }


class Anchor(models.Model):
    """A seal over every chain that grew since the last seal; its line also leaves the database (ANCHOR_FILE)."""

    number = models.PositiveIntegerField("序号", unique=True)
    sealed_at = models.DateTimeField("封存时间")
    events = models.PositiveBigIntegerField("事件总数")
    prev_root = models.CharField(max_length=64, blank=True)
    root = models.CharField("封存值", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "历史锚定"
        ordering = ["number"]


class AnchorEntry(models.Model):
    """The head of one chain at the time of a seal."""

    anchor = models.ForeignKey(Anchor, on_delete=models.PROTECT, related_name="entries")
    stream_key = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
