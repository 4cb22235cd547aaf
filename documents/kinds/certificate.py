"""自动履行证明书: that a debtor performed by himself, wholly (佳木斯四（一），山阳第二十三条，红河四)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from courtflow.cases.models import Obligation, Party, Performance
from courtflow.flow.models import Deadline
from courtflow.law.articles import source
from documents.addressing import saying
from documents.drafting import (
    Draft,
    instrument_facts,
    obligation_facts,
    performance_facts,
    person_facts,
    yuan,
)

from . import Copy, Kind, Retention, Slot, register
from .urging import DEMAND, LIMIT

PURPOSES = {"approval": "行政审批", "tender": "招标投标", "credit": "信用评价", "loan": "金融借款"}  # 红河四
COPIES = ["审判部门", "执行立案部门", "档案部门"]  # 佳木斯四（一）


def facts(draft: Draft) -> Mapping[str, Any]:
    owed = draft.owed_by(draft.addressee)
    done = performance_facts(owed)
    asked = draft.event.facts
    return {
        "creditors": [person_facts(party, "权利人") for party in draft.creditors_of(draft.addressee)],
        "other_debtors": [person_facts(party, "义务人") for party in draft.debtors if party != draft.addressee],
        "instrument": instrument_facts(draft.instrument, draft.addressee),
        "obligations": obligation_facts(owed),
        "performances": done,
        "total": total(owed),
        "completed_on": max((row["on"] for row in done), default=None),
        "phase": phase(draft, owed),
        "basis": "、".join(draft.own_articles),
        "applied_on": asked.get("applied_on"),
        "applicant": draft.addressee.name if draft.addressee else "",
        "purposes": [PURPOSES[code] for code in asked.get("purposes") or PURPOSES],
        "confirmations": confirmations(owed),
        "copies": COPIES,
        "integrity_list": bool(asked.get("integrity_list", not deducted(owed))),
        "deducted": deducted(owed),
        "by_holder": performers(owed) == {draft.addressee.pk} if draft.addressee else False,
        "objection_open": draft.case.proceedings.filter(kind="objection", closed_at=None).exists(),
        "execution_opened": draft.case.proceedings.filter(kind="execution").exists(),
    }


def total(items: Sequence[Obligation]) -> str | None:
    if not any(item.kind == Obligation.Kind.MONEY for item in items):
        return None
    return yuan(sum((item.performed for item in items), Decimal("0.00")))


def deducted(items: Sequence[Obligation]) -> bool:
    """Satisfaction by the court's deduction is not the debtor's own act (Q32)."""
    return any(
        row.channel == Performance.Channel.DEDUCTION for item in items for row in item.performances.all() if row.counts
    )


def performers(items: Sequence[Obligation]) -> set[int]:
    return {row.payer_id for item in items for row in item.performances.all() if row.counts}


def confirmations(items: Sequence[Obligation]) -> list[str]:
    """How each performance was confirmed, each way once, in order."""
    words = [row.confirmed_how or row.proof for item in items for row in item.performances.all() if row.counts]
    return list(dict.fromkeys(words))


def phase(draft: Draft, items: Sequence[Obligation]) -> str:
    """In which stretch of time the last performance fell."""
    days = [row.performed_on for item in items for row in item.performances.all() if row.counts]
    due = [day for item in items if (day := item.last_due_on)]
    if not days:
        return ""
    done = max(days)
    if due and done <= max(due):
        return "生效法律文书确定的履行期限内"
    return _urged_phase(draft, done)


def _urged_phase(draft: Draft, done: date) -> str:
    clocks = Deadline.objects.filter(proceeding__case_id=draft.case.pk, started_on__lte=done, due_on__gte=done)
    timers = set(clocks.values_list("timer", flat=True))
    if DEMAND in timers:
        return "催告期内"
    if LIMIT in timers:
        return "执前督促履行期间内"
    return "履行期限届满之后、首次执行立案之前"


def missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = [] if snapshot["instrument"] else ["没有生效法律文书，请先登记法律文书"]
    open_items = [str(item["no"]) for item in snapshot["obligations"] if not item["performed_in_full"]]
    if open_items or not snapshot["obligations"]:
        found.append(f"第{'、'.join(open_items)}项义务尚未全部履行并确认" if open_items else "没有应当履行的义务")
    if snapshot["deducted"]:
        found.append("含有法院扣划的款项，不属于义务人自动履行")
    if snapshot["execution_opened"]:
        found.append("本案已立首次执行案件，不属于立案执行前自动履行")
    if snapshot["objection_open"]:
        found.append("本案尚有未办结的异议，办结后方可证明履行完毕")
    return found


@saying("申请出具的义务人；依职权出具的，各义务人")
def addressees(draft: Draft) -> Sequence[Party]:
    """The holder named by the act; ex officio every debtor of the instrument, each his own."""
    holder = draft.event.facts.get("holder")
    chosen = holder["id"] if isinstance(holder, Mapping) else holder
    return [party for party in draft.debtors if chosen in (None, party.pk)]


PERFORMANCE_CERTIFICATE = register(
    Kind(
        slug="performance_certificate",
        title="自动履行证明书",
        number_word="证明",
        under=(source("JIAMUSI")["四", 1], source("SHANYANG")[23], source("HONGHE")["四"]),
        addressees=addressees,
        facts=facts,
        missing=missing,
        copies=(Copy.ORIGINAL, Copy.DUPLICATE),
        slots=(Slot("use", "用途"),),
        retention=Retention.SHORT,
        spec=("A-4.7", "C-23.6", "D-4.4"),
    )
)
