"""Row 12: as what, how complete and how soon a dossier goes to the archive."""

from __future__ import annotations

from typing import Any

from courtflow.flow import clock
from courtflow.flow.perform import perform
from documents.dossier import handing
from documents.models import Dossier
from tests.diary import noon

from .differing import Stage, differs, tried
from .urging import URGES, performed

TICKS = dict.fromkeys(("instrument", "registration", "demand", "proof"), "on") | {"receipt": "1"}


def archived(stage: Stage) -> Dossier:
    row = performed(stage)
    perform(row, "archive", by=stage.people.enforcement_clerk, at=noon(2024, 12, 5), facts=TICKS)
    return Dossier.objects.get(proceeding=row.pk)


@differs("archive.medium", ("both", "both"), ("paper", "paper"), ("electronic", "electronic"), base=URGES)
def a_volume_of_the_department_s_own_is_kept_so(stage: Stage) -> Any:
    return archived(stage).medium


@differs("archive.incomplete", ("warn", "done"), ("refuse", "incomplete"), base=URGES, spec=("A-13.1",))
def an_incomplete_dossier_is_archived_or_not(stage: Stage) -> Any:
    return tried(lambda: archived(stage))


@differs("archive.after_months", (3, 1), (12, 0), base=URGES)
def a_dossier_is_due_after_so_many_months(stage: Stage) -> Any:
    row = performed(stage)
    type(row).objects.filter(pk=row.pk).update(state_since=handing.months_before(clock.today(), 6))
    months = stage.court.policy().value("archive.after_months")
    return handing.due(stage.people.archivist, months).filter(kind="urging").count()
