"""Files that people hand in as proof: what they are is read from their first bytes, never from their name."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

# A scanned receipt or a photograph; larger ones are a video or a mistake. A technical limit.
LARGEST = 10_000_000
MAGIC = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
SUFFIX = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


@dataclass(frozen=True)
class Upload:
    name: str
    content_type: str
    content: bytes
    sha256: str


def read(file: Any) -> Upload:
    """An uploaded PDF, JPEG or PNG; ValidationError in Chinese for anything else."""
    if file.size > LARGEST:
        raise ValidationError(f"文件不得超过{LARGEST // 1_000_000}兆字节")
    content = file.read()
    kind = next((kind for magic, kind in MAGIC.items() if content.startswith(magic)), None)
    if kind is None:
        raise ValidationError("只接受PDF、JPEG、PNG文件；文件内容与这些格式不符")
    stem = "".join(char for char in str(file.name).rsplit(".", 1)[0] if char.isprintable() and char not in '/\\:"')
    return Upload(f"{stem[:80] or '证明'}{SUFFIX[kind]}", kind, content, hashlib.sha256(content).hexdigest())
