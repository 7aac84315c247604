"""What follows without any search: the grounded labelling, and what an admissible set settles."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress

from argmap.analysis.engine.graph import Graph

UNDECIDED, IN, OUT = 0, 1, 2


def settled(graph: Graph, accepted: Iterable[int] = ()) -> bytearray:
    """The labels of the least complete extension that contains an admissible set; of none: the grounded one.

    IN: accepted; OUT: attacked by what is accepted; UNDECIDED: the rest. Place 0 is unused. No attack is
    looked at more than twice: linear.
    """
    targets = graph.targets
    labels = bytearray(len(targets))
    standing = list(map(len, graph.attackers))  # of each argument, the attackers that are not out
    standing[0] = 1
    waiting = [number for number, count in enumerate(standing) if not count]
    waiting += accepted
    for number in waiting:
        labels[number] = IN
    while waiting:
        for target in targets[waiting.pop()]:
            if not labels[target]:
                labels[target] = OUT
                for other in targets[target]:
                    standing[other] -= 1
                    if not standing[other] and not labels[other]:
                        labels[other] = IN
                        waiting.append(other)
    return labels


def parted(graph: Graph, accepted: Iterable[int] = ()) -> tuple[set[int], Graph]:
    """What is accepted with an admissible set, and the graph of what stays undecided.

    The complete extensions around the set are what is accepted together with those of that graph, and so for
    the preferred, stable and semi-stable ones (the modularization of Baumann, Brewka and Ulbricht 2020).
    """
    labels = settled(graph, accepted)
    return labelled(graph, labels, IN), undecided(graph, labels)


def labelled(graph: Graph, labels: bytearray, label: int) -> set[int]:
    """The arguments with one of the labels, by the numbers they had at first."""
    found = set(compress(graph.origin, map(label.__eq__, labels)))
    found.discard(0)  # place 0 is no argument
    return found


def undecided(graph: Graph, labels: bytearray) -> Graph:
    """The graph of the undecided arguments."""
    return graph.restricted([number for number, label in enumerate(labels) if not label and number])
