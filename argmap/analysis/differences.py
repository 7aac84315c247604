"""What changed the verdict between two revisions of a map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from argmap.analysis.labelling import Labelling, label
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Node
from argmap.model.map import by_age


@dataclass(frozen=True, slots=True)
class Cause:
    """A card or relation that was "added", "removed" or "changed"; `cards` are the cards by which to call it."""

    id: str
    what: str
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A position whose label has become another, with what is responsible, the most direct first.

    `before` or `after` is None for a position that was not there; `message` says it in a sentence.
    """

    position: str
    before: str | None
    after: str | None
    causes: tuple[Cause, ...]
    message: Message


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two revisions: the positions, and every label (before, after), by id of card or relation."""

    positions: tuple[Change, ...]
    labels: Mapping[str, tuple[str | None, str | None]]


def difference(
    old: ArgumentMap, new: ArgumentMap, *, burden: str = "presume", standard: str = "none"
) -> Difference:
    """Which labels differ between two revisions of a map, and which changes are responsible.

    From each position whose label has changed, what it depends on is followed back through labels that have changed too, as far
    as something that was itself added, removed, hidden, redirected or made to count otherwise: that is what is
    responsible, the nearest first. Linear in both maps. Errors as in `label`.

    >>> from argmap import load
    >>> old, _ = load(b"[A]: Cars out. #position\\n  + [B]: The air clears.\\n")
    >>> new, _ = load(b"[A]: Cars out. #position\\n  + [B]: The air clears.\\n  - [C]: Trade suffers.\\n")
    >>> (change,) = difference(old, new).positions
    >>> str(change.message)
    '“A” stood before and is open now, because “C” was added.'
    """
    both = _Both(label(old, burden=burden, standard=standard), label(new, burden=burden, standard=standard))
    changed = both.changed()
    changes = [both.change(identifier) for identifier in by_age(changed) if both.is_position(identifier)]
    return Difference(tuple(changes), changed)


class _Both:
    """Two labellings side by side."""

    def __init__(self, old: Labelling, new: Labelling) -> None:
        self.sides = (old, new)
        self.before = {**old.nodes, **old.relations}
        self.after = {**new.nodes, **new.relations}

    def changed(self) -> dict[str, tuple[str | None, str | None]]:
        """Every label that has become another one."""
        pairs = {i: (self.before.get(i), self.after.get(i)) for i in {**self.before, **self.after}}
        return {i: pair for i, pair in pairs.items() if pair[0] != pair[1]}

    def node(self, identifier: str) -> Node | None:
        """A card as it is now, or as it was when it is gone."""
        for side in reversed(self.sides):
            if identifier in side.case.debate.nodes:
                return side.case.debate.nodes[identifier]
        return None

    def is_position(self, identifier: str) -> bool:
        node = self.node(identifier)
        return node is not None and node.kind == "position"

    def change(self, position: str) -> Change:
        before, after = self.before.get(position), self.after.get(position)
        causes = self.causes(position)
        return Change(position, before, after, causes, self.message(position, before, after, causes))

    def causes(self, position: str) -> tuple[Cause, ...]:
        """Breadth first against the arrows, through changed labels, to what was itself changed."""
        found: list[Cause] = []
        seen = {position}
        level = [position]
        while level:
            following: list[str] = []
            for identifier in level:
                what = self.what(identifier)
                if what is not None:
                    found.append(Cause(identifier, what, self.cards(identifier)))
                if what in {None, "changed"}:
                    following += [each for each in self.inputs(identifier) if each not in seen]
                    seen.update(following)
            level = [i for i in following if self.before.get(i) != self.after.get(i) or self.what(i)]
        return tuple(found)

    def what(self, identifier: str) -> str | None:
        """What was done to a card or relation that bears on labels."""
        was, now = (self._bearing(side, identifier) for side in self.sides)
        if was == now:
            return None
        return "added" if was is None else "removed" if now is None else "changed"

    def _bearing(self, side: Labelling, identifier: str) -> object:
        case = side.case
        unit = case.structure.place.get(identifier)
        if unit is None:
            return None
        if unit < case.structure.statements:
            return bool(case.assumed[unit])
        relation = case.debate.relations[identifier]
        weight = round(case.rules.strengths[unit], 9) if case.rules.strengths else None
        return relation.kind, frozenset(relation.premises), relation.target, weight

    def inputs(self, identifier: str) -> list[str]:
        """What the label of a card or relation depends on, in either revision."""
        found: dict[str, None] = {}
        for side in self.sides:
            structure = side.case.structure
            if identifier in structure.place:
                inputs = structure.inputs(structure.place[identifier])
                found |= dict.fromkeys(structure.ids[unit] for unit in inputs)
        return by_age(found)

    def cards(self, identifier: str) -> tuple[str, ...]:
        for side in reversed(self.sides):
            if identifier in side.case.debate.relations:
                return side.case.debate.relations[identifier].premises
        return (identifier,)

    def message(
        self, position: str, before: str | None, after: str | None, causes: tuple[Cause, ...]
    ) -> Message:
        name = self.name(position)
        if after is None:
            return Message("“{position}” was removed.", {"position": name})
        verdict = Message(_NEW[after] if before is None else _CHANGED[before, after], {"position": name})
        if before is None or not causes:
            return verdict
        values: dict[str, object] = {
            "verdict": verdict,
            "cause": self.said(causes[0]),
            "count": len(causes) - 1,
        }
        if len(causes) == 1:
            return Message("{verdict}, because {cause}.", values)
        if len(causes) == 2:
            return Message(
                "{verdict}, because {cause} and {other}.", {**values, "other": self.said(causes[1])}
            )
        return Message("{verdict}, because {cause}, and because of {count} other changes.", values)

    def said(self, cause: Cause) -> Message:
        return Message(_DONE[cause.what], {"card": self.name(cause.cards[0])})

    def name(self, identifier: str) -> str:
        node = self.node(identifier)
        return excerpt(node.name if node else identifier)


_CHANGED = {
    ("undecided", "in"): "“{position}” was open before and stands now",
    ("undecided", "out"): "“{position}” was open before and does not stand now",
    ("in", "undecided"): "“{position}” stood before and is open now",
    ("in", "out"): "“{position}” stood before and does not stand now",
    ("out", "in"): "“{position}” did not stand before and stands now",
    ("out", "undecided"): "“{position}” did not stand before and is open now",
}
_NEW = {
    "in": "“{position}” is new, and stands.",
    "out": "“{position}” is new, and does not stand.",
    "undecided": "“{position}” is new, and open.",
}
_DONE = {
    "added": "“{card}” was added",
    "removed": "“{card}” was taken away",
    "changed": "“{card}” was changed",
}
