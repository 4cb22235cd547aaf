"""Admin: papers read-only; a court's own wording added as new, dated versions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from courtflow.accounts.administrators import administered

from . import previews
from .kinds import KINDS
from .models import Document, Seal, Wording
from .rendering import Unprintable
from .sealing import enact as enact_seal
from .sealing import readable
from .wording import enact

SPECIMENS = 20  # papers offered by number in a preview; any other may be typed


@admin.register(Document)
class DocumentAdmin(admin.ModelAdmin):
    list_display = ["number", "title", "court", "state", "ordered_at", "issued_at", "error"]
    list_filter = ["state", "kind", "court"]
    search_fields = ["number", "verification_code"]
    exclude = ["pdf", "snapshot"]
    list_select_related = ["court"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        return super().get_queryset(request).defer("pdf", "snapshot")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class WordingForm(forms.ModelForm):
    """Kind and paragraph are chosen together from what the catalogue of kinds offers."""

    place = forms.ChoiceField(label="文书和段落")

    class Meta:
        model = Wording
        fields = ["court", "place", "text", "valid_from", "source", "article"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "place" in self.fields:
            self.fields["place"] = forms.ChoiceField(label="文书和段落", choices=places())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.instance.kind, _, self.instance.slot = cleaned.get("place", "").partition(":")
        same = Wording.objects.filter(kind=self.instance.kind, slot=self.instance.slot)
        if {"court", "valid_from"} <= cleaned.keys() and same.filter(
            court=cleaned["court"], valid_from=cleaned["valid_from"]
        ):
            self.add_error("valid_from", "该段落在这一天已有新的文字，请另择施行日期")
        return cleaned


def places() -> list[tuple[str, str]]:
    return [
        (f"{kind.slug}:{slot.slug}", f"《{kind.title}》{slot.title}")
        for kind in KINDS.values()
        for slot in kind.every_slot
    ]


@admin.register(Wording)
class WordingAdmin(admin.ModelAdmin):
    form = WordingForm
    list_display = ["court", "kind", "slot", "version", "valid_from", "source", "article", "created_by"]
    list_filter = ["court", "kind"]
    list_select_related = ["court", "created_by"]
    change_form_template = "admin/wording_form.html"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A stored version is shown beside what it replaced."""
        stored = ["court", "kind", "slot", "version", "valid_from", "source", "article", "difference", "created_by"]
        return stored if obj else WordingForm.Meta.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["difference"] if obj else []

    @admin.display(description="与此前文字比对")
    def difference(self, row: Wording) -> SafeString:
        found = previews.changes(previews.replaced(row)[0], row.text)
        return render_to_string("admin/wording_changes.html", {"changes": found})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.preview))
        return [path("preview/", view, name="documents_wording_preview"), *super().get_urls()]

    def preview(self, request: HttpRequest) -> HttpResponse:
        """The text as typed: its faults, else what it changes and how a paper looks with it; nothing is stored."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self.get_form(request)(request.POST)
        if not form.is_valid():
            return self.add_view(request)  # the form again, with what is wrong
        wording = form.instance
        papers = previews.specimens(wording, administered(request.user))
        number = request.POST.get("specimen", "").strip()
        paper = papers.filter(number=number).first() if number else papers.first()
        if paper is None and number:
            return self._compared(request, wording, papers, papers.first(), "没有这一文号的同种文书，已改用最新一份")
        if paper is None or "pdf" not in request.POST:
            return self._compared(request, wording, papers, paper)
        try:
            made = previews.sample(wording, paper)
        except Unprintable as verdict:
            return self._compared(request, wording, papers, paper, str(verdict))
        return HttpResponse(made.pdf, content_type="application/pdf")

    def _compared(
        self, request: HttpRequest, wording: Wording, papers: QuerySet[Document], paper: Any, fault: str = ""
    ) -> HttpResponse:
        old, origin = previews.replaced(wording)
        kind = KINDS[wording.kind]
        slot = kind.slot(wording.slot)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": "文书用语预览", "wording": wording,
            "place": f"《{kind.title}》{slot.title if slot else ''}", "origin": origin, "specimen": paper,
            "changes": previews.changes(old, wording.text), "specimens": papers[:SPECIMENS], "fault": fault,
            "kept": [(name, request.POST.get(name, "")) for name in WordingForm.Meta.fields],
        }  # fmt: skip
        return TemplateResponse(request, "admin/wording_preview.html", context)

    def save_model(self, request: HttpRequest, obj: Wording, form: Any, change: bool) -> None:
        enact(obj, request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SealForm(forms.ModelForm):
    """The image is uploaded as a file and checked by what it holds."""

    file = forms.FileField(label="印模图像", help_text="透明底的PNG图像，宽高相等")

    class Meta:
        model = Seal
        fields = ["court", "file", "diameter_mm", "valid_from", "source"]

    def clean_file(self) -> bytes:
        self.instance.image = readable(self.cleaned_data["file"].read())
        return self.instance.image


@admin.register(Seal)
class SealAdmin(admin.ModelAdmin):
    form = SealForm
    list_display = ["court", "valid_from", "diameter_mm", "source", "added_by", "added_at"]
    list_filter = ["court"]
    list_select_related = ["court", "added_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Seal]:
        return super().get_queryset(request).defer("image")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A stored seal is shown; its image is on the papers that bear it."""
        return ["court", "diameter_mm", "valid_from", "source", "sha256"] if obj else SealForm.Meta.fields

    def save_model(self, request: HttpRequest, obj: Seal, form: Any, change: bool) -> None:
        enact_seal(obj, request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
