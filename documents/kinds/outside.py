"""委托函 to the court of another place, and the sheet on which the bureau chief lets officers go there (南召三3)."""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.law.articles import CPL, ENTRUST, source
from documents.addressing import Addressee, saying, to
from documents.drafting import Draft, iso

from . import Annex, Kind, Layout, register
from .enforcing import background, bare, cited, lines, no_instrument

NANZHAO = source("NANZHAO")
REPLY = Annex("委托事项办理回执", "documents/annexes/entrust_reply.html", slip=True)


@saying("受托法院")
def entrusted_court(draft: Draft) -> Sequence[Addressee]:
    return [draft.asked("court")]


def letter_facts(draft: Draft) -> Mapping[str, Any]:
    asked = draft.asked
    rows = draft.proceeding.outside_matters.filter(entrusted=True, court=asked("court"), matter=asked("matter"))
    row = rows.latest("id")
    investigating = row.matter == row.Matter.INVESTIGATE
    return background(draft) | {
        "entrusted": row.get_matter_display(),
        "content": bare(row.content),
        "demand": bare(asked("demand", "")),
        "enclosed": lines(asked("enclosed", "")),
        "investigating": investigating,
        "cited": cited(*((CPL[134],) if investigating else ()), ENTRUST[2], ENTRUST[4]),
    }


def trip_facts(draft: Draft) -> Mapping[str, Any]:
    (row,) = draft.proceeding.outside_matters.filter(pk=draft.asked("outside_matter")["id"])
    return background(draft) | {
        "particulars": [
            ["案件", f"{draft.proceeding.number}{draft.case.cause}"],
            ["办理事项", row.get_matter_display()],
            ["具体内容", bare(row.content)],
            ["办理地点", row.place],
            ["不委托当地法院办理的理由", bare(row.reason)],
            ["拟派人员", row.people],
            ["高级人民法院批准文号", row.high_court_leave or "不出本省，不需要"],
        ],
        "leaves_on": iso(row.leaves_on),
        "opened_on": iso(row.opened_on),
        "allowed": bool(row.allowed),
        "opinion": bare(row.opinion),
        "chief": draft.event.by.display_name if draft.event.by else "",
        "decided_on": iso(row.decided_on),
    }


ENTRUST_LETTER = register(
    Kind(
        slug="entrust_letter",
        title="委托函",
        number_word="委托",
        layout=Layout.LETTER,
        under=(ENTRUST[2], ENTRUST[4], CPL[134], NANZHAO["三", 3]),
        addressees=entrusted_court,
        facts=letter_facts,
        missing=no_instrument,
        annexes=(REPLY,),
        spec=("E-3.6",),
    )
)
TRIP_APPROVAL = register(
    Kind(
        slug="trip_approval",
        title="赴外地办理执行事项审批单",
        number_word="外办审",
        layout=Layout.LETTER,
        sealed=False,  # inside the bureau, the chief signs
        under=(ENTRUST[1], NANZHAO["三", 3]),
        addressees=to("执行局"),
        facts=trip_facts,
        approver=(Role.BUREAU_CHIEF,),  # 南召三3: 未委托的必须经局长审查批准
        spec=("E-3.7",),
    )
)
