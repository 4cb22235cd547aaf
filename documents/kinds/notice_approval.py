"""公告送达审批表: why nothing but a public notice is left, who asked for it and who approved (佳木斯四（二）)."""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.law.articles import source
from documents.addressing import saying
from documents.drafting import Draft, instrument_facts, iso, person_facts

from . import Kind, Layout, Retention, register


@saying("办理案件的审判庭（存卷）")
def own_division(draft: Draft) -> Sequence[str]:
    return [draft.proceeding.department.name]


def approval_facts(draft: Draft) -> Mapping[str, Any]:
    """Of the one person whom the act names: what was tried, what is known of him, who asked and who agreed."""
    trial = draft.proceeding
    party = draft.asked_parties("party")[0]
    asked = trial.notice_requests.select_related("requested_by").filter(party=party).latest("id")
    by = draft.event.by
    return {
        "person": person_facts(party),
        "instrument": instrument_facts(trial.paper, None),
        "attempts": [
            {"on": iso(row.tried_on), "method": row.get_method_display(), "result": row.result, "proof": row.proof}
            for row in trial.failed_attempts(party)
        ],
        "untried": trial.untried_ways(party),
        "ground": asked.get_ground_display(),
        "missing_since": iso(asked.missing_since),
        "known": asked.reason,
        "abroad": bool(draft.asked("abroad")),
        "applicant": asked.requested_by.display_name,
        "applied_on": iso(asked.requested_on),
        "reason": draft.asked("reason", ""),
        "approver": by.display_name if by else "",
        "approver_role": Role(draft.event.role).label if draft.event.role else "",
    }


# It stays in the file: who approves signs with the act, nothing is sealed, nobody outside the court gets it.
NOTICE_APPROVAL = register(
    Kind(
        slug="notice_approval",
        title="公告送达审批表",
        number_word="公告审批",
        layout=Layout.LETTER,
        sealed=False,
        under=(source("CPL")[95], source("JIAMUSI")["四", 2]),
        addressees=own_division,
        facts=approval_facts,
        retention=Retention.SHORT,
        spec=("A-4.12",),
    )
)
