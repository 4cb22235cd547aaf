"""Case numbers: gap-free per court, type and year, because the counter is locked in the act's own transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models

from courtflow.law.numbers import CaseNumber


class NumberSequence(models.Model):
    """The last number given out. A rolled-back act rolls it back too, so nothing is skipped."""

    court = models.ForeignKey("accounts.Court", on_delete=models.PROTECT, related_name="+")
    type_code = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "案号序列"
        constraints = [models.UniqueConstraint(fields=["court", "type_code", "year"], name="one_sequence")]


class IssuedNumber(models.Model):
    """A number once given stays given; a void one keeps its row with the reason."""

    sequence = models.ForeignKey(NumberSequence, on_delete=models.PROTECT, related_name="issued")
    serial = models.PositiveIntegerField("序号")
    text = models.CharField("案号", max_length=60, unique=True)
    proceeding = models.ForeignKey("cases.Proceeding", on_delete=models.PROTECT, related_name="numbers")
    issued_on = models.DateField("编立日期")
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "已编案号"
        constraints = [models.UniqueConstraint(fields=["sequence", "serial"], name="serial_once")]


def issue_number(proceeding: Any, type_code: str, on: date) -> str:
    """Give the proceeding the number it goes by, of the Shanghai calendar year `on`."""
    proceeding.number = allot_number(proceeding, type_code, on)
    return str(proceeding.number)


def allot_number(proceeding: Any, type_code: str, on: date) -> str:
    """The next number of the proceeding's court, type and year; must run inside the act's transaction."""
    key = {"court_id": proceeding.court_id, "type_code": type_code, "year": on.year}
    NumberSequence.objects.bulk_create([NumberSequence(**key)], ignore_conflicts=True)
    sequence = NumberSequence.objects.select_for_update().get(**key)
    sequence.last += 1
    sequence.save(update_fields=["last"])
    text = str(CaseNumber(on.year, proceeding.court.code, type_code, sequence.last))
    IssuedNumber.objects.create(
        sequence=sequence, serial=sequence.last, text=text, proceeding_id=proceeding.pk, issued_on=on
    )
    return text
