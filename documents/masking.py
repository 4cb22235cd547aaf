"""Masking of frozen facts for publication: what is hidden, how often, and what a person must look at.

裁判文书公布规定（法释〔2016〕19号）第八条至第十一条: names of some keep the surname and 某; addresses, contacts,
identity numbers, accounts, plates and titles go; everybody else keeps his name.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from courtflow.law.identifiers import check_id_number

ADULT = 18
COMPOUND = (
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊",
    "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文",
    "司徒", "鲜于", "司空", "闾丘", "令狐", "轩辕", "拓跋", "呼延", "百里", "东郭", "西门",
)  # fmt: skip
# 第八条（一）: 婚姻家庭、继承纠纷案件中的当事人及其法定代理人.
FAMILY = re.compile(r"婚|离婚|抚养|赡养|扶养|收养|监护|继承|遗嘱|遗赠|遗产|分家|析产|同居|彩礼|家庭")
COURTS_OWN = ("court", "unit", "under", "verification_site")
CODES = (
    ("公民身份号码", "（证件号码略）", re.compile(r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15})(?![0-9A-Za-z])")),
    ("银行账号", "（账号略）", re.compile(r"(?<![0-9A-Za-z])\d{12,25}(?![0-9A-Za-z])")),
    ("通讯方式", "（通讯方式略）", re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)")),
    ("通讯方式", "（通讯方式略）", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")),
    (
        "车牌号码", "（车牌号码略）",
        re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·•]?[A-Z0-9]{5,6}"),
    ),
    (
        "产权证号", "（权证号码略）",
        re.compile(r"[\u4e00-\u9fff]?[（(]\d{4}[)）][^，。；]{0,16}?不动产权第\w{3,12}号|房权证[^，。；]{0,12}?第?\w{3,14}号"),
    ),
)  # fmt: skip
LOOK_AT = (
    (re.compile(r"疾病|病历|住院|残疾|精神|传染|艾滋|怀孕|健康"), "可能涉及自然人的健康状况（第十条第一款）"),
    (re.compile(r"商业秘密|技术秘密|配方|客户名单"), "可能涉及商业秘密（第十条第一款）"),
    (re.compile(r"国家秘密|军事|机密|绝密"), "可能涉及国家秘密，不得公布（第四条）"),
    (re.compile(r"隐私|家庭暴力|强奸|猥亵"), "可能涉及个人隐私（第十条第一款）"),
    (
        re.compile(r"未成年|不满十八|婚生子|婚生女|小学|中学|幼儿园"),
        "可能涉及未成年人，其姓名及其法定代理人姓名应当隐名（第八条）",
    ),
    (re.compile(r"证人|鉴定人|被害人"), "可能载有被害人、证人、鉴定人姓名，刑事案件的应当隐名（第八条）"),
    (re.compile(r"微信|QQ|支付宝|抖音"), "可能载有网络账号等通讯方式（第十条第一款）"),
    (re.compile(r"查封|冻结|扣押"), "载有财产保全或者执行信息，措施完成之前不得泄露（财产保全规定第十二条）"),
    (
        re.compile(r"[\u4e00-\u9fff]{1,12}(?:路|街|巷|弄|村|组|小区|社区)[\u4e00-\u9fff]{0,6}\d+(?:号|栋|幢|单元|室)"),
        "还有住址样式的文字，请核对是否为自然人住址（第十条第一款）",
    ),
)  # fmt: skip


@dataclass
class Masked:
    """The facts as they may be published, what was hidden in them, and what a person must look at."""

    snapshot: dict[str, Any]
    hidden: Counter[tuple[str, str]] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [{"what": what, "instead": instead, "count": count} for (what, instead), count in self.hidden.items()]


def mask(snapshot: Mapping[str, Any], *, also: Sequence[tuple[str, str]] = ()) -> Masked:
    """`also`: words that a person found, each with what stands in its place."""
    people = list(_people(snapshot))
    veil = _Veil(people, pseudonyms(people, snapshot), also)
    masked = Masked({key: veil.value(key, value) for key, value in snapshot.items()}, veil.hidden)
    masked.snapshot |= {
        "verification_code": "", "verification_url": "", "verification_site": "", "sealed": False,
        "marks": ["公布文本"],
    }  # fmt: skip
    masked.warnings = warnings(masked.snapshot, people, snapshot)
    return masked


def _people(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every person of the snapshot, wherever it stands."""
    if isinstance(value, Mapping):
        if "identifier" in value and "natural" in value:
            yield value
        for part in value.values():
            yield from _people(part)
    elif isinstance(value, list):
        for part in value:
            yield from _people(part)


def pseudonyms(people: Sequence[Mapping[str, Any]], snapshot: Mapping[str, Any]) -> dict[str, str]:
    """Who is hidden, and behind which name; the same result twice is numbered (第九条)."""
    family, on = bool(FAMILY.search(snapshot["cause"])), date.fromisoformat(snapshot["date"])
    hidden = dict.fromkeys(p["name"] for p in people if p["natural"] and (family or _is_minor(p, on)))
    shown = Counter(shortened(name) for name in hidden)
    found, seen = {}, Counter[str]()
    for name in hidden:
        short = shortened(name)
        seen[short] += 1
        found[name] = f"{short}{seen[short]}" if shown[short] > 1 else short
    return found


def shortened(name: str) -> str:
    """张三 → 张某, 欧阳修 → 欧阳某, 买买提·艾力 → 买某: a name written with a dot has no surname to keep."""
    surname = name[:2] if name[:2] in COMPOUND and len(name) > 2 else name[:1]
    return f"{surname}某"


def _is_minor(person: Mapping[str, Any], on: date) -> bool:
    try:
        born = check_id_number(person["identifier"], on).birth_date
    except ValueError:
        return False
    return (on.year - born.year - ((on.month, on.day) < (born.month, born.day))) < ADULT


class _Veil:
    """Goes through the facts once and counts what it hides."""

    def __init__(
        self, people: Sequence[Mapping[str, Any]], names: Mapping[str, str], also: Sequence[tuple[str, str]]
    ) -> None:
        self.hidden: Counter[tuple[str, str]] = Counter()
        self._kept = {p["identifier"] for p in people if not p["natural"] and p["identifier"]}
        addresses = {p["address"] for p in people if p["natural"] and p["address"]}
        words = [(name, "姓名", short) for name, short in names.items()]
        words += [(text, "住址", "（住址略）") for text in addresses]
        words += [(text, "人工隐去的文字", instead) for text, instead in also]
        self._words = sorted(words, key=lambda word: len(word[0]), reverse=True)

    def value(self, key: str, value: Any) -> Any:
        if key in COURTS_OWN:
            return value
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, list):
            return [self.value("", part) for part in value]
        if isinstance(value, Mapping):
            return {name: self.value(name, part) for name, part in self._person(self._account(value)).items()}
        return value

    def _person(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """A natural person keeps the name alone; an organisation its registered data; agents no telephone."""
        if "identifier" not in value or "natural" not in value:
            return value
        gone = {"identifier": "证件号码", "address": "住址", "phone": "通讯方式"} if value["natural"] else {}
        self._delete(value, gone)
        agents = [dict(agent) | {"phone": ""} for agent in value.get("agents", [])]
        self.hidden.update(("通讯方式", "删除") for agent in value.get("agents", []) if agent["phone"])
        return dict(value) | dict.fromkeys(gone, "") | {"agents": agents}

    def _account(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """第十条: bank accounts of natural persons and of organisations alike."""
        if not {"holder", "bank", "number"} <= value.keys():
            return value
        self._delete(value, {"number": "银行账号"})
        return dict(value) | {"number": "（账号略）"}

    def _delete(self, value: Mapping[str, Any], gone: Mapping[str, str]) -> None:
        self.hidden.update((what, "删除") for name, what in gone.items() if value[name])

    def _text(self, text: str) -> str:
        for word, what, instead in self._words:
            if found := text.count(word):
                self.hidden[what, instead] += found
                text = text.replace(word, instead)
        for what, instead, shape in CODES:
            text = shape.sub(lambda hit, what=what, instead=instead: self._code(hit[0], what, instead), text)  # type: ignore[misc]
        return text

    def _code(self, found: str, what: str, instead: str) -> str:
        if found in self._kept:
            return found
        self.hidden[what, instead] += 1
        return instead


def warnings(masked: Mapping[str, Any], people: Sequence[Mapping[str, Any]], snapshot: Mapping[str, Any]) -> list[str]:
    """What no rule decides: quoted, so that a person finds it."""
    text = "\n".join(_texts({key: value for key, value in masked.items() if key not in COURTS_OWN}))
    found = [f"“{hit[0]}”：{why}" for shape, why in LOOK_AT if (hit := shape.search(text))]
    on = date.fromisoformat(snapshot["date"])
    if any(person["natural"] and _is_minor(person, on) for person in people):
        found.append("当事人是未成年人：其法定代理人的姓名也应当隐名，请核对（第八条）")
    return [*found, "请通读全文：系统只认得当事人和号码，认不出正文中的其他人和可以推知身份的情节"]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
