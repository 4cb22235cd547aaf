"""Pre-suit mediation as rows and acts (山阳第二条、第三条; 特邀调解规定第二十七条)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django_fsm import RETURN_VALUE

from courtflow.accounts.roles import Role, Unit
from courtflow.cases.models import Obligation, Party, Proceeding
from courtflow.cases.models.numbers import issue_number
from courtflow.flow.acts import BIRTH, STAY, SYSTEM, Act, Deed, Order, act
from courtflow.flow.models import Event
from courtflow.flow.perform import perform
from courtflow.flow.rules import Start
from courtflow.flow.worklist import TaskKind
from courtflow.law.articles import CPL, INVITED, SHANYANG
from courtflow.policy.models import Policy

from . import facts, guards, rules

FILING = (Role.FILING_CLERK, Role.FILING_JUDGE)
MEDIATORS = (Role.MEDIATOR, Role.FILING_JUDGE)
LIMITS = (rules.MEDIATION_LIMIT, rules.EXTENSION)

RECEIVE = TaskKind("mediation.receive", "签收诉前调解材料", (Role.MEDIATOR,), act="receive")
MEDIATE = TaskKind("mediation.mediate", "组织调解", MEDIATORS, act="agree", rule=rules.MEDIATION_LIMIT, to_handler=True)
HAND_BACK = TaskKind("mediation.hand_back", "移交三项记录，转回立案", MEDIATORS, act="hand_back", spec=("C-2.7",))
FOLLOW = TaskKind(
    "mediation.follow", "跟踪调解协议履行", MEDIATORS, act="confirm_performance", rule=rules.JOINT_CONFIRMATION,
    when=lambda mediation: mediation.state == Mediation.State.AGREED, to_handler=True,
)  # fmt: skip


class Mediation(Proceeding):
    """诉前调解: with its own number, at most thirty days unless both sides want more."""

    KIND = "mediation"
    TITLE = "诉前调解"

    class State(models.TextChoices):
        REFERRED = "referred", "待调解员签收"
        MEDIATING = "mediating", "调解中"
        AGREED = "agreed", "达成协议待履行"
        FAILED = "failed", "调解未成待移交"
        PERFORMED = "performed", "协议已履行"
        RETURNED = "returned", "已转回立案"

    TERMINAL = frozenset({State.PERFORMED, State.RETURNED})

    signed_on = models.DateField("调解员签收日", null=True)
    extended_until = models.DateField("约定延长至", null=True)
    agreed_on = models.DateField("协议签订日", null=True)
    security = models.TextField("担保条款或者保证金", blank=True)
    evasion_note = models.TextField("其他债务核对情况", blank=True)
    performed_on = models.DateField("履行完毕日", null=True)
    proof = models.CharField("履行凭证", max_length=200, blank=True)
    undisputed_facts = models.TextField("无争议事实", blank=True)
    failure = models.TextField("未成原因", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "诉前调解"

    @classmethod
    def home(cls, policy: Policy) -> str:
        return Unit.FILING

    @property
    def has_undisputed_facts(self) -> bool:
        """“无” says that there are none, and nothing is recorded then."""
        return self.undisputed_facts.strip(" 。") not in ("", "无", "没有")

    @property
    def other_debts(self) -> str:
        """The debtor's other open matters, as counted by the newest related-case search (C-2.3)."""
        newest = self.case.searches.last()
        rows = [row for row in newest.result["parties"] if row["debtor_side"]] if newest else []
        said = [
            f"{row['name']}另有未结诉讼{row['suits_as_debtor']['count']}件、"
            f"执行类案件{row['enforcement_as_debtor']['count']}件"
            for row in rows
        ]
        return "；".join(said) or "关联检索未查到债务人的其他案件"

    @act(
        "诉前调解立案", source=BIRTH, target=State.REFERRED, by=FILING, under=[CPL[125], SHANYANG[2]], tasks=[RECEIVE],
        facts=facts.ReferralFacts, orders=["mediation_notice", "mediation_assignment", "address_confirmation"],
    )  # fmt: skip
    def refer(self, deed: Deed) -> None:
        issue_number(self, "诉前调", deed.on)

    @act(
        "调解员签收", source=State.REFERRED, target=State.MEDIATING, by=[Role.MEDIATOR], under=INVITED[27],
        facts=facts.AssignmentFacts, starts=[Start(rules.MEDIATION_LIMIT, lambda mediation: mediation.signed_on)],
        tasks=[MEDIATE],
    )  # fmt: skip
    def receive(self, deed: Deed) -> None:
        self.signed_on = deed["signed_on"]
        self.assign(deed.by, deed.at, capacity="调解员")

    @act(
        "评估履行意愿和能力", source=State.MEDIATING, target=STAY, by=MEDIATORS, under=SHANYANG[2],
        facts=facts.AssessmentFacts, spec=["C-2.1"],
    )  # fmt: skip
    def assess(self, deed: Deed) -> None:
        Assessment.objects.update_or_create(
            mediation=self, debtor=deed["debtor"],
            defaults={name: deed[name] for name in ("willingness", "ability", "sincerity", "basis")} | {"on": deed.on},
        )  # fmt: skip

    @act(
        "双方同意延长调解", source=State.MEDIATING, target=STAY, by=MEDIATORS, under=INVITED[27],
        facts=facts.ExtensionFacts, stops=LIMITS,
        starts=[Start(rules.EXTENSION, floor=lambda mediation: (mediation.extended_until, "双方当事人约定的末日"))],
    )  # fmt: skip
    def extend(self, deed: Deed) -> None:
        self.extended_until = deed["until"]

    @act(
        "达成诉前调解协议", source=State.MEDIATING, target=RETURN_VALUE(State.AGREED, State.PERFORMED), by=MEDIATORS,
        under=[SHANYANG[2], SHANYANG[3]], guards=[guards.every_debtor_is_assessed], facts=facts.AgreementFacts,
        stops=LIMITS, tasks=[FOLLOW],
        orders=[
            "mediation_agreement",
            Order("confirmation_application", lambda mediation: mediation.state == Mediation.State.AGREED),
        ],
        starts=[
            Start(
                rules.JOINT_CONFIRMATION, lambda mediation: mediation.agreed_on,
                when=lambda mediation: mediation.state == Mediation.State.AGREED,
            )
        ],
        spec=["C-2.2", "C-2.3", "C-2.4", "C-2.5", "C-3.1"],
    )  # fmt: skip
    def agree(self, deed: Deed) -> str:
        self.agreed_on, self.security, self.evasion_note = deed["signed_on"], deed["security"], deed["evasion_note"]
        for number, row in enumerate(deed["items"], start=1):
            AgreementItem.objects.create(mediation=self, item=number, **row)
        if not deed["performed"]:
            return str(self.State.AGREED)
        self._performed(deed["signed_on"], deed["proof"])
        return str(self.State.PERFORMED)

    @act(
        "确认协议已履行", source=State.AGREED, target=State.PERFORMED, by=MEDIATORS, under=SHANYANG[2],
        facts=facts.PerformedFacts, stops=[rules.JOINT_CONFIRMATION], spec=["C-2.5"],
    )  # fmt: skip
    def confirm_performance(self, deed: Deed) -> None:
        self._performed(deed["completed_on"], deed["proof"])

    def _performed(self, on: Any, proof: str) -> None:
        self.performed_on, self.proof, self.outcome = on, proof, "调解协议已履行"

    @act(
        "调解未成", source=State.MEDIATING, target=State.FAILED, by=MEDIATORS, under=CPL[126],
        facts=facts.FailureFacts, stops=LIMITS, tasks=[HAND_BACK],
    )  # fmt: skip
    def fail(self, deed: Deed) -> None:
        self.failure = deed["reason"]

    @act(
        "调解期限届满", source=State.MEDIATING, target=State.FAILED, by=[SYSTEM], under=INVITED[27], tasks=[HAND_BACK],
    )  # fmt: skip
    def expire(self, deed: Deed) -> None:
        self.failure = "调解期限届满未达成协议"

    @act(
        "转回立案", source=[State.FAILED, State.AGREED], target=State.RETURNED, by=MEDIATORS,
        under=[CPL[126], SHANYANG[2]], facts=facts.HandBackFacts, stops=[rules.JOINT_CONFIRMATION], spec=["C-2.7"],
        orders=[Order("undisputed_facts", lambda mediation: mediation.has_undisputed_facts), "file_handover"],
        hint="达成协议而未履行、当事人坚持起诉的，也由此转回",
    )  # fmt: skip
    def hand_back(self, deed: Deed) -> None:
        self.undisputed_facts, self.outcome = deed["undisputed"], "转回立案"

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """The filing that sent the case here goes on, or ends with the agreement performed."""
        follow = {self.State.RETURNED: "resume", self.State.PERFORMED: "settle"}.get(self.state)
        if follow and self.origin:
            perform(self.origin.actual, follow, by=deed.actor, at=deed.at)


class Assessment(models.Model):
    """评估表 of one debtor."""

    mediation = models.ForeignKey(Mediation, on_delete=models.PROTECT, related_name="assessments")
    debtor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="债务人")
    willingness = models.CharField("实际履行意愿", max_length=10, choices=facts.GRADES)
    ability = models.CharField("履行能力", max_length=10, choices=facts.GRADES)
    sincerity = models.CharField("诚意", max_length=10, choices=facts.GRADES)
    basis = models.TextField("评估依据")
    on = models.DateField("评估日期")

    class Meta:
        verbose_name = verbose_name_plural = "履行评估"
        constraints = [models.UniqueConstraint(fields=["mediation", "debtor"], name="assessed_once")]


class AgreementItem(models.Model):
    """One promise of the mediation agreement."""

    mediation = models.ForeignKey(Mediation, on_delete=models.PROTECT, related_name="items")
    item = models.PositiveSmallIntegerField("序号")
    kind = models.CharField("类型", max_length=10, choices=Obligation.Kind)
    content = models.TextField("内容")
    amount = models.DecimalField("金额", max_digits=16, decimal_places=2, null=True)
    due_on = models.DateField("履行期末日")
    method = models.CharField("履行方式", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "调解协议内容"
        ordering = ["mediation", "item"]
