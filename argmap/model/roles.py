"""What an argument does in the debate, and for which side a card speaks: derived, never stored.

Walking from the positions outwards, each relation gets its place by the shortest chain (of two equally short
ones, by the older relation). The walk also says where each card stands when the debate is written down as a
tree: under the relation through which it was first reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from argmap.model.map import ArgumentMap, Node, Relation, place

ROLES = ("reason", "evidence", "premises", "objection", "rebuttal", "undercut", "backing")
"""What `role` can say. "backing" is a support of a relation: read, kept and drawn, but it counts for nothing."""

LINKED = " linked"
_CALLED = ("reason", "evidence", "objection", "rebuttal", "undercut", "backing")
CALLED = (*_CALLED, *(does + LINKED for does in _CALLED))
"""What `called` can say of a card that does something: the kind of what it does, and whether that needs other premises."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where everything stands: `roots` at the top in their order, and for every other card its `home`.

    `home[node]` is the relation under which a card stands in full; every card is a root or has a home, and
    following homes upwards ends at a root. `depth[relation]` counts the attacks on the shortest chain from
    the relation to a position, itself included; it is absent where no position is reached.
    """

    roots: tuple[str, ...]
    home: Mapping[str, str]
    depth: Mapping[str, int]


def standing(debate: ArgumentMap) -> Standing:
    """Where each card of a map stands. O(n log n); any graph, cycles included.

    The roots are the positions; then the cards under which others stand but that stand under none, and the
    lone ones; then, for what is left, which argues in circles, one card of each circle: the first in order.
    """
    nodes = sorted(debate.nodes.values(), key=place)
    walk = _Walk(debate)
    depth = walk.outwards([node.id for node in nodes if node.kind == "position"])
    free = [node.id for node in nodes if node.id not in walk.home and not debate.outgoing(node.id)]
    walk.outwards([identifier for identifier in free if identifier not in walk.roots])
    for node in nodes:
        if node.id not in walk.home and node.id not in walk.roots:
            walk.outwards([_first_of_circle(debate, node)])
    return Standing(tuple(walk.roots), walk.home, depth)


def _first_of_circle(debate: ArgumentMap, start: Node) -> str:
    """Follow what a card argues for, and so on, until the way comes back to itself; the first card of that circle.

    Every card on the way leads to the circle, so whoever walks outwards from it meets them all: over a whole
    map this is linear.
    """
    way: dict[str, None] = {}
    node = start.id
    while node not in way:
        way[node] = None
        node = debate.outgoing(node)[0].target
        while node in debate.relations:
            node = debate.relations[node].target
    circle = list(way)[list(way).index(node) :]
    return min(circle, key=lambda identifier: place(debate.nodes[identifier]))


class _Walk:
    """A breadth-first walk against the arrows, kept over several starts."""

    def __init__(self, debate: ArgumentMap) -> None:
        self.debate = debate
        self.roots: dict[str, None] = {}
        self.home: dict[str, str] = {}
        self.seen: set[str] = set()

    def outwards(self, starts: list[str]) -> dict[str, int]:
        """Walk on from these cards; for each relation met, the attacks between it and its start."""
        self.roots |= dict.fromkeys(starts)
        depth: dict[str, int] = {}
        level: Iterable[tuple[str, int]] = [(identifier, 0) for identifier in starts]
        while level:
            level = self._next(level, depth)
        return depth

    def _next(self, level: Iterable[tuple[str, int]], depth: dict[str, int]) -> list[tuple[str, int]]:
        found: list[tuple[Relation, int]] = []
        for identifier, attacks in level:
            for relation in self.debate.incoming(identifier):
                if relation.id not in self.seen:
                    self.seen.add(relation.id)
                    depth[relation.id] = attacks + (relation.kind == "attack")
                    found.append((relation, depth[relation.id]))
        found.sort(key=lambda pair: (len(pair[0].id), pair[0].id))
        reached: list[tuple[str, int]] = []
        for relation, attacks in found:
            reached.append((relation.id, attacks))
            for premise in relation.premises:
                if premise not in self.home and premise not in self.roots:
                    self.home[premise] = relation.id
                    reached.append((premise, attacks))
        return reached


def role(debate: ArgumentMap, relation: Relation, depth: Mapping[str, int]) -> str:
    """The role of one relation, one of `ROLES`; `depth` as `standing` gives it.

    A support is a reason: evidence when all its premises are, premises when there are several. An attack on
    a relation is an undercut. Another attack is a rebuttal at even depth, and an objection at odd depth or
    where no position is reached.
    """
    if relation.target in debate.relations:
        return "undercut" if relation.kind == "attack" else "backing"
    if relation.kind == "support":
        if all(debate.nodes[premise].kind == "evidence" for premise in relation.premises):
            return "evidence"
        return "premises" if len(relation.premises) > 1 else "reason"
    attacks = depth.get(relation.id, 1)
    return "rebuttal" if attacks % 2 == 0 else "objection"


def called(node: Node, relation: Relation | None, does: str | None) -> str:
    """What a card is called where it stands through a relation that does this, the same wherever it is named.

    It is the kind of the card, or one of `CALLED`: premises that count only together are each what they are together.
    """
    if relation is None or does is None or node.kind in ("question", "position"):
        return node.kind
    does = "reason" if does == "premises" else does
    return does + LINKED if len(relation.premises) > 1 else does


def sides(
    debate: ArgumentMap, positions: Iterable[str] | None = None
) -> dict[str, frozenset[tuple[str, str]]]:
    """For each card the pairs (position, "+" or "-") that it reaches; both signs of one: it is contested.

    Of all positions, or of some. One breadth-first search a position: O(p (n + r)) for p positions, n nodes and r
    relations.
    """
    reached: dict[str, set[tuple[str, str]]] = {identifier: set() for identifier in debate.nodes}
    chosen = None if positions is None else set(positions)
    for node in debate.nodes.values():
        if node.kind == "position" and (chosen is None or node.id in chosen):
            for identifier, sign in _signs(debate, node):
                reached[identifier].add((node.id, sign))
    return {identifier: frozenset(pairs) for identifier, pairs in reached.items()}


def _signs(debate: ArgumentMap, position: Node) -> Iterator[tuple[str, str]]:
    seen = {(position.id, "+")}
    waiting = [(position.id, "+")]
    while waiting:
        target, sign = waiting.pop()
        for relation in debate.incoming(target):
            if target in debate.relations and relation.kind == "support":
                continue  # it counts for nothing
            other = sign if relation.kind == "support" else "+-".replace(sign, "")
            for identifier in (*relation.premises, relation.id):
                pair = (identifier, other)
                if pair not in seen:
                    seen.add(pair)
                    waiting.append(pair)
                    if identifier in debate.nodes:
                        yield pair
