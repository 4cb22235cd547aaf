"""Template language of a court: yuan, Chinese dates, days left, icons, form fields, charts."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from courtflow.flow import clock
from courtflow.law import identifiers
from courtflow.law.periods import Unit
from courtflow.pages import urgency as pressing
from courtflow.pages.charts import Chart
from courtflow.pages.fields import Block, assume_nothing, attributes, blocks_of, in_blocks, shape_of

register = template.Library()
SPRITE = Path(__file__).resolve().parents[2] / "static" / "courtflow" / "icons.svg"
NOTHING = "—"


@cache
def icon_names() -> frozenset[str]:
    return frozenset(re.findall(r'<symbol id="([a-z0-9-]+)"', SPRITE.read_text(encoding="utf-8")))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the shipped sprite; hidden from screen readers unless it carries a `label` of its own."""
    if name not in icon_names():
        raise template.TemplateSyntaxError(f"icon {name!r} is not in {SPRITE.name}")
    href = f"{static('courtflow/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, href)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', href)


@register.filter
def yuan(amount: Decimal | int | None) -> str:
    """1234567.5 → 1,234,567.50; a dash where there is no amount."""
    return NOTHING if amount in (None, "") else f"{Decimal(amount):,.2f}"


@register.filter
def wan(amount: Decimal | int | None) -> str:
    """3426000 → 342.6 (万元), for statistics."""
    if amount in (None, ""):
        return NOTHING
    return f"{(Decimal(amount) / 10000).quantize(Decimal('0.0001')).normalize():,f}"


@register.filter
def percent(share: Decimal | float | None) -> str:
    """0.65384… → 65.38%; a dash where nothing can be divided."""
    return NOTHING if share is None else f"{Decimal(share) * 100:.2f}%"


@register.filter
def rate(daily: Decimal) -> str:
    """0.000175 → 0.0175%, at most six digits behind the point."""
    return f"{(daily * 100).quantize(Decimal('0.000001')).normalize():f}%"


@register.filter
def amount(value: Decimal | int) -> str:
    """A count as it is, money with its two places."""
    return f"{value:,}" if isinstance(value, int) or value == value.to_integral_value() else f"{value:,.2f}"


@register.filter
def figure_value(figure: Any) -> str:
    """The value of a statistics Figure: 65.38%, 41.5 (days), 342.6 (万元), 12 (cases)."""
    value = figure.value
    if value is None or figure.measure.form == "share":
        return percent(value)
    return wan(value) if figure.measure.suffix == "元" else f"{value.quantize(Decimal('0.01')).normalize():,f}"


@register.filter
def figure_change(figure: Any) -> str:
    """Against the same period last year: +1.20个百分点, −6.29%, or a dash."""
    change = figure.change
    if change is None:
        return NOTHING
    unit = "个百分点" if figure.measure.form == "share" else "%"
    return f"{change * 100:+.2f}{unit}".replace("-", "−")


@register.filter
def cn_date(value: date | datetime | None) -> str:
    """2024年10月8日, in Shanghai."""
    if not value:
        return NOTHING
    day = clock.day_of(value) if isinstance(value, datetime) else value
    return f"{day.year}年{day.month}月{day.day}日"


@register.filter
def cn_datetime(value: datetime | None) -> str:
    """2024年10月8日 09:05, in Shanghai."""
    return f"{cn_date(value)} {value.astimezone(clock.SHANGHAI):%H:%M}" if value else NOTHING


@register.filter
def due_date(deadline: Any) -> str:
    """The last day of a stored deadline; with the hour where the period is one of hours."""
    return cn_datetime(deadline.due_at) if deadline.unit == Unit.HOUR else cn_date(deadline.due_on)


@register.filter
def days_left(due: Any) -> str:
    """Time left of a stored deadline, to a date, or to a moment."""
    if isinstance(due, datetime):
        return pressing.hours_left(due)
    if isinstance(due, date):
        return pressing.days_left(due)
    return pressing.hours_left(due.due_at) if due.unit == Unit.HOUR else pressing.days_left(due.due_on)


@register.filter
def look(urgency: str) -> pressing.Look:
    """Label and icon of "overdue", "today", "soon" or "later"."""
    return pressing.LOOKS[urgency]


@register.filter
def mask_id(value: str) -> str:
    return identifiers.mask_id(value)


@register.filter
def mask_phone(value: str) -> str:
    return identifiers.mask_phone(value)


@register.filter
def mask_account(value: str) -> str:
    return identifiers.mask_account(value)


@register.simple_tag
def elided(page: Page[Any]) -> list[int | str]:
    """Page numbers around the current one, with … for the gaps."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, bare: bool = False) -> dict[str, Any]:
    """A form field with label, hint and errors; `bare` leaves the visible label to the table around it."""
    shape = shape_of(bound)
    assume_nothing(bound)
    extra = attributes(bound, shape)
    if bare:
        extra["aria-label"] = str(bound.label)
    return {"field": bound, "shape": shape, "bare": bare, "widget": bound.as_widget(attrs=extra)}


@register.filter
def blocks(row: forms.Form) -> list[Block]:
    return blocks_of(row)


@register.filter
def needs_blocks(row: forms.Form) -> bool:
    return in_blocks(row)


@register.filter
def anchor(bound: BoundField) -> str:
    """The id that a link in the list of problems leads to."""
    return f"{bound.auto_id}_group" if shape_of(bound).kind in ("group", "line-group") else bound.id_for_label


@register.inclusion_tag("components/chart.html")
def chart(drawing: Chart) -> dict[str, Any]:
    """A chart with its table."""
    return {"chart": drawing, "payload": drawing.payload(), "rows": drawing.rows()}
