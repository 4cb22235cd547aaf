"""自动履行催告书: the demand that opens the last time-boxed chance to perform (佳木斯四（一），山阳第二十五条)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from courtflow.cases.models import Obligation, Party
from courtflow.flow.models import Deadline
from courtflow.flow.rules import RULES
from courtflow.law.articles import source
from courtflow.law.periods import Roll, Unit, compute
from documents.addressing import saying
from documents.drafting import (
    Draft,
    account_facts,
    instrument_facts,
    obligation_facts,
    person_facts,
    yuan,
)
from documents.snapshots import PeriodFacts

from . import Annex, Kind, Retention, Slot, register
from .enclosures import ENFORCEMENT_ANNEXES
from .lateness import statement_facts

# The clocks of catalogue §2 that this paper tells the debtor of, and what it calls them.
DEMAND, LIMIT = "T03", "T05"
PERIOD_NAMES = {DEMAND: "催告期", LIMIT: "执前督促履行期限"}


def facts(draft: Draft) -> Mapping[str, Any]:
    owed = draft.owed_by(draft.addressee)
    creditors = draft.creditors_of(draft.addressee)
    policy = draft.proceeding.policy
    return {
        "creditors": [person_facts(party, "权利人") for party in creditors],
        "instrument": instrument_facts(draft.instrument, draft.addressee),
        "obligations": obligation_facts(owed),
        "balance": money_balance(owed),
        **statement_facts(draft, owed),
        "period": period_facts(draft),
        "accounts": account_facts(draft, creditors),
        "certificate_ex_officio": policy.value("certificate.trigger") == "ex_officio",
    }


def money_balance(items: Sequence[Obligation]) -> str | None:
    if not any(item.kind == Obligation.Kind.MONEY for item in items):
        return None
    return yuan(sum((item.balance for item in items), Decimal("0.00")))


def period_facts(draft: Draft) -> PeriodFacts:
    """The clock that runs in this proceeding; where none has been started yet, the court's 催告期 from today (Q9)."""
    rows = Deadline.objects.filter(proceeding_id=draft.proceeding.pk, timer__in=PERIOD_NAMES, state__in=Deadline.LIVE)
    mine = [row for row in rows if row.party_id in (None, draft.addressee and draft.addressee.pk)]
    if mine:
        return _running(draft, max(mine, key=lambda row: row.pk))
    return _reckoned(draft)


def _running(draft: Draft, row: Deadline) -> PeriodFacts:
    at_most = "最长" if row.cap else "为"
    return {
        "name": PERIOD_NAMES[row.timer],
        "length": f"{at_most}{row.length}{Unit(row.unit).label}",
        "from_service": False,
        "first_day": (row.started_on + timedelta(days=1)).isoformat(),
        "last_day": row.due_on.isoformat(),
        "rolls": Roll(row.roll) is Roll.FORWARD,
        "article": row.article,
        "profile": _profile(draft),
    }


def _reckoned(draft: Draft) -> PeriodFacts:
    period = RULES["demand"].for_court(draft.proceeding.policy).period
    last = compute(period, draft.on, draft.court.calendar).last_day
    return {
        "name": PERIOD_NAMES[DEMAND],
        "length": f"为{period.length}{period.unit.label}",
        "from_service": True,
        "first_day": (draft.on + timedelta(days=1)).isoformat(),
        "last_day": max([last, *_due_days(draft)]).isoformat(),
        "rolls": period.roll is Roll.FORWARD,
        "article": draft.own_articles[0],
        "profile": _profile(draft),
    }


def _due_days(draft: Draft) -> list[date]:
    """A debtor is never in default before his due date: the period ends no earlier (Q9)."""
    end = draft.instrument.performance_ends_on if draft.instrument else None
    return [end] if end else []


def _profile(draft: Draft) -> str:
    """The court's regulation that lets it urge before enforcement."""
    value = draft.proceeding.policy.source("pre_exec.case_type")
    return f"《{value.profile.title}》" if value else ""


def missing(snapshot: Mapping[str, Any]) -> list[str]:
    instrument = snapshot["instrument"]
    found = [] if instrument else ["没有生效法律文书，请先登记法律文书"]
    if instrument and not instrument["effective_on"]:
        found.append("法律文书尚无生效日，请先登记全部当事人的送达情况")
    if instrument and instrument["service_method"] == "公告送达":
        found.append("法律文书系公告送达，不适用催告（佳木斯四（一），山阳第二十五条）")
    if not snapshot["obligations"]:
        found.append("该义务人没有应当履行的义务，请核对判项的义务人")
    if snapshot["balance"] and not snapshot["accounts"]:
        found.append("没有权利人收款账户，也没有法院案款账户，请补充其中之一")
    if not snapshot["addressee"]["address"]:
        found.append(f"{snapshot['addressee']['name']}没有送达地址，请补充")
    return found


@saying("尚未履行完毕的各义务人")
def addressees(draft: Draft) -> Sequence[Party]:
    """Each obligor gets his own copy (Q55), unless what he owes is done or 公告送达 keeps him out alone (Q18)."""
    urged = {party.pk for party in draft.proceeding.urged()}
    return [
        party
        for party in draft.debtors
        if party.pk in urged and not all(item.is_performed for item in draft.owed_by(party))
    ]


URGING_NOTICE = register(
    Kind(
        slug="urging_notice",
        title="自动履行催告书",
        number_word="催告",
        under=(source("JIAMUSI")["四", 1], source("SHANYANG")[25], source("CPL")[247]),
        addressees=addressees,
        facts=facts,
        missing=missing,
        slots=(
            Slot("effect", "自动履行的效力", ("自动履行",)),
            Slot("consequences", "逾期不履行的后果", ("申请强制执行", "失信", "罚款", "拘留")),
            Slot("settlement", "和解和咨询"),
        ),
        annexes=(*ENFORCEMENT_ANNEXES, Annex("自动履行情况回执", "documents/annexes/urging_reply.html", slip=True)),
        served_by="serve_notice",
        retention=Retention.SHORT,
        spec=("A-4.5", "C-23.2", "A-11.4", "A-4.2"),
    )
)
