"""The shape of a debate as a very small picture: signs and lines, no text too small to read."""

from __future__ import annotations

from argmap.diagram.corridors import Box
from argmap.diagram.paths import number
from argmap.diagram.plan import Plan, plan
from argmap.model import ArgumentMap

_HIGHEST = 0.62  # of the width: a larger map is cut, since its shape is all that counts


def thumbnail(debate: ArgumentMap) -> str:
    """An svg element without text, styles and names; its colours come from the page, by class. O(n log n).

    >>> from argmap.model import Node, replay
    >>> from argmap.model.operations import AddNode
    >>> thumbnail(replay([AddNode(Node("n1", "position", "Cars out of town."))])).count("<rect")
    1
    """
    made = plan(debate, "tree")
    right = max((box.right for box in made.boxes.values()), default=1.0)
    bottom = max((box.bottom for box in made.boxes.values()), default=1.0)
    high = min(bottom, right * _HIGHEST)
    shown = {card: box for card, box in made.boxes.items() if box.top < high}
    parts = [*_lines(made, high), *(_card(made, card, box) for card, box in shown.items())]
    size = f"-4 -4 {number(right + 8)} {number(high + 8)}"
    return f'<svg class="shape" viewBox="{size}" aria-hidden="true">{"".join(parts)}</svg>'


def _lines(made: Plan, high: float) -> list[str]:
    return [
        f'<path class="{link.tone}" d="{line.d()}"/>'
        for link in made.routes.links
        if not link.cross
        for line in link.lines
        if line.start[1] < high
    ]


def _card(made: Plan, card: str, box: Box) -> str:
    tone = made.cards[card].tone
    height = number(max(box.bottom - box.top, 1))
    wide = number(box.right - box.left)
    return f'<rect class="{tone}" x="{number(box.left)}" y="{number(box.top)}" width="{wide}" height="{height}" rx="8"/>'
