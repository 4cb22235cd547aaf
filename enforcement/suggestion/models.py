"""A suggestion as a row and its acts: it hangs on the case that gave rise to it and names the others."""

from __future__ import annotations

from typing import Any

from django.db import models

from courtflow.accounts.models import Department
from courtflow.accounts.roles import Role, Unit
from courtflow.cases.models import Proceeding
from courtflow.cases.models.numbers import issue_number
from courtflow.flow.acts import BIRTH, STAY, SYSTEM, Deed, Order, act
from courtflow.flow.rules import Start
from courtflow.law.articles import JIAMUSI, SHANYANG
from courtflow.policy.models import Policy
from documents import delivery

from . import facts, guards, rules, tasks
from .tasks import DRAFTERS, is_internal, is_judicial

SUGGESTING = (JIAMUSI["六", 1], SHANYANG[28], JIAMUSI["十一", 3])
FOLLOWING = (JIAMUSI["六", 1], SHANYANG[28])
CLOCKS = (rules.JUDICIAL_REPLY, rules.EXECUTION_REPLY, rules.SECOND_REMINDER)


def day_of_service(suggestion: Any) -> Any:
    return suggestion.served_on


class Suggestion(Proceeding):
    """司法建议 and 执行建议: not “一发了之”, followed until its effect is judged (佳木斯六（一）)."""

    KIND = "suggestion"
    TITLE = "建议"

    class State(models.TextChoices):
        DRAFTED = "drafted", "已起草待签发"
        SIGNED = "signed", "已签发待送达"
        SERVED = "served", "已送达待回复"
        REMINDED = "reminded", "已催促待回复"
        ESCALATED = "escalated", "审判管理部门督促中"
        REPLIED = "replied", "已回复待评估"
        CLOSED = "closed", "已办结"
        WITHDRAWN = "withdrawn", "已撤回"

    TERMINAL = frozenset({State.CLOSED, State.WITHDRAWN})
    AWAITING = (State.SERVED, State.REMINDED, State.ESCALATED)

    genre = models.CharField("建议种类", max_length=10, choices=facts.GENRES, blank=True)
    ground = models.CharField("事由", max_length=24, choices=facts.GROUNDS, blank=True)
    body = models.CharField("被建议单位", max_length=200, blank=True)
    unit = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="suggestions", verbose_name="被建议部门"
    )
    sender = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="建议部门"
    )
    related = models.JSONField("关联案件", default=list)
    problem = models.TextField("存在的问题", blank=True)
    evidence = models.TextField("数据和事实依据", blank=True)
    advice = models.TextField("建议内容", blank=True)
    signed_on = models.DateField("签发日期", null=True)
    served_on = models.DateField("送达日期", null=True)
    reminders = models.PositiveSmallIntegerField("催促次数", default=0)
    replied_on = models.DateField("回复日期", null=True)
    adopted = models.CharField("采纳情况", max_length=10, choices=facts.ADOPTIONS, blank=True)
    measures = models.TextField("采取的措施", blank=True)
    reply_paper = models.CharField("复函文号", max_length=100, blank=True)
    effect = models.CharField("效果", max_length=10, choices=facts.EFFECTS, blank=True)
    evaluation = models.TextField("评估意见", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "司法建议、执行建议"

    @classmethod
    def home(cls, policy: Policy) -> str:
        return Unit.ENFORCEMENT

    # -- until it is served ------------------------------------------------------------------------------------

    @act(
        "起草建议", source=BIRTH, target=State.DRAFTED, by=DRAFTERS, under=SUGGESTING,
        guards=[guards.enforcement_sends_execution_suggestions], facts=facts.DraftFacts,
        tasks=[tasks.SIGN_OUTSIDE, tasks.SIGN_INSIDE], anywhere=True, spec=["A-6.2", "A-11.8", "C-28.1"],
    )  # fmt: skip
    def draft(self, deed: Deed) -> None:
        """It belongs to the department of whoever drafts it."""
        for name in ("genre", "ground", "body", "unit", "related", "problem", "evidence", "advice"):
            setattr(self, name, deed[name])
        own = [held.department for held in deed.by.current if held.role == deed.role]
        self.sender = next(department for department in own if department.court_id == self.court_id)
        self.hand_to(self.sender)

    @act(
        "修改建议", source=State.DRAFTED, target=STAY, by=DRAFTERS, under=SUGGESTING, facts=facts.TextFacts,
        tasks=[tasks.SIGN_OUTSIDE, tasks.SIGN_INSIDE],
    )  # fmt: skip
    def revise(self, deed: Deed) -> None:
        self.problem, self.evidence, self.advice = deed["problem"], deed["evidence"], deed["advice"]

    @act(
        "退回修改", source=State.DRAFTED, target=STAY, by=[*guards.LEADERS, Role.BUREAU_CHIEF], under=SUGGESTING,
        facts=facts.ReasonFacts, tasks=[tasks.REVISE], anywhere=True,
    )  # fmt: skip
    def send_back(self, deed: Deed) -> None:
        """The event keeps the reason."""

    @act(
        "签发建议", source=State.DRAFTED, target=State.SIGNED, by=[*guards.LEADERS, Role.BUREAU_CHIEF],
        under=SUGGESTING, guards=[guards.leaders_sign_for_the_court], tasks=[tasks.SERVE], anywhere=True,
        orders=[Order("judicial_suggestion", is_judicial), Order("execution_suggestion", is_internal)],
        spec=["A-6.2", "A-11.8"],
    )  # fmt: skip
    def sign(self, deed: Deed) -> None:
        self.signed_on = deed.on
        issue_number(self, self.policy.value(f"suggestion.{self.genre}_word"), deed.on)

    @act(
        "撤回建议", source=[State.DRAFTED, State.SIGNED], target=State.WITHDRAWN, by=DRAFTERS, under=SUGGESTING,
        facts=facts.ReasonFacts, danger=True,
    )  # fmt: skip
    def withdraw(self, deed: Deed) -> None:
        self.outcome = "已撤回"

    @act(
        "送达建议", source=State.SIGNED, target=State.SERVED, by=DRAFTERS, under=FOLLOWING, facts=facts.ServiceFacts,
        starts=[
            Start(rules.JUDICIAL_REPLY, day_of_service, when=is_judicial),
            Start(rules.EXECUTION_REPLY, day_of_service, when=is_internal),
        ],
        tasks=[tasks.REPLY], spec=["A-6.2", "A-6.3", "C-28.1"],
    )  # fmt: skip
    def serve(self, deed: Deed) -> None:
        """An internal one goes over to the department that is to answer."""
        self.served_on = deed["served_on"]
        served = delivery.Attempt(deed["method"], deed["served_on"], True, "已送达", deed["proof"])
        for kind in ("judicial_suggestion", "execution_suggestion"):
            delivery.from_act(self, kind, None, served, deed)
        if self.unit is not None:
            self.hand_to(self.unit)

    # -- until it is answered ----------------------------------------------------------------------------------

    @act(
        "期满未回复，催促", source=State.SERVED, target=State.REMINDED, by=[SYSTEM], under=FOLLOWING,
        starts=[rules.SECOND_REMINDER], orders=["suggestion_reminder"], spec=["A-6.3"],
    )  # fmt: skip
    def remind(self, deed: Deed) -> None:
        self.reminders += 1

    @act(
        "再次催促，转审判管理部门督促", source=State.REMINDED, target=State.ESCALATED, by=[SYSTEM], under=FOLLOWING,
        tasks=[tasks.URGE], orders=["suggestion_reminder"], spec=["A-6.3", "C-28.1"],
    )  # fmt: skip
    def escalate(self, deed: Deed) -> None:
        self.reminders += 1

    @act(
        "登记督促情况", source=State.ESCALATED, target=STAY, by=[Role.CASE_MANAGER], under=FOLLOWING,
        facts=facts.UrgingFacts, anywhere=True, spec=["A-6.3"],
    )  # fmt: skip
    def urge(self, deed: Deed) -> None:
        self.reminders += 1

    @act(
        "登记回复", source=AWAITING, target=State.REPLIED, by=[*DRAFTERS, Role.FILING_JUDGE], under=FOLLOWING,
        facts=facts.ReplyFacts, stops=CLOCKS, tasks=[tasks.EVALUATE], spec=["A-6.3", "C-28.1"],
    )  # fmt: skip
    def record_reply(self, deed: Deed) -> None:
        """The addressed department answers for itself; an outside body's answer is entered by the sender."""
        self.replied_on, self.adopted, self.measures = deed["replied_on"], deed["adopted"], deed["measures"]
        self.reply_paper = deed["paper"]
        self.hand_to(self.sender)

    @act(
        "督促无果，办结", source=State.ESCALATED, target=State.CLOSED, by=[Role.CASE_MANAGER], under=FOLLOWING,
        facts=facts.ReasonFacts, stops=CLOCKS, anywhere=True, danger=True,
    )  # fmt: skip
    def close_unanswered(self, deed: Deed) -> None:
        self.outcome = "未回复"

    @act(
        "评估效果并办结", source=State.REPLIED, target=State.CLOSED, by=DRAFTERS, under=FOLLOWING,
        facts=facts.EffectFacts, spec=["A-6.3"],
    )  # fmt: skip
    def evaluate(self, deed: Deed) -> None:
        self.effect, self.evaluation = deed["effect"], deed["evaluation"]
        self.outcome = self.get_effect_display()
