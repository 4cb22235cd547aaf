"""What no paper can show is refused where it is typed, for else the paper could never be made; names are taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from courtflow.accounts.models import Court
from courtflow.cases.models import Party
from courtflow.flow.characters import Name
from courtflow.flow.facts import Facts, RowsField, Text
from courtflow.flow.perform import open_proceeding
from tests.diary import effective_case, noon


class Row(forms.Form):
    person = Name(label="姓名", required=False)
    content = forms.CharField(label="内容", required=False)


class Written(Facts):
    text = Text(required=False)
    line = forms.CharField(required=False)
    rows = RowsField(Row, required=False)


def errors(**facts: Any) -> dict[str, list[str]]:
    return {name: list(found) for name, found in Written(facts).errors.items()}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("付款😀", "“😀”（U+1F600）"), ("𠮷田", "“𠮷”（U+20BB7）"), ("甲\ue000乙", "（U+E000）"),
        ("甲\u202e乙", "（U+202E）"), ("甲\u200b乙", "（U+200B）"), ("甲\x07乙", "（U+0007）"),
    ],
)  # fmt: skip
def test_the_characters_are_named_wherever_they_stand(text: str, named: str) -> None:
    said = f"含有文书无法打印的字符：{named}。请删去，或者改用通用规范汉字"
    assert errors(text=text, line=text) == {"text": [said], "line": [said]}
    row = [{"content": "无误"}, {"content": text}]
    assert errors(rows=row) == {"rows": [f"第2项“内容”：{said}"]}


def test_ordinary_text_of_several_lines_passes() -> None:
    assert errors(text="喆堃玥昇，〇○（2024）豫0811民初1号\r\n第二行\t①《》“”—…×㎡℃") == {}


def test_a_name_is_taken_as_it_is_and_may_be_spoken_of() -> None:
    assert errors(rows=[{"person": "𠮷田", "content": "被告𠮷田支付一万元"}]) == {}
    assert "U+202E" in errors(rows=[{"person": "𠮷\u202e田"}])["rows"][0], "but it hides nothing"
    assert errors(rows=[{"person": "𠮷田"}], text="𠮷田😀")["text"] == [
        "含有文书无法打印的字符：“😀”（U+1F600）。请删去，或者改用通用规范汉字"
    ]


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def urging(shanyang: Court, people: SimpleNamespace) -> Any:
    case, instrument = effective_case(shanyang)
    return open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, at=noon(2024, 12, 2), instrument=instrument,
        consent="silent", consent_on=date(2024, 12, 1),
    )  # fmt: skip


@pytest.mark.django_db
def test_browser_and_programs_are_told_alike(urging: Any, people: SimpleNamespace, client: Client) -> None:
    client.force_login(people.filing_clerk)
    facts = {"version": urging.version, "materials": "判决书😀"}
    page = client.post(reverse("act", args=[urging.pk, "hand_over"]), facts)
    assert page.status_code == 400
    assert "含有文书无法打印的字符：“😀”（U+1F600）" in page.content.decode()

    program = APIClient()
    program.force_authenticate(people.filing_clerk)
    answer = program.post(f"/api/v1/proceedings/{urging.pk}/acts/hand_over/", {"materials": "判决书𠮷"}, format="json")
    assert answer.status_code == 400
    assert "“𠮷”（U+20BB7）" in str(answer.json())
    urging.refresh_from_db()
    assert urging.state == "registered"


@pytest.mark.django_db
def test_the_names_of_the_case_may_stand_in_every_text(urging: Any, people: SimpleNamespace) -> None:
    Party.objects.filter(case=urging.case, name="李二").update(name="李𠮷")
    program = APIClient()
    program.force_authenticate(people.filing_clerk)
    sent = {"materials": "李𠮷的送达回证一份"}
    answer = program.post(f"/api/v1/proceedings/{urging.pk}/acts/hand_over/", sent, format="json")
    assert answer.status_code in (200, 201), answer.json()
