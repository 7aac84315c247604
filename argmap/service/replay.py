"""How a debate grew: the map as it stands, card by card in the order in which its cards came.

Nothing is shown that the map does not show now: what was hidden, deleted or written over since does not come up again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from argmap.model import ArgumentMap
from argmap.model.outline import outline
from argmap.model.roles import standing
from argmap.service.sharing import Access
from argmap.service.shelf import Shelf
from argmap.store import history
from argmap.store.history import Birth


@dataclass(frozen=True, slots=True)
class Step:
    """What came at once: a card, the premises of one argument, or a link between cards that were there.

    `at` and `author` are None where that is not known, as for maps that come with argmap.
    """

    cards: tuple[str, ...]
    links: tuple[str, ...] = ()
    at: datetime | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Growth:
    """All steps, and for each card and link of the map in which of them it appears, counted from one."""

    steps: tuple[Step, ...]
    appears: Mapping[str, int]


def growth(shelf: Shelf, access: Access, debate: ArgumentMap) -> Growth:
    """How a visible map, or a part of one, grew. O(n log n) in it, and linear in its history.

    What came in one change, such as an import, comes in the order of the argument, those cards first that stand at the
    top; so does all of a map without a history.
    """
    known = history.births(shelf.database, access.map) if access.debate is None else {}
    return grown(debate, known)


def grown(debate: ArgumentMap, known: Mapping[str, Birth]) -> Growth:
    """The same from when each card and link came, as far as that is known."""
    where = standing(debate)

    def revision(item: str) -> int:
        return known[item].revision if item in known else 0

    groups: dict[tuple[int, bool, int, str], list[str]] = {}
    seats: dict[str, int] = {}
    for seat, line in enumerate(line for line in outline(debate, where) if not line.again):
        home = where.home.get(line.node)
        name = home or line.node
        first = seats.setdefault(name, seat)
        groups.setdefault((revision(line.node), home is not None, first, name), []).append(line.node)
    for relation in debate.relations.values():
        ends = _ends(debate, relation.id)
        if revision(relation.id) > max(map(revision, ends)):
            groups[revision(relation.id), True, len(debate.nodes), relation.id] = []
    return _counted(debate, known, groups)


def _counted(
    debate: ArgumentMap,
    known: Mapping[str, Birth],
    groups: Mapping[tuple[int, bool, int, str], list[str]],
) -> Growth:
    steps, appears = list[Step](), dict[str, int]()
    for key in sorted(groups):
        cards = tuple(groups[key])
        named = cards[0] if cards else key[3]
        birth = known.get(named)
        links = () if cards else (key[3],)
        steps.append(Step(cards, links, birth.at if birth else None, birth.author if birth else None))
        appears |= dict.fromkeys(cards or links, len(steps))
    for relation in debate.relations:
        ends = max(appears[card] for card in _ends(debate, relation))
        appears[relation] = max(appears.get(relation, 0), ends)
    return Growth(tuple(steps), appears)


def _ends(debate: ArgumentMap, identifier: str) -> list[str]:
    """All cards that have to be there for a link to be drawn."""
    cards: list[str] = []
    while identifier in debate.relations:
        cards.extend(debate.relations[identifier].premises)
        identifier = debate.relations[identifier].target
    return [*cards, identifier]
