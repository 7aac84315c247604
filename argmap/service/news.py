"""What is new on a map since somebody last looked: told from its log, and never more than can be seen of it now.

Texts are those that the cards have at this moment, not those that the log remembers. So what was hidden, taken
away or written over in the meantime is not told afterwards either, whoever asks from whichever revision on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from argmap.messages import excerpt
from argmap.model import ArgumentMap, Relation
from argmap.model.operations import (
    AddNode,
    AddQuote,
    AddRelation,
    Batch,
    Cite,
    EditNode,
    EditQuote,
    EditRelation,
    EditSource,
    Hide,
    Merge,
    Move,
    Operation,
    RemoveNode,
    RemoveRelation,
    Uncite,
)
from argmap.model.roles import Standing, role, standing
from argmap.service.refusals import NotThere
from argmap.service.sharing import Access
from argmap.service.shelf import Shelf
from argmap.store import history
from argmap.store.history import Entry

MOST = 200
"""How many changes are told one by one, and how many cards of one change; whoever missed more loads the map again."""

_LONGEST = 80  # of what a card says


class Stamp(NamedTuple):
    """How far a map is: its revision, and that of its room (0 without one). Both only ever rise.

    >>> str(Stamp(12)), Stamp.read("12.3"), Stamp.read("12"), Stamp.read("twelve")
    ('12.0', Stamp(revision=12, room=3), Stamp(revision=12, room=0), None)
    """

    revision: int
    room: int = 0

    def __str__(self) -> str:
        return f"{self.revision}.{self.room}"

    def with_later(self, other: Stamp) -> Stamp:
        """The later of both, each number for itself."""
        return Stamp(max(self.revision, other.revision), max(self.room, other.room))

    @classmethod
    def read(cls, text: str) -> Stamp | None:
        """What stands in a text, such as the id of an event; None for anything else."""
        numbers = text.split(".")
        if len(numbers) > 2 or not all(n.isascii() and n.isdigit() and len(n) < 16 for n in numbers):
            return None
        return cls(*map(int, numbers))


@dataclass(frozen=True, slots=True)
class News:
    """One change: the cards it touched that can be seen, and what to say of it.

    `what` is "new", "back" (shown again, or brought back), "gone", "changed" or "" (nothing that can be seen), and `count` says
    how many cards that is; if it is one, `role` and `text` are its own (not of a card that is gone). `reload`: too
    much has changed to be told.
    """

    stamp: Stamp
    cards: tuple[str, ...] = ()
    what: str = ""
    count: int = 0
    role: str = ""
    text: str = field(default="", repr=False)
    reload: bool = False


def stamp(access: Access, revision: int | None = None) -> Stamp:
    """How far a map was when somebody entered it; at the revision that they were then shown, if that is another one."""
    room = getattr(access, "room", None)
    return Stamp(access.revision if revision is None else revision, 0 if room is None else room.revision)


def stamps(shelf: Shelf, ids: Iterable[str]) -> dict[str, Stamp]:
    """How far maps and their rooms are, by two questions for all; those that are gone are left out."""
    asked = list(ids)
    rooms = shelf.room_revisions(asked)
    return {
        map_id: Stamp(revision, rooms.get(map_id, 0)) for map_id, revision in shelf.revisions(asked).items()
    }


def since(shelf: Shelf, map_id: str, at: Stamp) -> tuple[tuple[News, ...], Stamp]:
    """What is new since then, the oldest first, and how far that leads. Raises `NotThere`.

    One for each revision; a single one that says "load again" for more than `MOST`, or for a stamp from the future.
    O(n log n) in the cards, for the role of a new one, and linear otherwise.
    """
    now = stamps(shelf, [map_id]).get(map_id)
    if now is None:
        raise NotThere(map_id)
    if not 0 <= now.revision - at.revision <= MOST or at.room > now.room:
        return (News(now, reload=True),), now
    entries = history.after(shelf.database, map_id, at.revision, MOST)
    if entries:
        now = Stamp(max(now.revision, entries[-1].revision), now.room)
        seen = _Seen(shelf.read(Access(map_id, "view", now.revision)).debate.visible())
        return tuple(_told(entry, seen, now.room) for entry in entries), now
    return ((News(now),) if now != at else ()), now


class _Seen:
    """What can be seen of a map now."""

    def __init__(self, debate: ArgumentMap) -> None:
        self.debate = debate

    @cached_property
    def standing(self) -> Standing:
        return standing(self.debate)

    def role(self, card: str) -> str:
        """What a card does, else what it is."""
        node = self.debate.nodes[card]
        home = self.standing.home.get(card)
        if node.kind in ("question", "position") or home is None:
            return node.kind
        return role(self.debate, self.debate.relations[home], self.standing.depth)


def _told(entry: Entry, seen: _Seen, room: int) -> News:
    stamp = Stamp(entry.revision, room)
    forth, back = list(_flat(entry.operation)), list(_flat(entry.inverse))
    # Whether a card could be seen: as the last step left it, and as the last step back would leave it.
    after, before = _states(forth), _states(back)
    cards = tuple(dict.fromkeys(card for card in _touched([*forth, *back], seen.debate)))
    if len(cards) > MOST:
        return News(stamp, reload=True)
    new = [card for card in cards if after.get(card) and not before.get(card, True)]
    gone = [card for card, shown in before.items() if shown and not after.get(card, True)]
    if new:
        back_again = entry.toggles is not None or all(before[card] is False for card in new)
        return _of(stamp, cards, "back" if back_again else "new", new, seen)
    if gone:
        return News(stamp, cards, "gone", len(gone))
    return _of(stamp, cards, "changed", cards, seen) if cards else News(stamp)


def _of(stamp: Stamp, cards: tuple[str, ...], what: str, these: Sequence[str], seen: _Seen) -> News:
    if len(these) > 1:
        return News(stamp, cards, what, len(these))
    (card,) = these
    return News(stamp, cards, what, 1, seen.role(card), excerpt(seen.debate.nodes[card].text, _LONGEST))


def _states(steps: Iterable[Operation]) -> dict[str, bool | None]:
    """Of the cards that come, go, or are hidden, whether they can be seen after these steps; None: they are not there."""
    found: dict[str, bool | None] = {}
    for step in steps:
        match step:
            case AddNode(node):
                found[node.id] = not node.hidden
            case RemoveNode(card) | Merge(gone=card):
                found[card] = None
            case Hide(card, hidden) | EditNode(card, {"hidden": hidden}):
                found[card] = not hidden
    return found


def _touched(steps: Iterable[Operation], seen: ArgumentMap) -> Iterator[str]:
    """The cards that steps are about and that can be seen, an argument's by way of its premises."""
    for step in steps:
        for card in _cards(step, seen):
            if card in seen.nodes:
                yield card


def _cards(step: Operation, seen: ArgumentMap) -> Iterable[str]:
    match step:
        case AddNode(node):
            return (node.id,)
        case EditNode(card) | RemoveNode(card) | Hide(card) | Cite(card) | Uncite(card):
            return (card,)
        case Merge(keep):
            return (keep,)
        case AddRelation(relation):
            return _resting(relation.id, relation, seen)
        case RemoveRelation(identifier, was):
            return _resting(identifier, was, seen)
        case EditRelation(identifier) | Move(identifier):
            return _resting(identifier, None, seen)
        case AddQuote(quote):
            return (quote.node,)
        case EditQuote(identifier) if identifier in seen.quotes:
            return (seen.quotes[identifier].node,)
        case EditSource(identifier):
            return (card for card, node in seen.nodes.items() if identifier in node.sources)
        case _:
            return ()


def _resting(identifier: str, was: Relation | None, seen: ArgumentMap) -> Iterable[str]:
    """The premises of an argument that can be seen, or of one that is gone and had to do with what can be seen alone."""
    now = seen.relations.get(identifier)
    if now is not None:
        return now.premises
    if was is None or not (was.target in seen.nodes or was.target in seen.relations):
        return ()
    return was.premises if all(premise in seen.nodes for premise in was.premises) else ()


def _flat(operation: Operation) -> Iterator[Operation]:
    if isinstance(operation, Batch):
        for each in operation.operations:
            yield from _flat(each)
    else:
        yield operation
