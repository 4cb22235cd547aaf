"""文书目录: every kind of court paper with what its declaration says and what follows from the acts that order it."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from . import catalogue
from .kinds import KINDS, Kind, Numbering


@require_safe
@login_required
def kinds(request: HttpRequest) -> HttpResponse:
    """All kinds by the proceeding that orders them; `?q=` narrows by title or act."""
    asked = request.GET.get("q", "").strip()[:40]
    court: Any = getattr(request.user, "court", None)
    policy = court.policy() if court else None
    groups = [(model, list(_rows(ordered, policy, asked))) for model, ordered in catalogue.as_a_case_goes().items()]
    context = {"groups": [(model, rows) for model, rows in groups if rows], "asked": asked, "total": len(KINDS)}
    return render(request, "documents/pages/kinds.html", context)


def _rows(ordered: list[Kind], policy: Any, asked: str) -> Iterator[tuple[Kind, list[tuple[str, str]]]]:
    for kind in ordered:
        told = particulars(kind, policy)
        if asked in kind.title or asked in dict(told)["制作时机"]:
            yield kind, told


def particulars(kind: Kind, policy: Any) -> list[tuple[str, str]]:
    """Label and text; articles are those that hold in the reader's court, all of them for who has none."""
    basis = kind.basis(policy) if policy else kind.under
    return [
        ("制作时机", "；".join(catalogue.triggers(kind.slug))),
        ("拟稿", "、".join(catalogue.authors(kind.slug))),
        ("签发", "、".join(str(role.label) for role in kind.approver) or "随办理事项一并签发"),
        ("收件人", kind.addressees.words),
        ("依据", "；".join(str(article) for article in basis) or "本院规则档案未采用本文书的依据"),
        ("文号", numbering(kind)),
        ("样式", f"{kind.layout.label}{'，加盖院印' if kind.sealed else ''}"),
        ("份数", "、".join(kind.copies) or "一份"),
        ("附件", "、".join(annex.title for annex in kind.annexes) or "无"),
        ("可改用语", "、".join(slot.title for slot in kind.every_slot) or "无"),
        ("公告送达", "可以" if kind.public_notice else "不可以"),
        ("保管期限", str(kind.retention.label)),
    ]


def numbering(kind: Kind) -> str:
    return f"案号加“{kind.number_word}字第×号”" if kind.numbering is Numbering.SERIES else "案号，第二份起加“之一”"
