"""公布文本: a look at what will be hidden, the copy made of it, and its file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courtflow.flow.refusals import Refusal

from . import publication
from .downloads import attachment
from .models import Document, MaskedCopy
from .views import _file


class MaskingForm(forms.Form):
    """What a person found himself, and that he has looked at everything."""

    also = forms.CharField(
        label="另行隐去的文字", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="每行一处；写作“原文=替换文字”，只写原文的替换为（略）。填写后先点“重新预览”",
    )  # fmt: skip
    checked = forms.BooleanField(
        label="已通读预览，逐项核对上列事项", error_messages={"required": "请先通读预览并逐项核对"}
    )


def _issued(request: HttpRequest, pk: int) -> Document:
    rows = Document.objects.visible_to(request.user).defer("pdf")
    return get_object_or_404(rows.select_related("case", "proceeding__court", "proceeding__department"), pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def publication_page(request: HttpRequest, pk: int) -> HttpResponse:
    document = _issued(request, pk)
    words = request.POST.get("also", "")[:2000]
    making = request.method == "POST" and "again" not in request.POST
    form = MaskingForm(request.POST) if making else MaskingForm(initial={"also": words})
    refusal: Refusal | None = None
    if making and form.is_valid():
        try:
            publication.make(document, publication.read_also(words), request.user)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, "公布文本已制作")
            return redirect("documents:publication", pk=document.pk)
    context = {"document": document, "form": form, "words": words} | _seen(request, document, words, refusal)
    status = 200 if context["refusal"] is None else 409
    return render(request, "documents/pages/publication.html", context, status=status)


def _seen(request: HttpRequest, document: Document, words: str, refusal: Refusal | None) -> dict[str, Any]:
    copies = document.masked_copies.defer("pdf", "snapshot").select_related("made_by")
    may = bool(request.user.role_for(publication.MAY_MASK, document.proceeding))  # type: ignore[union-attr]
    try:
        masked = publication.look(document, publication.read_also(words))
    except Refusal as refused:
        return {"copies": copies, "masked": None, "refusal": refused, "may": False}
    return {"copies": copies, "masked": masked, "refusal": refusal, "may": may}


@require_safe
@login_required
@never_cache
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy as it would be, marked 草稿."""
    document = _issued(request, pk)
    also = publication.read_also(request.GET.get("also", "")[:2000])
    try:
        made = publication.typeset(document, publication.look(document, also), draft=True)
    except Refusal as refusal:
        context = {"document": document, "reason": refusal}
        return render(request, "documents/pages/unprintable.html", context, status=409)
    return _file(made.pdf, f"公布文本预览 {document.title}{document.number}.pdf", "application/pdf")


@require_safe
@login_required
@never_cache
def masked_file(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Document.objects.visible_to(request.user).values("pk")
    rows = MaskedCopy.objects.filter(document__in=visible).select_related("document")
    row = get_object_or_404(rows, pk=pk)
    name = f"{row.document.title}{row.document.number}（公布文本）.pdf"
    return attachment(bytes(row.pdf), name, "application/pdf")
