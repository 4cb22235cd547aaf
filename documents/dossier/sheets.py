"""Sheets printed from the records for the dossier: the steps taken, what was performed, how papers were served."""

from collections.abc import Callable
from dataclasses import dataclass

from courtflow.cases.models import Performance, Service
from courtflow.flow import clock
from courtflow.flow.lifecycle import role_label
from courtflow.flow.models import Event
from courtflow.law.numerals import arabic_date
from documents.models import Delivery


@dataclass(frozen=True)
class Sheet:
    title: str
    head: tuple[str, ...]
    rows: list[list[str]]


def make(name: str, proceedings: list[int]) -> Sheet | None:
    """The sheet of a line of the check-list; None while there is nothing to write on it."""
    sheet = SHEETS[name](proceedings)
    return sheet if sheet.rows else None


def steps(proceedings: list[int]) -> Sheet:
    """The acts of the proceedings alone: what is done with papers and dossier would change it by being made."""
    rows = Event.objects.filter(proceeding__in=proceedings).exclude(act__startswith="documents.").order_by("id")
    told = [
        [
            arabic_date(clock.day_of(row.at)),
            row.label,
            f"{row.by_label}（{role_label(row.role)}）",
            "；".join(row.articles),
        ]
        for row in rows
    ]
    return Sheet("办理情况登记表", ("日期", "办理事项", "办理人", "依据"), told)


def performances(proceedings: list[int]) -> Sheet:
    rows = Performance.objects.filter(proceeding__in=proceedings, revoked_reason="").select_related("payer")
    told = [
        [arabic_date(row.performed_on), row.payer.name, f"{row.amount}元" if row.amount else "非金钱义务",
         row.get_channel_display(), f"{row.proof}；{row.confirmed_how or '尚未确认'}"]
        for row in rows.order_by("performed_on", "id")
    ]  # fmt: skip
    return Sheet("履行情况登记表", ("履行日期", "履行人", "金额", "渠道", "凭证和确认"), told)


def services(proceedings: list[int]) -> Sheet:
    """Every attempt at serving the papers of this proceeding, and the service of the instruments made in it."""
    tried = Delivery.objects.filter(recipient__document__proceeding__in=proceedings)
    tried = tried.select_related("recipient__document")
    told = [
        [f"《{row.recipient.document.title}》", row.recipient.name, row.get_method_display(), arabic_date(row.tried_on),
         f"{'已送达' if row.succeeded else '未能送达'}：{row.result}（{row.proof}）"]
        for row in tried.defer("recipient__document__pdf").order_by("tried_on", "id")
    ]  # fmt: skip
    made = Service.objects.filter(instrument__proceeding__in=proceedings).select_related("instrument", "party")
    told += [
        [row.instrument.number, row.party.name, row.get_method_display(), arabic_date(row.done_on),
         f"{arabic_date(row.served_on)}送达（{row.proof}）"]
        for row in made
    ]  # fmt: skip
    return Sheet("送达情况登记表", ("文书", "受送达人", "方式", "日期", "结果和证明"), told)


SHEETS: dict[str, Callable[[list[int]], Sheet]] = {"steps": steps, "performances": performances, "services": services}
