"""What urging leaves on paper besides its acts: services, settlement, visits, requests for the certificate."""

from __future__ import annotations

from django.db import models

from courtflow.cases.models import Party


class NoticeService(models.Model):
    """Service of the demand on one debtor; his demand period runs from it."""

    urging = models.ForeignKey("enforcement.Urging", on_delete=models.PROTECT, related_name="services")
    debtor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="义务人")
    method = models.CharField("方式", max_length=20)
    served_on = models.DateField("送达日期")
    proof = models.CharField("送达证明", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "催告书送达"
        ordering = ["served_on", "id"]


class Settlement(models.Model):
    """执前和解协议."""

    urging = models.OneToOneField("enforcement.Urging", on_delete=models.PROTECT, related_name="settlement")
    signed_on = models.DateField("签订日期")
    amount = models.DecimalField("和解金额", max_digits=16, decimal_places=2)
    security = models.TextField("担保条款", blank=True)
    ability = models.TextField("履行能力与实际困难", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "执前和解协议"


class Instalment(models.Model):
    """One instalment of a settlement."""

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="instalments")
    seq = models.PositiveSmallIntegerField("期次")
    due_on = models.DateField("到期日")
    amount = models.DecimalField("金额", max_digits=16, decimal_places=2)

    class Meta:
        verbose_name = verbose_name_plural = "和解分期"
        ordering = ["seq"]


class Visit(models.Model):
    """回访记录."""

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="visits")
    visitor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", verbose_name="回访人")
    visited_on = models.DateField("回访日期")
    living = models.TextField("近期生活状况")
    news = models.TextField("新情况")
    problems = models.TextField("新问题", blank=True)
    next_step = models.TextField("下一步措施")

    class Meta:
        verbose_name = verbose_name_plural = "回访记录"
        ordering = ["visited_on", "id"]


class Certificate(models.Model):
    """An application for the certificate: for whom and for what."""

    urging = models.ForeignKey("enforcement.Urging", on_delete=models.PROTECT, related_name="certificates")
    holder = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="证明对象")
    applied_on = models.DateField("申请日期")
    purposes = models.JSONField("用途", default=list)
    integrity_list = models.BooleanField("列入诚信履行名单", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "自动履行证明书申请"
        ordering = ["id"]
