"""Files of issued papers for those who may see the case, and the public page that verifies a code."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courtflow.flow.refusals import Refusal

from . import issue, verification
from .models import Document


@require_safe
@login_required
@never_cache
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself, shown in the browser. Others' papers do not exist for this person."""
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    if document.pdf is None:
        raise Http404("文书尚未制作完成")
    name = f"{document.title}{document.number}.pdf"
    response = HttpResponse(bytes(document.pdf), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@login_required
def retry_document(request: HttpRequest, pk: int) -> HttpResponse:
    document = get_object_or_404(Document.objects.visible_to(request.user).without_pdf(), pk=pk)
    return _attempt(request, document, lambda: issue.retry(document, request.user), "已重新提交制作")


@require_POST
@login_required
def revoke_document(request: HttpRequest, pk: int) -> HttpResponse:
    document = get_object_or_404(Document.objects.visible_to(request.user).without_pdf(), pk=pk)
    reason = request.POST.get("reason", "")
    return _attempt(request, document, lambda: issue.revoke(document, reason, request.user), "文书已撤销")


def _attempt(request: HttpRequest, document: Document, deed: Callable[[], Any], done: str) -> HttpResponse:
    """Do it, say in a message what came of it, and go back to where the person was."""
    try:
        deed()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{document.title}{document.number}：{done}")
    there = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return redirect(there if safe else "home")


@require_safe
def verify_home(request: HttpRequest) -> HttpResponse:
    """Where a code is typed in; the form sends it here as ?code=."""
    code = verification.normalised(request.GET.get("code", ""))
    if code:
        return redirect("documents:verify", code=code)
    return render(request, "documents/pages/verify.html", {"asked": "code" in request.GET})


@require_safe
@never_cache
def verify(request: HttpRequest, code: str) -> HttpResponse:
    verdict = verification.look_up(code)
    context = {"verdict": verdict, "code": code, "asked": True}
    return render(request, "documents/pages/verify.html", context, status=200 if verdict else 404)
