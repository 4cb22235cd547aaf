"""Policy profiles: entered before they take effect, never rewritten afterwards; what held, holds and will hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from courtflow.accounts.administrators import administered
from courtflow.accounts.models import Court
from courtflow.flow import clock
from courtflow.flow.rules import RULES, Rule
from courtflow.policy import keys
from courtflow.policy.inforce import caution, in_force, timeline
from courtflow.policy.models import Policy, Profile, ProfileValue

from .consequences import consequences
from .recording import SOURCE, OwnCourts, Recorded, SourcedForm
from .values import ChangeForm, label_of, start_of


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


class ValueInline(admin.TabularInline):
    """What a document says, in words; each value is given on its own page, where its consequences are shown."""

    model = ProfileValue
    extra = 0
    fields = ("title", "words", "article", "note")
    readonly_fields = fields

    @admin.display(description="规则项")
    def title(self, row: ProfileValue) -> str:
        return label_of(row.key)

    @admin.display(description="取值")
    def words(self, row: ProfileValue) -> str:
        return keys.worded(row.key, row.value)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not has_begun(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


def row_of_rule(rule: Rule, policy: Policy) -> dict[str, Any]:
    """A deadline rule as it holds in a court."""
    here, source = rule.for_court(policy), policy.source(f"{keys.RULE_PREFIX}{rule.code}")
    period = here.period
    words = f"{period.length}{keys.UNITS[period.unit]}，{keys.ROLLS[period.roll]}"
    return {
        "name": f"{keys.RULE_PREFIX}{rule.code}", "timer": rule.timer, "label": rule.title, "rule": rule,
        "value": words if here.enabled else "不起算", "source": source, "workday": period.unit == "workday",
        "enabled": here.enabled,
    }  # fmt: skip


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
        table, key = self.admin_site.admin_view(self.in_force_view), self.admin_site.admin_view(self.key_view)
        return [
            path("in-force/<int:court>/", table, name="policy_in_force"),
            path("in-force/<int:court>/<str:name>/", key, name="policy_key"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        courts = administered(request.user)
        return super().changelist_view(request, {**(extra_context or {}), "courts": courts})

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        profile = self.get_object(request, object_id)
        seen = {"begun": has_begun(profile), "profile": profile}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **seen})

    def in_force_view(self, request: HttpRequest, court: int) -> HttpResponse:
        """Which value of every key and rule holds in one court today, since when, and from which document."""
        found = get_object_or_404(administered(request.user), pk=court)
        policy = found.policy()
        rules = [row_of_rule(rule, policy) for rule in sorted(RULES.values(), key=lambda rule: rule.timer)]
        context = {
            **self.admin_site.each_context(request), "title": f"现行规则：{found.name}", "opts": self.opts,
            "court": found, "today": clock.today(), "rows": in_force(policy), "rules": rules,
            "workdays": [row for row in rules if row["workday"] and row["enabled"]], "caution": caution(policy),
            "document": request.GET.get("document", ""),
        }  # fmt: skip
        return TemplateResponse(request, "admin/in_force.html", context)

    def key_view(self, request: HttpRequest, court: int, name: str) -> HttpResponse:
        """One key of one court: its time line, and what another value would do before it is saved."""
        found = get_object_or_404(administered(request.user), pk=court)
        rule = RULES.get(name.removeprefix(keys.RULE_PREFIX)) if name.startswith(keys.RULE_PREFIX) else None
        if rule is None and name not in keys.KEYS:
            raise Http404("没有这一规则项")
        may_change = self.has_add_permission(request)
        if request.method == "POST" and not may_change:
            raise PermissionDenied
        form = self._form(request, found, name)
        context: dict[str, Any] = {}
        if request.method == "POST" and form.is_valid():
            if request.POST.get("seal") == form.seal and "save" in request.POST:
                return self._saved(request, form)
            looked = consequences(found, name, form.value, form.cleaned_data["effective_from"])
            context = {"looked": looked, "words": keys.worded(name, form.value), "seal": form.seal}
        context |= self._about(found, name, rule) | {"form": form, "may_change": may_change}
        page = self.admin_site.each_context(request) | {"title": f"{found.name}：{label_of(name)}", "opts": self.opts}
        return TemplateResponse(request, "admin/key.html", page | context)

    def _form(self, request: HttpRequest, court: Court, name: str) -> ChangeForm:
        pending = court.profiles.filter(effective_from__gt=clock.today())
        document = request.GET.get("document", "")
        chosen = pending.filter(pk=document).first() if document.isdigit() else None
        data = request.POST if request.method == "POST" else None
        return ChangeForm(data, court=court, name=name, policy=court.policy(), pending=chosen)

    def _about(self, court: Court, name: str, rule: Rule | None) -> dict[str, Any]:
        policy, today = court.policy(), clock.today()
        key = keys.KEYS.get(name)
        line = timeline(court.lineage, name, key.default if key else start_of(rule))
        return {
            "court": court, "name": name, "label": label_of(name), "key": key, "rule": rule, "today": today,
            "row": keys.ROWS.get(key.number if key else 8, ""), "line": line,
            "now": row_of_rule(rule, policy)["value"] if rule else keys.worded(name, policy.value(name)),
            "source": policy.source(name), "why": rule.under if rule else key.why if key else "",
        }  # fmt: skip

    def _saved(self, request: HttpRequest, form: ChangeForm) -> HttpResponse:
        form.save(request.user)
        day = form.cleaned_data["effective_from"]
        messages.success(request, f"已保存：“{label_of(form.name)}”自{day:%Y-%m-%d}起改变，已写入历史。")
        return redirect(reverse("admin:policy_key", args=[form.court.pk, form.name]))
