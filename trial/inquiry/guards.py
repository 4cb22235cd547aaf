"""What must be true before somebody is asked, and before an answer counts."""

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.models import Instrument
from courtflow.flow.acts import Deed
from courtflow.flow.refusals import guard
from courtflow.law.articles import JIAMUSI, SHANYANG

from .states import Direction

HEAD = Role.DIVISION_HEAD.label


@guard(
    "本院规定执行内容不明确的不予立案，不向审判部门征询",
    under=[JIAMUSI["十一", 1], SHANYANG[27]],
    remedy="以“执行标的或者被执行人不明确”不予立案，告知当事人通过诉讼程序确定后再申请",
    ask=Role.FILING_JUDGE.label,
    spec=("A-11.3",),
)
def court_inquires(inquiry: Any) -> bool:
    return bool(inquiry.policy.value("instrument.unclear") == "inquire")


@guard(
    "本案没有本院审判部门作出的生效法律文书",
    under=SHANYANG[27],
    remedy="其他法院或者仲裁、公证机构作出的文书，向作出机构书面了解",
    ask=HEAD,
    spec=("C-27.1",),
)
def instrument_is_of_this_court(inquiry: Any) -> bool:
    return asked_about(inquiry.case).exists()


def asked_about(case: Any) -> Any:
    """Effective instruments of the case that a trial of this court made."""
    made_here = Instrument.objects.filter(case=case, proceeding__kind="trial", proceeding__court=case.court_id)
    return made_here.exclude(effective_on=None)


@guard(
    "就同一法律文书的征询尚未办结",
    under=SHANYANG[27],
    remedy="待审判部门答复；答复不明确的，商请审判管理部门督促",
    ask=HEAD,
    needs_facts=True,
)
def not_asked_already(inquiry: Any, deed: Deed) -> bool:
    rows = type(inquiry).objects.filter(instrument=deed["instrument"], closed_at=None)
    return not rows.exclude(pk=inquiry.pk).exists()


@guard(
    "本征询由执行部门答复",
    under=SHANYANG[20],
    remedy="等待执行部门书面答复",
    ask=Role.BUREAU_CHIEF.label,
)
def enforcement_is_asked(inquiry: Any) -> bool:
    return bool(inquiry.direction == Direction.OPINION)


@guard(
    "本征询由审判部门答复并由征询部门审查",
    under=SHANYANG[27],
    remedy="由作出法律文书的审判部门书面答复或者裁定补正",
    ask=HEAD,
)
def the_division_is_asked(inquiry: Any) -> bool:
    return bool(inquiry.direction == Direction.CLARITY)


@guard(
    "本征询是其他部门发出的",
    under=SHANYANG[27],
    remedy="由发出征询的部门办理",
    needs_facts=True,
)
def asking_unit_acts(inquiry: Any, deed: Deed) -> bool:
    return any(held.covers(inquiry.asking) for held in deed.by.current)
