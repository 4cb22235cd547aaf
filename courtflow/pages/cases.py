"""The page of one case, on the screen and on paper; and the look behind a mask."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courtflow.cases import disclosure
from courtflow.flow import clock
from courtflow.pages.casefile import CaseFile
from courtflow.pages.reading import Visit, case_of, party_of


@require_safe
@login_required
@never_cache
def case(request: Visit, pk: int) -> HttpResponse:
    return render(request, "pages/case.html", {"file": CaseFile(case_of(request.user, pk), request.user)})


@require_safe
@login_required
@never_cache
def case_print(request: Visit, pk: int) -> HttpResponse:
    """The same file without what one can press, in the order of a dossier."""
    context = {"file": CaseFile(case_of(request.user, pk), request.user), "printed_at": clock.now()}
    return render(request, "pages/case_print.html", context)


class ReasonForm(forms.Form):
    """Why somebody needs the full number."""

    reason = forms.CharField(
        label="查看事由", max_length=200, min_length=disclosure.SHORTEST_REASON,
        help_text="如：核对送达回证；事由、查看人和时间记入案件历史",
        error_messages={"min_length": "请具体写明事由（不少于4个字）"},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def unmask(request: Visit, pk: int) -> HttpResponse:
    """The full numbers of one party, once, against a recorded reason (个人信息保护法第三十四条)."""
    party = party_of(request.user, pk)
    form = ReasonForm(request.POST or None)
    shown = request.method == "POST" and form.is_valid()
    if shown:
        disclosure.unmask(party, request.user, form.cleaned_data["reason"])
    return render(request, "pages/unmask.html", {"party": party, "case": party.case, "form": form, "shown": shown})
