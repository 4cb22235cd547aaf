"""Chinese figures as court documents write them: dates, ordinals and capital amounts.

Judgments and notices are dated in Chinese figures with 〇 (U+3007) (民事裁判文书制作规范，法〔2016〕221号);
administrative papers use Arabic ones without zero padding (GB/T 9704—2012, 7.3.5.4).
"""

import re
from datetime import date
from decimal import ROUND_DOWN, Decimal

_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_CAPITAL_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_LARGEST = 10**12

_ZEROS = str.maketrans("○O0零", "〇〇〇〇")
_CHINESE_DATE = re.compile(
    rf"(?P<year>[{_DIGITS}]{{4}})年(?P<month>[一二三四五六七八九十]+)月(?P<day>[一二三四五六七八九十]+)日"
)

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


def chinese_number(value: int) -> str:
    """1 → 一, 10 → 十, 126 → 一百二十六, 10008 → 一万零八; zero is 〇, as in dates."""
    if not 0 <= value < _LARGEST:
        raise ValueError(f"数字{value}超出可用汉字书写的范围")
    if value == 0:
        return _DIGITS[0]
    words = _spell(value, "零" + _DIGITS[1:], _UNITS)
    return words.removeprefix("一") if words.startswith("一十") else words


def parse_chinese_number(text: str) -> int:
    """The inverse for ordinals below one hundred (一 … 九十九), as used for parts and items."""
    try:
        return _ORDINALS[text]
    except KeyError:
        raise ValueError(f"“{text}”不是一至九十九的汉字序数") from None


def chinese_date(day: date) -> str:
    """2024-10-10 → 二〇二四年十月十日."""
    year = "".join(_DIGITS[int(figure)] for figure in f"{day.year:04d}")
    return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


def parse_chinese_date(text: str) -> date:
    """二〇二四年十月十日 → 2024-10-10; for 〇 also the ○, O and 0 that people type in its place."""
    match = _CHINESE_DATE.fullmatch(text.strip().translate(_ZEROS))
    if match is None:
        raise ValueError(f"“{text}”不是汉字日期，应写作二〇二四年十月十日")
    year = int("".join(str(_DIGITS.index(figure)) for figure in match["year"]))
    try:
        return date(year, parse_chinese_number(match["month"]), parse_chinese_number(match["day"]))
    except ValueError:
        raise ValueError(f"“{text}”不是真实的日期") from None


def arabic_date(day: date) -> str:
    """2024-08-01 → 2024年8月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def dated(day: date) -> str:
    """2024-08-01 → 2024年8月1日（星期四）."""
    return f"{arabic_date(day)}（{weekday(day)}）"


def rmb_upper(amount: Decimal) -> str:
    """Yuan with at most two places → capital characters, as receipts write them (正确填写票据和结算凭证的基本规定)."""
    if not isinstance(amount, Decimal) or not amount.is_finite():
        raise ValueError("大写金额只接受十进制数")
    if amount < 0 or amount >= _LARGEST:
        raise ValueError(f"金额{amount}超出可大写的范围")
    if amount != amount.quantize(Decimal("0.01"), rounding=ROUND_DOWN):
        raise ValueError(f"金额{amount}的小数超过两位，请精确到分")
    yuan, cents = divmod(int(amount * 100), 100)
    whole = (_spell(yuan, _CAPITALS, _CAPITAL_UNITS) if yuan else _CAPITALS[0]) + "元"
    return whole + _small_change(*divmod(cents, 10))


def _small_change(jiao: int, fen: int) -> str:
    if not jiao and not fen:
        return "整"
    tens = f"{_CAPITALS[jiao]}角" if jiao else _CAPITALS[0]
    return tens + (f"{_CAPITALS[fen]}分" if fen else "")


def _spell(value: int, digits: str, units: tuple[str, ...]) -> str:
    """Four-digit groups from the left; a gap of any length is one 零, never at the end."""
    words, gap = "", False
    for position in reversed(range(len(_GROUPS))):
        group = value // 10 ** (4 * position) % 10_000
        if not group:
            gap = bool(words)
            continue
        if words and (gap or group < 1_000):
            words += digits[0]
        words += _spell_group(group, digits, units) + _GROUPS[position]
        gap = False
    return words


def _spell_group(group: int, digits: str, units: tuple[str, ...]) -> str:
    words, gap = "", False
    for place in reversed(range(4)):
        figure = group // 10**place % 10
        if figure:
            words += (digits[0] if gap and words else "") + digits[figure] + units[place]
        gap = not figure
    return words


_ORDINALS = {chinese_number(value): value for value in range(1, 100)}
