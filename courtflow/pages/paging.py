"""Pages of long lists: nobody turns to page 4,000, so nothing is counted that far."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PER_PAGE = 20
CAP = 2000


class CappedPaginator(Paginator):
    """Counts at most CAP rows; `capped` says that there are more. PostgreSQL stops counting there, too."""

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: CAP + 1].count())

    @property
    def capped(self) -> bool:
        return self._counted > CAP

    @cached_property
    def count(self) -> int:
        return min(self._counted, CAP)


def paged(request: HttpRequest, rows: Any, per_page: int = PER_PAGE) -> Page[Any]:
    """The page that the address asks for; the nearest one if there is none such."""
    return CappedPaginator(rows, per_page).get_page(request.GET.get("page"))
