"""The statement of account as a notice carries it: what is owed with interest on its day, and since when it doubles.

民事诉讼法第二百六十四条; 迟延履行利息解释（法释〔2014〕8号）. One computation for page, interface and papers: the
proceeding's own `account_on(day)`.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from courtflow.cases.models import Obligation
from courtflow.law.interest import Claim, Part
from documents.drafting import Draft
from documents.snapshots import LateFacts, StatementFacts

ZERO = Decimal("0.00")


def statement_facts(draft: Draft, items: Sequence[Obligation]) -> dict[str, Any]:
    """`late`: one line for every item with something left; `statement`: the sums, None where nothing is owed."""
    keys = {item.pk for item in items}
    account = draft.proceeding.account_on(draft.on)
    rows = [row for row in account.items if row.obligation.pk in keys and row.statement.outstanding]
    owing = [row for row in rows if row.statement.balance[Part.PRINCIPAL]]
    return {
        "late": [late for row in owing if (late := _late(row))],
        "statement": _statement(rows, account.notes, draft.on) if rows else None,
    }


def _late(row: Any) -> LateFacts | None:
    first = first_open(row.claim, row.statement.paid[Part.PRINCIPAL])
    accrued = row.statement.balance[Part.DOUBLED]
    if first == date.max:
        return None
    return {"no": row.obligation.item, "first_day": first.isoformat(), "accrued": f"{accrued:.2f}" if accrued else None}


def first_open(claim: Claim, paid: Decimal) -> date:
    """From which day the first part still unpaid bears the doubled interest; parts are filled as they fall due."""
    for part in claim.parts:
        if paid < part.amount:
            return part.doubled_from
        paid -= part.amount
    return claim.parts[-1].doubled_from


def _statement(rows: Sequence[Any], notes: Iterable[str], until: date) -> StatementFacts:
    total = sum((row.statement.outstanding for row in rows), ZERO)
    told = [note for row in rows for note in (f"第{row.obligation.item}项：{text}" for text in row.notes)]
    return {
        "until": until.isoformat(),
        "rows": [
            {"no": row.obligation.item, "total": f"{row.statement.outstanding:.2f}"}
            | {part.value: f"{row.statement.balance[part]:.2f}" for part in Part}
            for row in rows
        ],
        "total": f"{total:.2f}",
        "notes": [*notes, *told],
    }
