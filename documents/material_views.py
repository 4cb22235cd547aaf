"""Pages of what was handed into a case: the list, the form, the files as attachments."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courtflow.cases.models import Case
from courtflow.flow.refusals import InvalidFacts, Refusal

from . import materials
from .downloads import handed_out
from .forms import MaterialForm, ReasonForm
from .models import Material


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def materials_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything handed into one case, withdrawn files too, and the form for more."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("court"), pk=pk)
    if request.method != "POST":
        return _shown(request, case, MaterialForm(case=case))
    form = MaterialForm(request.POST, request.FILES, case=case)
    if not form.is_valid():
        return _shown(request, case, form)
    try:
        made = materials.hand_in(case, form.cleaned_data["file"], form.place, request.user)
    except InvalidFacts as wrong:
        for field, errors in wrong.errors.items():
            form.add_error(field, errors)
        return _shown(request, case, form)
    except Refusal as refusal:
        return _shown(request, case, form, refusal)
    messages.success(request, f"已收入案卷材料：{made.title}")
    return redirect("documents:materials", case.pk)


def _shown(request: HttpRequest, case: Case, form: MaterialForm, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "case": case, "form": form, "rows": rows_of(case, request.user), "refusal": refusal,
        "may_file": materials.may_file(request.user, case),
    }  # fmt: skip
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "documents/pages/materials.html", context, status=status)


def rows_of(case: Case, user: Any) -> list[Material]:
    """The materials of a case, each told whether this person may take it back."""
    rows = list(case.materials.select_related("file", "uploaded_by", "proceeding", "document", "withdrawn_by"))
    for row in rows:
        row.case = case
        row.may_withdraw = materials.may_withdraw(row, user)  # type: ignore[attr-defined]
    return rows


@require_safe
@login_required
@never_cache
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself. Others' files do not exist for this person."""
    rows = Material.objects.visible_to(request.user).select_related("file", "case")
    material = get_object_or_404(rows, pk=pk)
    return handed_out(request, material.file, material.original_name, material.case)


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Material.objects.visible_to(request.user).select_related("case__court", "file", "proceeding", "uploaded_by")
    material = get_object_or_404(rows, pk=pk)
    form = ReasonForm(request.POST)
    try:
        materials.withdraw(material, form["reason"].value() or "", request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已撤回：{material.title}")
    return redirect("documents:materials", material.case_id)
