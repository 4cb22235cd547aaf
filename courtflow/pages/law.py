"""The articles that courtflow rests on: documents, their articles, where each is applied, and each life with them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from courtflow.flow import registry
from courtflow.flow.acts import Act, acts_of
from courtflow.flow.applied import Application, applied, counts
from courtflow.flow.lifecycle import role_label, state_label
from courtflow.law.articles import Article, Source, sources
from courtflow.law.lookup import Match, look_up
from courtflow.pages.reading import Visit

PER_PAGE = 40


class LookUp(forms.Form):
    """A citation, a number of any edition, or words."""

    q = forms.CharField(label="查条文", required=False, max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs |= {
            "type": "search", "placeholder": "如：民诉法 254（2012）、山阳第二十五条、南召三5、迟延履行",
        }  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One row of a list of articles."""

    article: Article
    note: str
    places: int

    @property
    def former(self) -> list[tuple[str, int]]:
        """Earlier editions in which the article had another number."""
        if self.article.source.parts:
            return []
        number = int(self.article.number.split(".")[0])
        found = self.article.source.former(number).items()
        return [(edition, old) for edition, old in found if old != number]


@require_safe
@login_required
def index(request: Visit) -> HttpResponse:
    """All documents; or what a look-up finds in them."""
    form = LookUp(request.GET)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    rows = list(sources().values())
    groups = [("法律、法规、司法解释和规范性文件", [row for row in rows if not row.local]),
              ("各地法院和党委的文件", [row for row in rows if row.local])]  # fmt: skip
    context = {"form": form, "asked": asked, "groups": groups, "kinds": registry.PROCEEDINGS.values()}
    return render(request, "pages/law.html", context | _found(request, look_up(asked)))


@require_safe
@login_required
def document(request: Visit, source: str) -> HttpResponse:
    """The articles of one document."""
    entry = _source(source)
    form = LookUp(request.GET)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    rows = look_up(asked, entry) if asked else [Match(row) for row in entry.listed]
    context = {"source": entry, "form": form, "asked": asked, **_found(request, rows)}
    return render(request, "pages/law_document.html", context)


@require_safe
@login_required
def article(request: Visit, source: str, number: str) -> HttpResponse:
    """One article: its words, its numbers in other editions, and everything here that names it."""
    found = _article(source, number)
    places = applied(found)
    roles = _by_role(places, found)
    entry = Entry(found, "", sum(len(rows) for _, rows in roles))
    context = {"article": found, "entry": entry, "roles": roles, "beside": _beside(found)}
    return render(request, "pages/law_article.html", context)


@require_safe
@login_required
def life(request: Visit, kind: str) -> HttpResponse:
    """One kind of proceeding as declared: every act with who, from where to where, conditions, clocks and articles."""
    model = registry.PROCEEDINGS.get(kind)
    if model is None:
        raise Http404("没有这种程序")
    rows = [Step(model, act) for act in acts_of(model).values()]
    return render(request, "pages/law_life.html", {"model": model, "steps": rows})


@dataclass(frozen=True)
class Step:
    """One act of a life, in words."""

    model: Any
    act: Act

    @property
    def sources(self) -> list[str]:
        return [state_label(self.model, state) for state in self.act.sources]

    @property
    def targets(self) -> list[str]:
        return [state_label(self.model, state) for state in self.act.targets] or ["不变"]

    @property
    def roles(self) -> list[str]:
        return [role_label(role) for role in self.act.by]

    @property
    def papers(self) -> list[Any]:
        return [registry.document_kinds[order.slug] for order in self.act.orders]

    @property
    def opened(self) -> list[tuple[str, str]]:
        return [(str(registry.PROCEEDINGS[kind].TITLE), reverse("law_life", args=[kind])) for kind in self.act.opens]


_ORDER = ("事项", "条件", "期限", "文书", "送达与生效", "计算", "规则项", "规则取值", "不予办理")


@dataclass(frozen=True)
class Place:
    """One place of application with everything that it takes from the article."""

    title: str
    kind: str
    act: str
    notes: tuple[str, ...]


def _by_role(found: list[Application], article: Article) -> list[tuple[str, list[Place]]]:
    """Places by role, each named once with all its notes."""
    ordered = sorted(found, key=lambda row: _ORDER.index(row.role))
    return [(role, _places(list(rows), article)) for role, rows in groupby(ordered, key=lambda row: row.role)]


def _places(rows: list[Application], article: Article) -> list[Place]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        exact = row.article.label if row.article.key != article.key else ""
        note = "　".join(part for part in (exact, row.note) if part)
        found.setdefault((row.title, row.kind, row.act), []).append(note)
    return [Place(*where, tuple(filter(None, dict.fromkeys(notes)))) for where, notes in found.items()]


def _found(request: Visit, rows: list[Match]) -> dict[str, Page[Entry]]:
    places = counts()
    entries = [Entry(row.article, row.note, places.get(row.article.base.key, 0)) for row in rows]
    return {"page": LawPaginator(entries, PER_PAGE).get_page(request.GET.get("page"))}


class LawPaginator(Paginator):
    """Articles are in memory: nothing is cut off."""

    capped = False


def _source(key: str) -> Source:
    found = sources().get(key)
    if found is None:
        raise Http404("没有这份文件")
    return found


def _article(source: str, number: str) -> Article:
    try:
        found = Article.parse(f"{_source(source).key}:{number}")
    except ValueError as error:
        raise Http404(str(error)) from error
    if not found.wording and not applied(found):
        raise Http404("本库没有收录这一条")
    return found


def _beside(article: Article) -> tuple[Article | None, Article | None]:
    """The provisions kept before and after this one."""
    listed = article.source.listed
    keys = [row.key for row in listed]
    here = next((key for key in (article.key, article.base.key) if key in keys), None)
    if here is None:
        return None, None
    at = keys.index(here)
    return (listed[at - 1] if at else None), (listed[at + 1] if at + 1 < len(listed) else None)
