"""What makes a set of arguments conflict-free, admissible, complete or stable, as clauses for a SAT solver.

The variable with an argument's number says that it is accepted; variables above the size of the graph are
auxiliary. See Besnard and Doutre 2004.
"""

from __future__ import annotations

from collections.abc import Iterator

from argmap.analysis.engine.graph import Graph

Clause = list[int]

_MANY = 6  # attackers of one argument from which on a variable of its own pays


def conflict_free(graph: Graph) -> Iterator[Clause]:
    """No accepted argument attacks an accepted one."""
    for target, attackers in enumerate(graph.attackers):
        for attacker in attackers:
            yield [-target, -attacker] if attacker != target else [-target]


def admissible(graph: Graph) -> Iterator[Clause]:
    """Conflict-free, and whatever attacks an accepted argument is attacked by one.

    The defence is written out for each attack. Only where an argument has many attackers and many targets, a
    variable of its own says that it is attacked by an accepted argument, which keeps the clauses linear.
    """
    yield from conflict_free(graph)
    never = {number for number, attackers in enumerate(graph.attackers) if number in attackers}
    for attacker, targets in enumerate(graph.targets):
        against = [each for each in graph.attackers[attacker] if each not in never]
        if len(against) >= _MANY and len(targets) > 2:
            beaten = graph.size + attacker
            yield [-beaten, *against]
            for target in targets:
                yield [-target, beaten]
        else:
            for target in targets:
                if target not in against:  # what strikes back defends itself
                    yield [-target, *against]


def complete(graph: Graph) -> Iterator[Clause]:
    """Admissible, and every argument is accepted whose attackers are all attacked by accepted arguments."""
    size = graph.size
    for target, attackers in enumerate(graph.attackers):
        if target:
            beaten = size + target
            yield [-beaten, *attackers]
            yield [target, *[-(size + attacker) for attacker in attackers]]
            for attacker in attackers:
                yield [beaten, -attacker]
                yield [-target, size + attacker]
                yield [-target, -attacker] if attacker != target else [-target]


def stable(graph: Graph) -> Iterator[Clause]:
    """Conflict-free, and every other argument is attacked by an accepted one."""
    yield from conflict_free(graph)
    for target, attackers in enumerate(graph.attackers):
        if target:
            yield [target, *attackers]


def ranged(graph: Graph) -> Iterator[Clause]:
    """The variable 2 size + n says that n is in the range: accepted, or attacked by an accepted argument.

    So it is when the variable is true; that it is true when it may be is left to the search.
    """
    range_of = 2 * graph.size
    for target, attackers in enumerate(graph.attackers):
        if target:
            yield [-(range_of + target), target, *attackers]
