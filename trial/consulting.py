"""意见征询: trial asks enforcement how to word what can be enforced, and waits for the answer (山阳第二十条)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from courtflow.accounts.roles import Role
from courtflow.flow import clock
from courtflow.flow.acts import STAY, SYSTEM, Act, Deed, act
from courtflow.flow.facts import Confirm, Day, Facts, Text, YesNo
from courtflow.flow.models import Deadline, Event
from courtflow.flow.notices import send
from courtflow.flow.refusals import guard
from courtflow.flow.worklist import TaskKind
from courtflow.law.articles import LIM, SHANYANG
from courtflow.law.periods import compute

from . import rules
from .inquiry import rules as inquiry_rules
from .inquiry import seal
from .inquiry.redaction import findings
from .matter import Matter
from .records import Consultation
from .states import HEARD, RUNNING, State
from .tasks import JUDGE

REDACTED = "已隐去案号、当事人姓名或者名称、证件号码、地址、电话、账号以及法院和法官名称"

WEIGH = TaskKind(
    "trial.weigh_opinion", "执行部门已答复：采纳，或者写明不采纳的理由", JUDGE, act="weigh_opinion", to_handler=True,
    when=lambda trial: unweighed(trial).exists(), spec=("C-20.1",),
)  # fmt: skip
COMMITTEE = TaskKind(
    "trial.committee", "两个部门意见存在重大分歧：提交审判委员会讨论", JUDGE, act="record_committee", to_handler=True,
    when=lambda trial: differing(trial).exists(), spec=("C-20.5",),
)  # fmt: skip


def awaited(trial: Any) -> Any:
    """Letters that enforcement has not answered."""
    return trial.consultations.filter(answered_on=None, withdrawn_on=None)


def unweighed(trial: Any) -> Any:
    return trial.consultations.exclude(answered_on=None).filter(adopted=None, withdrawn_on=None)


def differing(trial: Any) -> Any:
    """Answers with a major difference that the committee has not discussed."""
    return trial.consultations.filter(major_difference=True, minutes_no="", withdrawn_on=None)


@guard(
    "尚未收到执行部门对征询意见函的书面答复，应暂缓作出裁判；逾期未答复不视为同意",
    under=SHANYANG[20],
    remedy="等待执行部门答复，或者由审判管理部门督办；不再需要征询的，撤回征询意见函",
    ask=Role.CASE_MANAGER.label,
    spec=("C-20.2",),
)
def no_opinion_is_awaited(trial: Any) -> bool:
    return not awaited(trial).exists()


@guard(
    "执行部门的答复意见尚未处理",
    under=SHANYANG[20],
    remedy="办理“处理执行部门答复意见”：采纳，或者写明不采纳的理由",
    ask=Role.TRIAL_JUDGE.label,
    spec=("C-20.1",),
)
def opinions_are_weighed(trial: Any) -> bool:
    return not unweighed(trial).exists()


@guard(
    "两个部门意见存在重大分歧，应提交审判委员会讨论",
    under=SHANYANG[20],
    remedy="提交审判委员会讨论后，办理“登记审判委员会讨论意见”",
    ask=Role.PRESIDENT.label,
    spec=("C-20.5",),
)
def differences_are_discussed(trial: Any) -> bool:
    return not differing(trial).exists()


BEFORE_SIGNING = (no_opinion_is_awaited, opinions_are_weighed, differences_are_discussed)


class LetterFacts(Facts):
    """征询意见函: the text leaves the division only without anything that tells whose case it is."""

    purpose = forms.ChoiceField(label="征询目的", choices=Consultation.Purpose)
    question = Text(
        label="征询事项", help_text="只写拟作出的主文表述和争议所在；案号、名称等由系统检查，发现即不予发出"
    )
    redacted = Confirm(label=REDACTED)
    limit_noted = Confirm(label="已知悉征询期间不扣除审限")

    def prepare(self, proceeding: Any) -> None:
        crossing = crossed_limit(proceeding, self.day or clock.today())
        if crossing is None:
            del self.fields["limit_noted"]
            return
        answer_by, limit = crossing
        self.fields["limit_noted"].label = (
            f"已知悉：五日答复期至{answer_by:%Y-%m-%d}届满，晚于审限届满日{limit:%Y-%m-%d}；"
            "征询期间不扣除审限（审限规定第九条），须抓紧办理或者另行申请延长审限"
        )

    def clean_question(self) -> str:
        question: str = self.cleaned_data["question"]
        found = findings(question, self.proceeding.case)
        if found:
            raise forms.ValidationError([f"请隐去{item}" for item in found])
        return question


def crossed_limit(trial: Any, day: date) -> tuple[date, date] | None:
    """The last day for the answer and the trial limit, where the first comes after the second (Q38)."""
    running = trial.deadlines.filter(rule__in=rules.LIMIT_CODES, state__in=Deadline.LIVE).order_by("due_at").first()
    if running is None:
        return None
    answer_by = compute(inquiry_rules.OPINION.for_court(trial.policy).period, day, trial.court.calendar).last_day
    return (answer_by, running.due_on) if answer_by > running.due_on else None


class _OneLetter(Facts):
    consultation = forms.ModelChoiceField(Consultation.objects.none(), label="征询意见函")

    def among(self, proceeding: Any) -> Any:
        raise NotImplementedError

    def prepare(self, proceeding: Any) -> None:
        self.fields["consultation"].queryset = self.among(proceeding)  # type: ignore[attr-defined]


class TakenBackFacts(_OneLetter):
    reason = Text(label="撤回的理由", max_length=500)

    def among(self, proceeding: Any) -> Any:
        return awaited(proceeding)


class WeighingFacts(_OneLetter):
    """Adopted, or not and why; whether the two differ so much that the committee must speak."""

    adopted = YesNo(label="是否采纳")
    reason = Text(required=False, label="理由", help_text="不采纳的，须写明理由")
    major_difference = YesNo(label="两个部门意见是否存在重大分歧", help_text="存在重大分歧的，提交审判委员会讨论")

    def among(self, proceeding: Any) -> Any:
        return unweighed(proceeding)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("adopted") is False and not facts.get("reason"):
            self.add_error("reason", "不采纳执行部门意见的，须写明理由")
        if facts.get("adopted") and facts.get("major_difference"):
            self.add_error("major_difference", "已采纳的，不存在重大分歧")
        return facts


class CommitteeFacts(_OneLetter):
    minutes_no = forms.CharField(max_length=80, label="审判委员会纪要编号")
    held_on = Day(past=True, label="讨论日期")
    conclusion = Text(label="讨论意见")

    def among(self, proceeding: Any) -> Any:
        return differing(proceeding)


class ArrivalFacts(Facts):
    number = forms.CharField(label="征询号")
    opinion = Text(label="执行部门答复意见")


class SilenceFacts(Facts):
    number = forms.CharField(label="征询号")


@guard(
    "没有尚未答复的征询意见函",
    under=SHANYANG[20],
    remedy="无须撤回",
    ask=Role.TRIAL_JUDGE.label,
)
def an_opinion_is_awaited(trial: Any) -> bool:
    return awaited(trial).exists()


@guard(
    "没有待处理的执行部门答复意见",
    under=SHANYANG[20],
    remedy="先发出征询意见函并等待答复",
    ask=Role.TRIAL_JUDGE.label,
)
def an_opinion_is_there(trial: Any) -> bool:
    return unweighed(trial).exists()


@guard(
    "没有须由审判委员会讨论的重大分歧",
    under=SHANYANG[20],
    remedy="无须登记",
    ask=Role.TRIAL_JUDGE.label,
)
def a_difference_is_open(trial: Any) -> bool:
    return differing(trial).exists()


class Consulting(Matter):
    """A judge asks; the answer, the silence and what he makes of them stand in the history of the trial."""

    class Meta:
        abstract = True

    @act(
        "征询执行部门意见", source=[*HEARD], target=STAY, by=JUDGE, under=[SHANYANG[20], LIM[9]], facts=LetterFacts,
        opens=["inquiry"], spec=["C-20.1", "C-20.3", "C-20.5"],
        hint="执行部门只看到中性的征询号和已隐去关键信息的文字；未收到书面答复前不能签发",
    )  # fmt: skip
    def consult(self, deed: Deed) -> None:
        seal.send(self, deed)

    @act(
        "撤回征询意见函", source=[*RUNNING], target=STAY, by=JUDGE, under=SHANYANG[20], facts=TakenBackFacts,
        guards=[an_opinion_is_awaited],
    )  # fmt: skip
    def take_back_letter(self, deed: Deed) -> None:
        self._take_back(deed["consultation"], deed)

    def _take_back(self, letter: Consultation, deed: Deed) -> None:
        seal.tell_the_answerer(letter, "take_back", deed.at)
        letter.withdrawn_on = deed.on
        letter.save(update_fields=["withdrawn_on"])

    def _take_back_letters(self, deed: Deed) -> None:
        """A suit that ends asks nothing more."""
        for letter in awaited(self):
            self._take_back(letter, deed)

    @act(
        "收到执行部门答复意见", source=[*RUNNING], target=STAY, by=[SYSTEM], under=SHANYANG[20], facts=ArrivalFacts,
        tasks=[WEIGH], spec=["C-20.1"],
    )  # fmt: skip
    def receive_opinion(self, deed: Deed) -> None:
        """The answer is on the letter's row already."""

    @act(
        "执行部门逾期未答复", source=[*RUNNING], target=STAY, by=[SYSTEM], under=SHANYANG[20], facts=SilenceFacts,
        spec=["C-20.2"],
    )  # fmt: skip
    def note_silence(self, deed: Deed) -> None:
        """No deemed consent: signing stays blocked, case management urges."""
        if self.handler is not None:
            text = f"执行部门对征询意见函{deed['number']}逾期未答复，已转审判管理部门督办；裁判继续暂缓"
            send([self.handler], text, proceeding=self)

    @act(
        "处理执行部门答复意见", source=[*HEARD], target=STAY, by=JUDGE, under=SHANYANG[20], facts=WeighingFacts,
        guards=[an_opinion_is_there], tasks=[WEIGH, COMMITTEE], spec=["C-20.1", "C-20.5"],
    )  # fmt: skip
    def weigh_opinion(self, deed: Deed) -> None:
        letter: Consultation = deed["consultation"]
        letter.adopted, letter.reason = deed["adopted"], deed["reason"]
        letter.major_difference = deed["major_difference"]
        letter.save(update_fields=["adopted", "reason", "major_difference"])
        outcome = "adopted" if letter.adopted else "declined"
        seal.tell_the_answerer(letter, "settle", deed.at, outcome=outcome)

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        super().after(act, deed, event)
        if self.state == State.ENDED and act.name in ("end_suit", "decide_jurisdiction"):
            self._take_back_letters(deed)

    @act(
        "登记审判委员会讨论意见", source=[*HEARD], target=STAY, by=JUDGE, under=SHANYANG[20], facts=CommitteeFacts,
        guards=[a_difference_is_open], spec=["C-20.5"],
    )  # fmt: skip
    def record_committee(self, deed: Deed) -> None:
        letter: Consultation = deed["consultation"]
        letter.minutes_no, letter.conclusion = deed["minutes_no"], deed["conclusion"]
        letter.save(update_fields=["minutes_no", "conclusion"])
