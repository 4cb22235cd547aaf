"""Instruments (执行依据) and their service on each party, from which the effective date follows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import models

from .case import Case
from .parties import Party


class Instrument(models.Model):
    """A judgment, mediation document, ruling, award or notarised instrument with something to perform."""

    class Kind(models.TextChoices):
        JUDGMENT = "judgment", "民事判决书"
        FINAL_JUDGMENT = "final_judgment", "终审民事判决书"
        MEDIATION = "mediation", "民事调解书"
        RULING = "ruling", "民事裁定书"
        CONFIRMATION = "confirmation", "司法确认裁定书"
        AWARD = "award", "仲裁裁决书"
        NOTARIAL = "notarial", "公证债权文书"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="instruments", verbose_name="案件")
    proceeding = models.ForeignKey(
        "cases.Proceeding", on_delete=models.PROTECT, null=True, related_name="instruments", verbose_name="作出程序"
    )
    kind = models.CharField("种类", max_length=20, choices=Kind)
    number = models.CharField("文书案号", max_length=80)
    issuer = models.CharField("作出机关", max_length=100)
    made_on = models.DateField("作出日期")
    effective_on = models.DateField("生效日", null=True)
    effect_steps = models.JSONField("生效日的计算过程", default=list)
    performance_days = models.PositiveSmallIntegerField("履行期（生效后日数）", null=True)
    court_account = models.CharField("主文载明的案款账户", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "生效法律文书"
        ordering = ["made_on", "id"]
        indexes = [models.Index(fields=["number"])]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"

    @property
    def is_effective(self) -> bool:
        return self.effective_on is not None

    @property
    def by_public_notice(self) -> bool:
        """Whether any party was served by 公告 (the whole instrument is then excluded, Q18)."""
        return any(service.method == Service.Method.PUBLIC_NOTICE for service in self.services.all())

    @property
    def claimed(self) -> Decimal:
        """Sum of the money obligations."""
        return sum((item.amount for item in self.obligations.all() if item.amount), Decimal("0.00"))

    @property
    def performed(self) -> Decimal:
        return sum((item.performed for item in self.obligations.all()), Decimal("0.00"))

    @property
    def balance(self) -> Decimal:
        """Money still owed, derived and never stored."""
        return sum((item.balance for item in self.obligations.all()), Decimal("0.00"))

    @property
    def is_performed(self) -> bool:
        """Every obligation, of money, act or delivery, is performed."""
        obligations = list(self.obligations.all())
        return bool(obligations) and all(item.is_performed for item in obligations)

    @property
    def performance_ends_on(self) -> date | None:
        """The last day of the performance period: of the last obligation or instalment to fall due."""
        days = [day for item in self.obligations.all() if (day := item.last_due_on)]
        return max(days) if days else self.effective_on


class Service(models.Model):
    """Service of an instrument on one party (送达)."""

    class Method(models.TextChoices):
        DIRECT = "direct", "直接送达"
        ELECTRONIC = "electronic", "电子送达"
        POST = "post", "邮寄送达"
        POST_RETURNED = "post_returned", "邮寄退回视为送达"
        LEFT = "left", "留置送达"
        ENTRUSTED = "entrusted", "委托送达"
        GRID = "grid", "网格员协助送达"
        PRONOUNCED = "pronounced", "定期宣判当庭送达"
        SIGNED = "signed", "调解书签收"
        PUBLIC_NOTICE = "public_notice", "公告送达"

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="services")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="services")
    method = models.CharField("方式", max_length=20, choices=Method)
    done_on = models.DateField("送达行为日（公告为公告刊登日）")
    served_on = models.DateField("送达日")
    steps = models.JSONField("送达日的确定", default=list)
    proof = models.CharField("送达证明", max_length=200)
    abroad = models.BooleanField("在国内没有住所", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "送达"
        ordering = ["served_on", "id"]
        constraints = [models.UniqueConstraint(fields=["instrument", "party"], name="served_once")]
