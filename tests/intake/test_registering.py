"""Who the parties are: what the counter refuses to write down, and how a change keeps what held before."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict

from courtflow.accounts.models import Court
from courtflow.cases.models import Account, Case
from courtflow.flow.models import Event
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from intake.filing.models import open_filing
from intake.models import Filing
from tests.diary import noon

from .papers import COMPANY_CODE, FOUR_CONDITIONS, MONDAY, company, complaint, filed, person


def test_a_registered_case_has_its_title_parties_addresses_and_accounts(
    shanyang: Court, people: SimpleNamespace
) -> None:
    agent = {
        "agent_kind": "lawyer", "agent_name": "王律", "agent_firm": "演示律师事务所", "agent_phone": "13900000001",
        "agent_address": "山阳区律师楼1号",
    }  # fmt: skip
    plaintiff = person("plaintiff", "张一", 1, **agent, habitual_address="山阳区和平街3号")
    filing = filed(shanyang, people.filing_clerk, parties=[plaintiff, company()])

    case = filing.case
    assert case.title == "张一诉某某建材有限公司民间借贷纠纷"
    first, second = case.parties.order_by("id")
    assert first.payee_account.number == "6222000011110001"
    assert first.service_address.confirmed
    assert first.addresses.count() == 2
    assert first.agents.get().phone == "13900000001"
    assert second.identifier == COMPANY_CODE
    assert second.enterprise


@pytest.mark.parametrize(
    ("plaintiffs", "title"),
    [
        (("张一", "王三"), "张一、王三诉某某建材有限公司民间借贷纠纷"),
        (("张一", "王三", "赵四"), "张一等三人诉某某建材有限公司民间借贷纠纷"),
    ],
)
def test_many_plaintiffs_share_a_title(
    plaintiffs: tuple[str, ...], title: str, shanyang: Court, people: SimpleNamespace
) -> None:
    rows = [person("plaintiff", name, serial) for serial, name in enumerate(plaintiffs, start=1)]
    assert filed(shanyang, people.filing_clerk, parties=[*rows, company()]).case.title == title


def plaintiff(**changes: Any) -> list[dict[str, Any]]:
    return [person("plaintiff", "张一", 1, **changes), company()]


AGENT = {"agent_kind": "lawyer", "agent_name": "王律", "agent_phone": "13900000001", "agent_address": "律师楼1号"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"parties": plaintiff(identifier="410811198005170011")}, "校验不通过"),
        ({"parties": plaintiff(identifier="410811198013450019")}, "不是真实的出生日期"),
        ({"parties": plaintiff(identifier="")}, "第1项“身份证号或统一社会信用代码”：原告、申请人须填写"),
        ({"parties": [person("plaintiff", "张一", 1), company(identifier=COMPANY_CODE[:-1] + "A")]}, "第2项“身份证号"),
        ({"parties": plaintiff(**AGENT | {"agent_phone": "138 0000 0001"})}, "不能以代理人信息代替委托人信息"),
        ({"parties": plaintiff(**AGENT | {"agent_address": "山阳区建设路 1号"})}, "与代理人的送达地址相同"),
        ({"parties": plaintiff(**AGENT | {"agent_phone": ""})}, "有代理人的，须填写代理人联系电话"),
        ({"parties": plaintiff(phone="")}, "须填写本人的联系电话"),
        ({"parties": plaintiff(phone="12345")}, "电话应为11位手机号码"),
        ({"parties": plaintiff(payee_bank="")}, "收款账户须填写开户行"),
        ({"parties": plaintiff(kind="other")}, "校验|信用代码"),
        ({"parties": plaintiff(enterprise=True)}, "只有法人可以是企业法人"),
        ({"parties": [person("plaintiff", "张一", 1)]}, "至少填写2项"),
        ({"parties": [person("plaintiff", "张一", 1), person("third", "王三", 3)]}, "至少登记一名被告"),
        ({"parties": [person("plaintiff", "张一", 1), person("defendant", "张一", 1)]}, "与第1项是同一人"),
        ({"parties": []}, "至少填写2项"),
        ({"amount": "100.001"}, "两位小数"),
        ({"amount": ""}, "金钱给付纠纷须填写标的额"),
        ({"amount": "0"}, "金额必须大于零"),
        ({"received_on": "2024-02-30"}, "日期不存在"),
        ({"received_on": "2024-12-03"}, "不能晚于2024-12-02"),
        ({"litigation_risk": ""}, "须逐项确认"),
        ({"performance_reminder": ""}, "须逐项确认"),
    ],
)
@pytest.mark.spec("C-6.3", "C-6.4", "C-12.2", "C-5.2")
def test_bad_papers_are_named_and_change_nothing(
    changes: dict[str, Any], said: str, shanyang: Court, people: SimpleNamespace
) -> None:
    with pytest.raises(InvalidFacts) as refused:
        filed(shanyang, people.filing_clerk, **changes)

    text = " ".join(message for messages in refused.value.errors.values() for message in messages)
    assert any(word in text for word in said.split("|")), text
    assert not Case.objects.exists()
    assert not Filing.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.spec("C-6.1")
def test_both_accounts_are_needed_before_acceptance(shanyang: Court, people: SimpleNamespace) -> None:
    bare = {f"{purpose}_{part}": "" for purpose in ("payee", "refund") for part in ("holder", "bank", "number")}
    filing = filed(shanyang, people.filing_clerk, parties=plaintiff(**bare))
    with pytest.raises(Refusal) as refused:
        perform(filing, "accept", by=people.filing_clerk, facts=FOUR_CONDITIONS, at=MONDAY)
    assert refused.value.code == "claimants_gave_both_accounts"
    assert "第六条" in str(refused.value)
    assert "请联系" in str(refused.value)
    assert "账户确认书" in refused.value.remedy

    party = filing.case.parties.get(role="plaintiff")
    for purpose in Account.Purpose.values:
        account = {
            "party": party.pk, "purpose": purpose, "holder": "张一", "bank": "演示银行", "number": "62220001 0002",
            "source": "账户确认书",
        }  # fmt: skip
        perform(filing, "change_account", by=people.filing_clerk, facts=account, at=MONDAY)
    perform(filing, "accept", by=people.filing_clerk, facts=FOUR_CONDITIONS, at=MONDAY)
    assert filing.state == Filing.State.ACCEPTED


@pytest.mark.spec("C-6.2")
def test_a_changed_account_keeps_the_old_one_with_its_dates(shanyang: Court, people: SimpleNamespace) -> None:
    filing = filed(shanyang, people.filing_clerk)
    party = filing.case.parties.get(role="plaintiff")
    fresh = {
        "party": party.pk, "purpose": "payee", "holder": "张一", "bank": "新演示银行", "number": "622299998888",
        "source": "当事人书面告知",
    }  # fmt: skip
    perform(filing, "change_account", by=people.filing_clerk, facts=fresh, at=noon(2024, 12, 5))

    old, new = party.accounts.filter(purpose="payee")
    assert str(old.until) == str(new.since) == "2024-12-05"
    assert party.payee_account == new
    change = party.changes.get()
    assert change.label == "收款账户"
    assert "演示银行山阳支行" in change.old
    assert "622299998888" not in change.new  # the history may be shown, so numbers are masked in it


@pytest.mark.spec("C-6.2", "C-6.4")
def test_a_changed_contact_is_dated_and_never_the_agents(shanyang: Court, people: SimpleNamespace) -> None:
    filing = filed(shanyang, people.filing_clerk, parties=plaintiff(**AGENT))
    party = filing.case.parties.get(role="plaintiff")
    change = {"party": party.pk, "phone": "13900000001", "source": "当事人来电"}
    with pytest.raises(InvalidFacts) as refused:
        perform(filing, "change_contact", by=people.filing_clerk, facts=change, at=MONDAY)
    assert "不能以代理人信息代替委托人信息" in refused.value.errors["phone"][0]

    change |= {"phone": "13812345678", "service_address": "山阳区新居路8号", "confirmed": True}
    perform(filing, "change_contact", by=people.filing_clerk, facts=change, at=noon(2024, 12, 5))
    party.refresh_from_db()
    assert party.phone == "13812345678"
    assert party.service_address.text == "山阳区新居路8号"
    assert [row.old for row in party.changes.all()] == ["13800000001", "山阳区建设路1号"]


def test_the_browsers_form_and_json_say_the_same(shanyang: Court, people: SimpleNamespace) -> None:
    facts = complaint()
    posted = QueryDict(mutable=True)
    for name, value in facts.items():
        if name != "parties":
            posted[name] = "on" if value is True else value
    posted["parties-TOTAL"] = "3"  # the third row was left empty
    for number, row in enumerate(facts["parties"]):
        posted.update({f"parties-{number}-{name}": "on" if value is True else value for name, value in row.items()})

    browser = open_filing(shanyang, people.filing_clerk, posted, MONDAY)
    api = open_filing(shanyang, people.filing_clerk, facts, MONDAY)
    assert browser.case.title == api.case.title
    first, second = (Event.objects.get(proceeding=row, act="filing.receive").facts for row in (browser, api))
    assert first == second
