"""Identity numbers and credit codes: what is right, what is wrong and where, what a list may show."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtflow.law.identifiers import (
    Sex,
    check_credit_code,
    check_id_number,
    make_credit_code,
    make_id_number,
    mask_account,
    mask_id,
    mask_phone,
    upgrade_id_number,
)

births = st.dates(date(1900, 1, 1), date(2026, 11, 22))


def test_the_standards_own_example_is_valid() -> None:
    """GB 11643—1999 prints 11010519491231002X and 440524188001010014."""
    woman = check_id_number("11010519491231002x")
    assert (woman.number, woman.birth_date, woman.sex) == ("11010519491231002X", date(1949, 12, 31), Sex.FEMALE)
    assert check_id_number("440524188001010014").sex is Sex.MALE
    assert woman.region == "110105"


def test_full_width_figures_and_spaces_are_understood() -> None:
    assert check_id_number("１１０１０５ 19491231 002Ｘ").number == "11010519491231002X"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("", "应为18位，现为0位"),
        ("1101051949123100", "应为18位，现为16位"),
        ("110105194912310029", "第18位应为X，现为9"),
        ("1101O519491231002X", "第5位“O”不是数字"),
        ("99010519491231002X", "前两位“99”"),
        ("11010519490230002X", "第7至14位“19490230”不是真实的出生日期"),
        ("11010517990101002X", "不合理"),
        ("110105491231002", "15位旧身份证号码.*11010519491231002X"),
    ],
)
def test_a_wrong_number_says_where_to_look(wrong: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_id_number(wrong)


def test_nobody_is_born_tomorrow() -> None:
    number = make_id_number("410811", date(2026, 11, 23), 1)
    assert check_id_number(number, today=date(2026, 11, 23)).birth_date == date(2026, 11, 23)
    with pytest.raises(ValueError, match="不合理"):
        check_id_number(number, today=date(2026, 11, 22))


def test_an_old_number_becomes_the_one_its_holder_has_now() -> None:
    assert upgrade_id_number("110105491231002").number == "11010519491231002X"
    with pytest.raises(ValueError, match="15位数字"):
        upgrade_id_number("11010549123100")


@given(births, st.integers(0, 999))
def test_every_made_number_is_valid_and_every_slip_of_one_figure_is_caught(birth: date, serial: int) -> None:
    number = make_id_number("410811", birth, serial)
    person = check_id_number(number)
    assert (person.birth_date, person.sex is Sex.MALE) == (birth, serial % 2 == 1)
    slipped = number[:16] + str((int(number[16]) + 1) % 10) + number[17]
    with pytest.raises(ValueError, match="校验不通过"):
        check_id_number(slipped)


@pytest.mark.parametrize(("region", "serial"), [("4108", 1), ("410811", 1000), ("410811", -1)])
def test_numbers_are_made_only_from_sound_parts(region: str, serial: int) -> None:
    with pytest.raises(ValueError, match="应"):
        make_id_number(region, date(1990, 1, 1), serial)


def test_a_credit_code_is_checked_and_compacted() -> None:
    assert check_credit_code(" 91110000 600037341l ") == "91110000600037341L"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("9111000060003734", "现为16位"),
        ("91110000600037341M", "第18位应为L，现为M"),
        ("A1110000600037341L", "前8位应为数字"),
        ("91110000I00037341L", "不含I、O、S、V、Z"),
        ("", "现为0位"),
    ],
)
def test_a_wrong_credit_code_says_what_to_correct(wrong: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_credit_code(wrong)


@given(st.integers(0, 10**8 - 1))
def test_every_made_credit_code_is_valid(serial: int) -> None:
    code = make_credit_code("410811", serial)
    assert check_credit_code(code) == code
    assert code.startswith("91410811")


def test_a_credit_code_is_made_only_from_sound_parts() -> None:
    with pytest.raises(ValueError, match="顺序号"):
        make_credit_code("410811", 10**8)


def test_lists_show_only_what_tells_people_apart() -> None:
    assert mask_id("11010519491231002X") == "110***********002X"
    assert mask_phone("13800000000") == "138****0000"
    assert mask_account("6222 0200 0000 1234") == "************1234"


@pytest.mark.parametrize("short", ["", "1", "12345", "1234567"])
def test_what_is_too_short_to_mask_is_hidden_whole(short: str) -> None:
    assert mask_id(short) == "*" * len(short)
