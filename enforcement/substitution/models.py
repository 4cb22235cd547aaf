"""An application to change or add a party as a row and its acts; filed as 执异, ruled on by the objection group."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django_fsm import RETURN_VALUE

from courtflow.accounts.roles import Role, Unit
from courtflow.cases.models import Party, Proceeding, Service
from courtflow.cases.models.numbers import issue_number
from courtflow.flow.acts import BIRTH, STAY, SYSTEM, Act, Deed, act
from courtflow.flow.models import Event
from courtflow.flow.rules import Extend, Start
from courtflow.law.articles import CPL, LJ, NANZHAO, VAR
from courtflow.policy.models import Policy
from documents import delivery
from enforcement.execution.facts import ExtensionFacts
from enforcement.execution.models import Execution
from enforcement.outsiders import person_of

from . import facts, guards, rules, tasks
from .grounds import CHANGE, CREDITOR, GROUNDS, SIDES, Ground
from .tasks import REVIEWERS

FILING = (Role.FILING_CLERK, Role.FILING_JUDGE)


class Substitution(Proceeding):
    """变更、追加当事人: by application and ruling alone; whoever the instrument does not name is no party before."""

    KIND = "substitution"
    TITLE = "变更、追加当事人"

    class State(models.TextChoices):
        UNDER_REVIEW = "under_review", "审查中"
        GRANTED = "granted", "已裁定变更、追加"
        REFUSED = "refused", "已裁定驳回申请"
        WITHDRAWN = "withdrawn", "已撤回"

    TERMINAL = frozenset({State.GRANTED, State.REFUSED, State.WITHDRAWN})
    RULED = (State.GRANTED, State.REFUSED)

    enforced = models.ForeignKey(
        Execution, on_delete=models.PROTECT, null=True, related_name="substitutions", verbose_name="所涉执行案件"
    )
    ground = models.CharField("法定事由", max_length=30, blank=True)
    mode = models.CharField("请求", max_length=10, blank=True)
    applicant = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="申请人")
    person = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, related_name="substitutions", verbose_name="拟变更、追加的人"
    )
    replaced = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="被替换的原当事人"
    )
    received_on = models.DateField("收到申请日", null=True)
    grounds = models.TextField("事实和理由", blank=True)
    evidence = models.TextField("证据材料", blank=True)
    liability = models.CharField("责任范围", max_length=300, blank=True)
    ruling_no = models.CharField("裁定文号", max_length=80, blank=True)
    ended_on = models.DateField("办结日", null=True)
    final_on = models.DateField("裁定生效日", null=True)
    contested_by = models.CharField("复议或者起诉", max_length=10, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "变更、追加当事人"

    @classmethod
    def home(cls, policy: Policy) -> str:
        return Unit.OBJECTION

    @property
    def basis(self) -> Ground:
        return GROUNDS[self.ground]

    @property
    def goes_to_suit(self) -> bool:
        """第三十二条: these grounds are answered by a suit, all others by reconsideration."""
        return self.basis.suit

    @property
    def request(self) -> str:
        """变更张三为本案申请执行人."""
        verb = "变更" if self.mode == CHANGE else "追加"
        return f"{verb}{self.person}为本案{SIDES[self.basis.side]}"

    # -- until the ruling --------------------------------------------------------------------------------------

    @act(
        "受理变更、追加当事人申请", source=BIRTH, target=State.UNDER_REVIEW, by=FILING,
        under=[VAR[1], VAR[28], LJ[9], NANZHAO["四", 1]],
        guards=[guards.enforcement_is_under_way, guards.no_like_application_is_pending], facts=facts.ApplicationFacts,
        starts=[Start(rules.REVIEW, lambda row: row.received_on)], tasks=[tasks.DECIDE], anywhere=True, spec=["E-4.2"],
    )  # fmt: skip
    def receive(self, deed: Deed) -> None:
        for name in ("ground", "mode", "replaced", "received_on", "grounds", "evidence"):
            setattr(self, name, deed[name])
        self.enforced = deed["execution"]
        # Not a party before the ruling: he is heard and served as an outsider.
        self.person = person_of(self.case, deed, "变更、追加当事人申请书")
        self.applicant = self.person if self.basis.side == CREDITOR else deed["applicant"]
        issue_number(self, "执异", deed.on)

    @act(
        "批准延长变更、追加审查期限", source=State.UNDER_REVIEW, target=STAY, by=[Role.PRESIDENT], under=VAR[28],
        facts=ExtensionFacts, extends=[Extend(rules.REVIEW, until="until", reason="reason")], anywhere=True,
    )  # fmt: skip
    def extend_review(self, deed: Deed) -> None:
        """The extension keeps its reason and the president who approved it."""

    @act(
        "撤回变更、追加申请", source=State.UNDER_REVIEW, target=State.WITHDRAWN, by=[*REVIEWERS, *FILING],
        under=CPL[13], facts=facts.WithdrawalFacts, stops=[rules.REVIEW],
    )  # fmt: skip
    def withdraw(self, deed: Deed) -> None:
        self.outcome, self.ended_on = "申请人撤回申请", deed.on

    @act(
        "裁定变更、追加当事人", source=State.UNDER_REVIEW, target=RETURN_VALUE(State.GRANTED, State.REFUSED),
        by=REVIEWERS, under=[VAR[28], CPL[157, 1, 11], NANZHAO["四", 1]], facts=facts.DecisionFacts,
        stops=[rules.REVIEW], tasks=[tasks.SERVE], orders=["substitution_ruling"], danger=True, spec=["E-4.2"],
    )  # fmt: skip
    def decide(self, deed: Deed) -> str:
        self.liability, self.ruling_no, self.ended_on = deed["liability"], deed["ruling_no"], deed.on
        self.assign(deed.by, deed.at)
        if deed["result"] == "refused":
            self.outcome = "驳回变更、追加申请"
            return str(self.State.REFUSED)
        self.outcome = self.request[:60]
        self._join()
        return str(self.State.GRANTED)

    def _join(self) -> None:
        """From the ruling on he is a party: the right passes to the new creditor, the new debtor is enforced."""
        assert self.person is not None  # noqa: S101  receive() set him
        role = Party.Role.APPLICANT if self.basis.side == CREDITOR else Party.Role.RESPONDENT
        if self.person.role in (Party.Role.OUTSIDER, Party.Role.THIRD):
            Party.objects.filter(pk=self.person.pk).update(role=role)
        for side in self._sides():
            side.add(self.person)
            if self.replaced is not None:
                side.remove(self.replaced)

    def _sides(self) -> list[Any]:
        """Where he is entered: the claims of the instrument that pass to him, or the debtors of the execution."""
        assert self.enforced is not None  # noqa: S101  receive() set it
        if self.basis.side != CREDITOR:
            return [self.enforced.debtors]
        items = self.enforced.instrument.obligations.all()
        return [item.creditors for item in (items.filter(creditors=self.replaced) if self.replaced else items)]

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """A ruling without a stated number has that of its paper."""
        super().after(act, deed, event)
        paper = event.documents.order_by("id").first() if act.name == "decide" and not self.ruling_no else None
        if paper is not None:
            self.ruling_no = paper.number
            self.save(update_fields=["ruling_no"])

    # -- after the ruling --------------------------------------------------------------------------------------

    @act(
        "登记变更、追加裁定送达", source=RULED, target=STAY, by=[*REVIEWERS, *FILING], under=[VAR[30], VAR[32]],
        facts=facts.ServiceFacts,
        starts=[
            Start(rules.RECONSIDERATION, lambda row: row._just_served, when=lambda row: not row.goes_to_suit),
            Start(rules.SUIT, lambda row: row._just_served, when=lambda row: row.may_sue),
        ],
    )  # fmt: skip
    def serve_ruling(self, deed: Deed) -> None:
        self._just_served = [(deed["served_on"], deed["party"])]
        served = delivery.Attempt(Service.Method.DIRECT, deed["served_on"], True, "已送达", deed["proof"])
        delivery.from_act(self, "substitution_ruling", deed["party"], served, deed)

    _just_served: Iterable[tuple[date, Party]] = ()

    @property
    def may_sue(self) -> bool:
        """第三十二条 gives the suit to the two of them only."""
        own = (self.applicant_id, self.person_id)
        return self.goes_to_suit and any(party.pk in own for _, party in self._just_served)

    @act(
        "登记对变更、追加裁定的复议或者起诉", source=RULED, target=STAY, by=[*REVIEWERS, *FILING],
        under=[VAR[30], VAR[32]], facts=facts.ContestFacts, stops=[rules.RECONSIDERATION, rules.SUIT],
    )  # fmt: skip
    def contest(self, deed: Deed) -> None:
        self.contested_by = deed["route"]

    @act(
        "救济期届满，变更、追加裁定确定", source=RULED, target=STAY, by=[SYSTEM], under=[VAR[30], VAR[32]],
    )  # fmt: skip
    def become_final(self, deed: Deed) -> None:
        """Each party has a period of his own; the last to end counts."""
        self.final_on = deed.on
