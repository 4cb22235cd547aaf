"""One form for one value: a choice, boxes to tick, a number or the parts of a period; never a notation for machines."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.db import transaction

from courtflow.accounts.models import Court
from courtflow.flow import clock
from courtflow.flow.events import record_system_event
from courtflow.flow.facts import Day, YesNo, canonical
from courtflow.flow.models import Event
from courtflow.flow.rules import RULES, Rule
from courtflow.policy import keys
from courtflow.policy.models import Policy, Profile, ProfileValue

from .recording import key_of

WIDE = forms.TextInput(attrs={"class": "vTextField"})
RULE_FIELDS = ("enabled", "length", "unit", "roll")


class Lines(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 4, "cols": 40})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return [line.strip() for line in text.splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


def field_of(key: keys.Key) -> forms.Field:
    """The form field in which a court says what it wants of a key."""
    label, choices = key.label, list(key.choices.items())
    if key.kind is bool:
        return YesNo(label=label)
    if key.kind is int:
        return forms.IntegerField(label=label, min_value=0, max_value=key.most)
    if key.kind is list and choices:
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(label=label, choices=choices, widget=widget, required=False)
    if key.kind is list:
        return Lines(label=label, help_text="每行一项", required=False)
    if choices:
        needed = "" not in key.choices
        return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=needed)
    return forms.CharField(label=label, max_length=200, required=False)


def fields_of_rule(rule: Rule) -> dict[str, forms.Field]:
    """Length, unit and roll of a deadline; hours stay hours, and days never become hours."""
    hours = rule.period.unit == "hour"
    units = [(unit, word) for unit, word in keys.UNITS.items() if (unit == "hour") == hours]
    most = rule.period.length if rule.cap else None
    help_text = f"最长{most}，本院文件只能缩短" if most else ""
    return {
        "enabled": YesNo(label="是否起算"),
        "length": forms.IntegerField(label="长度", min_value=1, max_value=most, help_text=help_text),
        "unit": forms.ChoiceField(label="单位", choices=units),
        "roll": forms.ChoiceField(label="末日为休息日的", choices=list(keys.ROLLS.items())),
    }


class ChangeForm(forms.Form):
    """A value from a day on, with the document and article on which it rests."""

    effective_from = Day(label="施行日期")
    document_no = forms.CharField(label="文号", max_length=100, widget=WIDE)
    title = forms.CharField(label="文件名称", max_length=200, widget=WIDE)
    article = forms.CharField(label="条款", max_length=100, widget=WIDE)
    note = forms.CharField(label="说明", max_length=300, required=False, widget=WIDE)
    change_source = forms.CharField(
        label="变更依据", max_length=200, help_text="批准人或者会议纪要，写入历史", widget=WIDE
    )

    def __init__(self, data: Any, *, court: Court, name: str, policy: Policy, pending: Profile | None = None) -> None:
        self.court, self.name = court, name
        rule = RULES.get(name.removeprefix(keys.RULE_PREFIX))
        start = start_of(rule.for_court(policy)) if rule else {"value": policy.value(name)}
        super().__init__(data, initial=_ticked(start) | _of_document(pending))
        asked = fields_of_rule(rule) if rule else {"value": field_of(keys.KEYS[name])}
        self.fields = asked | self.fields

    @property
    def value_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name == "value" or name in RULE_FIELDS]

    @property
    def document_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name != "value" and name not in RULE_FIELDS]

    def clean_effective_from(self) -> Any:
        """What was done under the rules of its day stays as it is."""
        day = self.cleaned_data["effective_from"]
        if day < clock.today():
            raise forms.ValidationError("施行日期不得早于今天：已经办理的事项适用办理当日的规则")
        return day

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not self.errors:
            if fault := keys.problem(self.name, self.value):
                raise forms.ValidationError(fault)
            self._check_document(facts)
        return facts

    def _check_document(self, facts: dict[str, Any]) -> None:
        """A document in force is not rewritten; a document has one first day."""
        known = self.court.profiles.filter(document_no=facts["document_no"]).first()
        if known is None:
            return
        if known.effective_from <= clock.today():
            self.add_error("document_no", "该文件已经施行，取值不再改动；规则有变的，请写明新文件的文号")
        elif known.effective_from != facts["effective_from"]:
            self.add_error("effective_from", f"该文件自{known.effective_from:%Y-%m-%d}起施行，请填写同一日期")

    @property
    def value(self) -> Any:
        """What the profile will hold."""
        facts = self.cleaned_data
        if "value" in self.fields:
            return facts["value"]
        return {name: facts[name] for name in RULE_FIELDS}

    @property
    def seal(self) -> str:
        """Stands for exactly this change: only what was looked at is saved."""
        said = {name: str(item) for name, item in self.cleaned_data.items()}
        return hashlib.sha256(canonical([self.court.pk, self.name, said]).encode()).hexdigest()

    @transaction.atomic
    def save(self, user: Any) -> Event:
        """Write the value into its document, and the change into the history."""
        facts = self.cleaned_data
        profile, _ = Profile.objects.get_or_create(
            court=self.court, document_no=facts["document_no"],
            defaults={"title": facts["title"], "effective_from": facts["effective_from"]},
        )  # fmt: skip
        old = ProfileValue.objects.filter(profile=profile, key=self.name).first()
        ProfileValue.objects.update_or_create(
            profile=profile, key=self.name,
            defaults={"value": self.value, "article": facts["article"], "note": facts["note"]},
        )  # fmt: skip
        return self._record(profile, old, user)

    def _record(self, profile: Profile, old: ProfileValue | None, user: Any) -> Event:
        label = label_of(self.name)
        before = keys.worded(self.name, old.value) if old else None
        changes = [
            {"row": label, "field": "取值", "old": before, "new": keys.worded(self.name, self.value)},
            {"row": label, "field": "条款", "old": old.article if old else None, "new": self.cleaned_data["article"]},
            {"row": label, "field": "施行日期", "old": None, "new": profile.effective_from.isoformat()},
        ]
        record = {"object": key_of(profile), "name": str(profile), "court": self.court, "changes": changes}
        source = self.cleaned_data["change_source"]
        return record_system_event("admin.rule", record, user, label=f"变更规则：{label}"[:100], source=source)


def label_of(name: str) -> str:
    """What people call a key or a deadline rule."""
    if name in keys.KEYS:
        return keys.KEYS[name].label
    rule = RULES.get(name.removeprefix(keys.RULE_PREFIX))
    return rule.title if rule else name


def start_of(rule: Rule | None) -> dict[str, Any]:
    """A rule as a value of a profile says it."""
    if rule is None:
        return {}
    period = rule.period
    return {"enabled": rule.enabled, "length": period.length, "unit": str(period.unit), "roll": str(period.roll)}


def _ticked(start: dict[str, Any]) -> dict[str, Any]:
    """Yes and no as the radio buttons have them."""
    return {name: ("no", "yes")[value] if isinstance(value, bool) else value for name, value in start.items()}


def _of_document(pending: Profile | None) -> dict[str, Any]:
    if pending is None:
        return {}
    return {name: getattr(pending, name) for name in ("document_no", "title", "effective_from")}
