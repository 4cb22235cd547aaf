"""诚信履行名单: who holds a certificate that is in force and performed himself (佳木斯四（三），浙江三（二）).

A list is always whole, so that the recipient need not add up; who stood on the last list and whose certificate has lost
effect since is named as withdrawn.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from courtflow.cases.models import Performance
from courtflow.flow import clock
from courtflow.flow.refusals import Denied
from courtflow.law.articles import JIAMUSI
from documents.models import Document

from . import events
from .models import Duty

CERTIFICATE = "performance_certificate"
RECIPIENTS = ("市场监管部门", "税务部门", "金融管理部门", "信用信息部门")
COLUMNS = {
    "change": "变动",
    "name": "姓名或者名称",
    "identifier": "身份证号或者统一社会信用代码",
    "certificate": "证明书文号",
    "issued_on": "证明书签发日期",
    "instrument": "生效法律文书",
    "completed_on": "履行完毕日期",
}


class Writes(Protocol):
    """A file or a response that text can be written to."""

    def write(self, text: str, /) -> Any: ...


def compile_list(duty: Duty, at: datetime) -> dict[str, Any] | None:
    """Freeze the list of the period; it stays for a person to send, unless there is nothing to send."""
    entries = [_entry(row) for row in _in_force(duty)]
    duty.result = {"recipients": list(RECIPIENTS), "entries": entries, "withdrawn": _withdrawn(duty, entries)}
    nobody = not duty.result["entries"] and not duty.result["withdrawn"]
    return {"receipts": "本期没有须推送或者撤回的自动履行证明，未推送"} if nobody else None


def _in_force(duty: Duty) -> QuerySet[Document]:
    """Certificates of the court issued by the end of the period and in force now, of holders who performed."""
    performed = Performance.objects.filter(
        obligation__instrument__case=OuterRef("case"), payer=OuterRef("addressee"), confirmed=True, revoked_reason=""
    )
    rows = Document.objects.filter(
        Exists(performed), court=duty.court_id, kind=CERTIFICATE, state=Document.State.ISSUED,
        addressee__isnull=False, issued_at__lt=clock.day_end(duty.last_on), snapshot__integrity_list=True,
    )  # fmt: skip
    return rows.select_related("addressee").defer("pdf").order_by("issued_at", "id")


def _entry(row: Document) -> dict[str, Any]:
    holder, said = row.addressee, row.snapshot
    instrument = said.get("instrument") or {}
    return {
        "document": row.pk,
        "party": holder.pk if holder else None,
        "name": holder.name if holder else "",
        "identifier": holder.identifier if holder else "",
        "certificate": row.number,
        "issued_on": clock.day_of(row.issued_at).isoformat() if row.issued_at else "",
        "instrument": str(instrument.get("number") or ""),
        "completed_on": str(said.get("completed_on") or ""),
    }


def _withdrawn(duty: Duty, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who stood on the list before and whose certificate was revoked; a renewed certificate keeps him on it."""
    before = Duty.objects.filter(court=duty.court_id, rule=duty.rule, last_on__lt=duty.first_on)
    last = before.exclude(prepared_at=None).order_by("last_on").last()
    kept = {row["document"] for row in entries} | {row["identifier"] for row in entries}
    listed = last.result.get("entries", []) if last else []
    return [row for row in listed if row["document"] not in kept and row["identifier"] not in kept]


def lines(duty: Duty) -> Iterator[dict[str, str]]:
    """The list as it is sent: those on it, then those to be taken off."""
    for change, rows in (("列入", duty.result.get("entries", [])), ("撤回", duty.result.get("withdrawn", []))):
        yield from ({"change": change} | {name: row[name] for name in COLUMNS if name != "change"} for row in rows)


def export(duty: Duty, by: Any, out: Writes) -> None:
    """The list as CSV with full numbers, for those who may send it; every download is an event."""
    role = by.role_for(duty.roles, duty)
    if not role:
        raise Denied(
            "只有负责推送的人员可以下载名单", under=JIAMUSI["四", 3],
            ask=f"{duty.department}的{by.role_names(duty.roles)}",
        )  # fmt: skip
    with transaction.atomic():
        events.record_of(duty, "export", f"下载诚信履行名单：{duty.period}", by=by, role=role)
    writer = csv.DictWriter(out, fieldnames=list(COLUMNS))
    writer.writerow(COLUMNS)
    writer.writerows({name: plain(value) for name, value in row.items()} for row in lines(duty))


def plain(value: str) -> str:
    """A name that begins like a formula is text to a spreadsheet."""
    return f"'{value}" if value[:1] in "=+-@\t\r" and value else value
