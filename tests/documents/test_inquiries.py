"""Letters between trial and enforcement: the blind one gives nothing away, whatever one looks at."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from courtflow.accounts.models import Court
from courtflow.cases.models import Case
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Denied
from documents import verification
from documents.approval import approve
from documents.issue import render_pending
from documents.models import Document
from tests.diary import noon
from tests.trial.steps import heard, item, judgment, served, signed
from trial.models import Inquiry, Trial

from .conftest import text_of

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]
ASKED = noon(2024, 12, 27)
QUESTION = "拟判令被告限期拆除围墙并恢复通行，应否写明恢复通行的宽度和验收方式"
ANSWER = "应当写明宽度三米，并写明由双方共同验收"


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def suit(shanyang: Court, people: SimpleNamespace) -> Trial:
    return heard(shanyang, people, noon(2024, 12, 2))


@pytest.fixture
def inquiry(suit: Trial, people: SimpleNamespace) -> Inquiry:
    facts = {"purpose": "wording", "question": QUESTION, "redacted": "on"}
    perform(suit, "consult", by=people.trial_judge, at=ASKED, facts=facts)
    return Inquiry.objects.get()


def made(kind: str) -> Document:
    render_pending()
    return Document.objects.get(kind=kind)


def secrets(suit: Trial, people: SimpleNamespace) -> list[str]:
    """Everything that would tell whose case it is, or whose letter (Q37)."""
    found = [str(suit.number), suit.court.name, suit.court.short_name, suit.case.title, suit.case.cause, "120号"]
    for party in suit.case.parties.all():
        found += [party.name, party.identifier, party.phone]
        found += [row.text for row in party.addresses.all()] + [row.number for row in party.accounts.all()]
    found += [people.trial_judge.display_name, people.trial_clerk.display_name, people.trial_judge.username]
    return [secret for secret in found if secret]


def everything_in(pdf: bytes) -> str:
    """Text, document information, XMP, outline, attachments and every readable byte of the file."""
    reader = PdfReader(io.BytesIO(pdf))
    pieces = [page.extract_text() for page in reader.pages]
    pieces += [f"{key}{value}" for key, value in (reader.metadata or {}).items()]
    root: Any = reader.trailer["/Root"]
    pieces.append(root["/Metadata"].get_object().get_data().decode())
    pieces += [str(entry) for entry in reader.outline] + list(reader.attachments)
    pieces += [pdf.decode("latin-1"), pdf.decode("utf-16-be", "ignore")]
    return "".join("".join(pieces).split())


@pytest.mark.spec("C-20.1", "C-20.3")
def test_the_letter_asks_under_a_neutral_number(inquiry: Inquiry) -> None:
    letter = made("opinion_letter")
    assert letter.number == inquiry.number
    text = text_of(letter)
    for field in (
        "征询意见函", "执行部门：", QUESTION, "五日内（2025年1月2日前）", "不视为同意", "审判部门2024年12月27日",
    ):  # fmt: skip
        assert field in text, field
    assert letter.pages == 1


@pytest.mark.spec("C-20.3")
@pytest.mark.parametrize("kind", ["opinion_letter", "opinion_reply"])
def test_nothing_in_either_letter_tells_whose_case_it_is(
    kind: str, suit: Trial, inquiry: Inquiry, people: SimpleNamespace
) -> None:
    facts = {"opinion": ANSWER, "written": "on"}
    perform(inquiry, "give_opinion", by=people.enforcement_judge, at=noon(2024, 12, 30), facts=facts)
    letter = made(kind)
    told = everything_in(bytes(letter.pdf or b""))
    frozen = json.dumps(letter.snapshot, ensure_ascii=False)
    for secret in [*secrets(suit, people), people.enforcement_judge.display_name]:
        assert secret not in told, secret
        assert secret not in frozen, secret
    reader = PdfReader(io.BytesIO(bytes(letter.pdf or b"")))
    info = reader.metadata
    assert info is not None
    assert (info.author, info.subject, info.get("/Keywords")) == (None, None, None)
    assert info.title == f"{letter.title} {letter.number}"


@pytest.mark.spec("C-20.3")
def test_file_name_verification_and_api_keep_silent_too(
    suit: Trial, inquiry: Inquiry, people: SimpleNamespace, client: Client
) -> None:
    letter = made("opinion_letter")
    verdict = verification.look_up(letter.verification_code)
    assert verdict is not None
    public = client.get(f"/documents/verify/{letter.verification_code}/").content.decode()
    client.force_login(people.enforcement_judge)
    download = client.get(letter.href)
    listed = client.get(f"/api/v1/documents/{letter.pk}/").content.decode()
    name = download["Content-Disposition"]
    assert download.status_code == 200
    for secret in secrets(suit, people):
        assert secret not in str(verdict), secret
        assert secret not in public, secret
        assert secret not in name, secret
        assert secret not in listed, secret
    assert json.loads(listed)["case"] == inquiry.case_id != suit.case_id
    assert not Case.objects.get(pk=inquiry.case_id).parties.exists()


@pytest.mark.spec("C-20.1")
def test_enforcement_answers_to_the_neutral_number(inquiry: Inquiry, people: SimpleNamespace) -> None:
    facts = {"opinion": ANSWER, "written": "on"}
    perform(inquiry, "give_opinion", by=people.enforcement_judge, at=noon(2024, 12, 30), facts=facts)
    reply = made("opinion_reply")
    assert reply.number == f"{inquiry.number}之一"
    text = text_of(reply)
    for field in ("征询意见答复函", "审判部门：", f"{inquiry.number}征询意见函收悉", ANSWER, "执行部门2024年12月30日"):
        assert field in text, field


class TestUnclear:
    """山阳第二十七条: enforcement asks the division that made the instrument."""

    @pytest.fixture
    def asked(self, suit: Trial, people: SimpleNamespace) -> Inquiry:
        signed(suit, people, noon(2025, 1, 3), "draft_judgment", judgment(item(suit)))
        for name in ("张一", "李二"):
            served(suit, people, name, noon(2025, 1, 3))
        suit.instrument.effective_on = noon(2025, 1, 19).date()
        suit.instrument.save(update_fields=["effective_on"])
        facts = {"instrument": suit.instrument.pk, "question": "主文没有写明通行宽度", "written": "on"}
        asker, at = people.enforcement_judge, noon(2025, 1, 21)
        row = open_proceeding("inquiry", suit.case, "ask", by=asker, at=at, court=suit.court, facts=facts)
        assert isinstance(row, Inquiry)
        return row

    @pytest.mark.spec("C-27.1")
    def test_the_question_and_the_answer_in_writing(self, suit: Trial, asked: Inquiry, people: SimpleNamespace) -> None:
        text = text_of(made("clarity_letter"))
        for field in (
            "书面征询函", "征询字第1号", "审判庭：", f"{suit.number}民事判决书", "主文没有写明通行宽度",
            "在十五日内（2025年2月5日前）", "裁定予以补正", "审判管理部门督促",
        ):  # fmt: skip
            assert field in text, field
        facts = {"form": "reply", "answer": "以判决前的宽度三米为准"}
        perform(asked, "reply", by=people.trial_judge, at=noon(2025, 1, 24), facts=facts)
        reply = made("clarity_reply")
        text = text_of(reply)
        for field in ("书面答复函", "答复字第1号", "2025年1月21日", "主文没有写明通行宽度", "以判决前的宽度三米为准"):
            assert field in text, field
        assert reply.receiver == asked.asking.name
        assert not Document.objects.filter(kind="clarifying_ruling").exists()

    @pytest.mark.spec("C-27.1")
    def test_a_ruling_corrects_the_instrument(self, suit: Trial, asked: Inquiry, people: SimpleNamespace) -> None:
        facts = {
            "form": "ruling", "reason": "经审查，主文第一项漏写通行宽度，属于笔误。",
            "answer": "民事判决书主文第一项中“恢复通行”补正为“恢复三米宽通行”。",
        }  # fmt: skip
        perform(asked, "reply", by=people.trial_judge, at=noon(2025, 1, 24), facts=facts)
        ruling = made("clarifying_ruling")
        text = text_of(ruling)
        for field in (
            "民事裁定书", f"{suit.number}之一", "原告：张一", "被告：李二", "漏写通行宽度",
            "第一百五十七条第一款第七项",
            "第二百四十五条", "裁定如下：", "补正为“恢复三米宽通行”", "审判员", "书记员", "二〇二五年一月二十四日",
        ):  # fmt: skip
            assert field in text, field
        assert asked.ruling_no == ruling.number
        assert sorted(row.name for row in ruling.recipients.all()) == ["张一", "李二"]
        assert ruling.pages == 2

    def test_what_a_clerk_writes_down_waits_for_the_judge(self, asked: Inquiry, people: SimpleNamespace) -> None:
        facts = {"form": "ruling", "reason": "主文第一项漏写通行宽度", "answer": "补正为“恢复三米宽通行”。"}
        perform(asked, "reply", by=people.trial_clerk, at=noon(2025, 1, 24), facts=facts)
        ruling = made("clarifying_ruling")
        assert ruling.state == Document.State.DRAFTED
        with pytest.raises(Denied, match="承办法官"):
            approve(ruling, people.trial_clerk)
        approve(ruling, people.trial_judge)
        ruling = made("clarifying_ruling")
        assert (ruling.state, ruling.approved_by) == (Document.State.ISSUED, people.trial_judge)
