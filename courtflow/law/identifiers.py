"""Identity numbers (GB 11643—1999) and unified social credit codes (GB 32100—2015): checked, explained, masked."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_FIGURES = "10X98765432"
# GB/T 2260 provinces, 81–83 for residents of Hong Kong, Macao and Taiwan, 91 for permanent residence of foreigners
_REGION = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
_EARLIEST_BIRTH = date(1880, 1, 1)


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"

    @property
    def label(self) -> str:
        return "男" if self is Sex.MALE else "女"


@dataclass(frozen=True)
class IdNumber:
    """A valid eighteen-digit number and what it tells."""

    number: str
    birth_date: date
    sex: Sex

    @property
    def region(self) -> str:
        return self.number[:6]


def check_id_number(text: str, today: date | None = None) -> IdNumber:
    """Validates GB 11643; with `today`, a birth date after it is refused. The ValueError says what to correct."""
    number = _plain(text)
    if re.fullmatch(r"\d{15}", number):
        upgraded = upgrade_id_number(number).number
        raise ValueError(f"这是15位旧身份证号码，请登记18位公民身份号码（按编码规则应为{upgraded}，请核实）")
    if len(number) != 18:
        raise ValueError(f"公民身份号码应为18位，现为{len(number)}位，请核对有无漏写或多写")
    if wrong := re.search(r"\D", number[:17]):
        raise ValueError(f"公民身份号码第{wrong.start() + 1}位“{wrong.group()}”不是数字")
    if not _REGION.fullmatch(number[:2]):
        raise ValueError(f"公民身份号码前两位“{number[:2]}”不是有效的行政区划代码")
    birth = _birth_date(number[6:14], today)
    expected = _check_figure(number)
    if number[17] != expected:
        raise ValueError(f"公民身份号码校验不通过：第18位应为{expected}，现为{number[17]}，请逐位核对证件")
    return IdNumber(number, birth, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def upgrade_id_number(text: str) -> IdNumber:
    """The eighteen-digit number that GB 11643 assigns to a fifteen-digit one (born in the 1900s)."""
    old = _plain(text)
    if not re.fullmatch(r"\d{15}", old):
        raise ValueError("15位旧身份证号码应为15位数字")
    return check_id_number(_with_check_figure(f"{old[:6]}19{old[6:]}"))


def make_id_number(region: str, birth: date, serial: int) -> str:
    """A valid number from a six-digit region, a birth date and a serial of 0–999 (odd: male), for invented people."""
    if not re.fullmatch(r"\d{6}", region) or not 0 <= serial <= 999:
        raise ValueError("行政区划代码应为6位数字，顺序码应在0至999之间")
    return check_id_number(_with_check_figure(f"{region}{birth:%Y%m%d}{serial:03d}")).number


def check_credit_code(text: str) -> str:
    """Validates GB 32100 and returns the compact code; the ValueError says what to correct."""
    code = _plain(text)
    try:
        return uscc.validate(code)
    except InvalidLength:
        raise ValueError(f"统一社会信用代码应为18位，现为{len(uscc.compact(code))}位") from None
    except InvalidChecksum:
        expected = uscc.calc_check_digit(code)
        raise ValueError(f"统一社会信用代码校验不通过：第18位应为{expected}，现为{code[-1]}，请核对执照") from None
    except ValidationError:
        raise ValueError("统一社会信用代码前8位应为数字，其余为数字或大写字母（不含I、O、S、V、Z）") from None


def make_credit_code(region: str, serial: int, kind: str = "91") -> str:
    """A valid code for an invented organisation: kind (91 enterprise), region, serial with GB 11714 check."""
    if not re.fullmatch(r"\d{6}", region) or not 0 <= serial < 10**8:
        raise ValueError("登记机关行政区划应为6位数字，主体顺序号应在0至99999999之间")
    body = f"{serial:08d}"
    remainder = 11 - sum(int(body[place]) * weight for place, weight in enumerate((3, 7, 9, 10, 5, 8, 4, 2))) % 11
    code = kind + region + body + {10: "X", 11: "0"}.get(remainder, str(remainder))
    return check_credit_code(code + uscc.calc_check_digit(code))


def mask_id(text: str) -> str:
    """First three and last four characters, for lists."""
    return _mask(text, 3, 4)


def mask_phone(text: str) -> str:
    return _mask(text, 3, 4)


def mask_account(text: str) -> str:
    """The last four digits of a bank account."""
    return _mask("".join(text.split()), 0, 4)


def _mask(text: str, head: int, tail: int) -> str:
    """Too short a value is hidden entirely: half of it would identify it."""
    hidden = len(text) - head - tail
    if hidden < head + tail and hidden < 4:
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[len(text) - tail :]


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def _birth_date(figures: str, today: date | None) -> date:
    try:
        birth = date(int(figures[:4]), int(figures[4:6]), int(figures[6:]))
    except ValueError:
        raise ValueError(f"公民身份号码第7至14位“{figures}”不是真实的出生日期") from None
    if birth < _EARLIEST_BIRTH or (today and birth > today):
        raise ValueError(f"公民身份号码中的出生日期{birth.isoformat()}不合理，请核对第7至14位")
    return birth


def _check_figure(number: str) -> str:
    total = sum(int(figure) * weight for figure, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECK_FIGURES[total % 11]


def _with_check_figure(body: str) -> str:
    return body + _check_figure(body)
