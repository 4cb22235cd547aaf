"""POST once: a repeated Idempotency-Key gets the first answer again and changes nothing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

from django.db import transaction
from rest_framework.exceptions import ParseError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from .models import AnsweredRequest
from .problems import KeyReused

_KEY = re.compile(r"[\x21-\x7e]{1,100}")


def once(request: Request, work: Callable[[], Response], content: str = "") -> Response:
    """Do `work` in one transaction, or repeat its stored answer. What was refused is not stored: nothing happened.

    `content` is the hash of a file in the request, which its fields only name.
    Two requests with one key at the same time: the second waits at the unique index until the first has committed.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        with transaction.atomic():
            return work()
    if not _KEY.fullmatch(key):
        raise ParseError("Idempotency-Key 须为 1 至 100 个可打印的 ASCII 字符")
    mark = fingerprint(request, content)
    user: Any = request.user
    with transaction.atomic():
        fresh = AnsweredRequest(user=user, key=key, fingerprint=mark)
        AnsweredRequest.objects.bulk_create([fresh], ignore_conflicts=True)
        stored = AnsweredRequest.objects.select_for_update().get(user=user, key=key)
        if stored.status:
            return _replay(stored, mark)
        response = work()
        _store(stored, response)
    return response


def fingerprint(request: Request, content: str = "") -> str:
    """What makes two requests the same: method, address, version condition and content."""
    said = [request.method, request.get_full_path(), request.headers.get("If-Match", ""), request.data]
    said += [content] if content else []
    # str() of a Decimal keeps its exponent: 1E+999999999 stays twelve characters long.
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _replay(stored: AnsweredRequest, mark: str) -> Response:
    if stored.fingerprint != mark:
        raise KeyReused()
    headers = {"Idempotent-Replayed": "true"} | ({"ETag": stored.etag} if stored.etag else {})
    return Response(stored.body, status=stored.status, headers=headers)


def _store(stored: AnsweredRequest, response: Response) -> None:
    stored.status = response.status_code
    stored.body = json.loads(JSONRenderer().render(response.data))
    stored.etag = response.headers.get("ETag", "")
    stored.save(update_fields=["status", "body", "etag"])
