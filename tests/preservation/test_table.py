"""Who may do what in which state: the whole table, and a race for one act."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from courtflow.accounts.models import Court, User
from courtflow.flow.acts import SYSTEM, acts_of
from courtflow.flow.perform import offers, perform
from courtflow.flow.refusals import Denied, Refusal, Stale
from preservation.models import Preservation
from tests.preservation import walk
from tests.preservation.walk import noon

FILING = {"filing_clerk", "filing_judge"}
BAILIFFS = {"bailiff", "team_leader"}  # 南召: the fast team inside the bailiffs
JUDGE = {"filing_judge"}
TABLE: dict[str, dict[str, set[str]]] = {
    "applied": {
        "give_guarantee": FILING, "withdraw": FILING, "set_security": JUDGE, "rule": JUDGE, "reject": JUDGE,
    },
    "ruled": {"withdraw": FILING, "implement": FILING, "serve_ruling": FILING, "ask_review": FILING},
    "transferred": {"start": BAILIFFS},
    "implementing": {"record_suit": FILING, "control": BAILIFFS, "report": BAILIFFS},
    "held": {"record_suit": FILING, "report": BAILIFFS},
    "controlled": {
        "tell_term": FILING, "record_suit": FILING, "request_release": FILING, "renew": JUDGE, "release": JUDGE,
        "serve_ruling": FILING, "ask_review": FILING, "permit_self_sale": JUDGE,
    },
}  # fmt: skip


@pytest.mark.parametrize("state", TABLE)
def test_the_table(state: str, nanzhao: Court, cast: Callable[[Court], SimpleNamespace], outsider: User) -> None:
    """Every act × every post of the court; whatever is not in the table is refused."""
    people = cast(nanzhao)
    row = Preservation.objects.get(pk=walk.pre_suit_until(nanzhao, people, state).pk)
    allowed: dict[str, set[str]] = {}
    for post, user in vars(people).items():
        for offer in offers(row, user):
            if offer.allowed:
                allowed.setdefault(offer.act.name, set()).add(post)
    assert allowed == TABLE[state]
    assert not any(offer.allowed for offer in offers(row, outsider))


def test_another_courts_people_may_nothing(
    nanzhao: Court, shanyang: Court, cast: Callable[[Court], SimpleNamespace]
) -> None:
    row = walk.pre_suit_until(nanzhao, cast(nanzhao), "applied")
    with pytest.raises(Denied):
        perform(row, "reject", by=cast(shanyang).filing_judge, at=noon(2024, 9, 30), facts={"reason": "无管辖权"})


@pytest.mark.parametrize(
    ("act", "facts", "left"),
    [
        ("reject", {"reason": "没有紧急情况"}, {"serve_ruling", "ask_review"}),
        ("withdraw", {"withdrawn_on": "2024-09-30"}, set()),
    ],
)
def test_after_the_end_only_the_ruling_is_contested(
    nanzhao: Court, cast: Callable[[Court], SimpleNamespace], act: str, facts: dict[str, str], left: set[str]
) -> None:
    people = cast(nanzhao)
    row = walk.pre_suit_until(nanzhao, people, "applied")
    perform(row, act, by=people.filing_judge, at=noon(2024, 9, 30), facts=facts)
    assert row.is_closed
    assert not row.deadlines.filter(state="running").exists()
    possible = {offer.act.name for user in vars(people).values() for offer in offers(row, user) if offer.allowed}
    assert possible == left


def test_the_clock_alone_does_what_is_the_clocks(nanzhao: Court, cast: Callable[[Court], SimpleNamespace]) -> None:
    people = cast(nanzhao)
    row = walk.pre_suit_until(nanzhao, people, "controlled")
    own = [act.name for act in acts_of(Preservation).values() if act.by == (SYSTEM,)]
    assert own == [
        "note_no_renewal", "lapse", "expire_self_sale", "end_review_period", "note_no_suit", "note_no_application",
    ]  # fmt: skip
    for name in own:
        with pytest.raises(Denied, match="由系统按期自动办理"):
            perform(row, name, by=people.filing_judge, at=noon(2024, 10, 10))


def test_two_judges_one_application(nanzhao: Court, cast: Callable[[Court], SimpleNamespace]) -> None:
    """One rules while the other, with the old page open, rejects: the second learns that it is too late."""
    people = cast(nanzhao)
    row = walk.pre_suit_until(nanzhao, people, "applied")
    seen = row.version
    perform(row, "rule", by=people.filing_judge, at=noon(2024, 9, 30), facts=walk.ruling(), version=seen)
    late = {"by": people.filing_judge, "at": noon(2024, 9, 30), "facts": {"reason": "没有紧急情况"}}
    with pytest.raises(Stale):
        perform(row, "reject", version=seen, **late)
    with pytest.raises(Refusal, match="已裁定待移送"):
        perform(row, "reject", **late)
    assert row.events.filter(act__startswith="preservation.").count() == 2
