"""The list of cases: search box, filters, twenty rows a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courtflow.accounts.models import Court, Department, User
from courtflow.cases.models import Proceeding
from courtflow.cases.search import Filters, search
from courtflow.flow import registry
from courtflow.flow.facts import Day
from courtflow.flow.models import Deadline
from courtflow.pages.context import registers_cases
from courtflow.pages.paging import paged
from courtflow.pages.reading import Visit
from courtflow.pages.urgency import LOOKS


class SearchForm(forms.Form):
    """Nothing in it is required; what cannot be read is told and left out."""

    q = forms.CharField(label="查找", required=False, max_length=60)
    stage = forms.ChoiceField(label="程序与状态", required=False)
    urgency = forms.ChoiceField(
        label="期限", required=False, choices=[("", "不限"), *((look.slug, look.label) for look in LOOKS.values())]
    )
    court = forms.ModelChoiceField(Court.objects.none(), label="法院", required=False, empty_label="不限")
    department = forms.ModelChoiceField(Department.objects.none(), label="办理部门", required=False, empty_label="不限")
    handler = forms.ModelChoiceField(User.objects.none(), label="承办人", required=False, empty_label="不限")
    cause = forms.CharField(label="案由", required=False, max_length=100)
    opened_from = Day(label="登记日期自", required=False)
    opened_to = Day(label="登记日期至", required=False)

    in_sight = ("q", "stage", "urgency")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs |= {
            "placeholder": "案号（任何括号或一部分）、当事人姓名（两个字起）、证件号码",
            "type": "search",
        }
        self.fields["stage"].choices = list(stage_choices())  # type: ignore[attr-defined]
        courts = readable_courts(user)
        several = len(courts) > 1
        self._choose("court", courts)
        if not several:
            del self.fields["court"]
        self._choose(
            "department", Department.objects.filter(court__in=courts, active=True).order_by("court", "order", "id")
        )
        self._choose("handler", User.objects.filter(proceedings__court__in=courts).order_by("display_name").distinct())
        if several:
            self.fields["department"].queryset = self.fields["department"].queryset.select_related("court")  # type: ignore[attr-defined]
            self.fields["department"].label_from_instance = full_name  # type: ignore[attr-defined]

    def _choose(self, name: str, rows: QuerySet[Any]) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    @property
    def more(self) -> list[Any]:
        return [bound for bound in self.visible_fields() if bound.name not in self.in_sight]

    @property
    def more_chosen(self) -> bool:
        return any(bound.data for bound in self.more)

    def filters(self) -> Filters:
        """What was chosen and could be read."""
        read = self.cleaned_data
        kind, _, state = read.get("stage", "").partition(":")
        names = ("court", "department", "handler", "urgency", "cause", "opened_from", "opened_to")
        return Filters(kind=kind, state=state, **{name: read[name] for name in names if read.get(name)})


def full_name(department: Department) -> str:
    return f"{department.court.short_name}{department.name}"


def readable_courts(user: User) -> QuerySet[Court]:
    """The courts whose cases this person may meet in his list."""
    own = [held.department.court_id for held in user.current]
    return Court.objects.filter(pk__in={*user.sees_court_wide(), *own})


def stage_choices() -> Iterator[tuple[str, Any]]:
    """Every kind of proceeding with its states, from the declarations."""
    yield "", "不限"
    for kind, model in registry.PROCEEDINGS.items():
        states = [(f"{kind}:{value}", f"{model.TITLE}·{label}") for value, label in model.State.choices]
        yield model.TITLE, [(kind, f"{model.TITLE}（全部）"), *states]


def with_standing(cases: Any) -> Any:
    """What a row shows, in a fixed number of queries: proceedings with their people, running deadlines."""
    proceedings = Proceeding.objects.select_related("department", "handler").order_by("opened_at", "id")
    live = Deadline.objects.filter(state__in=Deadline.COUNTING).select_related("party").order_by("due_at", "id")
    return cases.select_related("court").prefetch_related(
        Prefetch("proceedings", proceedings, to_attr="stretches"), Prefetch("deadlines", live, to_attr="live_deadlines")
    )


@require_safe
@login_required
def case_list(request: Visit) -> HttpResponse:
    form = SearchForm(request.GET or {}, user=request.user)
    form.is_valid()
    rows = search(request.user, form.cleaned_data.get("q", ""), form.filters())
    context = {
        "form": form,
        "page": paged(request, with_standing(rows)),
        "active": any(request.GET.get(name) for name in form.fields),
        "several_courts": "court" in form.fields,
        "may_register": registers_cases(request.user),
    }
    return render(request, "pages/case_list.html", context)
