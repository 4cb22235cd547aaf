"""Acts as a client meets them: what can be done with which facts, what cannot and why; and doing it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db import models
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response

from courtflow.accounts.roles import Role
from courtflow.cases.disclosure import masked
from courtflow.flow import clock
from courtflow.flow.acts import Act
from courtflow.flow.facts import Facts, json_schema, to_json
from courtflow.flow.perform import Offer, act_named, offers, perform
from courtflow.flow.refusals import Stale

from .citing import citation, citations
from .facts import check_types
from .problems import Expired
from .results import answer

_ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')


def listed(proceeding: Any, user: Any) -> dict[str, Any]:
    """Every act of the proceeding as this person sees it now: the possible ones with the schema of their facts."""
    found = offers(proceeding, user)
    return {
        "version": proceeding.version,
        "allowed": [possible(item, proceeding) for item in found if item.allowed],
        "refused": [impossible(item) for item in found if not item.allowed],
    }


def possible(item: Offer, proceeding: Any) -> dict[str, Any]:
    return described(item.act) | {"schema": json_schema(form_of(item.act, proceeding))}


def impossible(item: Offer) -> dict[str, Any]:
    return described(item.act) | {"refusals": [refusal.as_dict() for refusal in item.refusals]}


def described(act: Act) -> dict[str, Any]:
    """What is declared of an act, in words."""
    return {
        "name": act.name,
        "label": act.label,
        "articles": [str(article) for article in act.under],
        "citations": citations(act.under),
        "roles": [str(Role(role).label) for role in act.by if role in Role.values],
        "conditions": [
            {"refused_when": guard.reason, "article": str(guard.under), "citation": citation(guard.under)}
            for guard in act.guards
        ],
        "danger": act.danger,
        "hint": act.hint,
    }


def form_of(act: Act, proceeding: Any) -> Facts | None:
    """The act's form with the choices that this proceeding leaves, unbound."""
    return act.facts(proceeding=proceeding, day=clock.today()) if act.facts is not None else None


def do(request: Request, proceeding: Any, name: str) -> Response:
    """Perform an act with the facts in the request; the answer is its event and the new version."""
    facts, version = read(request)
    check_types(form_of(act_named(proceeding, name), proceeding), facts)
    condition = matched(request)
    seen = version if condition is None else condition
    try:
        event = perform(proceeding, name, by=request.user, facts=facts, version=seen)
    except Stale as error:
        if condition is None:
            raise
        raise Expired() from error
    return answer(proceeding, event)


def read(request: Request) -> tuple[Any, int | None]:
    """The facts and the version in a body; the facts may also stand beside it as the object `facts`."""
    body = request.data
    if not isinstance(body, Mapping):
        return body, None
    facts = {name: value for name, value in body.items() if name != "version"}
    version = body.get("version")
    if version is not None and (isinstance(version, bool) or not isinstance(version, int)):
        raise ParseError("version 须为整数，取自程序或 acts 的 version")
    return facts, version


def matched(request: Request) -> int | None:
    """The version in If-Match; None when there is none or it is *."""
    header = request.headers.get("If-Match", "*").strip()
    if header == "*":
        return None
    found = _ETAG.fullmatch(header)
    if not found:
        raise ParseError('If-Match 须为程序的 ETag，例如 "3"')
    return int(found[1])


def own_fields(proceeding: Any) -> list[dict[str, Any]]:
    """The fields that the proceeding's department added, with their labels; personal numbers masked."""
    fields = [field for field in proceeding._meta.local_concrete_fields if not field.primary_key]
    return [_own_field(field, proceeding) for field in fields if field.verbose_name != field.name.replace("_", " ")]


def _own_field(field: models.Field[Any, Any], proceeding: Any) -> dict[str, Any]:
    value = getattr(proceeding, field.name)
    if field.choices and value:
        value = getattr(proceeding, f"get_{field.name}_display")()
    return {"name": field.name, "label": str(field.verbose_name), "value": masked(to_json(value))}
