"""The picture that stands for a map where somebody passes its address on: what is asked, the answers, the shape of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from argmap.diagram.contents import cards, counts
from argmap.diagram.fonts import STRONG
from argmap.diagram.look import Look
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
_SHAPE, _ASIDE = 300, 40  # how wide the shape of the map is, and what lies between it and the words
_LINE = 1.25  # how high a line is, times its type
_SIZES = ((60, 2), (52, 3), (44, 4), (38, 4))  # of the question, with the most lines that each may have
_MOST_SHOWN = 6
_ANSWER_SIZES = (30, 28, 26, 24)
_MOST_LINES = 4
_FIGURES = 60  # what stands beside an answer, without its figures
_GAP = 16  # below each answer
_ABOVE, _BELOW = 14, 26  # between the question, the counts, and the answers
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
    told = job(debate, title, translate)
    files = {"shape.svg": shape(debate, told["right_to_left"]).encode()}
    return set_document("social", told, files, form="png", density=72)


def job(debate: ArgumentMap, title: str, translate: Callable[[str], str] = str) -> dict[str, Any]:
    """What the typesetter is told of a visible map: every line measured and broken, so that all of it fits."""
    asked = headline(debate)
    question = drawable(debate.nodes[asked].text if asked else title)
    # Where no card answers another one there is no shape to show, and the words have all the room.
    aside = _SHAPE if debate.relations else 0
    across = WIDTH - 2 * _MARGIN - (aside + _ASIDE if aside else 0)
    size, lines = _question(question, across)
    positions = sorted((node for node in debate.nodes.values() if node.kind == "position"), key=place)
    answers = _positions(
        positions, debate, across, HEIGHT - 2 * _MARGIN - _LINE * size * len(lines) - _taken()
    )
    more, there = _more(len(positions) - len(answers), translate), _counts(debate, translate)
    return {
        "title": question, "lines": lines, "size": size, "right_to_left": right_to_left(question),
        "counts": there and shorten(there, across / _SMALL), "counts_right_to_left": right_to_left(there),
        "positions": answers, "more": more, "more_right_to_left": right_to_left(more or ""),
        "empty": None if debate.nodes else translate(_NOTHING), "column": across, "above": _ABOVE, "gap": _GAP, "line": _LINE,
        "width": WIDTH, "height": HEIGHT, "margin": _MARGIN, "shape": aside, "small": _SMALL,
    }  # fmt: skip


def _taken() -> float:
    """How high the counts are, with the space around them."""
    return _ABOVE + _LINE * _SMALL + _BELOW


def _question(text: str, across: float) -> tuple[int, list[str]]:
    """The question in lines, as large as it may be."""
    for size, most in _SIZES:
        lines = wrap(text, across / size, STRONG, most + 1)
        if len(lines) <= most:
            return size, lines
    size, most = _SIZES[-1]
    return size, _cut(wrap(text, across / size, STRONG, most + 1), most, across / size)


def _cut(lines: list[str], most: int, room: float) -> list[str]:
    """So many lines and no more; the last one ends where it is cut."""
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], shorten(f"{lines[most - 1]} {lines[most]}", room, STRONG)]


def _positions(
    positions: list[Node], debate: ArgumentMap, across: float, room: float
) -> list[dict[str, Any]]:
    """The answers for which there is room, in type and lines that fit, with what speaks for each and against it at once."""
    made: list[dict[str, Any]] = []
    shown = positions[:_MOST_SHOWN]
    while shown and _least(len(shown), len(positions)) > room:
        shown = shown[:-1]
    for size in _ANSWER_SIZES if shown else ():
        more = _LINE * _SMALL if len(shown) < len(positions) else 0.0
        most = int(((room - more) / len(shown) - _GAP) / (_LINE * size))
        if most < 1:
            continue
        made = [_position(node, debate, size, min(_MOST_LINES, most), across) for node in shown]
        if not any(each["cut"] for each in made):
            break
    return made


def _least(shown: int, count: int) -> float:
    """How high so many answers of one line are in the smallest type, and the line that says how many more there are."""
    return shown * (_LINE * _ANSWER_SIZES[-1] + _GAP) + (_LINE * _SMALL if shown < count else 0.0)


def _position(node: Node, debate: ArgumentMap, size: int, most: int, across: float) -> dict[str, Any]:
    kinds = Counter(relation.kind for relation in debate.incoming(node.id))
    room = (across - _FIGURES - width(f"+{kinds['support']} −{kinds['attack']}") * size) / size
    lines = wrap(drawable(node.text), room, STRONG, most + 1)
    return {
        "lines": _cut(lines, most, room), "size": size, "right_to_left": right_to_left(node.text), "cut": len(lines) > most,
        "pro": kinds["support"], "con": kinds["attack"],
    }  # fmt: skip


def _more(over: int, translate: Callable[[str], str]) -> str | None:
    return Message("and {count:,} more", {"count": over}).text(translate) if over > 0 else None


def _counts(debate: ArgumentMap, translate: Callable[[str], str]) -> str:
    found = tally(debate)
    said = (cards(found.cards), *counts(found, _COUNTED)) if found.cards else ()
    # Each keeps to itself, so that a number stays with its word whichever way the line runs.
    return "  ·  ".join(f"\u2068{each.text(translate)}\u2069" for each in said)


def shape(debate: ArgumentMap, backwards: bool) -> str:
    """The shape of a visible map as SVG, as much of it as the picture is high: lines and boxes, no text too small to read.

    `backwards`: it is read from the right, as the words beside it are.
    """
    made = plan(debate, "tree", look=Look(direction="rtl" if backwards else "ltr"))
    right = max((box.right for box in made.boxes.values()), default=1.0)
    bottom = max((box.bottom for box in made.boxes.values()), default=1.0)
    high = right * HEIGHT / _SHAPE
    # A small map stands in the middle, a large one begins at the upper edge and is cut at the lower one.
    top = -(high - bottom) / 2 if bottom < high * 0.9 else -right * _AIR
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
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}"><g>{lines}{boxes}</g></svg>'
