"""Citations in running text, in every form that courtflow writes, and the look-up of old numbers."""

import pytest

from courtflow.law.articles import CPL, EXP, JIAMUSI, NANZHAO, SHANYANG, ZB, Article, Checked, sources
from courtflow.law.citing import cited, pieces
from courtflow.law.lookup import look_up

EVERY = [article for entry in sources().values() for article in entry.listed]


@pytest.mark.parametrize("article", EVERY, ids=lambda article: article.key)
def test_every_article_is_recognised_however_it_is_written(article: Article) -> None:
    for words in (str(article), article.short(), article.cite(), f"依{article}，参照{article.short()}办理"):
        assert cited(words) == [article]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("送达（民事诉讼法第八十七条至第九十五条）", ["CPL:87", "CPL:95"]),
        ("开始的日不计算在内（《民事诉讼法》第八十五条第二款）", ["CPL:85.2"]),
        ("参照《民法典》第二百零一条、第二百零二条", ["CC:201", "CC:202"]),
        ("时效届满不影响立案（民诉法解释第四百八十一条）", ["INT:481"]),
        ("须写明计算基数（山阳第十八条）", ["SHANYANG:18"]),
        ("南召纪要三2；召法组〔2020〕8号 第四部分第8项", ["NANZHAO:三.2", "NANZHAO:四.8"]),
        ("一般应当庭履行完毕（佳木斯五（二））", ["JIAMUSI:五.2"]),
        ("《中华人民共和国民事诉讼法》（2017年修正）第二百五十三条", ["CPL:264"]),
        ("山阳区人民法院第三法庭；浙江三门县；民诉法第九百九十九条", []),
    ],
)
def test_citations_inside_sentences(text: str, keys: list[str]) -> None:
    assert [article.key for article in cited(text)] == keys
    assert "".join(piece for piece, _ in pieces(text)) == text


@pytest.mark.parametrize(
    ("asked", "key", "note"),
    [
        ("民诉法 254（2012）", "CPL:265", "2012年文本第254条，现为第二百六十五条"),
        ("民事诉讼法（2017）第239条", "CPL:250", "2017年文本第239条，现为第二百五十条"),
        ("246（2021年）", "CPL:250", "2021年文本第246条，现为第二百五十条"),
        ("CPL:126", "CPL:126", ""),
        ("民诉法250", "CPL:250", ""),
        ("山阳第二十五条", "SHANYANG:25", ""),
        ("南召三5", "NANZHAO:三.5", ""),
        ("执行服务中心收到函后要做好登记", "JIAMUSI:四.1", ""),
    ],
)
def test_an_article_is_found_by_what_people_type(asked: str, key: str, note: str) -> None:
    first = look_up(asked)[0]
    assert (first.article.key, first.note) == (key, note)


@pytest.mark.parametrize("asked", ["", "   ", "民诉法 250（2012）", "CPL:九", "第0条", "＊％", "不存在的字样啊"])
def test_what_cannot_be_found_finds_nothing(asked: str) -> None:
    assert look_up(asked) == []


def test_former_numbers_are_those_of_the_table() -> None:
    assert CPL.former(264) == {"2012": 253, "2017": 253, "2021": 260}
    assert CPL.former(171)["2021"] == 171
    assert CPL.former(195) == {}, "遗产管理人一节为2023年新增，没有旧条号"


def test_how_far_a_text_was_checked_is_said() -> None:
    assert CPL[264].checked is Checked.TEXT
    assert ZB[1].checked is Checked.SECONDARY
    assert CPL[92].checked is Checked.MEMORY
    assert SHANYANG[25].checked is Checked.ORIGINAL
    assert EXP[20, 1].checked is Checked.TEXT


def test_a_paragraph_shows_its_article_and_a_part_all_its_items() -> None:
    assert CPL[171, 2].wording == CPL[171].wording
    assert SHANYANG[25].wording.count("\n") == 3
    assert NANZHAO["一", 2].wording.startswith("速执团队设在法警局")
    assert JIAMUSI["九", 1, 2].heading == "建立执破衔接机制 优化执行退出措施"
