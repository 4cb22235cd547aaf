"""Papers and their wording as the documents app shows them, for one's own courts and without the cases' content."""

from __future__ import annotations

from django.contrib import admin

from documents.admin import DocumentAdmin, SealAdmin, WordingAdmin
from documents.models import Document, Seal, Wording

from .recording import OwnCourts, Scoped

admin.site.unregister([Document, Seal, Wording])


@admin.register(Document)
class PaperAdmin(Scoped, DocumentAdmin):
    """Which papers could not be made, and why; not to whom they go."""

    exclude = None  # type: ignore[assignment]
    list_filter = ["state", "title", ("court", OwnCourts)]
    fields = [
        "number", "title", "court", "state", "ordered_at", "issued_at", "ended_at", "pages", "sha256",
        "attempts", "error",
    ]  # fmt: skip


@admin.register(Wording)
class CourtWordingAdmin(Scoped, WordingAdmin):
    """Each new version is an event (documents.wording.enact)."""

    list_filter = [("court", OwnCourts)]


@admin.register(Seal)
class CourtSealAdmin(Scoped, SealAdmin):
    """Each new seal is an event (documents.sealing.enact)."""

    list_filter = [("court", OwnCourts)]
