"""Narrowing lists: rows are named by number, and a number that one may not see gives an empty list like any other."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_filters import rest_framework as filters


class IdFilter(filters.NumberFilter):
    """A row's number; fits a bigint."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("queryset", None)
        super().__init__(*args, max_digits=18, decimal_places=0, **kwargs)


class Narrowing(filters.FilterSet):
    """Relations are filtered by number, without asking whether such a row exists."""

    FILTER_DEFAULTS: ClassVar[dict[Any, Any]] = {
        **filters.FilterSet.FILTER_DEFAULTS,
        models.ForeignKey: {"filter_class": IdFilter},
    }
