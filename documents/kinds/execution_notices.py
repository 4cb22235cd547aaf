"""执行通知书, 报告财产令, 查控移转单, 恢复执行 and 结案 notices: what an execution tells people as it goes on."""

from collections.abc import Mapping
from typing import Any

from courtflow.law import fees
from courtflow.law.articles import CPL, INT, SETTLE, ZZP, source
from documents.addressing import to
from documents.drafting import Draft, account_facts, iso, performance_facts, yuan

from . import Annex, Kind, Layout, Retention, Slot, register
from .enclosures import RECEIPT
from .enforcing import background, bare, both_sides, cited, executed, executed_parties, no_instrument, sum_of
from .lateness import statement_facts

RESUMED = {
    "default": ("被执行人不履行执行和解协议", (CPL[241, 2], INT[465], SETTLE[9])),
    "fraud": ("执行和解协议系受欺诈、胁迫达成", (CPL[241, 2],)),
    "ceased": ("中止执行的情形已经消失", (CPL[267, 2],)),
    "bankruptcy": ("受移送法院裁定不予受理或者驳回破产申请", (INT[513], ZZP[18])),
    "revived": ("申请执行人提供的财产线索经核查属实，有可供执行的财产", (CPL[265], INT[517, 2])),
}


def joined(draft: Draft) -> Any:
    """The ruling that made a debtor of somebody whom the instrument does not name (变更追加规定)."""
    rulings = draft.proceeding.substitutions.filter(person=draft.addressee, state="granted")
    return rulings.select_related("person", "replaced").order_by("-id").first()


def notice_facts(draft: Draft) -> Mapping[str, Any]:
    ruling = joined(draft)
    # He answers for what the one owes whose place he takes, or beside whom he was added.
    owed = draft.owed_by(ruling.replaced if ruling else draft.addressee)
    own = background(draft)
    shown = {item.item for item in owed}
    return own | {
        "obligations": [row for row in own["obligations"] if row["no"] in shown],
        "joint": len(executed_parties(draft)) > 1,
        "joined": ruling
        and {"number": ruling.ruling_no, "request": ruling.request, "liability": bare(ruling.liability)},
        "perform_days": draft.asked("perform_days"),
        "accounts": account_facts(draft, []),
        "bearing": any(item.interest_rate for item in owed),
        "fee": fee_of(draft.proceeding),
        "hints": draft.asked("note", ""),
        **statement_facts(draft, owed),
    }


def fee_of(execution: Any) -> str | None:
    """申请执行费 of the sum filed for; none is known where no money is claimed."""
    return f"{fees.enforcement(execution.claimed_amount):.2f}" if execution.claimed_amount else None


def notice_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = no_instrument(snapshot)
    if not snapshot["obligations"]:
        found.append("该被执行人没有应当履行的义务，请核对判项的义务人")
    if snapshot["balance"] and not snapshot["accounts"]:
        found.append("本院没有设定案款账户，执行通知书不能指定付款账户，请由管理员填写")
    return found


def report_facts(draft: Draft) -> Mapping[str, Any]:
    return background(draft) | {"report_days": draft.asked("report_days")}


def transfer_facts(draft: Draft) -> Mapping[str, Any]:
    rows = list(draft.proceeding.controls.filter(stage="first"))
    return background(draft) | {
        "controls": [{"on": iso(row.queried_on), "value": f"{row.value:.2f}", "result": row.result} for row in rows],
        "total": sum_of([row.value for row in rows]),
        "claimed": yuan(draft.proceeding.claimed_amount),
        "verified": draft.proceeding.verified_value is not None,
    }


def transfer_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = no_instrument(snapshot)
    return found if snapshot["controls"] else [*found, "没有首次网络查控结果，请先登记"]


def resumption_facts(draft: Draft) -> Mapping[str, Any]:
    why = {"resume_from_bankruptcy": "bankruptcy", "file_revival": "revived"}.get(draft.event.act.split(".")[-1])
    ground, articles = RESUMED[why or draft.asked("reason")]
    proceeding = draft.proceeding
    original = proceeding.origin if proceeding.revival else None
    return background(draft) | {
        "ground": ground,
        "cited": cited(*articles),
        "found_on": draft.asked("found_on"),
        "note": bare(draft.asked("note", "")),
        "debtor": next((party.name for party in draft.asked_parties("debtor")), ""),
        "court_ruling": draft.asked("court_ruling", ""),
        "original_number": (original.number or "") if original else "",
        "revived": why == "revived",
        "claimed": yuan(proceeding.claimed_amount) if why == "revived" and proceeding.verified_value else None,
    }


def closing_facts(draft: Draft) -> Mapping[str, Any]:
    return background(draft) | {
        "performances": performance_facts(draft.obligations),
        "recovered": f"{draft.proceeding.recovered:.2f}",
        "measures_standing": draft.proceeding.measures.filter(lifted_on=None).exists(),
    }


ENFORCEMENT_NOTICE = register(
    Kind(
        slug="enforcement_notice",
        title="执行通知书",
        number_word="执通",
        under=(CPL[251], INT[480], source("EXR")[22], CPL[264]),
        addressees=executed,
        facts=notice_facts,
        missing=notice_missing,
        # 失信名单规定第五条: the notice warns of the list
        slots=(Slot("risk", "风险提示", ("限制消费", "失信被执行人名单", "罚款", "拘留")),),
        annexes=(RECEIPT,),
        public_notice=True,
        served_by="notify_debtor",
        spec=("E-3.20",),
    )
)
ASSET_REPORT_ORDER = register(
    Kind(
        slug="asset_report_order",
        title="报告财产令",
        number_word="财报",
        under=(CPL[252], source("ASSET")[3], source("ASSET")[4], source("ASSET")[5], source("ASSET")[6]),
        addressees=executed,
        facts=report_facts,
        missing=no_instrument,
        slots=(Slot("duty", "违反报告义务的责任", ("罚款", "拘留")),),
        annexes=(Annex("被执行人财产报告表", "documents/annexes/asset_report.html", slip=True),),
        public_notice=True,
        served_by="notify_debtor",
    )
)
CONTROL_TRANSFER = register(
    Kind(
        slug="control_transfer",
        title="执行案件及首次网络查控结果移转单",
        number_word="移转",
        layout=Layout.LETTER,
        under=(source("NANZHAO")["三", 5],),
        addressees=to("执行指挥中心"),
        facts=transfer_facts,
        missing=transfer_missing,
        annexes=(Annex("强制执行申请书、执行依据等立案材料"), Annex("网络查控反馈结果")),
        retention=Retention.SHORT,
        spec=("E-3.12", "E-3.13"),
    )
)
RESUMPTION_NOTICE = register(
    Kind(
        slug="resumption_notice",
        title="恢复执行通知书",
        number_word="恢执通",
        under=(CPL[241], CPL[267], INT[513], INT[517]),
        addressees=both_sides,
        facts=resumption_facts,
        missing=no_instrument,
        annexes=(RECEIPT,),
        public_notice=True,
        spec=("E-4.3", "E-4.5"),
    )
)
CLOSING_NOTICE = register(
    Kind(
        slug="closing_notice",
        title="结案通知书",
        number_word="结",
        under=(source("EXR")[64], source("LJ")[15]),
        addressees=both_sides,
        facts=closing_facts,
        missing=no_instrument,
        public_notice=True,
    )
)
