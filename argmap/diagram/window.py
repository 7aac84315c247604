"""A window onto a picture that is too large for a screen: it rests while what is looked at is in sight, and then moves on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from argmap.diagram.corridors import Box

Bounds = tuple[float, float, float, float]
"""The left, upper, right and lower edge of something drawn."""

_LARGEST = 1.6  # so many times as large as in a window is a picture that needs less room than it
_SPACE = 40.0  # between what is looked at and the edge of the window


def resting(whole: Bounds, stops: Iterable[Sequence[Box]], size: tuple[float, float]) -> tuple[Bounds, ...]:
    """What is seen of a picture at each stop, through a window that is `size` wide and high. Linear.

    A stop names what is looked at, the most important first: as many are in sight as there is room for. The window stays
    where it is while they are; else they come to its middle. A picture that fits is shown whole.

    >>> resting((0, 0, 100, 1000), [[Box(0, 500, 60, 0, 100)], [Box(0, 450, 60, 0, 100)]], (120, 300))
    ((0.0, 380.0, 100.0, 680.0), (0.0, 380.0, 100.0, 680.0))
    >>> resting((0, 0, 100, 90), [[]], (100, 100))
    ((0.0, 0.0, 100.0, 90.0),)
    """
    left, top, right, bottom = whole
    wide, high = min(size[0], right - left), min(size[1], bottom - top)
    if wide == right - left and high == bottom - top:
        more = max(size[0] / _LARGEST - wide, 0) / 2, max(size[1] / _LARGEST - high, 0) / 2
        everything = (left - more[0], top - more[1], right + more[0], bottom + more[1])
        return tuple(everything for _ in stops)
    x, y = left, top
    found = []
    for boxes in stops:
        if boxes:
            edges = _together(boxes, wide - 2 * _SPACE, high - 2 * _SPACE)
            x = min(max(_moved(x, wide, edges[0], edges[2]), left), right - wide)
            y = min(max(_moved(y, high, edges[1], edges[3]), top), bottom - high)
        found.append((x, y, x + wide, y + high))
    return tuple(found)


def _together(boxes: Sequence[Box], wide: float, high: float) -> Bounds:
    """The edges of the first boxes, as many as there is room for."""
    found = (boxes[0].left, boxes[0].top, boxes[0].right, boxes[0].bottom)
    for box in boxes[1:]:
        left, top = min(found[0], box.left), min(found[1], box.top)
        right, bottom = max(found[2], box.right), max(found[3], box.bottom)
        if right - left > wide or bottom - top > high:
            break
        found = left, top, right, bottom
    return found


def _moved(start: float, length: float, low: float, high: float) -> float:
    """Where a window begins that is so long: where it began, if it holds what lies between, else around that."""
    if start + _SPACE <= low and high <= start + length - _SPACE:
        return start
    return (low + high - length) / 2
