"""Whether an execution that is about to be closed used an order, or why it did not (南召三2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courtflow.cases.models import Agent, Party

from .models import Investigation
from .states import State


def _orders(execution: Any) -> Any:
    return Investigation.objects.filter(origin=execution.pk)


def lawyer_carried_one(execution: Any) -> bool:
    return bool(_orders(execution).exclude(issued_on=None).filter(agent__kind=Agent.Kind.LAWYER).exists())


def legal_worker_carried_one(execution: Any) -> bool:
    return bool(_orders(execution).exclude(issued_on=None).filter(agent__kind=Agent.Kind.LEGAL_WORKER).exists())


def creditor_has_no_lawyer(execution: Any) -> bool:
    agents = Agent.objects.filter(party__case=execution.case_id, party__role__in=Party.CREDITOR_SIDE)
    return not agents.filter(kind=Agent.Kind.LAWYER).exists()


def leader_approved_an_exception(execution: Any) -> bool:
    return bool(_orders(execution).filter(state=State.REFUSED).exclude(approved_by=None).exists())


# What the judge may answer before 终本, what must be true of it, and what to do where it is not.
ANSWERS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "order": (lawyer_carried_one, "本案没有签发过由律师持有的调查令，请先登记申请并签发"),
    "worker_order": (legal_worker_carried_one, "本案没有签发过由基层法律服务工作者持有的调查令，请先登记申请并签发"),
    "explained": (
        creditor_has_no_lawyer,
        "申请执行人有代理律师，应使用律师调查令；有特殊情况的，报请主管领导批准不使用",
    ),
    "excepted": (
        leader_approved_an_exception,
        "没有主管领导批准不使用律师调查令的记录，请先办理“报请不使用律师调查令”",
    ),
}


def fault(answer: str, execution: Any) -> str:
    """Why an answer is not true of this execution, in Chinese; empty where it is."""
    holds, otherwise = ANSWERS[answer]
    return "" if holds(execution) else otherwise
