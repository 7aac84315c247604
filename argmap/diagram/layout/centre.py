"""Moving boxes to the middle of what answers them, where there is room.

`dot` makes the lines short. Of a box with an even number of answers it may then stand anywhere between the
two in the middle, at one of them as well; people read it more easily at the middle of all.
"""

from __future__ import annotations

from collections.abc import Sequence

from argmap.diagram.layout import ROOT_GAP, SIBLING_GAP

_PASSES = 2


def centre(
    tops: list[float], heights: Sequence[float], children: Sequence[Sequence[int]], roots: Sequence[int]
) -> list[float]:
    """New tops, in which boxes stand nearer the middle of their answers; order and gaps are kept. Linear."""
    tops = list(tops)
    columns = _columns(children, roots)
    is_root = set(roots)
    for _ in range(_PASSES):
        for column in reversed(columns):
            for boxes in (column, column[::-1]):
                _shift(boxes, boxes is column, tops, heights, children, is_root)
    return tops


def _columns(children: Sequence[Sequence[int]], roots: Sequence[int]) -> list[list[int]]:
    """The boxes at each distance from the roots, from the uppermost down."""
    columns: list[list[int]] = []
    level = list(roots)
    while level:
        columns.append(level)
        level = [child for box in level for child in children[box]]
    return columns


def _shift(
    boxes: list[int],
    downwards: bool,
    tops: list[float],
    heights: Sequence[float],
    children: Sequence[Sequence[int]],
    is_root: set[int],
) -> None:
    """Move each box towards the middle of its answers, as far as the box before and the box after allow."""
    for n, box in enumerate(boxes):
        if not children[box]:
            continue
        first, last = children[box][0], children[box][-1]
        wanted = (tops[first] + tops[last] + heights[last] - heights[box]) / 2
        gap = ROOT_GAP if box in is_root else SIBLING_GAP
        around = boxes[n - 1] if n else None, boxes[n + 1] if n + 1 < len(boxes) else None
        above, below = around if downwards else around[::-1]
        if above is not None:
            wanted = max(wanted, tops[above] + heights[above] + gap)
        if below is not None:
            wanted = min(wanted, tops[below] - heights[box] - gap)
        if above is None or wanted >= tops[above] + heights[above] + gap:
            tops[box] = wanted
