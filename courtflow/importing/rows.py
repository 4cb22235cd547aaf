"""One row of the file as the facts of filing, and what filing says against it as (column, message)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from courtflow.cases.registering import PartyRow
from courtflow.flow.refusals import InvalidFacts

from .columns import Place
from .reading import Line

Fault = tuple[str, str]  # heading (empty: the whole row), message


def facts_of(line: Line) -> dict[str, Any]:
    """The facts of `Filing.receive`; parties in the order of their columns, empty ones left out."""
    facts: dict[str, Any] = {}
    parties: dict[int, dict[str, Any]] = {}
    for place, text in line.cells.items():
        if place.party:
            parties.setdefault(place.party, {})[place.column.field] = _translated(place, text)
        else:
            facts[place.column.field] = _translated(place, text)
    facts["parties"] = [
        {"role": "plaintiff" if number == 1 else "defendant", **row}
        for number, row in sorted(parties.items())
        if any(value not in ("", False) for value in row.values())
    ]
    return facts


def _translated(place: Place, text: str) -> Any:
    """The word of the form for the word of the file; unknown words are told by `faults_of`."""
    words = dict(place.column.words)
    return words.get(text, "" if words else text.replace(",", "") if _is_money(place) else text)


def _is_money(place: Place) -> bool:
    return place.column.field in ("amount", "registered_capital")


def faults_of(line: Line) -> list[Fault]:
    """What can be told of a row by itself, each with its column."""
    found: list[Fault] = [
        (heading, "单元格存成了数字，后几位已经丢失，请把该列设为文本后重新填写") for heading in line.lost
    ]
    for place, text in line.cells.items():
        words = dict(place.column.words)
        if text and words and text not in words:
            found.append(
                (place.heading, f"“{text[:20]}”不是可以填的内容，只能填：{'、'.join(word for word in words if word)}")
            )
        if place.column.needed and not text and place.party == 0 and place.column.field != "amount":
            found.append((place.heading, "不能为空"))
    found += [fault for fault in _party_faults(line) if fault[0] not in {heading for heading, _ in found}]
    return found


def _party_faults(line: Line) -> Iterator[Fault]:
    """The form of a party, column by column."""
    headings = {(place.party, place.column.field): place.heading for place in line.cells}
    for number in sorted({place.party for place in line.cells if place.party}):
        cells = {
            place.column.field: _translated(place, text) for place, text in line.cells.items() if place.party == number
        }
        if not any(value not in ("", False) for value in cells.values()):
            continue
        who = "原告" if number == 1 else f"被告{number - 1}"
        form = PartyRow({"role": "plaintiff" if number == 1 else "defendant", **cells})
        for field, errors in form.errors.items():
            label = headings.get((number, field)) or f"{who}{form.fields[field].label if field in form.fields else ''}"
            yield from ((label, str(error)) for error in errors)


def told_by(refusal: InvalidFacts, line: Line) -> Iterator[Fault]:
    """What filing says against the facts, under the headings of the file."""
    headings = {place.column.field: place.heading for place in line.cells if place.party == 0}
    for field, errors in refusal.errors.items():
        for error in errors:
            yield headings.get(field, "当事人" if field == "parties" else ""), str(error)
