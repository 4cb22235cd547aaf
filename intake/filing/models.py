"""Filing as rows and acts (民事诉讼法第一百二十二条至第一百二十七条; 山阳第二至九条; 佳木斯九（一）)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from courtflow.accounts.models import Court
from courtflow.accounts.roles import Role, Unit
from courtflow.cases.models import Case, DismissedHit, Party, RelatedSearch
from courtflow.cases.models.numbers import issue_number
from courtflow.cases.registering import (
    AccountChangeFacts,
    ContactChangeFacts,
    case_title,
    change_account,
    change_contact,
    note_change,
    register_parties,
)
from courtflow.cases.screening import search, unanswered_hits
from courtflow.flow import clock
from courtflow.flow.acts import BIRTH, STAY, SYSTEM, Act, Deed, Order, act
from courtflow.flow.models import Event
from courtflow.flow.perform import follow, open_proceeding
from courtflow.flow.rules import Start
from courtflow.flow.worklist import TaskKind
from courtflow.law.articles import CPL, INT, JIAMUSI, REG, SHANYANG
from courtflow.policy.models import Policy
from documents.delivery import Attempt, Method, along
from intake.related import ATTACH, INTERCEPT, court_searches

from . import facts, guards, rules
from .related_suits import TELL, RelatedSuit, RelatedSuits

FILING = (Role.FILING_CLERK, Role.FILING_JUDGE)
REGISTERED = {
    "registered_capital": "注册资本",
    "licence_revoked_on": "营业执照吊销日期",
    "zombie_confirmed": "认定为僵尸企业",
}
UNTITLED = "起诉材料（登记中）"
AT_THE_COUNTER = ("litigation_risk", "performance_reminder")  # handed over against a receipt
TO_BE_SIGNED = ("address_confirmation", "account_confirmation")
REVIEWS = (rules.FILING_REVIEW, rules.OBJECTION_SUIT_REVIEW)


def is_objection_suit(filing: Any) -> bool:
    return bool(filing.related_suit == RelatedSuit.OBJECTION)


def review_from(basis: Callable[[Any], date | None] | None) -> tuple[Start, Start]:
    """Seven days to decide, for a suit against an objection's outcome fifteen (民诉法解释第三百零三条)."""
    return (
        Start(rules.FILING_REVIEW, basis, when=lambda filing: not is_objection_suit(filing)),
        Start(rules.OBJECTION_SUIT_REVIEW, basis, when=is_objection_suit),
    )


def has_leads(filing: Any) -> bool:
    return bool(unanswered_hits(filing.case))


REVIEW = TaskKind("filing.review", "审查起诉材料，决定是否立案", FILING, act="accept", rule=rules.FILING_REVIEW)
CORRECT = TaskKind("filing.correct", "收取补正材料", FILING, act="receive_correction", rule=rules.CORRECTION)
LEAD = TaskKind(
    "filing.bankruptcy_lead", "处理破产线索：发送申请破产审查告知书", FILING, act="send_bankruptcy_notice",
    when=has_leads, spec=("A-9.5",),
)  # fmt: skip


class Filing(RelatedSuits):
    """立案: seven days from complete papers to a decision; mediation only where nobody refuses it."""

    KIND = "filing"
    TITLE = "立案审查"

    class State(models.TextChoices):
        RECEIVED = "received", "已收材料待审查"
        CORRECTING = "correcting", "待补正"
        MEDIATING = "mediating", "诉前调解中"
        ACCEPTED = "accepted", "已立案"
        REFUSED = "refused", "裁定不予受理"
        RETURNED = "returned", "已退回诉状"
        WITHDRAWN = "withdrawn", "已撤回起诉"
        SETTLED = "settled", "诉前调解结案"

    TERMINAL = frozenset({State.ACCEPTED, State.REFUSED, State.RETURNED, State.WITHDRAWN, State.SETTLED})
    OPEN = (State.RECEIVED, State.CORRECTING, State.MEDIATING)

    received_on = models.DateField("收到起诉材料日", null=True)
    correction_items = models.TextField("需要补正的内容", blank=True)
    correction_asked_on = models.DateField("告知补正日", null=True)
    correction_due_on = models.DateField("指定补正末日", null=True)
    completed_on = models.DateField("材料补齐日", null=True)
    preservation_explained_on = models.DateField("保全释明日", null=True)
    preservation_answer = models.CharField("对申请保全的意见", max_length=10, choices=facts.ANSWERS, blank=True)
    risk_level = models.CharField("诉讼风险评估", max_length=10, blank=True)
    risk_note = models.TextField("评估说明", blank=True)
    refusal_ground = models.CharField("不予受理的情形", max_length=20, choices=facts.GROUNDS, blank=True)
    reason = models.TextField("理由", blank=True)

    fee_is_due = True

    class Meta:
        verbose_name = verbose_name_plural = "立案审查"

    @classmethod
    def home(cls, policy: Policy) -> str:
        return Unit.FILING

    @property
    def newest_search(self) -> RelatedSearch | None:
        return self.case.searches.last()

    # -- receipt -----------------------------------------------------------------------------------------------

    @act(
        "收取起诉材料", source=BIRTH, target=State.RECEIVED, by=FILING, under=[REG[2], SHANYANG[12]],
        facts=facts.ReceiptFacts, starts=review_from(lambda filing: filing.received_on), tasks=[REVIEW, LEAD],
        orders=[*AT_THE_COUNTER, *TO_BE_SIGNED],
        spec=["C-6.3", "C-6.4", "C-5.2", "C-9.1", "C-12.2", "A-3.1", "A-9.1", "C-4.1", "D-2.1", "C-8.1"],
        hint="登记当事人和诉讼请求；保存后自动进行关联检索和破产线索筛查",
    )  # fmt: skip
    def receive(self, deed: Deed) -> None:
        self._describe_case(deed)
        register_parties(self.case, deed["parties"], deed["received_on"])
        self.received_on = deed["received_on"]
        self.preservation_explained_on = deed["preservation_explained_on"]
        self.preservation_answer = deed["preservation_answer"]
        self.note_related_suit(deed)
        search(self, at=deed.at, by=deed.by)

    def _describe_case(self, deed: Deed) -> None:
        case = self.case
        case.title = case_title(deed["parties"], deed["cause"])
        case.cause, case.claim = deed["cause"], deed["claim"]
        case.amount, case.money_claim = deed["amount"], deed["money_claim"]
        case.save(update_fields=["title", "cause", "claim", "amount", "money_claim"])

    @act(
        "告知补正", source=State.RECEIVED, target=State.CORRECTING, by=FILING, under=REG[7],
        facts=facts.CorrectionRequestFacts, stops=REVIEWS,
        starts=[Start(rules.CORRECTION, floor=lambda filing: (filing.correction_due_on, "法院指定的补正末日"))],
        tasks=[CORRECT], orders=["correction_notice"],
    )  # fmt: skip
    def request_correction(self, deed: Deed) -> None:
        self.correction_items, self.correction_due_on = deed["items"], deed["due_on"]
        self.correction_asked_on = deed.on

    @act(
        "收取补正材料", source=State.CORRECTING, target=State.RECEIVED, by=FILING, under=INT[126],
        facts=facts.CorrectionReceiptFacts, stops=[rules.CORRECTION],
        starts=review_from(lambda filing: filing.completed_on), tasks=[REVIEW],
    )  # fmt: skip
    def receive_correction(self, deed: Deed) -> None:
        self.completed_on = deed["completed_on"]

    @act(
        "变更账户", source=list(State), target=STAY, by=FILING, under=SHANYANG[6], facts=AccountChangeFacts,
        anywhere=True, spec=["C-6.1", "C-6.2"],
    )  # fmt: skip
    def change_account(self, deed: Deed) -> None:
        change_account(deed.facts, on=deed.on, by=deed.by)

    @act(
        "变更联系方式", source=list(State), target=STAY, by=FILING, under=SHANYANG[6], facts=ContactChangeFacts,
        anywhere=True, spec=["C-6.2", "C-6.4"],
    )  # fmt: skip
    def change_contact(self, deed: Deed) -> None:
        change_contact(deed.facts, on=deed.on, by=deed.by)

    @act(
        "释明财产保全", source=OPEN, target=STAY, by=FILING, under=[SHANYANG[4], JIAMUSI["三"]],
        facts=facts.PreservationFacts, spec=["A-3.1", "C-4.1"],
    )  # fmt: skip
    def explain_preservation(self, deed: Deed) -> None:
        self.preservation_explained_on, self.preservation_answer = deed["explained_on"], deed["answer"]

    # -- related cases and bankruptcy leads ----------------------------------------------------------------------

    @act(
        "重新关联检索", source=[State.RECEIVED, State.CORRECTING], target=STAY, by=FILING, under=SHANYANG[9],
        tasks=[LEAD], spec=["C-9.1"],
    )  # fmt: skip
    def search_again(self, deed: Deed) -> None:
        search(self, at=deed.at, by=deed.by)

    @act(
        "补充企业登记信息", source=[State.RECEIVED, State.CORRECTING], target=STAY, by=FILING, under=JIAMUSI["九", 1],
        facts=facts.EnterpriseFacts, tasks=[LEAD], spec=["A-9.2", "A-9.4"], hint="保存后自动重新检索",
    )  # fmt: skip
    def complete_registration(self, deed: Deed) -> None:
        party: Party = deed["party"]
        for name, label in REGISTERED.items():
            if deed[name] and deed[name] != getattr(party, name):
                old, new = str(getattr(party, name) or ""), "是" if deed[name] is True else str(deed[name])
                note_change(party, label, old, new, deed["source"], on=deed.on, by=deed.by)
                setattr(party, name, deed[name])
        party.licence_source = deed["source"]
        party.save(update_fields=[*REGISTERED, "licence_source"])
        search(self, at=deed.at, by=deed.by)

    @act(
        "发送申请破产审查告知书", source=[State.RECEIVED, State.CORRECTING], target=STAY, by=FILING,
        under=JIAMUSI["九", 1], guards=[guards.there_is_an_open_lead], facts=facts.BankruptcyNoticeFacts,
        opens=["bankruptcy"], spec=["A-9.5", "A-9.6", "C-9.2"],
    )  # fmt: skip
    def send_bankruptcy_notice(self, deed: Deed) -> None:
        debtor: Party = deed["debtor"]
        hit = self._hit(debtor)
        open_proceeding(
            "bankruptcy", self.case, "find_lead", by=deed.actor, at=deed.at, origin=self, debtor=debtor,
            criterion=hit["criteria"][0]["code"], snapshot=hit,
        )  # fmt: skip

    def _hit(self, debtor: Party) -> dict[str, Any]:
        """The form offers only enterprises of the newest search."""
        return next(hit for hit in self.case.searches.latest("id").hits if hit["party"] == debtor.pk)

    @act(
        "不发送破产告知书", source=[State.RECEIVED, State.CORRECTING], target=STAY, by=[Role.FILING_JUDGE],
        under=JIAMUSI["九", 1], guards=[guards.there_is_an_open_lead], facts=facts.DismissalFacts, spec=["A-9.5"],
    )  # fmt: skip
    def dismiss_lead(self, deed: Deed) -> None:
        DismissedHit.objects.create(
            search=self.case.searches.latest("id"), party=deed["debtor"], reason=deed["reason"], by=deed.by, on=deed.on
        )

    # -- mediation before the suit -------------------------------------------------------------------------------

    @act(
        "转诉前调解", source=State.RECEIVED, target=State.MEDIATING, by=FILING, under=[CPL[125], SHANYANG[2]],
        guards=[guards.not_mediated_before], facts=facts.MediationReferralFacts, stops=REVIEWS,
        opens=["mediation"], spec=["A-3.3"],
    )  # fmt: skip
    def to_mediation(self, deed: Deed) -> None:
        self.preservation_answer = deed["preservation"]
        said = {"reason": deed["assigned_reason"], "mediator": deed["mediator"]}
        open_proceeding("mediation", self.case, "refer", by=deed.actor, at=deed.at, origin=self, facts=said)

    @act(
        "调解不成转回立案", source=State.MEDIATING, target=State.RECEIVED, by=[*FILING, Role.MEDIATOR, SYSTEM],
        under=[CPL[126], SHANYANG[2]], starts=review_from(None), tasks=[REVIEW], anywhere=True, spec=["C-2.7"],
    )  # fmt: skip
    def resume(self, deed: Deed) -> None:
        """Performed by mediation when it hands the three records back."""

    @act(
        "诉前调解履行完毕结案", source=State.MEDIATING, target=State.SETTLED, by=[*FILING, Role.MEDIATOR, SYSTEM],
        under=[CPL[125], SHANYANG[2]], anywhere=True, spec=["C-2.5"],
    )  # fmt: skip
    def settle(self, deed: Deed) -> None:
        self.outcome = "诉前调解结案"

    # -- decisions -----------------------------------------------------------------------------------------------

    @act(
        "立案", source=State.RECEIVED, target=State.ACCEPTED, by=FILING, under=[CPL[126], CPL[122]],
        guards=[
            guards.claimants_gave_both_accounts, guards.claimants_confirmed_their_address,
            guards.bankruptcy_leads_are_answered,
        ],
        facts=facts.AcceptanceFacts, stops=REVIEWS, opens=["trial"], tasks=[INTERCEPT, ATTACH, TELL],
        starts=[Start(rules.SUIT_NOTICE, when=lambda filing: bool(filing.related_suit))],
        orders=[
            "acceptance_notice", Order("fee_notice", lambda filing: filing.fee_is_due),
            Order("related_report", court_searches), "file_handover",
        ],
        spec=["C-6.1", "C-9.3", "C-9.4", "C-9.5", "C-12.1", "C-8.1", "C-8.2"],
    )  # fmt: skip
    def accept(self, deed: Deed) -> None:
        self.risk_level, self.risk_note = deed["risk_level"], deed["risk_note"]
        self.fee_is_due = deed["fee_relief"] not in facts.NOTHING_DUE
        self.outcome = "立案"
        open_proceeding("trial", self.case, "receive_file", by=deed.actor, at=deed.at, origin=self)
        follow(self.case, "preservation", "record_suit", at=deed.at, facts={"filed_on": self.received_on})

    @act(
        "裁定不予受理", source=[State.RECEIVED, State.CORRECTING], target=State.REFUSED, by=[Role.FILING_JUDGE],
        under=[CPL[126], CPL[122], CPL[127]], facts=facts.RefusalFacts, stops=[*REVIEWS, rules.CORRECTION],
        orders=["filing_refusal"], danger=True,
    )  # fmt: skip
    def refuse(self, deed: Deed) -> None:
        """The ruling bears a number of the 民初 series and the name of the judge who made it (案号规定, 制作规范)."""
        issue_number(self, "民初", deed.on)
        self.assign(deed.by, deed.at)
        self.refusal_ground, self.reason = deed["ground"], deed["reason"]
        self.outcome = "裁定不予受理"

    @act(
        "退回诉状", source=State.CORRECTING, target=State.RETURNED, by=FILING, under=REG[7],
        guards=[guards.time_for_correction_is_over], facts=facts.ReturnFacts, stops=[rules.CORRECTION], danger=True,
    )  # fmt: skip
    def return_papers(self, deed: Deed) -> None:
        self.reason, self.outcome = deed["note"], "未补正退回诉状"

    @act(
        "撤回起诉", source=[State.RECEIVED, State.CORRECTING], target=State.WITHDRAWN, by=FILING, under=CPL[13],
        facts=facts.WithdrawalFacts, stops=[*REVIEWS, rules.CORRECTION], danger=True,
    )  # fmt: skip
    def withdraw(self, deed: Deed) -> None:
        self.reason, self.outcome = deed["note"], "撤回起诉"

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """What was handed over at the counter against a receipt is served by the same act (山阳第十二条)."""
        super().after(act, deed, event)
        if act.name == "receive":
            handed = Attempt(Method.DIRECT, deed.on, True, "已送达", "当事人在立案窗口签收的回执")
            for party in self.case.parties.filter(role__in=Party.CREDITOR_SIDE):
                along(self, AT_THE_COUNTER, party, handed, deed)


def open_filing(
    court: Court,
    by: Any,
    facts: Mapping[str, Any],
    at: datetime | None = None,
    *,
    source: str = "窗口登记",
    external_id: str = "",
) -> Filing:
    """Create the case and its filing from the facts of `receive`, in one transaction; used by page, API and importer.

    Raises what perform() raises; then neither case nor filing exists.
    """
    at = at or clock.now()
    with transaction.atomic():
        case = Case.objects.create(
            court=court, title=UNTITLED, cause="", opened_at=at, source=source, external_id=external_id
        )
        filing: Filing = open_proceeding("filing", case, "receive", by=by, facts=facts, at=at)
        filing.case.refresh_from_db()
    return filing
