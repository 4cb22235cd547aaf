"""The sweep's own log, which is also the memory of how the clocks stood."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SweepRun(models.Model):
    """One pass of the sweep, or a refusal to sweep (`halted`), or an administrator's word for the clock.

    The newest tells every page how late the sweep runs. `boot` and `uptime` are the machine's own measure of time,
    which setting a clock does not move; `events_seen` is the newest event then recorded.
    """

    started_at = models.DateTimeField("开始")
    ended_at = models.DateTimeField("结束", null=True)
    warned = models.PositiveIntegerField("预警", default=0)
    fired = models.PositiveIntegerField("届满处理", default=0)
    failed = models.PositiveIntegerField("受阻", default=0)
    halted = models.TextField("停止原因", blank=True)
    drift = models.FloatField("与应用服务器时钟相差（秒）", default=0)
    boot = models.CharField("机器启动标识", max_length=40, blank=True)
    uptime = models.FloatField("机器运行时间（秒）", null=True)
    events_seen = models.BigIntegerField("已见事件", default=0)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "期限巡查记录"
        ordering = ["-id"]
