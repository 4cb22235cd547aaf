"""The sweep's own log."""

from __future__ import annotations

from django.db import models


class SweepRun(models.Model):
    """One pass of the sweep; the newest tells every page how late the clock runs."""

    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    warned = models.PositiveIntegerField(default=0)
    fired = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "期限巡查记录"
        ordering = ["-id"]
