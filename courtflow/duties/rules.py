"""The recurring duties, each declared once: rhythm from the profile, who owes it, how long he has, what he files.

A court has a duty only where its profile names a rhythm (`duty.<code>`, catalogue §4 key 33); lengths that no paper
gives are proposals, and `rule.duty_<code>` overrides them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from courtflow.accounts.roles import Role, Unit
from courtflow.flow.facts import Facts
from courtflow.flow.rules import Rule
from courtflow.law.articles import HONGHE, JIAMUSI, NANZHAO, SHANYANG, ZHEJIANG, Article, binding
from courtflow.law.periods import Period, Roll
from courtflow.law.periods import Unit as Length

from . import facts, figures, integrity, pool, printing
from .terms import Cycle, Term, term_of

DUTIES: dict[str, DutyRule] = {}


def end_of(term: Term) -> date:
    return term.last


def end_of_third_quarter(term: Term) -> date:
    """南召纪要二2: the year's rotation takes place in its fourth quarter."""
    return term_of(Cycle.QUARTER, date(term.last.year, 9, 30)).last


@dataclass(frozen=True)
class DutyRule:
    """`units` are the kinds of department that owe it: all of them (`each`), or the first that the court has.

    `start(term)` is the day from whose end on it is owed; `prefill(duty)` what the house already knows;
    `work(duty, at)` what the system does by itself, with the content to file when nothing is left for a person.
    """

    rule: Rule
    under: tuple[Article, ...]
    units: tuple[Unit, ...]
    roles: tuple[Role, ...]
    facts: type[Facts]
    prefill: Callable[[Any], dict[str, Any]] = figures.nothing
    each: bool = False
    start: Callable[[Term], date] = end_of
    work: Callable[[Any, datetime], dict[str, Any] | None] | None = None

    def __post_init__(self) -> None:
        DUTIES[self.rule.code] = self

    @property
    def key(self) -> str:
        """The profile key that gives the rhythm."""
        return "duty." + self.rule.code.removeprefix("duty_")

    def article(self, policy: Any) -> Article:
        return binding(self.under, policy.sources)[0]


ENFORCEMENT = (Unit.ENFORCEMENT,)
COMMAND = (Unit.COMMAND, Unit.ENFORCEMENT)
CENTRE = (Unit.CENTRE, Unit.COMMAND, Unit.ENFORCEMENT)
COMMANDERS = (Role.COMMAND_STAFF, Role.BUREAU_CHIEF)

URGING_REPORT = DutyRule(
    Rule(
        "duty_urging_report", "T19", "向审判管理部门报送督促履行情况", Period(5, Length.WORKDAY), SHANYANG[22],
        warn=(2, 0), alert=(Role.DIVISION_HEAD, Role.CASE_MANAGER), spec=("C-22.3",),
        note="文件未定天数，默认季度终了后5个工作日",
    ),
    under=(SHANYANG[22],), units=(Unit.TRIAL, Unit.TRIBUNAL, Unit.COMPREHENSIVE), each=True,
    roles=(Role.DIVISION_HEAD, Role.TRIAL_CLERK, Role.TRIAL_JUDGE), facts=facts.UrgingReportFacts,
    prefill=figures.urging,
)  # fmt: skip
COORDINATION_CHECK = DutyRule(
    Rule(
        "duty_coordination_check", "T20", "抽查立审执协调配合情况", Period(10, Length.WORKDAY), SHANYANG[34],
        warn=(5, 1), alert=(Role.CASE_MANAGER, Role.VICE_PRESIDENT), spec=("C-34.1", "C-34.2"),
        note="文件未定天数，默认半年终了后10个工作日",
    ),
    under=(SHANYANG[34],), units=(Unit.CASE_MANAGEMENT,), roles=(Role.CASE_MANAGER,), facts=facts.CheckFacts,
    prefill=figures.coordination,
)  # fmt: skip
WEEKLY_MEETING = DutyRule(
    Rule(
        "duty_weekly_meeting", "T21", "疑难案件研讨例会纪要", Period(7, Length.DAY), NANZHAO["二", 3],
        warn=(1,), alert=(Role.BUREAU_CHIEF, Role.COMMAND_STAFF), spec=("E-2.4", "E-2.5", "E-2.6"),
        note="每周一次；纪要默认在次周内归档",
    ),
    under=(NANZHAO["二", 3],), units=ENFORCEMENT, roles=(Role.BUREAU_CHIEF, Role.ENFORCEMENT_CLERK),
    facts=facts.MeetingFacts, prefill=figures.agenda,
)  # fmt: skip
WEEKLY_BULLETIN = DutyRule(
    Rule(
        "duty_weekly_bulletin", "T21", "执行工作质效及超期案件通报", Period(7, Length.DAY), NANZHAO["二", 4],
        warn=(1,), alert=(Role.COMMAND_STAFF, Role.BUREAU_CHIEF), spec=("E-2.7",), note="每周一次；默认在次周内发出",
    ),
    under=(NANZHAO["二", 4],), units=COMMAND, roles=COMMANDERS, facts=facts.BulletinFacts, prefill=figures.bulletin,
)  # fmt: skip
APPRAISAL = DutyRule(
    Rule(
        "duty_appraisal", "T22", "执行干警季度质效考核", Period(10, Length.WORKDAY), NANZHAO["二", 4],
        warn=(5, 1), alert=(Role.COMMAND_STAFF, Role.BUREAU_CHIEF), spec=("E-2.8",),
        note="文件未定天数，默认季度终了后10个工作日",
    ),
    under=(NANZHAO["二", 4],), units=COMMAND, roles=COMMANDERS, facts=facts.AppraisalFacts,
    prefill=figures.appraisal,
)  # fmt: skip
ROTATION = DutyRule(
    Rule(
        "duty_rotation", "T23", "审判、执行人员年度轮岗", Period(92, Length.DAY, Roll.NONE), NANZHAO["二", 2],
        warn=(30, 10, 1), alert=(Role.BUREAU_CHIEF, Role.VICE_PRESIDENT, Role.PRESIDENT), spec=("E-2.2", "E-2.3"),
        note="轮岗在第四季度进行：自第三季度末起九十二日，至年末",
    ),
    under=(NANZHAO["二", 2],), units=ENFORCEMENT, roles=(Role.BUREAU_CHIEF,), facts=facts.RotationFacts,
    prefill=figures.headcount, start=end_of_third_quarter,
)  # fmt: skip
INTEGRITY_LIST = DutyRule(
    Rule(
        "duty_integrity_list", "T37", "推送诚信履行名单", Period(5, Length.WORKDAY), JIAMUSI["四", 3],
        warn=(1,), alert=(Role.CENTRE_HEAD, Role.BUREAU_CHIEF), spec=("A-4.13", "B-3.1"),
        note="文件未定天数，默认期末后5个工作日",
    ),
    under=(JIAMUSI["四", 3], ZHEJIANG["三", 2]), units=CENTRE,
    roles=(Role.CENTRE_STAFF, Role.CENTRE_HEAD, *COMMANDERS), facts=facts.PushFacts, work=integrity.compile_list,
)  # fmt: skip
TERMINATED_SCREEN = DutyRule(
    Rule(
        "duty_terminated_screen", "T38", "筛查终本案件库的破产线索", Period(10, Length.WORKDAY), SHANYANG[29],
        warn=(3, 1), alert=(Role.BUREAU_CHIEF,), spec=("C-29.1",),
        note="系统自行筛查；须人工核对的，默认期末后10个工作日",
    ),
    under=(SHANYANG[29],), units=ENFORCEMENT, roles=(Role.ENFORCEMENT_JUDGE, Role.BUREAU_CHIEF),
    facts=facts.ScreenFacts, work=pool.screen,
)  # fmt: skip
QUALITY_BULLETIN = DutyRule(
    Rule(
        "duty_quality_bulletin", "T—", "审判执行工作质效通报", Period(10, Length.WORKDAY), HONGHE["五"],
        warn=(5, 1), alert=(Role.CASE_MANAGER,), spec=("D-5.5",), note="文件未定天数，默认期末后10个工作日",
    ),
    under=(HONGHE["五"],), units=(Unit.CASE_MANAGEMENT,), roles=(Role.CASE_MANAGER,), facts=facts.BulletinFacts,
    prefill=figures.everything,
)  # fmt: skip
WARNING_PRINTS = DutyRule(
    Rule(
        "duty_warning_prints", "T—", "后果警示告知书的批量印制和发放", Period(10, Length.WORKDAY), NANZHAO["四", 8],
        warn=(3, 1), alert=(Role.BUREAU_CHIEF, Role.FINANCE_OFFICER), spec=("E-4.18",),
        note="文件未定周期和天数，默认期末后10个工作日",
    ),
    under=(NANZHAO["四", 8],), units=(Unit.FINANCE,), roles=(Role.FINANCE_OFFICER,), facts=printing.PrintFacts,
    prefill=printing.needed,
)  # fmt: skip
