"""Policy profiles: entered before they take effect, never rewritten afterwards; what holds today and since when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from courtflow.accounts.administrators import administered
from courtflow.flow import clock
from courtflow.flow.rules import RULES
from courtflow.policy import keys
from courtflow.policy.inforce import in_force
from courtflow.policy.models import Profile, ProfileValue

from .recording import SOURCE, OwnCourts, Recorded, SourcedForm


def has_begun(profile: Profile | None) -> bool:
    """Deadlines have been computed and rights given by what has begun to hold."""
    return profile is not None and profile.pk is not None and profile.effective_from <= clock.today()


class ProfileForm(SourcedForm):
    def clean_effective_to(self) -> Any:
        """An end in the past would undo what was done under the profile."""
        end = self.cleaned_data.get("effective_to")
        if "effective_to" in self.changed_data and end and end < clock.today():
            raise forms.ValidationError("失效日期不得早于今天：已按本档案办理的事项不受影响")
        return end


VALUE_HELP = (
    'JSON：文字加引号，如 "filing"；数字 15；是否 true 或 false；列表 ["urgent"]；期限 {"length": 30, "unit": "day"}'
)


class ValueForm(forms.ModelForm):
    key = forms.ChoiceField(label="规则项")
    value = forms.JSONField(
        label="取值",
        help_text=VALUE_HELP,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 32}),
    )

    class Meta:
        model = ProfileValue
        fields = ["key", "value", "article", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].choices = key_choices()  # type: ignore[attr-defined]


def key_choices() -> list[tuple[str, Any]]:
    """All keys with their labels, then all deadline rules that a court may change."""
    plain = [(key.name, f"{key.number or '—'} {key.label}") for key in keys.KEYS.values()]
    return [("", "请选择"), ("规则项（编号为差异表序号）", plain), ("期限", rule_choices())]


def rule_choices() -> list[tuple[str, str]]:
    return [(f"{keys.RULE_PREFIX}{rule.code}", f"{rule.timer} {rule.title}") for rule in RULES.values()]


def rule_titles() -> dict[str, str]:
    return {rule.code: f"{rule.timer} {rule.title}" for rule in RULES.values()}


class ValueInline(admin.TabularInline):
    model = ProfileValue
    form = ValueForm
    extra = 0
    readonly_fields = ["title", "words"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Words where there is nothing left to write."""
        return ["title", "words", "article", "note"] if has_begun(obj) else ["key", "value", "article", "note"]

    @admin.display(description="规则项")
    def title(self, row: ProfileValue) -> str:
        code = row.key.removeprefix(keys.RULE_PREFIX)
        return keys.KEYS[row.key].label if row.key in keys.KEYS else rule_titles().get(code, code)

    @admin.display(description="取值")
    def words(self, row: ProfileValue) -> str:
        return keys.worded(row.key, row.value)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not has_begun(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not has_begun(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


@admin.register(Profile)
class ProfileAdmin(Recorded):
    form = ProfileForm
    inlines = [ValueInline]
    list_display = ["title", "document_no", "court", "effective_from", "effective_to", "trial"]
    list_filter = [("court", OwnCourts), "trial"]
    search_fields = ["title", "document_no"]
    list_select_related = ["court"]
    fields = ["court", "document_no", "title", "effective_from", "effective_to", "trial", "legal_base", SOURCE]
    change_list_template = "admin/profiles.html"
    change_form_template = "admin/profile.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        begun = ("court", "document_no", "title", "effective_from", "trial", "legal_base")
        return begun if has_begun(obj) else ("court",) if obj else ()

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.in_force_view)
        return [path("in-force/<int:court>/", view, name="policy_in_force"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        courts = administered(request.user)
        return super().changelist_view(request, {**(extra_context or {}), "courts": courts})

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        begun = has_begun(self.get_object(request, object_id))
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "begun": begun})

    def in_force_view(self, request: HttpRequest, court: int) -> HttpResponse:
        """Which value of every key holds in one court today, since when, and from which document."""
        found = get_object_or_404(administered(request.user), pk=court)
        context = {
            **self.admin_site.each_context(request), "title": f"现行规则：{found.name}", "opts": self.opts,
            "court": found, "today": clock.today(), "rows": in_force(found.policy()),
        }  # fmt: skip
        return TemplateResponse(request, "admin/in_force.html", context)
