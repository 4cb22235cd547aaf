"""Reading JSON: whatever could not be stored or would exhaust the server is refused before anybody looks at it."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import IO, Any, NoReturn

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from .problems import TooLarge

# No act's facts are nested deeper than a list of rows of lists; the rest is headroom (a technical limit).
MAX_DEPTH = 20


class StrictJSON(BaseParser):
    """JSON in UTF-8: numbers keep their decimals, NaN, U+0000 and lone surrogates are refused (RFC 8259)."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            text = codecs.decode(_read(stream), "utf-8-sig")
            value = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
        except UnicodeDecodeError as error:
            raise ParseError("内容不是 UTF-8 编码，请转换编码后重新提交") from error
        except RecursionError as error:
            raise ParseError("JSON 嵌套过深") from error
        except ValueError as error:
            raise ParseError(f"JSON 格式有误，无法解析：{str(error)[:200]}") from error
        _check(value)
        return value


def _read(stream: IO[Any]) -> bytes:
    content: bytes = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    if len(content) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise TooLarge()
    return content


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _check(value: Any, depth: int = 0) -> None:
    if depth > MAX_DEPTH:
        raise ParseError("JSON 嵌套过深")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_text(key)
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)


def _check_text(text: str) -> None:
    """PostgreSQL stores neither U+0000 nor half of a surrogate pair."""
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise ParseError("内容含有无法保存的字符（空字符或不成对的代理码点），请删除后重新提交")
