"""What is written down when somebody is asked and answers."""

from __future__ import annotations

from typing import Any

from django import forms

from courtflow.cases.models import Instrument
from courtflow.flow.facts import Confirm, Facts, Text

from .guards import asked_about


class AskingFacts(Facts):
    """书面征询: which words of which instrument are unclear."""

    instrument = forms.ModelChoiceField(Instrument.objects.none(), label="执行内容不明确的法律文书")
    question = Text(label="征询事项", help_text="写明判项原文、不明确或者存在歧义之处，以及需要明确的内容")
    written = Confirm(label="以上内容写入系统制作的书面征询函")

    def prepare(self, proceeding: Any) -> None:
        self.fields["instrument"].queryset = asked_about(proceeding.case)  # type: ignore[attr-defined]


class OpinionFacts(Facts):
    """The written answer of enforcement; it knows no more than the letter says."""

    opinion = Text(label="答复意见", help_text="拟表述的主文能否执行、应当怎样表述")
    written = Confirm(label="已由执行部门负责人审核并书面答复")


class ReplyFacts(Facts):
    """An answer in writing, or a ruling that corrects the instrument (民诉法第一百五十七条第一款第（七）项)."""

    form = forms.ChoiceField(label="方式", choices=[("reply", "书面答复"), ("ruling", "裁定补正")])
    reason = Text(required=False, label="需要补正之处和理由", help_text="裁定补正时必填，写入裁定书")
    answer = Text(label="答复内容或者裁定主文")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("form") == "ruling" and not facts.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "裁定补正的，须写明需要补正之处和理由")
        if facts.get("form") == "reply" and facts.get("reason"):
            self.add_error("reason", "书面答复的，不填补正的理由")
        return facts


class UnclearFacts(Facts):
    """Why the answer is no answer."""

    reason = Text(label="仍不明确之处", max_length=1000)


class UrgingFacts(Facts):
    """督办."""

    note = Text(label="督办意见", max_length=1000)


class ClosingFacts(Facts):
    """How enforcement goes on from the answer."""

    conclusion = Text(label="据此处理的意见", max_length=1000)


class WithdrawalFacts(Facts):
    """The question is taken back."""

    reason = Text(label="撤回的理由", max_length=500)


class OutcomeFacts(Facts):
    """What became of the opinion, as the other side may know it: no reasons, no names."""

    outcome = forms.ChoiceField(label="处理结果", choices=[("adopted", "已采纳"), ("declined", "未采纳")])
