"""What OpenAPI says about acts: one shape for every kind, with a JSON Schema of their own for their facts."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from .citing import CitationSerializer


class ConditionSerializer(serializers.Serializer[Any]):
    refused_when = serializers.CharField(help_text="不能办理的情形")
    article = serializers.CharField(help_text="依据")
    citation = CitationSerializer()


class RefusalSerializer(serializers.Serializer[Any]):
    refused = serializers.CharField(help_text="不能办理的事项")
    reason = serializers.CharField(help_text="为什么")
    article = serializers.CharField(allow_blank=True, help_text="依据")
    remedy = serializers.CharField(allow_blank=True, help_text="怎样才能办理")
    ask = serializers.CharField(allow_blank=True, help_text="请联系谁")
    code = serializers.CharField()


class ActSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    label = serializers.CharField(help_text="事项名称")  # type: ignore[assignment]
    articles = serializers.ListField(child=serializers.CharField(), help_text="依据")
    citations = CitationSerializer(many=True)
    roles = serializers.ListField(child=serializers.CharField(), help_text="由谁办理")
    conditions = ConditionSerializer(many=True)
    danger = serializers.BooleanField(help_text="办理后不能撤回，请先确认")
    hint = serializers.CharField(allow_blank=True)


class PossibleActSerializer(ActSerializer):
    schema = serializers.DictField(help_text="各项事实的 JSON Schema（2020-12）")


class RefusedActSerializer(ActSerializer):
    refusals = RefusalSerializer(many=True)


class ActsSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField(help_text="办理时在 version 或者 If-Match 中带回")
    allowed = PossibleActSerializer(many=True)
    refused = RefusedActSerializer(many=True)


class OpeningSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField(help_text="程序种类")
    title = serializers.CharField(help_text="程序名称")
    act = ActSerializer()
    schema = serializers.DictField(required=False)
    refusals = RefusalSerializer(many=True)


class OpeningRequestSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField(max_length=40)
    act = serializers.CharField(max_length=60)
    facts = serializers.DictField(default=dict)


class ProblemSerializer(serializers.Serializer[Any]):
    """application/problem+json（RFC 9457）"""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="给办理人看的说明")
    refused = serializers.CharField(required=False)
    reason = serializers.CharField(required=False)
    article = serializers.CharField(required=False)
    citation = CitationSerializer(required=False)
    remedy = serializers.CharField(required=False)
    ask = serializers.CharField(required=False)
    code = serializers.CharField(required=False)
    errors = serializers.DictField(required=False, help_text="各项内容的错误")  # type: ignore[assignment]


FACTS_BODY = {
    "application/json": {
        "type": "object",
        "description": "各项事实，按 acts 中的 schema；可另带 version",
        "properties": {"version": {"type": "integer"}},
        "additionalProperties": True,
    }
}
KEY_HEADER = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, description="同一键重复提交只办理一次，返回第一次的结果"
)
MATCH_HEADER = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description='程序的 ETag，例如 "3"；已有人先办理的，返回 412'
)
REFUSED = {(code, "application/problem+json"): ProblemSerializer for code in (400, 403, 404, 409)}


def with_problems(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """drf-spectacular's hook: whatever an operation answers besides, it answers as a problem document."""
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    other = {"description": "不能办理或者内容有误", "content": {"application/problem+json": problem}}
    for operations in result["paths"].values():
        for operation in operations.values():
            operation["responses"].setdefault("default", other)
    return result
