"""Admin: papers read-only; a court's own wording added as new, dated versions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from .kinds import KINDS
from .models import Document, Seal, Wording
from .sealing import enact as enact_seal
from .sealing import readable
from .wording import enact


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
