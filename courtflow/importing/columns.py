"""The columns of the spreadsheet and where each of them goes in the facts of filing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

DEFENDANTS = 3  # sets of columns in the template; more may be added under the same pattern
MOST_DEFENDANTS = 20
KINDS = {"自然人": "natural", "法人": "legal", "非法人组织": "other"}
YES_NO = {"是": True, "否": False, "": False}
ANSWERS = {"申请保全": "apply", "不申请保全": "decline", "尚未决定": "undecided"}
AGENTS = {"": "", "律师": "lawyer", "基层法律服务工作者": "legal_worker", "其他委托代理人": "other"}


@dataclass(frozen=True)
class Column:
    """A heading, the field it fills, whether a file must have it, words it translates, and what to write in it."""

    title: str
    field: str
    needed: bool = False
    words: tuple[tuple[str, Any], ...] = ()
    hint: str = ""
    sample: str = ""

    @property
    def digits(self) -> bool:
        """Whether its figures name something: a spreadsheet must keep them as text."""
        return self.field in ("identifier", "external_id") or self.field.endswith(("number", "phone"))


def _words(mapping: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(mapping.items())


CASE = (
    Column("外部编号", "external_id", True, hint="贵单位的唯一编号，重复导入时据此识别", sample="YH2026-0001"),
    Column("收到材料日期", "received_on", True, hint="如 2026-11-20", sample="2026-11-20"),
    Column("案由", "cause", True, hint="如 金融借款合同纠纷", sample="金融借款合同纠纷"),
    Column("诉讼请求", "claim", True, sample="判令被告偿还借款本金50000元及利息"),
    Column("金钱给付纠纷", "money_claim", True, _words({"是": "yes", "否": "no"}), "是 或 否", "是"),
    Column("标的额", "amount", True, hint="元，最多两位小数", sample="50000.00"),
    Column("诉讼风险提示书回执", "litigation_risk", True, _words(YES_NO), "已取得填 是", "是"),
    Column("自动履行提示书回执", "performance_reminder", True, _words(YES_NO), "已取得填 是", "是"),
    Column("已告知变更义务", "update_duty", True, _words(YES_NO), "联系方式、账户变更应告知法院，已告知填 是", "是"),
    Column("保全释明日期", "preservation_explained_on", True, sample="2026-11-20"),
    Column("保全意见", "preservation_answer", True, _words(ANSWERS), "、".join(ANSWERS), "不申请保全"),
)
_PARTY = (
    Column("名称", "name", True),
    Column("类型", "kind", True, _words(KINDS), "、".join(KINDS)),
    Column("证件号码", "identifier", True, hint="身份证号或统一社会信用代码，单元格须为文本"),
    Column("法定代表人", "legal_representative", hint="单位必填"),
    Column("企业法人", "enterprise", words=_words(YES_NO), hint="是 或 否"),
    Column("注册资本", "registered_capital", hint="元"),
    Column("联系电话", "phone", True, hint="本人的，不得填代理人的"),
    Column("送达地址", "service_address", True, hint="本人的，不得填代理人的"),
)
_CLAIMING = (
    Column("已签送达地址确认书", "service_confirmed", words=_words(YES_NO), hint="是 或 否"),
    Column("收款户名", "payee_holder"),
    Column("收款开户行", "payee_bank"),
    Column("收款账号", "payee_number", hint="单元格须为文本"),
    Column("退费户名", "refund_holder"),
    Column("退费开户行", "refund_bank"),
    Column("退费账号", "refund_number", hint="单元格须为文本"),
    Column("代理人类型", "agent_kind", words=_words(AGENTS), hint="、".join(word for word in AGENTS if word)),
    Column("代理人姓名", "agent_name"),
    Column("代理人单位", "agent_firm"),
    Column("代理人电话", "agent_phone"),
    Column("代理人地址", "agent_address"),
)
_BY_TITLE = {
    "case": {column.title: column for column in CASE},
    "plaintiff": {column.title: column for column in (*_PARTY, *_CLAIMING)},
    "defendant": {column.title: column for column in _PARTY},
}
_PARTY_HEADING = re.compile(r"(原告|被告)(\d*)(.+)")


@dataclass(frozen=True)
class Place:
    """A heading of a file: its column, and of which party (0 the case, 1 the plaintiff, 2 and on the defendants)."""

    heading: str
    column: Column
    party: int


def place_of(heading: str) -> Place | None:
    """Where a heading leads: “标的额”, “原告名称”, “被告2证件号码”; None for an unknown one."""
    if column := _BY_TITLE["case"].get(heading):
        return Place(heading, column, 0)
    match = _PARTY_HEADING.fullmatch(heading)
    if not match:
        return None
    side = "plaintiff" if match[1] == "原告" else "defendant"
    number = int(match[2] or 1)
    column = _BY_TITLE[side].get(match[3])
    if column is None or number < 1 or number > (1 if side == "plaintiff" else MOST_DEFENDANTS):
        return None
    return Place(heading, column, 1 if side == "plaintiff" else 1 + number)


def headings() -> list[tuple[str, Column]]:
    """Every heading of the template with its column, in order."""
    found = [(column.title, column) for column in CASE]
    found += [(f"原告{column.title}", column) for column in (*_PARTY, *_CLAIMING)]
    for number in range(1, DEFENDANTS + 1):
        found += [(f"被告{number}{column.title}", column) for column in _PARTY]
    return found


def needed_headings() -> list[str]:
    """What no file may leave out: the case, the plaintiff, the first defendant's name and kind."""
    return [
        *(column.title for column in CASE if column.needed),
        *(f"原告{column.title}" for column in _PARTY if column.needed),
        "被告1名称",
        "被告1类型",
    ]
