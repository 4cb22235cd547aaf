"""Party members and public officials who do not perform: told to those who can call them to account (浙江二（三）)."""

from __future__ import annotations

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.flow.acts import STAY, Deed, act
from courtflow.flow.refusals import guard
from courtflow.law.articles import ZHEJIANG

from . import official_facts, tasks
from .base import COMMAND, JUDGES
from .outside import Outside
from .records import OfficialReport
from .states import FILED_AND_OPEN, IN_HAND, TERMINAL, State

UNDER = ZHEJIANG["二", 3]
OPEN = (*IN_HAND, State.TERMINATED_THIS_TIME)


@guard(
    "本院的规则档案没有规定通报、移送公职人员情况", under=UNDER,
    remedy="由管理员依本地文件在规则档案中启用，或者以司法建议向有关单位提出", ask=Role.BUREAU_CHIEF.label,
)  # fmt: skip
def officials_are_reported_here(execution: Any) -> bool:
    return bool(execution.policy.value("credit.officials"))


@guard("没有等待答复的通报、移送", under=UNDER, remedy="先办理“通报公职人员情况”或者“移送纪检监察机关”")
def a_report_awaits_its_answer(execution: Any) -> bool:
    return bool(execution.official_reports.filter(answered_on=None).exists())


class Officials(Outside):
    """Acts about debtors in public office."""

    class Meta:
        abstract = True

    @act(
        "通报公职人员情况", source=OPEN, target=STAY, by=JUDGES, under=UNDER, guards=[officials_are_reported_here],
        facts=official_facts.NoticeFacts, orders=["official_notice"], tasks=[tasks.OFFICIAL_ANSWER], spec=["B-2.11"],
    )  # fmt: skip
    def report_official(self, deed: Deed) -> None:
        self._tell(deed, OfficialReport.Genre.NOTICE)

    @act(
        "移送纪检监察机关", source=OPEN, target=STAY, by=JUDGES, under=UNDER, guards=[officials_are_reported_here],
        facts=official_facts.ReferralFacts, orders=["discipline_referral"], tasks=[tasks.OFFICIAL_ANSWER], danger=True,
        spec=["B-2.13"],
    )  # fmt: skip
    def refer_official(self, deed: Deed) -> None:
        self._tell(deed, OfficialReport.Genre.REFERRAL)

    def _tell(self, deed: Deed, genre: str) -> None:
        kept = ("debtor", "standing", "office", "body", "conduct")
        self.official_reports.create(genre=genre, sent_on=deed.on, **{name: deed[name] for name in kept})

    @act(
        "登记通报、移送的答复", source=[*FILED_AND_OPEN, *sorted(TERMINAL)], target=STAY, by=[*JUDGES, *COMMAND],
        under=UNDER, guards=[a_report_awaits_its_answer], facts=official_facts.AnswerFacts, spec=["B-2.11", "B-2.13"],
    )  # fmt: skip
    def answer_official(self, deed: Deed) -> None:
        row: OfficialReport = deed["report"]
        row.answered_on, row.answer = deed["answered_on"], deed["answer"]
        row.save(update_fields=["answered_on", "answer"])
