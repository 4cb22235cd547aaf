"""The public page that verifies a code, for whoever holds a paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import verification


@require_safe
def verify_home(request: HttpRequest) -> HttpResponse:
    """Where a code is typed in; the form sends it here as ?code=."""
    code = verification.normalised(request.GET.get("code", ""))
    if code:
        return redirect("documents:verify", code=code)
    return render(request, "documents/pages/verify.html", {"asked": "code" in request.GET})


@require_safe
@never_cache
def verify(request: HttpRequest, code: str) -> HttpResponse:
    verdict = verification.look_up(code)
    context = {"verdict": verdict, "code": code, "asked": True}
    return render(request, "documents/pages/verify.html", context, status=200 if verdict else 404)
