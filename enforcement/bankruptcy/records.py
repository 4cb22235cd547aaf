"""What is kept of a lead besides its state: the parties' answers and the consultations."""

from django.db import models

from courtflow.cases.models import Party


class Answer(models.Model):
    """One party's answer to the notice; a later one replaces an earlier one."""

    bankruptcy = models.ForeignKey("enforcement.Bankruptcy", on_delete=models.PROTECT, related_name="answers")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="当事人")
    answer = models.CharField(
        "答复", max_length=10, choices=[("apply", "申请破产"), ("consent", "同意移送"), ("decline", "不申请、不同意")]
    )
    written = models.BooleanField("书面")
    answered_on = models.DateField("答复日期")
    note = models.CharField("说明", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "当事人答复"
        ordering = ["answered_on", "id"]


class Consultation(models.Model):
    """会商记录."""

    bankruptcy = models.ForeignKey("enforcement.Bankruptcy", on_delete=models.PROTECT, related_name="consultations")
    held_on = models.DateField("会商日期")
    units = models.CharField("参加部门和人员", max_length=200)
    conclusion = models.TextField("会商意见")

    class Meta:
        verbose_name = verbose_name_plural = "会商记录"
        ordering = ["held_on", "id"]
