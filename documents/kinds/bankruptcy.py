"""申请破产审查告知书: tells each party that an enterprise may be bankrupt, and who may ask for what (佳木斯九（一）).

The debtor's copy and the creditors' copies differ in section five and in the reply (企业破产法第七条).
"""

from collections.abc import Callable, Mapping
from typing import Any

from courtflow.accounts.models import Court
from courtflow.accounts.roles import Unit
from courtflow.cases.models import Party
from courtflow.law.articles import source
from documents.addressing import every_party
from documents.drafting import Draft, yuan
from documents.snapshots import EnterpriseFacts, Screening

from . import Annex, Kind, Slot, register

STAGES = {Unit.FILING: "立案", Unit.TRIAL: "审判", Unit.TRIBUNAL: "审判", Unit.COMPREHENSIVE: "审判"}

ScreeningSource = Callable[[Any, Any], Screening | None]
_sources: list[ScreeningSource] = []


def find_screening_with(read: ScreeningSource) -> None:
    """Called in ready() by the department that screens: read(proceeding, event) gives the newest hit, or None."""
    _sources.append(read)


def screening(draft: Draft) -> Screening | None:
    found = (read(draft.proceeding, draft.event) for read in _sources)
    return next((hit for hit in found if hit), None)


def facts(draft: Draft) -> Mapping[str, Any]:
    hit = screening(draft)
    debtor = next((party for party in draft.parties if hit and party.pk == hit["party"]), None)
    return {
        "as_debtor": draft.addressee == debtor,
        "stage": STAGES.get(draft.proceeding.department.kind, "执行"),
        "enterprise": enterprise_facts(draft, debtor, hit) if hit and debtor else None,
        "criteria": hit["criteria"] if hit else [],
        "screened_at": hit["screened_at"] if hit else None,
        "screening_id": hit["screening_id"] if hit else "",
        "scope": hit["scope"] if hit else "",
        "reply_by": hit["reply_by"] if hit else None,
        "report_number": hit["report_number"] if hit else "",
    }


def enterprise_facts(draft: Draft, debtor: Party, hit: Screening) -> EnterpriseFacts:
    home = next((row.text for row in debtor.addresses.all() if row.kind == row.Kind.REGISTERED), "")
    address = debtor.service_address
    revoked = debtor.licence_revoked_on
    return {
        "name": debtor.name,
        "credit_code": debtor.identifier,
        "registered_capital": yuan(debtor.registered_capital),
        "capital_source": debtor.licence_source,
        "capital_on": hit["capital_on"],
        "licence_status": "吊销" if revoked else "未发现吊销记载",
        "revoked_on": revoked.isoformat() if revoked else None,
        "domicile": home or (address.text if address else ""),
        "competent_court": hit["competent_court"] or competent_court(draft.court),
    }


def competent_court(court: Court) -> str:
    """The intermediate court by default (执转破意见第三条), for a debtor that lives in this court's area."""
    return court.parent.name if court.level == Court.Level.BASIC and court.parent else court.name


def missing(snapshot: Mapping[str, Any]) -> list[str]:
    enterprise = snapshot["enterprise"]
    if not enterprise:
        return ["没有破产线索筛查结果，请先完成关联检索和破产筛查"]
    found = [] if snapshot["criteria"] else ["筛查结果没有符合的情形，不应当发出告知书"]
    if not enterprise["credit_code"]:
        found.append("债务人企业没有统一社会信用代码，请补充")
    if not enterprise["domicile"]:
        found.append("债务人企业没有住所地，无法确定管辖法院，请补充")
    return found


BANKRUPTCY_NOTICE = register(
    Kind(
        slug="bankruptcy_notice",
        title="申请破产审查告知书",
        number_word="破告",
        under=(source("JIAMUSI")["九", 1], source("EBL")[7], source("EBL")[8]),
        addressees=every_party,  # both sides (Q60)
        facts=facts,
        missing=missing,
        annexes=(Annex("申请破产审查答复书", "documents/annexes/bankruptcy_reply.html", slip=True),),
        slots=(Slot("risk", "审判和执行风险", ("执行不能",)), Slot("acceptance", "受理破产申请的效力")),
        spec=("A-9.5", "A-9.6", "C-9.3"),
    )
)
