"""诉讼风险提示书, 自动履行提示书 and 执行风险提示书: what a party is told before he begins (山阳第五条、第十二条).

The Supreme Court's own 诉讼风险提示书 of 2003 gives the items; losing the suit and 执行不能 must stay in any wording.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.cases.models import Party
from courtflow.law.articles import source
from documents.addressing import creditors, saying
from documents.drafting import Draft, instrument_facts, person_facts

from . import Kind, Retention, Slot, register
from .enclosures import RECEIPT
from .sides import claimants_or_answering

AT_LAW, IN_ENFORCEMENT = "败诉", "执行不能"


def risk_facts(draft: Draft) -> Mapping[str, Any]:
    assessed = getattr(draft.proceeding, "risk_level", "")
    return {"claim": draft.case.claim, "assessed": assessed}


@saying("申请执行人")
def applicant(draft: Draft) -> Sequence[Party]:
    """The one who applies for enforcement; only he is told at the counter."""
    chosen = draft.proceeding.applicant_id
    return [party for party in draft.parties if party.pk == chosen]


def execution_facts(draft: Draft) -> Mapping[str, Any]:
    chosen = {party.pk for party in draft.proceeding.debtors.all()}
    return {
        "debtors": [person_facts(party, "被执行人") for party in draft.parties if party.pk in chosen],
        "instrument": instrument_facts(draft.instrument, None),
    }


def execution_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["instrument"] else ["没有申请执行所依据的生效法律文书，请先登记法律文书"]


LITIGATION_RISK = register(
    Kind(
        slug="litigation_risk",
        title="诉讼风险提示书",
        number_word="诉风",
        under=(source("SHANYANG")[12], source("SHANYANG")[5], source("ZHEJIANG")["三", 3], source("RISK")["十六"]),
        addressees=creditors,
        facts=risk_facts,
        slots=(
            Slot("losing", "败诉的风险", (AT_LAW,)),
            Slot("conduct", "诉讼行为的风险", ("举证期限", "送达地址")),
            Slot("enforcement", "执行不能的风险", (IN_ENFORCEMENT, "财产线索")),
        ),
        annexes=(RECEIPT,),
        retention=Retention.SHORT,
        spec=("C-5.1", "C-12.2", "B-3.6"),
    )
)
PERFORMANCE_REMINDER = register(
    Kind(
        slug="performance_reminder",
        title="自动履行提示书",
        number_word="履行提示",
        under=(source("SHANYANG")[5], source("CPL")[247], source("CPL")[264]),
        addressees=claimants_or_answering,
        slots=(
            Slot("duty", "及时、自动履行的义务", ("及时", "自动履行")),
            Slot("consequences", "不及时、自动履行的法律后果", ("迟延履行", "罚款", "拘留", "失信")),
        ),
        annexes=(RECEIPT,),
        retention=Retention.SHORT,
        spec=("C-5.2",),
    )
)
EXECUTION_RISK = register(
    Kind(
        slug="execution_risk",
        title="执行风险提示书",
        number_word="执风",
        under=(
            source("SHANYANG")[12],
            source("SHANYANG")[5],
            source("ZHEJIANG")["三", 3],
            source("ASSET")[1],
            source("INT")[517],
        ),
        addressees=applicant,
        facts=execution_facts,
        missing=execution_missing,
        slots=(
            Slot("clues", "提供财产线索的义务", ("财产线索",)),
            Slot("impossible", "执行不能的风险", (IN_ENFORCEMENT, "终结本次执行程序")),
            Slot("other", "申请执行的其他风险"),
        ),
        annexes=(RECEIPT,),
        retention=Retention.SHORT,
        spec=("C-12.3", "C-5.1", "B-3.6"),
    )
)
