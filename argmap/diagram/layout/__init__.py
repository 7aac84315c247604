"""Layouts: from boxes of known size, in a forest, to their places; nothing else.

A layout sees no texts, no ids and no colours, so it can neither leak them nor depend on them. Every layout
gives columns of boxes at fixed distances from left to right; lines are drawn afterwards (`routes`), through the
corridors between the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from argmap.messages import Message

STEP = 294
"""From the left edge of one column to that of the next: a card and the corridor beside it, in pixels."""
SIBLING_GAP = 16
"""The least space between two boxes of a column, in pixels."""
ROOT_GAP = 44
"""The least space between two trees, in pixels."""
MOST_FOR_GRAPHVIZ = 1500
"""How many boxes are laid out by Graphviz unless it is asked for: beyond, it takes seconds."""

NO_FACING = (
    "Only a map with two positions can be drawn with its sides facing; this one was drawn from one side."
)
"""What is said where two sides were to face each other and there are not two."""
SCROLLED = "scrolled"
"""The tree layout for a picture that is read from its top, a screen at a time: cards stand near their first answers."""
FACING_SCROLLED = "facing scrolled"
"""The same for two sides that face each other, which need no wide screen then."""
LOWEST = 120
"""How far below the top of its first answer a card stands at most in a picture that is scrolled, in pixels."""

Place = Callable[[Sequence[float], Sequence[Sequence[int]], Sequence[int]], list[float]]
"""``place(heights, children, roots)``: the top of every box. Boxes come parents first."""


class LayoutFailed(Exception):
    """A layout program that is missing, too slow or broken; `message` says which."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


class TooSlow(LayoutFailed):
    """A layout program that was stopped since it took too long."""


def place(
    layout: str, heights: Sequence[float], children: Sequence[Sequence[int]], roots: Sequence[int]
) -> tuple[list[float], str, list[Message]]:
    """The top of every box, the layout that gave it, and what there is to say about the choice.

    `auto` is Graphviz up to `MOST_FOR_GRAPHVIZ` boxes when it can be had, and the tree layout otherwise.
    When Graphviz fails or runs out of time, the tree layout takes its place, and a message says so.
    """
    from argmap.diagram.layout import graphviz, tree
    from argmap.diagram.layout.centre import centre

    if layout == SCROLLED:
        return tree.place(heights, children, roots, LOWEST), "tree", []
    if layout == "tree" or (layout == "auto" and len(heights) > MOST_FOR_GRAPHVIZ):
        return tree.place(heights, children, roots), "tree", []
    try:
        tops = graphviz.place(heights, children, roots)
        return centre(tops, heights, children, roots), "graphviz", []
    except LayoutFailed as failure:
        return tree.place(heights, children, roots), "tree", [failure.message]
