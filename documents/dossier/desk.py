"""The dossier of a proceeding as one person meets it, on a page or through the API: contents, PDFs, what he can do."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.models import Case
from documents import materials
from documents.models import Dossier, DossierBuild

from . import handing
from .contents import Contents, Family, contents
from .cover import kept
from .tasks import JOINING, MAY_HAND_OVER
from .volumes import VOLUMES


@dataclass
class Desk:
    """The dossier of one proceeding as one person sees it."""

    held: Contents
    dossier: Dossier | None
    user: Any

    @property
    def row(self) -> Any:
        return self.held.proceeding

    @cached_property
    def builds(self) -> list[DossierBuild]:
        return list(self.dossier.builds.select_related("file", "requested_by")) if self.dossier else []

    @property
    def current(self) -> DossierBuild | None:
        """The newest that shows the contents as they are."""
        made = [build for build in self.builds if build.state == DossierBuild.State.BUILT]
        return next((build for build in made if build.fingerprint == self.held.fingerprint), None)

    @property
    def outdated(self) -> bool:
        return self.current is None and any(build.file_id for build in self.builds)

    @property
    def pending(self) -> DossierBuild | None:
        return next((build for build in self.builds if build.open), None)

    @property
    def state_label(self) -> str:
        return self.dossier.state_label if self.dossier else str(Dossier.State.COLLECTING.label)

    @property
    def retention(self) -> str:
        return kept(self.dossier or Dossier(), self.row)

    @property
    def may_build(self) -> bool:
        return self.pending is None and materials.may_file(self.user, self.row.case)

    @property
    def collecting(self) -> bool:
        return self.dossier is None or self.dossier.state == Dossier.State.COLLECTING

    @property
    def allowed(self) -> list[str]:
        """What this person can do with it now; the archivist's two answers go together."""
        said = {
            "bind": self.may_build, "hand_over": self.may_hand_over, "join": self.may_join,
            "receive": self.may_receive, "return": self.may_receive,
        }  # fmt: skip
        return [name for name, may in said.items() if may]

    @property
    def may_hand_over(self) -> bool:
        if not self.collecting or handing.held_back(self.row):
            return False
        return bool(self.user.role_for(MAY_HAND_OVER, self.row))

    @property
    def may_join(self) -> bool:
        if not self.collecting or not self.held.volume.joins(self.row):
            return False
        joiners = JOINING[self.row.policy.value(self.held.volume.joined_by)].roles
        return bool(self.user.role_for(joiners, self.row, anywhere=True) and self.held.volume.host_of(self.row))

    @property
    def may_receive(self) -> bool:
        waiting = self.dossier is not None and self.dossier.state == Dossier.State.HANDED_OVER
        return waiting and bool(self.user.role_for((Role.ARCHIVIST,), self.row, anywhere=True))


def desks(case: Case, user: Any) -> list[Desk]:
    """Every volume of a case; parts of another's are shown there."""
    rows = list(case.proceedings.select_related("court", "department", "handler").order_by("opened_at", "id"))
    dossiers = {row.proceeding_id: row for row in case.dossiers.select_related("host__proceeding", "keeper")}
    found = []
    for base in rows:
        if base.kind not in VOLUMES:
            continue
        row = base.actual
        row.case = case
        if Family(row).home(row) == row.pk:
            found.append(Desk(contents(row), dossiers.get(row.pk), user))
    return found


def desk_of(proceeding: Any, dossier: Dossier | None, user: Any) -> Desk:
    return Desk(contents(proceeding.actual), dossier, user)
