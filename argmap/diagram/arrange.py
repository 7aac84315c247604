"""Where every card stands: stacks of cards given to a layout, its heights made into boxes, from left to right or back.

Most pictures have one side: what stands at the top is at the left (or, from right to left, at the right), and answers
follow in columns. Where two positions *face* each other, the answers to the first go off to one side and those to the
second to the other, and the question stands in the middle, above both: there it is the title of the picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from argmap.diagram.corridors import Box, Grid
from argmap.diagram.density import Density
from argmap.diagram.frames import Frame, frames, lowered, roomier, runs
from argmap.diagram.layout import FACING_SCROLLED, LOWEST, NO_FACING, SCROLLED, SIBLING_GAP, place, tree
from argmap.diagram.paths import Path
from argmap.diagram.stacks import Stack, headline, heights, stacks
from argmap.messages import Message
from argmap.model import ArgumentMap
from argmap.model.roles import Standing

_ABOVE = 32.0  # between the question and the positions that face each other below it
_ONE_SIDED = {
    "facing": "auto",
    FACING_SCROLLED: SCROLLED,
}  # what takes their place where there are not two sides


@dataclass(frozen=True, slots=True)
class Arranged:
    """The boxes of all cards that are drawn, in the order of the argument, and the columns in which they stand.

    `middle` is the card above two positions that face each other, `answers` the lines from it to them,
    `frames` the sheets behind the cards of open groups.
    """

    boxes: Mapping[str, Box]
    grid: Grid
    layout: str
    notes: tuple[Message, ...]
    middle: str | None = None
    answers: tuple[Path, ...] = ()
    frames: tuple[Frame, ...] = ()

    def shortened(self, feet: Mapping[str, float]) -> Arranged:
        """The same with so much of the lowest part of some boxes left for what stands at the foot of their cards."""
        shorter = {
            node: self.boxes[node].shortened(foot) for node, foot in feet.items() if node in self.boxes
        }
        return replace(self, boxes={**self.boxes, **shorter}) if shorter else self

    def fit(self, shape: float) -> float:
        """How large it can be shown in a frame that is 1 high and `shape` wide: what a pixel becomes there."""
        width, height = self.size
        return min(shape / width, 1 / height) if self.boxes else 1.0

    @property
    def size(self) -> tuple[float, float]:
        """The width and the height of all cards together."""
        wide = [edge for box in self.boxes.values() for edge in (box.left, box.right)] or [0.0]
        high = [edge for box in self.boxes.values() for edge in (box.top, box.bottom)] or [0.0]
        return max(wide) - min(wide), max(high) - min(high)


def arrange(
    debate: ArgumentMap,
    where: Standing,
    sizes: Mapping[str, float],
    density: Density,
    layout: str,
    backwards: bool,
) -> Arranged:
    """Find the places of the cards of a visible map, whose heights are `sizes`. As long as the layout takes."""
    made, roots = stacks(debate, where)
    found = runs(debate, made, roots)
    if not found:
        return _arranged(debate, made, roots, sizes, density, layout, backwards)
    roomy = _arranged(debate, made, roots, roomier(sizes, found, density), density, layout, backwards)
    boxes = lowered(roomy.boxes, found, density)
    return replace(roomy, boxes=boxes, frames=tuple(frames(debate, boxes, found, density)))


def _arranged(
    debate: ArgumentMap,
    made: Sequence[Stack],
    roots: Sequence[int],
    sizes: Mapping[str, float],
    density: Density,
    layout: str,
    backwards: bool,
) -> Arranged:
    if layout in _ONE_SIDED:
        sides = [root for root in roots if debate.nodes[made[root].cards[0]].kind == "position"]
        if len(sides) == 2:
            lowest = LOWEST if layout == FACING_SCROLLED else inf
            return _facing(debate, made, roots, sides, sizes, density, backwards, lowest=lowest)
    unit = density.gap / SIBLING_GAP  # layouts count in gaps of their own
    asked = _ONE_SIDED.get(layout, layout)
    placed, used, notes = place(
        asked,
        [each / unit for each in heights(made, sizes, density.card_gap)],
        [s.children for s in made],
        roots,
    )
    columns = max((stack.depth for stack in made), default=0) + 1
    grid = Grid(density.width, density.corridor, columns if backwards else 0)
    boxes: dict[str, Box] = {}
    for stack, top in zip(made, placed, strict=True):
        column = columns - 1 - stack.depth if backwards else stack.depth
        boxes.update(_boxes(stack, top * unit, column, grid, sizes, density))
    if layout in _ONE_SIDED:
        notes = [Message(NO_FACING), *notes]
    return Arranged(boxes, grid, used, tuple(notes))


def _boxes(
    stack: Stack, top: float, column: int, grid: Grid, sizes: Mapping[str, float], density: Density
) -> dict[str, Box]:
    boxes = {}
    for node in stack.cards:
        boxes[node] = grid.box(column, top, sizes[node])
        top += sizes[node] + density.card_gap
    return boxes


def _facing(  # noqa: PLR0913 - what is arranged, and how
    debate: ArgumentMap,
    made: Sequence[Stack],
    roots: Sequence[int],
    sides: Sequence[int],
    sizes: Mapping[str, float],
    density: Density,
    backwards: bool,
    *,
    lowest: float,
) -> Arranged:
    """The first position and its answers on the side where one begins to read, the second and its on the other."""
    halves = _halves(made, roots, sides)
    deep = [max(made[each].depth for each in half) + 1 for half in halves]
    turn = deep[1] if backwards else deep[0]
    grid = Grid(density.width, density.corridor, turn)
    high = heights(made, sizes, density.card_gap)
    unit = density.gap / SIBLING_GAP
    tops: dict[int, float] = {}
    for half, side in zip(halves, sides, strict=True):
        found = _tree(made, half, high, unit, lowest)
        middle = found[side] + sizes[made[side].cards[0]] / 2
        tops |= {each: top - middle for each, top in found.items()}
    boxes: dict[str, Box] = {}
    asked = headline(debate)
    if asked is not None:
        above = min(tops[side] for side in sides) - _ABOVE * density.lines - sizes[asked]
        boxes[asked] = grid.centred(above, sizes[asked])
    for half, leftwards in zip(halves, (not backwards, backwards), strict=True):
        for each in half:
            depth = made[each].depth
            column = turn - 1 - depth if leftwards else turn + depth
            boxes |= _boxes(made[each], tops[each], column, grid, sizes, density)
    highest = min((box.top for box in boxes.values()), default=0.0)
    boxes = {node: box.lowered(-highest) for node, box in boxes.items()}
    answers = () if asked is None else tuple(
        _answer(boxes[asked], boxes[made[side].cards[0]]) for side in sides
    )  # fmt: skip
    return Arranged(boxes, grid, "facing", (), asked, answers)


def _halves(made: Sequence[Stack], roots: Sequence[int], sides: Sequence[int]) -> list[list[int]]:
    """The stacks of either side, parents first. A tree that answers neither position stands where there is more room."""
    halves = [_below(made, side) for side in sides]
    for root in roots:
        if root not in sides:
            min(halves, key=len).extend(_below(made, root))
    return halves


def _below(made: Sequence[Stack], root: int) -> list[int]:
    found, waiting = list[int](), [root]
    while waiting:
        each = waiting.pop()
        found.append(each)
        waiting.extend(reversed(made[each].children))
    return found


def _tree(
    made: Sequence[Stack], half: Sequence[int], high: Sequence[float], unit: float, lowest: float
) -> dict[int, float]:
    """The tops of the stacks of one half, as a tidy tree."""
    number = {each: n for n, each in enumerate(half)}
    tops = tree.place(
        [high[each] / unit for each in half],
        [[number[child] for child in made[each].children] for each in half],
        [number[each] for each in half if made[each].depth == 0],
        lowest,
    )
    return {each: top * unit for each, top in zip(half, tops, strict=True)}


def _answer(question: Box, position: Box) -> Path:
    """The line from a question down to a position that answers it."""
    end = (position.left + position.width / 2, position.top)
    return Path((end[0], question.bottom), ((end,),))
