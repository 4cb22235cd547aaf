"""The command line of the calculators: options made from the same questions that page and REST resource ask."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django import forms

from .asking import BadQuestion, Question
from .fields import Rows, choices_of

# What argparse says, by the beginning of its sentence, and what is said here.
_WORDS = (
    (r"(?:Error: )?the following arguments are required: (.+)", "缺少 {0}"),
    (r"(?:Error: )?unrecognized arguments: (.+)", "没有这样的参数：{0}"),
    (r"(?:Error: )?argument (\S+): invalid choice: (.+?) \(choose from (.+)\)", "{0} 不能是 {1}，只能是 {2}"),
    (r"(?:Error: )?argument (\S+): expected .*", "{0} 后面缺少内容"),
    (r"(?:Error: )?ambiguous option: (\S+) .*", "{0} 有几种可能，请写全"),
    (r"(?:Error: )?argument (\S+): (.+)", "{0}：{1}"),
)


def in_chinese(message: str) -> str:
    """argparse's complaint as one Chinese line."""
    line = " ".join(message.split())
    for pattern, words in _WORDS:
        if match := re.fullmatch(pattern, line):
            return words.format(*match.groups())
    return line


def add_options(parser: ArgumentParser, question: type[Question]) -> None:
    """One option per input: repeatable for rows, a switch for yes or no; all text, which the question itself reads."""
    for name, field in question.base_fields.items():
        parser.add_argument(*flags(question, name), dest=name, help=_help(field), **_how(field))


def flags(question: type[Question], name: str) -> list[str]:
    """The options for one input, the shortest first: `--from`, `--first`."""
    words = [name, *(alias for alias, own in question.aliases.items() if own == name)]
    return sorted((f"--{word.replace('_', '-')}" for word in words), key=len)


def _how(field: forms.Field) -> dict[str, Any]:
    if isinstance(field, forms.BooleanField):
        return {"action": "store_true", "default": None}
    if isinstance(field, Rows):
        return {"action": "append", "metavar": ":".join(field.row_form.base_fields).upper()}
    return {"metavar": "…"}


def _help(field: forms.Field) -> str:
    choices = choices_of(field)
    parts = [str(field.label), str(field.help_text), f"可取 {'、'.join(choices)}" if choices else ""]
    if isinstance(field, Rows):
        parts += [f"如 {field.example}" if field.example else "", "可以重复"]
    return "；".join(part for part in parts if part).replace("%", "%%")


def given(options: Mapping[str, Any], question: type[Question]) -> dict[str, Any]:
    """The inputs that the command line names."""
    return {name: options[name] for name in question.base_fields if options.get(name) is not None}


def complaint(bad: BadQuestion, question: type[Question]) -> str:
    """The first fault, with the option it concerns, in one line."""
    name, messages = next(iter(bad.errors.items()))
    text = "；".join(message.rstrip("。") for message in messages)
    return " ".join(f"{flags(question, name)[0]}：{text}".split()) if name else " ".join(text.split())
