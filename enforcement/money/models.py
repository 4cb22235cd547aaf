"""案款 as one model; its acts stand in arrival, planning and payout, in the order of its life."""

from typing import Any

from django.db import models

from courtflow.cases.models import Case

from .ledger import LedgerEntry
from .payout import Payout
from .records import PlanObjection, Share, Unidentified

__all__ = ["CaseMoney", "LedgerEntry", "PlanObjection", "Share", "Unidentified"]


class CaseMoney(Payout):
    """One sum of money from its arrival to its payout; a refund of court fees is a line of its own."""

    KIND = "money"
    TITLE = "案款"

    class Meta:
        verbose_name = verbose_name_plural = "案款"
        indexes = [models.Index(fields=["arrived_on"], name="money_arrived")]

    @classmethod
    def visible_to(cls, user: Any) -> "models.QuerySet[CaseMoney]":
        """Money of the cases that the user may see."""
        return cls.objects.filter(case__in=Case.objects.visible_to(user))
