"""例行事项: what is owed by the calendar, by whom until when; one page each, with figures and the filing form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from courtflow.accounts.models import Court
from courtflow.cases.disclosure import masked
from courtflow.duties import filing, integrity
from courtflow.duties.models import Duty
from courtflow.duties.rules import DUTIES
from courtflow.flow import clock
from courtflow.flow.refusals import InvalidFacts, Refusal
from courtflow.pages.listing import readable_courts
from courtflow.pages.paging import paged
from courtflow.pages.reading import Visit
from courtflow.pages.reports import worded
from documents import uploads
from documents.downloads import attachment, handed_out

UNSEEN = ("result", "content", "figures", "steps")  # what a list does not show stays in the database


class DutyFilter(forms.Form):
    """Whose, which, how it stands."""

    whose = forms.ChoiceField(label="范围", required=False, choices=[("", "可以查看的全部"), ("mine", "由我报送")])
    state = forms.ChoiceField(
        label="状态", required=False,
        choices=[("", "待报送"), ("overdue", "已逾期"), ("done", "已报送"), ("all", "全部")],
    )  # fmt: skip
    rule = forms.ChoiceField(label="事项", required=False)
    court = forms.ModelChoiceField(Court.objects.none(), label="法院", required=False, empty_label="不限")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, duty.rule.title) for code, duty in DUTIES.items()]
        self.fields["rule"].choices = [("", "不限"), *kinds]  # type: ignore[attr-defined]
        courts = readable_courts(user)
        self.fields["court"].queryset = courts  # type: ignore[attr-defined]
        if len(courts) < 2:
            del self.fields["court"]

    def chosen(self, user: Any) -> QuerySet[Duty]:
        read = self.cleaned_data
        rows = Duty.objects.visible_to(user)
        if read.get("whose") == "mine":
            rows = rows & Duty.objects.reached_by(user)
        states = {"overdue": [Duty.State.OVERDUE], "done": [Duty.State.FILED, Duty.State.LATE], "all": None}
        wanted = states.get(read.get("state", ""), Duty.OWED)
        if wanted is not None:
            rows = rows.filter(state__in=wanted)
        same = {name: read[name] for name in ("rule", "court") if read.get(name)}
        return rows.filter(**same)


@require_safe
@login_required
def duty_list(request: Visit) -> HttpResponse:
    form = DutyFilter(request.GET or {}, user=request.user)
    form.is_valid()
    rows = form.chosen(request.user).select_related("court", "department", "filed_by").defer(*UNSEEN)
    newest_first = form.cleaned_data.get("state") in ("done", "all")
    context = {
        "form": form,
        "page": paged(request, rows.order_by("-due_at", "-id") if newest_first else rows.order_by("due_at", "id")),
        "active": any(request.GET.get(name) for name in form.fields),
        "several_courts": "court" in form.fields,
        "counts": counts(request.user),
    }
    return render(request, "pages/duties.html", context)


def counts(user: Any) -> dict[str, int]:
    """How many this person is to file, and how many of them are late."""
    late = Q(state=Duty.State.OVERDUE) | Q(due_at__lte=clock.now())
    return Duty.objects.owed_by(user).aggregate(owed=Count("pk"), late=Count("pk", filter=late))


def _duty_of(user: Any, pk: int) -> Duty:
    rows = Duty.objects.visible_to(user).select_related("court", "department", "filed_by", "event", "attachment")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def duty(request: Visit, pk: int) -> HttpResponse:
    row = _duty_of(request.user, pk)
    refusal = filing.refusal_of(row, request.user)
    form: Any = None if refusal else filing.form_of(row)
    told: Refusal | None = None
    if request.method == "POST":
        try:
            filing.file(row, request.user, request.POST, upload=request.FILES.get("file"))
        except InvalidFacts as wrong:
            form, told = _returned(row, request, wrong), wrong
        except Refusal as caught:
            told = caught
        else:
            messages.success(request, f"已报送“{row}”，内容和数据不再改动，记入历史")
            return redirect("duty", pk=pk)
    return render(request, "pages/duty.html", _shown(row, form, refusal, told), status=told.status if told else 200)


def _returned(row: Duty, request: Visit, wrong: InvalidFacts) -> Any:
    """The form as it was sent, with what is wrong in it."""
    form = filing.form_of(row, request.POST)
    form.is_valid()
    for name, faults in wrong.errors.items():
        for fault in faults if name not in form.errors else ():
            form.add_error(name if name in form.fields else None, fault)
    return form


def _shown(row: Duty, form: Any, refusal: Refusal | None, told: Refusal | None) -> dict[str, Any]:
    return {
        "duty": row, "deadline": row, "form": form, "seen": refusal if row.live else None, "refusal": told,
        "figures": filing.prefilled(row), "content": worded(row), "result": masked(row.result),
        "columns": list(integrity.COLUMNS.values()), "lines": _lines(row), "kinds": uploads.worded(),
        "endings": ",".join(uploads.SUFFIX.values()), "largest": settings.UPLOAD_LARGEST // 1_000_000,
    }  # fmt: skip


def _lines(row: Duty) -> list[list[tuple[str, str]]]:
    """The integrity list as (column, text) pairs, numbers masked."""
    listed = integrity.lines(row) if "entries" in row.result else ()
    return [[(label, masked(line[name])) for name, label in integrity.COLUMNS.items()] for line in listed]


@require_safe
@login_required
def duty_file(request: Visit, pk: int) -> HttpResponse:
    """The attachment as it was filed."""
    rows = Duty.objects.visible_to(request.user).exclude(attachment=None).select_related("attachment")
    row = get_object_or_404(rows, pk=pk)
    kept: Any = row.attachment
    return handed_out(request, kept, row.file_name)


@require_safe
@login_required
def duty_csv(request: Visit, pk: int) -> HttpResponse:
    """The integrity list for its recipients; each download is an event."""
    row = get_object_or_404(Duty.objects.visible_to(request.user).filter(result__has_key="entries"), pk=pk)
    response = attachment(b"", f"诚信履行名单-{row.period}.csv", "text/csv; charset=utf-8")
    try:
        response.write("\ufeff")
        integrity.export(row, request.user, response)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("duty", pk=pk)
    return response
