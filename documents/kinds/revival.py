"""线索核查意见 to filing and 不予恢复执行 to the applicant: what becomes of a clue (南召四2)."""

from collections.abc import Mapping
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.law.articles import INT, ZB, source
from documents.addressing import creditors, to
from documents.drafting import Draft, yuan

from . import Kind, Layout, register
from .enforcing import background, bare, no_instrument


def original_number(draft: Draft) -> str:
    """Before it is filed a revival is known by the number of the execution that was closed for the time being."""
    original = draft.proceeding.origin
    return str(original.number or "") if original else ""


def clue_facts(draft: Draft) -> Mapping[str, Any]:
    row = draft.proceeding
    opinion, _, chief = row.clue_opinion.partition("\n局长意见：")
    return background(draft) | {
        "original_number": original_number(draft),
        "clue": bare(row.clue),
        "opinion": bare(opinion),
        "chief": bare(chief),
        "verified": yuan(row.verified_value),
        "target": None if row.verified_value is None else yuan(min(row.verified_value, row.balance)),
        "signed_by": row.signed_by.display_name if row.signed_by else "",
    }


def clue_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = no_instrument(snapshot)
    return found if snapshot["opinion"] else [*found, "没有线索核查意见，请先登记核查意见"]


CLUE_OPINION = register(
    Kind(
        slug="clue_opinion",
        title="恢复执行财产线索核查意见",
        number_word="核查",
        case_number=original_number,
        layout=Layout.LETTER,
        under=(source("NANZHAO")["四", 2], source("NANZHAO")["四", 3], ZB[9]),
        addressees=to("立案庭"),
        facts=clue_facts,
        missing=clue_missing,
        approver=(Role.BUREAU_CHIEF,),  # 南召四2: 由执行局长签字后移送立案庭立案
        spec=("E-4.4", "E-4.5", "E-4.7"),
    )
)
REVIVAL_REFUSAL = register(
    Kind(
        slug="revival_refusal",
        title="不予恢复执行告知书",
        number_word="不恢告",
        case_number=original_number,
        under=(INT[517], ZB[9], source("NANZHAO")["四", 2]),
        addressees=creditors,
        facts=clue_facts,
        missing=clue_missing,
        spec=("E-4.4",),
    )
)
