"""督促履行告知书, 移交函 and 首执立案通知: the papers around the three notices."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from documents.models import Document

from .conftest import text_of
from .test_certificate import pay

pytestmark = pytest.mark.django_db
Issued = Callable[..., list[Document]]


@pytest.mark.spec("C-21.3", "A-4.2")
def test_the_advice_served_with_the_instrument(urged: Callable[..., Any], issued: Issued) -> None:
    (advice,) = issued(urged(), "urging_advice")
    text = text_of(advice)
    for field in (
        "督促履行告知书",
        "督促字第1号",
        "李二：",
        "偿还借款本金",
        "演示银行山阳支行",
        "第二百六十四条",
        "附件4执行不能的说明",
    ):
        assert field in text, field


@pytest.mark.spec("A-4.3")
def test_the_judges_letter_to_the_service_centre(urged: Callable[..., Any], issued: Issued) -> None:
    (letter,) = issued(urged(), "transfer_letter")
    text = text_of(letter)
    assert letter.addressee is None
    for field in (
        "移交生效民事案件自动履行函",
        "执行服务中心：",
        "履行期限至2024年11月10日",
        "尚未申请执行",
        "附：法律文书",
    ):
        assert field in text, field


def test_a_letter_before_the_matter_has_its_own_number_takes_the_instruments(
    urged: Callable[..., Any], issued: Issued
) -> None:
    urging = urged()
    type(urging).objects.filter(pk=urging.pk).update(number=None)
    urging.refresh_from_db()
    (first,), (second,) = issued(urging, "transfer_letter"), issued(urging, "transfer_letter")
    assert first.number == f"{urging.instrument.number}移交字第1号"
    assert second.number == f"{urging.instrument.number}移交字第2号"


@pytest.mark.spec("C-25.12")
def test_the_notice_to_file_the_first_execution_counts_what_came_in(urged: Callable[..., Any], issued: Issued) -> None:
    urging = urged()
    pay(urging, "25000.00", date(2024, 11, 20))
    urging.outcome, urging.exited_on = "督促履行期限届满未履行完毕", date(2024, 12, 6)
    urging.save()
    (notice,) = issued(urging, "filing_notice", on=date(2024, 12, 9))
    text = text_of(notice)
    for field in (
        "立案庭：",
        "2024年12月6日结束（督促履行期限届满未履行完毕）",
        "已经到位25000.00元",
        "合计75000.00元（大写：柒万伍仟元整）",
    ):
        assert field in text, field


def test_no_letter_where_a_party_was_served_by_public_notice(urged: Callable[..., Any], issued: Issued) -> None:
    (letter,) = issued(urged(method="public_notice"), "transfer_letter")
    assert letter.state == Document.State.FAILED
    assert "不移送执行服务中心" in letter.error
