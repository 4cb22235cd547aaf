"""A judge's day: draft, sign, serve; the court's clock brings effect, and the page says why on that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from courtflow.accounts.models import Court
from courtflow.flow import clock
from courtflow.flow.sweep import sweep
from tests.browser.moves import act, fill, follow, paper_of, press, reads
from tests.trial.steps import heard, item, judgment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_judges_day(desk: Callable[..., Page], shanyang: Court, people: SimpleNamespace) -> None:
    today = clock.today()
    trial = heard(shanyang, people, clock.noon(today - timedelta(days=60)))
    signed_on, served_on = today - timedelta(days=50), today - timedelta(days=40)
    page = desk(people.trial_judge)
    page.goto(f"/cases/{trial.case_id}/")

    act(page, "拟定判决", judgment(item(trial, due_days=90)))
    act(page, "签发", {"made_on": signed_on.isoformat()})
    assert paper_of(page, "督促履行告知书").startswith(b"%PDF")
    trial.refresh_from_db()
    for party in trial.case.parties.all():
        follow(page, "登记送达")
        enclosures = page.locator("[name=enclosures]").evaluate_all("boxes => boxes.map(box => box.value)")
        facts = {"party": party.pk, "method": "direct", "done_on": served_on.isoformat(), "proof": "送达回证"}
        fill(page, {**facts, "enclosures": enclosures})
        press(page, "登记送达")
        reads(page, "已办理“登记送达”")
    sweep()
    page.reload()

    instrument = page.locator("section.card", has=page.locator("[id^=instrument-]"))
    expect(instrument).to_contain_text("已生效")
    why = instrument.locator("div", has_text="生效日").locator("details.cf-why").first
    why.locator("summary").click()
    expect(why.locator("ol")).to_be_visible()
    expect(why).to_contain_text("上诉期")

    debtor = trial.case.parties.get(name="李二")
    paid = {"payer": debtor.pk, "amount": "30000", "performed_on": today.isoformat(), "channel": "direct"}
    paid |= {"proof": "银行回单", "confirmed": "yes", "confirmed_how": "债权人签字"}
    act(page, "登记履行", {"obligation": trial.paper.obligations.get().pk, **paid})
    expect(page.locator("section.card", has=page.locator("[id^=instrument-]"))).to_contain_text("70,000.00")
