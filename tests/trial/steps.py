"""The steps of a trial in a few words: filed, heard, drafted, signed, served."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from courtflow.accounts.models import Court
from courtflow.cases.models import Case, Party
from courtflow.flow.models import Deadline
from courtflow.flow.perform import open_proceeding, perform
from tests.diary import person
from trial.models import Trial

GOOD_REVIEW = {
    "harms_public": "no", "harms_others": "no", "true_intent": "yes", "willing": "yes", "able": "yes",
    "dishonest": "no", "forbidden": "no", "feasibility": "有固定工资收入，无其他负债",
}  # fmt: skip


def dispute(court: Court, at: datetime) -> Case:
    """张一 claims 100,000 yuan from 李二."""
    case = Case.objects.create(
        court=court, title="张一诉李二民间借贷纠纷", cause="民间借贷纠纷", amount=Decimal("100000.00"), opened_at=at
    )
    person(case, "张一", Party.Role.PLAINTIFF, 1)
    person(case, "李二", Party.Role.DEFENDANT, 2)
    return case


def filed(court: Court, people: SimpleNamespace, at: datetime) -> Trial:
    row = open_proceeding("trial", dispute(court, at), "receive_file", by=people.filing_clerk, at=at)
    assert isinstance(row, Trial)
    return row


def heard(court: Court, people: SimpleNamespace, at: datetime, procedure: str = "ordinary") -> Trial:
    """Assigned to the first judge, every party's data verified, both told of the consequences."""
    trial = filed(court, people, at)
    perform(
        trial,
        "assign_judge",
        by=people.division_head,
        at=at,
        facts={"judge": people.trial_judge.pk, "procedure": procedure},
    )
    for party in trial.litigants():
        perform(trial, "verify_information", by=people.trial_clerk, at=at, facts=checked(party))
    told = {"informed_on": at.date().isoformat(), "outcomes": "on", "consequences": "on", "record": "庭审笔录第3页"}
    perform(trial, "inform", by=people.trial_judge, at=at, facts=told)
    return trial


def checked(party: Party, **changes: str) -> dict[str, Any]:
    ticks = dict.fromkeys(("identity", "address", "contact", "account"), "on")
    return {"party": party.pk, **ticks, "appeared": "yes", "address_form": "yes", **changes}


def item(trial: Trial, **changes: Any) -> dict[str, Any]:
    """李二 pays 张一 100,000 yuan within ten days of effect."""
    people = {party.name: party.pk for party in trial.litigants()}
    row = {
        "kind": "money", "content": "被告李二偿还原告张一借款本金100000元", "debtors": [people["李二"]],
        "creditors": [people["张一"]], "amount": "100000", "due_days": 10,
    }  # fmt: skip
    return {**row, **changes}


def judgment(*rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    facts = {
        "obligations": list(rows), "court_account": "演示法院 演示银行 6222000000000001", "consequences": "on",
        "gist": "支持原告的诉讼请求",
    }  # fmt: skip
    return {**facts, **changes}


def mediation(*rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    facts = judgment(*rows) | GOOD_REVIEW | {"on_the_spot": "no"}
    return {**facts, **changes}


def signed(trial: Trial, people: SimpleNamespace, at: datetime, act: str, facts: dict[str, Any]) -> Trial:
    perform(trial, act, by=people.trial_judge, at=at, facts=facts)
    perform(trial, "sign", by=people.trial_judge, at=at, facts={"made_on": at.date().isoformat()})
    trial.refresh_from_db()
    return trial


def served(
    trial: Trial, people: SimpleNamespace, name: str, at: datetime, method: str = "direct", **changes: Any
) -> None:
    """Served on the day of the entry itself."""
    facts = {
        "party": trial.case.parties.get(name=name).pk, "method": method, "done_on": at.date().isoformat(),
        "proof": "送达回证", "enclosures": trial.enclosures(), "answers": "",
    }  # fmt: skip
    perform(trial, "serve", by=people.trial_clerk, at=at, facts={**facts, **changes})
    trial.refresh_from_db()


def announced(trial: Trial, people: SimpleNamespace, name: str, at: datetime, **changes: Any) -> None:
    """The clerk asks for a public notice, the head of the division agrees."""
    party = trial.case.parties.get(name=name).pk
    facts = {"party": party, "ground": "unreachable", "reason": "受送达人外出多年，其所在村民委员会证明去向不明。"}
    perform(trial, "request_notice", by=people.trial_clerk, at=at, facts={**facts, **changes})
    perform(trial, "approve_notice", by=people.division_head, at=at, facts={"party": party})
    trial.refresh_from_db()


def clocks(trial: Trial, rule: str) -> list[Deadline]:
    return list(trial.deadlines.filter(rule=rule).order_by("id"))
