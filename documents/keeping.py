"""Every file that people hand in, whatever it is for, is kept once: on the shelf and as a row that says what it is."""

from courtflow.flow import clock
from courtflow.flow.refusals import Refusal

from .files import shelf
from .models import StoredFile
from .uploads import Upload


def store(upload: Upload) -> StoredFile:
    """Keep a file under its hash; the same content is kept once, whoever brings it."""
    shelf.put(upload.content)
    known = {"size": len(upload.content), "content_type": upload.content_type, "pages": upload.pages}
    return StoredFile.objects.get_or_create(sha256=upload.sha256, defaults=known | {"stored_at": clock.now()})[0]


def content_of(file: StoredFile) -> bytes:
    """For who was found to be allowed to read what the file belongs to; a Refusal where it was damaged."""
    try:
        return shelf.get(file.sha256)
    except shelf.Damaged as damage:
        raise Refusal(str(damage), code="damaged", ask="系统管理员") from None
