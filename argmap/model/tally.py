"""How much there is on a map: every card counted once, as what it does first. Whoever tells of it counts like this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from argmap.model.map import ArgumentMap, Node
from argmap.model.roles import Standing, role, standing


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cards do what. The question that heads a map is its title, and no card."""

    counts: Mapping[str, int]

    @property
    def cards(self) -> int:
        """How many cards there are."""
        return sum(self.counts.values())


def headline(debate: ArgumentMap) -> str | None:
    """The question that heads a map: the first one, unless it is itself argued about."""
    questions = [node for node in debate.nodes.values() if node.kind == "question"]
    if not questions:
        return None
    first = min(questions, key=lambda node: (node.rank, len(node.id), node.id))
    return None if any(debate.incoming(first.id)) or any(debate.outgoing(first.id)) else first.id


def tally(debate: ArgumentMap, where: Standing | None = None) -> Tally:
    """How much there is on a visible map, by the kinds and roles of cards. "loose" is evidence that serves no claim.

    >>> from argmap import load
    >>> town = load(b"[A]: Cars out. #position\\n  + The air clears.\\n    - Not in winter.\\n")[0]
    >>> sorted(tally(town).counts.items()), tally(town).cards
    ([('objection', 1), ('position', 1), ('reason', 1)], 3)
    """
    where = standing(debate) if where is None else where
    asked = headline(debate)
    return Tally(Counter(_does(debate, where, node) for node in debate.nodes.values() if node.id != asked))


def _does(debate: ArgumentMap, where: Standing, node: Node) -> str:
    """What a card does first; a question, a position and a card that serves no other are that alone."""
    home = where.home.get(node.id)
    if node.kind in ("question", "position") or home is None:
        return "loose" if node.kind == "evidence" else node.kind
    does = role(debate, debate.relations[home], where.depth)
    return "reason" if does in ("premises", "backing") else does


def size(debate: ArgumentMap) -> int:
    """How many cards a map has; the question that heads it is none."""
    return len(debate.nodes) - (headline(debate) is not None)
