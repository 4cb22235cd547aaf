"""Reading a claim from a JSON file: numbers keep their decimals, and what cannot be read is said in one line."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

from courtflow.api.facts import check_types
from courtflow.flow.refusals import InvalidFacts

from .asking import BadQuestion, Question
from .fields import Rows, rows_of

LARGEST = 10 * 1024 * 1024


def read_claim(path: str, question: type[Question]) -> dict[str, Any]:
    """The inputs in a JSON object; `-` is standard input. BadQuestion when unreadable, unknown or of a wrong type."""
    return checked(_parsed(_content(path), path), question)


def checked(value: Any, question: type[Question]) -> dict[str, Any]:
    """The members of a JSON object under their own names, with rows as objects."""
    if not isinstance(value, Mapping):
        raise BadQuestion({"": ["内容须为一个 JSON 对象"]})
    if unknown := question.unknown(value):
        raise BadQuestion({unknown[0]: ["没有这一项"]})
    found: dict[str, Any] = question.renamed(value)
    for name, field in question.base_fields.items():
        if isinstance(field, Rows) and name in found:
            found[name] = rows_of(found[name], tuple(field.row_form.base_fields))
    try:
        check_types(question(), found)
    except InvalidFacts as wrong:
        raise BadQuestion(wrong.errors) from None
    return found


def _content(path: str) -> str:
    try:
        if path == "-":
            return sys.stdin.buffer.read(LARGEST).decode("utf-8-sig")
        with open(path, "rb") as file:
            return file.read(LARGEST).decode("utf-8-sig")
    except FileNotFoundError:
        raise BadQuestion({"file": [f"没有文件“{path}”"]}) from None
    except UnicodeDecodeError:
        raise BadQuestion({"file": [f"文件“{path}”不是 UTF-8 编码"]}) from None
    except (OSError, ValueError):
        raise BadQuestion({"file": [f"无法读取文件“{path}”"]}) from None


def _parsed(text: str, path: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise BadQuestion({"file": [f"文件“{path}”不是有效的 JSON"]}) from None


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)
