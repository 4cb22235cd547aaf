"""What could not wait for the judgment: asked for twice, ruled, contested and paid in advance."""

from __future__ import annotations

from datetime import date
from typing import Any

from . import suits
from .diary import Diary
from .preservation_stories import EXECUTOR_OF
from .stories import story
from .suit_stories import past

INJURY = {
    "cause": "机动车交通事故责任纠纷", "content": "赔偿医疗费等各项损失",
    "claim": "判令被告赔偿医疗费、误工费等各项损失",
}  # fmt: skip


@story
def advance_executed(diary: Diary, days: int) -> None:
    """Refused while the injury seemed slight; granted when it was not, contested in vain, paid `days` ago."""
    diary.matter = INJURY
    day = past(diary, days, 40)
    trial = suits.accept(diary, suits.complain(diary, past(diary, days, 44), company=True), day)
    suits.hear(diary, suits.assign(diary, trial, day), past(diary, days, 26))
    refused(diary, days)
    row = granted(diary, apply(diary, diary.ago(days + 12), "申请人伤情加重，须再次手术，已无力支付医疗费"), days)
    row = contested(diary, row, days)
    diary.do(
        row, "report", EXECUTOR_OF[row.department.kind], diary.ago(days), result="full", executed=diary.share(4),
        done_on=diary.ago(days).isoformat(), detail="被申请人接到通知后将款项汇入申请人住院账户", proof="银行电子回单",
    )  # fmt: skip


def apply(diary: Diary, day: date, reason: str) -> Any:
    """A quarter of the claim, for the hospital."""
    asked = diary.share(4)
    return diary.open(
        "advance", "apply", "trial_clerk", day, applicant=diary.creditor.pk,
        respondents=[party.pk for party in diary.debtors], received_on=day.isoformat(), ground="support", urgency="",
        request=f"责令被申请人先行支付医疗费{asked}元", requested=asked, reason=reason, guarantee_kind="none",
        guarantee_amount="", guarantor="", guarantee_no="",
    )  # fmt: skip


def refused(diary: Diary, days: int) -> None:
    row = apply(diary, diary.ago(days + 23), "申请人受伤住院，医疗费支出较大")
    day = diary.ago(days + 21)
    row = diary.do(
        row, "refuse", "trial_judge", day,
        reason="申请人伤情已经稳定，现有证据不能证明不先予执行将严重影响其生活",
    )  # fmt: skip
    serve(diary, row, diary.creditor, day)


def serve(diary: Diary, row: Any, party: Any, day: date) -> Any:
    return diary.do(
        row, "serve_ruling", "trial_clerk", day, party=party.pk, served_on=day.isoformat(), proof="送达回证"
    )


def granted(diary: Diary, row: Any, days: int) -> Any:
    """Ruled, served on both sides, numbered by filing and begun."""
    day, names = diary.ago(days + 10), "、".join(party.name for party in diary.debtors)
    row = diary.do(
        row, "rule", "trial_judge", day, clear="on", within="on", amount=diary.share(4),
        hardship="申请人须立即再次手术，停止治疗将留下残疾", ability="被申请人经营正常，肇事车辆投保了商业保险",
        content=f"{names}于收到本裁定之日起三日内向{diary.creditor.name}先行支付医疗费{diary.share(4)}元",
    )  # fmt: skip
    for party in (diary.creditor, *diary.debtors):
        row = serve(diary, row, party, day)
    row = diary.do(row, "implement", "filing_clerk", day, materials="先予执行裁定书2份；送达回证2份")
    begun = diary.ago(days + 9)
    return diary.do(row, "start", EXECUTOR_OF[row.department.kind], begun, received_on=begun.isoformat())


def contested(diary: Diary, row: Any, days: int) -> Any:
    """Nothing is stayed meanwhile; the same court decides."""
    debtor, asked = diary.debtors[0], diary.ago(days + 8)
    row = diary.do(
        row, "ask_review", "trial_clerk", asked, party=debtor.pk, received_on=asked.isoformat(),
        grounds="事故责任尚未最终确定，先予执行的数额过高",
    )  # fmt: skip
    return diary.do(
        row, "decide_review", "trial_judge", diary.ago(days + 5), review=row.reviews.get().pk, result="upheld",
        reason="交通事故认定书已载明责任，先予执行的数额以申请人治疗的急需为限，原裁定并无不当", operative="",
    )  # fmt: skip
