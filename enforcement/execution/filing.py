"""How an execution begins: 首执 by filing; 执恢 by an application, a verified clue and the bureau chief's signature."""

from __future__ import annotations

from typing import Any

from django_fsm import RETURN_VALUE

from courtflow.accounts.roles import Role, Unit
from courtflow.cases.bankruptcy import barred
from courtflow.cases.models.money_accounts import bind_account
from courtflow.cases.models.numbers import issue_number
from courtflow.flow.acts import BIRTH, STAY, SYSTEM, Deed, Order, act
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.rules import Start
from courtflow.law.articles import EXR, INT, LJ, NANZHAO, ZB

from . import facts, guards, rules, tasks
from .base import COMMAND, CONDUCT, FILING, ExecutionRow
from .guards import obligors
from .states import State


def is_refused(execution: Any) -> bool:
    return bool(execution.state == State.REVIVAL_REFUSED)


def filed_on(execution: Any) -> Any:
    return execution.filed_on


def at_filing(execution: Any) -> bool:
    """The court's filing division queries first and hands over (E-3.12)."""
    return bool(execution.state == State.FILED)


FILED_CLOCKS = (
    Start(rules.FIRST_HANDOVER, filed_on, when=at_filing),
    Start(rules.APPOINT, filed_on),
    Start(rules.NOTICE, filed_on),
    Start(rules.SIX_MONTHS, filed_on),
    Start(rules.CRITICAL, filed_on),
)
FILED_TASKS = (tasks.FIRST_CONTROL, tasks.ASSIGN)


class Filing(ExecutionRow):
    """Acts up to the execution number, and the first query by the filing division."""

    class Meta:
        abstract = True

    @act(
        "首次执行立案", source=BIRTH, target=RETURN_VALUE(State.FILED, State.TO_ASSIGN), by=[*FILING, SYSTEM],
        under=[EXR[16], NANZHAO["四", 1]], facts=facts.FilingFacts, anywhere=True,
        guards=[
            guards.instrument_is_effective, guards.something_is_still_owed, guards.no_success_of_urging,
            guards.one_number_per_instrument, guards.claim_is_that_of_the_instrument, guards.no_debtor_in_bankruptcy,
        ],
        starts=[*FILED_CLOCKS, Start(rules.TWO_MONTHS, filed_on)], tasks=FILED_TASKS,
        spec=["E-4.1", "E-4.6", "C-11.1", "C-10.4", "A-9.11"],
    )  # fmt: skip
    def file(self, deed: Deed) -> str:
        self.debtors.set(deed.get("debtors") or obligors(self))
        if self.claimed_amount is None:
            self.claimed_amount = self.instrument.claimed
        self.revival = self._was_withdrawn()
        return self._number(deed)

    def _was_withdrawn(self) -> bool:
        """A new application after a withdrawal is filed as 执恢 (立案结案意见第六条, 解释第五百一十八条)."""
        earlier = type(self).objects.filter(
            instrument=self.instrument_id, state=State.TERMINATED, end_ground="withdrawn"
        )
        return bool(earlier.exclude(pk=self.pk).exists())

    def _number(self, deed: Deed) -> str:
        """Number the case, link its account, and send it to where it is conducted."""
        bind_account(self, deed.at)
        issue_number(self, "执恢" if self.revival else "执", deed.on)
        self.filed_on = deed.on
        entrusted = self.entrusting_court and self.policy.value("entrusted.by_command")
        home = Unit.COMMAND if entrusted else self.home(self.policy)
        self.hand_to(self.court.unit(home, policy=self.policy))
        return str(State.FILED if home == Unit.FILING else State.TO_ASSIGN)

    # -- first and second control ------------------------------------------------------------------------------

    @act(
        "登记首次网络查控", source=State.FILED, target=STAY, by=FILING, under=NANZHAO["三", 5],
        facts=facts.ControlFacts,
        spec=["E-3.12"],
    )  # fmt: skip
    def control_first(self, deed: Deed) -> None:
        self._record_control("first", deed)

    def _record_control(self, stage: str, deed: Deed) -> None:
        self.controls.create(
            stage=stage, queried_on=deed["queried_on"], result=deed["result"], value=deed["value"],
            told_on=deed.get("told_on"), by=deed.by,
        )  # fmt: skip

    @act(
        "移转执行指挥中心", source=State.FILED, target=State.AT_COMMAND, by=FILING, under=NANZHAO["三", 5],
        guards=[guards.first_control_is_done], stops=[rules.FIRST_HANDOVER], tasks=[tasks.SECOND_CONTROL],
        orders=["control_transfer"],
        spec=["E-3.12", "E-3.13"],
    )  # fmt: skip
    def hand_to_command(self, deed: Deed) -> None:
        self.hand_to(self.court.unit(Unit.COMMAND, policy=self.policy))

    @act(
        "登记二次查控并分流", source=State.AT_COMMAND, target=State.TO_ASSIGN, by=COMMAND, under=NANZHAO["三", 5],
        facts=facts.SecondControlFacts, tasks=[tasks.ASSIGN], spec=["E-3.14"],
    )  # fmt: skip
    def control_again(self, deed: Deed) -> None:
        self._record_control("second", deed)
        self.track = deed["track"]

    # -- revival -----------------------------------------------------------------------------------------------

    @act(
        "申请恢复执行", source=State.TERMINATED_THIS_TIME, target=STAY, by=FILING, under=[ZB[9], INT[517]],
        guards=[guards.no_revival_pending, guards.somebody_is_not_bankrupt], facts=facts.RevivalFacts,
        opens=["execution"],
        anywhere=True, spec=["E-4.3", "A-9.11"],
    )  # fmt: skip
    def apply_revival(self, deed: Deed) -> None:
        """No limitation runs against it (解释第五百一十七条第二款)."""
        open_proceeding(
            "execution", self.case, "receive_revival", by=deed.actor, at=deed.at, origin=self, court=self.court,
            department=self.court.unit(Unit.FILING, policy=self.policy), instrument=self.instrument, revival=True,
            application_received_on=deed["applied_on"], clue=deed["clue"],
        )  # fmt: skip

    @act(
        "收到恢复执行申请", source=BIRTH, target=State.REVIVAL_RECEIVED, by=FILING, under=NANZHAO["四", 2],
        guards=[guards.original_is_in_the_pool, guards.something_is_still_owed], anywhere=True,
        starts=[Start(rules.FIRST_CHECK, lambda execution: execution.application_received_on)],
        tasks=[tasks.FIRST_CHECK],
        spec=["E-4.3"],
    )  # fmt: skip
    def receive_revival(self, deed: Deed) -> None:
        debtors = list(self._original().debtors.all())
        gone = barred(debtors)
        self.debtors.set([party for party in debtors if party not in gone])

    def _original(self) -> Any:
        """The execution that is to be revived."""
        assert self.origin is not None  # noqa: S101  original_is_in_the_pool has been checked
        return self.origin.actual

    @act(
        "初审后移转核查", source=State.REVIVAL_RECEIVED, target=State.CLUE_CHECK, by=FILING, under=NANZHAO["四", 2],
        facts=facts.FirstCheckFacts, stops=[rules.FIRST_CHECK], starts=[rules.CLUE, rules.CLUE_NATIONAL],
        tasks=[tasks.CHECK_CLUE], spec=["E-4.3", "E-4.4"],
    )  # fmt: skip
    def forward_revival(self, deed: Deed) -> None:
        central = self.policy.value("execution.first_handover")
        self.hand_to(self.court.unit(Unit.COMMAND if central else Unit.ENFORCEMENT, policy=self.policy))

    @act(
        "登记线索核查意见", source=State.CLUE_CHECK,
        target=RETURN_VALUE(State.AWAITING_SIGNATURE, State.REVIVAL_REFUSED),
        by=[*COMMAND, *CONDUCT], under=NANZHAO["四", 2], facts=facts.ClueFacts, stops=[rules.CLUE, rules.CLUE_NATIONAL],
        tasks=[tasks.SIGN_REVIVAL], orders=[Order("revival_refusal", is_refused)], spec=["E-4.4", "E-4.7"],
    )  # fmt: skip
    def verify_clue(self, deed: Deed) -> str:
        self.clue_opinion = deed["opinion"]
        if not deed["found"]:
            self.outcome, self.ended_on = "线索不属实，不予恢复", deed.on
            return str(State.REVIVAL_REFUSED)
        self.verified_value = deed["value"]
        return str(State.AWAITING_SIGNATURE)

    @act(
        "签字同意恢复执行", source=State.AWAITING_SIGNATURE, target=State.SIGNED, by=[Role.BUREAU_CHIEF],
        under=NANZHAO["四", 2], tasks=[tasks.FILE_REVIVAL], orders=["clue_opinion"], anywhere=True, spec=["E-4.5"],
    )  # fmt: skip
    def sign_revival(self, deed: Deed) -> None:
        self.signed_by = deed.by
        self.hand_to(self.court.unit(Unit.FILING, policy=self.policy))

    @act(
        "不同意恢复执行", source=State.AWAITING_SIGNATURE, target=State.REVIVAL_REFUSED, by=[Role.BUREAU_CHIEF],
        under=NANZHAO["四", 2], facts=facts.ReturnFacts, orders=["revival_refusal"], anywhere=True, danger=True,
        spec=["E-4.5"],
    )  # fmt: skip
    def refuse_revival(self, deed: Deed) -> None:
        self.clue_opinion = f"{self.clue_opinion}\n局长意见：{deed['reason']}"
        self.outcome, self.ended_on = "局长不同意恢复", deed.on

    @act(
        "恢复执行立案", source=State.SIGNED, target=RETURN_VALUE(State.FILED, State.TO_ASSIGN), by=FILING,
        under=[NANZHAO["四", 2], NANZHAO["四", 3], LJ[6]],
        guards=[guards.something_is_still_owed, guards.one_number_per_instrument, guards.somebody_is_not_bankrupt],
        starts=FILED_CLOCKS, tasks=FILED_TASKS, orders=["resumption_notice"],
        spec=["E-4.5", "E-4.7", "A-9.11", "C-11.1"],
    )  # fmt: skip
    def file_revival(self, deed: Deed) -> str:
        """The sum is the verified value, at most what is still owed (Q27)."""
        self.debtors.remove(*barred(self.debtors.all()))  # accepted since the application: only the others are enforced
        owed = self.balance
        self.claimed_amount = owed if self.verified_value is None else min(self.verified_value, owed)
        original = self._original()
        perform(original, "be_revived", by=SYSTEM, at=deed.at)
        return self._number(deed)

    @act(
        "已立恢复执行案件", source=State.TERMINATED_THIS_TIME, target=STAY, by=[SYSTEM], under=ZB[9],
        stops=[rules.REQUERY], spec=["E-4.5", "B-4.8"],
    )  # fmt: skip
    def be_revived(self, deed: Deed) -> None:
        """The pool is queried no more: the new case looks for assets."""
        self.outcome = "已恢复执行"
