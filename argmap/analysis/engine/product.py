"""Choosing one thing from each of several lists, in every way, while the lists are still being found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


def products(factors: Sequence[Iterator[Thing]]) -> Iterator[tuple[Thing, ...]]:
    """All choices of one thing from each iterator. The first choice needs one thing of each, a further one one more.

    Everything but what comes from the last iterator is kept, so the longest should be the last.

    >>> list(products([iter("ab"), iter("xy")]))
    [('a', 'x'), ('b', 'x'), ('a', 'y'), ('b', 'y')]
    >>> list(products([]))
    [()]
    """
    kept = [_Kept(factor) for factor in factors[:-1]]
    last = factors[-1] if factors else iter(())
    chosen: list[Thing] = []
    for each in kept:
        if not each.reaches(0):
            return
        chosen.append(each.things[0])
    if not factors:
        yield ()
        return
    for final in last:
        places = [0] * len(kept)
        chosen = [each.things[0] for each in kept]
        while True:
            yield (*chosen, final)
            for index, each in enumerate(kept):
                places[index] += 1
                if each.reaches(places[index]):
                    chosen[index] = each.things[places[index]]
                    break
                places[index] = 0
                chosen[index] = each.things[0]
            else:
                break


class _Kept(Generic[Thing]):
    """What an iterator has given so far, and the iterator."""

    def __init__(self, source: Iterator[Thing]) -> None:
        self.things: list[Thing] = []
        self._source = source

    def reaches(self, place: int) -> bool:
        """Whether there is a thing at this place; it is fetched if it is the next one."""
        if place == len(self.things):
            for thing in self._source:
                self.things.append(thing)
                return True
            return False
        return True
