"""Logging in with user name and pass-word for a token; eight failures lock the pair of name and address for a while."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.authtoken.models import Token
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courtflow.accounts.models import User

from .describing import ProblemSerializer
from .problems import MEDIA_TYPE, title

LOCKED = "口令连续输错次数过多，该账号在此地址上已暂时锁定，请稍后再试或者联系安全管理员"


class CredentialsSerializer(serializers.Serializer[Any]):
    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=200, trim_whitespace=False, style={"input_type": "password"})


class TokenSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(help_text="放在请求头中：Authorization: Token <token>")


class TokenView(APIView):
    """令牌：POST 领取，DELETE 注销。"""

    def get_permissions(self) -> list[Any]:
        return [IsAuthenticated() if self.request.method == "DELETE" else AllowAny()]

    def get_authenticators(self) -> list[Any]:
        """A wrong token must not keep anybody from fetching the right one."""
        return [] if self.request is not None and self.request.method == "POST" else super().get_authenticators()

    def get_authenticate_header(self, request: Request) -> str:
        return "Token"

    @extend_schema(
        request=CredentialsSerializer,
        responses={200: TokenSerializer, (401, MEDIA_TYPE): ProblemSerializer, (403, MEDIA_TYPE): ProblemSerializer},
        summary="用户名和口令换令牌", auth=[],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = CredentialsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        plain = request._request
        user = authenticate(plain, **asked.validated_data)
        if user is None:
            raise exceptions.AuthenticationFailed("用户名或者口令不正确")
        token, _ = Token.objects.get_or_create(user=user)
        # Tells django-axes that the series of failures is over, and keeps the log-in for the auditor.
        user_logged_in.send(sender=User, request=plain, user=user)
        return Response({"token": token.key})

    @extend_schema(request=None, responses={204: None}, summary="注销令牌")
    def delete(self, request: Request) -> Response:
        user: Any = request.user
        Token.objects.filter(user=user).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)


def locked(request: HttpRequest, original: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """What django-axes answers while a pair of name and address is locked: a problem to programs, a page to people."""
    if not request.path.startswith("/api/"):
        return render(request, "registration/locked.html", status=status.HTTP_403_FORBIDDEN)
    body = {"type": "about:blank", "title": title(403), "status": 403, "detail": LOCKED, "code": "locked"}
    return JsonResponse(body, status=403, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})
