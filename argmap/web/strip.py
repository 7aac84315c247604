"""The whole of a tall picture beside the window onto it: every card as a stroke, and where the window is."""

from __future__ import annotations

from collections.abc import Collection

from argmap.diagram import cards as card
from argmap.diagram.drawing import Plan
from argmap.diagram.window import Bounds
from argmap.web.present_views import Strip, Stroke


def strip(made: Plan, whole: Bounds, window: Bounds, marked: Collection[str] = ()) -> Strip | None:
    """The strip for a window; None where the window shows the whole. `marked` are the cards that are looked at."""
    if window == whole:
        return None
    left, top, right, bottom = (round(each) for each in whole)
    strokes = tuple(
        Stroke(round(box.left), round(box.top), round(box.height), made.cards[node].tone, node in marked)
        for node, box in made.boxes.items()
    )
    upper, lower = round(window[1]), round(window[3])
    return Strip(left, top, right - left, bottom - top, card.WIDTH, strokes, upper, lower - upper)
