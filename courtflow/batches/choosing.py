"""Which proceedings a batch takes: those of one department in one state, narrowed by creditor, source and day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from courtflow.accounts.models import Department, User
from courtflow.cases.models import Party, Proceeding
from courtflow.flow import clock, registry
from courtflow.flow.acts import Act, acts_of
from courtflow.flow.facts import Day
from courtflow.importing.batch import SOURCES

from .models import places

MOST = 2_000  # cases in one batch; what a day's post and one merged file can carry, a technical limit


def offered(user: Any) -> Iterator[tuple[str, Act]]:
    """(kind, act) of everything that may be done together and that the person's posts may do."""
    for kind, model in registry.PROCEEDINGS.items():
        for act in acts_of(model).values():
            if act.together and user.roles & set(act.by):
                yield kind, act


def apart(kind: str) -> list[Act]:
    """Acts of the same kind that are done case by case, because their facts or decisions are each case's own."""
    return [act for act in acts_of(registry.proceeding_class(kind)).values() if act.human and not act.together]


def code_of(kind: str, act: Act) -> str:
    return f"{kind}:{act.name}"


class Choice(forms.Form):
    """What to do, and for which proceedings; everything but the first two may stay empty."""

    act = forms.ChoiceField(label="事项")
    department = forms.ModelChoiceField(Department.objects.none(), label="办理部门")
    creditor = forms.CharField(label="权利人（原告、申请人）名称", required=False, max_length=60)
    source = forms.ChoiceField(label="来源", required=False, choices=[("", "不限"), *((s, s) for s in SOURCES)])
    cause = forms.CharField(label="案由", required=False, max_length=100)
    opened_from = Day(label="登记日期自", required=False)
    opened_to = Day(label="登记日期至", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        self._offered = {code_of(kind, act): (kind, act) for kind, act in offered(user)}
        titles = registry.PROCEEDINGS
        self.fields["act"].choices = [  # type: ignore[attr-defined]
            (code, f"{titles[kind].TITLE}·{act.label}") for code, (kind, act) in self._offered.items()
        ]
        self.fields["department"].queryset = Department.objects.filter(  # type: ignore[attr-defined]
            pk__in=places(user), active=True
        ).select_related("court")

    @property
    def kind(self) -> str:
        return self._offered[self.cleaned_data["act"]][0]

    @property
    def declared(self) -> Act:
        return self._offered[self.cleaned_data["act"]][1]

    def proceedings(self) -> QuerySet[Proceeding]:
        """Those that the person sees and that stand where the act may come, oldest first."""
        read = self.cleaned_data
        rows = Proceeding.objects.visible_to(self._user).filter(
            kind=self.kind, state__in=self.declared.sources, department=read["department"], closed_at=None
        )
        if read["creditor"]:
            claims = Party.objects.filter(role__in=Party.CREDITOR_SIDE, name__icontains=read["creditor"])
            rows = rows.filter(Exists(claims.filter(case=OuterRef("case"))))
        exact = {"case__source": read["source"], "case__cause__icontains": read["cause"]}
        rows = rows.filter(**{path: value for path, value in exact.items() if value})
        if read["opened_from"]:
            rows = rows.filter(case__opened_at__gte=clock.day_start(read["opened_from"]))
        if read["opened_to"]:
            rows = rows.filter(case__opened_at__lt=clock.day_end(read["opened_to"]))
        return rows.select_related("case", "handler").order_by("opened_at", "id")

    def described(self) -> str:
        """The conditions in words, as the batch keeps them."""
        told = [
            f"{self.fields[name].label}：{value}"
            for name, value in self.cleaned_data.items()
            if value and name != "act"
        ]
        return "；".join(told)[:300]
