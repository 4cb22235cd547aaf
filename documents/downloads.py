"""Handing files out again: as attachments only, for what strangers made runs nothing in this site's name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from courtflow.cases.models import Case
from courtflow.flow.refusals import Refusal

from .keeping import content_of
from .models import StoredFile


def handed_out(request: HttpRequest, file: StoredFile, name: str, case: Case | None = None) -> HttpResponse:
    """A kept file, for who was found to be allowed to read it; a page that says so where it was damaged."""
    try:
        return attachment(content_of(file), name, file.content_type)
    except Refusal as refusal:
        context = {"case": case, "refusal": refusal}
        return render(request, "documents/pages/damaged.html", context, status=refusal.status)


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """Saved, never opened in the browser's own window."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
