"""The fingerprint of a file that a stranger holds: hashed while it arrives, nothing of it is kept anywhere."""

from __future__ import annotations

import hashlib
import io
import re
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

# Ten times the longest paper; a technical limit.
LARGEST = 20_000_000
_ENVELOPE = 10_000  # what a form adds around the file
_HEX = re.compile(r"[0-9a-f]{64}")


class Fingerprint(UploadedFile):
    """What is left of an upload: its name, its size, its SHA-256."""

    def __init__(self, name: str, size: int, sha256: str) -> None:
        super().__init__(file=io.BytesIO(), name=name or "upload", size=size)
        self.sha256 = sha256


class Hasher(FileUploadHandler):
    """Takes the place of the handlers that would keep the file in memory or on disk."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._digest = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._digest.update(raw_data)

    def file_complete(self, file_size: int) -> Fingerprint:
        return Fingerprint(self.file_name or "", file_size, self._digest.hexdigest())


def too_large(request: HttpRequest) -> bool:
    """Known from the header alone, before a byte is read; a body without a length is not read at all (WSGI)."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return not announced.isdecimal() or int(announced) > LARGEST + _ENVELOPE


def typed(text: str) -> str:
    """A SHA-256 as people copy it, or an empty string if it is none."""
    plain = "".join(text.split()).lower()
    return plain if _HEX.fullmatch(plain) else ""
