"""The shelf: the maps of one database, the latest ones also in memory, and the one way to change any of them."""

from __future__ import annotations

import hashlib
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from threading import Lock

from argmap.debate import ownership
from argmap.messages import Message
from argmap.model import ArgumentMap, Problem, apply
from argmap.model.operations import AddNode, Batch, Operation
from argmap.service import weight
from argmap.service.numbers import Numbers
from argmap.service.quota import Quota
from argmap.service.refusals import NotAllowed, NotThere
from argmap.service.seeing import known, meant
from argmap.service.sharing import Access
from argmap.store import maps, public, rooms
from argmap.store.database import Database, DatabaseError
from argmap.store.maps import Change, Held

__all__ = [
    "MOST_CARDS",
    "MOST_CHARACTERS",
    "MOST_PREMISES",
    "Done",
    "Held",
    "Outcome",
    "Press",
    "Shelf",
    "check_size",
    "first_card",
    "open_shelf",
]

MOST_CARDS = 10_000
"""How many cards a map on the shelf may have."""

MOST_PREMISES = 100_000
"""How many premises its arguments may have together: a line each in the outline."""

MOST_CHARACTERS = 20_000_000
"""How many characters its texts may have together."""

WAITING = "waiting"
"""The tag of a card that is out of sight until the facilitator of the room lets it be seen."""

_MOST_OTHERS = 3 * MOST_CARDS
_ROOM = 200 * 2**20  # bytes of all maps in memory together


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button, or one request of a program: pressed twice, it counts once.

    `operation` names it; `digest` tells apart two requests of different content with one name.
    """

    operation: str
    digest: str = ""

    @classmethod
    def fresh(cls) -> Press:
        """A press that has no name of its own: it is never the same as another one."""
        return cls(uuid.uuid4().hex)

    @classmethod
    def of(cls, operation: str, *content: str) -> Press:
        """A press whose name depends on all that was typed: the same form sent again with another text is a new one.

        >>> Press.of("a", "Jobs.") == Press.of("a", "Jobs."), Press.of("a", "Jobs.") == Press.of("a", "Roads.")
        (True, False)
        """
        made = hashlib.sha256()
        for part in (operation, *content):
            data = part.encode("utf-8", "surrogatepass")
            made.update(b"%d:" % len(data) + data)
        return cls(made.hexdigest()[:40])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change comes to: the operation, and what there is to say about it."""

    operation: Operation
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A change that is kept: the revision it made, the map after it, the new card, what there is to say."""

    revision: int
    debate: ArgumentMap
    operation: Operation
    repeated: bool
    notes: tuple[Message, ...] = ()

    @property
    def card(self) -> str | None:
        """The card that was added first, if any was."""
        return first_card(self.operation)


Build = Callable[[ArgumentMap, Numbers], Outcome]
Listener = Callable[[str, int | None], None]


class Shelf:
    """Maps by id. Safe to use from many threads: what is kept in memory is never changed, only replaced."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        quota: Quota | None = None,
    ) -> None:
        self.database = database
        self.clock = clock
        self._kept = _Kept()
        self.frozen = _Kept(_ROOM // 4)
        self.quota = quota or Quota()
        self._opened: tuple[date, set[str]] = (date.min, set())
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Have every change told that is made by way of this shelf, once it is kept.

        The listener is called in whichever thread made the change, with the map and its new revision (None: another
        thing than the map has changed, such as its room, or who may open it). It must be quick, and must not fail.
        """
        self._listeners.append(listener)

    def opened(self, map_id: str) -> None:
        """Note on which day a map was opened last: the day, and nothing else. Once a day is enough."""
        now = self.clock().astimezone(UTC)
        day, seen = self._opened
        if day != now.date():
            self._opened = (now.date(), seen := set())
        if map_id not in seen:
            seen.add(map_id)
            # Whoever reads is not to be held up because nothing can be written.
            with suppress(DatabaseError):
                public.opened(self.database, map_id, datetime.combine(now.date(), time(), UTC))

    def tell(self, map_id: str, revision: int | None = None) -> None:
        """Tell all who listen that something has changed."""
        for listener in self._listeners:
            listener(map_id, revision)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def read(self, access: Access) -> Held:
        """The map as it stands now. Raises `NotThere`."""
        if access.debate is not None:
            return Held(access.map, access.revision, 0, access.debate)
        kept = self._kept.get(access.map)
        if kept is not None and kept.revision >= access.revision:
            return kept
        held = maps.load(self.database, access.map)
        if held is None:
            raise NotThere(access.map)
        self._kept.put(held)
        return held

    def change(self, access: Access, press: Press, build: Build) -> Done:
        """Change a map in one transaction. `build` makes the operation from the map as it is then.

        Raises `NotAllowed`, `NotThere`, and what `build` and the model raise; then nothing is changed.
        """

        def decide(held: Held) -> Change:
            numbers = Numbers(held.number, held.debate)
            outcome = build(known(access, held.debate), numbers)
            notes.extend(outcome.notes)
            operation = ours(access, held.debate, outcome.operation)
            debate, inverse = apply(held.debate, operation)
            check_size(debate)
            self.quota.grown(self.database, held.debate, debate)
            return Change(debate, operation, inverse, numbers.last)

        notes: list[Message] = []
        return self.write(access, press, decide, notes)

    def write(
        self, access: Access, press: Press, decide: Callable[[Held], Change], notes: list[Message]
    ) -> Done:
        """Carry out a change that is decided upon inside the transaction."""
        if not access.edit:
            if access.role == "participant":
                raise NotAllowed(
                    "The room is locked at present: you can read, and write again when it is opened."
                )
            raise NotAllowed("This link lets you read the map, not change it.")
        written = maps.change(
            self.database,
            access.map,
            maps.Press(press.operation, press.digest),
            decide,
            author=access.participant,
            now=self.clock(),
            known=self._kept.get(access.map),
        )
        if written is None:
            raise NotThere(access.map)
        if not written.repeated:
            self._kept.put(written.held)
            self.tell(access.map, written.revision)
        return Done(written.revision, written.held.debate, written.operation, written.repeated, tuple(notes))

    def revisions(self, ids: Iterable[str]) -> dict[str, int]:
        """At which revision maps are, by id; those that are gone are left out."""
        return maps.revisions(self.database, ids)

    def room_revisions(self, ids: Iterable[str]) -> dict[str, int]:
        """How often the rooms of maps were changed; maps without a room are left out."""
        return rooms.revisions(self.database, ids)

    def titles(self, ids: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
        """What maps are called (None: nothing), and in which language, by id; those that are gone are left out."""
        return maps.titles(self.database, list(ids))

    def put(self, held: Held) -> None:
        """Keep a map that was just made in memory too."""
        self._kept.put(held)


def ours(access: Access, debate: ArgumentMap, operation: Operation) -> Operation:
    """An operation as somebody in a room may carry it out: signed, and held against what is theirs. Raises `NotYours`.

    What is hidden from them is not there for them, whatever they name. Outside rooms it stays as it is.
    """
    if access.participant is None:
        return operation
    signed = ownership.authored(meant(access, debate, operation), access.participant)
    seen = known(access, debate)
    for each in (debate,) if seen is debate else (seen, debate):
        ownership.check(each, signed, role=access.role, participant=access.participant)
    waits = access.role == "participant" and access.room is not None and access.room.queue
    return _waiting(signed) if waits else signed


def _waiting(operation: Operation) -> Operation:
    """The same, with every card that it adds out of sight until the facilitator lets it be seen."""
    match operation:
        case AddNode(node):
            return AddNode(replace(node, hidden=True, tags=(*node.tags, WAITING)))
        case Batch(operations):
            return Batch(tuple(map(_waiting, operations)))
        case _:
            return operation


def open_shelf(database: str, quota: Quota | None = None) -> Shelf:
    """The shelf in a database: a path, or an SQLAlchemy address, for as much as a quota allows. Raises `NoDatabase`."""
    return Shelf(Database.open(database), quota=quota)


def check_size(debate: ArgumentMap) -> None:
    """Refuse a map that has grown too large to be shown (`Problem`). Linear."""
    others = len(debate.relations) + len(debate.sources) + len(debate.quotes) + len(debate.groups)
    if len(debate.nodes) > MOST_CARDS:
        key = "The map would have {count:,} cards; {most:,} are the most. Divide it into several maps."
        raise Problem(key, count=len(debate.nodes), most=MOST_CARDS)
    if others > _MOST_OTHERS:
        key = (
            "The map would have {count:,} links, sources, quotations and headings; {most:,} are the most. "
            "Divide it into several maps."
        )
        raise Problem(key, count=others, most=_MOST_OTHERS)
    premises = weight.premises(debate)
    if premises > MOST_PREMISES:
        key = (
            "The arguments of the map would have {count:,} premises together; {most:,} are the most. "
            "Divide it into several maps."
        )
        raise Problem(key, count=premises, most=MOST_PREMISES)
    characters = weight.characters(debate)
    if characters > MOST_CHARACTERS:
        key = "The map would hold {count:,} characters; {most:,} are the most. Divide it into several maps."
        raise Problem(key, count=characters, most=MOST_CHARACTERS)


def first_card(operation: Operation) -> str | None:
    """The card that an operation adds first, if any."""
    match operation:
        case AddNode(node):
            return node.id
        case Batch(operations):
            return next(filter(None, map(first_card, operations)), None)
        case _:
            return None


@dataclass(slots=True)
class _Kept:
    """The maps used last, as many as fit into `room` bytes; the very last in any case."""

    room: int = _ROOM
    items: OrderedDict[str, tuple[Held, int]] = field(default_factory=OrderedDict)
    size: int = 0
    lock: Lock = field(default_factory=Lock)

    def get(self, identifier: str) -> Held | None:
        with self.lock:
            found = self.items.get(identifier)
            if found is None:
                return None
            self.items.move_to_end(identifier)
            return found[0]

    def put(self, held: Held) -> None:
        size = weight.size(held.debate)
        with self.lock:
            old = self.items.get(held.map)
            if old is not None and old[0].revision > held.revision:
                return  # a slower thread comes with an older state
            self.size += size - (old[1] if old else 0)
            self.items[held.map] = (held, size)
            self.items.move_to_end(held.map)
            while self.size > self.room and len(self.items) > 1:
                self.size -= self.items.popitem(last=False)[1][1]
