"""Pages of dossiers: the check-lists of a case, the PDF, the way to the archive; the archivist's list."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courtflow.accounts.roles import Role
from courtflow.cases.models import Case, Proceeding
from courtflow.flow.models import Task
from courtflow.flow.refusals import Refusal
from documents.downloads import attachment, handed_out
from documents.kinds import Retention
from documents.models import Dossier, DossierBuild
from documents.uploads import PDF

from . import building, handing, handover
from .desk import desks
from .tasks import KINDS

PER_PAGE = 20
TABS = {"due": "应移交", "waiting": "待接收", "archived": "已归档"}


@require_safe
@login_required
@never_cache
def case_dossiers(request: HttpRequest, pk: int) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("court"), pk=pk)
    context = {"case": case, "desks": desks(case, request.user), "retentions": list(Retention)}
    return render(request, "documents/pages/dossiers.html", context)


@require_safe
@login_required
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a task about a dossier leads: to the volume on its case's page."""
    rows = Task.objects.filter(kind__in=KINDS, case__in=Case.objects.visible_to(request.user))
    row = get_object_or_404(rows, pk=pk)
    return redirect(f"{reverse('documents:dossiers', args=[row.case_id])}#d{row.proceeding_id}")


def _proceeding(request: HttpRequest, pk: int) -> Proceeding:
    return get_object_or_404(Proceeding.objects.visible_to(request.user), pk=pk)


@require_POST
@login_required
def build(request: HttpRequest, pk: int) -> HttpResponse:
    row = _proceeding(request, pk)
    return _attempt(request, row, lambda: building.request(row, request.user), "已提交制作，完成后可在此下载")


@require_POST
@login_required
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    row, slip = _proceeding(request, pk), request.POST.get("slip", "")
    return _attempt(request, row, lambda: handing.hand_over_from_page(row, slip, request.user), "卷宗已移交")


@require_POST
@login_required
def join(request: HttpRequest, pk: int) -> HttpResponse:
    row = _proceeding(request, pk)
    return _attempt(request, row, lambda: handing.join(row, request.user), "已并卷")


@require_safe
@login_required
@never_cache
def download(request: HttpRequest, pk: int) -> HttpResponse:
    rows = DossierBuild.objects.filter(dossier__in=Dossier.objects.visible_to(request.user))
    made = get_object_or_404(rows.select_related("file", "dossier__proceeding", "dossier__case"), pk=pk)
    if made.file is None:
        raise Http404("电子卷宗尚未制成")
    return handed_out(request, made.file, made.file_name, made.dossier.case)


@require_safe
@login_required
@never_cache
def archive(request: HttpRequest) -> HttpResponse:
    """What is due for the archive, what waits for the archivist, what lies there; of the cases this person may see."""
    user: Any = request.user
    tab = request.GET.get("tab", "due")
    tab = tab if tab in TABS else "due"
    page = Paginator(_listed(tab, user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": [(key, label, key == tab) for key, label in TABS.items()], "tab": tab, "page": page,
        "months": handing.months_of(user), "archivist": Role.ARCHIVIST in user.roles, "retentions": list(Retention),
    }  # fmt: skip
    return render(request, "documents/pages/archive.html", context)


def _listed(tab: str, user: Any) -> Any:
    if tab == "due":
        return handing.due_for(user).select_related("case", "department", "handler").order_by("state_since", "id")
    rows = Dossier.objects.visible_to(user).select_related("case", "proceeding__department", "handed_over_by", "keeper")
    if tab == "waiting":
        return rows.filter(state=Dossier.State.HANDED_OVER).order_by("handed_over_at", "id")
    return rows.filter(state__in=Dossier.ENDED).order_by("-handed_over_at", "-id")


def _dossier(request: HttpRequest, pk: int) -> Dossier:
    return get_object_or_404(Dossier.objects.visible_to(request.user).select_related("proceeding"), pk=pk)


@require_POST
@login_required
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    dossier, sent = _dossier(request, pk), request.POST
    told = {name: sent.get(name, "") for name in ("archive_no", "place", "retention")}
    return _attempt(request, None, lambda: handing.receive(dossier, request.user, **told), "卷宗已接收归档")


@require_POST
@login_required
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    dossier, reason = _dossier(request, pk), request.POST.get("reason", "")
    return _attempt(request, None, lambda: handing.give_back(dossier, reason, request.user), "卷宗已退回")


@require_safe
@login_required
@never_cache
def handover_list(request: HttpRequest, pk: int) -> HttpResponse:
    """卷宗移交清单, to be signed by both sides."""
    dossier = _dossier(request, pk)
    if dossier.handed_over_at is None:
        raise Http404("卷宗尚未移交")
    return attachment(handover.printed(dossier), f"卷宗移交清单 {dossier.slip}.pdf", PDF)


def _attempt(request: HttpRequest, row: Proceeding | None, deed: Callable[[], Any], done: str) -> HttpResponse:
    """Do it, say in a message what came of it, and go back to the page it was asked on."""
    try:
        deed()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    if row is None:
        return redirect(f"{reverse('documents:archive')}?tab=waiting")
    return redirect("documents:dossiers", row.case_id)
