"""Chinese dates, ordinals and capital amounts, as a judgment and a receipt write them."""

from datetime import date
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtflow.law.numerals import (
    arabic_date,
    chinese_date,
    chinese_number,
    dated,
    parse_chinese_date,
    parse_chinese_number,
    rmb_upper,
)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2024, 10, 10), "二〇二四年十月十日"),
        (date(2024, 11, 20), "二〇二四年十一月二十日"),
        (date(2024, 12, 31), "二〇二四年十二月三十一日"),
        (date(2030, 1, 30), "二〇三〇年一月三十日"),
    ],
)
def test_a_document_is_dated_in_chinese_figures(day: date, written: str) -> None:
    assert chinese_date(day) == written


def test_an_administrative_paper_is_dated_without_zeros() -> None:
    assert arabic_date(date(2024, 8, 1)) == "2024年8月1日"
    assert dated(date(2024, 8, 1)) == "2024年8月1日（星期四）"


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("1234567.89", "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
        ("100.05", "壹佰元零伍分"),
        ("10010", "壹万零壹拾元整"),
        ("120000.30", "壹拾贰万元叁角"),
        ("0.5", "零元伍角"),
        ("0", "零元整"),
        ("0.01", "零元零壹分"),
        ("3426000.00", "叁佰肆拾贰万陆仟元整"),
        ("100000001", "壹亿零壹元整"),
        ("200000000", "贰亿元整"),
        ("1000010000.00", "壹拾亿零壹万元整"),
    ],
)
def test_amounts_in_capitals(amount: str, written: str) -> None:
    assert rmb_upper(Decimal(amount)) == written


@pytest.mark.parametrize(
    ("amount", "message"),
    [("1.001", "超过两位"), ("-1", "超出"), ("1000000000000", "超出"), ("NaN", "只接受十进制数")],
)
def test_an_amount_no_receipt_can_hold_is_refused(amount: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rmb_upper(Decimal(amount))


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "〇"),
        (1, "一"),
        (10, "十"),
        (19, "十九"),
        (20, "二十"),
        (103, "一百零三"),
        (110, "一百一十"),
        (1259, "一千二百五十九"),
    ],
)
def test_ordinals_of_articles(number: int, written: str) -> None:
    assert chinese_number(number) == written


def test_a_negative_ordinal_is_refused() -> None:
    with pytest.raises(ValueError, match="超出"):
        chinese_number(-1)


@given(st.integers(1, 99))
def test_ordinals_are_read_back(number: int) -> None:
    assert parse_chinese_number(chinese_number(number)) == number


@pytest.mark.parametrize("text", ["", "百", "一一", "1"])
def test_what_is_no_ordinal_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="汉字序数"):
        parse_chinese_number(text)


@given(st.integers(1, 10**12 - 1))
def test_whole_numbers_read_back_by_an_independent_reader(number: int) -> None:
    assert cn2an.cn2an(chinese_number(number), "smart") == number
    assert cn2an.cn2an(rmb_upper(Decimal(number)).removesuffix("元整"), "smart") == number


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("二〇二四年十月十日", date(2024, 10, 10)),
        ("二○二四年十一月二十日", date(2024, 11, 20)),
        ("二O二四年十二月三十一日", date(2024, 12, 31)),
        ("二0三0年一月三十日", date(2030, 1, 30)),
        ("二零二四年八月一日", date(2024, 8, 1)),
    ],
)
def test_a_chinese_date_is_read_whatever_stands_for_the_zero(typed: str, day: date) -> None:
    assert parse_chinese_date(typed) == day


@pytest.mark.parametrize("text", ["二〇二四年二月三十日", "二〇二四年十三月一日", "二四年一月一日", "2024年1月1日", ""])
def test_what_is_no_chinese_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="日期"):
        parse_chinese_date(text)


@given(st.dates())
def test_every_written_date_is_read_back(day: date) -> None:
    assert parse_chinese_date(chinese_date(day)) == day
