"""站内通知: one's own messages, read singly or all at once; and where one's day begins."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from courtflow.accounts.roles import ADMINISTRATORS, Role
from courtflow.flow import clock
from courtflow.flow.models import Notification
from courtflow.pages.paging import paged
from courtflow.pages.reading import Visit

# Whose day is a queue of tasks rather than a list of cases.
QUEUE_WORKERS = frozenset(
    {
        Role.CENTRE_STAFF,
        Role.CENTRE_HEAD,
        Role.COMMAND_STAFF,
        Role.ENFORCEMENT_CLERK,
        Role.TEAM_LEADER,
        Role.BUREAU_CHIEF,
        Role.BAILIFF,
    }
)


@require_safe
@login_required
def home(request: Visit) -> HttpResponse:
    roles = request.user.roles
    if not roles - ADMINISTRATORS:
        return redirect("admin:index" if request.user.is_staff else "inbox")
    return redirect("dashboard" if roles & QUEUE_WORKERS else "case_list")


@require_safe
@login_required
def inbox(request: Visit) -> HttpResponse:
    rows = Notification.objects.filter(user=request.user).select_related("case", "deadline")
    unread_only = request.GET.get("unread") == "1"
    page = paged(request, rows.filter(read_at=None) if unread_only else rows)
    context = {"page": page, "unread_only": unread_only, "here": request.get_full_path()}
    return render(request, "pages/inbox.html", context)


@require_POST
@login_required
def read(request: Visit, pk: int) -> HttpResponse:
    """Mark one message as read and go to its case."""
    message = get_object_or_404(Notification, pk=pk, user=request.user)
    Notification.objects.filter(pk=message.pk, read_at=None).update(read_at=clock.now())
    return redirect("case", message.case_id) if message.case_id else redirect("inbox")


@require_POST
@login_required
def read_all(request: Visit) -> HttpResponse:
    Notification.objects.filter(user=request.user, read_at=None).update(read_at=clock.now())
    return redirect("inbox")
