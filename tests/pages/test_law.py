"""Articles in the browser: found, read, followed to where they are applied; and every citation leads there."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from courtflow.accounts.models import User
from courtflow.flow import registry
from courtflow.flow.applied import applied, everything
from courtflow.law.articles import CPL, SHANYANG, sources
from courtflow.pages.templatetags.law import cited


@pytest.fixture
def reader(page: Callable[[Any], Client], outsider: User) -> Client:
    """The law is no secret: whoever is logged in may read it."""
    return page(outsider)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def test_everything_that_cites_an_article_has_words_to_show() -> None:
    missing = {place.article.key: place.title for place in everything() if not place.article.wording}
    assert missing == {}


def test_an_article_tells_everything_that_rests_on_it(db: None) -> None:
    roles = {place.role for place in applied(SHANYANG[25])}
    assert {"事项", "条件", "期限", "文书"} <= roles
    assert any(place.title.startswith("T05") for place in applied(SHANYANG[25]))
    assert [place.title for place in applied(CPL[171]) if place.role == "期限"] == [
        "T40 上诉期（判决，十五日）", "T40 上诉期（裁定，十日）",
    ]  # fmt: skip


def test_a_refusal_raised_inside_an_act_is_found_too() -> None:
    assert any("超过未履行余额" in place.title for place in applied(sources()["CC"][557]))


def test_old_numbers_lead_to_the_article_in_force(reader: Client) -> None:
    found = text(reader, reverse("law") + "?q=民诉法 254（2012）")
    assert "2012年文本第254条，现为第二百六十五条" in found
    assert reverse("law_article", args=["CPL", "265"]) in found


def test_a_document_lists_its_articles_with_what_is_unchecked(reader: Client) -> None:
    found = text(reader, reverse("law_document", args=["KW"]))
    assert "法发〔2017〕6号" in found
    assert "据二手资料" in found
    within = text(reader, reverse("law_document", args=["CPL"]) + "?q=260（2021）")
    assert "第二百六十四条" in within
    assert "第二百六十三条" not in within


def test_the_page_of_an_article(reader: Client) -> None:
    found = text(reader, reverse("law_article", args=["SHANYANG", "25"]))
    assert "严禁通过执前督促履行、执前调解等方式变相控制执行案件立案" in found
    assert reverse("law_life", args=["urging"]) + "#accept" in found
    assert "文件原文" in found
    assert "2021年文本第260条" in text(reader, reverse("law_article", args=["CPL", "264"]))


def test_values_of_profiles_name_their_article(reader: Client, shanyang: Any) -> None:
    found = text(reader, reverse("law_article", args=["SHANYANG", "25"]))
    assert "规则取值" in found
    assert "执前督促案件类型代字" in found


@pytest.mark.parametrize("kind", ["filing", "trial", "urging", "execution", "preservation"])
def test_a_life_shows_every_act_with_its_articles(reader: Client, kind: str) -> None:
    found = text(reader, reverse("law_life", args=[kind]))
    assert str(registry.PROCEEDINGS[kind].TITLE) in found
    assert found.count('class="cf-cite"') > 10


@pytest.mark.parametrize(
    "address", ["/law/XYZ/", "/law/CPL/999/", "/law/CPL/1/", "/law/CPL/九/", "/law/SHANYANG/36/", "/law/lives/nothing/"]
)
def test_what_does_not_exist_is_not_found(reader: Client, address: str) -> None:
    text(reader, address, status=404)


def test_long_and_strange_questions_are_answered_calmly(reader: Client) -> None:
    for asked in ("　", "%00", "第" * 79, "民诉法 99999999", "x" * 300):
        text(reader, reverse("law") + "?q=" + asked)


def test_pages_of_the_law_ask_little_of_the_database(
    reader: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    reader.get(reverse("law"))
    for address in (reverse("law_document", args=["CPL"]), reverse("law_article", args=["SHANYANG", "25"])):
        with django_assert_max_num_queries(10):
            reader.get(address)


def test_citations_in_text_become_links_and_nothing_else_does() -> None:
    made = cited("<b>须写明（山阳第十八条）")
    assert made.startswith('&lt;b&gt;须写明（<span class="cf-cite"><a href="/law/SHANYANG/18/"')
    assert 'role="tooltip"' in made
    assert "裁判文书主文应明确具体" in made
    assert cited("没有引用") == "没有引用"
    assert cited(None) == ""


def test_the_filter_takes_articles_lists_and_texts() -> None:
    shown = Template("{% load law %}{{ under|cited }}").render(Context({"under": [CPL[126], SHANYANG[7]]}))
    links = re.findall(r'href="([^"]+)"', shown)
    assert links == ["/law/CPL/126/", "/law/SHANYANG/7/"]
    assert "；" in shown


def test_the_case_page_links_articles_of_acts_refusals_reasons_and_history(
    page: Callable[[Any], Client], people: SimpleNamespace, urging: Any
) -> None:
    shown = text(page(people.enforcement_clerk), reverse("case", args=[urging.case_id]))
    for part in ("countdowns", "history", f"acts-{urging.pk}"):
        section = shown[shown.index(f'id="{part}"') :]
        assert 'href="/law/SHANYANG/25/"' in section[: section.index("</section>")], part
    assert 'href="/law/CPL/85.2/"' in shown


def test_computations_are_applications_too(db: None) -> None:
    titles = {place.title for place in applied(CPL[264])} | {place.title for place in applied(CPL[85])}
    assert "期间的起算、届满和顺延" in titles
    assert any("加倍" in title for title in titles)


def test_articles_are_objects_in_the_interface(reader: Client) -> None:
    found = reader.get("/api/v1/articles/", {"q": "民诉法 254（2012）"}).json()
    assert [(row["key"], row["note"]) for row in found["results"]] == [
        ("CPL:265", "2012年文本第254条，现为第二百六十五条")
    ]
    assert reader.get("/api/v1/articles/").json()["count"] > 300
    one = reader.get("/api/v1/articles/SHANYANG:25/").json()
    assert one["checked_label"] == "文件原文"
    assert one["since"] == "2024-10-29"
    assert any((place["kind"], place["act"]) == ("urging", "accept") for place in one["applied"])
    assert reader.get("/api/v1/articles/NANZHAO:三.5/").json()["heading"] == "分段实施制度"


@pytest.mark.parametrize("key", ["CPL:9999", "XYZ:1", "CPL", "CPL:", "九"])
def test_an_article_that_does_not_exist_is_a_problem_document(reader: Client, key: str) -> None:
    answer = reader.get(f"/api/v1/articles/{key}/")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("application/problem+json")


def test_acts_events_and_deadlines_carry_their_articles_as_objects(
    page: Callable[[Any], Client], people: SimpleNamespace, urging: Any
) -> None:
    client = page(people.enforcement_clerk)
    acts = client.get(f"/api/v1/proceedings/{urging.pk}/acts/").json()
    act = acts["allowed"][0]
    assert [row["label"] for row in act["citations"]] == act["articles"]
    event = client.get("/api/v1/events/", {"case": urging.case_id}).json()["results"][0]
    assert len(event["citations"]) == len(event["articles"])
    deadline = client.get("/api/v1/deadlines/", {"case": urging.case_id}).json()["results"][0]
    assert deadline["citations"][0]["label"] == deadline["article"]
    assert client.get(deadline["citations"][0]["url"]).status_code == 200
