"""Rates of interest as operative parts word them, as one rate per day (山阳第十八条)."""

import re
from decimal import Decimal

from .numerals import parse_chinese_number

# The doubled part, 日万分之一点七五 (法释〔2014〕8号第一条), is 6.3875 % over 365 days; yearly rates are spread alike.
DAYS_OF_YEAR = Decimal(365)
MONTHS_OF_YEAR = Decimal(12)
_SCALES = {"百分之": Decimal(100), "千分之": Decimal(1000), "万分之": Decimal(10000)}
_FIGURES = "〇一二三四五六七八九"
_FLOATING = re.compile(r"LPR|报价利率|基准利率|同期|倍", re.IGNORECASE)
_PER_YEAR = re.compile(r"年利率|年利息|年化|按年|每年|年息|年(?=[0-9百千万])")
_PER_MONTH = re.compile(r"月利率|月利息|按月|每月|月息|月(?=[0-9百千万])")
_PER_DAY = re.compile(r"日利率|日利息|按日|每日|日息|日(?=[0-9百千万])")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)([%％‰])")
_SPELT = re.compile(r"(百分之|千分之|万分之)([0-9]+(?:\.[0-9]+)?|[〇零一二三四五六七八九十点]+)")


def daily_rate(text: str) -> Decimal | None:
    """The rate per day of “年利率3.45%”, “月利率1%”, “日万分之五”; None where the words give no figure (LPR …)."""
    words = "".join(text.split())
    value = None if _FLOATING.search(words) else _value(words)
    if value is None:
        return None
    if _PER_YEAR.search(words):
        return value / DAYS_OF_YEAR
    if _PER_MONTH.search(words):
        return value * MONTHS_OF_YEAR / DAYS_OF_YEAR
    return value if _PER_DAY.search(words) else None


def _value(words: str) -> Decimal | None:
    if match := _PERCENT.search(words):
        return Decimal(match[1]) / (1000 if match[2] == "‰" else 100)
    if match := _SPELT.search(words):
        return _figure(match[2]) / _SCALES[match[1]]
    return None


def _figure(text: str) -> Decimal:
    """5, 1.75, 五, 十五, 一点七五."""
    if text[0].isascii():
        return Decimal(text)
    whole, _, part = text.replace("零", "〇").partition("点")
    decimals = "".join(str(_FIGURES.index(char)) for char in part if char in _FIGURES)
    return Decimal(f"{0 if whole in ('', '〇') else parse_chinese_number(whole)}.{decimals or 0}")
