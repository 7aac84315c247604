"""The balance of the sides: how much speaks for each position and against it, and how much of that stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from argmap.analysis.cruxes import positions_of
from argmap.analysis.labelling import Labelling
from argmap.model.roles import sides


@dataclass(frozen=True, slots=True)
class Side:
    """The cards of one side, at any distance: how many stand, are open, do not stand, and on how many sources they rest."""

    standing: int
    open: int
    fallen: int
    sources: int

    @property
    def cards(self) -> int:
        """How many cards there are in all."""
        return self.standing + self.open + self.fallen


@dataclass(frozen=True, slots=True)
class Balance:
    """What speaks for a position, directly or by answering what speaks against it, and what speaks against it."""

    position: str
    pro: Side
    con: Side


def balance(labelling: Labelling, positions: Iterable[str] | None = None) -> tuple[Balance, ...]:
    """The balance of every position, or of some, the oldest first. A card that serves both sides counts for both.

    It says who has said how much, not who is right: one good objection may outweigh ten reasons. O(p (n + r)) for
    p positions, n cards and r relations.

    >>> from argmap import load
    >>> from argmap.analysis.labelling import label
    >>> debate, _ = load(b"[A]: Cars out. #position\\n  + The air clears.\\n  - Trade suffers.\\n    - It grew.\\n")
    >>> (found,) = balance(label(debate))
    >>> found.pro.standing, found.pro.cards, found.con.standing, found.con.cards
    (2, 2, 0, 1)
    """
    wanted = positions_of(labelling) if positions is None else list(positions)
    held: dict[tuple[str, str], list[str]] = {}
    for card, pairs in sides(labelling.case.debate, wanted).items():
        for pair in pairs:
            if card != pair[0] and card in labelling.nodes:
                held.setdefault(pair, []).append(card)
    return tuple(
        Balance(
            each, _side(labelling, held.get((each, "+"), ())), _side(labelling, held.get((each, "-"), ()))
        )
        for each in wanted
    )


def _side(labelling: Labelling, cards: Iterable[str]) -> Side:
    counts = {"in": 0, "undecided": 0, "out": 0}
    cited: set[str] = set()
    for card in cards:
        counts[labelling.nodes[card]] += 1
        cited.update(labelling.case.debate.nodes[card].sources)
    return Side(counts["in"], counts["undecided"], counts["out"], len(cited))
