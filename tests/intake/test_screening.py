"""What the counter learns of a party's other cases: counts and numbers; and when an enterprise may be bankrupt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.cases.models import Case, Party
from courtflow.cases.screening import unanswered_hits
from courtflow.flow.models import Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Refusal
from intake.models import Filing
from intake.related import found
from tests.diary import effective_case, noon

from .papers import COMPANY_CODE, FOUR_CONDITIONS, MONDAY, company, filed, person


@pytest.fixture
def staff(jiamusi: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(jiamusi)


def earlier_claims(court: Court, number: int, amount: str, year: int = 2024) -> None:
    """Money disputes of the year against the company."""
    for serial in range(number):
        case = Case.objects.create(
            court=court, title=f"案{serial}", cause="买卖合同纠纷", amount=Decimal(amount), opened_at=noon(year, 3, 1)
        )
        Party.objects.create(
            case=case, role=Party.Role.DEFENDANT, kind=Party.Kind.LEGAL, name="某某建材有限公司", enterprise=True,
            identifier=COMPANY_CODE,
        )  # fmt: skip


def codes(filing: Filing) -> list[str]:
    return [item["code"] for hit in filing.newest_search.hits for item in hit["criteria"]]


@pytest.mark.parametrize(
    ("others", "each", "capital", "hit"),
    [
        (9, "50000.00", "500000.00", True),  # ten with this one; 450,000 + 100,000 > 500,000
        (8, "90000.00", "500000.00", False),  # nine cases
        (9, "50000.00", "550000.00", False),  # 超过 excludes equality
        (9, "50000.00", "549999.99", True),
    ],
)
@pytest.mark.spec("A-9.2")
def test_ten_money_disputes_above_the_capital(
    others: int, each: str, capital: str, hit: bool, jiamusi: Court, staff: SimpleNamespace
) -> None:
    earlier_claims(jiamusi, others, each)
    earlier_claims(jiamusi, 5, "900000.00", year=2023)  # another calendar year does not count
    parties = [person("plaintiff", "张一", 1), company(registered_capital=capital)]
    filing = filed(jiamusi, staff.filing_clerk, parties=parties)
    assert codes(filing) == (["claims"] if hit else [])
    if hit:
        found = filing.newest_search.hits[0]["criteria"][0]
        assert (found["year"], found["count"], found["total"]) == (2024, 10, "550,000.00")


@pytest.mark.spec("A-9.2")
def test_a_missing_capital_is_a_question_and_no_hit(jiamusi: Court, staff: SimpleNamespace) -> None:
    earlier_claims(jiamusi, 9, "50000.00")
    parties = [person("plaintiff", "张一", 1), company(registered_capital="")]
    filing = filed(jiamusi, staff.filing_clerk, parties=parties)
    assert codes(filing) == []
    assert "未登记注册资本" in filing.newest_search.checks[0]["question"]

    debtor = filing.case.parties.get(role="defendant")
    facts = {"party": debtor.pk, "registered_capital": "500000", "source": "企业信用信息公示系统2024-12-02查询"}
    perform(filing, "complete_registration", by=staff.filing_clerk, facts=facts, at=MONDAY)
    assert codes(filing) == ["claims"]
    assert filing.newest_search.checks == []
    assert debtor.changes.get().new == "500000"


@pytest.mark.spec("A-9.4")
def test_a_revoked_licence_needs_a_person_to_find_a_zombie(jiamusi: Court, staff: SimpleNamespace) -> None:
    parties = [person("plaintiff", "张一", 1), company(licence_revoked_on="2023-05-01")]
    filing = filed(jiamusi, staff.filing_clerk, parties=parties)
    assert codes(filing) == []
    assert "僵尸企业" in filing.newest_search.checks[0]["question"]
    debtor = filing.case.parties.get(role="defendant")
    facts = {"party": debtor.pk, "zombie_confirmed": True, "source": "现场核查"}
    perform(filing, "complete_registration", by=staff.filing_judge, facts=facts, at=MONDAY)
    assert codes(filing) == ["revoked"]


@pytest.mark.spec("A-9.3")
def test_an_execution_ended_for_want_of_assets(jiamusi: Court, staff: SimpleNamespace) -> None:
    case, instrument = effective_case(jiamusi)
    instrument.obligations.get().debtors.all().update(
        identifier=COMPANY_CODE, kind=Party.Kind.LEGAL, enterprise=True, name="某某建材有限公司"
    )
    row = open_proceeding(
        "execution", case, "file", by=staff.filing_clerk, at=noon(2024, 11, 20), instrument=instrument
    )
    end_this_time(row, date(2024, 11, 28))

    filing = filed(jiamusi, staff.filing_clerk)
    hit = filing.newest_search.hits[0]["criteria"][0]
    assert hit["code"] == "terminated"
    assert hit["number"] == row.number
    assert hit["court"] == jiamusi.name
    assert hit["on"] == "2024-11-28"


def end_this_time(row: Any, on: date) -> None:
    """Put an execution into the 终本 pool; how it lawfully gets there is told elsewhere."""
    table = type(row)._meta.get_field("state").model
    moment = noon(on.year, on.month, on.day)
    table.objects.filter(pk=row.pk).update(state="terminated_this_time", state_since=moment, closed_at=moment)


@pytest.mark.spec("C-9.2")
def test_many_open_cases_as_debtor_in_shanyang(shanyang: Court, people: SimpleNamespace) -> None:
    for serial in range(10):
        assert (
            codes(filed(shanyang, people.filing_clerk, parties=[person("plaintiff", "张一", serial + 1), company()]))
            == []
        )
    late = filed(shanyang, people.filing_clerk, parties=[person("plaintiff", "张一", 20), company()])
    assert codes(late) == ["many_open"]
    assert late.newest_search.hits[0]["criteria"][0]["count"] == 10


@pytest.mark.spec("A-9.5", "C-9.3")
def test_no_lead_is_left_unanswered(jiamusi: Court, staff: SimpleNamespace) -> None:
    earlier_claims(jiamusi, 9, "50000.00")
    filing = filed(jiamusi, staff.filing_clerk)
    debtor = filing.case.parties.get(role="defendant")
    assert unanswered_hits(filing.case) == [debtor]
    assert Task.objects.filter(proceeding=filing, kind="filing.bankruptcy_lead").exists()
    with pytest.raises(Refusal) as refused:
        perform(filing, "accept", by=staff.filing_clerk, facts=FOUR_CONDITIONS, at=MONDAY)
    assert refused.value.code == "bankruptcy_leads_are_answered"

    facts = {"debtor": debtor.pk, "risk_explained": True}
    perform(filing, "send_bankruptcy_notice", by=staff.filing_clerk, facts=facts, at=MONDAY)
    lead = filing.case.proceedings.get(kind="bankruptcy").actual
    assert lead.debtor == debtor
    assert lead.criterion == "claims"
    papers = filing.case.documents.filter(kind="bankruptcy_notice")
    assert {paper.addressee for paper in papers} == set(filing.case.parties.all())
    assert all(paper.state == "approved" for paper in papers), [paper.error for paper in papers]
    perform(filing, "accept", by=staff.filing_clerk, facts=FOUR_CONDITIONS, at=MONDAY)


@pytest.mark.spec("A-9.5")
def test_a_lead_is_set_aside_only_by_a_judge_with_a_reason(jiamusi: Court, staff: SimpleNamespace) -> None:
    earlier_claims(jiamusi, 9, "50000.00")
    filing = filed(jiamusi, staff.filing_clerk)
    debtor = filing.case.parties.get(role="defendant")
    for wrong in ({"debtor": debtor.pk, "reason": ""}, {"debtor": "", "reason": "已增资"}):
        with pytest.raises(Refusal):
            perform(filing, "dismiss_lead", by=staff.filing_judge, facts=wrong, at=MONDAY)
    facts = {"debtor": debtor.pk, "reason": "注册资本已增至一亿元，公示信息滞后"}
    with pytest.raises(Refusal):
        perform(filing, "dismiss_lead", by=staff.filing_clerk, facts=facts, at=MONDAY)
    perform(filing, "dismiss_lead", by=staff.filing_judge, facts=facts, at=MONDAY)
    assert unanswered_hits(filing.case) == []
    perform(filing, "accept", by=staff.filing_clerk, facts=FOUR_CONDITIONS, at=MONDAY)


@pytest.mark.spec("C-9.1", "C-9.4", "C-9.5")
def test_both_sides_other_cases_are_counted_and_execution_is_told(shanyang: Court, people: SimpleNamespace) -> None:
    def other(claimant: dict[str, Any], debtor: dict[str, Any]) -> Filing:
        return filed(shanyang, people.filing_clerk, parties=[claimant, debtor])

    other(person("plaintiff", "王三", 3), company())
    rich = {"legal_representative": "李二", "phone": "13800000077", "service_address": "工业路9号"}
    other(company("plaintiff", **rich), person("defendant", "王三", 3))
    case, instrument = effective_case(shanyang)
    plaintiff = instrument.obligations.get().debtors.get()
    open_proceeding("execution", case, "file", by=people.filing_clerk, at=noon(2024, 11, 20), instrument=instrument)

    zhang = person("plaintiff", plaintiff.name, 1, identifier=plaintiff.identifier)
    filing = filed(shanyang, people.filing_clerk, parties=[zhang, company()])
    claimant, debtor = filing.newest_search.result["parties"]
    assert claimant["enforcement_as_debtor"] == {"count": 1, "numbers": ["（2024）豫0811执1号"]}
    assert debtor["suits_as_debtor"]["count"] == 1
    assert debtor["as_creditor"]["count"] == 1
    assert "截至2024-12-02" in filing.newest_search.result["scope"]
    assert plaintiff.identifier not in str(filing.newest_search.result)  # counts and numbers only (Q54)

    perform(filing, "accept", by=people.filing_clerk, facts=FOUR_CONDITIONS, at=MONDAY)
    told = Task.objects.filter(proceeding=filing, department__kind="enforcement")
    assert {task.kind for task in told} == {"related.claimant_owes", "related.debtor_is_owed"}


def test_another_courts_cases_are_not_read(
    shanyang: Court, nanzhao: Court, people: SimpleNamespace, cast: Callable[[Court], SimpleNamespace]
) -> None:
    filed(nanzhao, cast(nanzhao).filing_clerk)
    filing = filed(shanyang, people.filing_clerk)
    claimant, debtor = found(filing)
    assert debtor["suits_as_debtor"]["count"] == 0
    assert claimant["enforcement_as_debtor"]["count"] == 0
