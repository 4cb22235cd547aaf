"""Bankruptcy leads during trial: told to the parties, or set aside with a reason (佳木斯九（一）, 浙江三（四）)."""

from __future__ import annotations

from typing import Any

from django import forms

from courtflow.accounts.roles import Role
from courtflow.cases.models import DismissedHit, Party
from courtflow.cases.screening import search, unanswered_hits
from courtflow.flow.acts import STAY, Deed, act
from courtflow.flow.facts import Confirm, Facts, Text
from courtflow.flow.perform import open_proceeding
from courtflow.flow.refusals import guard
from courtflow.flow.worklist import TaskKind
from courtflow.law.articles import JIAMUSI, SHANYANG, ZHEJIANG

from .matter import Matter
from .states import HEARD, SERVING
from .tasks import BENCH, JUDGE

LEAD = TaskKind(
    "trial.bankruptcy_lead", "发现破产线索：告知当事人或者说明不告知的理由", BENCH, act="send_bankruptcy_notice",
    to_handler=True, when=lambda trial: bool(unanswered_hits(trial.case)), spec=("A-9.5",),
)  # fmt: skip


@guard(
    "没有待处理的破产线索",
    under=JIAMUSI["九", 1],
    remedy="先办理“关联检索与破产线索筛查”；未检出企业法人被告的，无须告知",
    ask=Role.TRIAL_CLERK.label,
)
def there_is_an_open_lead(trial: Any) -> bool:
    return bool(unanswered_hits(trial.case))


class EnterpriseFacts(Facts):
    """One of the enterprises that the newest search found."""

    debtor = forms.ModelChoiceField(Party.objects.none(), label="企业")

    def prepare(self, proceeding: Any) -> None:
        found = [party.pk for party in unanswered_hits(proceeding.case)]
        self.fields["debtor"].queryset = Party.objects.filter(pk__in=found)  # type: ignore[attr-defined]


class NoticeFacts(EnterpriseFacts):
    risk_explained = Confirm(label="已告知当事人审判、执行风险，引导提出破产申请")


class DismissedFacts(EnterpriseFacts):
    reason = Text(max_length=400, label="不发送告知书的理由")


class Leads(Matter):
    """A trial looks at its enterprises again: since filing other cases may have come."""

    class Meta:
        abstract = True

    @act(
        "关联检索与破产线索筛查", source=[*HEARD, *SERVING], target=STAY, by=BENCH,
        under=[JIAMUSI["九", 1], ZHEJIANG["三", 4], SHANYANG[9]], tasks=[LEAD], spec=["A-9.1"],
    )  # fmt: skip
    def screen(self, deed: Deed) -> None:
        search(self, at=deed.at, by=deed.by)

    @act(
        "发送申请破产审查告知书", source=[*HEARD, *SERVING], target=STAY, by=BENCH, under=JIAMUSI["九", 1],
        guards=[there_is_an_open_lead], facts=NoticeFacts, opens=["bankruptcy"], spec=["A-9.5", "A-9.6"],
    )  # fmt: skip
    def send_bankruptcy_notice(self, deed: Deed) -> None:
        debtor: Party = deed["debtor"]
        hit = next(hit for hit in self.case.searches.latest("id").hits if hit["party"] == debtor.pk)
        open_proceeding(
            "bankruptcy", self.case, "find_lead", by=deed.actor, at=deed.at, origin=self, court=self.court,
            debtor=debtor,
            criterion=hit["criteria"][0]["code"], snapshot=hit,
        )  # fmt: skip

    @act(
        "不发送破产告知书", source=[*HEARD, *SERVING], target=STAY, by=JUDGE, under=JIAMUSI["九", 1],
        guards=[there_is_an_open_lead], facts=DismissedFacts, spec=["A-9.5"],
    )  # fmt: skip
    def dismiss_lead(self, deed: Deed) -> None:
        DismissedHit.objects.create(
            search=self.case.searches.latest("id"), party=deed["debtor"], reason=deed["reason"], by=deed.by, on=deed.on
        )
