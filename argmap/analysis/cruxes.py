"""What would change the verdict: the cards on which a position turns, alone or a few together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import overload

from argmap.analysis.labelling import Labelling
from argmap.analysis.statements.ripple import Ripple
from argmap.analysis.statements.structure import IN, LABELS, OUT, UNDECIDED
from argmap.messages import Message, excerpt
from argmap.model.map import by_age

BUDGET = 20_000
"""How many sets of several cards `deciding` tries before it gives up."""
EFFORT = 4_000_000
"""How much work may go into one answer, see `statements.ripple`: about two seconds, on a map of thousands of circles."""
LARGEST = 3
"""How many cards a deciding set has at most: more nobody keeps in mind."""

_Switch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Crux:
    """A card on which a position turns: were the card `held` at that label, the position would go from `before` to `after`.

    `held` is "out" when the card has to be switched off or refuted for it, "in" when it has to be established.
    """

    id: str
    position: str
    before: str
    after: str
    held: str

    @property
    def record(self) -> dict[str, str]:
        """The crux as the analysis of a map gives it to programs."""
        return {"id": self.id, "position": self.position, "from": self.before, "to": self.after}


@dataclass(frozen=True, slots=True)
class Cruxes(Sequence[Crux]):
    """The cruxes found. `complete` is false when the search was cut short: then only the nearest cards were tried."""

    found: tuple[Crux, ...]
    complete: bool

    @overload
    def __getitem__(self, index: int) -> Crux: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Crux, ...]: ...
    def __getitem__(self, index: int | slice) -> Crux | tuple[Crux, ...]:
        return self.found[index]

    def __len__(self) -> int:
        return len(self.found)


@dataclass(frozen=True, slots=True)
class DecidingSet:
    """Cards that together change a position's label when each is held as given, while none of them can be spared."""

    position: str
    held: Mapping[str, str]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Deciding:
    """The smallest sets of cards found that decide a position.

    `complete` says that all sets up to the size of these, or up to `LARGEST` when there are none, have been
    tried; otherwise the search was cut short, and there may be others.
    """

    position: str
    sets: tuple[DecidingSet, ...]
    complete: bool


def cruxes(labelling: Labelling, positions: Collection[str] | None = None, *, effort: int = EFFORT) -> Cruxes:
    """The cruxes of these cards (all positions): each card that changes the label of one, alone, when it is settled.

    A card that stands is held out, which is the same as removing it; one that does not stand is held in; an
    open one both ways. A position is no crux of its own. The cruxes of one position follow one another, those
    nearest to it first.

    Only what each change really reaches is looked at (see `statements.ripple`): some 0.2 s at 10,000 cards. Where
    thousands of cards argue in one circle it may take much longer; after `effort` the answer is cut short, and
    says so. `ValueError` for a card without label.

    >>> from argmap import load
    >>> from argmap.analysis.labelling import label
    >>> debate, _ = load(b"[A]: Cars out. #position\\n  + [B]: The air clears.\\n  - [C]: Trade suffers.\\n")
    >>> [(debate.nodes[crux.id].title, crux.held, crux.after) for crux in cruxes(label(debate))]
    [('B', 'out', 'out'), ('C', 'out', 'in')]
    """
    wanted = positions_of(labelling) if positions is None else list(positions)
    ripple = rippling(labelling, wanted)
    ids = labelling.case.structure.ids
    found: dict[str, list[Crux]] = {position: [] for position in wanted}
    complete = True
    for card, label in _switches(labelling, ripple):
        complete = ripple.effort <= effort
        if not complete:
            break
        for unit, after in ripple.effect({card: label}):
            if unit != card:
                before = LABELS[labelling.labels[unit]]
                found[ids[unit]].append(Crux(ids[card], ids[unit], before, LABELS[after], LABELS[label]))
    return Cruxes(tuple(crux for position in wanted for crux in found[position]), complete)


def deciding(labelling: Labelling, position: str, *, budget: int = BUDGET, effort: int = EFFORT) -> Deciding:
    """The smallest sets of cards, up to three, that change a position's label together.

    One card in each set where the position has cruxes; otherwise pairs, then threes, from the cards nearest
    to the position outwards, until `budget` sets have been tried, or `effort` is used up. `ValueError` for a card without label.

    >>> from argmap import load
    >>> from argmap.analysis.labelling import label
    >>> debate, _ = load(b"[A]: Cars out. #position\\n  + [B]: The air clears.\\n  + [C]: It is safer.\\n")
    >>> [sorted(debate.nodes[card].title for card in each.held) for each in deciding(label(debate), "n1").sets]
    [['B', 'C']]
    """
    ripple = rippling(labelling, [position])
    structure = labelling.case.structure
    unit = structure.place[position]
    switches = [switch for switch in _switches(labelling, ripple) if switch[0] != unit]
    before = LABELS[labelling.labels[unit]]
    tried = 0
    for size in range(1, LARGEST + 1):
        sets: list[DecidingSet] = []
        for chosen in _nearest_first(switches, size):
            if tried >= budget or ripple.effort > effort:
                return Deciding(position, tuple(sets), complete=False)
            changes = dict(chosen)
            if len(changes) < size:
                continue
            tried += size > 1
            for _, after in ripple.effect(changes):
                held = {structure.ids[card]: LABELS[label] for card, label in chosen}
                sets.append(DecidingSet(position, held, before, LABELS[after]))
        if sets:
            return Deciding(position, tuple(sets), complete=True)
    return Deciding(position, (), complete=True)


def said(labelling: Labelling, crux: Crux) -> Message:
    """A crux in one sentence.

    >>> from argmap import load
    >>> from argmap.analysis.labelling import label
    >>> debate, _ = load(b"[A]: Cars out. #position\\n  + [B]: The air clears.\\n  - [C]: Trade suffers.\\n")
    >>> found = label(debate)
    >>> print(said(found, cruxes(found)[-1]))
    If “C” did not stand, “A” would stand.
    """
    nodes = labelling.case.debate.nodes
    names = {"card": excerpt(nodes[crux.id].name), "position": excerpt(nodes[crux.position].name)}
    return Message(_TURNS[crux.held, crux.after], names)


_TURNS = {
    ("out", "in"): "If “{card}” did not stand, “{position}” would stand.",
    ("out", "out"): "If “{card}” did not stand, “{position}” would not stand either.",
    ("out", "undecided"): "If “{card}” did not stand, “{position}” would be open.",
    ("in", "in"): "If “{card}” stood, “{position}” would stand too.",
    ("in", "out"): "If “{card}” stood, “{position}” would not stand.",
    ("in", "undecided"): "If “{card}” stood, “{position}” would be open.",
}


def told(labelling: Labelling, found: Deciding) -> Message:
    """What was found in one sentence: the cards on which the position turns, or the first set as an example."""
    nodes = labelling.case.debate.nodes
    values: dict[str, object] = {"position": excerpt(nodes[found.position].name)}
    if not found.sets:
        if found.complete:
            return Message("No three cards decide “{position}”: it does not hang on single points.", values)
        return Message("No small set of cards that decides “{position}” was found in time.", values)
    alone = len(found.sets[0].held) == 1
    cards = (
        list(dict.fromkeys(card for each in found.sets for card in each.held))
        if alone
        else by_age(found.sets[0].held)
    )
    values |= {
        "cards": ", ".join(f"“{excerpt(nodes[card].name)}”" for card in cards[:3]),
        "count": len(cards),
    }
    if not alone:
        return Message("No single card decides “{position}”; these {count} together do: {cards}.", values)
    if len(cards) > 3:
        return Message("“{position}” turns on each of {count} cards, nearest to it {cards}.", values)
    if len(cards) > 1:
        return Message("“{position}” turns on each of these cards: {cards}.", values)
    return Message("“{position}” turns on {cards}.", values)


def positions_of(labelling: Labelling) -> list[str]:
    """The positions of the map that can be seen, the oldest first."""
    nodes = labelling.case.debate.nodes
    return by_age(card for card in labelling.nodes if nodes[card].kind == "position")


def rippling(labelling: Labelling, cards: Collection[str]) -> Ripple:
    """What works out the effects of changes on these cards. `ValueError` for a card without label."""
    case = labelling.case
    for card in cards:
        if card not in labelling.nodes:
            raise ValueError(f"The card '{excerpt(str(card))}' has no label.")
    watched = [case.structure.place[card] for card in cards]
    return Ripple(case.structure, case.assumed, case.rules, labelling.labels, watched, case.held)


def _switches(labelling: Labelling, ripple: Ripple) -> Iterator[_Switch]:
    """Every card that may matter with every label at which it may be settled, the nearest cards first."""
    other = {IN: (OUT,), OUT: (IN,), UNDECIDED: (IN, OUT)}
    structure = labelling.case.structure
    ids = structure.ids
    near = [unit for unit in ripple.distance if unit < structure.statements and unit not in ripple.held]
    for unit in sorted(near, key=lambda each: (ripple.distance[each], len(ids[each]), ids[each])):
        for label in other[labelling.labels[unit]]:
            yield unit, label


def _nearest_first(switches: list[_Switch], size: int) -> Iterator[tuple[_Switch, ...]]:
    """The combinations, those that can be made of the first few switches before any that need one more."""
    for last in range(size - 1, len(switches)):
        for rest in combinations(switches[:last], size - 1):
            yield *rest, switches[last]
