"""The page and its defences: layout of a court paper, hostile text, missing glyphs, nothing fetched."""

from typing import Any

import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from documents import fonts
from documents.rendering import OwnFilesOnly, Unprintable, render
from documents.templatetags.paper import chinese_day

from .conftest import page_texts, words

LETTER: dict[str, Any] = {
    "kind": "transfer_letter", "title": "移交生效民事案件自动履行函", "number": "（2024）黑08民初1号移交字第1号",
    "date": "2024-11-20", "court": {"name": "佳木斯市中级人民法院"}, "unit": {"name": "民事审判庭"}, "addressee": None,
    "case_number": "（2024）黑08民初1号", "proceeding_number": "", "proceeding_kind": "", "cause": "民间借贷纠纷",
    "verification_code": "ABCDEFGHJKMNPQRS", "verification_url": "http://court/verify/ABCDEFGHJKMNPQRS/",
    "verification_site": "http://court/verify/", "wording": {}, "layout": "notice", "sealed": True, "annexes": [],
    "receiver": "执行服务中心", "creditors": [],
    "debtors": [], "obligations": [], "balance": None, "period_ends_on": None, "public_notice": False,
    "instrument": {
        "maker": "佳木斯市中级人民法院", "kind": "民事判决书", "number": "（2024）黑08民初1号", "made_on": "2024-09-01",
        "effective_on": "2024-10-30", "served_on": None, "service_method": "",
    },
}  # fmt: skip
TEMPLATE = "documents/transfer_letter.html"


def letter(**changes: Any) -> dict[str, Any]:
    return LETTER | changes


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=file:///etc/passwd>",
        "<link rel=stylesheet href=http://127.0.0.1:1/x.css>",
        "{{ court.name }}{% include 'x' %}",
        "</p></body></html>",
        "&lt;b&gt; &amp; \"'",
        "<style>@import url(file:///etc/passwd)</style>",
        "<a rel=attachment href=file:///etc/passwd>x</a>",
        "<svg><image href='file:///etc/passwd'/></svg>",
    ],
)
def test_hostile_text_is_printed_as_it_was_typed(hostile: str) -> None:
    rendered = render(TEMPLATE, letter(cause=hostile))
    text = words(page_texts(rendered.pdf))
    assert "".join(hostile.split()) in text
    assert "root:" not in text


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1:1/", "data:text/plain,x", "courtflow-font:../../settings.py"]
)
def test_the_renderer_fetches_nothing_but_our_fonts(address: str) -> None:
    with pytest.raises(FatalURLFetchingError, match="文书不得引用外部资源"):
        HTML(string=f'<img src="{address}">', url_fetcher=OwnFilesOnly()).render()


@pytest.mark.parametrize(
    ("text", "named"),
    [("张𪚥", "“𪚥”（U+2A6A5）"), ("张\u202e三", "U+202E"), ("张\x07三", "U+0007"), ("🙂", "🙂")],
)
def test_a_character_without_a_glyph_is_an_error_that_names_it(text: str, named: str) -> None:
    with pytest.raises(Unprintable, match="字体中没有下列字符") as refusal:
        render(TEMPLATE, letter(cause=text))
    assert named in str(refusal.value)


def test_common_rare_characters_of_names_are_all_held() -> None:
    assert fonts.unprintable("喆堃玥昇璟龘〇○（）〔〕《》“”—…×") == []


def test_a_hundred_thousand_characters_are_refused_in_time() -> None:
    with pytest.raises(Unprintable, match="共100000字，超过单项8000字"):
        render(TEMPLATE, letter(cause="长" * 100_000))


def test_a_full_page_has_twenty_two_lines_of_twenty_eight_characters() -> None:
    rendered = render(TEMPLATE, letter(cause="国" * 28 * 60))
    full = [line for line in page_texts(rendered.pdf)[1].splitlines() if "国" in line]
    assert len(full) == 22
    assert {len(line.strip()) for line in full} == {28}


def test_the_same_facts_give_the_same_words() -> None:
    first, second = (render(TEMPLATE, letter()) for _ in range(2))
    assert page_texts(first.pdf) == page_texts(second.pdf)


@pytest.mark.parametrize(
    ("day", "figures"),
    [
        ("2024-10-10", "二〇二四年十月十日"),
        ("2024-11-20", "二〇二四年十一月二十日"),
        ("2024-12-31", "二〇二四年十二月三十一日"),
        ("2030-01-30", "二〇三〇年一月三十日"),
    ],
)
def test_the_date_under_the_seal_is_in_chinese_figures(day: str, figures: str) -> None:
    assert chinese_day(day) == figures
    assert figures in words(page_texts(render(TEMPLATE, letter(date=day)).pdf))


def test_the_signature_never_stands_on_a_page_of_its_own() -> None:
    for lines in range(2, 24):
        pages = page_texts(render(TEMPLATE, letter(cause="国" * 28 * lines)).pdf)
        signed = next(words([page]) for page in pages if "（院印）" in page)
        assert "请在收到后登记" in signed or "执行立案部门备案" in signed, f"{lines} lines"


def test_a_long_table_repeats_its_head_on_every_page() -> None:
    row = {
        "no": 1, "kind": "金钱给付", "money": True, "content": "支付货款", "amount": "1.00", "due_on": "2024-11-10",
        "instalments": [], "performed": "0.00", "balance": "1.00", "performed_in_full": False, "interest": "",
    }  # fmt: skip
    pages = page_texts(render(TEMPLATE, letter(obligations=[row | {"no": no} for no in range(1, 101)])).pdf)
    with_rows = [page for page in pages if "支付货款" in page]
    assert len(with_rows) > 2
    assert all("项次" in page for page in with_rows)
