"""Articles: looked up by citation, old number or words; each with its text and everything that applies it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from courtflow.api.pagination import Pages
from courtflow.flow.applied import Application, applied
from courtflow.law.articles import Article, sources
from courtflow.law.lookup import Match, look_up

LONGEST = 80  # characters of a question


class ArticleSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="条文代号，如 CPL:171、NANZHAO:三.5")
    label = serializers.CharField(help_text="引用的写法")  # type: ignore[assignment]
    heading = serializers.CharField(allow_blank=True, help_text="条标或者部分标题")
    document = serializers.CharField(help_text="文件全称")
    document_no = serializers.CharField(allow_blank=True, help_text="文号")
    edition = serializers.CharField(allow_blank=True, help_text="版本")
    since = serializers.DateField(allow_null=True, help_text="施行日期")
    text = serializers.CharField(help_text="要旨；法院文件为原文")
    checked = serializers.CharField(help_text="O 文件原文，T 已核对条文，S 据二手资料，M 未核对")
    checked_label = serializers.CharField(help_text="核对程度")
    former = serializers.DictField(child=serializers.IntegerField(), help_text="年份 → 该年文本中的条号")
    note = serializers.CharField(allow_blank=True, help_text="由旧条号查到的，注明新旧条号")


class ApplicationSerializer(serializers.Serializer[Any]):
    role = serializers.CharField(help_text="事项、条件、期限、文书、送达与生效、规则项、规则取值、不予办理")
    title = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    article = serializers.CharField(help_text="所引用的条、款、项")
    kind = serializers.CharField(allow_blank=True, help_text="程序种类")
    act = serializers.CharField(allow_blank=True, help_text="事项")


class AppliedArticleSerializer(ArticleSerializer):
    applied = ApplicationSerializer(many=True, help_text="在本系统中的适用")


def described(article: Article, note: str = "") -> dict[str, Any]:
    source = article.source
    number = article.number.split(".")[0]
    return {
        "key": article.key,
        "label": str(article),
        "heading": article.heading,
        "document": source.title,
        "document_no": source.document,
        "edition": source.edition,
        "since": source.since,
        "text": article.wording,
        "checked": article.checked.value,
        "checked_label": article.checked.label,
        "former": source.former(int(number)) if number.isdecimal() else {},
        "note": note,
    }


def _place(row: Application) -> dict[str, str]:
    return {
        "role": row.role, "title": row.title, "note": row.note, "article": str(row.article), "kind": row.kind,
        "act": row.act,
    }  # fmt: skip


class Articles(viewsets.ViewSet):
    """法律依据：法律、司法解释的要旨和各地法院文件的原文，可按引用、旧条号和文字查找。"""

    lookup_value_regex = "[^/]{1,40}"

    @extend_schema(
        parameters=[
            OpenApiParameter("q", str, description="引用、旧条号（民诉法 254（2012））或者文字；不填为全部"),
            OpenApiParameter("page", int), OpenApiParameter("page_size", int),
        ],
        responses=ArticleSerializer(many=True), summary="查条文",
    )  # fmt: skip
    def list(self, request: Request) -> Response:
        asked = request.query_params.get("q", "").strip()[:LONGEST]
        rows = look_up(asked) if asked else [Match(row) for source in sources().values() for row in source.listed]
        pages = Pages()
        page = pages.paginate_queryset(rows, request, view=self) or []
        return pages.get_paginated_response([described(row.article, row.note) for row in page])

    @extend_schema(responses=AppliedArticleSerializer, summary="一条及其在本系统中的适用")
    def retrieve(self, request: Request, pk: str) -> Response:
        try:
            article = Article.parse(pk)
        except ValueError as error:
            raise NotFound(str(error)) from error
        places = applied(article)
        if not article.wording and not places:
            raise NotFound("本库没有收录这一条")
        return Response(described(article) | {"applied": [_place(row) for row in places]})
