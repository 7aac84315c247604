"""Open groups: behind the cards of one group that stand together lies a sheet, with the title of the group above them.

A group may be spread over the map, since cards stand where their arguments put them. So there is a sheet for every *run* of
cards of one group: those that follow one another down a column of one tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from argmap.diagram.corridors import Box
from argmap.diagram.density import Density
from argmap.diagram.stacks import Stack
from argmap.model import ArgumentMap


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet behind cards of one group, with the title of that group."""

    group: str
    title: str
    left: float
    top: float
    width: float
    height: float


def runs(debate: ArgumentMap, made: Sequence[Stack], roots: Sequence[int]) -> list[tuple[str, ...]]:
    """The runs of cards of one group, from the uppermost card down. Linear."""
    found: list[list[str]] = []
    for root in roots if debate.groups else ():
        level = [root]
        while level:
            last = None
            for card in (card for stack in level for card in made[stack].cards):
                group = debate.nodes[card].group
                if group is not None and group == last:
                    found[-1].append(card)
                elif group is not None:
                    found.append([card])
                last = group
            level = [child for stack in level for child in made[stack].children]
    return [tuple(each) for each in found]


def title_height(density: Density) -> float:
    """How much room the title of a group takes above the first card of a run."""
    return density.head_leading + density.card_gap / 4


def roomier(
    sizes: Mapping[str, float], found: Sequence[tuple[str, ...]], density: Density
) -> dict[str, float]:
    """The heights of the cards, with room for a title above the first of each run."""
    more = title_height(density)
    return {**sizes, **{run[0]: sizes[run[0]] + more for run in found}}


def lowered(boxes: Mapping[str, Box], found: Sequence[tuple[str, ...]], density: Density) -> dict[str, Box]:
    """The boxes of the cards alone, where there was room for titles above them."""
    more = title_height(density)
    changed = {
        run[0]: replace(boxes[run[0]], top=boxes[run[0]].top + more, height=boxes[run[0]].height - more)
        for run in found
    }
    return {**boxes, **changed}


def frames(
    debate: ArgumentMap, boxes: Mapping[str, Box], found: Sequence[tuple[str, ...]], density: Density
) -> Iterator[Frame]:
    """The sheets behind the runs whose cards stand in `boxes`."""
    aside = density.card_gap / 2
    for run in found:
        first = boxes[run[0]]
        top = min(boxes[card].top for card in run) - title_height(density)
        bottom = max(boxes[card].bottom for card in run) + aside
        group = debate.groups[debate.nodes[run[0]].group or ""]
        yield Frame(group.id, group.title, first.left - aside, top, first.width + 2 * aside, bottom - top)
