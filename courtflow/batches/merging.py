"""One PDF of many, written as it grows (ISO 32000-1 §7.5): only the paper at hand and the places of objects are held.

pypdf's own writer keeps every paper until the end, two megabytes and more for each of a thousand.
"""

from __future__ import annotations

import io
from typing import IO, Any, cast

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

CATALOGUE, PAGES, BOOKMARKS = 1, 2, 3
A4 = (595.28, 841.89)
# What ties a page to the rest of its own file: its tree and the structure that PDF/A readers follow there.
LEFT_BEHIND = ("/Parent", "/StructParents", "/Tabs")


class Merger:
    """add() each paper, then finish(); `pages` counts what is written."""

    def __init__(self, stream: Any) -> None:
        self._stream = cast(IO[bytes], stream)
        self._offsets: dict[int, int] = {}
        self._last = BOOKMARKS
        self._pages: list[int] = []
        self._marks: list[tuple[str, int]] = []
        self._stream.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    @property
    def pages(self) -> int:
        return len(self._pages)

    def add(self, content: bytes, title: str) -> None:
        """All pages of a paper under one bookmark."""
        reader = PdfReader(io.BytesIO(content))
        places: dict[int, int] = {}
        waiting: list[IndirectObject] = []
        first = len(self._pages)
        for page in reader.pages:  # pypdf gives each page what it inherits from its tree
            for name in LEFT_BEHIND:
                page.pop(name, None)
            page[NameObject("/Parent")] = _reference(PAGES)
            ref = cast(IndirectObject, page.indirect_reference)
            places[ref.idnum] = self._number()
            waiting.append(ref)
            self._pages.append(places[ref.idnum])
        self._marks.append((title, self._pages[first]))
        while waiting:
            ref = waiting.pop()
            found = cast(PdfObject, reader.get_object(ref))
            self._write(places[ref.idnum], self._carried(found, places, waiting, reader))

    def _carried(
        self, value: Any, places: dict[int, int], waiting: list[IndirectObject], reader: PdfReader
    ) -> PdfObject:
        """The object with the numbers that its references have in the new file."""
        if isinstance(value, IndirectObject):
            if value.pdf is reader and value.idnum not in places:
                places[value.idnum] = self._number()
                waiting.append(value)
            return _reference(places[value.idnum]) if value.pdf is reader else value
        if isinstance(value, ArrayObject):
            value[:] = [self._carried(part, places, waiting, reader) for part in list.__iter__(value)]
        elif isinstance(value, DictionaryObject):
            for name in list(value):
                value[NameObject(name)] = self._carried(value.raw_get(name), places, waiting, reader)
        return cast(PdfObject, value)

    def blank(self) -> None:
        """An empty page, so that the next paper begins on the front of a sheet."""
        box = ArrayObject([NumberObject(0), NumberObject(0), *(FloatObject(side) for side in A4)])
        self._pages.append(self._number())
        self._write(
            self._pages[-1],
            _dictionary(Type=NameObject("/Page"), Parent=_reference(PAGES), MediaBox=box, Resources=DictionaryObject()),
        )

    def finish(self) -> None:
        kids = ArrayObject(_reference(number) for number in self._pages)
        self._write(PAGES, _dictionary(Type=NameObject("/Pages"), Kids=kids, Count=NumberObject(len(kids))))
        self._write_bookmarks()
        self._write(
            CATALOGUE,
            _dictionary(
                Type=NameObject("/Catalog"), Pages=_reference(PAGES), Outlines=_reference(BOOKMARKS),
                PageMode=NameObject("/UseOutlines"),
            ),
        )  # fmt: skip
        self._write_places()

    def _write_bookmarks(self) -> None:
        numbers = [self._number() for _ in self._marks]
        for place, (title, page) in enumerate(self._marks):
            item = _dictionary(
                Title=TextStringObject(title), Parent=_reference(BOOKMARKS),
                Dest=ArrayObject([_reference(page), NameObject("/Fit")]),
            )  # fmt: skip
            if place:
                item[NameObject("/Prev")] = _reference(numbers[place - 1])
            if place + 1 < len(numbers):
                item[NameObject("/Next")] = _reference(numbers[place + 1])
            self._write(numbers[place], item)
        root = _dictionary(Type=NameObject("/Outlines"), Count=NumberObject(len(numbers)))
        if numbers:
            root[NameObject("/First")], root[NameObject("/Last")] = _reference(numbers[0]), _reference(numbers[-1])
        self._write(BOOKMARKS, root)

    def _write_places(self) -> None:
        begins = self._stream.tell()
        lines = [f"xref\n0 {self._last + 1}\n0000000000 65535 f \n"]
        lines += [f"{self._offsets[number]:010d} 00000 n \n" for number in range(1, self._last + 1)]
        lines += [f"trailer\n<< /Size {self._last + 1} /Root {CATALOGUE} 0 R >>\nstartxref\n{begins}\n%%EOF\n"]
        self._stream.write("".join(lines).encode("ascii"))

    def _number(self) -> int:
        self._last += 1
        return self._last

    def _write(self, number: int, value: PdfObject) -> None:
        self._offsets[number] = self._stream.tell()
        self._stream.write(f"{number} 0 obj\n".encode("ascii"))
        value.write_to_stream(self._stream)
        self._stream.write(b"\nendobj\n")


def _reference(number: int) -> IndirectObject:
    """Of the new file: never mistaken for one of the paper's own."""
    return IndirectObject(number, 0, None)


def _dictionary(**entries: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})
