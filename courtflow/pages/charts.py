"""A chart and the table that says the same: drawn by ECharts, read by people without it, printed with the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Number = int | float | Decimal | None


@dataclass(frozen=True)
class Series:
    """One row of numbers; `kind` is bar or line, `axis` 1 puts it on the right-hand scale."""

    name: str
    values: Sequence[Number]
    unit: str = ""
    kind: str = "bar"
    axis: int = 0


@dataclass(frozen=True)
class Chart:
    """`kind` is "xy" (bars, lines over `categories`), "stack" (stacked bars) or "ring" (shares in the first series)."""

    slug: str
    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    kind: str = "xy"
    note: str = ""

    @property
    def empty(self) -> bool:
        return not any(value is not None for series in self.series for value in series.values)

    @property
    def data_id(self) -> str:
        return f"chart-{self.slug}"

    def rows(self) -> list[tuple[str, list[Number]]]:
        """The same numbers as a table: one row per category."""
        return [(category, [series.values[i] for series in self.series]) for i, category in enumerate(self.categories)]

    def payload(self) -> dict[str, Any]:
        """What the script needs, as plain JSON values."""
        return {
            "kind": self.kind,
            "title": self.title,
            "categories": list(self.categories),
            "series": [
                {
                    "name": series.name,
                    "unit": series.unit,
                    "kind": series.kind,
                    "axis": series.axis,
                    "values": [None if value is None else float(value) for value in series.values],
                }
                for series in self.series
            ],
        }
