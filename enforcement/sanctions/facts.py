"""What is written down about a sanction: who, for what, how much; then its service and what review said."""

from __future__ import annotations

from typing import Any

from django import forms

from courtflow.cases.models import Party
from courtflow.flow.facts import Confirm, Day, Facts, Money, Text
from enforcement.outsiders import PersonFacts

from .grounds import DETENTION, FINE, FINE_OF_A_BODY, FINE_OF_A_PERSON, GROUNDS, LONGEST_DETENTION, MEASURES, offered
from .records import Sanction


class SanctionFacts(PersonFacts):
    """罚款、拘留 within the limits of 民诉法第一百一十八条; 训诫 where the law or the court's paper knows it."""

    measure = forms.ChoiceField(label="处罚", choices=MEASURES, help_text="罚款、拘留合并适用的，分别作出决定")
    ground = forms.ChoiceField(label="妨害行为", choices=offered(""))
    conduct = Text(label="妨害行为的事实", max_length=1000, help_text="写明时间、地点和经过")
    evidence = Text(label="证据", max_length=500)
    answer = Text(label="被处罚人的陈述和申辩", required=False, max_length=500)
    amount = Money(label="罚款金额（元）", required=False, help_text="个人十万元以下，单位五万元以上一百万元以下")
    pay_by = Day(label="交纳期限末日", required=False)
    days = forms.IntegerField(label="拘留日数", min_value=1, max_value=LONGEST_DETENTION, required=False)
    new_conduct = Confirm(label="对同一妨害行为没有连续适用同种罚款、拘留（民诉法解释第一百八十四条）")

    field_order = ["person", "measure", "ground", "conduct", "evidence", "answer", "amount", "pay_by", "days"]

    def prepare(self, proceeding: Any) -> None:
        super().prepare(proceeding)
        self.fields["person"].label = "被处罚人"
        self.fields["ground"].choices = offered(proceeding.KIND)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        measure, ground = facts.get("measure"), GROUNDS.get(facts.get("ground") or "")
        if measure and ground and measure not in ground.measures:
            self.add_error("measure", f"{ground.under.short()}没有规定对该行为予以{dict(MEASURES)[measure]}")
        self._check_fine(facts, facts.get("measure") == FINE)
        self._check_detention(facts, facts.get("measure") == DETENTION)
        return facts

    def _check_fine(self, facts: dict[str, Any], fined: bool) -> None:
        amount, pay_by = facts.get("amount"), facts.get("pay_by")
        for name, value in (("amount", amount), ("pay_by", pay_by)):
            if fined != (value is not None) and name not in self.errors:
                self.add_error(name, "罚款的须填写" if fined else "只有罚款才填写")
        if fined and pay_by and self.day and pay_by < self.day:
            self.add_error("pay_by", "交纳期限不得早于今日")
        kind = person_kind(facts)
        if fined and amount is not None and kind and (fault := fine_fault(kind, amount)):
            self.add_error("amount", fault)

    def _check_detention(self, facts: dict[str, Any], detained: bool) -> None:
        if detained != (facts.get("days") is not None) and "days" not in self.errors:
            self.add_error("days", "拘留的须填写日数，十五日以下" if detained else "只有拘留才填写")
        if detained and person_kind(facts) not in ("", Party.Kind.NATURAL):
            self.add_error("measure", "拘留只能对个人适用；单位的，对其主要负责人或者直接责任人员适用")


def person_kind(facts: dict[str, Any]) -> str:
    person = facts.get("person")
    return str(person.kind if person else facts.get("person_kind") or "")


def fine_fault(kind: str, amount: Any) -> str:
    """Why a fine is outside the limits, in Chinese; empty when it is within them."""
    if kind == Party.Kind.NATURAL:
        return "" if amount <= FINE_OF_A_PERSON else "对个人的罚款金额为人民币十万元以下（民诉法第一百一十八条）"
    least, most = FINE_OF_A_BODY
    return "" if least <= amount <= most else "对单位的罚款金额为人民币五万元以上一百万元以下（民诉法第一百一十八条）"


class DecisionFacts(Facts):
    """Base: something about one decision of fine or detention; which ones are offered each form says itself."""

    sanction = forms.ModelChoiceField(Sanction.objects.none(), label="处罚决定")
    offered: dict[str, Any] = {}

    @classmethod
    def rows(cls, proceeding: Any) -> Any:
        return proceeding.sanctions.filter(measure__in=(FINE, DETENTION), **cls.offered)

    def prepare(self, proceeding: Any) -> None:
        rows = self.rows(proceeding)
        self.fields["sanction"].queryset = rows.select_related("person")  # type: ignore[attr-defined]


class ServiceFacts(DecisionFacts):
    """The decision reaches whom it concerns; his three days run."""

    offered = {"served_on": None}

    served_on = Day(label="送达日期", past=True)
    proof = forms.CharField(max_length=200, label="送达证明")


class ReviewFacts(DecisionFacts):
    """复议 at the court above, and what it decided as far as known."""

    offered = {"served_on__isnull": False}

    lodged_on = Day(label="申请复议日期", past=True)
    result = forms.ChoiceField(label="复议结果", choices=Sanction.Review)
