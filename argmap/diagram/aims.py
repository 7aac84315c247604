"""Where on a link an arrow is aimed, and how it arrives there."""

from __future__ import annotations

from itertools import pairwise

from argmap.diagram.corridors import ROOM
from argmap.diagram.paths import HEAD, Head, Path, Point, swing

SPOT = 3.0
"""The radius of the spot where an undercut meets a link."""

_AIMS = (0.3, 0.45, 0.6, 0.2, 0.75)
_NEARBY = 40.0  # a link is cut within this height of the card it comes from: there no other runs beside it


def aimed_at(cut: Path, turn: int) -> Point:
    """A point on a link for the next arrow that is aimed at it: near the premises, each at another place."""
    part = _AIMS[turn % len(_AIMS)]
    if len(cut.stretches) == 1:
        # On a swing of height h a part t of the way is 3t² - 2t³ of it up or down.
        height = abs(cut.end[1] - cut.start[1])
        nearest = min(1.0, max(0.4, (_NEARBY / (3 * max(height, 1.0))) ** 0.5 / _AIMS[0]))
        return cut.at(part * nearest)
    # Of a line with corners, what lies in the corridor beside the card that it comes from.
    beginning = [cut.start]
    for point in cut.points(4):
        if abs(point[0] - cut.start[0]) > ROOM:
            break
        beginning.append(point)
    lengths = [abs(bx - ax) + abs(by - ay) for (ax, ay), (bx, by) in pairwise(beginning)]
    left = part * sum(lengths)
    for (a, b), length in zip(pairwise(beginning), lengths, strict=True):
        if left <= length and length > 0:
            return a[0] + (b[0] - a[0]) * left / length, a[1] + (b[1] - a[1]) * left / length
        left -= length
    return beginning[-1]


def onto(start: Point, aim: Point) -> tuple[Path, Head]:
    """A line from a card to a link that runs past it: level away from the card, then up or down onto the link."""
    if abs(aim[1] - start[1]) < 2 * HEAD and abs(aim[0] - start[0]) > 1.5 * HEAD:
        head = head_onto(aim, (1 if aim[0] > start[0] else -1, 0))
        return swing(start, head.base), head
    head = head_onto(aim, (0, 1 if aim[1] > start[1] else -1))
    return Path(start, (((aim[0], start[1]), (aim[0], start[1]), head.base),)), head


def head_onto(aim: Point, toward: tuple[int, int]) -> Head:
    """The head of an arrow onto a link: its tip touches the spot there."""
    return Head((aim[0] - SPOT * toward[0], aim[1] - SPOT * toward[1]), toward)
