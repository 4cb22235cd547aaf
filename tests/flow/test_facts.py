"""One form, two faces: a browser's rows and JSON clean alike, and the schema says what the form asks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict

from courtflow.flow.facts import bind, canonical, check_days, json_schema, to_json
from enforcement.urging.facts import SettlementFacts, VisitFacts

DAY = date(2024, 12, 10)
JSON = {
    "signed_on": "2024-12-09",
    "amount": "300.00",
    "instalments": [{"due_on": "2024-12-20", "amount": "100"}, {"due_on": "2025-01-20", "amount": 200}],
    "ability": "有固定收入",
    "genuine": True,
}
POST = QueryDict(
    "signed_on=2024-12-09&amount=300.00&ability=有固定收入&genuine=on&instalments-TOTAL=3"
    "&instalments-0-due_on=2024-12-20&instalments-0-amount=100&instalments-1-due_on=2025-01-20&instalments-1-amount=200"
    "&instalments-2-due_on=&instalments-2-amount="
)


def cleaned(raw: Any) -> Any:
    form = bind(SettlementFacts, raw, proceeding=None, day=DAY)
    assert form is not None
    assert form.is_valid(), form.errors
    return form.cleaned_data


def test_browser_and_json_give_the_same_facts() -> None:
    assert cleaned(JSON) == cleaned(POST)
    assert cleaned(JSON)["instalments"][1] == {"due_on": date(2025, 1, 20), "amount": Decimal("200")}


@pytest.mark.parametrize(
    ("wrong", "field", "word"),
    [
        ({"amount": "299"}, "instalments", "须等于和解金额"),
        ({"instalments": []}, "instalments", "至少填写1项"),
        ({"instalments": [{"due_on": "2024-12-20", "amount": "0.001"}]}, "instalments", "第1项“金额（元）”"),
        ({"instalments": "x"}, "instalments", "须为列表"),
        ({"signed_on": "2024-13-01"}, "signed_on", "日期不存在"),
        ({"ability": ""}, "ability", "请填写"),
        ({"genuine": False}, "genuine", "确认"),
    ],
)
def test_what_does_not_fit_is_said_in_chinese(wrong: dict[str, Any], field: str, word: str) -> None:
    form = bind(SettlementFacts, JSON | wrong, proceeding=None, day=DAY)
    assert form is not None
    assert not form.is_valid()
    assert word in " ".join(form.errors[field])


def test_what_has_not_happened_is_not_recorded() -> None:
    form = bind(SettlementFacts, JSON | {"signed_on": "2024-12-11"}, proceeding=None, day=DAY)
    assert form is not None
    assert form.is_valid()
    check_days(form)
    assert "不能晚于2024-12-10" in form.errors["signed_on"][0]


def test_the_schema_names_every_fact() -> None:
    schema = json_schema(SettlementFacts())
    assert schema["properties"]["amount"] == {"title": "和解金额（元）", "type": "string", "format": "decimal"}
    assert schema["properties"]["instalments"]["items"]["required"] == ["due_on", "amount"]
    assert set(schema["required"]) == {"signed_on", "amount", "instalments", "ability", "genuine"}
    assert json_schema(VisitFacts())["properties"]["legal_risk"]["type"] == "boolean"
    assert json_schema(None) == {"type": "object", "properties": {}, "additionalProperties": False}


def test_facts_are_kept_as_plain_json() -> None:
    kept = to_json({"日": date(2024, 1, 2), "元": Decimal("1.50"), "列": [{"x": None}]})
    assert canonical(kept) == '{"元":"1.50","列":[{"x":null}],"日":"2024-01-02"}'
