"""公告送达 of papers of enforcement: the text of the notice; each paper's page registers the service itself."""

from __future__ import annotations

from typing import Any

from django import forms

from courtflow.cases.models import Party
from courtflow.flow.acts import STAY, Deed, act
from courtflow.flow.facts import Facts, Text, YesNo
from courtflow.law.articles import CPL, INT, JIAMUSI
from documents.kinds import KINDS
from documents.models import Document, Recipient

from .base import JUDGES
from .conduct import Conduct
from .states import IN_HAND


class AnnouncementFacts(Facts):
    """What is published for whom, and why nothing else is left."""

    party = forms.ModelChoiceField(Party.objects.none(), label="受送达人")
    papers = forms.ModelMultipleChoiceField(
        Document.objects.none(), label="公告送达的文书", help_text="已签发、尚未送达受送达人的文书"
    )
    reason = Text(label="公告送达的原因", max_length=1000, help_text="已经试过的送达方式和查明的下落情况")
    gist = Text(label="文书主要内容", max_length=2000)
    abroad = YesNo(required=False, label="是否在国内没有住所", help_text="没有住所的，公告期为六十日")

    def prepare(self, proceeding: Any) -> None:
        party: Any = self.fields["party"]
        party.queryset = Party.objects.filter(case_id=proceeding.case_id)
        papers: Any = self.fields["papers"]
        papers.queryset = publishable(proceeding)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        rows = Recipient.objects.filter(party=facts.get("party"), served_on=None)
        waiting = set(rows.values_list("document", flat=True))
        others = [str(row) for row in facts.get("papers") or [] if row.pk not in waiting]
        if others:
            self.add_error("papers", f"{'、'.join(others)}不是尚待送达该受送达人的文书")
        return facts


def publishable(execution: Any) -> Any:
    """Signed papers of this execution that the law lets be published and that somebody has not got yet."""
    kinds = [slug for slug, kind in KINDS.items() if kind.public_notice and slug != "enforcement_announcement"]
    signed = Document.objects.filter(
        proceeding_id=execution.pk, kind__in=kinds, state__in=[Document.State.APPROVED, Document.State.ISSUED]
    )
    return signed.filter(recipients__served_on=None).distinct().without_pdf().order_by("id")


class Announcing(Conduct):
    """The act that orders the notice."""

    class Meta:
        abstract = True

    @act(
        "公告送达执行文书", source=IN_HAND, target=STAY, by=JUDGES,
        under=[CPL[95], CPL[283], INT[138], INT[139], JIAMUSI["四", 2]], facts=AnnouncementFacts,
        orders=["enforcement_announcement"], spec=["A-4.12"],
        hint="公告刊登后，在各文书页登记公告送达；其他方式未试过的，由部门负责人写明理由后登记",
    )  # fmt: skip
    def announce(self, deed: Deed) -> None:
        """The event keeps what was published and why."""
