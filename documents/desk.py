"""The page of one paper: where it stands in its life, who must get it, and what this person can do with it now."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from courtflow.flow import clock
from courtflow.flow.lifecycle import role_label

from . import approval, catalogue, delivery, issue, materials, publication, sealing
from .forms import AttemptForm, ProofForm
from .kinds import KINDS, MAY_REDRAFT, Layout
from .models import Document, Material, Recipient

State = Document.State


@dataclass(frozen=True)
class Step:
    """One stage of the life line: label, done / current / possible, and when."""

    label: str
    state: str
    note: str = ""
    href: str = ""


class Desk:
    """A paper as one person sees it."""

    def __init__(self, document: Document, user: Any) -> None:
        self.document = document
        self.user = user
        self.kind = KINDS[document.kind]
        self.proceeding = document.proceeding

    @property
    def steps(self) -> list[Step]:
        """拟稿 → 签发 → 用印 → 发出 → 送达 → 归档; a paper without a seal has no 用印."""
        row = self.document
        served = max((item.served_on for item in self.recipients if item.served_on), default=None)
        moments = [
            ("拟稿", row.ordered_at),
            ("签发", row.approved_at),
            ("用印", row.sealed_at),
            ("发出", row.issued_at),
        ]
        named = [(label, clock.day_of(at) if at else None) for label, at in moments]
        named.append(("送达", served if row.state not in (State.ISSUED, *Document.UNISSUED) else None))
        named.append(("归档", clock.day_of(row.archived_at) if row.archived_at else None))
        if row.sealing == Document.Sealing.NONE:
            named.pop(2)
        return list(_track(named))

    @property
    def recipients(self) -> list[Recipient]:
        if not hasattr(self, "_recipients"):
            proofs = Prefetch("proofs", Material.objects.standing().select_related("file", "uploaded_by"))
            rows = self.document.recipients.select_related("party").prefetch_related("attempts__by", proofs)
            self._recipients = list(rows)
        return self._recipients

    @property
    def particulars(self) -> list[tuple[str, str]]:
        """What the declaration of the kind says, and what was derived from the acts."""
        row, kind = self.document, self.kind
        signed = f"{row.approved_by or '系统'}（{role_label(row.approved_role)}）" if row.approved_role else "—"
        return [
            ("种类", f"{kind.title}（{kind.layout.label}）"),
            ("制作时机", "；".join(catalogue.triggers(kind.slug))),
            ("签发", "、".join(str(role.label) for role in kind.approver) or "随办理事项一并签发"),
            ("签发人", signed),
            ("用印", row.get_sealing_display()),
            ("依据", "；".join(str(article) for article in kind.basis(self.proceeding.policy))),
            ("份数", "、".join(kind.copies) or "一份"),
            ("附件", "、".join(annex.title for annex in kind.annexes) or "无"),
            ("保管期限", kind.retention.label),
        ]

    @property
    def may_sign(self) -> bool:
        waits = self.document.state == State.DRAFTED
        return waits and bool(approval.role_of(self.user, self.kind.approver, self.proceeding))

    @property
    def may_retry(self) -> bool:
        return self.document.failed and self._holds(MAY_REDRAFT)

    @property
    def may_seal(self) -> bool:
        return self.document.awaits_hand_seal and self._holds(sealing.MAY_SEAL)

    @property
    def may_revoke(self) -> bool:
        return self.document.is_valid and self._holds(issue.MAY_END)

    @property
    def may_mask(self) -> bool:
        """A masked copy for publication is made of rulings and judgments in force (裁判文书公布规定)."""
        ruling = self.kind.layout is Layout.RULING
        return ruling and self.document.is_valid and self._holds(publication.MAY_MASK)

    def _holds(self, roles: tuple[str, ...]) -> bool:
        return bool(self.user.role_for(roles, self.proceeding))

    @property
    def may_serve(self) -> bool:
        return self.document.is_valid and self._holds(delivery.MAY_SERVE)

    @property
    def registered_by(self) -> str:
        """“登记催告书送达”, where service is registered by an act, for clocks hang on it."""
        act = delivery.registering(self.document, self.proceeding.actual)
        return act.label if act else ""

    def form_for(self, recipient: Recipient) -> AttemptForm | None:
        open_still = self.may_serve and recipient.served_on is None
        return AttemptForm(recipient=recipient, kind=self.kind) if open_still else None

    @property
    def enclosed(self) -> list[Material]:
        """Handed in with this paper, and not for one recipient of it."""
        rows = self.document.handed_in.standing().filter(recipient=None)
        return list(rows.select_related("file", "uploaded_by", "proceeding"))

    def proof_form_for(self, recipient: Recipient) -> ProofForm | None:
        """What proves a service can come back after an act has registered it."""
        told = recipient.served_on or recipient.attempts.all()
        return ProofForm(recipient=recipient) if told and materials.may_file(self.user, self.document.case) else None

    @property
    def service(self) -> list[tuple[Recipient, AttemptForm | None, ProofForm | None]]:
        return [(row, self.form_for(row), self.proof_form_for(row)) for row in self.recipients]


def _track(named: list[tuple[str, Any]]) -> Any:
    """Steps with a day are done, the first without one is the next."""
    waiting = True
    for label, day in named:
        if day:
            yield Step(label, "done", f"{day:%Y-%m-%d}")
        else:
            yield Step(label, "current" if waiting else "possible")
            waiting = False
