"""Citations: exact words, stable keys, and no article that does not exist."""

import pytest

from courtflow.law.articles import (
    CC,
    CPL,
    DPI,
    EXR,
    HONGHE,
    INT,
    JIAMUSI,
    NANZHAO,
    PIPL,
    SHANYANG,
    ZHEJIANG,
    Article,
    ruling_citations,
    source,
    sources,
)

EVERY_TEXT = [f"{key}:{number}" for key, entry in sources().items() for number in entry.texts]


@pytest.mark.parametrize(
    ("article", "words", "short", "key"),
    [
        (CPL[126], "《民事诉讼法》第一百二十六条", "民诉法第126条", "CPL:126"),
        (CPL[103, 2], "《民事诉讼法》第一百零三条第二款", "民诉法第103条第二款", "CPL:103.2"),
        (EXR[16, 0, 3], "《执行工作规定》第十六条第（三）项", "执行工作规定第16条第（三）项", "EXR:16.0.3"),
        (INT[485], "《民诉法解释》第四百八十五条", "民诉法解释第485条", "INT:485"),
        (DPI[1], "《迟延履行利息解释》第一条", "迟延利息解释第1条", "DPI:1"),
        (PIPL[51], "《个人信息保护法》第五十一条", "个人信息保护法第51条", "PIPL:51"),
        (JIAMUSI["三"], "佳中法优〔2024〕22号 第三部分", "佳木斯意见三", "JIAMUSI:三"),
        (JIAMUSI["四", 1], "佳中法优〔2024〕22号 第四部分（一）", "佳木斯意见四（一）", "JIAMUSI:四.1"),
        (JIAMUSI["九", 1, 2], "佳中法优〔2024〕22号 第九部分（一）第2项", "佳木斯意见九（一）第2项", "JIAMUSI:九.1.2"),
        (ZHEJIANG["三", "三"], "浙委法发〔2020〕2号 第三部分（三）", "浙江意见三（三）", "ZHEJIANG:三.3"),
        (SHANYANG[25], "焦山法〔2024〕120号第二十五条", "山阳规定第25条", "SHANYANG:25"),
        (HONGHE["三"], "红河县法院执源治理做法（2023年） 第三部分", "红河做法三", "HONGHE:三"),
        (NANZHAO["三", 5], "召法组〔2020〕8号 第三部分第5项", "南召纪要三第5项", "NANZHAO:三.5"),
        (NANZHAO["一", 2, 1], "召法组〔2020〕8号 第一部分（二）第1项", "南召纪要一（二）第1项", "NANZHAO:一.2.1"),
    ],
)
def test_an_article_is_cited_in_the_courts_words(article: Article, words: str, short: str, key: str) -> None:
    assert (str(article), article.short(), article.key) == (words, short, key)
    assert Article.parse(key) == article


def test_a_notice_cites_title_number_and_edition() -> None:
    assert CPL[264].cite() == "《中华人民共和国民事诉讼法》（2023年修正）第二百六十四条"
    assert SHANYANG[25].cite() == (
        "《焦作市山阳区人民法院立案、审判与执行工作一体化运行机制的规定（试行）》（焦山法〔2024〕120号）第二十五条"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: CPL[0],
        lambda: CPL[307],
        lambda: CC[1261],
        lambda: SHANYANG[36],
        lambda: SHANYANG["三"],
        lambda: CPL[103, 2, 3, 4],
        lambda: CPL[103, 0],
        lambda: JIAMUSI["十四"],
        lambda: JIAMUSI[4],
        lambda: JIAMUSI["四", 4],
        lambda: JIAMUSI["九", 2, 1],
        lambda: NANZHAO["三", 6],
        lambda: HONGHE["三", 1],
        lambda: source("XYZ"),
        lambda: Article.parse("XYZ:1"),
        lambda: Article.parse("CPL:"),
    ],
)
def test_what_does_not_exist_cannot_be_cited(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"没有|按条引用|引用格式"):
        wrong()  # type: ignore[operator]


@pytest.mark.parametrize("key", EVERY_TEXT)
def test_every_stored_text_belongs_to_an_article_that_can_be_cited(key: str) -> None:
    article = Article.parse(key)
    assert article.key == key
    assert article.text.endswith(("。", "；", "：", "。”"))
    assert article.source.title


@pytest.mark.parametrize(
    ("cited", "edition", "current"),
    [
        (253, 2017, 264),
        (239, 2017, 250),
        (225, 2017, 236),
        (82, 2017, 85),
        (92, 2017, 95),
        (164, 2017, 171),
        (260, 2021, 264),
        (246, 2021, 250),
        (232, 2021, 236),
        (201, 2021, 205),
        (171, 2021, 171),
    ],
)
def test_old_numbers_inside_current_texts_lead_to_the_article_in_force(cited: int, edition: int, current: int) -> None:
    assert CPL.current(cited, edition) == CPL[current]


def test_an_old_number_without_a_known_successor_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="没有对照"):
        CPL.current(250, 2017)
    with pytest.raises(ValueError, match="对照表"):
        CPL.current(253, 2007)


def test_a_ruling_rests_on_statutes_and_names_their_titles_alone() -> None:
    """民事裁判文书制作规范三（六）: no edition, no document number, items without brackets; no court's own paper."""
    rows = [CPL[157, 1, 7], SHANYANG[27], INT[245], CPL[122, 0, 1]]
    assert ruling_citations(rows) == [
        "《中华人民共和国民事诉讼法》第一百五十七条第一款第七项、第一百二十二条第一项",
        "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第二百四十五条",
    ]
    assert ruling_citations([SHANYANG[27]]) == []
