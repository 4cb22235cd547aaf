"""From effect to performance: 谁审理、谁负责督促履行 (山阳第二十二条、第二十三条, 佳木斯四（一）)."""

from __future__ import annotations

from datetime import date, timedelta

from django_fsm import RETURN_VALUE

from courtflow.accounts.roles import Role
from courtflow.cases import instruments, performing
from courtflow.flow.acts import STAY, SYSTEM, Act, Deed, act
from courtflow.flow.models import Event, Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.rules import Stop
from courtflow.law.articles import CPL, DOSSIER, JIAMUSI, NANZHAO, SHANYANG
from documents import archiving

from . import facts, guards, rules, tasks
from .matter import Matter
from .states import AFTERWARDS, EFFECTIVE, SERVING, State
from .tasks import BENCH, JUDGE

ONE_DAY = timedelta(days=1)
LETTER_TASKS = (tasks.LETTER.code, tasks.CENTRE_STARTS.code)
PAYABLE = (*SERVING, *EFFECTIVE)


class Owing(Matter):
    """Payments, instalments, the end of the performance period, the letter to the service centre."""

    class Meta:
        abstract = True

    @act(
        "登记履行", source=[*PAYABLE], target=RETURN_VALUE(*PAYABLE), by=BENCH, under=SHANYANG[23],
        guards=[guards.not_yet_in_enforcement], facts=performing.PerformanceFacts, spec=["C-23.5"],
    )  # fmt: skip
    def record_performance(self, deed: Deed) -> str:
        performing.record_performance(self, deed)
        return self._standing(deed.on - ONE_DAY)

    @act(
        "确认履行", source=[*PAYABLE], target=RETURN_VALUE(*PAYABLE), by=BENCH, under=SHANYANG[23],
        guards=[guards.not_yet_in_enforcement], facts=performing.ConfirmationFacts, spec=["C-23.5"],
    )  # fmt: skip
    def confirm(self, deed: Deed) -> str:
        performing.confirm_performance(deed)
        return self._standing(deed.on - ONE_DAY)

    def _standing(self, ended: date) -> str:
        """Whether anything due by the end of that day is open; a payment in time, recorded late, mends a default."""
        if self.state in SERVING or self.instrument is None:
            return str(self.state)
        instruments.reckon_acceleration(self.instrument, ended)
        if self.state == State.TRANSFERRED:
            return str(self.state)
        return State.UNPERFORMED if instruments.in_default(self.instrument, ended) else State.PERFORMING

    @act(
        "履行期届满", source=[*EFFECTIVE, State.TRANSFERRED], target=RETURN_VALUE(*EFFECTIVE, State.TRANSFERRED),
        by=[SYSTEM], under=[CPL[247], SHANYANG[22], NANZHAO["四", 8]], tasks=[tasks.TELL],
        spec=["C-22.2", "A-5.7", "E-4.14"],
    )  # fmt: skip
    def end_performance_period(self, deed: Deed) -> str:
        """One item or instalment has come due; a missed one may bring the whole forward."""
        return self._standing(deed.on)

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """When the period ends with everything performed, nobody need say so."""
        super().after(act, deed, event)
        if act.name == "note_application":
            for task in Task.objects.filter(proceeding_id=self.pk, kind__in=LETTER_TASKS, state__in=Task.OPEN_STATES):
                task.finish(Task.State.CANCELLED, deed.at, event)
        if act.name == "end_performance_period" and self.state in EFFECTIVE and performing.fully_performed(self):
            perform(self, "complete", by=SYSTEM, at=deed.at)

    @act(
        "确认自动履行完毕", source=[*EFFECTIVE, State.TRANSFERRED], target=State.PERFORMED,
        by=[*BENCH, SYSTEM], under=[SHANYANG[22], SHANYANG[23]], guards=[guards.everything_is_performed],
        stops=[rules.PERFORMANCE, rules.TRANSFER, Stop(rules.LIMITATION, "case")], tasks=tasks.WHEN_PERFORMED,
        spec=["C-22.2"],
    )  # fmt: skip
    def complete(self, deed: Deed) -> None:
        """What the court took itself is satisfied, but nobody performed of his own accord (Q32)."""
        self.outcome = "法院扣划清偿" if performing.forcibly_deducted(self) else "自动履行完毕"

    @act(
        "移交执行服务中心催告", source=State.PERFORMING, target=State.TRANSFERRED, by=JUDGE, under=JIAMUSI["四", 1],
        guards=[guards.court_takes_transfer_letters], facts=facts.LetterFacts, stops=[rules.TRANSFER], opens=["urging"],
        spec=["A-4.3"],
    )  # fmt: skip
    def transfer_to_centre(self, deed: Deed) -> None:
        """What else must be true (in effect, not by public notice, no application yet) the urging itself checks."""
        self.letter_no = deed["letter_no"]
        open_proceeding(
            "urging", self.case, "receive_letter", by=deed.actor, at=deed.at, origin=self, court=self.court,
            instrument=self.instrument, facts={"letter_no": deed["letter_no"], "enclosed": deed["enclosed"]},
        )  # fmt: skip

    @act(
        "逾期未移交自动履行函", source=[*EFFECTIVE], target=STAY, by=[SYSTEM], under=JIAMUSI["四", 1],
        tasks=[tasks.CENTRE_STARTS], spec=["A-4.3"],
    )  # fmt: skip
    def miss_letter(self, deed: Deed) -> None:
        """The judge and the head of his division are told; the centre may begin without the letter."""

    @act(
        "执行服务中心自行启动催告", source=[*EFFECTIVE], target=State.TRANSFERRED,
        by=[Role.CENTRE_STAFF, Role.CENTRE_HEAD], under=JIAMUSI["四", 1],
        guards=[guards.court_takes_transfer_letters, guards.letter_was_due], opens=["urging"], anywhere=True,
        spec=["A-4.3"],
    )  # fmt: skip
    def open_by_centre(self, deed: Deed) -> None:
        """What else must be true (not by public notice, no application yet) the urging itself checks."""
        open_proceeding(
            "urging", self.case, "begin_unasked", by=deed.actor, at=deed.at, origin=self, court=self.court,
            instrument=self.instrument,
        )  # fmt: skip

    @act(
        "债权人已申请执行，不再移交", source=[*EFFECTIVE], target=STAY, by=[SYSTEM], under=JIAMUSI["四", 1],
        guards=[guards.a_letter_is_due], stops=[rules.TRANSFER], spec=["A-4.3"],
    )  # fmt: skip
    def note_application(self, deed: Deed) -> None:
        """Performed when the application is received; the letter has lost its object."""

    @act(
        "告知债权人可以申请执行", source=State.UNPERFORMED, target=STAY, by=BENCH, under=[CPL[247], CPL[250]],
        facts=facts.CreditorFacts,
    )  # fmt: skip
    def inform_creditor(self, deed: Deed) -> None:
        """The event keeps who was told, when and how."""

    @act(
        "出具自动履行证明书", source=[State.PERFORMED, State.ARCHIVED], target=STAY, by=BENCH, under=SHANYANG[23],
        guards=[guards.everything_is_performed, guards.nothing_was_deducted], facts=facts.CertificateFacts,
        orders=["performance_certificate"], spec=["C-23.6", "C-23.3"],
    )  # fmt: skip
    def issue_certificate(self, deed: Deed) -> None:
        """The event's facts are what the paper quotes: for whom, since when applied for, for which use."""

    @act(
        "归档", source=[*AFTERWARDS], target=State.ARCHIVED, by=[Role.TRIAL_CLERK, *JUDGE], under=DOSSIER[3],
        guards=[guards.performance_is_settled], facts=facts.ArchiveFacts,
    )  # fmt: skip
    def archive(self, deed: Deed) -> None:
        self.outcome = self.outcome or "已归档"
        archiving.archive(self, deed)
