"""Registering the parties of a case, for the form, the API and the importer alike (山阳第六条)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from courtflow.flow import clock
from courtflow.flow.characters import Name
from courtflow.flow.facts import Day, Facts, Money, RowsField
from courtflow.law.identifiers import check_credit_code, check_id_number
from courtflow.law.numerals import chinese_number

from .models import Account, Address, Agent, Case, Party, PartyChange

_PHONE = re.compile(r"(?:\+?86-?)?(?:1\d{10}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?)")
_ACCOUNT_PARTS = {"holder": "户名", "bank": "开户行", "number": "账号"}
_AGENT_PARTS = {"agent_name": "代理人姓名", "agent_phone": "代理人联系电话", "agent_address": "代理人送达地址"}
Row = Mapping[str, Any]


class Phone(forms.CharField):
    """A mobile number, or a fixed line with its area code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        text = "".join(str(super().clean(value) or "").split())
        if text and not _PHONE.fullmatch(text):
            raise forms.ValidationError("电话应为11位手机号码，或者带区号的固定电话，如 0391-1234567")
        return text


class AccountNumber(forms.CharField):
    """The figures of a bank account, with or without spaces."""

    def clean(self, value: Any) -> str:
        text = "".join(str(super().clean(value) or "").split())
        if text and not re.fullmatch(r"[0-9A-Z-]{8,40}", text):
            raise forms.ValidationError("账号应为8至40位数字，请核对")
        return text


class PartyRow(forms.Form):
    """One party with his agent, addresses and two accounts, each in its own block."""

    role = forms.ChoiceField(choices=Party.Role, label="诉讼地位")
    kind = forms.ChoiceField(choices=Party.Kind, label="类型")
    name = Name(max_length=200, label="姓名或名称")
    identifier = forms.CharField(
        max_length=30,
        required=False,
        label="身份证号或统一社会信用代码",
        help_text="原告、申请人必填；被告不明的可以暂缺",
    )
    enterprise = forms.BooleanField(required=False, label="企业法人")
    legal_representative = Name(max_length=60, required=False, label="法定代表人或负责人")
    registered_capital = Money(required=False, label="注册资本（元）")
    licence_revoked_on = Day(required=False, label="营业执照吊销日期")
    licence_source = forms.CharField(max_length=100, required=False, label="登记信息来源")
    phone = Phone(required=False, label="本人联系电话")
    email = forms.EmailField(required=False, label="电子邮箱")
    electronic_service = forms.BooleanField(required=False, label="同意电子送达")
    service_address = Name(max_length=200, required=False, label="本人送达地址")
    service_confirmed = forms.BooleanField(required=False, label="已签送达地址确认书")
    habitual_address = Name(max_length=200, required=False, label="经常居住地")
    registered_address = Name(max_length=200, required=False, label="户籍地或住所地")
    address_source = forms.CharField(max_length=100, required=False, label="地址来源", help_text="不填为“当事人提供”")
    agent_kind = forms.ChoiceField(
        choices=[("", "没有代理人"), *Agent.Kind.choices], required=False, label="代理人类型"
    )
    agent_name = Name(max_length=60, required=False, label="代理人姓名")
    agent_firm = Name(max_length=100, required=False, label="代理人单位")
    agent_phone = Phone(required=False, label="代理人联系电话")
    agent_address = Name(max_length=200, required=False, label="代理人送达地址")
    agent_special_power = forms.BooleanField(required=False, label="特别授权")
    payee_holder = Name(max_length=200, required=False, label="收款账户户名")
    payee_bank = forms.CharField(max_length=100, required=False, label="收款账户开户行")
    payee_number = AccountNumber(required=False, label="收款账户账号")
    refund_holder = Name(max_length=200, required=False, label="退费账户户名")
    refund_bank = forms.CharField(max_length=100, required=False, label="退费账户开户行")
    refund_number = AccountNumber(required=False, label="退费账户账号")

    # How the page orders the fields; a block that begins with "+" is folded until something is in it.
    blocks = {
        "身份": ("role", "kind", "name", "identifier", "legal_representative"),
        "本人联系方式": (
            "phone", "email", "electronic_service", "service_address", "service_confirmed", "habitual_address",
            "registered_address", "address_source",
        ),
        "收款账户": ("payee_holder", "payee_bank", "payee_number"),
        "诉讼费退费账户": ("refund_holder", "refund_bank", "refund_number"),
        "+委托代理人": (
            "agent_kind", "agent_name", "agent_firm", "agent_phone", "agent_address", "agent_special_power",
        ),
        "+企业登记": ("enterprise", "registered_capital", "licence_revoked_on", "licence_source"),
    }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        row = super().clean() or {}
        self._check_identity(row)
        self._check_own_contact(row)
        self._check_agent(row)
        for purpose in Account.Purpose.values:
            self._check_account(row, purpose)
        return row

    def _check_identity(self, row: dict[str, Any]) -> None:
        natural = row.get("kind") == Party.Kind.NATURAL
        if row.get("identifier"):
            try:
                row["identifier"] = checked_identifier(row["kind"], row["identifier"]) if "kind" in row else ""
            except ValueError as error:
                self.add_error("identifier", str(error))
        elif row.get("role") in Party.CREDITOR_SIDE and "identifier" not in self.errors:
            self.add_error("identifier", "原告、申请人须填写身份证号或统一社会信用代码")
        if row.get("enterprise") and row.get("kind") != Party.Kind.LEGAL:
            self.add_error("enterprise", "只有法人可以是企业法人，个体工商户、合伙企业和自然人不勾选")
        if row.get("role") in Party.CREDITOR_SIDE and not natural and not row.get("legal_representative"):
            self.add_error("legal_representative", "单位须填写法定代表人或负责人")

    def _check_own_contact(self, row: dict[str, Any]) -> None:
        if row.get("role") not in Party.CREDITOR_SIDE:
            return
        for name, label in (("phone", "联系电话"), ("service_address", "送达地址")):
            if not row.get(name) and name not in self.errors:
                self.add_error(name, f"须填写本人的{label}，不能只填代理人的（山阳第六条）")

    def _check_agent(self, row: dict[str, Any]) -> None:
        """An agent has contacts of his own, and they are not given out as the party's (C-6.3, C-6.4)."""
        if not any(row.get(name) for name in ("agent_kind", "agent_firm", *_AGENT_PARTS)):
            return
        if not row.get("agent_kind"):
            self.add_error("agent_kind", "请选择代理人类型")
        for name, label in _AGENT_PARTS.items():
            if not row.get(name) and name not in self.errors:
                self.add_error(name, f"有代理人的，须填写{label}")
        for own, theirs, label in (
            ("phone", "agent_phone", "联系电话"),
            ("service_address", "agent_address", "送达地址"),
        ):
            if row.get(own) and _plain(row[own]) == _plain(row.get(theirs, "")):
                self.add_error(
                    own, f"与代理人的{label}相同：不能以代理人信息代替委托人信息，请填写本人的{label}（山阳第六条）"
                )

    def _check_account(self, row: dict[str, Any], purpose: str) -> None:
        names = [f"{purpose}_{part}" for part in _ACCOUNT_PARTS]
        if any(row.get(name) for name in names):
            for name, label in zip(names, _ACCOUNT_PARTS.values(), strict=True):
                if not row.get(name) and name not in self.errors:
                    self.add_error(name, f"{Account.Purpose(purpose).label}须填写{label}")


def _plain(text: str) -> str:
    """Two spellings of one phone or address, without spaces and dashes."""
    return re.sub(r"[\s\-—,，]", "", text).removeprefix("+86").lower()


def checked_identifier(kind: str, value: str) -> str:
    """The compact identity number or credit code; the ValueError says in Chinese what to correct."""
    return check_id_number(value, clock.today()).number if kind == Party.Kind.NATURAL else check_credit_code(value)


def faults_between(rows: Sequence[Row]) -> list[str]:
    """What is wrong between the rows: a side missing, or one person entered twice."""
    faults = []
    for side, label in ((Party.CREDITOR_SIDE, "原告（申请人）"), (Party.DEBTOR_SIDE, "被告（被申请人）")):
        if not any(row["role"] in side for row in rows):
            faults.append(f"至少登记一名{label}")
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows, start=1):
        key = (row["identifier"],) if row.get("identifier") else (row["name"], row["role"])
        if key in seen:
            faults.append(f"第{number}项“{row['name']}”与第{seen[key]}项是同一人，请勿重复登记")
        seen.setdefault(key, number)
    return faults


class PartiesField(RowsField):
    """Rows of parties that also hold together."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(PartyRow, min_rows=2, label=kwargs.pop("label", "当事人"), **kwargs)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        rows = super().clean(value)
        if faults := faults_between(rows):
            raise forms.ValidationError(faults)
        return rows


def case_title(rows: Iterable[Row], cause: str, verb: str = "诉") -> str:
    """张一诉某公司民间借贷纠纷; more than two people of one side become 张一等三人."""
    people = list(rows)
    claiming = _side(people, Party.CREDITOR_SIDE)
    owing = _side(people, Party.DEBTOR_SIDE)
    return f"{claiming}{verb}{owing}{cause}"[:300]


def _side(rows: Sequence[Row], roles: Sequence[str]) -> str:
    names = [row["name"] for row in rows if row["role"] in roles]
    return "、".join(names) if len(names) <= 2 else f"{names[0]}等{chinese_number(len(names))}人"


def register_parties(case: Case, rows: Iterable[Row], on: date) -> list[Party]:
    """Store the parties of cleaned rows with addresses, agents and accounts, in the order in which they were given."""
    return [_register(case, row, on) for row in rows]


def _register(case: Case, row: Row, on: date) -> Party:
    names = (
        "role", "kind", "name", "identifier", "enterprise", "legal_representative", "registered_capital",
        "licence_revoked_on", "licence_source", "phone", "email", "electronic_service",
    )  # fmt: skip
    party = Party.objects.create(case=case, **{name: row[name] for name in names})
    _add_addresses(party, row, on)
    if row["agent_name"]:
        Agent.objects.create(
            party=party, kind=row["agent_kind"], name=row["agent_name"], firm=row["agent_firm"],
            phone=row["agent_phone"], address=row["agent_address"], special_power=row["agent_special_power"],
        )  # fmt: skip
    for purpose in Account.Purpose.values:
        if row[f"{purpose}_number"]:
            parts = {part: row[f"{purpose}_{part}"] for part in _ACCOUNT_PARTS}
            Account.objects.create(party=party, purpose=purpose, since=on, **parts)
    return party


def _add_addresses(party: Party, row: Row, on: date) -> None:
    for kind in Address.Kind.values:
        if text := row[f"{kind}_address"]:
            service = kind == Address.Kind.SERVICE
            Address.objects.create(
                party=party, kind=kind, text=text, source=row["address_source"] or "当事人提供", verified_on=on,
                phone=party.phone if service else "", confirmed=service and row["service_confirmed"],
            )  # fmt: skip


def lacks_accounts(case: Case) -> list[str]:
    """Names of the claiming parties without a payee account or a fee-refund account in force (C-6.1)."""
    wanted = set(Account.Purpose.values)
    claiming = case.parties.filter(role__in=Party.CREDITOR_SIDE).prefetch_related("accounts")
    return [
        party.name for party in claiming if wanted - {row.purpose for row in party.accounts.all() if row.until is None}
    ]


class _OfCase(Facts):
    party = forms.ModelChoiceField(Party.objects.none(), label="当事人")

    def prepare(self, proceeding: Any) -> None:
        self.fields["party"].queryset = Party.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]


class AccountChangeFacts(_OfCase):
    """A new account; the old one is ended, not overwritten."""

    purpose = forms.ChoiceField(choices=Account.Purpose, label="用途")
    holder = Name(max_length=200, label="户名")
    bank = forms.CharField(max_length=100, label="开户行")
    number = AccountNumber(label="账号")
    source = forms.CharField(max_length=100, label="变更来源", help_text="如：当事人书面告知")


class ContactChangeFacts(_OfCase):
    """A new phone, a new service address, or both."""

    phone = Phone(required=False, label="新的本人联系电话")
    service_address = Name(max_length=200, required=False, label="新的本人送达地址")
    confirmed = forms.BooleanField(required=False, label="已重新签送达地址确认书")
    source = forms.CharField(max_length=100, label="变更来源", help_text="如：当事人书面告知")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not self.errors and not (facts["phone"] or facts["service_address"]):
            raise forms.ValidationError("请填写新的电话或者新的送达地址")
        if party := facts.get("party"):
            self._compare_with_agents(party, facts)
        return facts

    def _compare_with_agents(self, party: Party, facts: dict[str, Any]) -> None:
        for agent in party.agents.all():
            for name, theirs in (("phone", agent.phone), ("service_address", agent.address)):
                if facts.get(name) and _plain(facts[name]) == _plain(theirs):
                    self.add_error(name, f"与代理人{agent.name}的相同：不能以代理人信息代替委托人信息（山阳第六条）")


def change_account(facts: Row, *, on: date, by: Any) -> Account:
    """End the account in force for the purpose and begin the new one, on the same day (C-6.1, C-6.2)."""
    party: Party = facts["party"]
    purpose = facts["purpose"]
    current = party.accounts.filter(purpose=purpose, until=None)
    old = "；".join(str(row) for row in current)
    current.update(until=on)
    fresh = Account.objects.create(
        party=party, purpose=purpose, holder=facts["holder"], bank=facts["bank"], number=facts["number"], since=on
    )
    note_change(party, Account.Purpose(purpose).label, old, str(fresh), facts["source"], on=on, by=by)
    return fresh


def change_contact(facts: Row, *, on: date, by: Any) -> None:
    """Take up a party's new phone or service address; what held before stays in the history (C-6.2)."""
    party: Party = facts["party"]
    if facts["phone"] and facts["phone"] != party.phone:
        note_change(party, "本人联系电话", party.phone, facts["phone"], facts["source"], on=on, by=by)
        party.phone = facts["phone"]
        party.save(update_fields=["phone"])
    if facts["service_address"]:
        old = party.service_address
        note_change(party, "本人送达地址", str(old or ""), facts["service_address"], facts["source"], on=on, by=by)
        Address.objects.create(
            party=party, text=facts["service_address"], phone=party.phone, source=facts["source"], verified_on=on,
            confirmed=facts["confirmed"],
        )  # fmt: skip


def add_agent(party: Party, facts: Row, *, on: date, by: Any) -> Agent:
    """An agent who comes after filing, under the names that a party's row has for him; a line of history says so."""
    names = ("kind", "name", "firm", "phone", "address")
    agent = Agent.objects.create(party=party, **{name: facts[f"agent_{name}"] for name in names})
    note_change(party, "委托代理人", "", f"{agent}，{agent.firm}", "授权委托手续", on=on, by=by)
    return agent


def same_contact(one: str, other: str) -> bool:
    """Whether two phones or addresses are the same however they are typed."""
    return bool(one) and _plain(one) == _plain(other)


def note_change(party: Party, label: str, old: str, new: str, source: str, *, on: date, by: Any) -> PartyChange:
    """One dated line of history; both values must already be fit to be shown."""
    return PartyChange.objects.create(
        party=party, label=label, old=old[:300], new=new[:300], source=source, on=on, by=by
    )
