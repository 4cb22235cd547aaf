"""执行移送破产: decision, consent, file letter, and the letters to every other court that enforces (执转破意见)."""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.law.articles import EBL, INT, ZZP, source
from documents.addressing import Addressee, every_party, saying
from documents.drafting import Draft, iso, person_facts, yuan

from . import Annex, Kind, Layout, Numbering, register
from .bankruptcy import competent_court
from .enforcing import background, bare, execution_number, no_instrument, one_text_for_both

CAUSES = {"insolvent": "资产不足以清偿全部债务", "unable": "明显缺乏清偿能力"}
CONSENTS = {"consent": "书面同意移送破产审查", "apply": "申请破产"}
FILE = (
    Annex("执行案件移送破产审查决定书"),
    Annex("当事人同意移送的书面材料"),
    Annex("执行依据和执行过程材料"),
    Annex("被执行人财产查控清单、已知债权情况"),
    Annex("被执行人主体资格证明"),
)


def bankruptcy_facts(draft: Draft) -> dict[str, Any]:
    row = draft.proceeding
    debtor = next((party for party in draft.parties if party.pk == row.debtor_id), None)
    names = {party.pk: party.name for party in draft.parties}
    return background(draft) | {
        "debtor": person_facts(debtor, "被执行人") if debtor else None,
        "consents": [
            {"name": names[answer.party_id], "on": iso(answer.answered_on), "word": CONSENTS[answer.answer]}
            for answer in row.latest_answers()
            if answer.answer in CONSENTS and answer.written
        ],
        "opinion": bare(row.opinion),
        "cause_of": CAUSES.get(row.insolvency, ""),
        "panel_on": iso(row.panel_on),
        "review_court": row.receiver.name if row.receiver else competent_court(draft.court),
        "review_here": row.receiver is not None and row.receiver_id == row.court_id,
        "signed_on": iso(row.signed_on),
        "transferred_on": iso(row.transferred_on),
        "received_on": iso(row.received_on),
        "review_number": row.number or "",
        "bankruptcy_number": row.bankruptcy_number,
        "ruling_no": row.ruling_no,
        "ruled_on": iso(row.ruled_on),
        "reason": bare(row.ruling_reason),
        "had_accepted": row.events.filter(act="bankruptcy.accept").exists(),
    }


def decision_facts(draft: Draft) -> Mapping[str, Any]:
    execution = next(iter(draft.proceeding.executions()), None)
    rows = execution.measures.filter(lifted_on=None).select_related("debtor") if execution else []
    return bankruptcy_facts(draft) | {
        "measures": [
            {"name": str(row), "value": yuan(row.value), "until": iso(row.expires_on)}
            for row in rows
            if row.debtor_id == draft.proceeding.debtor_id and row.kind in row.ON_ASSETS
        ],
    }


def decision_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = no_instrument(snapshot)
    if not snapshot["consents"]:
        found.append("没有任何一方当事人的书面同意，请先登记书面答复")
    if not snapshot["panel_on"]:
        found.append("没有合议庭评议日期，请先办理报请移送")
    return found


@saying("接受移送的人民法院")
def receiving_court(draft: Draft) -> Sequence[Addressee]:
    """The court that reviews; its own bankruptcy division where the file stays in the house."""
    row = draft.proceeding
    if row.receiver_id == row.court_id:
        return [draft.court.unit("bankruptcy").name]
    return [row.receiver.name] if row.receiver else []


def others(draft: Draft) -> list[str]:
    """Courts besides this one that are known to enforce against the debtor."""
    found = [execution.court for execution, _ in draft.proceeding.other_executions()]
    return list(dict.fromkeys(court.name for court in found if court.pk != draft.court.pk))


@saying("对被执行人另有执行案件的其他人民法院")
def other_courts(draft: Draft) -> Sequence[Addressee]:
    return others(draft)


@saying("本院执行局和对被执行人另有执行案件的其他人民法院")
def enforcing_courts(draft: Draft) -> Sequence[Addressee]:
    """And this court's own enforcement, which holds the seized assets."""
    return [draft.court.unit("enforcement").name, *others(draft)]


def letter_facts(draft: Draft) -> Mapping[str, Any]:
    """With the numbers of the executions that the letter concerns."""
    elsewhere = [row.number for row, _ in draft.proceeding.other_executions() if row.court.name == draft.receiver]
    here = [row.number for row in draft.proceeding.executions()]
    return bankruptcy_facts(draft) | {"numbers": elsewhere or here}


def letter_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["debtor"] else ["没有债务人企业，请核对执破衔接程序"]


TRANSFER_CONSENT = register(
    Kind(
        slug="transfer_consent",
        title="同意移送破产审查书",
        number_word="破同",
        case_number=execution_number,
        sealed=False,
        under=(ZZP[2], ZZP[4], source("SHANYANG")[29]),
        addressees=every_party,
        facts=bankruptcy_facts,
        missing=letter_missing,
        spec=("C-29.2",),
    )
)
TRANSFER_DECISION = register(
    Kind(
        slug="bankruptcy_transfer_decision",
        title="执行案件移送破产审查决定书",
        numbering=Numbering.CASE,
        case_number=execution_number,
        under=(INT[511], ZZP[2], ZZP[5], ZZP[7]),
        addressees=one_text_for_both,
        facts=decision_facts,
        missing=decision_missing,
        approver=(Role.PRESIDENT,),  # 执转破意见第五条: 由执行法院院长签署移送决定
        public_notice=True,
        served_by="serve_decision",
        spec=("A-9.10", "C-29.2"),
    )
)
FILE_LETTER = register(
    Kind(
        slug="bankruptcy_file_letter",
        title="执行案件移送破产审查函",
        number_word="破移",
        case_number=execution_number,
        layout=Layout.LETTER,
        under=(INT[511], ZZP[10]),
        addressees=receiving_court,
        facts=bankruptcy_facts,
        missing=letter_missing,
        annexes=FILE,
        spec=("A-9.10",),
    )
)
STAY_LETTER = register(
    Kind(
        slug="bankruptcy_stay_letter",
        title="移送破产审查中止执行通知函",
        number_word="破中",
        case_number=execution_number,
        layout=Layout.LETTER,
        under=(ZZP[8], ZZP[9]),
        addressees=other_courts,
        facts=letter_facts,
        missing=letter_missing,
        spec=("A-9.10",),
    )
)
ACCEPTANCE_LETTER = register(
    Kind(
        slug="bankruptcy_acceptance_letter",
        title="受理破产申请后中止执行通知函",
        number_word="破受",
        case_number=execution_number,
        layout=Layout.LETTER,
        under=(EBL[19], INT[513], ZZP[16], ZZP[17]),
        addressees=enforcing_courts,
        facts=letter_facts,
        missing=letter_missing,
        spec=("A-9.10", "A-9.11"),
    )
)
REFUSAL_LETTER = register(
    Kind(
        slug="bankruptcy_refusal_letter",
        title="破产申请未受理恢复执行通知函",
        number_word="破恢",
        case_number=execution_number,
        layout=Layout.LETTER,
        under=(INT[513], ZZP[18], ZZP[19]),
        addressees=enforcing_courts,
        facts=letter_facts,
        missing=letter_missing,
        spec=("A-9.10",),
    )
)
RESULT_INQUIRY = register(
    Kind(
        slug="bankruptcy_result_inquiry",
        title="破产审查结果函询",
        number_word="破询",
        case_number=execution_number,
        layout=Layout.LETTER,
        under=(INT[512], ZZP[13]),
        addressees=receiving_court,
        facts=bankruptcy_facts,
        missing=letter_missing,
        spec=("A-9.10",),
    )
)
