"""What the cover of a dossier says."""

from typing import Any

from courtflow.cases.models import Party
from courtflow.flow import clock
from courtflow.law.numerals import arabic_date
from documents.kinds import Retention
from documents.models import Dossier

from .volumes import VOLUMES

ON_THE_COVER = 6  # parties named; the rest are counted


def particulars(dossier: Dossier, proceeding: Any) -> dict[str, Any]:
    """The envelope of every sheet of the dossier, and the lines of its cover."""
    case, court = proceeding.case, proceeding.court
    volume = VOLUMES[proceeding.kind]
    return {
        "title": volume.title,
        "number": proceeding.number or "",
        "court": {"name": court.name, "code": court.code, "address": court.address, "phone": court.phone},
        "verification_code": "",
        "layout": "letter",
        "annexes": [],
        "addressee": None,
        "cover": [
            ("案件", case.title),
            ("案号", proceeding.number or "未编号"),
            ("案由", case.cause),
            ("当事人", parties(list(case.parties.order_by("id")))),
            ("承办部门", proceeding.department.name),
            ("承办人", str(proceeding.handler) if proceeding.handler else ""),
            ("收案日期", arabic_date(clock.day_of(proceeding.opened_at))),
            ("结案日期", arabic_date(clock.day_of(proceeding.closed_at)) if proceeding.closed_at else ""),
            ("办理结果", proceeding.outcome or proceeding.state_label),
            ("保管期限", kept(dossier, proceeding)),
            ("档号", dossier.archive_no),
        ],
    }


def parties(rows: list[Party]) -> str:
    named = "；".join(f"{row.get_role_display()}：{row.name}" for row in rows[:ON_THE_COVER])
    more = len(rows) - ON_THE_COVER
    return f"{named}等{len(rows)}人" if more > 0 else named


def kept(dossier: Dossier, proceeding: Any) -> str:
    retention = Retention(dossier.retention or VOLUMES[proceeding.kind].retention(proceeding))
    return f"{retention.label}{f'，至{arabic_date(dossier.keep_until)}' if dossier.keep_until else ''}"
