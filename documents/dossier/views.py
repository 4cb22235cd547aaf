"""Pages of dossiers: the check-lists of a case, the PDF, the way to the archive; the archivist's list."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
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
from courtflow.flow import clock
from courtflow.flow.models import Task
from courtflow.flow.refusals import Refusal
from courtflow.law.numerals import arabic_date
from documents import materials
from documents.downloads import attachment, handed_out
from documents.kinds import Retention
from documents.models import Dossier, DossierBuild
from documents.press import render as typeset
from documents.uploads import PDF

from . import building, handing
from .contents import Contents, Family, contents
from .cover import kept, particulars
from .tasks import JOINING, KINDS, MAY_HAND_OVER
from .volumes import VOLUMES

HANDOVER = "documents/dossier/handover.html"
PER_PAGE = 20
TABS = {"due": "应移交", "waiting": "待接收", "archived": "已归档"}


@dataclass
class Desk:
    """The dossier of one proceeding as one person sees it."""

    held: Contents
    dossier: Dossier | None
    user: Any

    @property
    def row(self) -> Any:
        return self.held.proceeding

    @cached_property
    def builds(self) -> list[DossierBuild]:
        return list(self.dossier.builds.select_related("file", "requested_by")) if self.dossier else []

    @property
    def current(self) -> DossierBuild | None:
        """The newest that shows the contents as they are."""
        made = [build for build in self.builds if build.state == DossierBuild.State.BUILT]
        return next((build for build in made if build.fingerprint == self.held.fingerprint), None)

    @property
    def outdated(self) -> bool:
        return self.current is None and any(build.file_id for build in self.builds)

    @property
    def pending(self) -> DossierBuild | None:
        return next((build for build in self.builds if build.open), None)

    @property
    def state_label(self) -> str:
        return self.dossier.state_label if self.dossier else str(Dossier.State.COLLECTING.label)

    @property
    def retention(self) -> str:
        return kept(self.dossier or Dossier(), self.row)

    @property
    def may_build(self) -> bool:
        return self.pending is None and materials.may_file(self.user, self.row.case)

    @property
    def collecting(self) -> bool:
        return self.dossier is None or self.dossier.state == Dossier.State.COLLECTING

    @property
    def may_hand_over(self) -> bool:
        if not self.collecting or handing.held_back(self.row):
            return False
        return bool(self.user.role_for(MAY_HAND_OVER, self.row))

    @property
    def may_join(self) -> bool:
        if not self.collecting or not self.held.volume.joins(self.row):
            return False
        joiners = JOINING[self.row.policy.value(self.held.volume.joined_by)].roles
        return bool(self.user.role_for(joiners, self.row, anywhere=True) and self.held.volume.host_of(self.row))

    @property
    def may_receive(self) -> bool:
        waiting = self.dossier is not None and self.dossier.state == Dossier.State.HANDED_OVER
        return waiting and bool(self.user.role_for((Role.ARCHIVIST,), self.row, anywhere=True))


def desks(case: Case, user: Any) -> list[Desk]:
    """Every volume of a case; parts of another's are shown there."""
    rows = list(case.proceedings.select_related("court", "department", "handler").order_by("opened_at", "id"))
    dossiers = {row.proceeding_id: row for row in case.dossiers.select_related("host__proceeding", "keeper")}
    found = []
    for base in rows:
        if base.kind not in VOLUMES:
            continue
        row = base.actual
        row.case = case
        if Family(row).home(row) == row.pk:
            found.append(Desk(contents(row), dossiers.get(row.pk), user))
    return found


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
        "months": _months(user), "archivist": Role.ARCHIVIST in user.roles, "retentions": list(Retention),
    }  # fmt: skip
    return render(request, "documents/pages/archive.html", context)


def _listed(tab: str, user: Any) -> Any:
    if tab == "due":
        return (
            handing.due(user, _months(user))
            .select_related("case", "department", "handler")
            .order_by("state_since", "id")
        )
    rows = Dossier.objects.visible_to(user).select_related("case", "proceeding__department", "handed_over_by", "keeper")
    if tab == "waiting":
        return rows.filter(state=Dossier.State.HANDED_OVER).order_by("handed_over_at", "id")
    return rows.filter(state__in=Dossier.ENDED).order_by("-handed_over_at", "-id")


def _months(user: Any) -> int:
    return int(user.court.policy().value("archive.after_months")) if user.court else 0


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
    row = dossier.proceeding.actual
    facts = particulars(dossier, row) | {
        "title": "卷宗移交清单", "number": dossier.slip, "gaps": dossier.gaps,
        "table": {"head": ["卷内材料", "校验值"],
                  "rows": [[item["title"], item["sha256"][:16] or "随卷打印"] for item in dossier.listed]},
        "from": f"{row.department.name}　{dossier.handed_over_by or '系统'}",
        "on": arabic_date(clock.day_of(dossier.handed_over_at)),
        "received": _received(dossier), "stored": f"{dossier.archive_no}　{dossier.place}".strip(),
    }  # fmt: skip
    return attachment(typeset(HANDOVER, facts).pdf, f"卷宗移交清单 {dossier.slip}.pdf", PDF)


def _received(dossier: Dossier) -> str:
    if dossier.received_at is None:
        return ""
    return f"{dossier.received_by}　{arabic_date(clock.day_of(dossier.received_at))}"


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
