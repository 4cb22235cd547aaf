"""Case money: the ledger, money without a case, entering what arrived, and the statement of account of an execution."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courtflow.api.base import Label, Resource
from courtflow.api.describing import FACTS_BODY, KEY_HEADER, REFUSED
from courtflow.api.facts import check_types
from courtflow.api.filtering import Narrowing
from courtflow.api.idempotency import once
from courtflow.cases.models import Case, Proceeding
from courtflow.flow import clock
from courtflow.flow.refusals import InvalidFacts
from courtflow.law.interest import Part
from enforcement.execution.account import Account, ItemAccount
from enforcement.models import CaseMoney, Execution, LedgerEntry, Unidentified
from enforcement.money.register import StatementFacts, enter


class EntrySerializer(serializers.ModelSerializer[LedgerEntry]):
    kind_label = Label("get_kind_display")
    account_number = serializers.CharField(source="account.number", read_only=True, default=None)

    class Meta:
        model = LedgerEntry
        fields = [
            "id", "account_number", "money", "unidentified", "share", "kind", "kind_label", "amount", "on",
            "counterparty", "reference", "reverses", "recorded_at",
        ]  # fmt: skip


class EntryFilter(Narrowing):
    on = filters.DateFromToRangeFilter(field_name="on", label="日期")

    class Meta:
        model = LedgerEntry
        fields = ["money", "unidentified", "kind"]


class LedgerEntries(Resource):
    """案款台账：只增不改，更正以冲正记录；余额为各笔之和。"""

    queryset = LedgerEntry.objects.none()
    serializer_class = EntrySerializer
    filterset_class = EntryFilter
    ordering_fields = ["on", "id"]
    ordering = ["-id"]

    def authorised(self, user: Any) -> QuerySet[LedgerEntry]:
        own = LedgerEntry.objects.filter(money__case__in=self.visible_cases())
        lost = LedgerEntry.objects.filter(money=None, unidentified__in=Unidentified.objects.visible_to(user))
        return (own | lost).select_related("account")


class UnidentifiedSerializer(serializers.ModelSerializer[Unidentified]):
    channel_label = Label("get_channel_display")
    days = serializers.IntegerField(read_only=True, help_text="自到账之日至今的日数")

    class Meta:
        model = Unidentified
        fields = [
            "id", "court", "amount", "payer_name", "channel", "channel_label", "arrived_on", "days", "bank_ref",
            "remark", "claimed_at",
        ]  # fmt: skip


class UnidentifiedFilter(Narrowing):
    waiting = filters.BooleanFilter(field_name="claimed_at", lookup_expr="isnull", label="尚未认领")
    arrived = filters.DateFromToRangeFilter(field_name="arrived_on", label="到账日期")

    class Meta:
        model = Unidentified
        fields = ["court", "channel"]


class UnidentifiedMoney(Resource):
    """不明款：认领在案件的 openings 中办理（kind 为 money，act 为 claim），期限自到账之日起算。"""

    queryset = Unidentified.objects.none()
    serializer_class = UnidentifiedSerializer
    filterset_class = UnidentifiedFilter
    ordering_fields = ["arrived_on", "amount", "id"]
    ordering = ["arrived_on", "id"]

    def authorised(self, user: Any) -> QuerySet[Unidentified]:
        return Unidentified.objects.visible_to(user)


class ArrivalSerializer(serializers.Serializer[Any]):
    """Where the money went."""

    case = serializers.IntegerField(allow_null=True)
    money = serializers.IntegerField(allow_null=True, help_text="案款程序编号；不明款为 null")
    unidentified = serializers.IntegerField(allow_null=True, help_text="不明款编号")


class Arrivals(APIView):
    """登记到账：按案款账号记入案件；没有账号的列入不明款。"""

    @extend_schema(
        request=FACTS_BODY, responses={201: ArrivalSerializer, **REFUSED}, parameters=[KEY_HEADER], summary="登记到账"
    )
    def post(self, request: Request) -> Response:
        return once(request, lambda: self._enter(request))

    def _enter(self, request: Request) -> Response:
        facts: Any = request.data
        check_types(StatementFacts(day=clock.today()), facts)
        row = enter(request.user, facts)
        found = isinstance(row, CaseMoney)
        where = {
            "case": row.case_id if isinstance(row, CaseMoney) else None, "money": row.pk if found else None,
            "unidentified": None if found else row.pk,
        }  # fmt: skip
        return Response(where, status=status.HTTP_201_CREATED)


class StatementLineSerializer(serializers.Serializer[Any]):
    part = serializers.ChoiceField(choices=[(part.value, part.label) for part in Part])
    first = serializers.DateField()
    last = serializers.DateField()
    days = serializers.IntegerField()
    base = serializers.DecimalField(max_digits=18, decimal_places=2)
    daily = serializers.CharField()
    amount = serializers.DecimalField(max_digits=18, decimal_places=2)


class StatementItemSerializer(serializers.Serializer[Any]):
    obligation = serializers.IntegerField()
    balance = serializers.DictField(child=serializers.CharField(), help_text="各部分未清偿数额")
    paid = serializers.DictField(child=serializers.CharField(), help_text="各部分已清偿数额")
    segments = StatementLineSerializer(many=True)
    notes = serializers.ListField(child=serializers.CharField(), help_text="须人工计算的部分")


class StatementSerializer(serializers.Serializer[Any]):
    until = serializers.DateField()
    outstanding = serializers.DecimalField(max_digits=18, decimal_places=2)
    items = StatementItemSerializer(many=True)
    notes = serializers.ListField(child=serializers.CharField())


class ExecutionAccount(APIView):
    """一件执行案件的债务计算：一般债务利息、加倍部分、抵充顺序，与案件页所示相同。"""

    @extend_schema(
        parameters=[OpenApiParameter("until", str, description="计算至哪一日（含当日），默认今天")],
        responses=StatementSerializer, summary="债务计算",
    )  # fmt: skip
    def get(self, request: Request, pk: int) -> Response:
        row = Proceeding.objects.filter(case__in=Case.objects.visible_to(request.user), kind="execution", pk=pk).first()
        execution = row.actual if row is not None else None
        if not isinstance(execution, Execution):
            raise Http404("没有这件执行案件，或者您无权查看")
        return Response(described(execution.account_on(_day(request))))


def _day(request: Request) -> date | None:
    text = request.query_params.get("until", "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidFacts({"until": ["日期不存在或格式不对，请按 2024-10-10 的格式填写"]}) from None


def described(account: Account) -> dict[str, Any]:
    return {
        "until": account.until, "outstanding": str(account.outstanding), "notes": list(account.notes),
        "items": [_item(item) for item in account.items],
    }  # fmt: skip


def _item(item: ItemAccount) -> dict[str, Any]:
    statement = item.statement
    lines = [
        {
            "part": line.part.value, "first": line.first, "last": line.last, "days": line.days, "base": str(line.base),
            "daily": f"{line.daily:f}", "amount": str(line.amount),
        }
        for line in statement.segments
    ]  # fmt: skip
    return {
        "obligation": item.obligation.pk, "segments": lines, "notes": list(item.notes),
        "balance": {part.value: str(amount) for part, amount in statement.balance.items()},
        "paid": {part.value: str(amount) for part, amount in statement.paid.items()},
    }  # fmt: skip
