"""Objections in enforcement: talked over, withdrawn, put right, filed, decided."""

from __future__ import annotations

from typing import Any

from .diary import Diary
from .execution_stories import conducted
from .stories import story

BENCH = ("objection_judge", "enforcement_judge_2", "trial_judge_2")


def objected(diary: Diary, days: int, consent: str = "yes", **changes: Any) -> Any:
    """The debtor objects to the conduct of enforcement `days` ago."""
    execution = conducted(diary, days + 30)
    day = diary.ago(days)
    request = {
        "nature": "conduct", "objector": diary.debtors[0].pk, "request": "请求解除超标的额部分的冻结",
        "grounds": "冻结的存款超出应当履行的金额和执行费用", "evidence": "yes", "missing": "",
    }  # fmt: skip
    return diary.open(
        "objection", "receive", "enforcement_clerk", day, execution=execution.pk, received_on=day.isoformat(),
        application="on", consent=consent, consent_record="化解同意书" if consent == "yes" else "",
        **{**request, **changes},
    )  # fmt: skip


@story
def objection(diary: Diary, days: int) -> None:
    """In the front stage where the court has one, else sent to filing at once."""
    row = objected(diary, days)
    if row.state == "front_stage" and days > 2:
        day = diary.ago(days // 2)
        diary.do(
            row, "explain", "enforcement_clerk", day, held_on=day.isoformat(), answer="愿意考虑",
            content="释明冻结数额包括迟延履行利息和执行费用",
        )  # fmt: skip
    diary.until(diary.today)


@story
def objection_withdrawn(diary: Diary, days: int) -> None:
    row = objected(diary, days + 6)
    day = diary.ago(days)
    diary.do(
        row, "withdraw", "enforcement_clerk" if row.state == "front_stage" else "filing_clerk", day, consequences="on",
        voluntary="on", applied_on=day.isoformat(),
    )  # fmt: skip


@story
def objection_corrected(diary: Diary, days: int) -> None:
    row = objected(diary, days + 5)
    day = diary.ago(days)
    diary.do(
        row, "self_correct", "enforcement_judge", day, wrong="冻结数额超出应当履行的金额", corrected_on=day.isoformat(),
        remedy="解除对超出部分存款1500元的冻结。",
        ruling_no="",
    )  # fmt: skip


@story
def objection_refused(diary: Diary, days: int) -> None:
    """Papers were lacking, and what was asked concerned a measure of another court: not received, by ruling."""
    row = objected(
        diary, days + 9, consent="no", request="请求解除轮候查封", grounds="轮候查封影响其对外融资", evidence="no",
        missing="异议人的身份证明、轮候查封的登记资料和送达地址",
    )  # fmt: skip
    day = diary.ago(days)
    row = diary.do(
        row, "refuse_filing", "filing_judge", day, ground="queued_seizure", explained="on", told_review="on",
        reason="轮候查封尚未生效，且异议人经告知逾期未补足身份证明等材料", ruling_no="",
    )  # fmt: skip
    diary.do(
        row, "serve_ruling", "filing_clerk", day, party=diary.debtors[0].pk, served_on=day.isoformat(),
        proof="送达回证",
    )  # fmt: skip
    diary.until(diary.today)


def under_review(diary: Diary, days: int, **changes: Any) -> Any:
    row = objected(diary, days + 3, consent="no", **changes)
    row = diary.do(row, "file", "filing_clerk", diary.ago(days))
    day = diary.ago(max(days - 1, 0))
    return diary.do(row, "notify_parties", "objection_judge", day, told_on=day.isoformat(), whom="异议人、申请执行人")


@story
def objection_review(diary: Diary, days: int) -> None:
    under_review(diary, days)


@story
def objection_given_up(diary: Diary, days: int) -> None:
    """Filed and under review, then withdrawn: by ruling."""
    row = under_review(diary, days + 6)
    day = diary.ago(days)
    diary.do(
        row, "withdraw", "objection_judge", day, consequences="on", voluntary="on", applied_on=day.isoformat(),
        panel=diary.bench(*BENCH),
    )  # fmt: skip


@story
def objection_upheld(diary: Diary, days: int) -> None:
    """An outsider shows that the frozen money is his own; the creditor may sue within fifteen days."""
    outsider = diary.cast.person("outsider")
    row = under_review(
        diary, days + 10, nature="object", objector="", outsider_kind="natural", outsider_name=outsider["name"],
        outsider_identifier=outsider["identifier"], outsider_phone=outsider["phone"],
        outsider_address=outsider["service_address"],
        request="请求中止对被冻结账户内货款的执行", grounds="账户内款项系其误汇，汇款次日即已报警并要求退回",
    )  # fmt: skip
    day = diary.ago(days)
    row = diary.do(
        row, "decide", "objection_judge", day, result="upheld", authenticity="汇款凭证与报警记录相互印证，所述事实真实",
        reasons="异议人就误汇的款项享有足以排除强制执行的民事权益", operative="中止对被冻结账户内误汇款项的执行。",
        bad_faith="no", bad_faith_reason="首次提出异议，未见拖延意图", sanction="none", panel=diary.bench(*BENCH),
        ruling_no="",
    )  # fmt: skip
    diary.do(
        row, "serve_ruling", "objection_judge", day, party=diary.creditor.pk, served_on=day.isoformat(),
        proof="送达回证",
    )  # fmt: skip
    diary.until(diary.today)


@story
def objection_dismissed(diary: Diary, days: int) -> None:
    """Decided and served `days` ago: ten days for reconsideration."""
    row = under_review(diary, days + 10)
    day = diary.ago(days)
    row = diary.do(
        row, "decide", "objection_judge", day, result="dismissed", authenticity="所依据的事实真实", bad_faith="no",
        bad_faith_reason="首次提出异议，未见拖延意图", sanction="none", panel=diary.bench(*BENCH),
        ruling_no="",
    )  # fmt: skip
    for party in (diary.creditor, diary.debtors[0]):
        row = diary.do(
            row, "serve_ruling", "objection_judge", day, party=party.pk, served_on=day.isoformat(), proof="送达回证"
        )
    diary.until(diary.today)
