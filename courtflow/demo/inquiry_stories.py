"""Trial asks enforcement, enforcement asks trial, and the long suit in which it is asked; `days` since the last act."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from courtflow.flow.perform import perform
from courtflow.law.numerals import arabic_date

from . import suits
from .diary import Diary
from .execution_stories import conduct, file_on
from .stories import story
from .suit_stories import heard, past

WALL = {
    "cause": "排除妨害纠纷", "claim": "判令被告拆除围墙、恢复通行，并赔偿损失", "content": "赔偿损失",
}  # fmt: skip
QUESTION = "拟判令被告限期拆除围墙并恢复通行。应否写明恢复通行的宽度、拆除后的清运和验收方式？"
OPINION = "仅写“恢复通行”不能执行。应当写明通行宽度和围墙的四至，写明由被告清运，并写明由双方共同验收。"
PLACES = "现场照片6张\n现场示意图1张\n围墙四至：东至河堤，西至村道，南至原告宅基，北至被告宅基"


def ask_enforcement(diary: Diary, trial: Any, day: date) -> Any:
    """Under a neutral number; the letter stands in a case of its own."""
    return diary.do(trial, "consult", "trial_judge", day, purpose="wording", question=QUESTION, redacted="on")


@story
def opinion_adopted(diary: Diary, days: int) -> None:
    """Asked and answered before judgment; its items stand in a schedule of their own, signed `days` ago."""
    diary.matter = WALL
    trial = ask_enforcement(diary, heard(diary, days), past(diary, days, 6))
    letter = trial.consultations.get()
    answered = diary.moment(past(diary, days, 4))
    facts = {"opinion": OPINION, "written": "on"}
    perform(letter.inquiry, "give_opinion", by=diary.people["enforcement_judge"], facts=facts, at=answered)
    trial = diary.do(
        diary.find("trial"), "weigh_opinion", "trial_judge", past(diary, days, 3), consultation=letter.pk,
        adopted="yes", major_difference="no",
    )  # fmt: skip
    day = past(diary, days, 0)
    trial = diary.do(
        trial, "draft_judgment", "trial_judge", day, obligations=wall_and_damages(diary), consequences="on",
        gist="支持原告的诉讼请求",
    )  # fmt: skip
    diary.do(trial, "sign", "trial_judge", day, made_on=day.isoformat(), schedule="on", schedule_note=PLACES)


def wall_and_damages(diary: Diary) -> list[dict[str, Any]]:
    owing, owed = diary.debtors[0], diary.creditor
    each = diary.share(2)
    parts = [{"due_on": (diary.today + timedelta(days=days)).isoformat(), "amount": each} for days in (60, 120)]
    people = {"debtors": [owing.pk], "creditors": [owed.pk]}
    wall = {
        "kind": "act", "content": f"{owing.name}拆除位于通道西侧的围墙，恢复三米宽的通行", "due_days": 10,
        "method": "自行拆除并清运，由双方共同验收", **people,
    }  # fmt: skip
    money = {
        "kind": "money", "content": f"{owing.name}向{owed.name}赔偿损失{diary.amount}元", "amount": diary.amount,
        "instalments": parts, "acceleration": "on", **people,
    }  # fmt: skip
    return [wall, money]


@story
def clarified(diary: Diary, days: int) -> None:
    """Enforcement found the operative part unclear, and the answer too; urged, trial ruled `days` ago."""
    end = diary.ago(days + 45)
    instrument = suits.owed(diary, end, mediated=False)
    conduct(diary, file_on(diary, instrument, diary.ago(days + 38)), diary.ago(days + 37))
    asked = {
        "instrument": instrument.pk, "written": "on",
        "question": "判决主文第一项判令“于履行期内”给付，没有写明履行期的末日。\n"
                    "执行中双方对迟延履行期间自何日起算各执一词，请明确履行期的末日。",
    }  # fmt: skip
    row = diary.open(
        "inquiry", "ask", "enforcement_judge", past(diary, days, 14), fields={"court": diary.court}, **asked
    )
    row = diary.do(
        row, "reply", "trial_judge", past(diary, days, 8), form="reply", reason="",
        answer="履行期见判决书“本院认为”部分的论述，按该部分确定的日期执行。",
    )  # fmt: skip
    row = diary.do(
        row, "find_unclear", "enforcement_judge", past(diary, days, 6),
        reason="“本院认为”部分写了两个日期，仍不能确定以哪一日为准",
    )  # fmt: skip
    row = diary.do(row, "urge", "case_manager", past(diary, days, 5), note="请于三日内裁定补正或者明确答复")
    due = arabic_date(end - timedelta(days=3))  # as the judgment meant it
    diary.do(
        row, "reply", "trial_judge", past(diary, days, 0), form="ruling",
        reason="经审查，判决书主文第一项漏写履行期的末日，属于笔误，应当补正。",
        answer=f"{instrument.number}民事判决书主文第一项中“于履行期内”补正为“于{due}前”。",
    )  # fmt: skip


@story
def suit_prolonged(diary: Diary, days: int) -> None:
    """Mediation failed; converted, stayed, resumed and prolonged; enforcement was asked `days` ago and is to answer."""
    trial = suits.assign(diary, accepted_after_mediation(diary, days), past(diary, days, 222), "summary")
    trial = diary.do(
        trial, "convert", "trial_judge", past(diary, days, 140), procedure="ordinary",
        reason="案情复杂，双方对往来账目争议较大，需要另行核对。",
    )  # fmt: skip
    stayed, resumed = past(diary, days, 120), past(diary, days, 85)
    trial = diary.do(
        trial, "stay_suit", "trial_judge", stayed, ground="other_case", since=stayed.isoformat(),
        note="双方就本案所涉合同的效力另有诉讼，该案尚未审结。",
    )  # fmt: skip
    trial = diary.do(
        trial, "resume_suit", "trial_judge", resumed, ended_on=resumed.isoformat(), note="另案判决已经发生法律效力"
    )
    trial = diary.do(
        trial, "request_extension", "trial_judge", past(diary, days, 28), months=2, late_reason="",
        reason="账目核对尚未完成，双方均申请延长核对时间。",
    )  # fmt: skip
    trial = diary.do(trial, "decide_extension", "president", past(diary, days, 22), granted="yes", months=2)
    trial = suits.hear(diary, trial, past(diary, days, 8))
    ask_enforcement(diary, trial, diary.ago(days))


def accepted_after_mediation(diary: Diary, days: int) -> Any:
    """The mediator hands back what is undisputed."""
    filing = suits.complain(diary, past(diary, days, 241))
    diary.do(filing, "to_mediation", "filing_clerk", past(diary, days, 240), willing="on", preservation="undecided")
    signed, failed = past(diary, days, 238), past(diary, days, 225)
    row = diary.do(diary.find("mediation"), "receive", "mediator", signed, signed_on=signed.isoformat())
    row = diary.do(row, "fail", "mediator", failed, reason="双方对付款时间和违约责任差距较大")
    diary.do(
        row, "hand_back", "mediator", failed, parties="on", addresses="on",
        undisputed=f"双方之间存在{diary.matter['cause'].removesuffix('纠纷')}关系\n尚有{diary.amount}元未付",
    )  # fmt: skip
    return suits.accept(diary, diary.find("filing"), past(diary, days, 222))
