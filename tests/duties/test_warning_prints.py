"""南召四8: the warnings are printed in batches and handed to the trial teams, and the counts have to agree."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.duties import filing
from courtflow.duties.models import Duty
from courtflow.flow.refusals import Denied, InvalidFacts
from courtflow.flow.sweep import sweep
from tests.diary import noon
from tests.trial.steps import heard, item, judgment, served, signed

Cast = Callable[[Court], SimpleNamespace]


def swept(*moment: int) -> None:
    with time_machine.travel(noon(*moment), tick=False):
        sweep()


def owed() -> list[Duty]:
    return list(Duty.objects.filter(rule="duty_warning_prints").order_by("first_on"))


def file(duty: Duty, by: Any, *moment: int, **facts: Any) -> None:
    duty.refresh_from_db()
    with time_machine.travel(noon(*moment), tick=False):
        filing.file(duty, by, {"design": "on", "note": "", **facts})


def shown(duty: Duty) -> dict[str, str]:
    return {row["title"]: row["value"] for row in filing.prefilled(duty)["figures"]}


def handed(court: Court, copies: int) -> dict[str, Any]:
    return {"team": court.unit("trial").pk, "copies": copies, "issued_on": "2024-10-09", "receiver": "团队内勤"}


@pytest.mark.spec("E-4.18")
def test_what_was_printed_and_handed_out_is_counted_per_team_and_carried_over(nanzhao: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    trial = heard(nanzhao, people, noon(2024, 8, 5))
    signed(trial, people, noon(2024, 8, 20), "draft_judgment", judgment(item(trial)))
    served(trial, people, "李二", noon(2024, 8, 21))
    swept(2024, 9, 30)
    swept(2024, 10, 1)
    (duty,) = owed()
    assert (duty.period, duty.department.kind) == ("2024年第三季度", "finance")
    figures = shown(duty)
    assert (figures["现行文本"], figures["上期结存"]) == ("标准文本", "0份")
    assert figures[f"{trial.department.name}送达份数"] == "1份"
    with pytest.raises(Denied):
        file(duty, people.trial_clerk, 2024, 10, 9, printed=100, printed_on="2024-10-08", teams=[])
    with pytest.raises(InvalidFacts) as refused:
        file(duty, people.finance_officer, 2024, 10, 9, printed=100, printed_on="2024-10-08",
             teams=[handed(nanzhao, 60), handed(nanzhao, 41)])  # fmt: skip
    assert refused.value.errors == {"teams": ["发放101份，多于结存0份与本期印制100份之和100份，请核对"]}
    file(duty, people.finance_officer, 2024, 10, 9, printed=100, printed_on="2024-10-08", teams=[handed(nanzhao, 60)])
    duty.refresh_from_db()
    assert (duty.state, duty.content["teams"][0]["copies"]) == (Duty.State.FILED, 60)
    swept(2025, 1, 1)
    _, following = owed()
    following.refresh_from_db()
    assert shown(following)["上期结存"] == "40份"
    file(following, people.finance_officer, 2025, 1, 2, printed=0, printed_on="", teams=[handed(nanzhao, 40)])


@pytest.mark.spec("E-4.18")
def test_nothing_printed_and_nothing_handed_out_wants_a_reason(nanzhao: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    swept(2024, 9, 30)
    swept(2024, 10, 1)
    (duty,) = owed()
    with pytest.raises(InvalidFacts) as refused:
        file(duty, people.finance_officer, 2024, 10, 9, printed=0, printed_on="", teams=[])
    assert refused.value.errors == {"note": ["没有印制也没有发放的，请说明原因"]}
    facts = {"printed": 0, "printed_on": "", "teams": [], "note": "本期没有领用需求"}
    file(duty, people.finance_officer, 2024, 10, 9, **facts)


def test_no_other_court_owes_it(shanyang: Court) -> None:
    swept(2024, 9, 30)
    swept(2024, 10, 1)
    assert owed() == []
