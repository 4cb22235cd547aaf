"""关联检索情况 and 材料移交清单: what goes with the file from filing to the department that takes it on (山阳第九条).

The list is taken from what the case holds; pages are counted by hand, and the receiver signs for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from courtflow.cases.models import Party
from courtflow.flow import clock
from courtflow.law.articles import source
from documents.addressing import saying
from documents.drafting import Draft
from documents.models import Document

from . import Annex, Kind, Layout, register
from .sides import answering, claiming

RECEIVERS = {"filing": "trial", "execution_filing": "execution", "mediation": "filing"}
FIRST = {
    "filing": (("起诉状（正本）", ""), ("证据材料", "见证据目录")),
    "execution_filing": (("强制执行申请书", "含已履行情况"), ("生效法律文书及生效证明", ""), ("财产线索", "")),
    "mediation": (("当事人信息采集记录", ""), ("调解笔录", "")),
}
IDENTITY = {True: "身份证明", False: "营业执照、法定代表人身份证明书"}
# Whose papers go along; what the next department makes for itself is none of them.
PAPERS_OF = {
    "filing": ("filing", "mediation"),
    "execution_filing": ("execution_filing", "urging"),
    "mediation": ("mediation",),
}


@saying("接收材料的部门")
def receiving_department(draft: Draft) -> Sequence[str]:
    """The department that holds the proceeding which this one opens, or goes back to."""
    row = _next(draft)
    return [(row or draft.proceeding).department.name]


def _next(draft: Draft) -> Any:
    rows = draft.case.proceedings.filter(kind=RECEIVERS[draft.proceeding.kind])
    return rows.select_related("department").order_by("id").last()


def handover_facts(draft: Draft) -> Mapping[str, Any]:
    return {
        "rows": [[name, copies, note] for name, copies, note in materials(draft)],
        "next_number": getattr(_next(draft), "number", None) or "",
    }


def materials(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """(name, copies, note): what was handed in, what each side proved of itself, and the papers made so far."""
    kind = draft.proceeding.kind
    yield from ((name, "1", note) for name, note in FIRST[kind])
    if kind == "filing":
        yield "起诉状副本", str(len(answering(draft))), "按被告、第三人人数"
    yield from _of_parties(draft)
    for title, numbers in _papers(draft).items():
        yield f"《{title}》", str(len(numbers)), f"{numbers[0]}{'等' if len(numbers) > 1 else ''}"


def _papers(draft: Draft) -> Mapping[str, list[str]]:
    """The numbers of each title, in the order in which they were made."""
    gone = (Document.State.FAILED, Document.State.REVOKED, Document.State.SUPERSEDED)
    rows = Document.objects.filter(case_id=draft.case.pk, proceeding__kind__in=PAPERS_OF[draft.proceeding.kind])
    found: dict[str, list[str]] = {}
    for title, number in rows.exclude(state__in=gone).order_by("id").values_list("title", "number"):
        found.setdefault(title, []).append(number)
    return found


def _of_parties(draft: Draft) -> Iterator[tuple[str, str, str]]:
    for party in claiming(draft):
        yield f"{party.name}{IDENTITY[party.kind == Party.Kind.NATURAL]}", "1", party.get_role_display()
        for agent in party.agents.all():
            yield f"授权委托书及代理人{agent.name}证件", "1", agent.firm


def report_facts(draft: Draft) -> Mapping[str, Any]:
    newest = draft.case.searches.last()
    if newest is None:
        return {"report": "", "people": [], "hits": []}
    return {
        "next_number": getattr(_next(draft), "number", None) or "",
        "report": str(newest),
        "searched_on": clock.day_of(newest.made_at).isoformat(),
        "people": [_found(row) for row in newest.result["parties"]],
        "unsearched": newest.result["unsearched"],
        "questions": [f"{row['name']}：{row['question']}" for row in newest.checks],
        "hits": _leads(draft, newest),
    }


HEADS = (
    ("suits_as_debtor", "作为义务人的未结诉讼"),
    ("enforcement_as_debtor", "作为义务人的未结执行类案件"),
    ("terminated", "作为被执行人终结本次执行程序的案件"),
    ("as_creditor", "作为权利人的未结案件"),
)


def _found(row: Mapping[str, Any]) -> dict[str, Any]:
    lines = [
        {"head": label, "count": row[name]["count"], "numbers": "、".join(row[name]["numbers"])}
        for name, label in HEADS
        if name in row
    ]
    return {"name": row["name"], "role": row["role"], "lines": lines}


def _leads(draft: Draft, newest: Any) -> list[dict[str, str]]:
    """Each enterprise that met a criterion, and what became of it: told of bankruptcy, or set aside with a reason."""
    names = {party.pk: party.name for party in draft.parties}
    reasons = dict(newest.dismissed.values_list("party_id", "reason"))
    return [
        {
            "name": names.get(hit["party"], ""),
            "outcome": f"未发送申请破产审查告知书，理由：{reasons[hit['party']]}"
            if hit["party"] in reasons
            else "已告知当事人可以申请破产，当事人现未申请破产立案",
        }
        for hit in newest.hits
    ]


def report_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["report"] else ["本案尚未进行关联检索，请先检索"]


RELATED_REPORT = register(
    Kind(
        slug="related_report",
        title="关联检索情况",
        number_word="关联检索",
        layout=Layout.LETTER,
        sealed=False,  # from one department to another
        under=(source("SHANYANG")[9], source("JIAMUSI")["九", 1], source("ZHEJIANG")["三", 4]),
        addressees=receiving_department,
        facts=report_facts,
        missing=report_missing,
        spec=("C-9.1", "C-9.3"),
    )
)
FILE_HANDOVER = register(
    Kind(
        slug="file_handover",
        title="案件材料移交清单",
        number_word="移清",
        layout=Layout.LETTER,
        sealed=False,  # from one department to another
        under=(source("LIM")[7], source("SHANYANG")[9]),
        addressees=receiving_department,
        facts=handover_facts,
        annexes=(Annex("移交签收单", "documents/annexes/handover_receipt.html", slip=True),),
        spec=("C-9.3",),
    )
)
