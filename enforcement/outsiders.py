"""Somebody whom an act concerns: one of the case, or an outsider whom the act enters with his address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from courtflow.cases.models import Case, Party
from courtflow.cases.models.parties import check_identifier
from courtflow.flow.acts import Deed
from courtflow.flow.characters import Name
from courtflow.flow.facts import Facts


class PersonFacts(Facts):
    """Chosen among the people of the case, or named with what a paper has to say of him."""

    person = forms.ModelChoiceField(
        Party.objects.none(), label="有关的人", required=False, help_text="已登记在本案的在此选择"
    )
    person_name = Name(max_length=200, label="姓名或名称", required=False, help_text="未登记在本案的在此填写")
    person_kind = forms.ChoiceField(label="类型", choices=[("", "—"), *Party.Kind.choices], required=False)
    person_identifier = forms.CharField(max_length=30, label="身份证号或统一社会信用代码", required=False)
    person_representative = Name(max_length=60, label="法定代表人或负责人", required=False)
    person_phone = forms.CharField(max_length=40, label="联系电话", required=False)
    person_address = Name(max_length=200, label="送达地址", required=False)

    def prepare(self, proceeding: Any) -> None:
        self.fields["person"].queryset = Party.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if bool(facts.get("person")) == bool(facts.get("person_name")):
            self.add_error("person", "请选择本案已登记的人，或者填写姓名或名称，二者填其一")
        elif facts.get("person_name"):
            self._check_outsider(facts)
        return facts

    def _check_outsider(self, facts: dict[str, Any]) -> None:
        if not facts.get("person_address"):
            self.add_error("person_address", "请填写送达地址，文书首部应当写明")
        if not facts.get("person_kind"):
            self.add_error("person_kind", "请选择类型")
            return
        try:
            check_identifier(facts["person_kind"], facts.get("person_identifier") or "")
        except ValidationError as error:
            self.add_error("person_identifier", error.messages[0])


def person_of(case: Case, deed: Deed, source: str) -> Party:
    """Whom the facts mean; an outsider is entered with the address that `source` gives."""
    if chosen := deed["person"]:
        found: Party = chosen
        return found
    party = Party.objects.create(
        case=case, role=Party.Role.OUTSIDER, kind=deed["person_kind"], name=deed["person_name"],
        identifier=deed["person_identifier"], legal_representative=deed["person_representative"],
        phone=deed["person_phone"],
    )  # fmt: skip
    party.addresses.create(text=deed["person_address"], phone=party.phone, source=source)
    return party
