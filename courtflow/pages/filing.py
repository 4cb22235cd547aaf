"""登记立案: the form that makes a case, from the opening act of filing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from courtflow.accounts.models import Court
from courtflow.accounts.roles import Role
from courtflow.cases.models import Case
from courtflow.flow import clock
from courtflow.flow.acts import Act, acts_of
from courtflow.flow.facts import Facts, bind, check_days
from courtflow.flow.models import Event
from courtflow.flow.perform import offer
from courtflow.flow.refusals import Refusal
from courtflow.pages.aftermath import told
from courtflow.pages.openings import fresh
from courtflow.pages.reading import Visit
from intake.filing.models import Filing, open_filing

# Nothing is assumed of the parties but that a suit has two sides.
TWO_SIDES = {"parties": [{"role": "plaintiff"}, {"role": "defendant"}]}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_case(request: Visit) -> HttpResponse:
    court = filing_court(request.user)
    if court is None:
        return _refused(request)
    if request.method == "POST":
        return _register(request, court)
    return _page(request, court, 200, form=_form(None, court))


def filing_court(user: Any) -> Court | None:
    """The court in which this person registers cases."""
    wanted = (Role.FILING_CLERK, Role.FILING_JUDGE)
    return next((held.department.court for held in user.current if held.role in wanted), None)


def _receive(court: Court) -> Act:
    return acts_of(Filing)["receive"].in_court(court.policy())


def _form(data: Any, court: Court) -> Facts:
    place = fresh(Case(court=court), Filing.KIND)
    facts = _receive(court).facts
    if data is None:
        return facts(proceeding=place, day=clock.today(), initial=TWO_SIDES)
    form: Facts = bind(facts, data, proceeding=place, day=clock.today())  # type: ignore[assignment]
    if form.is_valid():
        check_days(form)
    return form


def _register(request: Visit, court: Court) -> HttpResponse:
    try:
        filing = open_filing(court, request.user, request.POST)
    except Refusal as refusal:
        return _page(request, court, refusal.status, form=_form(request.POST, court), refusal=refusal)
    messages.success(request, told(Event.objects.filter(proceeding_id=filing.pk).earliest("id")))
    return redirect("case", filing.case_id)


def _page(request: Visit, court: Court, status: int, **context: Any) -> HttpResponse:
    context = {"act": _receive(court), "back": reverse("case_list"), "version": 0, **context}
    return render(request, "pages/new_case.html", context, status=status)


def _refused(request: Visit) -> HttpResponse:
    """Told why, by whom and on which article, like every act that a person may not do."""
    court = request.user.court
    if court is None:
        return render(request, "403.html", status=403)
    seen = offer(fresh(Case(court=court), Filing.KIND), _receive(court), request.user)
    return _page(request, court, 403, seen=seen)
