"""Acts in the browser: one form for every act of every kind, refused with reasons, done with what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from courtflow.flow import clock, registry
from courtflow.flow.acts import Act, acts_of
from courtflow.flow.facts import Facts, bind, check_days
from courtflow.flow.models import Event
from courtflow.flow.perform import offer, open_proceeding, perform
from courtflow.flow.refusals import InvalidFacts, Refusal, Stale
from courtflow.pages.aftermath import told
from courtflow.pages.casefile import line
from courtflow.pages.openings import fresh, stands_alone
from courtflow.pages.reading import Visit, case_of, proceeding_of

SINCE = 3  # events shown to whom others were quicker


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def act(request: Visit, pk: int, name: str) -> HttpResponse:
    """An act on a proceeding."""
    proceeding = proceeding_of(request.user, pk)
    page = ActPage(request, proceeding, _declared(type(proceeding), name))
    if request.method != "POST":
        return page.form()
    return page.attempt(
        lambda: perform(proceeding, name, by=request.user, facts=request.POST, version=_version(request))
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def open_act(request: Visit, pk: int, kind: str, name: str) -> HttpResponse:
    """An act that opens a new proceeding in a case."""
    case = case_of(request.user, pk)
    model = registry.PROCEEDINGS.get(kind)
    if model is None or not stands_alone(model, _declared(model, name)):
        raise Http404("没有这种程序")
    try:
        proceeding = fresh(case, kind)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("case", case.pk)
    page = ActPage(request, proceeding, _declared(model, name))
    if request.method != "POST":
        return page.form()

    def begin() -> Event:
        opened = open_proceeding(kind, case, name, by=request.user, facts=request.POST)
        return Event.objects.filter(proceeding_id=opened.pk).earliest("id")

    return page.attempt(begin)


def _declared(model: Any, name: str) -> Act:
    found = acts_of(model).get(name)
    if found is None or not found.human:
        raise Http404("没有这一事项")
    return found


def _version(request: Visit) -> int:
    """The version that the form was drawn from; a form without one is as stale as can be."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() else -1


class ActPage:
    """The form of one act on one proceeding, for one person."""

    def __init__(self, request: Visit, proceeding: Any, declared: Act) -> None:
        self.request = request
        self.proceeding = proceeding
        self.act = declared.in_court(proceeding.policy)

    @property
    def back(self) -> str:
        case = reverse("case", args=[self.proceeding.case_id])
        return f"{case}#p{self.proceeding.pk}" if self.proceeding.pk else case

    def form(self) -> HttpResponse:
        seen = offer(self.proceeding, self.act, self.request.user)
        if not seen.allowed:
            return self._page(409, seen=seen)
        facts = self.act.facts
        return self._page(200, form=facts(proceeding=self.proceeding, day=clock.today()) if facts else None)

    def attempt(self, deed: Callable[[], Event]) -> HttpResponse:
        try:
            event = deed()
        except Refusal as refusal:
            return self._refused(refusal)
        messages.success(self.request, told(event))
        return redirect(self.back)

    def _refused(self, refusal: Refusal) -> HttpResponse:
        """Nothing has changed; what was typed in is kept where it can be sent again."""
        if isinstance(refusal, Stale):
            return self._overtaken(refusal)
        return self._page(refusal.status, form=self._kept(refusal), refusal=refusal)

    def _overtaken(self, refusal: Stale) -> HttpResponse:
        """Others were quicker: show what they did; who has read it may send the form again if the act still stands."""
        self.proceeding = proceeding_of(self.request.user, self.proceeding.pk)
        seen = offer(self.proceeding, self.act, self.request.user)
        events = self.proceeding.events.order_by("-id")[:SINCE]
        since = [line(event, self.proceeding) for event in events]
        form = self._kept(refusal) if seen.allowed else None
        return self._page(409, form=form, refusal=refusal, seen=seen, since=since)

    def _kept(self, refusal: Refusal) -> Facts | None:
        form = bind(self.act.facts, self.request.POST, proceeding=self.proceeding, day=clock.today())
        if form is None:
            return None
        if form.is_valid():
            check_days(form)
        if isinstance(refusal, InvalidFacts):
            _add(form, refusal.errors)
        return form

    def _page(self, status: int, **context: Any) -> HttpResponse:
        context = {
            "act": self.act, "proceeding": self.proceeding, "case": self.proceeding.case, "back": self.back,
            "version": self.proceeding.version, "form": None, "refusal": None, "seen": None, **context,
        }  # fmt: skip
        return render(self.request, "pages/act.html", context, status=status)


def _add(form: Facts, errors: dict[str, list[str]]) -> None:
    """Errors that only the act itself could find, beside those of the form."""
    for name, texts in errors.items():
        place = name if name in form.fields else None
        for text in texts:
            if text not in form.errors.get(name, []):
                form.add_error(place, text)
