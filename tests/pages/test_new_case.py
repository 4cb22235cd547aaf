"""A case begins at the counter: through the form, with every mistake told and nothing half done."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.urls import reverse

from courtflow.cases.models import Case, Party
from courtflow.flow import clock
from courtflow.flow.models import Event
from courtflow.law.identifiers import make_id_number
from tests.diary import BORN

Page = Callable[[Any], Client]


def complaint(**changes: str) -> dict[str, str]:
    """The form as a browser sends it."""
    day = clock.today().isoformat()
    sent = {
        "version": "0", "received_on": day, "cause": "民间借贷纠纷", "claim": "偿还借款5万元", "money_claim": "yes",
        "amount": "50000", "litigation_risk": "on", "performance_reminder": "on", "update_duty": "on",
        "preservation_explained_on": day, "preservation_answer": "decline", "parties-TOTAL": "3",
        "parties-0-role": "plaintiff", "parties-0-kind": "natural", "parties-0-name": "张一",
        "parties-0-identifier": make_id_number("410811", BORN, 1), "parties-0-phone": "13900000001",
        "parties-0-service_address": "山阳区建设路1号", "parties-2-role": "defendant", "parties-2-kind": "natural",
        "parties-2-name": "李二",
    }  # fmt: skip
    return {**sent, **changes}


def test_a_complaint_becomes_a_case(people: SimpleNamespace, page: Page) -> None:
    client = page(people.filing_clerk)
    form = client.get(reverse("new_case")).content.decode()
    assert 'name="parties-1-role"' in form  # a suit has two sides
    assert "请选择" in form  # and nothing else is taken for granted
    answer = client.post(reverse("new_case"), complaint(), follow=True)
    case = Case.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("case", args=[case.pk])
    assert case.title == "张一诉李二民间借贷纠纷"
    assert "新的期限：" in answer.content.decode()
    assert [party.name for party in case.parties.order_by("id")] == ["张一", "李二"]


def test_mistakes_are_told_and_the_rows_are_kept(people: SimpleNamespace, page: Page) -> None:
    sent = complaint(**{"parties-0-identifier": "410811198005170019", "amount": "1.001", "parties-2-name": "李〈二〉"})
    answer = page(people.filing_clerk).post(reverse("new_case"), sent)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "公民身份号码校验不通过" in html
    assert "金额最多精确到分" in html
    assert 'value="李〈二〉"' in html
    assert 'value="1.001"' in html
    assert not Case.objects.exists()
    assert not Party.objects.exists()
    assert not Event.objects.exists()


def test_who_does_not_file_is_told_who_does(people: SimpleNamespace, page: Page) -> None:
    for name in ("new_case", "new_external"):
        client = page(people.trial_judge)
        assert client.get(reverse(name)).status_code == 403
        answer = client.post(reverse(name), complaint())
        assert answer.status_code == 403
        assert "立案庭书记员" in answer.content.decode()
    assert not Case.objects.exists()


def test_an_award_from_outside_begins_a_case_of_its_own(people: SimpleNamespace, page: Page) -> None:
    client = page(people.filing_clerk)
    html = client.get(reverse("new_external")).content.decode()
    assert "登记外来文书执行申请" in html
    assert 'name="obligations-TOTAL"' in html
    answer = client.post(reverse("new_external"), {"version": "0"})
    assert answer.status_code == 400
    assert "有内容需要更正" in answer.content.decode()
    assert not Case.objects.exists()
