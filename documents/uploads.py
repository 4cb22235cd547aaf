"""Files that people hand in: what they are is read from their content, never from their name."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from .files import probe
from .files.probe import DOCX, JPEG, PDF, PNG, XLSX

SUFFIX = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png", DOCX: ".docx", XLSX: ".xlsx"}
WORDS = {PDF: "PDF", JPEG: "JPEG", PNG: "PNG", DOCX: "DOCX", XLSX: "XLSX"}
EVERY = tuple(SUFFIX)
PAGED = (PDF, JPEG, PNG)
LONGEST_NAME = 120


@dataclass(frozen=True)
class Upload:
    """A file that was read and found to be what it may be; `pages` is None where only an office program could count."""

    name: str
    content_type: str
    content: bytes
    sha256: str
    pages: int | None


def read(file: Any, accept: Sequence[str] = PAGED) -> Upload:
    """An uploaded file of one of the types in `accept`; ValidationError in Chinese for anything else."""
    if not file.size:
        raise ValidationError("文件是空的，请重新选择")
    if file.size > settings.UPLOAD_LARGEST:
        raise ValidationError(f"文件不得超过{settings.UPLOAD_LARGEST // 1_000_000}兆字节，请压缩或者分成几份上传")
    file.seek(0)
    content = file.read()
    if not any(content.startswith(magic) and {*kinds} & {*accept} for magic, kinds in probe.MAGIC.items()):
        raise _other(accept)
    kind, pages = inspect(content)
    if kind not in accept:
        raise _other(accept)
    return Upload(named(file.name, kind), kind, content, hashlib.sha256(content).hexdigest(), pages)


def _other(accept: Sequence[str]) -> ValidationError:
    return ValidationError(f"只接受{worded(accept)}文件；文件的实际内容与这些格式不符（不看文件名）")


def worded(accept: Sequence[str] = EVERY) -> str:
    return "、".join(WORDS[kind] for kind in accept)


def inspect(content: bytes) -> tuple[str, int | None]:
    """Type and pages, told by a process with limits of its own (documents.files.probe)."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "documents.files.probe"], cwd=settings.BASE_DIR, input=content,
            capture_output=True, timeout=2 * probe.SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode:
        raise ValidationError("文件结构过于复杂，无法核验；请打印为PDF或者扫描后重新上传")
    answer = json.loads(done.stdout)
    if "fault" in answer:
        raise ValidationError(answer["fault"])
    return answer["type"], answer["pages"]


def named(name: str | None, kind: str) -> str:
    """The name as plain, short text, with the ending of what the file really is."""
    plain = "".join(char for char in PureWindowsPath(name or "").name if char.isprintable() and char not in '/\\:"')
    stem = plain.rsplit(".", 1)[0] if "." in plain else plain
    return f"{stem.strip(' .')[:LONGEST_NAME] or '未命名'}{SUFFIX[kind]}"
