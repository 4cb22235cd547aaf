"""案款台账: what lies on the court's account, what is late, what nobody has claimed; and the entry of what arrived."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import DecimalField, Prefetch, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courtflow.flow import clock
from courtflow.flow.facts import Day
from courtflow.flow.models import Deadline
from courtflow.flow.refusals import Refusal
from courtflow.pages.context import keeps_money
from courtflow.pages.paging import paged
from courtflow.pages.reading import Visit
from enforcement.models import CaseMoney, Unidentified
from enforcement.money.register import StatementFacts, court_of_officer, enter
from enforcement.money.states import HELD, State

STANDS = {
    "waiting": ("待发放", Q(state__in=HELD, deferred=False)),
    "overdue": ("超期未发放", Q(state__in=HELD, deadlines__state=Deadline.State.OVERDUE)),
    "deferred": ("暂缓发放", Q(state__in=HELD, deferred=True)),
    "fees": ("诉讼费退还", Q(state__in=(State.FEE_DUE, State.FEE_REFUNDED))),
    "paid": ("已发放", Q(state=State.PAID)),
}
SEARCHED = ("q", "arrived_from", "arrived_to")
NOTHING = Value(0, output_field=DecimalField(max_digits=18, decimal_places=2))


class LedgerFilter(forms.Form):
    """Which money, by whom, when it came."""

    q = forms.CharField(
        label="查找", required=False, max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "案件名称、付款人、案款账号、银行流水号"}),
    )  # fmt: skip
    stand = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    arrived_from = Day(label="到账日期自", required=False)
    arrived_to = Day(label="到账日期至", required=False)

    def narrow(self, rows: QuerySet[Any], *names: str) -> QuerySet[Any]:
        """Rows whose text in one of the columns `names` holds the words, and which arrived within the days."""
        read = self.cleaned_data
        if words := read.get("q", "").strip():
            rows = rows.filter(Q.create([Q(**{f"{name}__icontains": words}) for name in names], connector=Q.OR))
        if read.get("arrived_from"):
            rows = rows.filter(arrived_on__gte=read["arrived_from"])
        return rows.filter(arrived_on__lte=read["arrived_to"]) if read.get("arrived_to") else rows


@require_safe
@login_required
def ledger(request: Visit) -> HttpResponse:
    form = LedgerFilter(request.GET or {})
    form.is_valid()
    stand = form.cleaned_data.get("stand") or "waiting"
    lost = stand == "unidentified"
    rows = _lost(request.user, form) if lost else _sums(request.user, form, stand)
    context = {
        "form": form, "page": paged(request, rows), "stand": stand, "tabs": _tabs(request), "lost": lost,
        "active": any(request.GET.get(name) for name in SEARCHED), "figures": _figures(request.user),
        "may_enter": court_of_officer(request.user) is not None, "clear": f"?{urlencode({'stand': stand})}",
    }  # fmt: skip
    return render(request, "pages/money.html", context)


def _sums(user: Any, form: LedgerFilter, stand: str) -> QuerySet[CaseMoney]:
    """Oldest first while money waits, newest first once it is paid; a fixed number of queries."""
    chosen = STANDS.get(stand, STANDS["waiting"])[1]
    live = Deadline.objects.filter(state__in=Deadline.LIVE).select_related("party").order_by("due_at", "id")
    rows = CaseMoney.visible_to(user).filter(chosen).distinct()
    rows = form.narrow(rows, "case__title", "payer_name", "account__number", "bank_ref")
    rows = rows.select_related("case", "host", "department", "handler", "account")
    rows = rows.prefetch_related(Prefetch("deadlines", live, to_attr="live_deadlines"))
    return rows.order_by("-paid_on", "-pk") if stand == "paid" else rows.order_by("arrived_on", "pk")


def _lost(user: Any, form: LedgerFilter) -> QuerySet[Unidentified]:
    rows = Unidentified.objects.visible_to(user).waiting().select_related("court")
    return form.narrow(rows, "payer_name", "bank_ref", "remark")


def _tabs(request: Visit) -> list[tuple[str, str]]:
    labels = {name: label for name, (label, _) in STANDS.items()}
    shown = ["waiting", "overdue", "deferred"]
    if keeps_money(request.user):
        labels["unidentified"] = "不明款"
        shown.append("unidentified")
    return [(name, labels[name]) for name in (*shown, "paid", "fees")]


def _figures(user: Any) -> dict[str, Any]:
    """What lies here, how much of it is late, how much has no case."""
    held = CaseMoney.visible_to(user).filter(state__in=HELD)
    late = held.filter(pk__in=Deadline.objects.filter(state=Deadline.State.OVERDUE).values("proceeding"))
    lost = Unidentified.objects.visible_to(user).waiting()
    return {name: _sum(rows) for name, rows in (("held", held), ("late", late), ("lost", lost))}


def _sum(rows: QuerySet[Any]) -> dict[str, Any]:
    found: dict[str, Any] = rows.aggregate(amount=Coalesce(Sum("amount"), NOTHING))
    return found | {"count": rows.count()}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def arrival(request: Visit) -> HttpResponse:
    """One line of the bank's statement: to the case whose account was named, or among the unclaimed."""
    if court_of_officer(request.user) is None:
        return redirect("money")
    form, refusal = StatementFacts(request.POST or None, day=clock.today()), None
    if request.method == "POST":
        try:
            return _entered(request, enter(request.user, request.POST))
        except Refusal as refused:
            refusal = refused
            form.is_valid()
    context = {"form": form, "refusal": refusal}
    return render(request, "pages/money_arrival.html", context, status=refusal.status if refusal else 200)


def _entered(request: Visit, row: CaseMoney | Unidentified) -> HttpResponse:
    if isinstance(row, CaseMoney):
        messages.success(request, f"已登记到账{row.amount:,.2f}元，请通知承办人")
        return redirect("case", row.case_id)
    messages.success(request, f"已登记不明款{row.amount:,.2f}元，三十日自{row.arrived_on:%Y-%m-%d}到账之日起算")
    return redirect("/money/?stand=unidentified")
