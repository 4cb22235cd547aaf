"""A page is shown as of one moment: a request that only reads looks at the clock once."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from . import clock

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class OneReading:
    """Requests that act are left alone: the moment of an act is read when the act is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return self.get_response(request)
        with clock.one_reading():
            return self.get_response(request)
