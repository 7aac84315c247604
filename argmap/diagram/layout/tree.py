"""A tidy tree in plain Python: every box centred on its answers, trees as close as their outlines allow.

The method is that of Reingold and Tilford (1981), with boxes of different heights: each subtree keeps the
outline of its upper and its lower side, and the next subtree is let down until the two outlines touch.
Outlines are merged by writing the shorter into the longer, so the whole is linear in the number of boxes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from argmap.diagram.layout import ROOT_GAP, SIBLING_GAP


@dataclass(slots=True)
class _Outline:
    """The upper and lower side of a subtree at every distance from its root, the farthest first.

    Entries are relative to the top of the root once `shift` is added; a shift moves the whole at no cost.
    """

    tops: list[float]
    bottoms: list[float]
    shift: float = 0.0


def place(
    heights: Sequence[float],
    children: Sequence[Sequence[int]],
    roots: Sequence[int],
    lowest: float = math.inf,
) -> list[float]:
    """The top of every box; boxes come parents first. Linear, any depth; siblings keep their order.

    With `lowest`, no box stands further than that below the top of its first answer: where the answers fill
    more than a screen, it is seen together with the first of them.
    """
    offset = [0.0] * len(heights)  # of a box from its parent
    outlines: dict[int, _Outline] = {}
    for box in range(len(heights) - 1, -1, -1):
        below = [(child, outlines.pop(child)) for child in children[box]]
        outlines[box] = _join(box, heights, below, offset, lowest)
    tops = [0.0] * len(heights)
    bottom: float | None = None
    for root in roots:
        outline = outlines[root]
        tops[root] = 0.0 if bottom is None else bottom + ROOT_GAP - min(outline.tops) - outline.shift
        bottom = tops[root] + max(outline.bottoms) + outline.shift
    for box, answers in enumerate(children):
        for child in answers:
            tops[child] = tops[box] + offset[child]
    return tops


def _join(
    box: int,
    heights: Sequence[float],
    below: list[tuple[int, _Outline]],
    offset: list[float],
    lowest: float,
) -> _Outline:
    """Set the subtrees below one another, the box at their middle; writes the offsets of the children."""
    if not below:
        return _Outline([0.0], [heights[box]])
    whole = below[0][1]
    places = [0.0]
    for _, outline in below[1:]:
        drop = max(
            whole.bottoms[-level] + whole.shift - outline.tops[-level] - outline.shift + SIBLING_GAP
            for level in range(1, min(len(whole.tops), len(outline.tops)) + 1)
        )
        places.append(drop)
        whole = _beside(whole, outline, drop)
    first, last = below[0][0], below[-1][0]
    middle = (places[0] + heights[first] / 2 + places[-1] + heights[last] / 2) / 2
    top = min(middle - heights[box] / 2, lowest)
    for (child, _), where in zip(below, places, strict=True):
        offset[child] = where - top
    whole.shift -= top
    whole.tops.append(-whole.shift)
    whole.bottoms.append(heights[box] - whole.shift)
    return whole


def _beside(above: _Outline, below: _Outline, drop: float) -> _Outline:
    """One outline of two, the second let down by `drop`; costs the shorter of the two."""
    common = min(len(above.tops), len(below.tops))
    if len(above.tops) >= len(below.tops):
        for level in range(1, common + 1):
            above.bottoms[-level] = below.bottoms[-level] + below.shift + drop - above.shift
        return above
    below.shift += drop
    for level in range(1, common + 1):
        below.tops[-level] = above.tops[-level] + above.shift - below.shift
    return below
