"""From the complaint to a paper that is owed under: filing, mediation, trial, service, effect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from courtflow.cases.models import Instrument
from courtflow.cases.screening import unanswered_hits
from intake.filing.models import open_filing

from . import demands
from .diary import SOURCE, Diary

# Days before the paper has become effective and its time is over, so that every appeal period has ended by then.
FILED, ACCEPTED, ASSIGNED, HEARD, DRAFTED, SERVED, DEMANDED = 78, 74, 73, 58, 50, 47, 19
REVIEW = {
    "harms_public": "no", "harms_others": "no", "true_intent": "yes", "willing": "yes", "able": "yes",
    "dishonest": "no", "forbidden": "no", "feasibility": "有稳定收入，已核对其他债务", "on_the_spot": "no",
    "not_on_the_spot": "被告须分批回款", "penalty": "逾期履行的，加付未付款项百分之五的违约金",
    "late_sum": "逾期履行的，加倍支付迟延履行期间的债务利息",
}  # fmt: skip


def complain(
    diary: Diary, day: date, *, company: bool | None = None, told: Mapping[str, Any] | None = None, **debtor: Any
) -> Any:
    """Receive the complaint; the debtor is a company or a person, as told or as the dice fall."""
    firm = diary.dice.random() < 0.4 if company is None else company
    either = diary.dice.choice((diary.cast.person, diary.cast.company))
    claimant = diary.cast.person("plaintiff") if firm else either("plaintiff")
    owing = (diary.cast.company if firm else diary.cast.person)("defendant") | debtor
    facts = {
        "received_on": day.isoformat(), "cause": diary.matter["cause"], "claim": diary.matter["claim"],
        "money_claim": "yes", "amount": diary.amount, "parties": [claimant, owing], "litigation_risk": "on",
        "performance_reminder": "on", "update_duty": "on", "preservation_explained_on": day.isoformat(),
        "preservation_answer": "decline", **(told or {}),
    }  # fmt: skip
    at = diary.moment(day)
    clerk = diary.people["filing_clerk"]
    filing = open_filing(diary.court, clerk, facts, at, source=SOURCE, external_id=diary.key)
    diary.case = filing.case
    return filing


def accept(diary: Diary, filing: Any, day: date) -> Any:
    """File the suit; returns the trial."""
    for party in unanswered_hits(filing.case):
        filing = diary.do(filing, "dismiss_lead", "filing_judge", day, debtor=party.pk, reason="经核实，该企业正常经营")
    confirmed = dict.fromkeys(("standing", "defendant", "claim", "jurisdiction"), "on")
    diary.do(filing, "accept", "filing_judge", day, risk_level="low", risk_note="", **confirmed)
    return diary.find("trial")


def assign(diary: Diary, trial: Any, day: date, procedure: str = "ordinary") -> Any:
    """The judge gets the case, and the defendants get the complaint."""
    judge = diary.people["trial_judge"].pk
    trial = diary.do(trial, "assign_judge", "division_head", day, judge=judge, procedure=procedure)
    for party in diary.debtors:
        trial = diary.do(
            trial, "serve_complaint", "trial_clerk", day, party=party.pk, method="direct", done_on=day.isoformat(),
            proof="送达回证", abroad="no",
        )  # fmt: skip
    return trial


def hear(diary: Diary, trial: Any, day: date) -> Any:
    """Everybody's data checked, both sides told of the consequences."""
    checked = dict.fromkeys(("identity", "address", "contact", "account"), "on")
    for party in trial.litigants():
        trial = diary.do(
            trial, "verify_information", "trial_clerk", day, party=party.pk, appeared="yes", address_form="yes",
            **checked,
        )  # fmt: skip
    return diary.do(
        trial, "inform", "trial_judge", day, informed_on=day.isoformat(), outcomes="on", consequences="on",
        record="庭审笔录第3页",
    )  # fmt: skip


def draft(diary: Diary, trial: Any, day: date, due: dict[str, Any], mediated: bool = False) -> Any:
    """Draft the paper; `due` holds due_days, due_on or instalments of its one item."""
    owing = [party.pk for party in diary.debtors]
    names = "、".join(party.name for party in diary.debtors)
    content = f"{names}于履行期内向{diary.creditor.name}{diary.matter['content']}{diary.amount}元"
    item = {
        "kind": "money", "content": content,
        "debtors": owing, "creditors": [diary.creditor.pk], "amount": diary.amount, **due,
    }  # fmt: skip
    common = {"obligations": [item], "consequences": "on"}
    if mediated:
        return diary.do(trial, "draft_mediation", "trial_judge", day, **common, **REVIEW)
    return diary.do(trial, "draft_judgment", "trial_judge", day, **common, gist="支持原告的诉讼请求")


def sign(diary: Diary, trial: Any, day: date) -> Any:
    return diary.do(trial, "sign", "trial_judge", day, made_on=day.isoformat())


def serve(diary: Diary, trial: Any, party: Any, day: date, method: str = "") -> Any:
    """Direct service, or the signature under a mediation document."""
    signed = trial.paper.kind == Instrument.Kind.MEDIATION
    return diary.do(
        trial, "serve", "trial_clerk", day, party=party.pk, method=method or ("signed" if signed else "direct"),
        done_on=day.isoformat(), proof="送达回证", enclosures=trial.enclosures(), answers="",
    )  # fmt: skip


def served(
    diary: Diary, end: date, due: dict[str, Any], mediated: bool | None = None, company: bool | None = None,
    **debtor: Any,
) -> Any:  # fmt: skip
    """The whole way to a paper served on everybody, counted back from the day on which it shall be over."""
    back = [diary.working(end - timedelta(days=days)) for days in (FILED, ACCEPTED, ASSIGNED, HEARD, DRAFTED, SERVED)]
    trial = accept(diary, complain(diary, back[0], company=company, **debtor), back[1])
    trial = hear(diary, assign(diary, trial, back[2]), back[3])
    trial = draft(diary, trial, back[4], due, diary.mediated if mediated is None else mediated)
    trial = sign(diary, trial, back[4])
    for party in trial.litigants():
        trial = serve(diary, trial, party, back[5])
    return trial


def owed(
    diary: Diary, end: date, mediated: bool | None = None, company: bool | None = None, **debtor: Any
) -> Instrument:
    """An effective paper whose time to perform ended without performance shortly before `end`."""
    trial = served(diary, end, {"due_on": (end - timedelta(days=3)).isoformat()}, mediated, company, **debtor)
    if demands.takes_letters(diary):
        day = diary.working(end - timedelta(days=DEMANDED))
        urging = demands.register(diary, demands.send_letter(diary, trial, day), day)
        demands.serve_demand(diary, urging, "centre_staff", day)
        diary.until(end)
        demands.fail(diary, end)
    diary.until(end)
    instrument: Instrument = type(trial).objects.get(pk=trial.pk).instrument
    return instrument


def tell_creditor(diary: Diary, day: date) -> None:
    """The trial division tells him that he may apply, where it still has the matter."""
    trial = diary.find("trial")
    if trial.state == "unperformed":
        told = day.isoformat()
        diary.do(trial, "inform_creditor", "trial_clerk", day, informed_on=told, way="phone", limitation="on")


def close(diary: Diary, day: date) -> None:
    """The trial's file goes to the archive once urging or enforcement has the matter."""
    receipt = f"归档{diary.dice.randrange(1000, 9999)}"
    diary.do(diary.find("trial"), "archive", "trial_clerk", day, complete="on", receipt=receipt)


def paid(instrument: Instrument, amount: Any, day: date, **changes: Any) -> dict[str, Any]:
    """Facts of a payment on the one item."""
    item = instrument.obligations.get(item=1)
    return {
        "obligation": item.pk, "payer": item.debtors.all()[0].pk, "amount": str(amount),
        "performed_on": day.isoformat(), "channel": "direct", "proof": "银行转账回单", "confirmed": "yes",
        "confirmed_how": "债权人签字确认", **changes,
    }  # fmt: skip
