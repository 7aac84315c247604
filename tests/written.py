"""Debates written down by hand, a line for each card and each argument."""

from __future__ import annotations

from argmap.model import ArgumentMap, Node, Relation, replay
from argmap.model.operations import AddNode, AddRelation, Operation


def written(*lines: str) -> ArgumentMap:
    """The debate that these lines say: cards as "n2 claim Jobs come.", arguments as "r1 n2,n3 support n1".

    >>> deal = written("n1 position The deal goes ahead.", "n2 claim Jobs come.", "r1 n2 support n1")
    >>> deal.relations["r1"].premises
    ('n2',)
    """
    log: list[Operation] = []
    for line in lines:
        identifier, second, third = line.split(maxsplit=2)
        if third.startswith(("support ", "attack ")):
            kind, target = third.split()
            log.append(AddRelation(Relation(identifier, kind, tuple(second.split(",")), target)))
        else:
            log.append(AddNode(Node(identifier, second, third)))
    return replay(log)
