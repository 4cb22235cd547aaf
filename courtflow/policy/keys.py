"""Every key of a policy profile: type, default, label and its number in the catalogue of differences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

KEYS: dict[str, Key] = {}


@dataclass(frozen=True)
class Key:
    """One point on which courts differ. `default` holds where no profile speaks; `choices` closes the set of words."""

    name: str
    number: int
    label: str
    default: Any
    kind: type = str
    choices: tuple[str, ...] = ()
    why: str = ""

    def __post_init__(self) -> None:
        KEYS[self.name] = self

    def problem(self, value: Any) -> str:
        """Why `value` does not fit, in Chinese; empty when it does."""
        if self.kind is bool and not isinstance(value, bool):
            return f"“{self.label}”只能填 true 或 false"
        if self.kind is int and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            return f"“{self.label}”须为非负整数"
        if self.kind is list and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            return f"“{self.label}”须为文字列表"
        if self.kind is str and not isinstance(value, str):
            return f"“{self.label}”须为文字"
        words = value if self.kind is list else [value]
        if self.choices and any(word not in self.choices for word in words):
            return f"“{self.label}”只能取：{'、'.join(self.choices)}"
        return ""


_key: Callable[..., Key] = Key

_key("pre_exec.case_type", 1, "执前督促案件类型代字（空为不设此程序）", "", choices=("", "执前督", "执诉前调"))
_key("pre_exec.numbered_by", 2, "执前督促案号由谁编立", "filing", choices=("filing", "centre"))
_key("pre_exec.external_sync", 3, "是否录入外部办案系统", "unstated", choices=("yes", "no", "unstated"))
_key("pre_exec.entry", 4, "进入方式", "none", choices=("none", "transfer_letter", "application"))
_key(
    "pre_exec.consent",
    5,
    "债权人意见",
    "opt_in",
    choices=("none", "opt_out", "opt_in"),
    why="规则未言明时按最严格的读法：须取得同意",
)
_key(
    "pre_exec.exclusions",
    6,
    "不适用情形",
    ["public_notice", "urgent"],
    list,
    choices=("public_notice", "urgent", "unfit_for_mediation"),
)
_key("pre_exec.demand_days", 7, "催告期（日）", 15, int, why="Q9：佳木斯文件未定天数，默认15日")
_key("pre_exec.handled_by", 9, "办理部门", "enforcement", choices=("enforcement", "centre"))
_key("filing.centre_review", 10, "首次执行立案前须经执行服务中心审核", False, bool)
_key("pre_exec.failure_path", 11, "督促不成的去向", "notify_filing", choices=("notify_filing", "direct_to_execution"))
_key(
    "archive.success",
    12,
    "督促成功的归档",
    "enforcement_own_volume",
    choices=("enforcement_own_volume", "court_archive_paper", "paperless"),
)
_key("archive.failure", 13, "督促不成的归档", "joined_via_filing", choices=("joined_via_filing", "joined_by_team"))
_key("certificate.trigger", 14, "自动履行证明书的出具", "on_application", choices=("ex_officio", "on_application"))
_key("service.enclosures", 15, "随裁判文书一并送达的附件", ["督促履行告知书"], list)
_key(
    "service.before_public_notice",
    15,
    "公告送达前须试过的送达方式",
    ["direct", "electronic", "post"],
    list,
    choices=("direct", "electronic", "post", "left", "entrusted", "grid"),
    why="民诉法第九十五条：其他方式无法送达的才公告；未同意电子送达的不计电子送达",
)
_key("objection.front_stage", 17, "异议立案前化解", False, bool)
_key("preservation.executor", 21, "保全实施部门", "enforcement", choices=("enforcement", "bailiff", "team", "centre"))
_key("preservation.pre_exec_fee_waived", 22, "执前保全不收费", False, bool)
_key("preservation.pre_exec_number", 22, "执前保全案号代字", "执保", choices=("执保", "执前督"))
_key(
    "bankruptcy.criteria",
    27,
    "破产线索标准",
    ["cases_and_capital", "terminated", "revoked"],
    list,
    choices=("cases_and_capital", "terminated", "revoked", "many_open_cases"),
)
_key(
    "mediation.clauses",
    25,
    "调解协议须含的违约条款",
    [],
    list,
    choices=("default_clause", "acceleration", "concession", "late_sum"),
)
_key("bankruptcy.min_money_cases", 27, "同一年度金钱给付纠纷件数（以上）", 10, int)
_key("bankruptcy.many_open_cases", 27, "“大量”未结案件件数", 10, int, why="Q40")
_key(
    "execution.inquiry_order",
    29,
    "终本结案应使用律师调查令，没有律师的应释明",
    False,
    bool,
    why="南召纪要三2；其他法院的文件未作规定",
)
_key("execution.first_handover", 29, "立案庭首次查控后移转执行指挥中心", False, bool)
_key("judgment.court_account", 31, "金钱给付文书主文须载明案款账户", False, bool)
_key("court.account_holder", 31, "法院案款账户户名", "")
_key("court.account_bank", 31, "法院案款账户开户行", "")
_key("court.account_number", 31, "法院案款账户账号", "")
_key("public_notice.service_days", 0, "公告送达期间（日）", 30, int, why="民诉法第九十五条")
_key("interest.first_day_next", 0, "加倍利息自履行期末日的次日起算", True, bool, why="decisions 3")

RULE_PREFIX = "rule."


def problem(name: str, value: Any) -> str:
    """Why a key or its value cannot stand in a profile, in Chinese; empty when it can."""
    if name.startswith(RULE_PREFIX):
        return _rule_problem(value)
    if name not in KEYS:
        return f"没有名为“{name}”的规则项"
    return KEYS[name].problem(value)


def _rule_problem(value: Any) -> str:
    allowed = {"length", "unit", "roll", "enabled"}
    if not isinstance(value, dict) or set(value) - allowed:
        return "期限规则须为对象，只能含 length、unit、roll、enabled"
    if "length" in value and (not isinstance(value["length"], int) or isinstance(value["length"], bool)):
        return "length 须为整数"
    if value.get("unit", "day") not in {"day", "workday", "month", "year", "hour"}:
        return "unit 只能取 day、workday、month、year、hour"
    if value.get("roll", "none") not in {"forward", "none", "backward"}:
        return "roll 只能取 forward、none、backward"
    return ""
