"""Personal data: masked for everybody who sees the case, shown in full only for a stated reason that stays on record.

个人信息保护法第三十四条（不得超出必需的范围和限度）；浙江二(一)（信息调取、使用要严格权限、程序、责任）。
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from courtflow.flow import clock
from courtflow.flow.events import Entry, record
from courtflow.flow.refusals import Refusal
from courtflow.law import identifiers
from courtflow.law.articles import PIPL

from .models import Case, Party, Unmasking

SHORTEST_REASON = 4  # characters; a form limit, not a legal one
# Identity numbers and credit codes, mobile and fixed telephones, bank accounts, wherever free text mentions them.
_CODES = re.compile(
    r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|9[0-9A-HJ-NPQRTUWXY]{17}|\d{12,25}|1\d{10}|0\d{2,3}-?\d{7,8})(?![0-9A-Za-z])"
)


def unmask(party: Party, by: Any, reason: str) -> Party:
    """The party, to be shown in full once; the look and its reason enter the history of the case."""
    reason = reason.strip()[:200]
    if len(reason) < SHORTEST_REASON:
        raise Refusal(
            "没有写明查看完整信息的事由", under=PIPL[34], remedy="请写明为办理哪项事务需要查看（至少四个字）",
            code="no_reason", status=400,
        )  # fmt: skip
    if not Case.objects.visible_to(by).filter(pk=party.case_id).exists():
        raise Refusal("没有这名当事人，或者您无权查看", code="not_found", status=404)
    with transaction.atomic():
        Unmasking.objects.create(party=party, user=by, reason=reason, at=clock.now())
        record(
            Entry(
                act="party.unmask", label="查看当事人完整信息", by=by, role=_role(by), case=party.case,
                articles=(str(PIPL[34]),), facts={"party": party, "reason": reason},
            )
        )  # fmt: skip
    return party


def _role(user: Any) -> str:
    return str(user.current[0].role) if user.current else ""


def masked(value: Any) -> Any:
    """A JSON value with every identity number, credit code, telephone and account in its texts masked."""
    if isinstance(value, str):
        return _CODES.sub(lambda found: _mask(found[0]), value)
    if isinstance(value, Mapping):
        return {key: masked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [masked(item) for item in value]
    return value


def _mask(code: str) -> str:
    if len(code) == 18:
        return identifiers.mask_id(code)
    if len(code) <= 12 and code[0] in "01":
        return identifiers.mask_phone(code)
    return identifiers.mask_account(code)
