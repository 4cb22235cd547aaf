"""A kind of proceeding as a table and a diagram, drawn from its acts and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from . import registry
from .acts import BIRTH, SYSTEM, Act, acts_of


def state_label(model: Any, state: str) -> str:
    return "（开始）" if state == BIRTH else str(model.State(state).label)


def role_label(role: str) -> str:
    return "系统" if role == SYSTEM else registry.roles[role]


def rows(model: Any) -> list[dict[str, str]]:
    """One row per act: what, from where to where, who, guards, clocks, papers, articles."""
    return [_row(model, act) for act in acts_of(model).values()]


def _row(model: Any, act: Act) -> dict[str, str]:
    targets = [state_label(model, target) for target in act.targets] or ["不变"]
    return {
        "事项": act.label,
        "从": "、".join(state_label(model, source) for source in act.sources),
        "到": " / ".join(targets),
        "谁": "、".join(role_label(role) for role in act.by),
        "条件": "；".join(guard.reason for guard in act.guards),
        "期限": "；".join(
            [f"+{start.rule.timer} {start.rule.title}" for start in act.starts]
            + [f"−{stop.rule.timer}" for stop in act.stops]
            + list(stretches(act))
        ),
        "文书": "、".join(str(registry.document_kinds[order.slug].title) for order in act.orders),
        "开启": "、".join(str(registry.PROCEEDINGS[kind].TITLE) for kind in act.opens),
        "依据": "；".join(str(article) for article in act.under),
    }


def stretches(act: Act) -> Iterator[str]:
    """What an act does to running clocks, in words: for tables, pages and the API."""
    for pause in act.pauses:
        titles, why = "、".join(rule.title for rule in pause.rules), "、".join(each.label for each in pause.possible)
        yield f"中止 {titles}（{why}）"
    for resume in act.resumes:
        yield f"恢复计算（{'、'.join(each.label for each in resume.grounds)}）"
    for extend in act.extends:
        yield f"延长 {extend.rule.timer} {extend.rule.title}"


def text_table(model: Any) -> str:
    """The table as GitHub Markdown."""
    found = rows(model)
    head = list(found[0])
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(row[key] or "—" for key in head) + " |" for row in found]
    return "\n".join(lines)


def summary(kinds: Sequence[str]) -> str:
    """Kinds of proceeding in one table, for the README: states, clocks and papers of each, and what it opens."""
    lines = ["| 程序 | kind | 状态 | 期限 | 文书 | 开启 | 事项 |", "|---|---|---|---|---|---|--:|"]
    for kind in kinds:
        model = registry.PROCEEDINGS[kind]
        acts = acts_of(model).values()
        timers = sorted({start.rule.timer for act in acts for start in act.starts if start.rule.timer[1:].isdigit()})
        papers = sorted({str(registry.document_kinds[order.slug].title) for act in acts for order in act.orders})
        opened = dict.fromkeys(str(registry.PROCEEDINGS[other].TITLE) for act in acts for other in act.opens)
        states = " · ".join(str(label) for label in model.State.labels)
        listed = (" ".join(timers), "、".join(papers), "、".join(opened))
        cells = (model.TITLE, f"`{kind}`", states, *(text or "—" for text in listed), str(len(acts)))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def mermaid(model: Any) -> str:
    """The diagram as Mermaid stateDiagram-v2."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{model.State(state).label}" as {state}' for state in model.State.values]
    for act in acts_of(model).values():
        for source in act.sources:
            for target in act.targets:
                lines.append(f"    {source or '[*]'} --> {target}: {act.label}")
    lines += [f"    {state} --> [*]" for state in sorted(str(s) for s in model.TERMINAL)]
    return "\n".join(lines)
