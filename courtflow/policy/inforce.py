"""What holds in a court on a day: every key with its value, since when, and from which document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from . import keys
from .models import Policy, ProfileValue

RULE_PARTS = {"enabled": "启用：", "length": "长度：", "unit": "单位：", "roll": "末日顺延："}
# The words that profiles close their choices with, as a court says them.
WORDS = {
    "filing": "立案庭",
    "centre": "执行服务中心",
    "enforcement": "执行局",
    "bailiff": "法警队",
    "team": "执行团队",
    "yes": "是",
    "no": "否",
    "unstated": "未规定",
    "none": "无",
    "transfer_letter": "审判部门移交函",
    "application": "债权人申请",
    "opt_in": "须取得同意",
    "opt_out": "明确不同意的除外",
    "public_notice": "公告送达",
    "urgent": "紧急情况",
    "unfit_for_mediation": "不宜调解",
    "notify_filing": "通知立案部门办理首次执行立案",
    "direct_to_execution": "告知债权人直接申请执行",
    "enforcement_own_volume": "执行部门单独立卷",
    "court_archive_paper": "移交档案室纸质归档",
    "paperless": "无纸化归档",
    "joined_via_filing": "经立案部门并入执行卷",
    "joined_by_team": "由执行团队并入执行卷",
    "ex_officio": "依职权",
    "on_application": "依申请",
    "cases_and_capital": "件数与注册资本",
    "terminated": "终结本次执行",
    "revoked": "吊销营业执照",
    "many_open_cases": "大量未结案件",
    "day": "日",
    "workday": "工作日",
    "month": "月",
    "year": "年",
    "hour": "小时",
    "forward": "顺延",
    "backward": "提前",
    "direct": "直接送达",
    "electronic": "电子送达",
    "post": "邮寄送达",
}


@dataclass(frozen=True)
class Holding:
    """One key as it holds; `source` is None where the default does."""

    number: int
    name: str
    label: str
    value: str
    source: ProfileValue | None
    why: str = ""

    @property
    def since(self) -> date | None:
        return self.source.profile.effective_from if self.source else None


def in_force(policy: Policy, rule_titles: Mapping[str, str]) -> list[Holding]:
    """All keys in their order, then the deadline rules that a profile changes, by the titles of their codes."""
    found = [
        Holding(key.number, key.name, key.label, worded(policy.value(key.name)), policy.source(key.name), key.why)
        for key in keys.KEYS.values()
    ]
    return found + [
        Holding(0, row.key, rule_titles.get(code, code), worded(row.value), row)
        for code, row in sorted(policy.overrides().items())
    ]


def worded(value: Any) -> str:
    """A value in words for people who do not read JSON."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(worded(item) for item in value) or "（无）"
    if isinstance(value, dict):
        return "，".join(_rule_part(name, value[name]) for name in RULE_PARTS if name in value)
    return WORDS.get(str(value), str(value)) if value != "" else "（空）"


def _rule_part(name: str, value: Any) -> str:
    return f"{RULE_PARTS[name]}{worded(value)}"
