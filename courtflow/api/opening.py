"""Opening proceedings: a new filing with its case, or one that stands alone in a case that exists."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from courtflow.cases.models import Case
from courtflow.flow import clock, registry
from courtflow.flow.acts import acts_of
from courtflow.flow.models import Event
from courtflow.flow.perform import open_proceeding
from courtflow.pages.openings import Opening, fresh, openings, stands_alone
from intake.filing.models import Filing, open_filing

from . import acting
from .facts import check_types
from .results import answer

SOURCE = "接口"


def listed(case: Case, user: Any) -> list[dict[str, Any]]:
    """Every act that could open a proceeding in the case, with its schema, or why this person cannot do it."""
    return [_described(item, case) for item in openings(case, user)]


def _described(item: Opening, case: Case) -> dict[str, Any]:
    shown: dict[str, Any] = {"kind": item.kind, "title": item.title, "act": acting.described(item.offer.act)}
    shown["refusals"] = [refusal.as_dict() for refusal in item.offer.refusals]
    if item.offer.allowed:
        shown["schema"] = acting.possible(item.offer, fresh(case, item.kind))["schema"]
    return shown


def begin(user: Any, case: Case, kind: str, name: str, facts: Any) -> Response:
    """Open a proceeding of `kind` in the case by its opening act."""
    model = registry.PROCEEDINGS.get(kind)
    act = acts_of(model).get(name) if model else None
    if model is None or act is None or not stands_alone(model, act):
        raise Http404("没有可以这样开启的程序，请查看本案的 openings")
    check_types(acting.form_of(act, fresh(case, kind)), facts)
    return _opened(open_proceeding(kind, case, name, by=user, facts=facts))


def _opened(proceeding: Any) -> Response:
    event = Event.objects.filter(proceeding_id=proceeding.pk).earliest("id")
    return answer(proceeding, event, status.HTTP_201_CREATED)


def file_case(request: Request) -> Response:
    """A new case with its filing, in the court of the person who receives the papers."""
    user: Any = request.user
    facts: Any = request.data
    court = user.court
    if court is None:
        raise PermissionDenied("您没有在任何法院任职，不能登记起诉")
    check_types(acts_of(Filing)["receive"].facts(day=clock.today()), facts)
    return _opened(open_filing(court, user, facts, source=SOURCE))
