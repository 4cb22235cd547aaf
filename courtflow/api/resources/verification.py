"""核验: what strangers may learn of a paper by its code, by its file, or by both. No log-in."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from courtflow.api.describing import ProblemSerializer
from courtflow.api.parsing import StrictJSON
from courtflow.api.problems import MEDIA_TYPE, TooLarge
from documents import fingerprint, limits, verification

NOTHING = "没有查到对应的文书，或者文件与签发的文书不一致"


class VerdictSerializer(serializers.Serializer[Any]):
    valid = serializers.BooleanField(help_text="目前有效")
    state = serializers.CharField(help_text="有效、已撤销、已被取代")
    court = serializers.CharField(help_text="签发法院")
    title = serializers.CharField(help_text="文书名称")
    date = serializers.DateField(help_text="文书日期")
    holder = serializers.CharField(help_text="收件人（姓名已隐去）", allow_blank=True)
    ended_on = serializers.CharField(help_text="失效日期", allow_blank=True)
    same_file = serializers.BooleanField(allow_null=True, help_text="提交的文件与签发的一致；未提交文件的为 null")


class QuestionSerializer(serializers.Serializer[Any]):
    """At least one of the three."""

    code = serializers.CharField(required=False, allow_blank=True, max_length=100, help_text="核验码")
    sha256 = serializers.CharField(required=False, allow_blank=True, max_length=100, help_text="文件的 SHA-256")
    file = serializers.FileField(required=False, help_text="PDF 文件（multipart），只计算哈希，不保存")

    def validate_code(self, value: str) -> str:
        return verification.normalised(value)

    def validate_sha256(self, value: str) -> str:
        if value and not fingerprint.typed(value):
            raise ValidationError("应当是64位的SHA-256值")
        return fingerprint.typed(value)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not any(attrs.get(name) for name in ("code", "sha256", "file")):
            raise ValidationError("请给出核验码、文件或者文件的哈希值中的一项")
        return attrs

    @property
    def fingerprint(self) -> str:
        shown = self.validated_data.get("file")
        return str(shown.sha256 if shown else self.validated_data.get("sha256", ""))


class FewQuestions(BaseThrottle):
    """The limits of the public page, counted together with it."""

    def allow_request(self, request: Request, view: Any) -> bool:
        self._seconds = limits.to_wait(request)
        return not self._seconds

    def wait(self) -> float:
        return self._seconds


class Verification(APIView):
    """文书核验：无需登录。"""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (FewQuestions,)
    parser_classes = (StrictJSON, MultiPartParser)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if fingerprint.too_large(request._request):
            raise TooLarge()
        request._request.upload_handlers = [fingerprint.Hasher(request._request)]

    @extend_schema(
        parameters=[
            OpenApiParameter("code", OpenApiTypes.STR, description="核验码"),
            OpenApiParameter("sha256", OpenApiTypes.STR, description="文件的 SHA-256"),
        ],
        responses={200: VerdictSerializer, (404, MEDIA_TYPE): ProblemSerializer, (429, MEDIA_TYPE): ProblemSerializer},
        summary="核验文书（按核验码或者文件哈希）", auth=[],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        return _answer(request.query_params)

    @extend_schema(
        request={"multipart/form-data": QuestionSerializer, "application/json": QuestionSerializer},
        responses={200: VerdictSerializer, (404, MEDIA_TYPE): ProblemSerializer, (429, MEDIA_TYPE): ProblemSerializer},
        summary="核验文书（提交文件）", auth=[],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        return _answer(request.data)


def _answer(asked: Any) -> Response:
    question = QuestionSerializer(data=asked)
    question.is_valid(raise_exception=True)
    verdict = verification.look_up(question.validated_data.get("code", ""), question.fingerprint)
    if verdict is None:
        raise Http404(NOTHING)
    return Response(asdict(verdict), headers={"Cache-Control": "no-store"})
