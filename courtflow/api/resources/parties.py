"""Parties with masked numbers; the full ones only for a stated reason."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from courtflow.api.base import Label, Resource
from courtflow.api.filtering import Narrowing
from courtflow.cases.disclosure import SHORTEST_REASON, unmask
from courtflow.cases.models import Account, Address, Agent, Party
from courtflow.law.identifiers import mask_account, mask_phone


class MaskedPhone(serializers.CharField):
    """A telephone number without its middle."""

    def to_representation(self, value: Any) -> str:
        return mask_phone(str(value)) if value else ""


class MaskedAccount(serializers.CharField):
    """The last four figures of an account."""

    def to_representation(self, value: Any) -> str:
        return mask_account(str(value)) if value else ""


class AgentSerializer(serializers.ModelSerializer[Agent]):
    kind_label = Label("get_kind_display")
    phone = MaskedPhone(read_only=True)

    class Meta:
        model = Agent
        fields = ["kind", "kind_label", "name", "firm", "phone", "address", "special_power"]


class AddressSerializer(serializers.ModelSerializer[Address]):
    kind_label = Label("get_kind_display")
    phone = MaskedPhone(read_only=True)

    class Meta:
        model = Address
        fields = ["kind", "kind_label", "text", "phone", "source", "verified_on", "confirmed"]


class AccountSerializer(serializers.ModelSerializer[Account]):
    purpose_label = Label("get_purpose_display")
    number = MaskedAccount(read_only=True)

    class Meta:
        model = Account
        fields = ["purpose", "purpose_label", "holder", "bank", "number", "since", "until"]


class PartySerializer(serializers.ModelSerializer[Party]):
    role_label = Label("get_role_display")
    kind_label = Label("get_kind_display")
    identifier = Label("masked_identifier", help_text="身份证号或统一社会信用代码，中间以 * 代替")
    phone = MaskedPhone(read_only=True)
    agents = AgentSerializer(many=True, read_only=True)
    addresses = AddressSerializer(many=True, read_only=True)
    accounts = AccountSerializer(many=True, read_only=True)

    class Meta:
        model = Party
        fields = [
            "id", "case", "role", "role_label", "kind", "kind_label", "name", "identifier", "enterprise",
            "legal_representative", "phone", "electronic_service", "agents", "addresses", "accounts",
        ]  # fmt: skip


class FullAgentSerializer(AgentSerializer):
    phone = serializers.CharField(read_only=True)  # type: ignore[assignment]


class FullAddressSerializer(AddressSerializer):
    phone = serializers.CharField(read_only=True)  # type: ignore[assignment]


class FullAccountSerializer(AccountSerializer):
    number = serializers.CharField(read_only=True)  # type: ignore[assignment]


class FullPartySerializer(PartySerializer):
    identifier = serializers.CharField(read_only=True)  # type: ignore[assignment]
    phone = serializers.CharField(read_only=True)  # type: ignore[assignment]
    agents = FullAgentSerializer(many=True, read_only=True)
    addresses = FullAddressSerializer(many=True, read_only=True)
    accounts = FullAccountSerializer(many=True, read_only=True)

    class Meta(PartySerializer.Meta):
        fields = [*PartySerializer.Meta.fields, "email"]


class UnmaskSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(min_length=SHORTEST_REASON, max_length=200, help_text="为办理哪项事务需要查看")


class PartyFilter(Narrowing):
    name = filters.CharFilter(lookup_expr="icontains", label="姓名或名称包含")

    class Meta:
        model = Party
        fields = ["case", "role", "kind"]


class Parties(Resource):
    """当事人。证件号码、电话、账号一律遮盖；确需查看的，以 unmask 说明事由，查看记入案件历史。"""

    queryset = Party.objects.none()
    serializer_class = PartySerializer
    filterset_class = PartyFilter
    ordering_fields = ["id", "name"]
    ordering = ["id"]

    def authorised(self, user: Any) -> QuerySet[Party]:
        rows = Party.objects.filter(case__in=self.visible_cases())
        return rows.prefetch_related("agents", "addresses", "accounts")

    @extend_schema(request=UnmaskSerializer, responses=FullPartySerializer, summary="查看完整信息（记入历史）")
    @action(detail=True, methods=["post"], filterset_class=None)
    def unmask(self, request: Request, pk: str) -> Response:
        asked = UnmaskSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        party = unmask(self.get_object(), request.user, asked.validated_data["reason"])
        return Response(FullPartySerializer(party).data)
