"""Why a position has its label: what already makes it stand, what defeats it, and how one would argue about it.

What would change the label is in `cruxes`, the argument as a dialogue in `disputes`, and what changed between
two revisions in `differences`; all of it can be had from here.
"""

from __future__ import annotations

from dataclasses import dataclass

from argmap.analysis.cruxes import (
    Crux,
    Cruxes,
    Deciding,
    DecidingSet,
    cruxes,
    deciding,
    positions_of,
    rippling,
    said,
    told,
)
from argmap.analysis.differences import Cause, Change, Difference, difference
from argmap.analysis.disputes import Turn, dispute
from argmap.analysis.labelling import Labelling
from argmap.analysis.statements.proofs import proof, suffices
from argmap.analysis.statements.structure import IN
from argmap.model.map import by_age

__all__ = [
    "Cause",
    "Change",
    "Crux",
    "Cruxes",
    "Deciding",
    "DecidingSet",
    "Defeat",
    "Difference",
    "Sufficient",
    "Turn",
    "cruxes",
    "deciding",
    "defeat",
    "difference",
    "dispute",
    "positions_of",
    "said",
    "sufficient",
    "told",
]

PRUNING = 2_000_000
"""How many cards are looked at, in all, to find cards that can be spared."""


@dataclass(frozen=True, slots=True)
class Sufficient:
    """Standing cards that make a position stand by themselves: whatever becomes of the others that stand.

    `minimal` says that none of them can be spared; otherwise the map was too large to try each.
    """

    position: str
    cards: tuple[str, ...]
    minimal: bool


@dataclass(frozen=True, slots=True)
class Defeat:
    """The standing attack nearest to a rejected position: the relation, the cards it rests on, and its target."""

    position: str
    relation: str
    cards: tuple[str, ...]
    target: str


def sufficient(labelling: Labelling, position: str) -> Sufficient | None:
    """A smallest set of standing cards that suffices for a position that stands; None when it does not stand.

    The cards are those in which one reason, and an answer to everything that speaks against it, rest: were all other
    standing cards open, the position would still stand (a sufficient explanation in the sense of Borg and
    Bex, 2021). It is a least proof by the number of steps, from which every card that can be spared is then
    taken; seldom is there a still smaller one. O(n log n), and n for each card. `ValueError` for a card
    without label.

    >>> from argmap import load
    >>> from argmap.analysis.labelling import label
    >>> town = b"[A]: Cars out. #position\\n  + [B]: Air.\\n  + [C]: Safety.\\n  - [D]: Trade.\\n    - [E]: It grew.\\n"
    >>> debate, _ = load(town)
    >>> [debate.nodes[card].title for card in sufficient(label(debate), "n1").cards]
    ['B', 'E']
    """
    ripple = rippling(labelling, [position])
    structure = labelling.case.structure
    goal = structure.place[position]
    if labelling.labels[goal] != IN:
        return None
    everything = [
        u for u in ripple.distance if u < structure.statements and labelling.labels[u] == IN and u != goal
    ]
    found = proof(ripple, goal)
    cards = sorted(everything if found is None or not suffices(ripple, goal, found) else found)
    small = len(cards) * len(ripple.distance) <= PRUNING
    for card in list(cards) if small else ():
        fewer = [each for each in cards if each != card]
        if suffices(ripple, goal, frozenset(fewer)):
            cards = fewer
    return Sufficient(position, tuple(by_age(structure.ids[card] for card in cards)), small)


def defeat(labelling: Labelling, position: str) -> Defeat | None:
    """The closest standing attack on a position that does not stand, or on what was to carry it.

    None when the position is not rejected, or is for want of reasons alone (which happens under `prove`).
    Linear. `ValueError` for a card without label.

    >>> from argmap import load
    >>> from argmap.analysis.labelling import label
    >>> debate, _ = load(b"[A]: Cars out. #position\\n  - [B]: Trade suffers.\\n")
    >>> defeat(label(debate), "n1").cards
    ('n2',)
    """
    if position not in labelling.nodes:
        raise ValueError(f"The card '{position}' has no label.")
    if labelling.nodes[position] != "out":
        return None
    debate = labelling.case.debate
    seen = {position}
    level = [position]
    while level:
        following: list[str] = []
        for item in level:
            for relation in debate.incoming(item):
                if relation.kind == "attack" and labelling.relations[relation.id] == "in":
                    return Defeat(position, relation.id, relation.premises, item)
                if relation.kind == "support" and item in debate.nodes:
                    fallen = [each for each in relation.premises if labelling.nodes.get(each) == "out"]
                    following += [each for each in (relation.id, *fallen) if each not in seen]
                    seen.update(following)
        level = following
    return None
