"""任务看板 and 我的任务: what presses, who takes it, who gets it; singly or by the batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courtflow.accounts.models import Department, Membership, User
from courtflow.flow import desk
from courtflow.flow.models import Task
from courtflow.flow.refusals import Refusal
from courtflow.flow.worklist import TASK_KINDS
from courtflow.pages import board
from courtflow.pages.paging import paged
from courtflow.pages.reading import Visit
from courtflow.pages.urgency import LOOKS

LATE_SHOWN = 20
BATCH = 200  # as many as a page can hold


class BoardForm(forms.Form):
    """Whose tasks, of which kind, how pressing."""

    whose = forms.ChoiceField(
        label="范围", required=False, choices=[("", "全部"), ("open", "待认领"), ("taken", "已认领"), ("mine", "我的")]
    )
    department = forms.ModelChoiceField(Department.objects.none(), label="部门", required=False, empty_label="不限")
    kind = forms.ChoiceField(label="事项", required=False)
    urgency = forms.ChoiceField(
        label="紧迫程度", required=False, choices=[("", "不限"), *((look.slug, look.label) for look in LOOKS.values())]
    )

    def __init__(self, *args: Any, tasks: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Department.objects.filter(pk__in=tasks.order_by().values("department")).select_related("court")
        self.fields["department"].queryset = held  # type: ignore[attr-defined]
        present = {*tasks.order_by().values_list("kind", flat=True).distinct(), self.data.get("kind")}
        kinds = [kind for code, kind in sorted(TASK_KINDS.items()) if code in present]
        self.fields["kind"].choices = [("", "不限"), *((kind.code, kind.title) for kind in kinds)]  # type: ignore[attr-defined]

    def scope(self, tasks: QuerySet[Any], user: User) -> QuerySet[Any]:
        """Whose and where: the counts of the matrix are made within this."""
        read = self.cleaned_data
        condition = {
            "open": Q(state=Task.State.OPEN), "taken": Q(state=Task.State.CLAIMED), "mine": Q(assignee=user),
        }.get(read.get("whose", ""), Q())  # fmt: skip
        if read.get("department"):
            condition &= Q(department=read["department"])
        return tasks.filter(condition)

    def chosen(self, tasks: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of one count."""
        read = self.cleaned_data
        if read.get("kind"):
            tasks = tasks.filter(kind=read["kind"])
        return tasks.filter(pressing=read["urgency"]) if read.get("urgency") else tasks


@require_safe
@login_required
def dashboard(request: Visit) -> HttpResponse:
    tasks = board.open_tasks(request.user)
    form = BoardForm(request.GET or {}, tasks=tasks)
    form.is_valid()
    scope = form.scope(tasks, request.user)
    matrix = board.Matrix(scope, request.GET, request.path)
    late = board.overdue_deadlines(request.user)
    page = paged(request, board.in_order(form.chosen(scope)))
    context = {
        "form": form, "matrix": matrix, "page": page, "late": late[:LATE_SHOWN], "late_count": late.count(),
        "rows": seen_by(request.user, page), "active": any(request.GET.get(name) for name in form.fields),
        "colleagues": colleagues(request.user), "here": request.get_full_path(),
    }  # fmt: skip
    return render(request, "pages/dashboard.html", context)


@require_safe
@login_required
def my_tasks(request: Visit) -> HttpResponse:
    tasks = board.open_tasks(request.user).filter(assignee=request.user)
    matrix = board.Matrix(tasks, request.GET, request.path)
    chosen = tasks.filter(pressing=request.GET["urgency"]) if request.GET.get("urgency") in LOOKS else tasks
    page = paged(request, board.in_order(chosen))
    context = {
        "matrix": matrix, "page": page, "rows": seen_by(request.user, page), "here": request.get_full_path(),
        "active": "urgency" in request.GET,
    }  # fmt: skip
    return render(request, "pages/my_tasks.html", context)


def seen_by(user: User, tasks: Any) -> list[dict[str, Any]]:
    """Each task with what this person can do with it; no query per row."""
    return [
        {
            "task": task,
            "claimable": task.state == Task.State.OPEN and bool(user.role_for(task.roles, task)),
            "mine": task.assignee_id == user.pk,
            "assignable": bool(user.assigning_role(task)),
            "act": _act_of(task),
        }
        for task in tasks
    ]


def _act_of(task: Task) -> str:
    """The address of the act or the page that completes the task; empty for one that is ticked off."""
    kind = TASK_KINDS.get(task.kind)
    if kind and kind.page:
        return reverse(kind.page, args=[task.pk])
    return reverse("act", args=[task.proceeding_id, kind.act]) if kind and kind.act else ""


def colleagues(user: User) -> list[User]:
    """To whom a head may give tasks: people of the departments he looks after."""
    if not any(held.role in board.ASSIGNERS for held in user.current):
        return []
    held = Membership.objects.current().filter(board.reach(user)).values("user")
    return list(User.objects.filter(pk__in=held, is_active=True).order_by("display_name"))


@require_POST
@login_required
def claim(request: Visit) -> HttpResponse:
    return _each(request, lambda task: desk.claim(task, request.user), "已认领")


@require_POST
@login_required
def assign(request: Visit) -> HttpResponse:
    """Give the chosen tasks to one person; each is decided by itself."""
    to = User.objects.filter(pk=request.POST["to"]).first() if request.POST.get("to", "").isdecimal() else None
    if to is None:
        messages.error(request, "没有选择指派给谁，任务没有变动")
        return redirect(_back(request))
    return _each(request, lambda task: desk.assign(task, to, request.user), f"已指派给{to}")


@require_POST
@login_required
def release(request: Visit) -> HttpResponse:
    return _each(request, lambda task: desk.release(task, request.user), "已退回部门待认领")


def _each(request: Visit, deed: Callable[[Task], Any], done: str) -> HttpResponse:
    """Do it for every chosen task that the person sees; say how many, and why not the others."""
    chosen = [int(pk) for pk in request.POST.getlist("task") if pk.isdecimal()][:BATCH]
    tasks = list(board.open_tasks(request.user).filter(pk__in=chosen))
    if not tasks:
        messages.warning(request, "没有选择任务，或者任务已经办结、撤销，没有变动")
        return redirect(_back(request))
    reasons: list[str] = []
    for task in tasks:
        try:
            deed(task)
        except Refusal as refusal:
            reasons.append(str(refusal))
    if len(reasons) < len(tasks):
        messages.success(request, f"{done}：{len(tasks) - len(reasons)}项")
    for reason in dict.fromkeys(reasons):
        messages.error(request, reason)
    return redirect(_back(request))


class FinishForm(forms.Form):
    note = forms.CharField(
        label="办理情况", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="简要写明怎样办结"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def finish(request: Visit, pk: int) -> HttpResponse:
    """Tick off a task that no act completes."""
    task = get_object_or_404(board.open_tasks(request.user).select_related("case", "proceeding", "department"), pk=pk)
    form, refusal = FinishForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            desk.finish(task, request.user, form.cleaned_data["note"])
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, f"已办结任务“{task.title}”，记入案件历史")
            return redirect(_back(request))
    context = {"task": task, "form": form, "refusal": refusal, "back": _back(request)}
    return render(request, "pages/finish.html", context, status=refusal.status if refusal else 200)


def _back(request: Visit) -> str:
    """Where the person came from, if that is a page of ours."""
    there = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if safe and there else reverse("my_tasks")
