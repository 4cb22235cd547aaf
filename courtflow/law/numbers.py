"""Case numbers: parsing, normalising and printing （2024）豫0811民初1号 (法〔2015〕137号第三条、第九条、第十条).

Allocation is the database's work; this module only knows the grammar. Clerks type half-width or hexagonal brackets,
spaces and full-width figures; all of them mean the same number and print the same way.
"""

import re
import unicodedata
from dataclasses import dataclass

SUPREME = "最高法"
PROVINCES = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新兵军"

TYPE_NAMES = {
    "民初": "民事一审案件",
    "民终": "民事二审案件",
    "民申": "民事申请再审审查案件",
    "民再": "民事再审案件",
    "民特": "民事特别程序案件",
    "民特监": "特别程序监督案件",
    "民督": "督促程序案件",
    "民催": "公示催告案件",
    "民撤": "第三人撤销之诉案件",
    "民监": "民事依职权再审审查案件",
    "民辖": "民事管辖案件",
    "刑初": "刑事一审案件",
    "刑终": "刑事二审案件",
    "行初": "行政一审案件",
    "行终": "行政二审案件",
    "行审": "非诉行政行为申请执行审查案件",
    "民诉前调": "诉前调解案件",
    "诉前调": "诉前调解案件",
    "诉前调确": "司法确认案件",
    "诉前调书": "出具调解书案件",
    "执": "首次执行案件",
    "执恢": "恢复执行案件",
    "执保": "财产保全执行案件",
    "执异": "执行异议案件",
    "执复": "执行复议案件",
    "执监": "执行监督案件",
    "执协": "执行协调案件",
    "执他": "其他执行案件",
    "司惩": "司法制裁案件",
    "执前督": "执前督促案件",
    "执前调": "执前调解案件",
    "执诉前调": "执前和解案件",
    "财保": "非诉财产保全审查案件",
    "行保": "非诉行为保全审查案件",
    "证保": "非诉证据保全审查案件",
    "破申": "破产申请审查案件",
    "破": "破产案件",
    "破终": "破产上诉案件",
    "破监": "破产监督案件",
    "清申": "强制清算申请审查案件",
    "强清": "强制清算案件",
    "清终": "强制清算上诉案件",
    "清监": "强制清算监督案件",
    "征询": "意见征询",
    "司建": "司法建议",
    "执建": "执行建议",
}
# Found in no national list: their own sequence, and never in national reporting.
LOCAL_TYPES = frozenset({"执前督", "执前调", "执诉前调", "征询", "司建", "执建"})

_BRACKETS = str.maketrans("〔〕【】[]{}()", "（）" * 5)
_CHINESE = r"\u4e00-\u9fff"
_NUMBER = re.compile(
    rf"（(?P<year>\d*)）(?P<court>{SUPREME}|[{PROVINCES}]\d*)(?P<type_code>[{_CHINESE}]*?)(?P<serial>\d*)号"
    rf"(?P<suffix>(?:之[一二三四五六七八九十百]+)?)"
)
_COURT = re.compile(rf"{SUPREME}|[{PROVINCES}](?:\d{{2}}|\d{{4}})?")
_TYPE = re.compile(rf"[{_CHINESE}]{{1,5}}")


@dataclass(frozen=True, order=True)
class CaseNumber:
    """Year, court code (豫0811), type code (民初), natural serial, and 之一, 之二 … for supplements."""

    year: int
    court: str
    type_code: str
    serial: int
    suffix: str = ""

    def __post_init__(self) -> None:
        if not 1949 <= self.year <= 9999:
            raise ValueError(f"案号的收案年度应为四位数字，不能是“{self.year}”")
        _check_court(self.court)
        _check_type(self.type_code)
        if self.serial < 1:
            raise ValueError("案号的案件编号应从1开始")
        if self.suffix and not re.fullmatch("之[一二三四五六七八九十百]+", self.suffix):
            raise ValueError("案号的补充序号应写作“之一”“之二”")

    @classmethod
    def parse(cls, text: str) -> "CaseNumber":
        """Reads what a person typed; the ValueError says in Chinese which element is wrong."""
        plain = normalise(text)
        match = _NUMBER.fullmatch(plain)
        if not match:
            raise ValueError(_what_is_wrong(plain))
        year, serial = match["year"], match["serial"]
        if len(year) != 4:
            raise ValueError(f"案号的收案年度应为四位数字，不能是“{year}”")
        _check_court(match["court"])
        _check_type(match["type_code"])
        if not serial or serial.startswith("0"):
            raise ValueError(f"案号的案件编号应为自然数，前面不加0，不能是“{serial}”")
        return cls(int(year), match["court"], match["type_code"], int(serial), match["suffix"])

    @property
    def is_local(self) -> bool:
        return self.type_code in LOCAL_TYPES

    def __str__(self) -> str:
        return f"（{self.year}）{self.court}{self.type_code}{self.serial}号{self.suffix}"


def normalise(text: str) -> str:
    """Full-width brackets, half-width figures, no spaces: the form in which numbers are stored and looked up."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_BRACKETS)


def _check_court(court: str) -> None:
    if not _COURT.fullmatch(court):
        raise ValueError(f"法院代字“{court}”有误：应为“最高法”，或省份简称后接零、两位或四位数字")


def _check_type(type_code: str) -> None:
    if not _TYPE.fullmatch(type_code):
        raise ValueError(f"类型代字“{type_code}”有误：应为一至五个汉字，如“民初”“执前督”")
    if "第" in type_code or "字" in type_code:
        raise ValueError("这是旧式案号（……字第……号），请按现行案号规定填写，如（2024）豫0811民初1号")


def _what_is_wrong(plain: str) -> str:
    if not plain:
        return "案号不能为空"
    if not plain.startswith("（") or "）" not in plain:
        return "案号应以括号中的收案年度开头，如（2024）豫0811民初1号"
    if "号" not in plain:
        return "案号应以“号”结尾，如（2024）豫0811民初1号"
    if not re.match(rf"（\d*）(?:{SUPREME}|[{PROVINCES}])", plain):
        return "案号的年度后应为法院代字，如“豫0811”“最高法”"
    return f"“{plain}”不符合案号格式，正确的例子：（2024）豫0811民初1号"
