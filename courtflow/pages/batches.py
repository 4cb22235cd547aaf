"""批量办理: choose proceedings in one state, do one act for all of them, watch it, and print what it made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courtflow.batches import bundling, pieces
from courtflow.batches.choosing import MOST, Choice, apart, offered
from courtflow.batches.models import Batch, Bundle, Row
from courtflow.batches.ordering import order
from courtflow.batches.tasks import ring
from courtflow.flow import clock
from courtflow.flow.facts import Facts, check_days
from courtflow.flow.refusals import Refusal
from courtflow.pages.paging import paged
from courtflow.pages.reading import Visit, as_own_kind
from documents.models import Document

RECENT = 10
SHOWN = 20  # papers that failed, beside the progress; all of them are on their cases' pages
TYPES = {"zip": "application/zip", "pdf": "application/pdf"}
PREFIX = "fact"
State = Document.State


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def batches(request: Visit) -> HttpResponse:
    """The conditions in the address, the list below them; a POST does it."""
    choice = Choice(request.GET or None, user=request.user)
    if not choice.is_bound or not choice.is_valid():
        return _page(request, choice)
    found = choice.proceedings()
    sample = found.first()
    if sample is None:
        return _page(request, choice, rows=paged(request, found))
    facts = _facts(request, choice, as_own_kind([sample])[0])
    if request.method != "POST" or (facts is not None and facts.errors):
        return _page(request, choice, rows=paged(request, found), form=facts, status=400 if request.POST else 200)
    try:
        made = order(choice, _chosen(request, found), facts.cleaned_data if facts else {}, request.user)
    except Refusal as refusal:
        rows = paged(request, found)
        return _page(request, choice, rows=rows, form=facts, refusal=refusal, status=refusal.status)
    return redirect("act_batch", made.pk)


def _facts(request: Visit, choice: Choice, sample: Any) -> Facts | None:
    """The act's own form, filled once for all; checked here on the first case, by the act itself on each."""
    form = choice.declared.facts
    if form is None:
        return None
    data = request.POST if request.method == "POST" else None
    facts: Facts = form(data, proceeding=sample, day=clock.today(), prefix=PREFIX)
    if data is not None and facts.is_valid():
        check_days(facts)
    return facts


def _chosen(request: Visit, found: Any) -> Any:
    """All that match, or those that were ticked; one more than may be, so that too many are noticed."""
    if request.POST.get("scope") == "all":
        return found[: MOST + 1]
    return found.filter(pk__in=[int(pk) for pk in request.POST.getlist("row") if pk.isdecimal() and len(pk) < 19])


def _page(request: Visit, choice: Choice, *, status: int = 200, **more: Any) -> HttpResponse:
    recent = Batch.objects.visible_to(request.user).select_related("user", "department")
    context = {
        "choice": choice, "may": any(True for _ in offered(request.user)), "most": MOST, "rows": None, "form": None,
        "refusal": None, "apart": apart(choice.kind) if choice.is_bound and choice.is_valid() else [],
        "recent": recent.annotate(total=Count("rows"))[:RECENT], **more,
    }  # fmt: skip
    return render(request, "pages/act_batches.html", context, status=status)


@require_safe
@login_required
@never_cache
def batch(request: Visit, pk: int) -> HttpResponse:
    """How far it is; asked again every two seconds while anything moves."""
    found = _batch(request, pk)
    rows = found.rows.aggregate(total=Count("pk"), **{code: _count(outcome=code) for code in Row.Outcome.values})
    papers = _progress(found)
    bundles = list(found.bundles.select_related("by"))
    refused = found.rows.filter(outcome__in=(Row.Outcome.REFUSED, Row.Outcome.FAILED)).select_related(
        "proceeding__case"
    )
    moving = found.pending or papers["waiting"] or any(b.state == Bundle.State.WAITING for b in bundles)
    context = {
        "batch": found, "rows": rows, "papers": papers, "bundles": bundles, "moving": moving, "forms": Bundle.Form,
        "acted": rows["total"] - rows["waiting"], "refused": paged(request, refused),
        "unmade": bundling.papers_of(pk).filter(state=State.FAILED).select_related("addressee")[:SHOWN],
    }  # fmt: skip
    return render(request, "pages/act_batch.html", context)


def _count(**condition: Any) -> Count:
    return Count("pk", filter=Q(**condition))


def _progress(found: Batch) -> dict[str, int]:
    """Papers made, in the making, waiting for a signature, not made."""
    papers = Document.objects.filter(ordered_by__batch_row__batch=found).order_by()
    return papers.aggregate(
        total=Count("pk"), made=Count("pk", filter=~Q(sha256="")), waiting=_count(state=State.APPROVED),
        unsigned=_count(state__in=(State.DRAFTED, State.RETURNED)), failed=_count(state=State.FAILED),
    )  # fmt: skip


def _batch(request: Visit, pk: int) -> Batch:
    return get_object_or_404(Batch.objects.visible_to(request.user).select_related("user", "department"), pk=pk)


@require_POST
@login_required
def bundle(request: Visit, pk: int) -> HttpResponse:
    """Ask a worker for a file of the papers; one of each form at a time."""
    found, form = _batch(request, pk), request.POST.get("form", "")
    if form not in Bundle.Form.values:
        raise Http404
    if found.pending or _progress(found)["waiting"]:
        messages.warning(request, "文书还没有全部制作完成，请稍后再打包")
    elif not bundling.printable(pk).exists():
        messages.warning(request, "本批次没有可以打印的文书")
    else:
        with transaction.atomic():
            now = {"by": request.user, "ordered_at": clock.now()}
            Bundle.objects.get_or_create(batch=found, form=form, state=Bundle.State.WAITING, defaults=now)
            transaction.on_commit(ring)
    return redirect("act_batch", pk)


@require_safe
@login_required
@never_cache
def download(request: Visit, pk: int) -> HttpResponse | StreamingHttpResponse:
    """A bundle, streamed; for the people of the department whose cases these are, while it is kept."""
    mine = Batch.objects.visible_to(request.user).values("pk")
    ready = Bundle.objects.filter(batch__in=mine, state=Bundle.State.READY, expires_at__gt=clock.now())
    found = get_object_or_404(ready.select_related("batch"), pk=pk)
    response = StreamingHttpResponse(pieces.read(found), content_type=TYPES[found.suffix])
    name = f"{found.batch.label}-{clock.day_of(found.ordered_at):%Y%m%d}-{found.pk}.{found.suffix}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Length"] = str(found.size)
    response["X-Content-Type-Options"] = "nosniff"
    return response
