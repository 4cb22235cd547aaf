"""What a trial keeps beside the common rows: checks of information, terms of a mediation, attempts at service."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from courtflow.cases.models import Instrument, Party, Service


class InformationCheck(models.Model):
    """The trial division's own check of what filing had noted about a party (山阳第十三条)."""

    trial = models.ForeignKey("trial.Trial", on_delete=models.PROTECT, related_name="checks")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="当事人")
    appeared = models.BooleanField("已到庭应诉")
    address_form = models.BooleanField("已签送达地址确认书")
    checked_on = models.DateField("核对日期")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "当事人信息核对"
        ordering = ["party"]
        constraints = [models.UniqueConstraint(fields=["trial", "party"], name="checked_once")]


class MediationTerms(models.Model):
    """What the judge found about an agreement, and its clauses against default (山阳第十七条, 佳木斯五, 南召四8)."""

    instrument = models.OneToOneField(Instrument, on_delete=models.CASCADE, related_name="terms")
    review = models.JSONField("审查结论", default=dict)
    feasibility = models.TextField("自动履行可行性与履行能力评估")
    on_the_spot = models.BooleanField("当庭履行")
    not_on_the_spot = models.CharField("不能当庭履行的理由", max_length=300, blank=True)
    penalty = models.TextField("违约金条款", blank=True)
    conceded = models.DecimalField("让步金额", max_digits=16, decimal_places=2, null=True)
    concession_clause = models.TextField("取消让步条款", blank=True)
    late_sum = models.TextField("迟延履行金条款", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "调解条款"


class ServiceAttempt(models.Model):
    """One try at service, failed or not; a paper is published only after the others failed (佳木斯四（二）)."""

    trial = models.ForeignKey("trial.Trial", on_delete=models.PROTECT, related_name="attempts")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="attempts")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="受送达人")
    method = models.CharField("方式", max_length=20, choices=Service.Method)
    tried_on = models.DateField("日期")
    succeeded = models.BooleanField("已送达")
    result = models.CharField("结果", max_length=300)
    proof = models.CharField("证明材料", max_length=200)
    enclosures = models.JSONField("随附材料", default=list)
    answers = models.TextField("判后答疑和释明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "送达过程"
        ordering = ["tried_on", "id"]


class NoticeRequest(models.Model):
    """申请公告送达: what the bench reports of the person whom it cannot serve, and what became of it."""

    class Ground(models.TextChoices):
        MISSING = "missing", "受送达人下落不明"
        UNREACHABLE = "unreachable", "以其他方式无法送达"

    trial = models.ForeignKey("trial.Trial", on_delete=models.PROTECT, related_name="notice_requests")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="受送达人")
    ground = models.CharField("事由", max_length=12, choices=Ground)
    missing_since = models.DateField("下落不明起始日", null=True)
    reason = models.TextField("已查明的下落情况")
    abroad = models.BooleanField("在国内没有住所", default=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="申请人"
    )
    requested_on = models.DateField("申请日期")
    decided_on = models.DateField("审批日期", null=True)
    refused = models.TextField("不同意的理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公告送达申请"
        ordering = ["requested_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "party"], condition=models.Q(decided_on=None), name="one_open_notice_request"
            )
        ]


class NoticeApproval(models.Model):
    """公告送达审批: why the other ways need not be tried with this party."""

    trial = models.ForeignKey("trial.Trial", on_delete=models.PROTECT, related_name="notice_approvals")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="受送达人")
    reason = models.TextField("理由及已查明的下落情况")
    abroad = models.BooleanField("在国内没有住所", default=False)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_on = models.DateField("批准日期")

    class Meta:
        verbose_name = verbose_name_plural = "公告送达审批"
        ordering = ["approved_on", "id"]


class Appeal(models.Model):
    """上诉: who, when filed or posted, and what the higher court made of it."""

    class Result(models.TextChoices):
        UPHELD = "upheld", "驳回上诉，维持原判"
        CHANGED = "changed", "改判"
        WITHDRAWN = "withdrawn", "准许撤回上诉"
        REMANDED = "remanded", "发回重审"

    trial = models.ForeignKey("trial.Trial", on_delete=models.PROTECT, related_name="appeals")
    appellant = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="上诉人")
    filed_on = models.DateField("上诉日")
    received_on = models.DateField("收到上诉状日")
    grounds = models.TextField("上诉请求")
    result = models.CharField("二审结果", max_length=12, choices=Result, blank=True)
    number = models.CharField("二审案号", max_length=80, blank=True)
    decided_on = models.DateField("二审裁判日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "上诉"
        ordering = ["filed_on", "id"]


class ComplaintService(models.Model):
    """起诉状副本 served on one defendant, and his defence (民诉法第一百二十八条)."""

    trial = models.ForeignKey("trial.Trial", on_delete=models.PROTECT, related_name="complaint_services")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="被告")
    method = models.CharField("方式", max_length=20, choices=Service.Method)
    done_on = models.DateField("送达行为日")
    served_on = models.DateField("送达日")
    abroad = models.BooleanField("在国内没有住所", default=False)
    proof = models.CharField("送达证明", max_length=200)
    defended_on = models.DateField("收到答辩状日", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "起诉状副本送达"
        ordering = ["served_on", "id"]
        constraints = [models.UniqueConstraint(fields=["trial", "party"], name="complaint_served_once")]


class ExtensionRequest(models.Model):
    """申请延长审限: asked by the judge, decided by the president or, beyond that, the court above."""

    trial = models.ForeignKey("trial.Trial", on_delete=models.PROTECT, related_name="extension_requests")
    months = models.PositiveSmallIntegerField("申请延长（个月）")
    reason = models.TextField("理由")
    late_reason = models.TextField("未在届满十五日前申请的原因", blank=True)
    requested_on = models.DateField("申请日期")
    granted_months = models.PositiveSmallIntegerField("批准延长（个月）", null=True)
    document_no = models.CharField("上级法院批复文号", max_length=80, blank=True)
    decided_on = models.DateField("决定日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "延长审限"
        ordering = ["requested_on", "id"]


class Consultation(models.Model):
    """A letter to enforcement as the trial knows it; the only row that ties the neutral number to the suit (Q37)."""

    class Purpose(models.TextChoices):
        WORDING = "wording", "主文表述的可执行性"
        REFUSAL_CRIME = "refusal_crime", "拒不执行判决、裁定案件听取意见"

    trial = models.ForeignKey("trial.Trial", on_delete=models.PROTECT, related_name="consultations")
    inquiry = models.OneToOneField("trial.Inquiry", on_delete=models.PROTECT, related_name="+")
    number = models.CharField("征询号", max_length=60)
    purpose = models.CharField("征询目的", max_length=16, choices=Purpose)
    question = models.TextField("征询事项（已隐去关键信息）")
    sent_on = models.DateField("发出日期")
    opinion = models.TextField("执行部门答复意见", blank=True)
    answered_on = models.DateField("答复日期", null=True)
    adopted = models.BooleanField("采纳", null=True)
    reason = models.TextField("采纳或者不采纳的理由", blank=True)
    major_difference = models.BooleanField("两个部门意见存在重大分歧", default=False)
    minutes_no = models.CharField("审判委员会纪要编号", max_length=80, blank=True)
    conclusion = models.TextField("审判委员会讨论意见", blank=True)
    withdrawn_on = models.DateField("撤回日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "征询执行部门意见"
        ordering = ["sent_on", "id"]

    def __str__(self) -> str:
        return f"{self.number}（{self.sent_on:%Y-%m-%d}发出）"
