"""What each semantics asks of the engine: how its extensions are found, and what it allows to be taken apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from argmap.analysis.engine import conflict_free, models, preferred, ranges, unique
from argmap.analysis.engine.clauses import admissible
from argmap.analysis.engine.clauses import conflict_free as free_of_conflict
from argmap.analysis.engine.clock import Clock
from argmap.analysis.engine.graph import Graph
from argmap.analysis.engine.settled import IN, labelled, settled, undecided

Found = set[int] | None


@dataclass(frozen=True, slots=True)
class Semantics:
    """One semantics, on a graph.

    `every` lists all extensions, `one` gives some, `including` and `lacking` one that contains or lacks an
    argument; `count` is there where counting is easier than listing. `prepared` is done to the graph first.
    Then, if `reduced`, what the grounded extension decides is put aside; and the rest is taken apart into its
    components, for which `one` may be asked at once if `joint`. If `directional`, only what leads to an argument
    decides about it. `least`: what was put aside is an extension by itself, and so part of every other one.
    `single`: there is exactly one extension. `certain`: there is one always.
    """

    every: Callable[[Graph, Clock], Iterator[set[int]]]
    one: Callable[[Graph, Clock], Found]
    including: Callable[[Graph, int, Clock], Found]
    lacking: Callable[[Graph, int, Clock], Found]
    count: Callable[[Graph, Clock], int] | None = None
    prepared: Callable[[Graph], Graph] | None = None
    reduced: bool = True
    joint: bool = True
    directional: bool = False
    least: bool = False
    single: bool = False
    certain: bool = True


def _empty(_graph: Graph, _clock: Clock) -> set[int]:
    return set()


def _empty_lacks(_graph: Graph, _argument: int, _clock: Clock) -> set[int]:
    return set()


def _only(one: Callable[[Graph, Clock], set[int]], directional: bool) -> Semantics:
    """A semantics with exactly one extension."""

    def every(graph: Graph, clock: Clock) -> Iterator[set[int]]:
        yield one(graph, clock)

    def including(graph: Graph, argument: int, clock: Clock) -> Found:
        found = one(graph, clock)
        return found if graph.origin[argument] in found else None

    def lacking(graph: Graph, argument: int, clock: Clock) -> Found:
        found = one(graph, clock)
        return None if graph.origin[argument] in found else found

    return Semantics(every, one, including, lacking, joint=False, directional=directional, single=True)


def _stable_with(graph: Graph, argument: int, clock: Clock) -> Found:
    return models.find_stable(graph, [argument], clock)


def _stable_without(graph: Graph, argument: int, clock: Clock) -> Found:
    return models.find_stable(graph, [-argument], clock)


def _naive_with(conflicts: Graph, argument: int, clock: Clock) -> Found:
    return conflict_free.naive(conflicts, argument, clock)


def _naive_without(conflicts: Graph, argument: int, clock: Clock) -> Found:
    """Around one of the arguments in conflict with it."""
    return conflict_free.naive(conflicts, conflicts.targets[argument][0], clock)


def _alone(conflicts: Graph, argument: int, _clock: Clock) -> Found:
    return conflicts.named([argument])


def _greatest(rules: models.Rules, reduced: bool) -> Semantics:
    """The sets of greatest range among those that obey the rules."""

    def including(graph: Graph, argument: int, clock: Clock) -> Found:
        return ranges.find_greatest(rules, graph, [argument], clock)

    def lacking(graph: Graph, argument: int, clock: Clock) -> Found:
        return ranges.find_greatest(rules, graph, [-argument], clock)

    every = partial(ranges.every_greatest, rules)
    one = partial(ranges.find_greatest, rules, side=None)
    return Semantics(
        every, lambda graph, clock: one(graph, clock=clock), including, lacking, reduced=reduced, joint=False
    )


SEMANTICS = {
    "complete": Semantics(
        models.every_complete, _empty, models.complete_with, _empty_lacks, directional=True, least=True
    ),
    "grounded": replace(_only(_empty, directional=True), joint=True, least=True),
    "preferred": Semantics(
        preferred.every_preferred, preferred.preferred, preferred.preferred_with, preferred.preferred_without,
        directional=True,
    ),
    "stable": Semantics(
        models.every_stable, lambda graph, clock: models.find_stable(graph, None, clock), _stable_with,
        _stable_without, certain=False,
    ),
    "semi-stable": _greatest(admissible, reduced=True),
    "stage": _greatest(free_of_conflict, reduced=False),
    "ideal": _only(unique.ideal, directional=True),
    "eager": _only(unique.eager, directional=False),
    "naive": Semantics(
        models.every_stable, lambda graph, clock: conflict_free.naive(graph, None, clock), _naive_with,
        _naive_without, prepared=conflict_free.symmetric,
    ),
    "admissible": Semantics(
        models.every_admissible, _empty, models.admissible_with, _empty_lacks, reduced=False, directional=True,
        least=True,
    ),
    "conflict-free": Semantics(
        conflict_free.every_conflict_free, _empty, _alone, _empty_lacks, count=conflict_free.count_conflict_free,
        prepared=conflict_free.symmetric, reduced=False, least=True,
    ),
}  # fmt: skip
"""The semantics by name."""


@dataclass(frozen=True)
class Layout:
    """A graph made ready for one semantics: what every extension accepts, and the graph of what is to be searched."""

    semantics: Semantics
    graph: Graph

    @cached_property
    def _labels(self) -> bytearray:
        """What needs no search; all are undecided where nothing may be put aside."""
        return settled(self.graph) if self.semantics.reduced else bytearray(self.graph.size + 1)

    @cached_property
    def accepted(self) -> set[int]:
        """The arguments that every extension contains."""
        return labelled(self.graph, self._labels, IN)

    @cached_property
    def rest(self) -> Graph:
        """The graph of the arguments about which extensions differ, or may do so."""
        if not self.semantics.reduced:
            return self.graph
        return undecided(self.graph, self._labels)


def laid_out(graph: Graph, semantics: Semantics) -> Layout:
    """What is searched when extensions of a graph are asked for. All of it is linear, and done when needed."""
    return Layout(semantics, semantics.prepared(graph) if semantics.prepared else graph)
