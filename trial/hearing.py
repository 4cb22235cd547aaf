"""From the file received to the paper signed (山阳第十三条至第十八条, 民诉法第一百二十六条至第一百五十五条)."""

from __future__ import annotations

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases import instruments, registering
from courtflow.cases.models import Instrument, Party
from courtflow.cases.models.money_accounts import bind_account
from courtflow.cases.models.numbers import issue_number
from courtflow.flow.acts import BIRTH, STAY, SYSTEM, Deed, act
from courtflow.flow.rules import Start
from courtflow.law.articles import CPL, INT, JIAMUSI, LIM, NANZHAO, SHANYANG

from . import answering, drafting, enclosing, facts, guards, rules, tasks
from .consulting import BEFORE_SIGNING
from .limits import LIMIT_BEGINS
from .matter import Matter
from .records import InformationCheck, MediationTerms
from .states import AFTERWARDS, EFFECTIVE, HEARD, RUNNING, SERVING, Procedure, State
from .tasks import BENCH, JUDGE

FILING = (Role.FILING_CLERK, Role.FILING_JUDGE)
BEFORE_DRAFT = (guards.information_is_verified, guards.parties_are_informed)
KEPT_OF_TERMS = (
    "feasibility", "on_the_spot", "not_on_the_spot", "penalty", "conceded", "concession_clause", "late_sum"
)  # fmt: skip
ENDINGS = {"withdrawn": "裁定准许撤诉", "deemed": "裁定按撤诉处理", "terminated": "裁定终结诉讼"}


class Hearing(Matter):
    """The judge gets the case, checks, tells, drafts and signs."""

    class Meta:
        abstract = True

    @act(
        "接收立案材料", source=BIRTH, target=State.FILED, by=[*FILING, SYSTEM], under=[CPL[126], LIM[7]],
        starts=[rules.FILE_PASSED, Start(rules.COMPLAINT_COPY, when=lambda trial: not trial.is_remanded)],
        tasks=[tasks.ASSIGN, tasks.COMPLAINT], orders=answering.ORDERS, anywhere=True,
    )  # fmt: skip
    def receive_file(self, deed: Deed) -> None:
        issue_number(self, "民初", deed.on)

    @act(
        "分案", source=State.FILED, target=State.HEARING, by=[Role.DIVISION_HEAD], under=[CPL[131], LIM[8]],
        guards=[guards.not_the_judge_of_the_first_trial], facts=facts.FirstAssignmentFacts, tasks=[tasks.HEAR],
        stops=[rules.FILE_PASSED], starts=LIMIT_BEGINS,
    )  # fmt: skip
    def assign_judge(self, deed: Deed) -> None:
        self.procedure = deed["procedure"]
        self.assign(deed["judge"], deed.at)

    @act(
        "变更承办法官", source=[*RUNNING, *SERVING, State.APPEALED, *EFFECTIVE], target=STAY,
        by=[Role.DIVISION_HEAD], under=CPL[131], guards=[guards.not_the_judge_of_the_first_trial],
        facts=facts.ReassignmentFacts,
    )  # fmt: skip
    def reassign(self, deed: Deed) -> None:
        self.assign(deed["judge"], deed.at)

    @act(
        "转换审理程序", source=[*HEARD], target=STAY, by=JUDGE, under=[CPL[170], CPL[169], INT[258]],
        guards=[guards.not_yet_ordinary], facts=facts.ConversionFacts, starts=LIMIT_BEGINS,
        orders=["conversion_ruling"],
        hint="审理期限仍自原立案之日的次日起算，已扣除的期间照旧扣除",
    )  # fmt: skip
    def convert(self, deed: Deed) -> None:
        self.procedure = deed["procedure"] or Procedure.ORDINARY

    @act(
        "核对当事人信息", source=[*HEARD], target=STAY, by=BENCH, under=SHANYANG[13], facts=facts.InformationFacts,
        spec=["C-13.1", "C-13.3"],
    )  # fmt: skip
    def verify_information(self, deed: Deed) -> None:
        party: Party = deed["party"]
        InformationCheck.objects.update_or_create(
            trial_id=self.pk,
            party=party,
            defaults={
                "appeared": deed["appeared"],
                "address_form": deed["address_form"],
                "checked_on": deed.on,
                "by": deed.by,
            },
        )
        address = party.service_address
        if address:
            address.verified_on, address.confirmed = deed.on, address.confirmed or deed["address_form"]
            address.save(update_fields=["verified_on", "confirmed"])

    @act(
        "更正当事人联系方式和地址", source=[*HEARD, *SERVING, *AFTERWARDS], target=STAY, by=BENCH, under=SHANYANG[13],
        facts=registering.ContactChangeFacts, spec=["C-13.2"],
    )  # fmt: skip
    def correct_contact(self, deed: Deed) -> None:
        registering.change_contact(deed.facts, on=deed.on, by=deed.by)

    @act(
        "更正当事人账户", source=[*HEARD, *SERVING, *AFTERWARDS], target=STAY, by=BENCH, under=SHANYANG[13],
        facts=registering.AccountChangeFacts, spec=["C-13.2"],
    )  # fmt: skip
    def correct_account(self, deed: Deed) -> None:
        registering.change_account(deed.facts, on=deed.on, by=deed.by)

    @act(
        "告知诉讼结果与履行后果", source=[*HEARD], target=STAY, by=BENCH, under=SHANYANG[14],
        facts=facts.InformingFacts, spec=["C-14.1"],
    )  # fmt: skip
    def inform(self, deed: Deed) -> None:
        self.informed_on = deed["informed_on"]

    # -- the paper ---------------------------------------------------------------------------------------------

    @act(
        "拟定判决", source=[*HEARD], target=State.DRAFTED, by=BENCH, under=[CPL[155], SHANYANG[18], SHANYANG[21]],
        guards=BEFORE_DRAFT, facts=drafting.JudgmentFacts,
        spec=["C-18.1", "C-18.2", "C-18.3", "C-21.1", "A-11.1", "A-11.2"],
    )  # fmt: skip
    def draft_judgment(self, deed: Deed) -> None:
        """小额诉讼一审终审 (民诉法第一百六十五条)."""
        small = self.procedure == Procedure.SMALL_CLAIM
        self._draft(Instrument.Kind.FINAL_JUDGMENT if small else Instrument.Kind.JUDGMENT, deed)

    @act(
        "拟定调解书", source=[*HEARD], target=State.DRAFTED, by=BENCH,
        under=[CPL[100], SHANYANG[17], JIAMUSI["五", 2], NANZHAO["四", 8]], guards=BEFORE_DRAFT,
        facts=drafting.MediationFacts,
        spec=[
            "C-17.1", "C-17.2", "C-17.3", "C-17.4", "C-17.5", "A-5.1", "A-5.2", "A-5.3", "A-5.5", "A-5.7",
            "E-4.14", "E-4.15", "E-4.16", "C-17.9",
        ],
    )  # fmt: skip
    def draft_mediation(self, deed: Deed) -> None:
        instrument = self._draft(Instrument.Kind.MEDIATION, deed)
        review = {name: deed[name] for name, _, _ in drafting.REVIEW}
        MediationTerms.objects.create(
            instrument=instrument, review=review, **{name: deed[name] for name in KEPT_OF_TERMS}
        )

    @act(
        "拟定驳回起诉裁定", source=[*HEARD], target=State.DRAFTED, by=BENCH, under=CPL[157],
        facts=drafting.DismissalFacts,
    )  # fmt: skip
    def draft_dismissal(self, deed: Deed) -> None:
        self._draft(Instrument.Kind.RULING, deed)

    def _draft(self, kind: str, deed: Deed) -> Instrument:
        """A new draft takes the place of the one before; the history keeps both."""
        old, account = self.instrument, bind_account(self, deed.at)
        self.instrument = Instrument.objects.create(
            case=self.case, proceeding_id=self.pk, kind=kind, number=self.number or "", issuer=self.court.name,
            made_on=deed.on, court_account=deed.get("court_account") or str(account or ""),
        )  # fmt: skip
        instruments.create_obligations(self.instrument, deed.get("obligations", ()))
        if old is not None:
            self.save(update_fields=["instrument"])
            instruments.discard(old)
        return self.instrument

    @act(
        "签发", source=State.DRAFTED, target=State.SIGNED, by=[*JUDGE, Role.DIVISION_HEAD],
        under=[CPL[155], SHANYANG[23]],
        guards=[guards.court_account_is_stated, *BEFORE_SIGNING], facts=facts.SigningFacts,
        orders=[*enclosing.ORDERS, enclosing.SCHEDULE],
        tasks=[tasks.SERVE],
        spec=["A-11.4", "C-23.1", "C-21.3", "C-20.2", "C-20.5", "A-11.5", "A-11.6", "C-18.26", "C-18.27"],
    )  # fmt: skip
    def sign(self, deed: Deed) -> None:
        paper: Any = self.instrument
        paper.made_on, self.with_schedule = deed["made_on"], bool(deed.get("schedule"))
        paper.save(update_fields=["made_on"])

    @act(
        "撤诉、按撤诉处理或者终结诉讼", source=[*RUNNING], target=State.ENDED, by=JUDGE,
        under=[CPL[148], CPL[146], CPL[154]], facts=facts.EndFacts, tasks=[tasks.ARCHIVE], danger=True,
    )  # fmt: skip
    def end_suit(self, deed: Deed) -> None:
        self.outcome = ENDINGS[deed["ground"]]
        if self.instrument is not None:
            draft, self.instrument = self.instrument, None
            self.save(update_fields=["instrument"])
            instruments.discard(draft)
