"""A lifecycle as a self-contained SVG: every state a column, every act a row with its arrow; nothing can overlap."""

from __future__ import annotations

from html import escape
from typing import Any

from .acts import BIRTH, SYSTEM, Act, acts_of

COLUMN, ROW, HEAD, LABEL, MARGIN = 128, 34, 64, 250, 20
INK, QUIET, FAINT, RED, GREEN = "#333", "#bbb", "#eee", "#8b1a1a", "#2f6f3e"
PAPER, PALE = "#fff", "#eaf3ea"


def svg(model: Any) -> str:
    """An SVG document. Dots are the states an act may start from, the arrow head is where it leads."""
    columns = [BIRTH, *model.State.values]
    acts = list(acts_of(model).values())
    width = MARGIN * 2 + LABEL + COLUMN * len(columns)
    height = MARGIN * 2 + HEAD + ROW * len(acts)
    x = {state: MARGIN + LABEL + COLUMN * i + COLUMN // 2 for i, state in enumerate(columns)}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="13">',
        f"<title>{escape(str(model.TITLE))}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0 8 4 0 8z" fill="{INK}"/></marker></defs>',
    ]
    parts += [_column(model, state, x[state], height) for state in columns]
    parts += [_row(act, x, MARGIN + HEAD + ROW * i + ROW // 2) for i, act in enumerate(acts)]
    return "\n".join([*parts, "</svg>"])


def _column(model: Any, state: str, x: int, height: int) -> str:
    ends = state in {str(item) for item in model.TERMINAL}
    label = "（开始）" if state == BIRTH else str(model.State(state).label)
    half, box = len(label) > 8, COLUMN - 12
    lines = [label[: len(label) // 2], label[len(label) // 2 :]] if half else [label]
    text = "".join(f'<tspan x="{x}" dy="{15 if i else 0}">{escape(line)}</tspan>' for i, line in enumerate(lines))
    return (
        f'<line x1="{x}" y1="{MARGIN + 44}" x2="{x}" y2="{height - MARGIN}" stroke="{QUIET}" stroke-dasharray="2 4"/>'
        f'<rect x="{x - box // 2}" y="{MARGIN}" width="{box}" height="44" rx="5" fill="{PALE if ends else PAPER}" '
        f'stroke="{GREEN if ends else RED}" stroke-width="{2 if ends else 1}"/>'
        f'<text y="{MARGIN + (19 if half else 27)}" text-anchor="middle">{text}</text>'
    )


def _row(act: Act, x: dict[str, int], y: int) -> str:
    colour = QUIET if act.by == (SYSTEM,) else INK
    by_system = "（系统）" if act.by == (SYSTEM,) else "（或系统）" if SYSTEM in act.by else ""
    name = escape(act.label + by_system)
    parts = [
        f'<path d="M{MARGIN} {y + ROW // 2}H{max(x.values()) + COLUMN // 2}" stroke="{FAINT}"/>',
        f'<text x="{MARGIN}" y="{y + 5}">{name}</text>',
    ]
    for source in act.sources:
        for target in act.targets:
            if target != source:
                end = x[target] - 5 if x[target] > x[source] else x[target] + 5
                parts.append(
                    f'<line x1="{x[source]}" y1="{y}" x2="{end}" y2="{y}" stroke="{colour}" stroke-width="1.5" '
                    'marker-end="url(#tip)"/>'
                )
        parts.append(f'<circle cx="{x[source]}" cy="{y}" r="4" fill="{colour}"/>')
    return "".join(parts)
