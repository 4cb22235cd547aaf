"""Case numbers as people type them and as the registry prints them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtflow.law.numbers import PROVINCES, TYPE_NAMES, CaseNumber, normalise


@pytest.mark.parametrize(
    "real",
    [
        "（2021）豫0811民初3378号",
        "（2022）豫08民终760号",
        "（2019）豫1325执1243号之六",
        "（2024）云25民终1139号",
        "（2018）豫0103民初60号",
        "（2018）豫01民终7462号",
        "（2024）粤0703民初1号",
        "（2024）黑08执前督2号",
        "（2023）云2529执诉前调26号",
        "（2024）豫1321执恢9号",
        "（2024）最高法民申12号",
        "（2024）豫民终3号",
        "（2024）豫0811诉前调确5号",
        "（2024）豫0811破1号",
    ],
)
def test_a_proper_number_is_printed_as_it_was_read(real: str) -> None:
    assert str(CaseNumber.parse(real)) == real


@pytest.mark.parametrize(
    "typed",
    [
        "(2024)豫0811民初1号",
        "〔2024〕豫0811民初1号",
        "﹝2024﹞豫0811民初1号",
        "[2024]豫0811民初1号",
        "【2024】豫0811民初1号",
        " （2024） 豫0811 民初 1 号 ",
        "（２０２４）豫０８１１民初１号",
        "（2024\u3000）豫0811民初1\u00a0号",
    ],
)
def test_every_way_of_typing_it_is_the_same_number(typed: str) -> None:
    assert CaseNumber.parse(typed) == CaseNumber(2024, "豫0811", "民初", 1)
    assert normalise(typed) == "（2024）豫0811民初1号"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("（2024）豫0811民初0012号", "前面不加0"),
        ("（24）豫0811民初1号", "四位数字"),
        ("（2024）豫081民初1号", "法院代字“豫081”有误"),
        ("（2024）豫08111民初1号", "法院代字"),
        ("2024豫0811民初1号", "以括号中的收案年度开头"),
        ("（2024豫0811民初1号", "以括号中的收案年度开头"),
        ("（2024）豫0811民初1", "以“号”结尾"),
        ("（2024）豫0811民初第1号", "旧式案号"),
        ("（2014）山民初字第5号", "法院代字"),
        ("（2014）豫0811民初字第5号", "旧式案号"),
        ("（2024）豫0811民初号", "自然数"),
        ("（2024）豫0811民初0号", "前面不加0"),
        ("（2024）豫08111号", "法院代字"),
        ("（2024）豫08号", "类型代字"),
        ("（2024）豫0811诉前调解确认1号", "类型代字"),
        ("（2024）豫0811民初1号之1", "不符合案号格式"),
        ("（2024）0811民初1号", "应为法院代字"),
        ("", "不能为空"),
        ("随便写的", "以括号中的收案年度开头"),
    ],
)
def test_a_wrong_number_is_refused_with_what_is_wrong(wrong: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        CaseNumber.parse(wrong)


@pytest.mark.parametrize(
    "parts",
    [(24, "豫0811", "民初", 1, ""), (2024, "豫0811", "民初", 0, ""), (2024, "豫0811", "民初", 1, "之1")],
)
def test_a_number_cannot_be_built_wrong_either(parts: tuple[int, str, str, int, str]) -> None:
    with pytest.raises(ValueError, match="案号"):
        CaseNumber(*parts)


def test_local_types_are_kept_apart_from_national_ones() -> None:
    assert CaseNumber.parse("（2024）豫0811执前督1号").is_local
    assert not CaseNumber.parse("（2024）豫0811执1号").is_local


courts = st.builds(
    lambda province, digits: province + digits,
    st.sampled_from(PROVINCES),
    st.from_regex(r"(?:[0-9]{2}|[0-9]{4})?", fullmatch=True),
)


@given(st.integers(1949, 9999), courts, st.sampled_from(sorted(TYPE_NAMES)), st.integers(1, 10**6))
def test_printing_and_reading_are_inverse(year: int, court: str, type_code: str, serial: int) -> None:
    number = CaseNumber(year, court, type_code, serial)
    assert CaseNumber.parse(str(number)) == number


@given(st.text(max_size=40))
def test_any_text_is_either_a_number_or_a_value_error(text: str) -> None:
    try:
        number = CaseNumber.parse(text)
    except ValueError:
        return
    assert str(number) == normalise(text)
