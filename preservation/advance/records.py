"""What is kept of an advance execution beside its own row."""

from __future__ import annotations

from django.db import models

from preservation.records import Reconsidered


class AdvanceReview(Reconsidered):
    """One party's application for reconsideration and its outcome (民诉法第一百一十一条)."""

    advance = models.ForeignKey("preservation.Advance", on_delete=models.PROTECT, related_name="reviews")

    class Meta(Reconsidered.Meta):
        verbose_name = verbose_name_plural = "先予执行复议"
        constraints = [models.UniqueConstraint(fields=["advance", "party"], name="advance_reviewed_once")]
