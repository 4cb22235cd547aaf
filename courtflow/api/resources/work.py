"""What presses: deadlines with their reasons, tasks with claiming and assigning, and the inbox."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from courtflow.accounts.models import User
from courtflow.api.base import Label, Named, Resource
from courtflow.api.citing import Citations
from courtflow.api.describing import REFUSED
from courtflow.api.filtering import Narrowing
from courtflow.flow import clock, desk
from courtflow.flow.models import Deadline, Notification, Task
from courtflow.flow.urgency import ORDER, level

URGENCIES = [(name, name) for name in ORDER]


class DeadlineSerializer(serializers.ModelSerializer[Deadline]):
    state_label = Label("get_state_display")
    urgency = serializers.ChoiceField(choices=URGENCIES, read_only=True)
    days_left = serializers.IntegerField(read_only=True)
    steps = serializers.ListField(child=serializers.CharField(), read_only=True, help_text="为什么是这一天")
    citations = Citations(source="article")

    class Meta:
        model = Deadline
        fields = [
            "id", "case", "proceeding", "party", "rule", "timer", "title", "article", "citations", "started_on",
            "length", "unit", "roll", "raw_on", "due_on", "due_at", "steps", "provisional", "cap", "state",
            "state_label", "urgency", "days_left", "ended_at", "replaces",
        ]  # fmt: skip


class DeadlineFilter(Narrowing):
    live = filters.BooleanFilter(method="running", label="尚未办结")
    urgency = filters.ChoiceFilter(method="pressing", choices=URGENCIES, label="紧急程度")
    due = filters.DateFromToRangeFilter(field_name="due_on", label="末日")

    class Meta:
        model = Deadline
        fields = ["case", "proceeding", "rule", "timer", "state", "provisional", "cap"]

    def running(self, rows: QuerySet[Deadline], name: str, value: bool) -> QuerySet[Deadline]:
        live = {"state__in": Deadline.LIVE}
        return rows.filter(**live) if value else rows.exclude(**live)

    def pressing(self, rows: QuerySet[Deadline], name: str, value: str) -> QuerySet[Deadline]:
        return rows.alias(level=level()).filter(level=value)


class Deadlines(Resource):
    """期限。不得中止延长的在前，其次按届满先后；steps 逐步说明为什么是这一天。"""

    queryset = Deadline.objects.none()
    serializer_class = DeadlineSerializer
    filterset_class = DeadlineFilter
    ordering_fields = ["due_at", "id"]
    ordering = ["-cap", "due_at", "id"]

    def authorised(self, user: Any) -> QuerySet[Deadline]:
        return Deadline.objects.filter(case__in=self.visible_cases())


class TaskSerializer(serializers.ModelSerializer[Task]):
    state_label = Label("get_state_display")
    department = Named(read_only=True)
    assignee = Named(read_only=True, allow_null=True)
    due_on = serializers.DateField(read_only=True, allow_null=True)
    urgency = serializers.ChoiceField(choices=URGENCIES, read_only=True)
    roles = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Task
        fields = [
            "id", "case", "proceeding", "kind", "title", "department", "roles", "assignee", "deadline", "due_on",
            "urgency", "state", "state_label", "opened_at", "claimed_at", "ended_at", "note",
        ]  # fmt: skip


class AssignSerializer(serializers.Serializer[Any]):
    to = serializers.PrimaryKeyRelatedField(queryset=User.objects.filter(is_active=True), help_text="承办人编号")


class CompleteSerializer(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=500, help_text="办理情况")


class TaskFilter(Narrowing):
    open = filters.BooleanFilter(method="unfinished", label="尚未办结")
    mine = filters.BooleanFilter(method="own", label="在我名下")
    urgency = filters.ChoiceFilter(method="pressing", choices=URGENCIES, label="紧急程度")

    class Meta:
        model = Task
        fields = ["case", "proceeding", "kind", "state", "department", "assignee"]

    def unfinished(self, rows: QuerySet[Task], name: str, value: bool) -> QuerySet[Task]:
        left = {"state__in": Task.OPEN_STATES}
        return rows.filter(**left) if value else rows.exclude(**left)

    def own(self, rows: QuerySet[Task], name: str, value: bool) -> QuerySet[Task]:
        mine = {"assignee": self.request.user.pk}
        return rows.filter(**mine) if value else rows.exclude(**mine)

    def pressing(self, rows: QuerySet[Task], name: str, value: str) -> QuerySet[Task]:
        return rows.alias(level=level("deadline__")).filter(level=value)


class Tasks(Resource):
    """待办。有对应事项的，办理该事项后自动办结；其余以 complete 说明办理情况后办结。"""

    queryset = Task.objects.none()
    serializer_class = TaskSerializer
    filterset_class = TaskFilter
    ordering_fields = ["opened_at", "deadline__due_at", "id"]
    ordering = ["deadline__due_at", "opened_at", "id"]

    def authorised(self, user: Any) -> QuerySet[Task]:
        rows = Task.objects.filter(case__in=self.visible_cases())
        return rows.select_related("department", "assignee", "deadline")

    @extend_schema(request=None, responses={200: TaskSerializer, **REFUSED}, summary="认领")
    @action(detail=True, methods=["post"], filterset_class=None)
    def claim(self, request: Request, pk: str) -> Response:
        return self._shown(desk.claim(self.get_object(), request.user))

    @extend_schema(request=None, responses={200: TaskSerializer, **REFUSED}, summary="退回")
    @action(detail=True, methods=["post"], filterset_class=None)
    def release(self, request: Request, pk: str) -> Response:
        return self._shown(desk.release(self.get_object(), request.user))

    @extend_schema(request=AssignSerializer, responses={200: TaskSerializer, **REFUSED}, summary="指派")
    @action(detail=True, methods=["post"], filterset_class=None)
    def assign(self, request: Request, pk: str) -> Response:
        asked = AssignSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return self._shown(desk.assign(self.get_object(), asked.validated_data["to"], request.user))

    @extend_schema(request=CompleteSerializer, responses={200: TaskSerializer, **REFUSED}, summary="办结")
    @action(detail=True, methods=["post"], filterset_class=None)
    def complete(self, request: Request, pk: str) -> Response:
        asked = CompleteSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return self._shown(desk.finish(self.get_object(), request.user, asked.validated_data["note"]))

    def _shown(self, task: Task) -> Response:
        return Response(TaskSerializer(task).data)


class NotificationSerializer(serializers.ModelSerializer[Notification]):
    class Meta:
        model = Notification
        fields = ["id", "case", "proceeding", "deadline", "text", "sent_at", "read_at"]


class NotificationFilter(Narrowing):
    unread = filters.BooleanFilter(field_name="read_at", lookup_expr="isnull", label="未读")

    class Meta:
        model = Notification
        fields = ["case", "proceeding"]


class Notifications(Resource):
    """本人的站内通知。"""

    queryset = Notification.objects.none()
    serializer_class = NotificationSerializer
    filterset_class = NotificationFilter
    ordering_fields = ["sent_at", "id"]
    ordering = ["-sent_at", "-id"]

    def authorised(self, user: Any) -> QuerySet[Notification]:
        return Notification.objects.filter(user_id=user.pk)

    @extend_schema(request=None, responses=NotificationSerializer, summary="标为已读")
    @action(detail=True, methods=["post"], filterset_class=None)
    def read(self, request: Request, pk: str) -> Response:
        notice = self.get_object()
        if notice.read_at is None:
            notice.read_at = clock.now()
            notice.save(update_fields=["read_at"])
        return Response(NotificationSerializer(notice).data)
