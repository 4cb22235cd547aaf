"""All executions against one enterprise, in whichever case: stayed, resumed or ended together (企业破产法第十九条)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from courtflow.cases.models import Case, Party
from courtflow.flow.acts import SYSTEM, Deed, acts_of
from courtflow.flow.notices import send
from courtflow.flow.perform import perform
from courtflow.law.numerals import arabic_date
from enforcement.execution.models import Execution
from enforcement.execution.states import FILED_AND_OPEN, State

Pair = tuple[Execution, Party]
END = "terminate_for_bankruptcy"


def executions_elsewhere(debtor: Party, case: int) -> list[Pair]:
    """Numbered executions in other cases against the bearer of the debtor's credit code, with his row in each."""
    if not debtor.identifier:
        return []
    rows = Execution.objects.filter(
        debtors__identifier=debtor.identifier, state__in=[*FILED_AND_OPEN, State.TERMINATED_THIS_TIME]
    )
    rows = rows.exclude(number=None).exclude(case=case).select_related("court", "handler").distinct()
    return [(row, row.debtors.get(identifier=debtor.identifier)) for row in rows.order_by("case_id", "id")]


def tell_executions(pairs: Iterable[Pair], act_name: str, deed: Deed, bankruptcy: Any) -> None:
    """The system acts in this court's executions; another court's officers are told and act themselves.

    Cases are locked in the order of their numbers, so that two bankruptcies cannot wait for each other.
    """
    found = list(pairs)
    own = [execution.case_id for execution, _ in found if execution.court_id == bankruptcy.court_id]
    list(Case.objects.select_for_update().filter(pk__in=own).order_by("pk").values_list("pk"))
    for execution, debtor in found:
        ours = execution.court_id == bankruptcy.court_id
        if ours and (act_name == END or not execution.is_closed):
            told = {"debtor": debtor.pk, "court_ruling": ruling_of(deed)}
            perform(execution, act_name, by=SYSTEM, at=deed.at, facts=told)
        if execution.case_id != bankruptcy.case_id and execution.handler is not None:
            _notify(execution, debtor, act_name, bankruptcy)


def ruling_of(deed: Deed) -> str:
    """The ruling of the bankruptcy court that the act enters, by number and day."""
    number, day = deed.get("ruling_no"), deed.get("ruled_on")
    return f"{number}，{arabic_date(day)}" if number and day else ""


def _notify(execution: Execution, debtor: Party, act_name: str, bankruptcy: Any) -> None:
    label = acts_of(Execution)[act_name].label
    what = f"系统已办理：{label}" if execution.court_id == bankruptcy.court_id else f"请依法办理：{label}"
    text = f"被执行人{debtor.name}：{bankruptcy.court.name}{bankruptcy.state_label}，{what}"
    send([execution.handler], text, proceeding=execution)
