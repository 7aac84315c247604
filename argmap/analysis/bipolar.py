"""Frameworks with attacks and supports, and what a support can mean.

Read as **deductive**, whoever accepts an argument accepts what it supports; as **necessary**, nobody can accept an
argument without all that support it; as **evidential**, an argument needs one chain of accepted supports that
begins in evidence. Each reading turns supports into attacks, and so gives a framework of attacks alone, for which
`argmap.analysis.extensions` has the answers. (Cayrol and Lagasquie-Schiex 2013 compare the three.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from argmap.analysis.engine.clauses import Clause, admissible
from argmap.analysis.engine.clock import Clock
from argmap.analysis.engine.graph import Graph, Neighbours, graph_of, reached
from argmap.analysis.engine.models import every_model
from argmap.analysis.evidence import evidential
from argmap.analysis.framework import Framework
from argmap.messages import Message

READINGS = ("deductive", "necessary", "evidential")
"""What a support can be read as."""

KINDS = ("d", "s", "c")
"""The admissible sets of Cayrol and Lagasquie-Schiex 2005."""


@dataclass(frozen=True, slots=True)
class Bipolar:
    """A bipolar framework (Cayrol and Lagasquie-Schiex 2005): arguments, attacks and supports, both (from, to).

    Raises ValueError as `Framework` does: for what stands twice, and for what names no argument.

    >>> debate = Bipolar("abx", attacks=[("x", "b")], supports=[("a", "b")])
    >>> debate.added_attacks("deductive")  # whoever accepts a accepts b
    [('x', 'a')]
    """

    arguments: tuple[str, ...]
    attacks: tuple[tuple[str, str], ...]
    supports: tuple[tuple[str, str], ...]
    _attacks: Framework = field(repr=False, compare=False)
    _supports: Framework = field(repr=False, compare=False)

    def __init__(
        self,
        arguments: Iterable[str],
        attacks: Iterable[tuple[str, str]],
        supports: Iterable[tuple[str, str]],
    ) -> None:
        names, hostile, kind = tuple(arguments), tuple(attacks), tuple(supports)
        object.__setattr__(self, "arguments", names)
        object.__setattr__(self, "attacks", hostile)
        object.__setattr__(self, "supports", kind)
        object.__setattr__(self, "_attacks", Framework(names, hostile))
        object.__setattr__(self, "_supports", Framework(names, kind))

    def framework(self, reading: str, *, evident: Iterable[str] | None = None) -> Framework:
        """The framework of attacks alone that a reading of the supports gives.

        *deductive*: a attacks b when something that a supports, or a, attacks something that b supports, or b;
        supports may go over several steps. These are the supported and the (super-)mediated attacks of Cayrol and
        Lagasquie-Schiex 2013. *necessary*: the same with the supports turned round, since what is necessary for
        another argument is implied by it: the secondary and extended attacks of Nouioua and Risch 2011, who
        presuppose that no argument is necessary for itself over others. Quadratic at worst, in time and size.

        *evidential*: see `argmap.analysis.evidence`; there are arguments of a new kind, which say that an argument
        lacks evidence. `evident` are the arguments that need no support; without it, those that have none.

        Raises ValueError for a reading that there is not, and for an unknown argument in `evident`.
        """
        if reading == "evidential":
            return evidential(self._attacks, self._supports, evident)
        if reading not in READINGS:
            raise ValueError(f"there is no reading {reading!r}; there are: {', '.join(READINGS)}")
        supports = self._supports.graph
        implying = supports.attackers if reading == "deductive" else supports.targets
        return Framework.numbered(self.arguments, _carried(self._attacks.graph, implying, implying))

    def added_attacks(self, reading: str, *, evident: Iterable[str] | None = None) -> list[tuple[str, str]]:
        """The attacks of `framework(reading)` that were not there before. Costs and errors are the same."""
        before = set(self.attacks)
        return [pair for pair in self.framework(reading, evident=evident).attacks if pair not in before]

    def admissible_sets(self, kind: str, *, budget: float | None = None) -> Iterator[frozenset[str]]:
        """The d-, s- or c-admissible sets (Cayrol and Lagasquie-Schiex 2005), each once, found while asked for.

        A set attacks an argument as a set when a member attacks it, supports over some steps what attacks it, or
        attacks what supports it over some steps. *d*: no member is attacked so, and whatever attacks a member so
        is attacked so in return. *s*: also, nothing that is a member or is supported by one is attacked so.
        *c*: as d, and whatever a member supports is a member. Deciding whether there is one that is not empty is
        NP-complete. Raises ValueError for another kind, and `Undetermined` when `budget` seconds did not suffice.

        >>> debate = Bipolar("abc", attacks=[("b", "c")], supports=[("a", "b")])
        >>> sorted(sorted(each) for each in debate.admissible_sets("c"))
        [[], ['a', 'b'], ['b']]
        """
        if kind not in KINDS:
            raise ValueError(f"there is no kind {kind!r}; there are: {', '.join(KINDS)}")
        clock = Clock(budget, Message("all {kind}-admissible sets", {"kind": kind}))
        clock.pause()
        return self._admissible(kind, clock)

    def _admissible(self, kind: str, clock: Clock) -> Iterator[frozenset[str]]:
        clock.resume()
        supports = self._supports.graph
        graph = self._set_attacks()

        def rules(graph: Graph) -> Iterator[Clause]:
            yield from admissible(graph)
            if kind == "c":
                yield from _closed(supports)
            elif kind == "s":
                yield from _safe(graph, supports)

        for found in every_model(rules, graph, clock):
            clock.pause()
            yield self._attacks.named(found)
            clock.resume()

    def is_admissible(self, chosen: AbstractSet[str], kind: str) -> bool:
        """Whether a set is d-, s- or c-admissible (see `admissible_sets`). Quadratic; raises ValueError likewise.

        >>> Bipolar("ab", attacks=[("a", "b")], supports=[("a", "b")]).is_admissible({"a"}, "s")
        False
        """
        if kind not in KINDS:
            raise ValueError(f"there is no kind {kind!r}; there are: {', '.join(KINDS)}")
        inside = {self._attacks.number(name) for name in chosen}
        graph, supports = self._set_attacks(), self._supports.graph
        beaten = {target for number in inside for target in graph.targets[number]}
        if beaten & inside or not all(beaten.issuperset(graph.attackers[number]) for number in inside):
            return False
        if kind == "s":
            return not any(beaten.intersection(reached(number, supports.targets)) for number in inside)
        return kind == "d" or all(inside.issuperset(supports.targets[number]) for number in inside)

    def _set_attacks(self) -> Graph:
        """Who attacks whom as a set: over supports before the attack, or behind it."""
        attacks, supports = self._attacks.graph, self._supports.graph
        before, behind = (
            _carried(attacks, supports.attackers, None),
            _carried(attacks, None, supports.targets),
        )
        return graph_of(attacks.size, dict.fromkeys((*before, *behind)))


def _carried(
    graph: Graph, before: Neighbours | None, behind: Neighbours | None
) -> dict[tuple[int, int], None]:
    """Each attack, and the same from all that leads to the attacker by `before` on all that `behind` leads to."""
    pairs: dict[tuple[int, int], None] = {}
    behind_of = {
        target: reached(target, behind) for target, attackers in enumerate(graph.attackers) if attackers
    }
    for attacker, targets in enumerate(graph.targets):
        if targets:
            ends = dict.fromkeys(end for target in targets for end in behind_of[target])
            pairs.update(dict.fromkeys((start, end) for start in reached(attacker, before) for end in ends))
    return pairs


def _closed(supports: Graph) -> Iterator[Clause]:
    """What an accepted argument supports is accepted."""
    for supporter, targets in enumerate(supports.targets):
        for target in targets:
            yield [-supporter, target]


def _safe(graph: Graph, supports: Graph) -> Iterator[Clause]:
    """Nothing is attacked as well as supported by accepted arguments."""
    for target, attackers in enumerate(graph.attackers):
        if attackers:
            for supporter in reached(target, supports.attackers):
                for attacker in attackers:
                    yield [-supporter, -attacker]
