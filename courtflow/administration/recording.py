"""What every administrator's page has in common: own courts only, and each change an event with old, new and source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from courtflow.accounts.administrators import administered
from courtflow.accounts.models import Court
from courtflow.flow.events import record_system_event
from courtflow.flow.facts import to_json
from courtflow.flow.models import Event

SOURCE = "change_source"


class SourcedForm(forms.ModelForm):
    """Asks on which document or decision a change rests (decisions 10)."""

    change_source = forms.CharField(
        label="变更依据",
        max_length=200,
        help_text="文件名称和文号、会议纪要或者批准人，写入历史",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class Scoped(admin.ModelAdmin):
    """Rows of the administrator's own court and those below it. `court_path` leads from the row to its court."""

    court_path = "court"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.filter(**{f"{self.court_path}__in": administered(request.user)}).distinct()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        narrowed = self.choices_for(db_field, request)
        if narrowed is not None:
            kwargs["queryset"] = narrowed
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Other rows are not opened, added or deleted from inside a form."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for link in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
            if field is not None and hasattr(field.widget, link):
                setattr(field.widget, link, False)
        return field

    def choices_for(self, db_field: Any, request: HttpRequest) -> QuerySet[Any] | None:
        """What may be chosen in a relation; courts are always the administrator's own."""
        return administered(request.user) if db_field.related_model is Court else None


class OwnCourts(admin.RelatedOnlyFieldListFilter):
    """A filter by court that names one's own courts only."""


class Coded(admin.SimpleListFilter):
    """A filter by a coded column, with the words for its codes."""

    words: Callable[[], dict[str, str]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return list(type(self).words().items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(**{str(self.parameter_name): self.value()}) if self.value() else queryset


class ReadOnly(Scoped):
    """Shown, never changed: states and history are written by perform() alone."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Recorded(Scoped):
    """Changes are events of the history instead of rows in Django's own log."""

    form: Any = SourcedForm
    actions = None
    source_field = SOURCE

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The source is asked only where something can be changed."""
        names = list(super().get_fields(request, obj))
        writable = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return names if writable else [name for name in names if name != SOURCE]

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """What was changed, as facts of the event that log_addition or log_change writes."""
        changes = [*form_changes(form, add), *(item for formset in formsets or () for item in row_changes(formset))]
        return {"changes": changes, "source": form.cleaned_data.get(self.source_field, "")}

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return self.write(request, obj, "add", "新增", message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return self.write(request, obj, "change", "修改", message) if message["changes"] else None

    def write(self, request: HttpRequest, obj: Any, deed: str, verb: str, message: Any) -> Event:
        facts = {
            "object": key_of(obj),
            "name": self.named(obj),
            "court": self.court_of(obj),
            "changes": message["changes"],
        }
        label = f"{verb}{obj._meta.verbose_name}"
        return record_system_event(f"admin.{deed}", facts, request.user, label=label, source=message["source"])

    def named(self, obj: Any) -> str:
        """What the history calls the row."""
        return str(obj)

    def court_of(self, obj: Any) -> Court | None:
        """The court to which the change belongs, so that its auditor finds it."""
        found = obj
        for step in self.court_path.split("__"):
            found = getattr(found, step, None)
        return found if isinstance(found, Court) else None

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        obj = self.get_object(request, object_id)
        if obj is None or not self.has_view_permission(request, obj):
            raise PermissionDenied
        events = Event.objects.filter(case=None, facts__object=key_of(obj)).order_by("-id")
        context = {
            **self.admin_site.each_context(request), "title": f"变更历史：{obj}", "opts": self.opts, "object": obj,
            "events": events[:200],
        }  # fmt: skip
        return TemplateResponse(request, "admin/courtflow_history.html", context)


def key_of(obj: Model) -> str:
    return f"{obj._meta.label_lower}:{obj.pk}"


def form_changes(form: Any, add: bool = False) -> Iterator[dict[str, Any]]:
    """Old and new value of every changed field; a pass-word is never written down."""
    for name in form.changed_data:
        if name == SOURCE:
            continue
        if "password" in name:
            yield {"field": "口令", "old": "", "new": "已重新设置"}
        else:
            old = None if add else form[name].initial
            yield {
                "field": label_of(form, name),
                "old": worded(form, name, old),
                "new": to_json(form.cleaned_data[name]),
            }


def row_changes(formset: Any) -> Iterator[dict[str, Any]]:
    """The same for the rows of a table inside a page."""
    for form in formset.forms:
        if form.instance.pk and form.has_changed():
            fresh = form.instance in formset.new_objects
            for change in form_changes(form, fresh):
                yield {"row": str(form.instance), **change}
    for row in formset.deleted_objects:
        yield {"row": str(row), "field": "整行", "old": str(row), "new": "已删除"}


def label_of(form: Any, name: str) -> str:
    try:
        return str(form._meta.model._meta.get_field(name).verbose_name)
    except (AttributeError, FieldDoesNotExist):
        return str(form.fields[name].label or name)


def worded(form: Any, name: str, value: Any) -> Any:
    """An old value as to_json gives the new one: a row by number and text."""
    queryset = getattr(form.fields[name], "queryset", None)
    if queryset is not None and value:
        found = queryset.model._base_manager.filter(pk=value).first()
        return to_json(found if found is not None else value)
    return to_json(value)


def readonly_after_birth(obj: Any, names: Iterable[str]) -> tuple[str, ...]:
    """Fields that identify a row: they are given once."""
    return tuple(names) if obj is not None else ()
