"""How court papers print frozen facts: days, amounts, names, blanks to fill in, wordings and the QR code.

Dates under the seal are in Chinese figures (民事裁判文书制作规范，法〔2016〕221号), dates in the text Arabic.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import qrcode
from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage

from courtflow.law.numerals import arabic_date, chinese_date, chinese_number, rmb_upper

register = template.Library()

QR_SIDE = "15mm"


@register.filter
def day(value: str | None) -> str:
    """2024-08-01 → 2024年8月1日; nothing stays nothing."""
    return arabic_date(date.fromisoformat(value)) if value else ""


@register.filter
def chinese_day(value: str) -> str:
    return chinese_date(date.fromisoformat(value))


@register.filter
def moment(value: str | None) -> str:
    """An ISO moment that already carries Shanghai time."""
    if not value:
        return ""
    when = datetime.fromisoformat(value)
    return f"{arabic_date(when.date())}{when:%H:%M}"


@register.filter
def chinese(value: int) -> str:
    return chinese_number(value)


@register.filter
def capital(value: str) -> str:
    return rmb_upper(Decimal(value))


@register.filter
def names(people: Sequence[Mapping[str, Any]]) -> str:
    return "、".join(person["name"] for person in people)


@register.filter
def sentence(text: str) -> str:
    """What somebody wrote, ended as a sentence."""
    plain = text.strip()
    return plain if not plain or plain[-1] in "。！？…" else f"{plain.rstrip('；;，,.')}。"


@register.filter
def you(person: Mapping[str, Any] | None) -> str:
    return "你" if person and person["natural"] else "你单位"


@register.filter
def office(title: str) -> str:
    """审判员 → 审　　判　　员　　　: two spaces between the characters, three before the name (制作规范，署名)."""
    return "　　".join(title) + "　　　"


@register.filter
def spread(name: str) -> str:
    """A name of two characters is spread to the width of three."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


@register.filter
def person_rows(person: Mapping[str, Any]) -> int:
    """Rows that parts/person.html prints: the name, each known particular and each agent."""
    known = [person[key] for key in ("identifier", "representative", "address", "phone") if person[key]]
    return 1 + len(known) + len(person["agents"])


@register.filter
def grouped(code: str) -> str:
    """ABCDEFGHJKMNPQRS → ABCD-EFGH-JKMN-PQRS."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


@register.filter
def qr(url: str) -> SafeString:
    """An inline SVG; nothing is fetched and the text inside is a matrix, never markup."""
    image = qrcode.make(url, image_factory=SvgPathImage, border=0, error_correction=qrcode.ERROR_CORRECT_M)
    svg = image.get_image()
    for side in ("width", "height"):
        svg.set(side, QR_SIDE)
    return mark_safe(image.to_string(encoding="unicode"))  # noqa: S308  drawn by the library from modules


@register.simple_tag
def blank(width: int) -> SafeString:
    """A line of `width` characters to write on."""
    return format_html('<span class="fill"><span style="width: {}em"></span></span>', int(width))


class WordingNode(template.Node):
    """The court's own text for a slot when the snapshot froze one, else the standard text between the tags."""

    def __init__(self, slot: str, nodelist: NodeList) -> None:
        self.slot = slot
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        own = (context.get("wording") or {}).get(self.slot)
        if own is None:
            return self.nodelist.render(context)
        return format_html_join("", "<p>{}</p>", ((line,) for line in own["text"].splitlines() if line.strip()))


@register.tag
def wording(parser: Parser, token: Token) -> WordingNode:
    """{% wording "slot" %}standard text{% endwording %}."""
    slot: FilterExpression = parser.compile_filter(token.split_contents()[1])
    nodelist = parser.parse(("endwording",))
    parser.delete_first_token()
    return WordingNode(str(slot.var), nodelist)
