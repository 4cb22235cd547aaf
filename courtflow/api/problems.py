"""Errors as problem details (RFC 9457) with a Chinese message, the article, the remedy and whom to ask."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from courtflow.flow.refusals import InvalidFacts, Refusal

MEDIA_TYPE = "application/problem+json"


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's exception handler."""
    if isinstance(error, Refusal):
        return from_refusal(error)
    if isinstance(error, Http404):
        error = exceptions.NotFound("没有这条记录，或者您无权查看")
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied("您无权办理此事项")
    response = exception_handler(error, context)
    if response is None:
        return None
    detail = response.data
    body: dict[str, Any] = {"type": "about:blank", "title": _title(response.status_code), "status": response.status_code}
    if isinstance(detail, dict) and set(detail) == {"detail"}:
        body["detail"] = str(detail["detail"])
    else:
        body |= {"detail": "提交的内容有误，请按提示更正", "errors": detail}
    return _response(body, response)


def from_refusal(refusal: Refusal) -> Response:
    """An act refused, as a problem document."""
    body: dict[str, Any] = {
        "type": f"about:blank#{refusal.code}",
        "title": _title(refusal.status),
        "status": refusal.status,
        "detail": str(refusal),
        **refusal.as_dict(),
    }
    if isinstance(refusal, InvalidFacts):
        body["errors"] = refusal.errors
    return _response(body, Response(status=refusal.status))


def _response(body: dict[str, Any], response: Response) -> Response:
    response.data = body
    response.content_type = MEDIA_TYPE
    return response


def _title(status: int) -> str:
    titles = {
        400: "内容有误",
        401: "尚未登录",
        403: "无权办理",
        404: "没有找到",
        405: "不支持这种操作",
        409: "不能办理",
        415: "不支持的内容格式",
        429: "请求过于频繁",
    }
    return titles.get(status, "请求未能完成")
