"""What a related-case search found, kept as it was found (山阳第九条, 佳木斯九（一）)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .case import Case


class RelatedSearch(models.Model):
    """A snapshot: counts and case numbers per party, and the enterprises that meet a bankruptcy criterion.

    `result["parties"]` lists what was found; `hits` holds, per enterprise, what the 申请破产审查告知书 quotes; `checks`
    are questions that only a person can answer.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="searches", verbose_name="案件")
    proceeding = models.ForeignKey(
        "cases.Proceeding", on_delete=models.PROTECT, related_name="searches", verbose_name="所在程序"
    )
    made_at = models.DateTimeField("检索时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    result = models.JSONField("检索结果", default=dict)
    hits = models.JSONField("破产线索", default=list)
    checks = models.JSONField("待人工核对", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "关联检索"
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"关联检索报告第{self.pk}号"

    @property
    def hit_parties(self) -> list[int]:
        """Primary keys of the enterprises that meet a criterion."""
        return [hit["party"] for hit in self.hits]


class DismissedHit(models.Model):
    """A bankruptcy lead that somebody set aside, with his reason; without one none may be dropped (A-9.5)."""

    search = models.ForeignKey(RelatedSearch, on_delete=models.PROTECT, related_name="dismissed")
    party = models.ForeignKey("cases.Party", on_delete=models.PROTECT, related_name="+", verbose_name="企业")
    reason = models.CharField("不发告知书的理由", max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("日期")

    class Meta:
        verbose_name = verbose_name_plural = "未采用的破产线索"
        constraints = [models.UniqueConstraint(fields=["search", "party"], name="dismissed_once")]
