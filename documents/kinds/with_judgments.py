"""What goes along with a judgment or mediation document: notices, warning, annexes, appendix, schedule of items.

督促履行告知书 stands in letters.py; each of them is a paper of its own and none stands in for another.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.cases.instruments import readings_of
from courtflow.cases.models import Obligation, Party
from courtflow.flow.models import Event
from courtflow.law.articles import source
from documents.addressing import Addressee, Everyone, saying
from documents.drafting import (
    Draft,
    account_facts,
    case_account,
    instrument_facts,
    interest_terms,
    iso,
    obligation_facts,
    person_facts,
    yuan,
)

from . import Kind, Layout, Retention, Slot, register
from .enclosures import ENFORCEMENT_ANNEXES, RECEIPT

DRAFTING = ("trial.draft_judgment", "trial.draft_mediation", "trial.draft_dismissal")


@saying("各诉讼当事人")
def litigants(draft: Draft) -> Sequence[Addressee]:
    """Each litigant gets his own copy; somebody outside the suit gets none."""
    return [party for party in draft.parties if party.role != Party.Role.OUTSIDER]


@saying("各诉讼当事人（同一文本）")
def together(draft: Draft) -> Sequence[Addressee]:
    """One text, served on every litigant."""
    return [Everyone([party for party in draft.parties if party.role != Party.Role.OUTSIDER])]


def own_instrument(draft: Draft) -> Mapping[str, Any]:
    return {"instrument": instrument_facts(draft.instrument, None)}


def without_instrument(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["instrument"] else ["没有裁判文书或者调解书，请先拟定并签发"]


def notice_facts(draft: Draft) -> Mapping[str, Any]:
    owed = [item for item in draft.owed_by(draft.addressee) if item.kind == Obligation.Kind.MONEY]
    creditors = draft.creditors_of(draft.addressee)
    stated = draft.instrument.court_account if draft.instrument else ""
    return {
        "creditors": [person_facts(party, "权利人") for party in creditors],
        "instrument": instrument_facts(draft.instrument, draft.addressee),
        "obligations": obligation_facts(owed),
        "accounts": account_facts(draft, creditors),
        "court_account": "" if any(row["number"] in stated for row in case_account(draft)) else stated,
        "unpayable": [party.name for party in creditors if owed and party.payee_account is None],
    }


def notice_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = without_instrument(snapshot)
    if not snapshot["obligations"]:
        found.append("该当事人没有金钱给付义务，请核对判项的义务人")
    for name in snapshot["unpayable"]:
        found.append(f"{name}没有登记收款账户，请先更正当事人账户（山阳第二十三条）")
    return found


@saying("负有金钱给付义务的各义务人")
def owing_money(draft: Draft) -> Sequence[Party]:
    money = Obligation.Kind.MONEY
    return [party for party in draft.debtors if any(item.kind == money for item in draft.owed_by(party))]


def appendix_facts(draft: Draft) -> Mapping[str, Any]:
    return {**own_instrument(draft), "execution_notice": bool(draft.asked("execution_notice"))}


def schedule_facts(draft: Draft) -> Mapping[str, Any]:
    return {
        **own_instrument(draft),
        "items": [_item(item) for item in draft.obligations],
        "enclosed": draft.asked("schedule_note", ""),
    }


def _item(item: Obligation) -> Mapping[str, Any]:
    days = item.due_days
    return {
        "no": item.item,
        "kind": item.get_kind_display(),
        "content": item.content,
        "debtors": "、".join(party.name for party in item.debtors.all()),
        "creditors": "、".join(party.name for party in item.creditors.all()),
        "amount": yuan(item.amount),
        "term": f"自本文书生效之日起{days}日内" if days else "",
        "due_on": iso(item.last_due_on),
        "instalments": [
            {"no": part.seq, "amount": f"{part.amount:.2f}", "due_on": iso(part.due_on)}
            for part in item.instalments.all()
        ],
        "acceleration": item.acceleration,
        "interest": interest_terms(item),
        "order": item.order,
        "method": item.method,
    }


def schedule_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = without_instrument(snapshot)
    return found if snapshot["items"] else [*found, "没有判项，请先拟定给付内容"]


def announcement_facts(draft: Draft) -> Mapping[str, Any]:
    """送达裁判文书的公告, with what 民诉法解释第一百三十九条 wants in it; the facts of the approval give the reason."""
    trial, court = draft.proceeding, draft.court
    paper = trial.paper
    drafted = Event.objects.filter(proceeding_id=trial.pk, act__in=DRAFTING).order_by("id").last()
    told = drafted.facts if drafted else {}
    abroad = bool(draft.asked("abroad"))
    readings = readings_of(trial.policy)
    notice = readings.public_notice_abroad if abroad else readings.public_notice
    return {
        "instrument": instrument_facts(paper, None),
        "items": [item.content for item in paper.obligations.all()] if paper else [],
        "gist": told.get("gist") or told.get("grounds") or "",
        "reason": draft.asked("reason", ""),
        "abroad": abroad,
        "notice_days": notice.length,
        "appeal_days": trial.appeal_days(abroad=abroad),
        "superior": court.parent.name if court.parent else "",
    }


@saying("办理公告送达时指明的受送达人")
def announced(draft: Draft) -> Sequence[Addressee]:
    return draft.asked_parties("party")


def announcement_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = without_instrument(snapshot)
    if not snapshot["items"] and not snapshot["gist"]:
        found.append("没有裁判主要内容，公告送达裁判文书应当说明（民诉法解释第一百三十九条）")
    if snapshot["appeal_days"] and not snapshot["superior"]:
        found.append("没有登记上一级人民法院，公告应当说明上诉的人民法院（民诉法解释第一百三十九条）")
    return found


PERFORMANCE_NOTICE = register(
    Kind(
        slug="performance_notice",
        title="自动履行告知书",
        number_word="履告",
        under=(source("SHANYANG")[23], source("CPL")[247]),
        addressees=owing_money,
        facts=notice_facts,
        missing=notice_missing,
        slots=(Slot("benefits", "自动履行的证明", ("自动履行证明书",)),),
        annexes=(RECEIPT,),
        retention=Retention.SHORT,
        public_notice=True,
        spec=("C-23.2",),
    )
)
# 南召四8 has the enforcement bureau design it (slots), and the office count what was printed (its own serials).
CONSEQUENCE_WARNING = register(
    Kind(
        slug="consequence_warning",
        title="后果警示告知书",
        number_word="警示",
        under=(source("NANZHAO")["四", 8], source("CPL")[247]),
        addressees=litigants,
        facts=own_instrument,
        missing=without_instrument,
        slots=(
            Slot("property", "对财产的强制执行", ("查封", "加倍")),
            Slot("person", "对人的限制和惩戒", ("限制消费", "失信")),
            Slot("liability", "法律责任", ("罚款", "拘留", "拒不执行判决、裁定罪")),
        ),
        annexes=(RECEIPT,),
        retention=Retention.SHORT,
        public_notice=True,
        spec=("E-4.17", "E-4.18"),
    )
)
ENFORCEMENT_GUIDE = register(
    Kind(
        slug="enforcement_guide",
        title="执行事项告知书",
        number_word="执行告知",
        under=(source("JIAMUSI")["四", 1], source("CPL")[247]),
        addressees=together,
        facts=own_instrument,
        missing=without_instrument,
        annexes=ENFORCEMENT_ANNEXES,
        retention=Retention.SHORT,
        public_notice=True,
        spec=("A-4.2",),
    )
)
# Part of the judgment itself: it bears the judgment's signature and seal, not its own.
JUDGMENT_APPENDIX = register(
    Kind(
        slug="judgment_appendix",
        title="裁判文书附录",
        number_word="附录",
        layout=Layout.RULING,
        sealed=False,
        under=(source("JIAMUSI")["十一", 2], source("CPL")[247]),
        addressees=together,
        facts=appendix_facts,
        missing=without_instrument,
        slots=(
            Slot("incentives", "自动履行的正向激励措施", ("自动履行",)),
            Slot("consequences", "不自动履行的法律后果", ("强制执行", "失信", "罚款", "拘留")),
            Slot("execution_notice", "写入主文的执行通知", ("执行通知", "加倍")),
        ),
        retention=Retention.PERMANENT,
        public_notice=True,
        spec=("A-11.5", "A-11.6"),
    )
)
OPERATIVE_SCHEDULE = register(
    Kind(
        slug="operative_schedule",
        title="判项详细清单",
        number_word="清单",
        layout=Layout.RULING,
        under=(source("SHANYANG")[18], source("CPL")[155]),
        addressees=together,
        facts=schedule_facts,
        missing=schedule_missing,
        retention=Retention.PERMANENT,
        public_notice=True,
        spec=("C-18.26", "C-18.27"),
    )
)
# 公告送达审批: the head of the division signs it with the act that approves publication (佳木斯四（二）).
SERVICE_ANNOUNCEMENT = register(
    Kind(
        slug="service_announcement",
        title="公告",
        number_word="公告",
        under=(source("CPL")[95], source("CPL")[283], source("CPL")[286], source("INT")[138], source("INT")[139]),
        addressees=announced,
        facts=announcement_facts,
        missing=announcement_missing,
        retention=Retention.SHORT,
        public_notice=True,
        spec=("A-4.12",),
    )
)
