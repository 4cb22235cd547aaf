"""What the migrations share that take files out of the database and put them on the shelf, and back."""

from typing import Any

from django.core.exceptions import ValidationError

from courtflow.flow import clock
from documents import uploads
from documents.files import shelf


def shelve(apps: Any, content: bytes, kind: str) -> Any:
    """The row of a file that now lies on the shelf. What was taken once is kept as it is, whatever is found in it."""
    found, pages = _probed(content)
    known = {"size": len(content), "content_type": found or kind, "pages": pages, "stored_at": clock.now()}
    rows = apps.get_model("documents", "StoredFile").objects
    return rows.get_or_create(sha256=shelf.put(content), defaults=known)[0]


def _probed(content: bytes) -> tuple[str, int | None]:
    try:
        return uploads.inspect(content)
    except ValidationError:
        return "", None


def kind_by_name(name: str) -> str:
    """For files of which only the name was kept."""
    endings = {ending: kind for kind, ending in uploads.SUFFIX.items()} | {".jpeg": uploads.JPEG}
    fitting = [kind for ending, kind in endings.items() if name.lower().endswith(ending)]
    return fitting[0] if fitting else "application/octet-stream"
