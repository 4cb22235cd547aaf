"""What in a text tells whose case it is: 征询意见时应隐去案号、当事人姓名（或者名称）等关键信息 (山阳第二十条, Q37)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from courtflow.accounts.models import Court, User
from courtflow.cases.models import Address, Agent, Case, Instrument, IssuedNumber
from courtflow.law.numbers import PROVINCES, SUPREME, normalise

SHORTEST_NAME = 2
SHORTEST_ADDRESS = 4  # characters of an address that are looked for as they stand
# （2024）豫0811民初1号, （2014）山民初字第5号, 2024豫0811民初1号
_CASE_NUMBER = re.compile(
    rf"（(?:19|20)\d{{2}}）.{{1,12}}?\d+号|(?:19|20)\d{{2}}(?:{SUPREME}|[{PROVINCES}]\d{{0,4}}).{{1,8}}?\d+号"
)
_CODES = (
    (
        "证件号码或者统一社会信用代码",
        re.compile(r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15}|9[0-9A-HJ-NPQRTUWXYa-z]{17})(?![0-9A-Za-z])"),
    ),
    ("电话号码", re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)")),
    ("银行账号", re.compile(r"(?<!\d)\d{12,25}(?!\d)")),
)  # fmt: skip
# 省市县区 … 路街村 … 号: the shape of an address, whoever lives there.
_ADDRESS = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?:路|街|道|巷|弄|村|组|小区|社区)[\u4e00-\u9fff]{0,6}\d+(?:号|栋|幢|单元|室)"
)
_COURT = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:省|市|县|区|州|旗|铁路|海事|知识产权|互联网)[\u4e00-\u9fff]{0,4}(?:人民)?法院"
)
_COMPANY_TAIL = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团|公司|合作社|经营部|商行|厂)$")


def findings(text: str, case: Case) -> list[str]:
    """Everything in `text` that must be taken out before it leaves the trial division, each said once."""
    plain = normalise(text)
    return list(dict.fromkeys([*_numbers(plain, case), *_names(plain, case), *_places(plain, case), *_codes(plain)]))


def _numbers(plain: str, case: Case) -> Iterator[str]:
    known = [*IssuedNumber.objects.filter(proceeding__case=case).values_list("text", flat=True)]
    known += Instrument.objects.filter(case=case).values_list("number", flat=True)
    written = {found[0] for found in _CASE_NUMBER.finditer(plain)}
    for number in sorted({*written, *(number for number in map(normalise, known) if number and number in plain)}):
        yield f"案号“{number}”"


def _names(plain: str, case: Case) -> Iterator[str]:
    for party in case.parties.all():
        yield from (f"当事人名称“{name}”" for name in _spellings(party.name) if name in plain)
        if _is_in(party.legal_representative, plain):
            yield f"法定代表人姓名“{party.legal_representative}”"
    for agent in Agent.objects.filter(party__case=case):
        yield from (f"代理人信息“{word}”" for word in (agent.name, agent.firm) if _is_in(word, plain))
    people = User.objects.filter(memberships__department__court=case.court_id).distinct()
    staff = people.values_list("display_name", flat=True)
    yield from (f"法院人员姓名“{name}”" for name in staff if _is_in(name, plain))


def _spellings(name: str) -> list[str]:
    """A company is known by its short name, too; the longest that occurs is named."""
    whole = normalise(name)
    short = _COMPANY_TAIL.sub("", whole)
    return [whole, *([short] if short != whole and len(short) > SHORTEST_NAME else [])]


def _is_in(word: str, plain: str) -> bool:
    return len(word) >= SHORTEST_NAME and normalise(word) in plain


def _places(plain: str, case: Case) -> Iterator[str]:
    for text in Address.objects.filter(party__case=case).values_list("text", flat=True):
        if len(text) >= SHORTEST_ADDRESS and normalise(text) in plain:
            yield f"地址“{text}”"
    yield from (f"地址“{found[0]}”" for found in _ADDRESS.finditer(plain))
    courts = Court.objects.values_list("name", "short_name")
    yield from (f"法院名称“{name}”" for row in courts for name in row if _is_in(name, plain))
    yield from (f"法院名称“{found[0]}”" for found in _COURT.finditer(plain))


def _codes(plain: str) -> Iterator[str]:
    for label, shape in _CODES:
        yield from (f"{label}“{found[0]}”" for found in shape.finditer(plain))
