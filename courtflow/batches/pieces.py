"""A file in pieces of a mebibyte: written like any stream, read back piece by piece."""

from __future__ import annotations

from collections.abc import Iterator

from .models import Bundle, Piece

SIZE = 1024 * 1024


class PieceWriter:
    """What zipfile and pypdf need of a file that cannot be rewound."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle, self._number, self._written = bundle, 0, 0
        self._buffer = bytearray()

    def write(self, data: bytes) -> int:
        self._buffer += data
        self._written += len(data)
        while len(self._buffer) >= SIZE:
            self._put(bytes(self._buffer[:SIZE]))
            del self._buffer[:SIZE]
        return len(data)

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        """Pieces go to the database when they are full."""

    def close(self) -> None:
        if self._buffer:
            self._put(bytes(self._buffer))
            self._buffer.clear()

    def _put(self, content: bytes) -> None:
        Piece.objects.create(bundle=self._bundle, number=self._number, content=content)
        self._number += 1


def read(bundle: Bundle) -> Iterator[bytes]:
    """The file, a piece at a time."""
    numbers = list(bundle.pieces.order_by("number").values_list("number", flat=True))
    for number in numbers:
        yield bytes(bundle.pieces.values_list("content", flat=True).get(number=number))
