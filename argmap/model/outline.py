"""The debate as an outline: the equal of the picture, for reading, for keyboards and for screen readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from argmap.model.map import ArgumentMap, Relation
from argmap.model.roles import Standing, role, standing


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an outline: a card at a depth, and the relation through which it stands there.

    `role` is one of `roles.ROLES`, None for a root. `again` marks a card that stands in full elsewhere:
    below it nothing is repeated. The premises of a linked argument follow one another with what concerns
    each; the undercuts of an argument come after its last premise, one level below it.
    """

    node: str
    depth: int
    relation: str | None = None
    role: str | None = None
    again: bool = False


def outline(debate: ArgumentMap, where: Standing | None = None) -> Iterator[Line]:
    """The lines of the outline in reading order. O(n log n); every visible card stands in full exactly once.

    `where` is the standing of the visible map, for whoever has worked it out already.

    >>> from argmap.model import Node, Relation, replay
    >>> from argmap.model.operations import AddNode, AddRelation
    >>> town = replay([AddNode(Node("n1", "position", "Cars out.")), AddNode(Node("n2", "claim", "Less noise.")),
    ...                AddRelation(Relation("r1", "support", ("n2",), "n1"))])
    >>> [("  " * line.depth + town.nodes[line.node].text, line.role) for line in outline(town)]
    [('Cars out.', None), ('  Less noise.', 'reason')]
    """
    debate = debate.visible()
    where = standing(debate) if where is None else where
    # A stack of what is still to be written, the next on top: lines, and relations whose turn comes later.
    waiting: list[Line | tuple[Relation, int]] = [Line(root, 0) for root in reversed(where.roots)]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, Line):
            yield entry
            if not entry.again:
                below = debate.incoming(entry.node)
                waiting.extend((relation, entry.depth + 1) for relation in reversed(below))
        else:
            relation, depth = entry
            waiting.extend((undercut, depth + 1) for undercut in reversed(debate.incoming(relation.id)))
            kind = role(debate, relation, where.depth)
            waiting.extend(
                Line(premise, depth, relation.id, kind, again=where.home.get(premise) != relation.id)
                for premise in reversed(relation.premises)
            )
