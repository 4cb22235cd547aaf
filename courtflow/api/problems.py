"""Errors as problem details (RFC 9457) with a Chinese message, the article, the remedy and whom to ask."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from courtflow.flow.refusals import InvalidFacts, Refusal

from .citing import citation

log = logging.getLogger("django.request")

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: "内容有误",
    401: "尚未登录",
    403: "无权办理",
    404: "没有找到",
    405: "不支持这种操作",
    406: "不支持要求的格式",
    409: "不能办理",
    412: "内容已过期",
    413: "内容过大",
    415: "不支持的内容格式",
    422: "请求前后不一致",
    429: "请求过于频繁",
    500: "系统故障",
}
# What REST framework says in words of its own; everything else that reaches people is ours already.
WORDS: dict[type[Exception], str] = {
    exceptions.NotAuthenticated: "请先登录：在 Authorization 头中给出令牌，或者在浏览器中登录",
    exceptions.MethodNotAllowed: "这个地址不支持这种请求方法",
    exceptions.NotAcceptable: "本接口只返回 JSON",
    exceptions.UnsupportedMediaType: "请以 application/json 提交",
}


class KeyReused(exceptions.APIException):
    """An idempotency key sent again with another content (RFC 9110 §15.5.21)."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = "同一个 Idempotency-Key 已用于内容不同的请求，请为新的请求换一个"


class TooLarge(exceptions.APIException):
    """More content than any act needs (RFC 9110 §15.5.14)."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "提交的内容过大，请分次提交"


class Expired(exceptions.APIException):
    """If-Match names a version that is no longer the current one (RFC 9110 §13.1.1)."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = "您看到的版本已不是最新版本，本次提交没有改变任何数据；请重新读取后再提交"


def handle(error: Exception, context: dict[str, Any]) -> Response:
    """REST framework's exception handler."""
    if isinstance(error, Refusal):
        return from_refusal(error)
    if isinstance(error, (Http404, exceptions.NotFound)):
        error = exceptions.NotFound(_said(error) or "没有这条记录，或者您无权查看")
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied("您无权办理此事项")
    response = exception_handler(error, context)
    if response is None:
        return _malfunction(error, context)
    detail, code = response.data, response.status_code
    body: dict[str, Any] = {"type": "about:blank", "title": title(code), "status": code}
    if isinstance(detail, dict) and set(detail) == {"detail"}:
        body["detail"] = WORDS.get(type(error)) or _chinese(str(detail["detail"]))
    else:
        body |= {"detail": "提交的内容有误，请按提示更正", "errors": detail}
    return _response(body, response)


def _malfunction(error: Exception, context: dict[str, Any]) -> Response:
    """A fault of ours: the log gets the traceback, the client only that it was one."""
    log.error("%s", context["request"].path, exc_info=error)
    detail = "系统内部故障，本次提交没有改变任何数据，请联系系统管理员"
    return _response(
        {"type": "about:blank", "title": title(500), "status": 500, "detail": detail}, Response(status=500)
    )


def _said(error: Exception) -> str:
    """What our own code said in its 404; Django and REST framework say theirs in English or about classes."""
    text = str(error.args[0]) if isinstance(error, Http404) and error.args else ""
    return text if text and not text.isascii() and "No " not in text else ""


def _chinese(text: str) -> str:
    return "跨站请求校验未通过，请刷新页面后重试" if text.startswith("CSRF") else text


def from_refusal(refusal: Refusal) -> Response:
    """An act refused, as a problem document."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": title(refusal.status),
        "status": refusal.status,
        "detail": str(refusal),
        **refusal.as_dict(),
    }
    if refusal.under is not None:
        body["citation"] = citation(refusal.under)
    if isinstance(refusal, InvalidFacts):
        body["errors"] = refusal.errors
    return _response(body, Response(status=refusal.status))


def title(code: int) -> str:
    return TITLES.get(code, "请求未能完成")


def _response(body: dict[str, Any], response: Response) -> Response:
    response.data = body
    response.content_type = MEDIA_TYPE
    return response
