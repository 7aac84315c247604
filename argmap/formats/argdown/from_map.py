"""How a map is laid out as Argdown: what is written where, and as what.

The layout depends on the structure of the map and the order among siblings, never on ids: what has been
written and read is written the same way again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from argmap.model import ArgumentMap, Node, Relation
from argmap.model.map import place


class Layout:
    """Where everything of a map stands in the file.

    `question` is the card that becomes the title of the file. `home[node]` is the relation under which a card
    is written in full; a card without home begins a block in its section. `steps` are the relations that are
    written as arguments with premises and a conclusion.
    """

    def __init__(self, debate: ArgumentMap) -> None:
        self.debate = debate
        self.sections: list[tuple[str | None, int]] = [(None, 0), *_headings(debate)]
        self.question = self._question()
        self.order = {group: index for index, (group, _) in enumerate(self.sections)}
        self.nodes = [
            node
            for node in sorted(debate.nodes.values(), key=lambda node: (self.order[node.group], *place(node)))
            if node.id != self.question
        ]
        self.incoming: dict[str, list[Relation]] = {}
        self.outgoing: set[str] = set()
        for relation in sorted(debate.relations.values(), key=place):
            self.incoming.setdefault(relation.target, []).append(relation)
            self.outgoing.update(relation.premises)
        self.steps = set(self._steps())
        self.home: dict[str, str] = {}
        self.roots: dict[str, None] = {}
        self._walk()

    def below(self, identifier: str) -> list[Relation]:
        """The relations aimed at a card or a relation, in their order."""
        return self.incoming.get(identifier, [])

    def _question(self) -> str | None:
        """The first question that is nothing but its text: it is the title of the file."""
        used = {quote.node for quote in self.debate.quotes.values()}
        for relation in self.debate.relations.values():
            used.update((*relation.premises, relation.target))
        questions = sorted((n for n in self.debate.nodes.values() if n.kind == "question"), key=place)
        for node in questions:
            bare = Node(node.id, "question", node.text, author=node.author, rank=node.rank)
            if node == bare and node.id not in used:
                return node.id
        return None

    def _steps(self) -> Iterable[str]:
        for relations in self.incoming.values():
            drawn: set[tuple[str, str]] = set()
            for relation in relations:
                plain = (relation.weight, relation.scheme, relation.note) == (None, None, None)
                if (
                    len(relation.premises) > 1
                    or not plain
                    or relation.id in self.incoming
                    or (relation.kind, relation.premises[0]) in drawn
                ):
                    yield relation.id
                else:
                    drawn.add((relation.kind, relation.premises[0]))

    def _walk(self) -> None:
        """Find the home of each card: breadth first, from the positions, then the free cards, then circles."""
        self._from(node.id for node in self.nodes if node.kind == "position")
        self._from(n.id for n in self.nodes if n.id not in self.home and n.id not in self.outgoing)
        for node in self.nodes:
            if node.id not in self.home:
                self._from([node.id])
        # A card whose group is not that of its home begins a block under its own heading.
        for node in self.nodes:
            home = self.home.get(node.id)
            if home is not None and self._group(home) != node.group:
                del self.home[node.id]

    def _from(self, starts: Iterable[str]) -> None:
        found = [start for start in starts if start not in self.roots]
        self.roots |= dict.fromkeys(found)
        waiting = deque(found)
        while waiting:
            for relation in self.below(waiting.popleft()):
                for premise in relation.premises:
                    if premise not in self.home and premise not in self.roots:
                        self.home[premise] = relation.id
                        waiting.append(premise)
                waiting.append(relation.id)

    def _group(self, relation: str) -> str | None:
        target = relation
        while target in self.debate.relations:
            target = self.debate.relations[target].target
        return self.debate.nodes[target].group


def _headings(debate: ArgumentMap) -> Iterable[tuple[str, int]]:
    """The groups in the order of the file, each with its level."""
    below: dict[str | None, list[str]] = {}
    for group in sorted(debate.groups.values(), key=place):
        below.setdefault(group.parent, []).append(group.id)
    waiting = [(group, 1) for group in reversed(below.get(None, []))]
    while waiting:
        heading, level = waiting.pop()
        yield heading, level
        waiting += [(child, level + 1) for child in reversed(below.get(heading, []))]
