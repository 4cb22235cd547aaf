"""中止, 终结 and 终结本次执行程序: rulings on an execution as a whole; the first two take effect on service."""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.models import Party, Proceeding
from courtflow.law.articles import CPL, EBL, INT, SETTLE, ZB, ZZP
from documents.drafting import Draft, iso

from . import Kind, Layout, Numbering, Retention, register
from .enforcing import (
    background,
    bare,
    bench,
    cited,
    debtor_concerned,
    executed_parties,
    no_instrument,
    one_text_for_both,
    ruling_number,
)
from .execution_measures import JUDGES, WORDS

# (what has happened, the article) for each ground of 民诉法第二百六十七条第一款
STAYED = {
    "deferred": ("申请执行人表示可以延期执行", (CPL[267, 1, 1],)),
    "outsider": ("案外人对执行标的提出确有理由的异议", (CPL[267, 1, 2],)),
    "death": ("作为一方当事人的公民死亡，需要等待继承人继承权利或者承担义务", (CPL[267, 1, 3],)),
    "dissolved": ("作为一方当事人的法人或者其他组织终止，尚未确定权利义务承受人", (CPL[267, 1, 4],)),
    "other": ("本案有应当中止执行的其他情形", (CPL[267, 1, 5],)),
    "settlement": ("双方当事人达成执行和解协议", (CPL[241, 1], SETTLE[2])),
    "bankruptcy": ("被执行人已被移送破产审查", (INT[511], ZZP[8])),
    "accepted": ("人民法院已裁定受理被执行人的破产申请", (EBL[19], INT[513])),
}
# (what has happened, the article) for each ground of 民诉法第二百六十八条
ENDED = {
    "withdrawn": ("申请执行人撤销执行申请", (CPL[268, 0, 1],)),
    "revoked": ("据以执行的法律文书被撤销", (CPL[268, 0, 2],)),
    "dead": ("作为被执行人的公民死亡，无遗产可供执行，又无义务承担人", (CPL[268, 0, 3],)),
    "creditor_dead": ("追索赡养费、扶养费、抚养费案件的权利人死亡", (CPL[268, 0, 4],)),
    "destitute": ("作为被执行人的公民因生活困难无力偿还借款，无收入来源，又丧失劳动能力", (CPL[268, 0, 5],)),
    "other": ("本案有应当终结执行的其他情形", (CPL[268, 0, 6],)),
    "bankrupt": ("被执行人已被人民法院裁定宣告破产", (CPL[268, 0, 6], INT[513])),
}
CHECKS = (
    ("network", "已通过网络执行查控系统查询被执行人的财产"),
    ("offline", "已对不动产等进行传统查控，并核实申请执行人提供的财产线索"),
    ("searched", "被执行人下落不明的，已依法查找"),
    ("sanctioned", "对妨害执行的行为，已依法处理"),
)


def act_of(draft: Draft) -> str:
    return str(draft.event.act).split(".")[-1]


def stay_facts(draft: Draft) -> Mapping[str, Any]:
    word = {"settle": "settlement", "suspend_for_bankruptcy": "bankruptcy"}.get(act_of(draft)) or draft.asked("ground")
    concerned = debtor_concerned(draft) if word == "bankruptcy" else []
    if concerned and not being_transferred(concerned[0]):
        word = "accepted"
    ground, articles = STAYED[word]
    return background(draft) | {
        "ground": ground,
        "cited": cited(*articles),
        "note": bare(draft.asked("note", "")),
        "settlement": bare(draft.asked("content", "")) if word == "settlement" else "",
        "last_due_on": draft.asked("last_due_on") if word == "settlement" else None,
        "debtor": concerned[0].name if concerned else "",
        "others": others_than(draft, concerned),
        "accepted": word == "accepted",
        "court_ruling": draft.asked("court_ruling", ""),
    }


def others_than(draft: Draft, concerned: Sequence[Party]) -> bool:
    return any(party not in concerned for party in executed_parties(draft))


def being_transferred(debtor: Party) -> bool:
    """Stayed because his case goes over for review; otherwise because a petition has been accepted."""
    rows = Proceeding.objects.filter(kind="bankruptcy", state="decided")
    return rows.filter(bankruptcy__debtor__identifier=debtor.identifier).exists()


def termination_facts(draft: Draft) -> Mapping[str, Any]:
    bankrupt = act_of(draft) == "terminate_for_bankruptcy"
    ground, articles = ENDED["bankrupt" if bankrupt else draft.asked("ground")]
    concerned = debtor_concerned(draft) if bankrupt else []
    return background(draft) | {
        "ground": ground,
        "cited": cited(*articles),
        "note": bare(draft.asked("note", "")),
        "debtor": concerned[0].name if concerned else "",
        "others": others_than(draft, concerned),
        "court_ruling": draft.asked("court_ruling", ""),
        "again": not bankrupt and draft.asked("ground") == "withdrawn",  # 解释第五百一十八条
    }


def measure_taken(measure: Any) -> str:
    name = measure.debtor.name
    if word := WORDS.get(measure.kind):
        return f"{word}{name}的{measure.subject}"
    return {"consumption_ban": f"对{name}发出限制消费令", "listing": f"将{name}纳入失信被执行人名单"}[measure.kind]


def this_time_facts(draft: Draft) -> Mapping[str, Any]:
    """债权情况、执行经过、财产情况、实现的债权、继续履行和恢复执行的权利 (终本规定第六条)."""
    row = draft.proceeding
    review = row.closing_reviews.latest("id")
    checks = review.checks
    return (
        background(draft)
        | bench(checks.get("panel", ""))
        | {
            "claimed": f"{row.claimed_amount:.2f}" if row.claimed_amount is not None else None,
            "recovered": f"{row.recovered:.2f}",
            "unsaleable": review.reason == "unsaleable",
            "consent": checks.get("consent", ""),
            "told_on": checks.get("creditor_told_on"),
            "note": bare(checks.get("note", "")),
            "steps": [text for name, text in CHECKS if checks.get(name)],
            "notices": [
                {"name": notice.debtor.name, "on": iso(notice.served_on)}
                for notice in row.notices.select_related("debtor").filter(report_ordered=True)
            ],
            "controls": [
                {
                    "on": iso(control.queried_on),
                    "stage": control.get_stage_display(),
                    "result": bare(control.result),
                    "value": f"{control.value:.2f}",
                }
                for control in row.controls.all()
            ],
            "measures": [
                {"text": measure_taken(measure), "on": iso(measure.taken_on)}
                for measure in row.measures.select_related("debtor")
            ],
        }
    )


STAY_RULING = register(
    Kind(
        slug="stay_ruling",
        title="执行裁定书",
        numbering=Numbering.CASE,
        case_number=ruling_number,
        layout=Layout.RULING,
        under=(CPL[267], CPL[269]),
        addressees=one_text_for_both,
        facts=stay_facts,
        missing=no_instrument,
        approver=JUDGES,
        public_notice=True,
        spec=("A-9.10",),
    )
)
TERMINATION_RULING = register(
    Kind(
        slug="termination_ruling",
        title="执行裁定书",
        numbering=Numbering.CASE,
        case_number=ruling_number,
        layout=Layout.RULING,
        under=(CPL[268], CPL[269]),
        addressees=one_text_for_both,
        facts=termination_facts,
        missing=no_instrument,
        approver=JUDGES,
        retention=Retention.SHORT,  # 终结 (诉讼档案保管期限规定第三条)
        public_notice=True,
    )
)
CLOSING_RULING = register(
    Kind(
        slug="closing_ruling",
        title="执行裁定书",
        numbering=Numbering.CASE,
        case_number=ruling_number,
        layout=Layout.RULING,
        under=(INT[517], ZB[1], ZB[6], ZB[9]),
        addressees=one_text_for_both,
        facts=this_time_facts,
        missing=no_instrument,
        # 解释第五百一十七条: 经院长批准; whoever approves the closing has signed the ruling with it.
        approver=(Role.PRESIDENT,),
        public_notice=True,
        spec=("B-4.8",),
    )
)
