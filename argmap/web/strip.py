"""The whole of a picture beside the window onto it: every card as a stroke, and where the window is."""

from __future__ import annotations

from collections.abc import Collection

from argmap.diagram.drawing import Plan
from argmap.diagram.window import Bounds
from argmap.web.present_views import Strip, Stroke


def strip(made: Plan, whole: Bounds, window: Bounds, marked: Collection[str] = ()) -> Strip | None:
    """The strip for a window; None where the window shows the whole. `marked` are the cards that are looked at."""
    if window[0] <= whole[0] and window[1] <= whole[1] and window[2] >= whole[2] and window[3] >= whole[3]:
        return None
    left, top, right, bottom = (round(each) for each in whole)
    strokes = tuple(
        Stroke(
            round(box.left),
            round(box.top),
            round(box.width),
            round(box.height),
            made.cards[node].tone,
            node in marked,
        )
        for node, box in made.boxes.items()
    )
    first, upper, last, lower = (round(each) for each in window)
    return Strip(left, top, right - left, bottom - top, strokes, first, upper, last - first, lower - upper)
