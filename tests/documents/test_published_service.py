"""Who cannot be found is served by a public notice outside the trial too (民诉法第九十五条), after the same ladder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courtflow.accounts.models import Court
from courtflow.flow import clock
from courtflow.flow.perform import perform
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal
from courtflow.flow.registry import proceeding_class
from courtflow.statistics.measure import Scope, Span
from courtflow.statistics.performance import served_by_public_notice
from documents import approval, delivery, issue, kinds
from documents.delivery import Attempt
from documents.forms import AttemptForm
from documents.models import Document, Recipient
from enforcement.models import Execution
from tests.diary import noon
from tests.enforcement import money_steps, steps

from .conftest import text_of

pytestmark = pytest.mark.django_db
ORDERED = noon(2024, 7, 1)


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def row(shanyang: Court, people: SimpleNamespace) -> Execution:
    """An execution whose notice and order to report property are issued, for 李二."""
    execution = steps.in_hand(money_steps.with_account(shanyang), people)
    facts = {"perform_days": 5, "report_days": 10}
    perform(execution, "issue_notice", by=people.enforcement_judge, at=ORDERED, facts=facts)
    issue.render_pending()
    return execution


def notice_of(row: Execution, slug: str = "enforcement_notice") -> Recipient:
    return Recipient.objects.get(document__proceeding=row.pk, document__kind=slug)


def tried(method: str, on: date, *, succeeded: bool = False, **more: Any) -> Attempt:
    return Attempt(method, on, succeeded, "查无此人", "人民法院报" if succeeded else "退件", **more)


def published(row: Execution, people: SimpleNamespace, on: date, slug: str = "enforcement_notice") -> Any:
    for method in ("direct", "post"):
        delivery.attempt(notice_of(row, slug), tried(method, on), people.enforcement_clerk)
    return delivery.attempt(notice_of(row, slug), tried("public_notice", on, succeeded=True), people.enforcement_clerk)


def test_papers_of_enforcement_may_be_published_demands_may_not() -> None:
    allowed = {slug for slug, kind in kinds.KINDS.items() if kind.public_notice}
    assert allowed >= {
        "enforcement_notice", "asset_report_order", "consumption_ban", "dishonest_listing", "seizure_ruling",
        "stay_ruling", "termination_ruling", "closing_ruling", "resumption_notice", "objection_ruling",
        "distribution_plan", "bankruptcy_transfer_decision", "preservation_ruling", "preservation_release",
    }  # fmt: skip
    assert not allowed & {"urging_notice", "urging_advice", "bankruptcy_notice", "transfer_consent"}


@pytest.mark.spec("A-4.12")
def test_the_ladder_and_the_waiver_hold_in_enforcement(row: Execution, people: SimpleNamespace) -> None:
    today = clock.today()
    notice = tried("public_notice", today, succeeded=True)
    with pytest.raises(Refusal, match="公告之前尚未试过：直接送达、邮寄送达"):
        delivery.attempt(notice_of(row), notice, people.enforcement_clerk)
    waived = tried("public_notice", today, succeeded=True, waiver="公安机关证明下落不明")
    with pytest.raises(Denied, match="须由部门负责人办理"):
        delivery.attempt(notice_of(row), waived, people.enforcement_clerk)
    assert delivery.attempt(notice_of(row), waived, people.bureau_chief).served_on == today + timedelta(days=30)
    assert published(row, people, today, "asset_report_order").served_on == today + timedelta(days=30)


def test_a_notice_to_somebody_abroad_runs_sixty_days(row: Execution, people: SimpleNamespace) -> None:
    today = clock.today()
    form = AttemptForm(
        {
            f"r{notice_of(row).pk}-{name}": value
            for name, value in {
                "method": "public_notice", "tried_on": today.isoformat(), "succeeded": "yes", "result": "已刊登",
                "proof": "人民法院报", "waiver": "境外下落不明", "abroad": "on",
            }.items()
        },
        recipient=notice_of(row), kind=kinds.KINDS["enforcement_notice"],
    )  # fmt: skip
    assert form.is_valid(), form.errors
    made = delivery.attempt(notice_of(row), form.attempt, people.bureau_chief)
    assert made.served_on == today + timedelta(days=60)
    assert any("第二百八十三条" in step for step in made.steps)


def test_the_act_that_counts_on_service_waits_for_the_notice_to_run(row: Execution, people: SimpleNamespace) -> None:
    ends = published(row, people, date(2024, 7, 2)).served_on
    assert ends == date(2024, 8, 1)
    published(row, people, date(2024, 7, 2), "asset_report_order")
    told = {
        "debtor": row.debtors.get().pk, "served_on": "2024-07-20", "perform_by": "2024-08-10", "report_ordered": "yes",
        "proof": "公告", "method": "direct",
    }  # fmt: skip
    with pytest.raises(Refusal, match="2024-08-01公告期满才视为送达"):
        perform(row, "notify_debtor", by=people.enforcement_judge, at=noon(2024, 8, 5), facts=told)
    with pytest.raises(InvalidFacts):
        perform(
            row, "notify_debtor", by=people.enforcement_judge, at=noon(2024, 8, 5),
            facts=told | {"method": "public_notice"},
        )  # fmt: skip
    perform(
        row, "notify_debtor", by=people.enforcement_judge, at=noon(2024, 8, 5), facts=told | {"served_on": "2024-08-01"}
    )
    assert row.notices.get().served_on == notice_of(row).served_on == date(2024, 8, 1)


def test_it_counts_in_the_share_of_public_notices(row: Execution, people: SimpleNamespace) -> None:
    published(row, people, date(2024, 7, 2))
    scope = Scope((row.court_id,), Span(date(2024, 8, 1), date(2024, 8, 31)))
    assert [(cell.unit, cell.part, cell.whole) for cell in served_by_public_notice(scope)] == [("执行局", 1, 1)]


def test_the_page_offers_it(row: Execution, people: SimpleNamespace, client: Client) -> None:
    client.force_login(people.enforcement_judge)
    html = client.get(reverse("documents:document", args=[notice_of(row).document_id])).content.decode()
    assert 'value="public_notice"' in html
    assert "受送达人在国内没有住所" in html
    assert "公告期满后再办理，送达日期填期满之日" in html


@pytest.mark.spec("A-4.12")
def test_the_text_of_the_notice_is_made_and_signed(row: Execution, people: SimpleNamespace) -> None:
    debtor, creditor = row.debtors.get(), row.case.parties.get(name="张一")
    papers = [notice_of(row).document_id, notice_of(row, "asset_report_order").document_id]
    facts = {
        "party": debtor.pk, "papers": papers, "reason": "直接送达、邮寄送达均被退回，居民委员会证明其下落不明。",
        "gist": "自通知书送达之日起五日内履行义务，并报告财产", "abroad": "no",
    }  # fmt: skip
    with pytest.raises(InvalidFacts) as refused:
        perform(
            row, "announce", by=people.enforcement_judge, at=noon(2024, 7, 10), facts=facts | {"party": creditor.pk}
        )
    assert "不是尚待送达该受送达人的文书" in refused.value.errors["papers"][0]
    perform(row, "announce", by=people.enforcement_judge, at=noon(2024, 7, 10), facts=facts)
    notice = Document.objects.get(kind="enforcement_announcement")
    approval.approve(notice, people.bureau_chief, noon(2024, 7, 11))
    issue.render_pending()
    text = text_of(notice)
    for part in ("公告", "李二", "第九十五条", "执行通知书", "报告财产令", "均被退回", "起三十日内", "逾期即视为送达"):
        assert part in text, part
    assert notice.pages == 1


def test_a_preservation_shares_the_procedure_of_its_suit(
    row: Execution, people: SimpleNamespace, ordered: Callable[..., list[Document]]
) -> None:
    common = {
        "case": row.case, "court": row.court, "department": row.department, "opened_at": ORDERED,
        "state_since": ORDERED,
    }  # fmt: skip
    trial = proceeding_class("trial").objects.create(kind="trial", state="hearing", procedure="summary", **common)
    held = proceeding_class("preservation").objects.create(kind="preservation", state="ruled", **common)
    recipient = ordered(held, "consequence_warning")[0].recipients.get()
    notice = tried("public_notice", clock.today(), succeeded=True, waiver="下落不明")
    with pytest.raises(Refusal, match="简易程序、小额诉讼不适用公告送达"):
        delivery.attempt(recipient, notice, people.bureau_chief)
    type(trial).objects.filter(pk=trial.pk).update(procedure="ordinary")
    assert delivery.attempt(recipient, notice, people.bureau_chief).served_on
