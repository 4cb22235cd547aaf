"""The public page that verifies a paper, for whoever holds it: by its code, by its file, or by both."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from . import fingerprint, limits, verification

PAGE = "documents/pages/verify.html"


@csrf_exempt  # a question that changes nothing and knows nobody; so its upload may be read by our own handler
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify_home(request: HttpRequest) -> HttpResponse:
    """Where a code is typed in (?code=, a GET) or a file or its hash is shown (a POST)."""
    if request.method == "POST":
        return _compare(request)
    code = verification.normalised(request.GET.get("code", ""))
    if code:
        return redirect("documents:verify", code=code)
    fault = "请输入文书上的核验码" if "code" in request.GET else ""
    return _page(request, fault=fault, status=400 if fault else 200)


@require_safe
@never_cache
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Where the QR code of a paper leads."""
    return _answer(request, code, "")


def _compare(request: HttpRequest) -> HttpResponse:
    if fingerprint.too_large(request):
        return _page(
            request, fault=f"文件超过{fingerprint.LARGEST // 1_000_000}兆字节，不是本系统签发的文书", status=413
        )
    request.upload_handlers = [fingerprint.Hasher(request)]
    shown: Any = request.FILES.get("file")
    hashed, code = request.POST.get("sha256", "").strip(), request.POST.get("code", "").strip()
    sha256 = shown.sha256 if shown else fingerprint.typed(hashed)
    if hashed and not sha256:
        return _page(request, code=code, fault="文件哈希应当是64位的SHA-256值（数字和字母a至f），请核对", status=400)
    if not sha256 and not verification.normalised(code):
        return _page(request, fault="请选择文书的PDF文件，或者填写核验码、文件哈希中的一项", status=400)
    return _answer(request, code, sha256)


def _answer(request: HttpRequest, code: str, sha256: str) -> HttpResponse:
    if seconds := limits.to_wait(request):
        return _too_often(request, seconds)
    verdict = verification.look_up(code, sha256)
    return _page(request, code=code, verdict=verdict, asked="code" if code else "file", status=200 if verdict else 404)


def _too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    response = render(request, "documents/pages/too_often.html", {"seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _page(request: HttpRequest, *, status: int, **context: Any) -> HttpResponse:
    return render(request, PAGE, context, status=status)
