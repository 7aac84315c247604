"""The names of cards and arguments in an Argdown file: what stands in brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from argmap.formats.argdown import escape
from argmap.model import ArgumentMap

_GENERATED = re.compile(r"[nr][0-9]+\Z")


class Names:
    """What each card and each argument is called in a file; a card that nothing refers to needs no name.

    `mentions` are the ids in the order of the file, with whether the item stands in full there. Titles are
    kept where they can be; what has none is called by the id that it will have when the file is read.
    """

    def __init__(
        self,
        debate: ArgumentMap,
        mentions: list[tuple[str, bool]],
        question: bool,
        titles: Mapping[str, Any],
        stated: set[str],
    ) -> None:
        self.of: dict[str, str] = {}
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}
        counts: dict[str, int] = {}
        for identifier, _ in mentions:
            counts[identifier] = counts.get(identifier, 0) + 1
        nodes = [identifier for identifier, full in mentions if full]
        wishes: list[tuple[str, str]] = []
        for identifier in nodes:
            if (title := debate.nodes[identifier].title) is not None:
                wishes.append((identifier, title))
        for identifier in counts:
            title = titles.get(identifier) if identifier in debate.relations else None
            if isinstance(title, str) and escape.is_title(title) and not _GENERATED.match(title):
                wishes.append((identifier, title))
        for identifier, title in wishes:
            if escape.is_title(title) and title not in self._taken:
                self._give(identifier, title)
        for identifier, title in wishes:
            if identifier not in self.of and identifier in debate.nodes:
                self._number(identifier, title if escape.is_title(title) else escape.near_title(title))
        for number, identifier in enumerate(nodes, 2 if question else 1):
            bare = debate.nodes[identifier].argument and identifier not in stated
            if identifier not in self.of and (counts[identifier] > 1 or bare):
                self._number(identifier, f"n{number}")
        self._relations(debate, mentions)

    def _relations(self, debate: ArgumentMap, mentions: list[tuple[str, bool]]) -> None:
        number = 0
        seen: set[str] = set()
        for identifier, _ in mentions:
            if identifier in debate.relations and identifier not in seen:
                seen.add(identifier)
                number += 1
                if identifier not in self.of:
                    self._number(identifier, f"r{number}")

    def _number(self, identifier: str, wish: str) -> None:
        """Give a name that is free: the wish itself, or the wish and a number."""
        name = wish
        while name in self._taken:
            self._next[wish] = number = self._next.get(wish, 1) + 1
            name = f"{wish} {number}"
        self._give(identifier, name)

    def _give(self, identifier: str, name: str) -> None:
        self._taken.add(name)
        self.of[identifier] = name
