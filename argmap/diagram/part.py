"""Parts of a map that are maps themselves: what stands around a card, and what stands near the top.

Pages fold and focus; files and downloads show the whole map.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from argmap.diagram.stacks import headline
from argmap.model import ArgumentMap
from argmap.model.outline import Line, outline
from argmap.model.visibility import without


@dataclass(frozen=True, slots=True)
class Folded:
    """The upper part of a map; `more` says for a card how many are folded away below it."""

    debate: ArgumentMap
    more: Mapping[str, int]


def around(debate: ArgumentMap, focus: str, depth: int) -> ArgumentMap:
    """The cards at most `depth` links away from one card, towards the positions and away from them. Linear.

    An argument is one link between all its cards: its premises and its target. So linked premises stay
    together, and what undercuts an argument stands next to each card of it. Around the question at the head
    of the map stand the positions that answer it. Nothing is left of the map when the card is not on it.
    """
    debate = debate.visible()
    level = [focus] if focus in debate.nodes else []
    near = set(level)
    if level and depth > 0 and focus == headline(debate):
        near.update(node.id for node in debate.nodes.values() if node.kind == "position")
        depth, level = depth - 1, list(near)
    walk = _Walk(debate)
    for _ in range(depth):
        level = [card for card in dict.fromkeys(walk.next_to(level)) if card not in near]
        near.update(level)
        if not level:
            break
    return _only(debate, near)


class _Walk:
    """A walk from card to card along arguments, in both directions; no argument is gone through twice."""

    def __init__(self, debate: ArgumentMap) -> None:
        self._debate = debate
        self._told: set[str] = set()  # arguments whose own cards have been told, down to the target
        self._climbed: set[str] = set()  # and those for which all have been told that are aimed at them

    def next_to(self, cards: Iterable[str]) -> Iterator[str]:
        """The cards that share an argument with these, but for those told before; some more than once."""
        for card in cards:
            for identifier in self._debate.referrers(card):
                if identifier in self._debate.relations:
                    yield from self._cards(identifier)
                    yield from self._aimed_at(identifier)

    def _cards(self, identifier: str) -> Iterator[str]:
        """The cards of an argument: its premises and its target; of an undercut those of what it cuts too."""
        relations = self._debate.relations
        while identifier in relations and identifier not in self._told:
            self._told.add(identifier)
            yield from relations[identifier].premises
            identifier = relations[identifier].target
        if identifier not in relations:
            yield identifier

    def _aimed_at(self, identifier: str) -> Iterator[str]:
        """The premises of what is aimed at an argument, and at that, and so on."""
        waiting = [identifier]
        while waiting:
            aim = waiting.pop()
            if aim in self._climbed:
                continue
            self._climbed.add(aim)
            above = [i for i in self._debate.referrers(aim) if i in self._debate.relations]
            yield from (premise for i in above for premise in self._debate.relations[i].premises)
            waiting.extend(above)


def folded(
    debate: ArgumentMap, depth: int, keep: Sequence[str] = (), lines: Iterable[Line] | None = None
) -> Folded:
    """The cards at most `depth` below the top, the way to each card in `keep`, and the cards right below that.

    With a card go the other premises of its argument, what that is aimed at, and the ways from the top to
    them, so that no card loses its place. A card that is not shown counts once, for the nearest one above it
    that is. `lines` is the outline of the whole map, for whoever has made it already. O(n log n).

    >>> from argmap.model import Node, Relation, replay
    >>> from argmap.model.operations import AddNode, AddRelation
    >>> town = replay([AddNode(Node("n1", "position", "Cars out.")), AddNode(Node("n2", "claim", "Less noise.")),
    ...                AddRelation(Relation("r1", "support", ("n2",), "n1"))])
    >>> folded(town, 0).more
    {'n1': 1}
    """
    debate = debate.visible()
    full = [line for line in (outline(debate) if lines is None else lines) if not line.again]
    home = {line.node: line.relation for line in full if line.relation is not None}
    above = {card: _above(debate, home, relation) for card, relation in home.items()}
    kept = set(keep) & debate.nodes.keys()
    wanted = [line.node for line in full if line.depth <= depth or line.node not in home]
    wanted += [card for card in debate.nodes if card in kept or above.get(card) in kept]
    shown = _with_ways(debate, home, wanted)
    return Folded(_only(debate, shown), _more(above, shown))


def _above(debate: ArgumentMap, home: Mapping[str, str], identifier: str) -> str:
    """The card below which an argument stands: its target, or the last premise at home in what it undercuts."""
    target = debate.relations[identifier].target
    if target in debate.nodes:
        return target
    premises = debate.relations[target].premises
    # Where none is at home there, as in the picture: the first, which stands elsewhere.
    return next((p for p in reversed(premises) if home.get(p) == target), premises[0])


def _with_ways(debate: ArgumentMap, home: Mapping[str, str], cards: Iterable[str]) -> set[str]:
    """These cards, and all that has to be shown for each to stand at its home."""
    shown: set[str] = set()
    whole: set[str] = set()  # arguments that are shown
    waiting = list(cards)
    while waiting:
        card = waiting.pop()
        if card in shown:
            continue
        shown.add(card)
        way = home.get(card, card)
        while way in debate.relations and way not in whole:
            whole.add(way)
            waiting.extend(debate.relations[way].premises)
            way = debate.relations[way].target
        if way in debate.nodes:
            waiting.append(way)
    return shown


def _more(above: Mapping[str, str], shown: set[str]) -> dict[str, int]:
    """How many cards are folded away below each shown one."""
    more: dict[str, int] = {}
    nearest: dict[str, str] = {}
    for each in above:
        card, way = each, list[str]()
        while card not in shown and card not in nearest:
            way.append(card)
            card = above[card]
        found = nearest.get(card, card)
        nearest.update(dict.fromkeys(way, found))
        if way:
            more[found] = more.get(found, 0) + len(way)
    return more


def _only(debate: ArgumentMap, cards: set[str]) -> ArgumentMap:
    """The map of these cards: without the others, and without what only those bring in."""
    return without(debate, debate.nodes.keys() - cards)
