"""The picture that stands for a map where somebody passes its address on: what is asked, the answers, the shape of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from argmap.diagram.contents import cards, counts
from argmap.diagram.fonts import STRONG
from argmap.diagram.measure import drawable, right_to_left, shorten, width, wrap
from argmap.diagram.paths import number
from argmap.diagram.plan import plan
from argmap.diagram.stacks import headline
from argmap.documents.press import set_document
from argmap.messages import Message
from argmap.model import ArgumentMap, Node
from argmap.model.map import place
from argmap.model.tally import tally

WIDTH, HEIGHT = 1200, 630
"""The size in pixels: what those who show such pictures ask for."""

_MARGIN = 64
_SHAPE = 300  # how wide the shape of the map is
_COLUMN = WIDTH - 3 * _MARGIN - _SHAPE + 24
_SIZES = ((60, 2), (52, 3), (44, 4), (38, 4))  # of the question, with the most lines that each may have
_MOST_SHOWN = 6
_ANSWER_SIZES = (30, 28, 26, 24)
_BESIDE, _GAP = 60, 16  # what the counts take, and the space between two answers
_AIR = 0.12
_SMALL = 22
_COUNTED = ("position", "reason", "objection")  # beside all cards; for more there is no room
_NOTHING = "There is nothing on this map yet."
# The colours of the shape, on dark ground.
_TONES = {
    "question": "#ECEAE5", "position": "#ECEAE5", "claim": "#BFC2C7", "reason": "#7FB2FF", "evidence": "#7FB2FF",
    "objection": "#FFAE70", "rebuttal": "#5BE3C0", "undercut": "#FFAE70",
}  # fmt: skip


def png(debate: ArgumentMap, title: str, translate: Callable[[str], str] = str) -> bytes:
    """The picture, 1200 by 630 pixels. `title` is shown where the map has no question of its own."""
    debate = debate.visible()
    asked = headline(debate)
    question = drawable(debate.nodes[asked].text if asked else title)
    size, lines = _question(question)
    positions = sorted((node for node in debate.nodes.values() if node.kind == "position"), key=place)
    job = {
        "title": question, "lines": lines, "size": size, "right_to_left": right_to_left(question),
        "counts": (counted := _counts(debate, translate)), "counts_right_to_left": right_to_left(counted),
        "positions": _positions(positions, debate, size * len(lines)),
        "more": _more(len(positions), translate), "empty": None if debate.nodes else translate(_NOTHING),
        "width": WIDTH, "height": HEIGHT, "margin": _MARGIN, "shape": _SHAPE if debate.relations else 0, "small": _SMALL,
    }  # fmt: skip
    files = {"shape.svg": _shape(debate).encode()}
    return set_document("social", job, files, form="png", density=72)


def _question(text: str) -> tuple[int, list[str]]:
    """The question in lines, as large as it may be."""
    for size, most in _SIZES:
        lines = wrap(text, _COLUMN / size, STRONG, most + 1)
        if len(lines) <= most:
            return size, lines
    size, most = _SIZES[-1]
    lines = wrap(text, _COLUMN / size, STRONG, most + 1)
    return size, [*lines[: most - 1], shorten(f"{lines[most - 1]} {lines[most]}", _COLUMN / size, STRONG)]


def _positions(positions: list[Node], debate: ArgumentMap, taken: float) -> list[dict[str, Any]]:
    """The answers, in type and lines for which there is room, with what speaks for each and against it at once."""
    shown = positions[:_MOST_SHOWN]
    if not shown:
        return []
    room = (HEIGHT - 2 * _MARGIN - 1.25 * taken - _BESIDE) / len(shown) - _GAP
    for size in _ANSWER_SIZES:
        made = [_position(node, debate, size, max(1, min(4, int(room / (1.25 * size))))) for node in shown]
        if not any(each["cut"] for each in made):
            break
    return made


def _position(node: Node, debate: ArgumentMap, size: int, most: int) -> dict[str, Any]:
    kinds = Counter(relation.kind for relation in debate.incoming(node.id))
    across = (_COLUMN - 60 - width(f"+{kinds['support']} −{kinds['attack']}") * size) / size
    lines = wrap(drawable(node.text), across, STRONG, most + 1)
    cut = len(lines) > most
    if cut:
        lines = [*lines[: most - 1], shorten(f"{lines[most - 1]} {lines[most]}", across, STRONG)]
    return {
        "lines": lines, "size": size, "right_to_left": right_to_left(node.text), "cut": cut,
        "pro": kinds["support"], "con": kinds["attack"],
    }  # fmt: skip


def _more(count: int, translate: Callable[[str], str]) -> str | None:
    over = count - _MOST_SHOWN
    return Message("and {count:,} more", {"count": over}).text(translate) if over > 0 else None


def _counts(debate: ArgumentMap, translate: Callable[[str], str]) -> str:
    found = tally(debate)
    said = (cards(found.cards), *counts(found, _COUNTED)) if found.cards else ()
    return "  ·  ".join(each.text(translate) for each in said)


def _shape(debate: ArgumentMap) -> str:
    """The shape of the map, as much of it as the picture is high: lines and boxes, no text too small to read."""
    made = plan(debate, "tree")
    right = max((box.right for box in made.boxes.values()), default=1.0)
    bottom = max((box.bottom for box in made.boxes.values()), default=1.0)
    high = right * HEIGHT / _SHAPE
    # A small map stands in the middle, a large one begins at the upper edge and is cut at the lower one.
    top = -(high - bottom) / 2 if bottom < high * 0.9 else -right * _AIR
    mirrored = (
        f' transform="matrix(-1 0 0 1 {number(right)} 0)"' if right_to_left(made.question or "") else ""
    )
    lines = "".join(
        f'<path d="{line.d()}" fill="none" stroke="{_TONES[link.tone]}" stroke-width="{number(right / 200)}"/>'
        for link in made.routes.links
        if not link.cross
        for line in link.lines
    )
    boxes = "".join(
        f'<rect x="{number(box.left)}" y="{number(box.top)}" width="{number(box.right - box.left)}" '
        f'height="{number(max(box.bottom - box.top, 1))}" rx="10" fill="{_TONES[made.cards[card].tone]}"/>'
        for card, box in made.boxes.items()
        if box.top < high
    )
    size = f"0 {number(top)} {number(right)} {number(high)}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}"><g{mirrored}>{lines}{boxes}</g></svg>'
