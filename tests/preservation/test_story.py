"""One diary for each type of preservation: before suit, in suit, ex officio, before enforcement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.flow.models import Deadline, Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal
from preservation.models import Asset, Preservation
from tests.preservation import walk
from tests.preservation.walk import noon

People = Callable[[Court], SimpleNamespace]


def due(row: Preservation, rule: str) -> date:
    return row.deadlines.get(rule=rule).due_on


@pytest.mark.spec("C-4.3", "C-4.4", "C-4.5", "D-2.4")
def test_before_suit_in_shanyang(shanyang: Court, cast: People) -> None:
    """诉前: insured, ruled within 48 hours, frozen by the bailiffs, carried into the suit and into enforcement."""
    people = cast(shanyang)
    case, _ = walk.matter(shanyang)
    row = walk.apply(case, people.filing_clerk, noon(2024, 11, 4))
    assert (row.number, row.get_guarantee_kind_display()) == ("（2024）豫0811财保1号", "诉讼财产保全责任保险")
    assert row.clues.get().place == "演示银行山阳支行"
    perform(row, "rule", by=people.filing_judge, at=noon(2024, 11, 4), facts=walk.ruling())
    assert row.deadlines.get(rule="preserve_urgent").state == Deadline.State.MET
    assert row.fee == Decimal("1020.00")

    perform(row, "implement", by=people.filing_clerk, at=noon(2024, 11, 4), facts={"materials": "保全裁定书2份"})
    assert (row.number, row.ruling_no) == ("（2024）豫0811执保1号", "（2024）豫0811财保1号")
    row = Preservation.objects.get(pk=row.pk)
    assert row.department.kind == "bailiff"
    assert row.deadlines.get(rule="preserve_start_at_once").due_on == date(2024, 11, 4)
    perform(row, "start", by=people.bailiff, at=noon(2024, 11, 5), facts={"received_on": "2024-11-05"})
    perform(row, "control", by=people.bailiff, at=noon(2024, 11, 6), facts=walk.measure(row, "2024-11-06"))
    assert due(row, "preserve_sue") == date(2024, 12, 6)
    perform(row, "report", by=people.bailiff, at=noon(2024, 11, 6), facts={"result": "已冻结存款"})
    row = Preservation.objects.get(pk=row.pk)
    assert (row.department.kind, row.handler, row.state) == ("filing", people.filing_judge, "controlled")
    told = {"told_on": "2024-11-07", "receipt": "申请人签收"}
    perform(row, "tell_term", by=people.filing_clerk, at=noon(2024, 11, 7), facts=told)
    assert row.tasks.get(kind="preservation.tell_term").state == Task.State.DONE

    perform(row, "record_suit", by=people.filing_clerk, at=noon(2024, 12, 2), facts={"filed_on": "2024-12-02"})
    assert row.deadlines.get(rule="preserve_sue").state == Deadline.State.MET
    assert row.assets.get().expires_on == date(2025, 11, 5)


@pytest.mark.spec("A-3.4", "E-4.8")
def test_in_suit_in_nanzhao(nanzhao: Court, cast: People) -> None:
    """诉讼中: the trial judge rules within five days, the fast team executes."""
    people = cast(nanzhao)
    case, _ = walk.matter(nanzhao)
    trial = walk.suit(case, people)
    row = walk.apply(case, people.trial_clerk, noon(2024, 9, 2), type="in_suit", urgent="no", guarantee_amount="30000")
    row = Preservation.objects.get(pk=row.pk)
    assert (row.number, row.department, row.handler) == (None, trial.department, people.trial_judge)
    assert due(row, "preserve_ordinary") == date(2024, 9, 9)
    with pytest.raises(Denied):
        perform(row, "rule", by=people.trial_judge_2, at=noon(2024, 9, 3), facts=walk.ruling())
    told = {"liability_told_on": "2024-09-03", "renewal_told_on": "2024-09-03"}
    perform(row, "rule", by=people.trial_judge, at=noon(2024, 9, 3), facts=walk.ruling(walk.HOUSE, **told))
    assert row.ruling_no == f"{trial.number}之一"  # the number without it is the judgment's
    assert due(row, "preserve_start") == date(2024, 9, 9)
    walk.implement(row, people, people.bailiff, noon(2024, 9, 4))
    row = Preservation.objects.get(pk=row.pk)
    assert (row.number, row.department.name) == ("（2024）豫1321执保1号", "速执团队")
    perform(row, "control", by=people.bailiff, at=noon(2024, 9, 5), facts=walk.measure(row, "2024-09-05"))
    assert row.assets.get().expires_on == date(2027, 9, 4)
    assert not row.deadlines.filter(rule__in=["preserve_sue", "preserve_apply"]).exists()


@pytest.mark.spec("C-15.1")
def test_of_its_own_motion(shanyang: Court, cast: People) -> None:
    """依职权: only in a pending suit, without applicant, receipts or fee."""
    people = cast(shanyang)
    case, _ = walk.matter(shanyang)
    debtor = case.parties.order_by("id")[1]
    facts = {"respondents": [debtor.pk], "amount": "50000", "urgent": "no", "reason": "查封物有灭失危险"}

    def begin() -> Preservation:
        return open_proceeding(
            "preservation", case, "begin_ex_officio", by=people.trial_judge, at=noon(2024, 9, 10), facts=facts
        )

    with pytest.raises(Refusal, match="诉讼尚未受理"):
        begin()
    walk.suit(case, people)
    row = begin()
    assert row.applicant is None
    told_nobody = walk.ruling(amount="50000", liability_told_on="", renewal_told_on="")
    perform(row, "rule", by=people.trial_judge, at=noon(2024, 9, 10), facts=told_nobody)
    assert (row.fee, row.state) == (Decimal("0.00"), "ruled")


@pytest.mark.spec("A-3.5", "A-3.7", "A-3.8", "A-3.9", "A-3.10")
def test_before_enforcement_in_jiamusi(jiamusi: Court, cast: People) -> None:
    """执前: the service centre, 执前督 number, no security, no fee; the creditor then applies in time."""
    people = cast(jiamusi)
    case, instrument = walk.matter(jiamusi)
    row = before_enforcement(case, instrument, people)
    assert (row.number, row.external_sync) == ("（2024）黑08执前督1号", "no")
    assert (row.department.kind, row.guarantee_required) == ("centre", Decimal("0.00"))
    told = {"liability_told_on": "2024-11-05", "renewal_told_on": "2024-11-05"}
    perform(row, "rule", by=people.centre_head, at=noon(2024, 11, 5), facts=walk.ruling(**told))
    assert (row.fee, row.ruling_no) == (Decimal("0.00"), "（2024）黑08执前督1号")
    with pytest.raises(Refusal, match="执前督字案号办理"):
        perform(row, "implement", by=people.filing_clerk, at=noon(2024, 11, 5), facts={"materials": "裁定书"})
    perform(row, "implement_in_centre", by=people.centre_staff, at=noon(2024, 11, 5), facts={"materials": "裁定书"})
    perform(row, "start", by=people.centre_staff, at=noon(2024, 11, 5), facts={"received_on": "2024-11-05"})
    perform(row, "control", by=people.centre_staff, at=noon(2024, 11, 6), facts=walk.measure(row, "2024-11-06"))
    assert row.number == "（2024）黑08执前督1号"
    assert due(row, "preserve_apply") == date(2024, 11, 15)  # the performance period ends on 11-10
    assert row.tasks.filter(kind="preservation.remind", state=Task.State.OPEN).exists()
    facts = {"received_on": "2024-11-14"}
    perform(row, "record_application", by=people.centre_staff, at=noon(2024, 11, 14), facts=facts)
    assert row.deadlines.get(rule="preserve_apply").state == Deadline.State.MET


def before_enforcement(case: Any, instrument: Any, people: SimpleNamespace, **changes: Any) -> Preservation:
    facts: dict[str, Any] = {
        "type": "pre_enforcement", "instrument": instrument.pk, "guarantee_kind": "none", "guarantee_amount": "",
        "guarantor": "", "guarantee_no": "",
    }  # fmt: skip
    row = walk.apply(case, people.centre_staff, noon(2024, 11, 5), **(facts | changes))
    return Preservation.objects.get(pk=row.pk)


@pytest.mark.spec("A-3.5")
def test_before_enforcement_needs_an_effective_instrument_and_no_live_measure(nanzhao: Court, cast: People) -> None:
    people = cast(nanzhao)
    case, instrument = walk.matter(nanzhao)
    type(instrument).objects.filter(pk=instrument.pk).update(effective_on=date(2024, 11, 6))
    with pytest.raises(Refusal, match="尚未生效"):
        before_enforcement(case, instrument, people)
    type(instrument).objects.filter(pk=instrument.pk).update(effective_on=date(2024, 10, 30))
    walk.pre_suit_until(nanzhao, people, "controlled", case)
    with pytest.raises(Refusal, match="诉讼保全仍然有效"):
        before_enforcement(case, instrument, people)


def test_before_enforcement_elsewhere_costs_its_fee_and_is_numbered_by_filing(shanyang: Court, cast: People) -> None:
    people = cast(shanyang)
    case, instrument = walk.matter(shanyang)
    row = before_enforcement(case, instrument, people)
    assert (row.number, row.department.kind) == ("（2024）豫0811财保1号", "enforcement")
    told = {"liability_told_on": "2024-11-05", "renewal_told_on": "2024-11-05"}
    perform(row, "rule", by=people.enforcement_judge, at=noon(2024, 11, 5), facts=walk.ruling(**told))
    assert row.fee == Decimal("1020.00")
    assert not people.centre_staff.role_for(["centre_staff"], row)


@pytest.mark.parametrize("changes", [{"urgent": "no"}, {"clues": []}, {"guarantor": ""}, {"received_at_hand": ""}])
def test_an_incomplete_application_changes_nothing(shanyang: Court, cast: People, changes: dict[str, Any]) -> None:
    people = cast(shanyang)
    case, _ = walk.matter(shanyang)
    with pytest.raises(InvalidFacts):
        walk.apply(case, people.filing_clerk, noon(2024, 9, 30), **changes)
    assert not Preservation.objects.exists()


def test_a_suit_already_accepted_bars_preservation_before_suit(shanyang: Court, cast: People) -> None:
    people = cast(shanyang)
    case, _ = walk.matter(shanyang)
    with pytest.raises(Refusal, match="诉讼尚未受理"):
        walk.apply(case, people.filing_clerk, noon(2024, 9, 30), type="in_suit", urgent="no")
    walk.suit(case, people)
    with pytest.raises(Refusal, match="已有受理的诉讼"):
        walk.apply(case, people.filing_clerk, noon(2024, 9, 30))


@pytest.mark.spec("C-10.3")
def test_release_is_never_an_execution_case(nanzhao: Court, cast: People) -> None:
    """C-10.3: asked for, ruled on and done inside the preservation itself."""
    people = cast(nanzhao)
    row = walk.pre_suit_until(nanzhao, people, "controlled")
    debtor = row.respondents.get()
    asked = {"party": debtor.pk, "received_on": "2024-10-11", "ground": "security", "urgent": "no"}
    perform(row, "request_release", by=people.filing_clerk, at=noon(2024, 10, 11), facts=asked)
    assert due(row, "preserve_lift") == date(2024, 10, 16)
    facts = {"ground": "security", "note": "担保充分有效"}
    with pytest.raises(InvalidFacts):
        perform(row, "release", by=people.filing_judge, at=noon(2024, 10, 12), facts=facts)
    facts["security"] = "现金100000元存入本院账户"
    perform(row, "release", by=people.filing_judge, at=noon(2024, 10, 12), facts=facts)
    assert (row.state, row.assets.get().status) == ("released", Asset.Status.RELEASED)
    assert [item.kind for item in row.case.proceedings.all()] == ["preservation"]
    assert not row.deadlines.filter(state__in=Deadline.LIVE).exists()


def test_a_request_refused_leaves_the_measure(nanzhao: Court, cast: People) -> None:
    people = cast(nanzhao)
    row = walk.pre_suit_until(nanzhao, people, "controlled")
    asked = {"party": row.respondents.get().pk, "received_on": "2024-10-11", "ground": "mistaken", "urgent": "yes"}
    perform(row, "request_release", by=people.filing_clerk, at=noon(2024, 10, 11), facts=asked)
    urgent = row.deadlines.get(rule="preserve_lift_urgent")
    assert urgent.due_at == noon(2024, 10, 13).replace(hour=13)
    perform(row, "refuse_release", by=people.filing_judge, at=noon(2024, 10, 12), facts={"reason": "保全并无错误"})
    assert row.deadlines.get(pk=urgent.pk).state == Deadline.State.MET
    assert row.tasks.get(kind="preservation.release").state == Task.State.CANCELLED
    assert row.controlled().count() == 1


def test_nothing_found_ends_it(nanzhao: Court, cast: People) -> None:
    people = cast(nanzhao)
    row = walk.pre_suit_until(nanzhao, people, "implementing")
    perform(row, "report", by=people.bailiff, at=noon(2024, 10, 9), facts={"result": "账户余额为零"})
    assert (row.state, row.outcome) == ("nothing_found", "未控制到财产")
