"""New cases at the counter: a complaint, or an application to enforce an instrument made elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
from courtflow.flow.perform import power
from courtflow.flow.refusals import Refusal
from courtflow.pages.aftermath import told
from courtflow.pages.openings import fresh
from courtflow.pages.reading import Visit
from intake.execution_filing.models import ExecutionFiling, open_external
from intake.filing.models import Filing, open_filing


@dataclass(frozen=True)
class Door:
    """One way in which a case comes into being: the opening act and the function that makes the case with it."""

    title: str
    model: Any
    name: str
    opened_by: Callable[..., Any]
    two_sides: tuple[str, str]

    def act(self, court: Court) -> Act:
        return acts_of(self.model)[self.name].in_court(court.policy())

    def form(self, court: Court, data: Any) -> Facts:
        """Empty but for its two sides, or as it was sent, with what is wrong."""
        place = fresh(Case(court=court), self.model.KIND)
        facts = self.act(court).facts
        if data is None:
            parties = [{"role": role} for role in self.two_sides]
            return facts(proceeding=place, day=clock.today(), initial={"parties": parties})
        form: Facts = bind(facts, data, proceeding=place, day=clock.today())  # type: ignore[assignment]
        if form.is_valid():
            check_days(form)
        return form


COMPLAINT = Door("登记立案", Filing, "receive", open_filing, ("plaintiff", "defendant"))
OUTSIDE = Door("登记外来文书执行申请", ExecutionFiling, "receive_external", open_external, ("applicant", "respondent"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_case(request: Visit) -> HttpResponse:
    return _through(COMPLAINT, request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_external(request: Visit) -> HttpResponse:
    return _through(OUTSIDE, request)


def filing_court(user: Any) -> Court | None:
    """The court in which this person registers cases."""
    wanted = (Role.FILING_CLERK, Role.FILING_JUDGE)
    return next((held.department.court for held in user.current if held.role in wanted), None)


def _through(door: Door, request: Visit) -> HttpResponse:
    court = request.user.court
    if court is None:
        return render(request, "403.html", status=403)
    _, denial = power(fresh(Case(court=court), door.model.KIND), door.act(court), request.user)
    if denial:
        return _page(door, request, court, denial.status, refusals=[denial])
    if request.method == "POST":
        return _register(door, request, court)
    return _page(door, request, court, 200, form=door.form(court, None))


def _register(door: Door, request: Visit, court: Court) -> HttpResponse:
    try:
        opened = door.opened_by(court, request.user, request.POST)
    except Refusal as refusal:
        form = door.form(court, request.POST)
        return _page(door, request, court, refusal.status, form=form, refusal=refusal)
    messages.success(request, told(Event.objects.filter(proceeding_id=opened.pk).earliest("id")))
    return redirect("case", opened.case_id)


def _page(door: Door, request: Visit, court: Court, status: int, **context: Any) -> HttpResponse:
    context = {
        "title": door.title, "act": door.act(court), "back": reverse("case_list"), "version": 0, **context,
    }  # fmt: skip
    return render(request, "pages/new_case.html", context, status=status)
