"""Pages of a paper for those who may see its case: its life, its draft, its file, its signature and its service."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courtflow.flow.models import Task
from courtflow.flow.refusals import InvalidFacts, Refusal

from . import approval, delivery, issue, materials, receipts, redrafting, sealing, unmade
from .desk import Desk
from .downloads import handed_out
from .forms import AttemptForm, ProofForm
from .kinds import KINDS, MAY_REDRAFT
from .models import Delivery, Document, Recipient
from .press import render as typeset
from .rendering import Unprintable

State = Document.State


@require_safe
@login_required
@never_cache
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself, shown in the browser. Others' papers do not exist for this person."""
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    if document.pdf is None:
        raise Http404("文书尚未制作完成")
    return _file(bytes(document.pdf), f"{document.title}{document.number}.pdf", "application/pdf")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@login_required
@never_cache
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as it would be, marked 草稿, without number of issue, seal or effect."""
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk, state__in=Document.UNISSUED)
    try:
        made = typeset(KINDS[document.kind].template, document.snapshot, draft=True)
    except Unprintable as verdict:
        return render(
            request, "documents/pages/unprintable.html", {"document": document, "reason": verdict}, status=409
        )
    return _file(made.pdf, f"草稿 {document.title}.pdf", "application/pdf")


@require_safe
@login_required
@never_cache
def document_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _shown(request, _document(request, pk))


def _document(request: HttpRequest, pk: int) -> Document:
    rows = Document.objects.visible_to(request.user).defer("pdf")
    rows = rows.select_related("case", "proceeding__court", "proceeding__department", "addressee")
    return get_object_or_404(rows, pk=pk)


def _shown(
    request: HttpRequest, document: Document, tried: AttemptForm | ProofForm | None = None, refusal: Any = None
) -> HttpResponse:
    """The page; with the form that was refused in its place."""
    desk = Desk(document, request.user)
    service = [
        (row, *(tried if tried and form and tried.prefix == form.prefix else form for form in forms))
        for row, *forms in desk.service
    ]
    context = {"desk": desk, "document": document, "service": service, "refusal": refusal, "tried": tried}
    status = refusal.status if refusal else 400 if tried else 200
    return render(request, "documents/pages/document.html", context, status=status)


@require_safe
@login_required
@never_cache
def signing(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of one kind that waits for a signature in one proceeding: where the task 签发 leads."""
    visible = Document.objects.visible_to(request.user)
    task = get_object_or_404(Task.objects.select_related("proceeding__court", "proceeding__department", "case"), pk=pk)
    slug = task.kind.removeprefix("sign.")
    rows = visible.filter(proceeding=task.proceeding_id, kind=slug, state=State.DRAFTED).without_pdf()
    if slug not in KINDS or not visible.filter(proceeding=task.proceeding_id, kind=slug).exists():
        raise Http404
    may = bool(approval.role_of(request.user, KINDS[slug].approver, task.proceeding))
    context = {"task": task, "rows": rows.select_related("addressee"), "kind": KINDS[slug], "may_sign": may}
    return render(request, "documents/pages/signing.html", context)


@require_safe
@login_required
@never_cache
def redrafting_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of one kind that could not be made or came back: where the task 重新制作 leads."""
    visible = Document.objects.visible_to(request.user)
    task = get_object_or_404(Task.objects.select_related("proceeding__court", "proceeding__department", "case"), pk=pk)
    slug = task.kind.removeprefix("redraft.")
    if slug not in KINDS or not visible.filter(proceeding=task.proceeding_id, kind=slug).exists():
        raise Http404
    user: Any = request.user
    may = bool(user.role_for(MAY_REDRAFT, task.proceeding))
    context = {"task": task, "rows": unmade.unmade(task.proceeding, slug), "kind": KINDS[slug], "may_redraft": may}
    return render(request, "documents/pages/redrafting.html", context)


@require_POST
@login_required
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    document = _document(request, pk)
    return _attempt(request, document, lambda: approval.approve(document, request.user), "已签发，正在用印和制作文件")


@require_POST
@login_required
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    document, reason = _document(request, pk), request.POST.get("reason", "")[:300]
    return _attempt(request, document, lambda: approval.send_back(document, reason, request.user), "已退回")


@require_POST
@login_required
def retry_document(request: HttpRequest, pk: int) -> HttpResponse:
    document = _document(request, pk)
    return _attempt(request, document, lambda: redrafting.retry(document, request.user), "已重新提交制作")


@require_POST
@login_required
def revoke_document(request: HttpRequest, pk: int) -> HttpResponse:
    document, reason = _document(request, pk), request.POST.get("reason", "")[:300]
    return _attempt(request, document, lambda: issue.revoke(document, reason, request.user), "文书已撤销")


@require_POST
@login_required
def seal_document(request: HttpRequest, pk: int) -> HttpResponse:
    document = _document(request, pk)
    return _attempt(request, document, lambda: sealing.sealed_by_hand(document, request.user), "已登记用印")


@require_POST
@login_required
def deliver(request: HttpRequest, pk: int) -> HttpResponse:
    """One attempt at service on one recipient."""
    visible = Document.objects.visible_to(request.user)
    rows = Recipient.objects.filter(document__in=visible.values("pk")).select_related("document")
    recipient = get_object_or_404(rows, pk=pk)
    document = _document(request, recipient.document_id)
    form = AttemptForm(request.POST, request.FILES, recipient=recipient, kind=KINDS[document.kind])
    if not form.is_valid():
        return _shown(request, document, form)
    try:
        delivery.attempt(recipient, form.attempt, request.user)
    except Refusal as refusal:
        return _shown(request, document, form, refusal)
    messages.success(request, f"已登记向{recipient.name}的送达情况")
    return redirect(document.page)


@require_POST
@login_required
def prove(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt that came back from one recipient."""
    visible = Document.objects.visible_to(request.user)
    rows = Recipient.objects.filter(document__in=visible.values("pk"))
    recipient = get_object_or_404(rows.select_related("document__case", "document__proceeding"), pk=pk)
    form = ProofForm(request.POST, request.FILES, recipient=recipient)
    refusal = None
    if form.is_valid():
        try:
            materials.prove(recipient, form.cleaned_data["file"], form.cleaned_data["title"], request.user)
        except InvalidFacts as wrong:
            for field, errors in wrong.errors.items():
                form.add_error(field, errors)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, f"已收入{recipient.name}的送达证明")
            return redirect(recipient.document.page)
    return _shown(request, _document(request, recipient.document_id), form, refusal)


@require_safe
@login_required
@never_cache
def receipt_form(request: HttpRequest, pk: int) -> HttpResponse:
    """送达回证, to be signed."""
    visible = Document.objects.visible_to(request.user).values("pk")
    rows = Recipient.objects.filter(document__in=visible).select_related("document", "party")
    recipient = get_object_or_404(rows.prefetch_related("attempts"), pk=pk)
    try:
        made = typeset(receipts.TEMPLATE, receipts.receipt(recipient))
    except Unprintable as verdict:
        context = {"document": recipient.document, "reason": verdict}
        return render(request, "documents/pages/unprintable.html", context, status=409)
    return _file(made.pdf, f"送达回证 {recipient.name}.pdf", "application/pdf")


@require_safe
@login_required
@never_cache
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that proves an attempt, as an attachment."""
    visible = Document.objects.visible_to(request.user).values("pk")
    rows = Delivery.objects.filter(recipient__document__in=visible).select_related("file", "recipient__document__case")
    row = get_object_or_404(rows.exclude(file=None).defer("recipient__document__pdf"), pk=pk)
    kept: Any = row.file
    return handed_out(request, kept, row.proof_name, row.recipient.document.case)


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
    return redirect(there if safe and there else document.page)
