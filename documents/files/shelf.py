"""Where files lie: under their SHA-256 in a directory of the court's own, written whole or not at all, never run.

A file is written before its row is committed, so what can be left over is a file without a row, never a row without
its file; `manage.py verify_files` tells both.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

READ_ONLY = 0o440
OWN = 0o750


class Damaged(Exception):
    """The file is gone or is no longer what was handed in; the message is a Chinese sentence."""


def path_of(sha256: str) -> Path:
    """Two levels of 256 folders, so that none grows too long."""
    return Path(settings.FILES_DIR) / sha256[:2] / sha256[2:4] / sha256


def put(content: bytes) -> str:
    """Keep `content` and give its hash. The same content is kept once."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(sha256)
    if not target.exists():
        target.parent.mkdir(mode=OWN, parents=True, exist_ok=True)
        _write(content, target)
    return sha256


def _write(content: bytes, target: Path) -> None:
    """Beside its place first, then moved in one step: nobody ever sees half a file, not after a power cut either."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), READ_ONLY)
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _settle(target.parent)


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def get(sha256: str) -> bytes:
    """The content, looked at again before it is given out."""
    try:
        content = path_of(sha256).read_bytes()
    except OSError:
        raise Damaged("文件不在存放处，请联系系统管理员从备份恢复") from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged("文件与登记的哈希不符，请联系系统管理员从备份恢复")
    return content


def kept() -> Iterator[str]:
    """The hashes of everything that lies here; unfinished writes are left out."""
    root = Path(settings.FILES_DIR)
    for path in sorted(root.glob("??/??/*")):
        if not path.name.startswith("."):
            yield path.name
