"""The whole map on the projector, in the largest letters that a screen has room for, or the part of it around a card."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from argmap.diagram.density import PROJECTOR
from argmap.diagram.drawing import Plan, plan
from argmap.diagram.layout import SCROLLED
from argmap.diagram.look import Look
from argmap.diagram.shapes import bounds
from argmap.diagram.window import Bounds, resting
from argmap.model import ArgumentMap
from argmap.model.roles import Standing
from argmap.web import words
from argmap.web.addresses import Place
from argmap.web.picture import picture
from argmap.web.words import Translate

LEGIBLE = 22.0
"""How large letters are at least that a room can read, in pixels of a screen that is 1920 wide and 1080 high."""

LOOK = Look(density=PROJECTOR.name)
"""How maps are drawn on a projector."""

SCREEN = (1810.0, 850.0)
"""The room for a picture of the whole map, in the same pixels."""

_BESIDE = (1500.0, 850.0)  # the room beside a small picture of all of it


@dataclass(frozen=True, slots=True)
class Overview:
    """A map laid out for a screen; `letters` is how large the smallest are where all of it is shown."""

    plan: Plan
    whole: Bounds
    letters: float

    @property
    def frame(self) -> Bounds:
        """What one sees where all of it is shown: no larger than a screen needs."""
        return resting(self.whole, [()], SCREEN)[0] if self.letters >= LEGIBLE else self.whole

    def near(self, cards: Collection[str]) -> Bounds:
        """What one sees of it in letters that can be read, where these cards are looked at."""
        return resting(self.whole, [[self.plan.boxes[card] for card in cards]], _BESIDE)[0]


def overview(debate: ArgumentMap, where: Standing, place: Place, translate: Translate) -> Overview:
    """A visible map as it is seen whole on a screen, folded where it is large."""
    return fitting(picture(debate, where, place, translate).plan.debate, where, translate)


def fitting(
    debate: ArgumentMap,
    where: Standing,
    translate: Translate,
    screen: tuple[float, float] = SCREEN,
) -> Overview:
    """A map from one side, or with two positions facing where that makes letters larger on a screen."""
    layouts = ["tree"]
    if sum(debate.nodes[root].kind == "position" for root in where.roots if root in debate.nodes) == 2:
        layouts.append("facing")
    looks = [replace(LOOK, layout=layout) for layout in layouts]
    made = [_measured(plan(debate, None, words.diagram(translate), look=look), screen) for look in looks]
    return max(made, key=lambda each: each.letters)


def reading(debate: ArgumentMap, where: Standing, place: Place, translate: Translate) -> Overview:
    """The same from one side, of which one sees a part."""
    part = picture(debate, where, place, translate).plan.debate
    return _measured(plan(part, SCROLLED, words.diagram(translate), look=LOOK))


def _measured(made: Plan, screen: tuple[float, float] = SCREEN) -> Overview:
    left, top, right, bottom = whole = bounds(made.boxes, made.routes, made.frames)
    fit = min(screen[0] / max(right - left, 1), screen[1] / max(bottom - top, 1))
    return Overview(made, whole, fit * made.density.small_size)
