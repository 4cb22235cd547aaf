"""What is written down about reconsideration of a ruling on preservation (财产保全规定第二十五条)."""

from __future__ import annotations

from typing import Any

from django import forms

from courtflow.cases.models import Party
from courtflow.flow.facts import Day, Facts, Text

from .records import Review


class PartyFacts(Facts):
    """Base: something about one party of the case."""

    party = forms.ModelChoiceField(Party.objects.none(), label="当事人")

    def prepare(self, proceeding: Any) -> None:
        self.fields["party"].queryset = Party.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]


class RulingServiceFacts(PartyFacts):
    """Service of the ruling on one party."""

    served_on = Day(label="送达日期", past=True)
    proof = forms.CharField(max_length=200, label="送达证明")


class ReviewRequestFacts(PartyFacts):
    """An application for reconsideration."""

    received_on = Day(label="收到复议申请日期", past=True)
    grounds = Text(label="复议理由")


class ReviewResultFacts(Facts):
    """How the same court decided."""

    review = forms.ModelChoiceField(Review.objects.none(), label="复议申请")
    result = forms.ChoiceField(label="结果", choices=Review.Result)
    ruling_no = forms.CharField(max_length=80, label="复议裁定文号")
    reason = Text(label="裁定理由")
    operative = Text(
        label="变更后的保全内容", required=False, help_text="变更原裁定的，逐项写明变更后的财产、数额和期限"
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("result") == Review.Result.CHANGED and not facts.get("operative"):
            self.add_error("operative", "变更原裁定的，须写明变更后的保全内容")
        return facts

    def prepare(self, proceeding: Any) -> None:
        self.fields["review"].queryset = proceeding.reviews.filter(decided_on=None)  # type: ignore[attr-defined]
