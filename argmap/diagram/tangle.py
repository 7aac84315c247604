"""Where so many links cross a picture that nobody could follow their lines, the cards tell of them in words alone."""

from __future__ import annotations

from argmap.model import ArgumentMap
from argmap.model.roles import Standing

_FEW = 60
_EACH = 2.0  # lines from elsewhere for every card: beyond, they run in cables
MOST_CHIPS = 12
"""How many of its links a card names where they are not drawn."""


def told_alone(debate: ArgumentMap, where: Standing, chosen: str | None) -> frozenset[str]:
    """The links of a visible map that are not to be drawn as lines. Linear.

    They come from cards that stand elsewhere, nothing is aimed at them, and none is a link of the card that is `chosen`.

    >>> from argmap.model import replay
    >>> told_alone(replay([]), Standing((), {}, {}), None)
    frozenset()
    """
    crossing = [
        each
        for each in debate.relations.values()
        if all(where.home.get(premise) != each.id for premise in each.premises)
    ]
    if len(crossing) <= max(_FEW, _EACH * len(debate.nodes)):
        return frozenset()
    return frozenset(
        each.id
        for each in crossing
        if not any(debate.incoming(each.id)) and chosen not in (*each.premises, each.target)
    )
