"""Masked copies for publication: who is hidden, what goes, what a person must look at, and that the original stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from courtflow.accounts.models import Court
from courtflow.cases.models import Agent, Case, Party
from courtflow.flow.models import Event
from courtflow.flow.perform import perform
from courtflow.flow.refusals import Denied, Refusal
from courtflow.law.identifiers import make_id_number
from documents import masking, publication
from documents.issue import render_pending
from documents.models import Document, MaskedCopy
from tests.diary import noon
from tests.trial.steps import heard

from .conftest import page_texts, text_of, words

Cast = Callable[[Court], SimpleNamespace]
NOTE = (
    "原告张一（手机13900000001、身份证号410811198005170013）称其卡号6222021234567890123的账户、豫HA1234号车辆和"
    "豫（2020）焦作市不动产权第0001234号房屋被占用，住山阳区建设路1号，因患疾病住院。"
)


def person(name: str, identifier: str = "410811198005170013", **changes: Any) -> dict[str, Any]:
    facts = {
        "name": name, "role": "原告", "natural": True, "identifier_label": "公民身份号码", "identifier": identifier,
        "address": "山阳区建设路1号", "phone": "13900000001", "representative": "",
        "agents": [{"name": "钱五，某律师事务所", "phone": "13700000000"}],
    }  # fmt: skip
    return facts | changes


COMPANY = person(
    "某某建材有限公司", "91410811000000078R", natural=False, address="山阳区工业路9号", phone="03910000000",
    representative="孙六", role="被告",
)  # fmt: skip


def snapshot(*people: dict[str, Any], cause: str = "民间借贷纠纷", note: str = "", **changes: Any) -> dict[str, Any]:
    return {"people": list(people), "cause": cause, "date": "2024-12-20", "note": note, **changes}


@pytest.mark.parametrize(
    ("name", "short"),
    [("张三", "张某"), ("欧阳修文", "欧阳某"), ("司马", "司某"), ("买买提·艾力江", "买某"), ("𬭬", "𬭬某")],
)
def test_a_hidden_name_keeps_its_surname(name: str, short: str) -> None:
    assert masking.shortened(name) == short


def test_in_family_and_succession_cases_natural_parties_are_hidden_and_told_apart() -> None:
    heirs = [person("张一"), person("张二"), person("李四"), COMPANY]
    facts = snapshot(*heirs, cause="法定继承纠纷", matter="张一与张二、李四法定继承纠纷一案")
    masked = masking.mask(facts)
    assert masked.snapshot["matter"] == "张某1与张某2、李某法定继承纠纷一案"
    assert [p["name"] for p in masked.snapshot["people"]] == ["张某1", "张某2", "李某", "某某建材有限公司"]


def test_elsewhere_names_stay_but_minors_are_hidden() -> None:
    minor = make_id_number("410811", date(2010, 5, 17), 3)
    facts = snapshot(person("张一"), person("王小"), person("赵小", minor))
    masked = masking.mask(facts)
    assert [p["name"] for p in masked.snapshot["people"]] == ["张一", "王小", "赵某"]
    assert any("法定代理人" in line for line in masked.warnings)


def test_personal_data_goes_and_an_organisations_stays() -> None:
    account = {"purpose": "收款", "holder": "张一", "bank": "演示银行", "number": "6222000000000001"}
    masked = masking.mask(snapshot(person("张一"), COMPANY, note=NOTE, accounts=[account]))
    told = json.dumps(masked.snapshot, ensure_ascii=False)
    for secret in (
        "13900000001", "410811198005170013", "6222021234567890123", "豫HA1234", "0001234号", "山阳区建设路1号",
        "6222000000000001", "13700000000",
    ):  # fmt: skip
        assert secret not in told, secret
    for kept in ("张一", "91410811000000078R", "山阳区工业路9号", "孙六", "钱五，某律师事务所", "演示银行"):
        assert kept in told, kept
    assert {row["what"] for row in masked.rows} == {
        "公民身份号码", "证件号码", "银行账号", "通讯方式", "车牌号码", "产权证号", "住址",
    }  # fmt: skip
    assert any("健康状况" in line for line in masked.warnings)
    assert "请通读全文" in masked.warnings[-1]


def test_what_a_person_finds_is_hidden_too() -> None:
    also = publication.read_also("证人周七=周某\n\n豆腐坊")
    masked = masking.mask(snapshot(note="证人周七在豆腐坊看见"), also=also)
    assert masked.snapshot["note"] == "周某在（略）看见"
    assert {"what": "人工隐去的文字", "instead": "周某", "count": 1} in masked.rows


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def ruling(shanyang: Court, people: SimpleNamespace) -> Document:
    """A suit stayed by a ruling that says more of the plaintiff than the public may know."""
    trial = heard(shanyang, people, noon(2024, 11, 4))
    Agent.objects.create(party=trial.case.parties.get(name="张一"), kind="lawyer", name="钱五", phone="13700000000")
    facts = {"ground": "other", "since": "2024-11-20", "note": NOTE}
    perform(trial, "stay_suit", by=people.trial_judge, at=noon(2024, 11, 20), facts=facts)
    render_pending()
    return Document.objects.get(kind="suit_stay_ruling")


@pytest.mark.django_db
class TestCopy:
    def test_the_copy_is_a_file_of_its_own(self, ruling: Document, people: SimpleNamespace) -> None:
        before = bytes(ruling.pdf or b"")
        copy = publication.make(ruling, [], people.trial_judge)
        text = words(page_texts(bytes(copy.pdf)))
        for secret in ("13900000001", "410811198005170013", "6222021234567890123", "豫HA1234", "建设路1号", "核验码"):
            assert secret not in text, secret
        for kept in ("公布文本", "民事裁定书", "原告：张一。", "（证件号码略）", "（账号略）", "裁定如下", "审判员"):
            assert kept in text, kept
        ruling.refresh_from_db()
        assert bytes(ruling.pdf or b"") == before
        assert copy.sha256 != ruling.sha256
        assert "410811198005170013" in text_of(ruling)
        event = Event.objects.get(act="documents.mask")
        assert (event.by, event.facts["sha256"]) == (people.trial_judge, copy.sha256)
        with pytest.raises(DatabaseError, match="公布文本不得修改或者删除"), transaction.atomic():
            MaskedCopy.objects.update(pages=9)

    def test_only_who_answers_for_the_case_makes_one(self, ruling: Document, people: SimpleNamespace) -> None:
        with pytest.raises(Denied):
            publication.make(ruling, [], people.trial_clerk)
        assert not MaskedCopy.objects.exists()

    @pytest.mark.parametrize("cause", ["离婚纠纷", "抚养费纠纷", "变更监护人"])
    def test_some_are_not_published_at_all(self, cause: str, shanyang: Court, people: SimpleNamespace) -> None:
        trial = heard(shanyang, people, noon(2024, 11, 4))
        Case.objects.filter(pk=trial.case_id).update(cause=cause)
        trial.refresh_from_db()
        facts = {"ground": "other", "since": "2024-11-20", "note": "等待"}
        perform(trial, "stay_suit", by=people.trial_judge, at=noon(2024, 11, 20), facts=facts)
        render_pending()
        with pytest.raises(Refusal, match="不在互联网公布") as refused:
            publication.look(Document.objects.get(kind="suit_stay_ruling"), [])
        assert "第四条" in str(refused.value)

    def test_a_notice_or_a_revoked_ruling_is_not_published(self, ruling: Document, people: SimpleNamespace) -> None:
        Document.objects.filter(pk=ruling.pk).update(state="revoked", ended_at=noon(2024, 11, 21), ended_reason="误作")
        ruling.refresh_from_db()
        with pytest.raises(Refusal, match="已经撤销"):
            publication.look(ruling, [])

    def test_the_page_shows_what_goes_before_it_is_made(
        self, ruling: Document, people: SimpleNamespace, client: Client
    ) -> None:
        client.force_login(people.trial_judge)
        assert "公布文本" in client.get(ruling.page).content.decode()
        address = f"/documents/{ruling.pk}/publication/"
        page = client.get(address).content.decode()
        for said in ("将隐去的内容", "车牌号码", "（账号略）", "健康状况", "请通读全文"):
            assert said in page, said
        assert "13900000001" not in page
        draft = client.get(f"{address}draft.pdf", {"also": "被占用=被他人占用"})
        assert "被他人占用" in words(page_texts(draft.content))
        again = client.post(address, {"also": "被占用=被他人占用", "again": "on"}).content.decode()
        assert "人工隐去的文字" in again
        assert "请先通读预览" not in again
        unchecked = client.post(address, {"also": ""}).content.decode()
        assert "请先通读预览并逐项核对" in unchecked
        assert not MaskedCopy.objects.exists()
        assert client.post(address, {"also": "被占用=被他人占用", "checked": "on"}).status_code == 302
        copy = MaskedCopy.objects.get()
        shown = client.get(address).content.decode()
        assert copy.sha256 in shown
        download = client.get(copy.href)
        assert download["Content-Disposition"].startswith("attachment")
        assert words(page_texts(download.content)).count("被他人占用") == 1

    def test_nobody_else_finds_it(self, ruling: Document, anji: Court, cast: Cast, people: Any, client: Client) -> None:
        copy = publication.make(ruling, [], people.trial_judge)
        client.force_login(cast(anji).trial_judge)
        assert client.get(f"/documents/{ruling.pk}/publication/").status_code == 404
        assert client.get(copy.href).status_code == 404
        assert Party.objects.filter(name="张一").exists()
