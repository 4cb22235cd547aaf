"""People, their pass-words and appointments: the security administrator's, who appoints others and never himself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from courtflow.accounts.administrators import administered, conflict
from courtflow.accounts.models import Court, Department, Membership, User

from .recording import SOURCE, OwnCourts, Recorded, SourcedForm

admin.site.unregister(Group)  # rights follow from roles alone


class NewUserForm(AdminUserCreationForm):
    change_source = forms.CharField(label="变更依据", max_length=200, help_text="录用、调动文件或者批准人，写入历史")

    class Meta:
        model = User
        fields = ("username", "display_name", "phone")


class PersonForm(SourcedForm, UserChangeForm):
    """A person as he stands; his pass-word is shown as a hash only."""


class DepartmentField(forms.ModelChoiceField):
    """Departments of several courts have the same names."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.court.short_name} {obj.name}"


class MembershipRows(forms.BaseInlineFormSet):
    """All appointments of one person, looked at together."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        rows = [form.instance for form in self.forms if form.cleaned_data or form.instance.pk]
        if faults := [fault for row in rows if (fault := row.fault_of_outside())]:
            raise forms.ValidationError(faults)
        if fault := conflict(_held(form) for form in self.forms if form.cleaned_data or form.instance.pk):
            raise forms.ValidationError(fault)


def _held(form: Any) -> tuple[str, Any, Any]:
    row: Membership = form.instance
    return row.role, row.since, row.until


class MembershipInline(admin.TabularInline):
    """Given once with its first day, ended with its last; never rewritten, never deleted."""

    model = Membership
    formset = MembershipRows
    fields = ["department", "role", "outside", "since", "until"]
    extra = 0
    can_delete = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        class Row(forms.ModelForm):
            def __init__(self, *args: Any, **options: Any) -> None:
                super().__init__(*args, **options)
                if self.instance.pk:
                    for name in ("department", "role", "outside", "since"):
                        self.fields[name].disabled = True

        return super().get_formset(request, obj, form=Row, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "department":
            rows = Department.objects.filter(court__in=administered(request.user)).select_related("court")
            kwargs |= {"queryset": rows, "form_class": DepartmentField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """Appointments in courts outside the administrator's are not his to see or end."""
        rows = super().get_queryset(request).select_related("department__court")
        return rows.filter(department__court__in=administered(request.user))


@admin.register(User)
class PersonAdmin(Recorded, UserAdmin):
    form = PersonForm
    add_form = NewUserForm
    inlines = [MembershipInline]
    court_path = "memberships__department__court"
    list_display = ["username", "display_name", "posts", "is_active", "last_login"]
    list_filter = ["is_active", "memberships__role"]
    search_fields = ["username", "display_name"]
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = (
        (None, {"fields": ("username", "password", "display_name", "phone", "is_active", SOURCE)}),
        ("登录", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "display_name", "phone", "usable_password", "password1", "password2", SOURCE)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """People of the administrator's courts, and new ones who have no post yet."""
        rows = admin.ModelAdmin.get_queryset(self, request)
        mine = Membership.objects.filter(department__court__in=administered(request.user)).values("user")
        return rows.filter(Q(pk__in=mine) | Q(memberships=None)).prefetch_related("memberships__department__court")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fieldsets if obj else self.add_fieldsets

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody appoints, unlocks or renames himself."""
        return super().has_change_permission(request, obj) and (obj is None or obj.pk != request.user.pk)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="任职")
    def posts(self, person: User) -> str:
        held = [
            f"{row.department.court.short_name}{row.department.name} {row.get_role_display()}"
            for row in person.memberships.all()
        ]
        return "；".join(held)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Resetting a pass-word rests on the administrator's own office."""
        message = super().construct_change_message(request, form, formsets, add)
        return message | {"source": message["source"] or "安全管理员重置口令"}

    def court_of(self, obj: Any) -> Court | None:
        held = obj.memberships.select_related("department__court").first()
        return held.department.court if held else None


@admin.register(Membership)
class MembershipAdmin(Recorded):
    """The same appointments as a list that can be searched; they are made and ended on the person's page."""

    court_path = "department__court"
    list_display = ["user", "court", "department", "role", "outside", "since", "until"]
    list_filter = ["role", "outside", ("department__court", OwnCourts)]
    search_fields = ["user__display_name", "user__username"]
    list_select_related = ["user", "department__court"]

    @admin.display(description="法院")
    def court(self, row: Membership) -> str:
        return row.department.court.short_name

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
