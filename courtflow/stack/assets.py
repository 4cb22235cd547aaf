"""The pages' files (style sheets, scripts, fonts), collected and compressed only when one of them changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from .manage import manage
from .services import ROOT

SOURCES = ("courtflow/settings.py", "requirements.lock", "courtflow/**/static/**/*", "[!.]*/static/**/*")


def collect(var: Path, environment: Mapping[str, str]) -> None:
    """Compressing takes many seconds, so a later start must not repeat it."""
    mark, now = var / "static.fingerprint", fingerprint(environment.get("COURTFLOW_DEBUG", ""))
    if mark.exists() and mark.read_text() == now:
        return
    mark.unlink(missing_ok=True)
    manage(var, environment, "collecting the pages' files", "collectstatic", "--no-input", "--clear")
    mark.write_text(now)


def fingerprint(debug: str) -> str:
    """Debug decides how files are named, hence it counts as a source."""
    digest = hashlib.sha256(debug.encode())
    for path in sources():
        found = path.stat()
        digest.update(f"{path.relative_to(ROOT)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def sources() -> Iterator[Path]:
    collected = ROOT / "var"
    found = {path for pattern in SOURCES for path in ROOT.glob(pattern) if path.is_file()}
    yield from sorted(path for path in found if collected not in path.parents)
