"""Papers on the way through a suit: stayed and resumed, another procedure, more time, what enforcement is told."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from courtflow.accounts.models import Court
from courtflow.cases.models import Party
from courtflow.flow.perform import perform
from documents.issue import render_pending
from documents.models import Document
from tests.diary import noon
from tests.intake.test_related_suits import ELSEWHERE, accepted, suit
from tests.trial.steps import heard
from trial.models import Trial

from .conftest import text_of

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def trial(shanyang: Court, people: SimpleNamespace) -> Trial:
    return heard(shanyang, people, noon(2024, 11, 4), "summary")


def said(document: Document, *fields: str) -> None:
    text = text_of(document)
    for field in fields:
        assert field in text, field


def made(kind: str, **named: str) -> Document:
    render_pending()
    return Document.objects.get(kind=kind, **named)


def test_a_suit_is_stayed_by_ruling_and_resumed_by_notice(trial: Trial, people: SimpleNamespace) -> None:
    Party.objects.filter(name="李二").update(name="买买提·艾力江·阿卜杜热合曼𬭬")
    facts = {"ground": "death", "since": "2024-11-20", "note": "原告张一于2024年11月18日死亡"}
    perform(trial, "stay_suit", by=people.trial_judge, at=noon(2024, 11, 20), facts=facts)
    ruling = made("suit_stay_ruling")
    assert ruling.number == f"{trial.number}之一", "the plain number is the judgment's"
    said(
        ruling, "民事裁定书", "原告：张一", "被告：买买提·艾力江·阿卜杜热合曼𬭬", "于2024年11月18日死亡。",
        "需要等待继承人表明是否参加诉讼", "第一百五十三条第一款第一项",
        "裁定如下：", "本案自2024年11月20日起中止诉讼。", "审判员",
        "二〇二四年十一月二十日", "书记员",
    )  # fmt: skip
    perform(trial, "resume_suit", by=people.trial_judge, at=noon(2025, 1, 6), facts={"ended_on": "2025-01-06"})
    notice = made("suit_resumption_notice", addressee__name="张一")
    said(notice, "恢复诉讼通知书", "恢复字第1号", "张一：", "自2025年1月6日起恢复诉讼", "第二百四十六条", "（院印）")
    assert (ruling.pages, notice.pages) == (2, 1)
    assert Document.objects.filter(kind="suit_resumption_notice").count() == 2


def test_the_ruling_names_both_procedures(trial: Trial, people: SimpleNamespace) -> None:
    facts = {"reason": "案情复杂，双方争议较大"}
    perform(trial, "convert", by=people.trial_judge, at=noon(2024, 11, 20), facts=facts)
    said(
        made("conversion_ruling"), "民事裁定书", "依法适用简易程序进行审理", "案情复杂，双方争议较大。", "第一百七十条",
        "本案转为普通程序审理。", "审判员",
    )  # fmt: skip


def test_a_small_claim_is_converted_under_its_own_article(shanyang: Court, people: SimpleNamespace) -> None:
    trial = heard(shanyang, people, noon(2024, 11, 4), "small_claim")
    facts = {"procedure": "summary", "reason": "当事人异议成立"}
    perform(trial, "convert", by=people.trial_judge, at=noon(2024, 11, 20), facts=facts)
    said(made("conversion_ruling"), "小额诉讼程序", "第一百六十九条", "本案转为简易程序审理。")


def test_parties_are_told_of_more_time(trial: Trial, people: SimpleNamespace) -> None:
    facts = {"months": 1, "reason": "双方申请庭外核对账目"}
    perform(trial, "request_extension", by=people.trial_judge, at=noon(2024, 12, 20), facts=facts)
    yes = {"granted": "yes", "months": 1}
    perform(trial, "decide_extension", by=people.president, at=noon(2024, 12, 24), facts=yes)
    said(
        made("extension_notice", addressee__name="李二"), "延长审理期限通知书", "延审字第2号", "李二：",
        "第一百六十四条",
        "经本院院长批准", "延长一个月", "双方申请庭外核对账目。",
    )  # fmt: skip


def test_no_notice_of_what_was_refused(trial: Trial, people: SimpleNamespace) -> None:
    facts = {"months": 1, "reason": "双方申请庭外核对账目"}
    perform(trial, "request_extension", by=people.trial_judge, at=noon(2024, 12, 20), facts=facts)
    no = {"granted": "no", "reason": "可以按期审结"}
    perform(trial, "decide_extension", by=people.president, at=noon(2024, 12, 24), facts=no)
    assert not Document.objects.filter(kind="extension_notice").exists()


@pytest.mark.spec("C-8.2")
def test_enforcement_is_told_of_a_suit_in_writing(shanyang: Court, people: SimpleNamespace) -> None:
    filing = accepted(suit(shanyang, people, ELSEWHERE, noon(2025, 1, 22)), people, noon(2025, 1, 26))
    told = {"told_on": "2025-02-06", "told_to": "执行局内勤"}
    perform(filing, "tell_enforcement", by=people.filing_clerk, at=noon(2025, 2, 6), facts={**told, "way": "written"})
    paper = made("suit_information")
    said(
        paper, "信息告知单", "执行部门：", "执行异议之诉", "民初1号", ELSEWHERE, "立案日期2025年1月26日",
        "焦山法〔2024〕120号",
        "签收立案信息",
    )  # fmt: skip
    assert paper.pages == 1


@pytest.mark.spec("C-8.2")
def test_what_was_told_by_telephone_needs_no_paper(shanyang: Court, people: SimpleNamespace) -> None:
    filing = accepted(suit(shanyang, people, ELSEWHERE, noon(2025, 1, 22)), people, noon(2025, 1, 26))
    told = {"told_on": "2025-02-06", "told_to": "执行局内勤", "way": "phone"}
    perform(filing, "tell_enforcement", by=people.filing_clerk, at=noon(2025, 2, 6), facts=told)
    assert not Document.objects.filter(kind="suit_information").exists()
