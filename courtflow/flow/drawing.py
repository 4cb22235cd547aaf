"""A lifecycle as a self-contained SVG: states in layers by distance from the start, acts as labelled arrows."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import Any

from .acts import BIRTH, acts_of

BOX_W, BOX_H, GAP_X, GAP_Y, MARGIN = 150, 44, 150, 46, 24


def svg(model: Any) -> str:
    """An SVG document. Layers run left to right; an arrow's acts are listed beside its middle."""
    layers = _layers(model)
    place = {
        state: (MARGIN + column * (BOX_W + GAP_X), MARGIN + row * (BOX_H + GAP_Y))
        for column, states in enumerate(layers)
        for row, state in enumerate(states)
    }
    width = MARGIN * 2 + len(layers) * (BOX_W + GAP_X)
    height = MARGIN * 2 + max(len(states) for states in layers) * (BOX_H + GAP_Y) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">',
        f"<title>{escape(model.TITLE)}</title>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#555"/></marker></defs>',
    ]
    parts += [_arrow(place, pair, labels) for pair, labels in _arrows(model).items()]
    parts += [_box(model, state, place[state]) for state in place]
    return "\n".join([*parts, "</svg>"])


def _layers(model: Any) -> list[list[str]]:
    depth, queue = {BIRTH: 0}, [BIRTH]
    while queue:
        here = queue.pop(0)
        for act in acts_of(model).values():
            for target in act.targets if here in act.sources else ():
                if target not in depth:
                    depth[target] = depth[here] + 1
                    queue.append(target)
    layers: defaultdict[int, list[str]] = defaultdict(list)
    for state, column in depth.items():
        layers[column].append(state)
    return [layers[column] for column in sorted(layers)]


def _arrows(model: Any) -> dict[tuple[str, str], list[str]]:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for act in acts_of(model).values():
        for source in act.sources:
            for target in act.targets:
                if source != target:
                    found[source, target].append(act.label)
    return found


def _arrow(place: dict[str, tuple[int, int]], pair: tuple[str, str], labels: list[str]) -> str:
    (x1, y1), (x2, y2) = place[pair[0]], place[pair[1]]
    if x2 > x1:
        start, end = (x1 + BOX_W, y1 + BOX_H // 2), (x2, y2 + BOX_H // 2)
    elif x2 < x1:
        start, end = (x1, y1 + BOX_H - 8), (x2 + BOX_W, y2 + BOX_H - 8)
    elif y2 > y1:
        start, end = (x1 + BOX_W // 2, y1 + BOX_H), (x2 + BOX_W // 2, y2)
    else:
        start, end = (x1 + BOX_W // 3, y1), (x2 + BOX_W // 3, y2 + BOX_H)
    mid_x, mid_y = (start[0] + end[0]) // 2, (start[1] + end[1]) // 2
    lines = "".join(
        f'<tspan x="{mid_x}" dy="{0 if i == 0 else 13}">{escape(label)}</tspan>' for i, label in enumerate(labels)
    )
    return (
        f'<line x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}" stroke="#888" marker-end="url(#tip)"/>'
        f'<text y="{mid_y - 4}" font-size="11" text-anchor="middle" fill="#333" '
        f'paint-order="stroke" stroke="#fff" stroke-width="3">{lines}</text>'
    )


def _box(model: Any, state: str, at: tuple[int, int]) -> str:
    x, y = at
    if state == BIRTH:
        return f'<circle cx="{x + BOX_W - 12}" cy="{y + BOX_H // 2}" r="9" fill="#333"/>'
    ends = state in {str(item) for item in model.TERMINAL}
    fill = "#e8f0e8" if ends else "#fff"
    return (
        f'<rect x="{x}" y="{y}" width="{BOX_W}" height="{BOX_H}" rx="6" fill="{fill}" stroke="#8b1a1a" '
        f'stroke-width="{3 if ends else 1}"/>'
        f'<text x="{x + BOX_W // 2}" y="{y + BOX_H // 2 + 5}" font-size="14" text-anchor="middle">'
        f"{escape(str(model.State(state).label))}</text>"
    )
