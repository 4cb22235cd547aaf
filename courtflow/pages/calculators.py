"""期限与费用计算器: five questions answered with their reasons; an answer has an address and can be printed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from courtflow.calculators import venue
from courtflow.calculators.asking import Answer, BadQuestion
from courtflow.calculators.catalogue import CALCULATORS
from courtflow.calculators.linking import asked, in_full, short
from courtflow.pages.reading import Visit


@require_safe
@login_required
def calculators(request: Visit) -> HttpResponse:
    return redirect("calculator", next(iter(CALCULATORS)))


@require_safe
@login_required
def calculator(request: Visit, slug: str) -> HttpResponse:
    """The form alone, or with the answer to what the address asks by the calendar and rules of the person's court."""
    chosen = CALCULATORS.get(slug)
    if chosen is None:
        raise Http404("没有这种计算器")
    given = chosen.question.renamed(request.GET)
    if in_full(given):
        query = short(chosen.question, given) or "asked=1"  # an empty form is told what it lacks
        return redirect(f"{reverse('calculator', args=[slug])}?{query}")
    form = chosen.question(given) if request.GET else chosen.question()
    where = venue.of_user(request.user)
    answer: Answer | None = None
    if request.GET:
        try:
            answer = chosen.reckon(form, where)
        except BadQuestion:
            answer = None  # the form says why
    context = {
        "calculators": CALCULATORS.values(),
        "calculator": chosen,
        "form": form,
        "answer": answer,
        "headline": chosen.headline(answer) if answer else [],
        "asked": asked(form) if answer else [],
        "where": where,
    }
    return render(request, "pages/calculators.html", context)
