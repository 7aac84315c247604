"""Conflict-free sets, and the greatest of them, the naive ones. No search is needed but for listing the naive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from argmap.analysis.engine.clock import Clock
from argmap.analysis.engine.graph import Graph


def symmetric(graph: Graph) -> Graph:
    """The graph of conflicts: arguments that attack themselves left out, and every attack returned.

    Its stable extensions are the naive extensions of the graph.
    """
    attackers = graph.attackers
    kept = [number for number in range(1, graph.size + 1) if number not in attackers[number]]
    number_of = [0] * (graph.size + 1)
    for new, old in enumerate(kept, 1):
        number_of[old] = new
    conflicts: list[list[int]] = [[]]
    for old in kept:
        opposed = {number_of[each] for each in attackers[old]}
        opposed.update([number_of[each] for each in graph.targets[old]])
        opposed.discard(0)
        conflicts.append(sorted(opposed))
    return Graph(conflicts, conflicts, [0, *[graph.origin[old] for old in kept]])


def every_conflict_free(conflicts: Graph, clock: Clock) -> Iterator[set[int]]:
    """All conflict-free sets in a graph of conflicts: each argument is taken in turn, then left out."""
    chosen: list[int] = []
    blocked = [0] * (conflicts.size + 1)  # by how many of the chosen
    first = 1
    while True:
        for number in range(first, conflicts.size + 1):
            if not blocked[number]:
                chosen.append(number)
                for other in conflicts.targets[number]:
                    blocked[other] += 1
        clock.left()
        yield conflicts.named(chosen)
        if not chosen:
            return
        dropped = chosen.pop()
        for other in conflicts.targets[dropped]:
            blocked[other] -= 1
        first = dropped + 1


def count_conflict_free(conflicts: Graph, clock: Clock) -> int:
    """How many conflict-free sets a graph of conflicts has: those without one argument, and those with it.

    A tree is counted in one walk. Elsewhere the argument with most conflicts is taken, and what then falls apart
    is counted piece by piece. #P-complete.
    """
    sums = [_Sum(conflicts.components(), None)]
    counted = 0
    while sums:
        last = sums[-1]
        if last.factors:
            clock.left()
            part = last.factors.pop()
            if sum(map(len, part.targets)) == 2 * (part.size - 1):
                last.product *= _in_tree(part)
            else:
                sums.append(_Sum(*_without_and_within(part)))
        elif last.further is not None:
            last.total, last.product = last.product, 1
            last.factors, last.further = last.further, None
        else:
            counted = last.total + last.product
            sums.pop()
            if sums:
                sums[-1].product *= counted
    return counted


@dataclass(slots=True)
class _Sum:
    """A sum of one or two products that is being worked out: factors still to be counted, and those of the second."""

    factors: list[Graph]
    further: list[Graph] | None
    product: int = 1
    total: int = 0


def _in_tree(tree: Graph) -> int:
    """The same for a connected graph of conflicts without circles, from the leaves to the root. Linear."""
    order = [1]
    parent = [0] * (tree.size + 1)
    for number in order:  # which grows meanwhile
        below = [each for each in tree.targets[number] if each != parent[number]]
        order += below
        for each in below:
            parent[each] = number
    taken, left_out = [1] * (tree.size + 1), [1] * (tree.size + 1)
    for number in reversed(order):
        above = parent[number]
        taken[above] *= left_out[number]
        left_out[above] *= taken[number] + left_out[number]
    return left_out[0]


def _without_and_within(part: Graph) -> tuple[list[Graph], list[Graph]]:
    """What is left to choose from, in components, when an argument is left out, and when it is taken."""
    number = max(range(1, part.size + 1), key=lambda each: len(part.targets[each]))
    near = {number, *part.targets[number]}
    everyone = range(1, part.size + 1)
    without = part.restricted([each for each in everyone if each != number])
    within = part.restricted([each for each in everyone if each not in near])
    return without.components(), within.components()


def naive(graph: Graph, first: int | None, clock: Clock) -> set[int]:
    """A naive extension of a graph of conflicts, around one argument if one is given. Linear."""
    blocked: set[int] = set()
    chosen: list[int] = []
    order = range(1, graph.size + 1) if first is None else (first, *range(1, graph.size + 1))
    for number in clock.watch(order):
        if number not in blocked:
            blocked.add(number)
            blocked.update(graph.targets[number])
            chosen.append(number)
    return graph.named(chosen)
