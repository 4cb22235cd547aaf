"""The operative part (判项) as structured rows that can be enforced (山阳第十八条（一）, 民诉法解释第四百六十一条)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from courtflow.flow.facts import Day, Money, RowsField, Text

from .models import Obligation, Party

Row = Mapping[str, Any]
# C-18.2: “不宜简单表述为按照合同约定计算”.
_BY_CONTRACT = re.compile(
    r"(?:按照?|依照?|根据)(?:借款合同|合同|协议|双方)?的?约定的?"
    r"(?:利率|标准|方式)?(?:计算|计付|支付)"
)
_LINE = re.compile(r"(\d{4}[-年/]\d{1,2}[-月/]\d{1,2}日?)[\s,，、；;:：]+([\d,]+(?:\.\d+)?)元?")
_INTEREST = {
    "interest_base": "计息基数",
    "interest_rate": "计息标准",
    "interest_from": "计息起日",
    "interest_to": "计息止",
}


class InstalmentLines(forms.Field):
    """Instalments, one a line (2024-11-30 50000), or in JSON a list of {due_on, amount}; gives a list of dicts."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> list[dict[str, Any]]:
        rows = value if isinstance(value, list) else _lines(str(value or ""))
        parsed = [_instalment(number, row) for number, row in enumerate(rows, start=1)]
        days = [row["due_on"] for row in parsed]
        if days != sorted(set(days)):
            raise ValidationError("各期到期日须由先到后，且不得重复")
        return parsed


def _lines(text: str) -> list[dict[str, str]]:
    found = []
    for number, line in enumerate((part.strip() for part in text.splitlines() if part.strip()), start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValidationError(f"第{number}行“{line[:30]}”看不明白，请按“2024-11-30 50000”每行填写一期")
        found.append({"due_on": match[1], "amount": match[2].replace(",", "")})
    return found


def _instalment(number: int, row: Any) -> dict[str, Any]:
    if not isinstance(row, Mapping):
        raise ValidationError(f"第{number}期须含到期日和金额")
    try:
        return {"due_on": Day().clean(row.get("due_on")), "amount": Money().clean(row.get("amount"))}
    except ValidationError as error:
        raise ValidationError(f"第{number}期：{error.messages[0]}") from error


class People(forms.ModelMultipleChoiceField):
    """Parties to be ticked."""

    widget = forms.CheckboxSelectMultiple


class ObligationRow(forms.Form):
    """One item: who owes whom what, until when, with interest, order and manner as far as the item has them."""

    kind = forms.ChoiceField(choices=Obligation.Kind, label="类型")
    content = Text(label="判项内容")
    debtors = People(Party.objects.none(), label="义务人")
    creditors = People(Party.objects.none(), label="权利人")
    amount = Money(required=False, label="给付数额（元）")
    due_days = forms.IntegerField(required=False, min_value=1, max_value=3650, label="生效之日起几日内履行")
    due_on = Day(required=False, label="或者：履行期末日", help_text="与“几日内”选填其一；分期的填分期")
    instalments = InstalmentLines(required=False, label="分期（每行：日期 金额）", help_text="例如：2024-11-30 50000")
    acceleration = forms.BooleanField(required=False, label="一期逾期，全部到期")
    interest_base = Money(required=False, label="计息基数（元）")
    interest_rate = forms.CharField(required=False, max_length=100, label="计息标准", help_text="例如：年利率3.45%")
    interest_from = Day(required=False, label="计息起日")
    interest_to = forms.CharField(required=False, max_length=60, label="计息止", help_text="例如：实际清偿之日")
    order = forms.CharField(required=False, max_length=100, label="互负义务的履行顺序")
    method = forms.CharField(required=False, max_length=300, label="履行方式")

    def clean(self) -> dict[str, Any]:
        row = super().clean() or {}
        self._check_people(row)
        self._check_time(row)
        self._check_interest(row)
        if row.get("kind") == Obligation.Kind.MONEY:
            self._check_money(row)
        elif row.get("kind"):
            self._check_conduct(row)
        return row

    def _check_people(self, row: dict[str, Any]) -> None:
        both = set(row.get("debtors") or ()) & set(row.get("creditors") or ())
        if both:
            self.add_error("creditors", f"{'、'.join(party.name for party in both)}不能同时是本项的义务人和权利人")

    def _check_time(self, row: dict[str, Any]) -> None:
        """C-18.1: the time of performance, stated once."""
        if {"due_days", "due_on", "instalments"} & set(self.errors):
            return
        stated = [name for name in ("due_days", "due_on", "instalments") if row.get(name)]
        if len(stated) != 1:
            reason = "请只填其中一种" if stated else "须明确履行时间：填“几日内”、“履行期末日”或者“分期”之一"
            self.add_error("due_days", reason + "（山阳第十八条）")

    def _check_money(self, row: dict[str, Any]) -> None:
        amount, parts = row.get("amount"), row.get("instalments")
        if amount is None and "amount" not in self.errors:
            self.add_error("amount", "金钱给付须明确数额（山阳第十八条）")
        if amount and parts and sum((part["amount"] for part in parts), Decimal(0)) != amount:
            self.add_error("instalments", f"各期金额之和须等于给付数额{amount:,.2f}元")
        if row.get("acceleration") and not parts and "instalments" not in self.errors:
            self.add_error("acceleration", "只有分期履行才能约定一期逾期全部到期")

    def _check_conduct(self, row: dict[str, Any]) -> None:
        if row.get("amount") or row.get("instalments"):
            self.add_error("amount", "行为或交付类判项不填金额和分期，金钱部分请另列一项")
        if not row.get("method"):
            self.add_error("method", "行为或交付类判项须明确履行的方式、标准和交付条件（山阳第十八条）")

    def _check_interest(self, row: dict[str, Any]) -> None:
        """C-18.2: base, rate, start and end, all four or none."""
        for name in ("content", "interest_rate", "interest_to"):
            if _BY_CONTRACT.search("".join(str(row.get(name) or "").split())):
                self.add_error(name, "不得简单表述为按照合同约定计算，须写明计算基数、标准和起止时间（山阳第十八条）")
        given = [name for name in _INTEREST if row.get(name)]
        for name, label in _INTEREST.items():
            if given and name not in given and name not in self.errors:
                self.add_error(name, f"计付利息的，须明确{label}（山阳第十八条）")


class ObligationsField(RowsField):
    """The items of one instrument; `choose_from` narrows debtors and creditors to the parties of the case."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ObligationRow, **{"label": "判项", **kwargs})

    def choose_from(self, parties: QuerySet[Party]) -> None:
        people = {
            name: People(parties, label=ObligationRow.base_fields[name].label) for name in ("debtors", "creditors")
        }
        self.row_form = self.widget.row_form = type("PartiesObligationRow", (ObligationRow,), people)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        rows = super().clean(value)
        if faults := unordered(rows):
            raise ValidationError(faults)
        return rows


def unordered(rows: Sequence[Row]) -> list[str]:
    """C-18.3: where people owe each other, every such item says in which order it is performed."""
    faults = []
    for number, row in enumerate(rows, start=1):
        mutual = any(_owe_each_other(row, other) for other in rows if other is not row)
        if mutual and not row["order"]:
            faults.append(f"第{number}项：双方互负给付义务，须明确各自的履行顺序（山阳第十八条）")
    return faults


def _owe_each_other(one: Row, other: Row) -> bool:
    return bool(set(one["debtors"]) & set(other["creditors"]) and set(one["creditors"]) & set(other["debtors"]))
