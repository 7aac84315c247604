"""Numbers for what is new on a map: one count for all kinds of items, and no number is given twice.

Since an id is never given again, what was removed can always be brought back. The count is kept with the map.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from argmap.model import ArgumentMap

# More digits than any count reaches, and no more than a database can keep: ids beyond that are left aside.
_NUMBERED = re.compile(r"[a-z]([0-9]{1,18})\Z")


class Numbers:
    """Gives ids, each with the letter of its kind: n17 for a card, r18 for a relation.

    >>> numbers = Numbers(16)
    >>> numbers.give("n"), numbers.give("r"), numbers.last
    ('n17', 'r18', 18)
    """

    def __init__(self, last: int, debate: ArgumentMap | None = None) -> None:
        self.last = last
        self._debate = debate or ArgumentMap()
        self._chosen: set[str] = set()

    def give(self, letter: str) -> str:
        """An id that no item of the map has or had."""
        while True:
            self.last += 1
            made = f"{letter}{self.last}"
            # What others chose may lie ahead of the count, when it is a number beyond all counting.
            if made not in self._chosen and self._debate.item(made) is None:
                return made

    def spare(self, ids: Iterable[str]) -> None:
        """Never give one of these ids, which somebody else is about to give."""
        self._chosen.update(ids)

    def see(self, ids: Iterable[str]) -> None:
        """Take note of ids that somebody else has given."""
        self.last = max([self.last, *(number(identifier) for identifier in ids)])


def number(identifier: str) -> int:
    """The number in an id of the kind that is given here, else 0.

    >>> number("n17"), number("less-traffic")
    (17, 0)
    """
    found = _NUMBERED.match(identifier)
    return int(found.group(1)) if found else 0


def highest(debate: ArgumentMap) -> int:
    """The highest number among the ids of a map."""
    tables = (debate.nodes, debate.relations, debate.sources, debate.quotes, debate.groups)
    return max((number(identifier) for table in tables for identifier in table), default=0)
