"""A map told in another way before it is drawn: in plain words, or with groups closed into one card each.

What comes out is a map again, so all that draws maps draws it. Cards keep their ids; a closed group is a card that has the
id of the group. An argument may become several, or none; `origin` says from which argument of the whole map each comes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from argmap.diagram.labels import aim
from argmap.messages import Message
from argmap.model import ArgumentMap, Node, Relation, replay
from argmap.model.changes import building
from argmap.model.map import place, targets_first
from argmap.model.operations import AddGroup, AddNode, AddRelation, AddSource
from argmap.model.ranks import spread

_LEFT_OUT = "Told simply: {what}."
_BOTH = "{linked}, and {cut}"
_LINKED = "premises that count only together stand one by one ({count})"
_CUT = "what is said of a step stands at the card it starts from ({count})"


@dataclass(frozen=True, slots=True)
class Retold:
    """A map told in another way; `counts` says of each closed group how many cards are in it."""

    debate: ArgumentMap
    origin: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()


def simply(debate: ArgumentMap) -> Retold:
    """A visible map in plain words: every argument from one card to another card. O(n log n).

    Linked premises become arguments of their own; what is aimed at an argument is aimed at its first premise.

    >>> from argmap.model.operations import AddNode
    >>> town = replay([*(AddNode(Node(n, "claim", n)) for n in "abc"),
    ...                AddRelation(Relation("r1", "support", ("a", "b"), "c"))])
    >>> [(each.premises, each.target) for each in simply(town).debate.relations.values()]
    [(('a',), 'c'), (('b',), 'c')]
    """
    told = _Told(debate)
    linked = cut = 0
    for relation in _in_order(debate):
        linked += len(relation.premises) > 1
        cut += relation.target in debate.relations
        target = aim(debate, relation).id
        for premise in relation.premises:
            told.argue(relation, (premise,), target)
    return Retold(told.map(debate.nodes.values()), told.origin, notes=tuple(_left_out(linked, cut)))


def _left_out(linked: int, cut: int) -> Iterator[Message]:
    whats = [Message(text, {"count": count}) for text, count in ((_LINKED, linked), (_CUT, cut)) if count]
    if len(whats) > 1:
        yield Message(_LEFT_OUT, {"what": Message(_BOTH, {"linked": whats[0], "cut": whats[1]})})
    elif whats:
        yield Message(_LEFT_OUT, {"what": whats[0]})


def closed(debate: ArgumentMap, groups: Collection[str]) -> Retold:
    """A visible map with these groups closed, each with the groups in it; what they do to others stays. O(n log n).

    Arguments among the cards of one group are not told, and what is aimed at one of those is aimed at the group. A group
    in which there is no card is not there.
    """
    within = _within(debate, groups)
    home = {node.id: within[node.group] for node in debate.nodes.values() if node.group in within}
    if not home:
        return Retold(debate)
    members: dict[str, list[str]] = {}
    for card, group in home.items():
        members.setdefault(group, []).append(card)
    told = _Told(debate)
    became: dict[str, str] = {}  # of an argument: that which stands for it, or the card in which it went
    for relation in _in_order(debate):
        target = (
            became[relation.target]
            if relation.target in debate.relations
            else home.get(relation.target, relation.target)
        )
        premises = tuple(dict.fromkeys(home.get(premise, premise) for premise in relation.premises))
        became[relation.id] = told.argue(relation, tuple(p for p in premises if p != target), target)
    shown = [
        *(node for node in debate.nodes.values() if node.id not in home),
        *(_card(debate, group, cards) for group, cards in members.items()),
    ]
    return Retold(
        told.map(shown, within), told.origin, {group: len(cards) for group, cards in members.items()}
    )


def _within(debate: ArgumentMap, groups: Collection[str]) -> dict[str, str]:
    """For each group that is closed the outermost closed group that it is in, or itself."""
    found = {}
    for group in debate.groups:
        outermost, at = None, debate.groups.get(group)
        while at is not None:
            outermost = at.id if at.id in groups else outermost
            at = debate.groups.get(at.parent or "")
        if outermost is not None:
            found[group] = outermost
    return found


def _card(debate: ArgumentMap, group: str, cards: list[str]) -> Node:
    """The card for a closed group; it is a position when one is in it."""
    nodes = sorted((debate.nodes[card] for card in cards), key=place)
    position = any(node.kind == "position" for node in nodes)
    around = debate.groups[group].parent
    return Node(
        group,
        "position" if position else "claim",
        debate.groups[group].title,
        group=around,
        rank=nodes[0].rank,
    )


def _in_order(debate: ArgumentMap) -> Iterator[Relation]:
    """The arguments, each after that which it is aimed at, and those with one target in their order."""
    ordered = sorted(debate.relations.values(), key=place)
    return targets_first({relation.id: relation for relation in ordered})


class _Told:
    """The arguments of a map that is being told in another way."""

    def __init__(self, debate: ArgumentMap) -> None:
        self.debate = debate
        self.origin: dict[str, str] = {}
        self._made: dict[tuple[str, tuple[str, ...], str], Relation] = {}
        self._named: set[str] = set()

    def argue(self, relation: Relation, premises: tuple[str, ...], target: str) -> str:
        """Tell an argument; what stands for it then: an argument, or the target where there is none to tell."""
        if not premises or target in premises:
            return target
        key = relation.kind, premises, target
        if key not in self._made:
            self._made[key] = replace(relation, id=self._name(relation.id), premises=premises, target=target)
        return self._made[key].id

    def _name(self, identifier: str) -> str:
        name, number = identifier, 1
        while name in self._named or (number > 1 and self.debate.item(name) is not None):
            number += 1
            name = f"{identifier[:50]}.{number}"
        self._named.add(name)
        self.origin[name] = identifier
        return name

    def map(self, cards: Iterable[Node], without: Collection[str] = ()) -> ArgumentMap:
        """The map with these cards, and without some of its groups."""
        kept = [
            each
            for each in building(self.debate)
            if isinstance(each, AddSource) or (isinstance(each, AddGroup) and each.group.id not in without)
        ]
        log = [*kept, *map(AddNode, cards), *map(AddRelation, self._ranked())]
        return replay(log, ArgumentMap(language=self.debate.language))

    def _ranked(self) -> Iterator[Relation]:
        """The arguments in the order in which they were told, which is their order among their siblings too."""
        siblings: dict[str, list[Relation]] = {}
        for relation in self._made.values():
            siblings.setdefault(relation.target, []).append(relation)
        for relations in siblings.values():
            for relation, rank in zip(relations, spread(len(relations)), strict=True):
                self._made[relation.kind, relation.premises, relation.target] = replace(relation, rank=rank)
        return targets_first({relation.id: relation for relation in self._made.values()})
