"""批量导入: upload, check, look at what is wrong, then import; a worker works and the page shows how far it is."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courtflow.accounts.models import Court
from courtflow.flow import clock
from courtflow.importing import sheets
from courtflow.importing.batch import SOURCES, RowFault
from courtflow.importing.models import Batch
from courtflow.importing.reading import MOST_BYTES, FileFault, read
from courtflow.importing.tasks import ring
from courtflow.pages.filing import filing_court
from courtflow.pages.reading import Visit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTS_SHOWN = 200
RECENT = 10


class UploadForm(forms.Form):
    """Where the batch comes from, and its file."""

    source = forms.ChoiceField(
        label="来源", choices=[(source, source) for source in SOURCES], help_text="与外部编号一起识别重复导入"
    )
    file = forms.FileField(
        label="文件",
        help_text="xlsx或者csv（UTF-8、GBK均可）",
        error_messages={"empty": "文件是空的，请检查后重新选择"},
    )

    def clean_file(self) -> Any:
        """Faults of the whole file are told at once; rows are checked by the worker."""
        uploaded = self.cleaned_data["file"]
        if uploaded.size > MOST_BYTES:
            raise forms.ValidationError(f"文件超过{MOST_BYTES // 1024 // 1024}MB，请拆分后导入")
        self.content = uploaded.read()
        try:
            self.rows = len(read(self.content, uploaded.name))
        except FileFault as fault:
            raise forms.ValidationError(str(fault)) from fault
        return uploaded


def _court(request: Visit) -> Court:
    court = filing_court(request.user)
    if court is None:
        raise PermissionDenied("批量导入由立案庭人员办理")
    return court


def _batch(request: Visit, pk: int) -> Batch:
    """Batches of one's own court."""
    return get_object_or_404(Batch.objects.defer("content").select_related("user"), pk=pk, court=_court(request))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_cases(request: Visit) -> HttpResponse:
    court = _court(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect("import_batch", _store(form, court, request.user).pk)
    recent = Batch.objects.filter(court=court).defer("content", "faults").select_related("user")[:RECENT]
    return render(request, "pages/import.html", {"form": form, "recent": recent})


def _store(form: UploadForm, court: Court, user: Any) -> Batch:
    with transaction.atomic():
        batch = Batch.objects.create(
            court=court,
            user=user,
            source=form.cleaned_data["source"],
            file_name=form.cleaned_data["file"].name[-200:],
            sha256=hashlib.sha256(form.content).hexdigest(),
            content=form.content,
            total=form.rows,
            uploaded_at=clock.now(),
        )
        transaction.on_commit(ring)
    return batch


@require_safe
@login_required
def batch(request: Visit, pk: int) -> HttpResponse:
    found = _batch(request, pk)
    faults = [RowFault(*fault) for fault in found.faults[:FAULTS_SHOWN]]
    context = {"batch": found, "faults": faults, "more": len(found.faults) - len(faults)}
    return render(request, "pages/import_batch.html", context)


@require_POST
@login_required
def run(request: Visit, pk: int) -> HttpResponse:
    """Import what was checked; the worker checks every row again as it imports it."""
    _batch(request, pk)
    with transaction.atomic():
        begun = Batch.objects.filter(pk=pk, state=Batch.State.CHECKED, content__isnull=False).update(
            dry_run=False, state=Batch.State.WAITING, user=request.user, created=0, skipped=0, failed=0, faults=[]
        )
        transaction.on_commit(ring)
    if not begun:
        messages.warning(request, "本批次正在处理或者已经导入，没有重复导入")
    return redirect("import_batch", pk)


@require_safe
@login_required
def errors(request: Visit, pk: int) -> HttpResponse:
    found = _batch(request, pk)
    return _file(sheets.report(found.faults), f"{found.file_name}-错误清单.xlsx")


@require_safe
@login_required
def template(request: Visit) -> HttpResponse:
    _court(request)
    return _file(sheets.template(), "批量立案模板.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})
