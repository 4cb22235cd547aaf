"""Orders of investigation in a few words: a lawyer, what he asks for, what the holder answers."""

from __future__ import annotations

from typing import Any

from courtflow.cases.models import Agent, Case, Party

ASKED = {
    "licence": "11234202010000001", "applied_on": "2024-06-28", "holder": "某市不动产登记中心", "holder_address": "",
    "scope": ["evidence", "property"], "content": "李二名下不动产登记信息\n近三年的抵押登记材料",
    "purpose": "查明被告的履行能力", "obstacle": "kept", "reason": "登记机构不向代理人提供查询", "barred": [],
}  # fmt: skip
ISSUED = {"decision": "issue", "granted": "李二名下不动产登记信息\n近三年的抵押登记材料"}
REFUSED = {"decision": "refuse", "ground": "needless", "why": "申请查询的期间早于借款发生之日"}


def lawyer(case: Case, **other: Any) -> Agent:
    """The plaintiff's."""
    known = {
        "kind": Agent.Kind.LAWYER,
        "name": "周律",
        "firm": "演示律师事务所",
        "phone": "13800000001",
        "address": "演示路1号",
    }
    return Agent.objects.create(party=case.parties.get(role=Party.Role.PLAINTIFF), **known | other)


def application(matter: Any, agent: Agent, **other: Any) -> dict[str, Any]:
    return ASKED | {"matter": matter.pk, "agent": agent.pk} | other


def newcomer(matter: Any, **other: Any) -> dict[str, Any]:
    """A lawyer who is not yet registered as an agent of the case."""
    principal = matter.case.parties.get(role=Party.Role.PLAINTIFF)
    known = {
        "agent": "", "principal": principal.pk, "agent_kind": "lawyer", "agent_name": "周律",
        "agent_firm": "演示律师事务所", "agent_phone": "13800000001", "agent_address": "演示路1号",
    }  # fmt: skip
    return ASKED | {"matter": matter.pk} | known | other


def returned(outcome: str, **other: Any) -> dict[str, Any]:
    return {
        "returned_on": "2024-07-08",
        "presented_on": "2024-07-05",
        "result": outcome,
        "answer": "不动产登记信息表2份",
    } | other
