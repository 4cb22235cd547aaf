"""Who may say it to whom, and who signs."""

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.flow.acts import Deed
from courtflow.flow.refusals import guard
from courtflow.law.articles import JIAMUSI, SHANYANG

ENFORCEMENT = (
    Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER, Role.ENFORCEMENT_CLERK, Role.BUREAU_CHIEF, Role.COMMAND_STAFF,
    Role.CENTRE_STAFF, Role.CENTRE_HEAD,
)  # fmt: skip
LEADERS = (Role.PRESIDENT, Role.VICE_PRESIDENT)


@guard(
    "执行建议由执行部门发出", under=[SHANYANG[28], JIAMUSI["十一", 3]],
    remedy="审判部门对外单位的问题发司法建议", ask=Role.BUREAU_CHIEF.label, needs_facts=True, spec=("C-28.1",),
)  # fmt: skip
def enforcement_sends_execution_suggestions(suggestion: Any, deed: Deed) -> bool:
    return deed["genre"] != "execution" or deed.role in ENFORCEMENT


@guard(
    "发往外单位的司法建议代表本院，须由院领导签发", under=JIAMUSI["六", 1], remedy="报主管院领导签发",
    ask=Role.VICE_PRESIDENT.label, needs_facts=True, spec=("A-6.2",),
)  # fmt: skip
def leaders_sign_for_the_court(suggestion: Any, deed: Deed) -> bool:
    return suggestion.genre != "judicial" or deed.role in LEADERS
