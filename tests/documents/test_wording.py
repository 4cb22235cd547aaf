"""A court words a paragraph itself: closed placeholders, mandatory elements, versions, an event."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import DatabaseError

from courtflow.accounts.models import Court
from courtflow.flow.models import Event
from documents.models import Document, Wording
from documents.placeholders import faults
from documents.wording import enact

from .conftest import text_of

pytestmark = pytest.mark.django_db
Issued = Callable[..., list[Document]]
Cast = Callable[[Court], SimpleNamespace]


def settlement_text(court: Court, text: str, valid_from: date = date(2024, 11, 1)) -> Wording:
    return Wording(
        court=court, kind="urging_notice", slot="settlement", text=text, valid_from=valid_from,
        source="焦山法〔2024〕120号", article="第二十五条",
    )  # fmt: skip


def test_the_courts_own_words_replace_the_standard_ones(
    shanyang: Court, urged: Callable[..., Any], issued: Issued, cast: Cast
) -> None:
    by = cast(shanyang).system_admin
    enact(settlement_text(shanyang, "请到{院名}{部门}面谈。\n<b>自愿</b>和解。"), by)
    (notice,) = issued(urged())
    text = text_of(notice)
    assert "请到焦作市山阳区人民法院执行局面谈。<b>自愿</b>和解。" in text
    assert "可以与权利人协商" not in text
    assert notice.snapshot["wording"]["settlement"]["version"] == 1


def test_the_wording_of_the_court_above_holds_until_the_court_has_its_own(
    shanyang: Court, urged: Callable[..., Any], issued: Issued, cast: Cast
) -> None:
    by = cast(shanyang).system_admin
    enact(settlement_text(shanyang.parent, "上级法院的文字。"), by)
    assert "上级法院的文字。" in text_of(issued(urged())[0])
    enact(settlement_text(shanyang, "本院的文字。"), by)
    enact(settlement_text(shanyang, "将来的文字。", date(2025, 1, 1)), by)
    text = text_of(issued(urged())[0])
    assert "本院的文字。" in text
    assert "将来的文字" not in text


def test_a_new_version_is_an_event_and_earlier_papers_keep_their_words(
    shanyang: Court, urged: Callable[..., Any], issued: Issued, cast: Cast
) -> None:
    by = cast(shanyang).system_admin
    (before,) = issued(urged())
    assert enact(settlement_text(shanyang, "第一版。"), by).version == 1
    assert enact(settlement_text(shanyang, "第二版。", date(2024, 11, 2)), by).version == 2
    event = Event.objects.latest("id")
    assert (event.act, event.by, event.facts["version"]) == ("documents.wording", by, 2)
    assert "焦山法〔2024〕120号第二十五条" in event.articles
    assert "可以与权利人协商" in text_of(before)


@pytest.mark.parametrize(
    ("kind", "slot", "text", "fault"),
    [
        ("urging_notice", "settlement", "请到{法官}处", "没有占位符“{法官}”"),
        ("urging_notice", "settlement", "请到{院名", "花括号只能成对用于占位符"),
        ("urging_notice", "settlement", "  ", "文字不能为空"),
        ("urging_notice", "consequences", "后果自负", "缺少必备内容“申请强制执行”"),
        ("urging_notice", "nowhere", "文字", "没有可修改的段落"),
        ("urging_notice", "settlement", "长" * 4001, "超过4000字"),
    ],
)
def test_a_wording_that_cannot_stand_is_refused(shanyang: Court, kind: str, slot: str, text: str, fault: str) -> None:
    assert any(fault in message for message in faults(kind, slot, text))
    wording = settlement_text(shanyang, text)
    wording.kind, wording.slot = kind, slot
    with pytest.raises(ValidationError):
        wording.clean()


def test_versions_are_never_edited(shanyang: Court, cast: Callable[..., SimpleNamespace]) -> None:
    wording = enact(settlement_text(shanyang, "第一版。"), cast(shanyang).system_admin)
    with pytest.raises(DatabaseError, match="只能增加新版本"), transaction.atomic():
        Wording.objects.filter(pk=wording.pk).update(text="改写")
