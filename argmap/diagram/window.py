"""A window onto a picture that is too tall for a screen: as wide as the whole, and where it is looked at."""

from __future__ import annotations

from collections.abc import Collection

from argmap.diagram.corridors import Box

Bounds = tuple[float, float, float, float]
"""The left, upper, right and lower edge of something drawn."""

_SPARE = 1.25  # what is so little taller than its window is shown whole
_STRIDES = 3  # a window moves by this part of its height, so that it rests while one looks at neighbours


def window(whole: Bounds, boxes: Collection[Box], ratio: float) -> Bounds:
    """The part of a picture around some cards, `ratio` times as high as it is wide; the whole where that will do.

    >>> window((0, 0, 100, 1000), [Box(0, 500, 60, 0, 230)], 1.0)
    (0, 466.6666666666667, 100, 566.6666666666667)
    >>> window((0, 0, 100, 90), [Box(0, 50, 20, 0, 230)], 1.0)
    (0, 0, 100, 90)
    """
    left, top, right, bottom = whole
    height = (right - left) * ratio
    if bottom - top <= height * _SPARE:
        return whole
    if not boxes:
        return left, top, right, top + height
    middle = (min(box.top for box in boxes) + max(box.bottom for box in boxes)) / 2
    stride = height / _STRIDES
    upper = top + round((middle - height / 2 - top) / stride) * stride
    upper = min(max(upper, top), bottom - height)
    return left, upper, right, upper + height
