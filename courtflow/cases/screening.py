"""Related-case search and bankruptcy screen at filing and during trial (山阳第九条, 佳木斯九（一）).

Other cases are read only here, and only counts and case numbers come out; every search is stored and is an event (Q54).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import models

from courtflow.flow import clock

from .models import Case, Party, Proceeding, ProceedingQuerySet, RelatedSearch

SUITS = ("filing", "mediation", "trial")
SHOWN = 50  # a snapshot names the newest; a bank may have thousands
ENFORCEMENT = ("execution_filing", "urging", "execution")
TERMINATED = "terminated_this_time"  # the state of an execution in 终结本次执行程序, while it has not been resumed
# A suit that ended so never came to a decision between the parties, and is not counted (Q6).
UNCOUNTED = models.Q(kind="filing", state__in=("refused", "returned", "withdrawn")) | models.Q(
    kind="trial", outcome__in=("裁定准许撤诉", "裁定按撤诉处理")
)
AS_DEBTOR = models.Q(role__in=Party.DEBTOR_SIDE) | models.Q(owes__isnull=False)
AS_CREDITOR = models.Q(role__in=Party.CREDITOR_SIDE) | models.Q(claims__isnull=False)


@dataclass(frozen=True)
class Person:
    """One identity in one court, seen from the case that asks."""

    party: Party
    case: Case

    @cached_property
    def is_known(self) -> bool:
        """Whether the identity stands in any other case; most people who sue or are sued do not."""
        others = Party.objects.filter(identifier=self.party.identifier, case__court_id=self.case.court_id)
        return others.exclude(case_id=self.case.pk).exists()

    def proceedings(self, part: models.Q, kinds: Iterable[str]) -> ProceedingQuerySet:
        """Proceedings of other cases of this court in which the same person takes that part."""
        same = Party.objects.filter(part, identifier=self.party.identifier, case__court_id=self.case.court_id)
        rows = Proceeding.objects.filter(case__in=same.values("case_id"), kind__in=list(kinds))
        return rows.exclude(case_id=self.case.pk)


def search(proceeding: Any, *, at: datetime, by: Any) -> RelatedSearch:
    """Search for every party of the proceeding's case, screen its enterprises, and store what was found.

    Runs inside an act (policy and case are at hand) and reads this court's data only; the snapshot says so.
    """
    case, day = proceeding.case, clock.day_of(at)
    snapshot = RelatedSearch.objects.create(case=case, proceeding_id=proceeding.pk, made_at=at, by=by)
    parties = list(case.parties.prefetch_related("addresses"))
    scope = f"{case.court.name}截至{day:%Y-%m-%d}登记的案件"
    found = [related(Person(party, case)) for party in parties if party.identifier]
    unsearched = [party.name for party in parties if not party.identifier]
    snapshot.result = {"scope": scope, "parties": found, "unsearched": unsearched}
    for party in parties:
        if _is_debtor(party) and party.enterprise and party.kind == Party.Kind.LEGAL:
            _screen(snapshot, Person(party, case), proceeding.policy, day)
    snapshot.save(update_fields=["result", "hits", "checks"])
    return snapshot


def _is_debtor(party: Party) -> bool:
    return party.role in Party.DEBTOR_SIDE or party.owes.exists()


def related(person: Person) -> dict[str, Any]:
    """Counts and numbers: of everybody his enforcement as debtor (C-9.5), of debtors the rest too (C-9.1, C-9.4)."""
    party = person.party
    owing = {"enforcement_as_debtor": person.proceedings(AS_DEBTOR, ENFORCEMENT).open()}
    if _is_debtor(party):
        owing["suits_as_debtor"] = person.proceedings(AS_DEBTOR, SUITS).open()
        owing["as_creditor"] = person.proceedings(AS_CREDITOR, (*SUITS, *ENFORCEMENT)).open()
        owing["terminated"] = person.proceedings(AS_DEBTOR, ("execution",)).filter(state=TERMINATED)
    return {
        "party": party.pk,
        "name": party.name,
        "role": party.get_role_display(),
        "debtor_side": "as_creditor" in owing,
        **{name: _summary(rows if person.is_known else rows.none()) for name, rows in owing.items()},
    }


def _count(rows: ProceedingQuerySet) -> int:
    return int(rows.order_by().aggregate(count=models.Count("case_id", distinct=True))["count"])


def _summary(rows: ProceedingQuerySet) -> dict[str, Any]:
    """How many cases, and the newest of their numbers."""
    count = _count(rows)
    numbered = rows.exclude(number=None).order_by("-opened_at", "-id").values_list("number", flat=True)
    return {"count": count, "numbers": list(numbered[:SHOWN]) if count else []}


def _screen(snapshot: RelatedSearch, person: Person, policy: Any, day: date) -> None:
    """Every criterion of the court's profile, for one enterprise."""
    party = person.party
    wanted = policy.value("bankruptcy.criteria")
    met = [(name, hit) for name in wanted for hit in CRITERIA[name](person, policy, day)]
    if met:
        snapshot.hits.append(
            {
                "party": party.pk,
                "criterion": met[0][0],
                "criteria": [hit for _, hit in met],
                "screened_at": snapshot.made_at.isoformat(),
                "screening_id": str(snapshot.pk),
                "scope": snapshot.result["scope"],
                "report_number": str(snapshot),
                "competent_court": "",  # the notice names the court of the debtor's domicile
                "capital_on": day.isoformat() if party.registered_capital else None,
                "reply_by": None,
            }
        )
    snapshot.checks += [{"party": party.pk, "name": party.name, "question": text} for text in _questions(party, wanted)]


def _questions(party: Party, wanted: Iterable[str]) -> list[str]:
    """What the data cannot decide (Q6, Q59): a person looks it up and the search is made again."""
    asked = []
    if "cases_and_capital" in wanted and not party.registered_capital:
        asked.append("未登记注册资本，请查询企业登记信息后补充，再重新检索")
    if "revoked" in wanted and party.licence_revoked_on and not party.zombie_confirmed:
        asked.append("营业执照已被吊销，请核查是否属于僵尸企业")
    return asked


def _criterion(code: str, **said: Any) -> dict[str, Any]:
    """One finding as the 申请破产审查告知书 quotes it."""
    blank = {"year": None, "count": None, "total": None, "number": "", "court": "", "on": None, "finding": ""}
    return {"code": code, **blank, **said}


def money_disputes(person: Person, year: int) -> models.QuerySet[Case]:
    """Money disputes of a calendar year against this defendant, in all stages, withdrawn ones excluded (Q6)."""
    same = Party.objects.filter(role__in=Party.DEBTOR_SIDE, identifier=person.party.identifier)
    rows = Case.objects.filter(
        court_id=person.case.court_id, money_claim=True, pk__in=same.values("case_id"),
        opened_at__year=year,
    )  # fmt: skip
    return rows.exclude(pk__in=Proceeding.objects.filter(UNCOUNTED).values("case_id"))


def _claims_exceed_capital(person: Person, policy: Any, day: date) -> list[dict[str, Any]]:
    """佳木斯九（一）1: at least ten money disputes of the year, together above the registered capital."""
    capital = person.party.registered_capital
    year = clock.day_of(person.case.opened_at).year
    found = money_disputes(person, year).aggregate(count=models.Count("pk"), total=models.Sum("amount"))
    total = found["total"] or Decimal("0.00")
    if not capital or found["count"] < policy.value("bankruptcy.min_money_cases") or total <= capital:
        return []
    return [_criterion("claims", year=year, count=found["count"], total=f"{total:,.2f}")]


def _terminated(person: Person, policy: Any, day: date) -> list[dict[str, Any]]:
    """佳木斯九（一）2: enforcement ended this time for want of ability, and not resumed since (Q59)."""
    rows = person.proceedings(AS_DEBTOR, ("execution",)).filter(state=TERMINATED).select_related("court")
    return [
        _criterion(
            "terminated", number=row.number or "", court=row.court.name, on=clock.day_of(row.state_since).isoformat()
        )
        for row in rows.order_by("state_since").distinct()
    ]


def _revoked(person: Person, policy: Any, day: date) -> list[dict[str, Any]]:
    """佳木斯九（一）3: licence revoked and found by a person to be a zombie enterprise."""
    party = person.party
    if not (party.licence_revoked_on and party.zombie_confirmed):
        return []
    source = party.licence_source or "企业登记信息"
    return [_criterion("revoked", on=party.licence_revoked_on.isoformat(), finding=f"据{source}，经人工核查认定")]


def _many_open(person: Person, policy: Any, day: date) -> list[dict[str, Any]]:
    """山阳第九条: many open suits or enforcement cases as debtor, besides this one."""
    count = _count(person.proceedings(AS_DEBTOR, (*SUITS, *ENFORCEMENT)).open()) if person.is_known else 0
    return [_criterion("many_open", count=count)] if count >= policy.value("bankruptcy.many_open_cases") else []


CRITERIA = {
    "cases_and_capital": _claims_exceed_capital,
    "terminated": _terminated,
    "revoked": _revoked,
    "many_open_cases": _many_open,
}


def unanswered_hits(case: Case) -> list[Party]:
    """Enterprises of the newest search that were neither told nor set aside with a reason (A-9.5)."""
    newest = case.searches.last()
    if newest is None:
        return []
    dismissed = set(newest.dismissed.values_list("party_id", flat=True))
    return [party for party in case.parties.filter(pk__in=set(newest.hit_parties) - dismissed) if not is_told(party)]


def is_told(party: Party) -> bool:
    """Whether a bankruptcy lead against this party was opened in its case."""
    leads = party.case.proceedings.filter(kind="bankruptcy")
    return any(lead.actual.debtor_id == party.pk for lead in leads)
