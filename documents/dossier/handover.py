"""卷宗移交清单: what was handed over with a dossier, printed to be signed by both sides."""

from courtflow.flow import clock
from courtflow.law.numerals import arabic_date
from documents.models import Dossier
from documents.press import render

from .cover import particulars

TEMPLATE = "documents/dossier/handover.html"
HASH_SHOWN = 16  # characters: enough to tell two pieces apart on paper


def printed(dossier: Dossier) -> bytes:
    """The list of a dossier that was handed over, as PDF."""
    row = dossier.proceeding.actual
    handed = dossier.handed_over_at
    pieces = [[item["title"], item["sha256"][:HASH_SHOWN] or "随卷打印"] for item in dossier.listed]
    facts = particulars(dossier, row) | {
        "title": "卷宗移交清单", "number": dossier.slip, "gaps": dossier.gaps,
        "table": {"head": ["卷内材料", "校验值"], "rows": pieces},
        "from": f"{row.department.name}　{dossier.handed_over_by or '系统'}",
        "on": arabic_date(clock.day_of(handed)) if handed else "",
        "received": _received(dossier), "stored": f"{dossier.archive_no}　{dossier.place}".strip(),
    }  # fmt: skip
    return render(TEMPLATE, facts).pdf


def _received(dossier: Dossier) -> str:
    if dossier.received_at is None:
        return ""
    return f"{dossier.received_by}　{arabic_date(clock.day_of(dossier.received_at))}"
