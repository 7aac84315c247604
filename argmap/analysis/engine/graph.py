"""Arguments as the numbers 1 to n, and who attacks whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

Neighbours = Sequence[Sequence[int]]


class Graph(NamedTuple):
    """The attacks among the arguments 1 to `size`, from both ends; place 0 of each list is unused.

    A graph that was cut out of a larger one says in `origin` which numbers its arguments had at first;
    sets of arguments are always given in those.
    """

    attackers: Neighbours
    targets: Neighbours
    origin: Sequence[int]

    @property
    def size(self) -> int:
        """How many arguments there are."""
        return len(self.origin) - 1

    def named(self, numbers: Iterable[int]) -> set[int]:
        """The arguments with these numbers, by the numbers they had at first."""
        origin = self.origin
        return {origin[number] for number in numbers}

    def once(self) -> Graph:
        """The same graph, each attack counted once; the lists keep their order."""
        if all(len(set(each)) == len(each) for each in self.attackers):
            return self
        attackers = [list(dict.fromkeys(each)) for each in self.attackers]
        return Graph(attackers, [list(dict.fromkeys(each)) for each in self.targets], self.origin)

    def others(self, chosen: Collection[int]) -> list[int]:
        """The numbers of those arguments that are not in a set (which is given in the numbers of the origin)."""
        origin = self.origin
        return [number for number in range(1, len(origin)) if origin[number] not in chosen]

    def restricted(self, kept: Sequence[int]) -> Graph:
        """What is left when only these arguments are kept. Linear in their attacks and in the size of the graph."""
        number = [0] * len(self.origin)
        for new, old in enumerate(kept, 1):
            number[old] = new
        return Graph(
            [[], *[[number[each] for each in self.attackers[old] if number[each]] for old in kept]],
            [[], *[[number[each] for each in self.targets[old] if number[each]] for old in kept]],
            [0, *[self.origin[old] for old in kept]],
        )

    def components(self) -> list[Graph]:
        """The weakly connected components, in the order of their first arguments. Linear."""
        number = [0] * len(self.origin)
        return [self._connected(start, number) for start in range(1, len(self.origin)) if not number[start]]

    def around(self, argument: int) -> Graph:
        """The weakly connected component of an argument."""
        return self._connected(argument, [0] * len(self.origin))

    def _connected(self, start: int, number: list[int]) -> Graph:
        """The component of an argument; `number` holds the new numbers, zero for whatever was not met before."""
        number[start] = 1
        members = [start]
        for member in members:  # which grows meanwhile
            for side in (self.attackers[member], self.targets[member]):
                for each in side:
                    if not number[each]:
                        members.append(each)
                        number[each] = len(members)
        if start == 1 and len(members) == self.size:
            return self
        return Graph(
            [[], *[[number[each] for each in self.attackers[old]] for old in members]],
            [[], *[[number[each] for each in self.targets[old]] for old in members]],
            [0, *[self.origin[old] for old in members]],
        )

    def upstream(self, argument: int) -> Graph:
        """The argument, as number 1, and all from which chains of attacks lead to it. Linear."""
        return self.restricted(reached(argument, self.attackers))


def graph_of(size: int, attacks: Iterable[tuple[int, int]]) -> Graph:
    """The graph with these attacks (from, to), each given once.

    >>> graph_of(3, [(1, 2), (2, 3)]).attackers
    [[], [], [1], [2]]
    """
    attackers: list[list[int]] = [[] for _ in range(size + 1)]
    targets: list[list[int]] = [[] for _ in range(size + 1)]
    for attacker, target in attacks:
        attackers[target].append(attacker)
        targets[attacker].append(target)
    return Graph(attackers, targets, range(size + 1))


def reached(start: int, neighbours: Neighbours | None) -> list[int]:
    """An argument, and all that is reached from it over some steps."""
    members = [start]
    if neighbours is not None:
        seen = {start}
        for member in members:  # which grows meanwhile
            new = [each for each in neighbours[member] if each not in seen]
            seen.update(new)
            members += new
    return members
