"""Items that cannot be enforced are refused, each with what is wanting (山阳第十三条至第二十三条)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.cases.operative import InstalmentLines
from courtflow.flow.facts import json_schema
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from tests.diary import noon
from tests.trial.steps import checked, filed, heard, item, judgment
from trial.drafting import JudgmentFacts
from trial.models import Trial

DAY = noon(2025, 1, 6)
INTEREST = {
    "interest_base": "100000", "interest_rate": "年利率3.45%", "interest_from": "2024-05-01", "interest_to": "清偿之日"
}  # fmt: skip


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def hearing(shanyang: Court, people: SimpleNamespace) -> Trial:
    return heard(shanyang, people, DAY)


def drafted(trial: Trial, people: SimpleNamespace, facts: dict[str, Any]) -> Trial:
    perform(trial, "draft_judgment", by=people.trial_judge, at=DAY, facts=facts)
    return trial


def faults(trial: Trial, people: SimpleNamespace, *rows: dict[str, Any], **changes: Any) -> str:
    """The Chinese messages of a refused draft."""
    with pytest.raises(InvalidFacts) as refused:
        drafted(trial, people, judgment(*rows, **changes))
    assert not trial.case.instruments.exists()
    trial.refresh_from_db()
    return "；".join(text for texts in refused.value.errors.values() for text in texts)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"amount": ""}, "须明确数额", marks=pytest.mark.spec("C-18.1")),
        pytest.param({"due_days": ""}, "须明确履行时间", marks=pytest.mark.spec("C-18.1")),
        pytest.param({"due_on": "2025-03-01"}, "只填其中一种", marks=pytest.mark.spec("C-18.1")),
        pytest.param({"amount": "100000.005"}, "两位小数"),
        pytest.param({"content": "利息按照合同约定计算"}, "不得简单表述", marks=pytest.mark.spec("C-18.2")),
        pytest.param({**INTEREST, "interest_rate": "依约定利率计付"}, "不得简单表述", marks=pytest.mark.spec("C-18.2")),
        *(
            pytest.param({**INTEREST, name: ""}, word, marks=pytest.mark.spec("C-18.2"))
            for name, word in (
                ("interest_base", "计息基数"),
                ("interest_rate", "计息标准"),
                ("interest_from", "计息起日"),
                ("interest_to", "计息止"),
            )
        ),
        ({"due_days": "", "instalments": "2025-03-01 40000\n2025-04-01 50000"}, "各期金额之和须等于"),
        ({"due_days": "", "instalments": "2025-03-01 50000\n2025-02-01 50000"}, "由先到后"),
        ({"due_days": "", "instalments": "三月底前 50000"}, "第1行“三月底前 50000”看不明白"),
        ({"due_days": "", "instalments": "2025-02-30 100000"}, "第1期：日期不存在"),
        ({"acceleration": "on"}, "只有分期履行"),
        ({"kind": "act", "amount": "", "content": "搬离房屋"}, "履行的方式"),
        ({"kind": "delivery", "method": "交付车辆钥匙和登记证"}, "不填金额"),
        ({"debtors": []}, "义务人"),
    ],
)  # fmt: skip
def test_an_item_must_be_enforceable(
    hearing: Trial, people: SimpleNamespace, changes: dict[str, Any], words: str
) -> None:
    assert words in faults(hearing, people, item(hearing, **changes))


def test_nobody_owes_himself(hearing: Trial, people: SimpleNamespace) -> None:
    row = item(hearing)
    assert "不能同时是" in faults(hearing, people, {**row, "creditors": row["debtors"]})


@pytest.mark.spec("C-18.3")
def test_mutual_items_say_who_goes_first(hearing: Trial, people: SimpleNamespace) -> None:
    pay = item(hearing)
    give = {
        **pay, "kind": "delivery", "amount": "", "content": "原告交付车辆", "method": "在被告住所交付并办理过户",
        "debtors": pay["creditors"], "creditors": pay["debtors"],
    }  # fmt: skip
    assert faults(hearing, people, pay, give).count("须明确各自的履行顺序") == 2
    order = {"order": "被告付款后三日内原告交付"}
    drafted(hearing, people, judgment({**pay, **order}, {**give, **order}))
    assert [row.item for row in hearing.instrument.obligations.all()] == [1, 2]


@pytest.mark.spec("C-18.1", "C-18.2", "A-11.2")
def test_what_is_enforceable_is_kept_as_rows(hearing: Trial, people: SimpleNamespace) -> None:
    row = item(hearing, **INTEREST, due_days="", instalments=[{"due_on": "2025-03-01", "amount": "100000.00"}])
    drafted(hearing, people, judgment(row))
    kept = hearing.instrument.obligations.get()
    assert (kept.amount, kept.interest_base, kept.interest_from) == (Decimal("100000.00"), 100000, date(2024, 5, 1))
    assert [(part.seq, part.due_on, part.amount) for part in kept.instalments.all()] == [(1, date(2025, 3, 1), 100000)]
    assert [party.name for party in kept.debtors.all()] == ["李二"]


def test_the_browser_posts_the_same_item(hearing: Trial, people: SimpleNamespace) -> None:
    from django.http import QueryDict

    row = item(hearing)
    post = QueryDict(mutable=True)
    post.update({"obligations-TOTAL": "1", "consequences": "on", "gist": "支持", "court_account": "户名 1"})
    for name, value in row.items():
        post.setlist(f"obligations-0-{name}", [str(v) for v in value] if isinstance(value, list) else [str(value)])
    drafted(hearing, people, post)  # type: ignore[arg-type]
    assert hearing.instrument.obligations.get().due_days == 10


def test_parties_of_other_cases_are_no_choice(shanyang: Court, hearing: Trial, people: SimpleNamespace) -> None:
    other = filed(shanyang, people, DAY)
    stranger = other.case.parties.first().pk
    assert "“义务人”" in faults(hearing, people, item(hearing, debtors=[stranger]))
    schema = json_schema(JudgmentFacts(proceeding=hearing))
    debtors = schema["properties"]["obligations"]["items"]["properties"]["debtors"]
    assert {choice["title"] for choice in debtors["items"]["oneOf"]} == {"张一", "李二"}


def test_a_judgment_says_what_is_to_be_done_or_that_nothing_is(hearing: Trial, people: SimpleNamespace) -> None:
    assert "没有给付内容" in faults(hearing, people)
    assert "不能同时声明" in faults(hearing, people, item(hearing), without_performance="on")


@pytest.mark.spec("C-21.1", "A-11.1")
def test_duty_and_consequence_must_be_stated(hearing: Trial, people: SimpleNamespace) -> None:
    assert "须逐项确认" in faults(hearing, people, item(hearing), consequences="")


@pytest.mark.spec("A-11.4", "C-23.1")
def test_a_money_judgment_is_not_signed_without_the_courts_account(hearing: Trial, people: SimpleNamespace) -> None:
    drafted(hearing, people, judgment(item(hearing), court_account=""))
    with pytest.raises(Refusal) as refused:
        perform(hearing, "sign", by=people.trial_judge, at=DAY, facts={"made_on": "2025-01-06"})
    assert refused.value.code == "court_account_is_stated"
    drafted(hearing, people, judgment(item(hearing)))
    perform(hearing, "sign", by=people.division_head, at=DAY, facts={"made_on": "2025-01-06"})
    assert hearing.state == Trial.State.SIGNED


@pytest.mark.spec("C-13.1", "C-14.1")
def test_nothing_is_drafted_before_data_are_verified_and_parties_told(shanyang: Court, people: SimpleNamespace) -> None:
    row = filed(shanyang, people, DAY)
    who = {"judge": people.trial_judge.pk, "procedure": "summary"}
    perform(row, "assign_judge", by=people.division_head, at=DAY, facts=who)
    with pytest.raises(Refusal, match="尚未核对"):
        drafted(row, people, judgment(item(row)))
    for party in row.litigants():
        perform(row, "verify_information", by=people.trial_clerk, at=DAY, facts=checked(party))
    with pytest.raises(Refusal, match="尚未告知"):
        drafted(row, people, judgment(item(row)))


@pytest.mark.spec("C-13.3")
def test_a_defendant_who_appears_signs_for_his_address(hearing: Trial, people: SimpleNamespace) -> None:
    debtor = hearing.case.parties.get(name="李二")
    with pytest.raises(InvalidFacts) as refused:
        perform(hearing, "verify_information", by=people.trial_clerk, at=DAY, facts=checked(debtor, address_form="no"))
    assert set(refused.value.errors) == {"address_form"}
    absent = checked(debtor, address_form="no", appeared="no")
    perform(hearing, "verify_information", by=people.trial_clerk, at=DAY, facts=absent)
    assert not hearing.checks.get(party=debtor).address_form


@pytest.mark.spec("C-13.2")
def test_a_correction_keeps_the_old_value_with_its_source(hearing: Trial, people: SimpleNamespace) -> None:
    debtor = hearing.case.parties.get(name="李二")
    facts = {"party": debtor.pk, "phone": "13800000000", "source": "庭审笔录"}
    perform(hearing, "correct_contact", by=people.trial_clerk, at=DAY, facts=facts)
    change = debtor.changes.get()
    assert (change.old, change.new, change.source) == ("13900000002", "13800000000", "庭审笔录")
    assert change.by == people.trial_clerk


def test_instalment_lines_read_what_people_write() -> None:
    rows = InstalmentLines().clean("2024-11-30 50000\n\n2024年12月31日：5,000.50元")
    assert rows == [
        {"due_on": date(2024, 11, 30), "amount": Decimal("50000")},
        {"due_on": date(2024, 12, 31), "amount": Decimal("5000.50")},
    ]
