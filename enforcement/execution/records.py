"""What is kept of an execution besides its state: queries, notices, measures, stays, reviews."""

from __future__ import annotations

from django.db import models

from courtflow.cases.models import Party


class Control(models.Model):
    """A query of the debtors' assets with its result (首次、二次、线下查控，终本后查询)."""

    class Stage(models.TextChoices):
        FIRST = "first", "首次网络查控"
        SECOND = "second", "二次查控"
        OFFLINE = "offline", "线下查控"
        AFTER_CLOSING = "after_closing", "终本后查询"

    execution = models.ForeignKey("enforcement.Execution", on_delete=models.PROTECT, related_name="controls")
    stage = models.CharField("阶段", max_length=16, choices=Stage)
    queried_on = models.DateField("查询日期")
    result = models.TextField("查控结果")
    value = models.DecimalField("查控到的财产价值", max_digits=16, decimal_places=2)
    told_on = models.DateField("告知申请执行人日期", null=True)
    by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="查控人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "财产查控"
        ordering = ["queried_on", "id"]


class DebtorNotice(models.Model):
    """执行通知 with the order to report property, served on one debtor."""

    execution = models.ForeignKey("enforcement.Execution", on_delete=models.PROTECT, related_name="notices")
    debtor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="被执行人")
    served_on = models.DateField("送达日期")
    perform_by = models.DateField("通知指定的履行期末日")
    report_ordered = models.BooleanField("已责令报告财产")
    proof = models.CharField("送达证明", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "执行通知"
        ordering = ["served_on", "id"]


class Measure(models.Model):
    """A measure against assets or person, with its ground; it stands until it is lifted."""

    class Kind(models.TextChoices):
        SEIZE = "seize", "查封"
        DISTRAIN = "distrain", "扣押"
        FREEZE = "freeze", "冻结"
        CONSUMPTION_BAN = "consumption_ban", "限制消费"
        LISTING = "listing", "纳入失信被执行人名单"

    ON_ASSETS = (Kind.SEIZE, Kind.DISTRAIN, Kind.FREEZE)
    ON_PERSONS = (Kind.CONSUMPTION_BAN, Kind.LISTING)

    execution = models.ForeignKey("enforcement.Execution", on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField("措施", max_length=20, choices=Kind)
    debtor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="被执行人")
    subject = models.CharField("财产或者对象", max_length=300, blank=True)
    value = models.DecimalField("价值", max_digits=16, decimal_places=2, null=True)
    ground = models.CharField("理由", max_length=300)
    ruling_no = models.CharField("裁定或者决定文号", max_length=80)
    taken_on = models.DateField("采取日期")
    expires_on = models.DateField("届满日期", null=True)
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", verbose_name="决定人")
    lifted_on = models.DateField("解除日期", null=True)
    lifted_why = models.CharField("解除理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "执行措施"
        ordering = ["taken_on", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.debtor}{f'（{self.subject}）' if self.subject else ''}"


class MeasureReview(models.Model):
    """The review of one debtor on the two-month list: measures or none, each with its reason (Q22)."""

    execution = models.ForeignKey("enforcement.Execution", on_delete=models.PROTECT, related_name="measure_reviews")
    reviewed_on = models.DateField("审查日期")
    opinion = models.CharField("意见", max_length=10)
    reason = models.TextField("理由")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", verbose_name="审查人")

    class Meta:
        verbose_name = verbose_name_plural = "限高纳失审查"
        ordering = ["id"]


class DebtorStay(models.Model):
    """The stay for one debtor whose bankruptcy is under review; co-debtors are still enforced (解释第五百一十一条)."""

    execution = models.ForeignKey("enforcement.Execution", on_delete=models.PROTECT, related_name="debtor_stays")
    debtor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="被执行人")
    since = models.DateField("中止日期")
    until = models.DateField("恢复日期", null=True)
    declared = models.BooleanField("已宣告破产", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "因破产中止的被执行人"
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["execution", "debtor"], condition=models.Q(until=None), name="one_open_stay_per_debtor"
            )
        ]


class ExecutionSettlement(models.Model):
    """执行和解协议 entered in the record (民诉法第二百四十一条)."""

    execution = models.ForeignKey("enforcement.Execution", on_delete=models.PROTECT, related_name="settlements")
    signed_on = models.DateField("签订日期")
    content = models.TextField("协议内容")
    last_due_on = models.DateField("约定履行期限最后一日")
    security = models.TextField("担保条款", blank=True)
    broken_on = models.DateField("违约日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "执行和解协议"
        ordering = ["signed_on", "id"]


class ClosingReview(models.Model):
    """The check-list on which 终本 was proposed (终本规定第一条，解释第五百一十七条)."""

    class Reason(models.TextChoices):
        NO_ASSETS = "no_assets", "无财产可供执行"
        UNSALEABLE = "unsaleable", "有财产但不能处置"

    execution = models.ForeignKey("enforcement.Execution", on_delete=models.PROTECT, related_name="closing_reviews")
    proposed_on = models.DateField("报批日期")
    reason = models.CharField("终本原因", max_length=12, choices=Reason)
    checks = models.JSONField("逐项核查", default=dict)
    approved_on = models.DateField("批准日期", null=True)
    returned_why = models.CharField("退回理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "终本核查"
        ordering = ["id"]


class OutsideMatter(models.Model):
    """Something to be done in another place: entrusted to the court there, or done by this one with leave (南召三3)."""

    class Matter(models.TextChoices):
        QUERY = "query", "查询"
        FREEZE = "freeze", "冻结"
        SEIZE = "seize", "查封"
        INVESTIGATE = "investigate", "调查"
        SERVE = "serve", "送达法律文书"

    class Outcome(models.TextChoices):
        DONE = "done", "已办结"
        PARTLY = "partly", "部分办结"
        FAILED = "failed", "未能办理"

    execution = models.ForeignKey("enforcement.Execution", on_delete=models.PROTECT, related_name="outside_matters")
    entrusted = models.BooleanField("委托当地法院办理")
    matter = models.CharField("事项", max_length=12, choices=Matter)
    court = models.CharField("受托法院", max_length=100, blank=True)
    place = models.CharField("办理地点", max_length=200, blank=True)
    content = models.TextField("具体内容")
    reason = models.TextField("不委托的理由", blank=True)
    people = models.CharField("拟派人员", max_length=200, blank=True)
    leaves_on = models.DateField("拟出发日期", null=True)
    high_court_leave = models.CharField("高级人民法院批准文号", max_length=100, blank=True)
    opened_on = models.DateField("委托或者报批日期")
    received_on = models.DateField("受托法院签收日期", null=True)
    decided_on = models.DateField("审批日期", null=True)
    allowed = models.BooleanField("批准", null=True)
    opinion = models.CharField("审批意见", max_length=300, blank=True)
    returned_on = models.DateField("办结日期", null=True)
    outcome = models.CharField("办理结果", max_length=8, choices=Outcome, blank=True)
    result = models.TextField("结果说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "外地事项"
        ordering = ["opened_on", "id"]

    def __str__(self) -> str:
        return f"{self.get_matter_display()}（{self.court or self.place}）：{self.content[:40]}"


class OfficialReport(models.Model):
    """What was told about a debtor who is a party member or public official, to whom, and the answer (浙江二（三）)."""

    class Genre(models.TextChoices):
        NOTICE = "notice", "情况通报"
        REFERRAL = "referral", "移送纪检监察"

    execution = models.ForeignKey("enforcement.Execution", on_delete=models.PROTECT, related_name="official_reports")
    genre = models.CharField("种类", max_length=10, choices=Genre)
    debtor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="被执行人")
    standing = models.CharField("身份", max_length=10)
    office = models.CharField("工作单位和职务", max_length=200)
    body = models.CharField("受文单位", max_length=100)
    conduct = models.TextField("有关情况")
    sent_on = models.DateField("报出日期")
    answered_on = models.DateField("答复日期", null=True)
    answer = models.TextField("答复和处理结果", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公职人员情况通报、移送"
        ordering = ["sent_on", "id"]

    def __str__(self) -> str:
        return f"{self.get_genre_display()}：{self.debtor}（{self.body}）"
