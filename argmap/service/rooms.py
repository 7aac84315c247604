"""Rooms: opened on a map, entered by a code and a nickname, without accounts; and what their facilitator can do.

Whoever comes in gets a key of the same form as a secret link's, so every address of the map opens to it. Several devices
of one person have a key each. Names stay in the room's own table: cards and history know an opaque id.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import SystemRandom

from argmap.debate import codes, nicknames, ownership
from argmap.messages import Message
from argmap.model import ArgumentMap, Conflict, Node, Problem
from argmap.model.map import by_age
from argmap.model.visibility import unsigned
from argmap.service import maps, sharing, snapshots
from argmap.service.refusals import NotAllowed, NotThere
from argmap.service.sharing import Access
from argmap.service.shelf import WAITING, Shelf
from argmap.store import acts, rooms
from argmap.store.acts import Act
from argmap.store.admin import sweep
from argmap.store.redact import redact
from argmap.store.rooms import FORMATS, Full, Locked, NameTaken, NewPerson, Occupied, Person, Room

__all__ = ["FORMATS", "Act", "Joined", "Opened", "Person", "Room"]

MOST_PEOPLE = 500
"""How many can be in a room, those who were removed counted too."""
DAYS = 30
"""After how many days a room forgets its names, unless told otherwise."""
MOST_DAYS = 365
LEADER = "Facilitator"
"""What whoever leads a room is called in it, unless told otherwise."""
_TRIES = 20
_DICE = SystemRandom()
_ANOTHER = "There is a room on this map already."
_NO_ROOM = "There is no room with this code. Look at the board again: it has six letters and digits."


@dataclass(frozen=True, slots=True)
class Opened:
    """A room that was just opened: its code, its map, and the key of whoever leads it."""

    room: Room
    debate: ArgumentMap
    facilitator_key: str = field(repr=False)
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody who came in: who they are, their key, and the words with which another device becomes the same person.

    `words` is None where they came back: the words are shown once, since only their hash is kept.
    """

    room: Room
    person: str
    name: str
    key: str = field(repr=False)
    words: str | None = field(default=None, repr=False)


def open_room(
    shelf: Shelf,
    question: str,
    positions: Sequence[str],
    form: str = "debate",
    *,
    anonymous: bool = False,
    days: int = DAYS,
    leader: str = LEADER,
) -> Opened:
    """A room on a new map; `leader` is what whoever leads it is called in it. Raises `Problem`."""
    _known(form)
    leader = nicknames.cleaned(leader)
    made = maps.make(shelf, question, positions)
    return replace(_opened(shelf, made.map, form, anonymous, days, leader), notes=made.notes)


def open_on(
    shelf: Shelf,
    access: Access,
    form: str = "debate",
    *,
    anonymous: bool = False,
    days: int = DAYS,
    leader: str = LEADER,
) -> Opened:
    """A room on a map that there is: on one's own, or on a copy of one that can only be read.

    Raises `Problem`; `Conflict` where a room is open on it already.
    """
    _known(form)
    leader = nicknames.cleaned(leader)
    if access.room is not None:
        raise Conflict(_ANOTHER)
    map_id = access.map if access.role == "edit" else maps.copy(shelf, access).map
    return _opened(shelf, map_id, form, anonymous, days, leader)


def _known(form: str) -> None:
    if form not in FORMATS:
        raise Problem("A room is for a 'debate' or a 'workshop'.")


def _opened(shelf: Shelf, map_id: str, form: str, anonymous: bool, days: int, leader: str) -> Opened:
    now = shelf.clock()
    person, key = _person("facilitator", leader, "")
    forget = now + timedelta(days=min(max(days, 1), MOST_DAYS))
    for _ in range(_TRIES):
        room = Room(map_id, codes.new(_DICE), form, anonymous, False, False, False, 1, now, forget)
        try:
            made = rooms.create(shelf.database, room, person)
        except Occupied:
            raise Conflict(_ANOTHER) from None
        if made:
            access = sharing.enter(shelf, map_id, key)
            return Opened(room, shelf.read(access).debate, key)
    raise Problem("No code could be found for the room. Try again.")


def _person(role: str, name: str, words: str) -> tuple[NewPerson, str]:
    """Somebody new with a fresh key. Facilitators have no words to come back with: they have their link."""
    key = sharing.new_key()
    link, secret = sharing.parts(key) or ("", "")
    skeleton = nicknames.skeleton(name)
    hashed = _hash(words) if words else ""
    return NewPerson(sharing.new_name(), role, name, skeleton, hashed, link, sharing.digest(secret)), key


def find(shelf: Shelf, typed: str) -> Room:
    """The room with a code, however it was typed. Raises `NotThere`."""
    code = codes.normalised(typed)
    room = rooms.by_code(shelf.database, code) if code else None
    if room is None:
        raise NotThere(typed[:20])
    return room


def join(shelf: Shelf, room: Room, nickname: str) -> Joined:
    """Come into a room under a nickname, or under one that is given where it is empty.

    Raises `Problem`; `Conflict` for a name that is taken, and where the room is locked or full.
    """
    wanted = nickname.strip()
    for _ in range(_TRIES):
        name = nicknames.cleaned(wanted) if wanted else nicknames.given(_DICE)
        words = codes.return_words(_DICE)
        person, key = _person("participant", name, words)
        try:
            rooms.join(shelf.database, room.map, person, MOST_PEOPLE, shelf.clock())
            shelf.tell(room.map)
        except NameTaken:
            if wanted:
                raise Conflict(
                    "Somebody here is called “{name}”, or nearly so. Add a letter or a number.", name=name
                ) from None
            continue
        except Locked:
            raise Conflict("The room is locked at present. Ask whoever leads it.") from None
        except Full:
            raise Conflict("The room is full: {most} people are the most.", most=MOST_PEOPLE) from None
        return Joined(room, person.id, name, key, words)
    raise Problem("No name could be found for you. Type one.")


def come_back(shelf: Shelf, room: Room, typed: str) -> Joined:
    """Become the same person on another device, by the words that were shown when joining. Raises `Problem`."""
    words = codes.normalised_words(typed)
    found = rooms.by_words(shelf.database, room.map, _hash(words)) if words else None
    if found is None:
        raise Problem("These words open nothing here. They are four, as they were shown when you joined.")
    return _again(shelf, room, found)


def let_back(shelf: Shelf, access: Access, participant: str) -> Joined:
    """A key with which another device becomes somebody who is in the room already. For the facilitator."""
    return _again(shelf, _led(access), _somebody(shelf, access, participant))


def _again(shelf: Shelf, room: Room, person: Person) -> Joined:
    key = sharing.new_key()
    link, secret = sharing.parts(key) or ("", "")
    rooms.add_key(shelf.database, room.map, person.id, link, sharing.digest(secret), shelf.clock())
    return Joined(room, person.id, person.name or "", key)


def not_me(shelf: Shelf, access: Access) -> None:
    """Let the key of this device open nothing any more: somebody else sits here now."""
    if access.participant is not None and access.link is not None:
        rooms.revoke_key(shelf.database, access.map, access.link, shelf.clock())
        shelf.tell(access.map)


def people(shelf: Shelf, access: Access) -> list[Person]:
    """Everybody in the room, for its facilitator."""
    return rooms.people(shelf.database, _led(access).map)


def names(shelf: Shelf, access: Access) -> dict[str, str]:
    """What the people of a room are called, by their ids, for those who may know it."""
    if access.room is None or not access.named:
        return {}
    return {each.id: each.name for each in rooms.people(shelf.database, access.map) if each.name}


def me(shelf: Shelf, access: Access) -> Person | None:
    """Who somebody is in the room they are in."""
    if access.participant is None:
        return None
    found = (each for each in rooms.people(shelf.database, access.map) if each.id == access.participant)
    return next(found, None)


_SWITCHES = ("locked", "verdicts", "queue", "anonymous")


def switch(shelf: Shelf, access: Access, name: str, on: bool) -> None:
    """Lock the room, show verdicts, let cards wait for a nod, or keep names to the facilitator; or the contrary."""
    room = _led(access)
    if name not in _SWITCHES:
        raise Problem("A room has no switch '{name}'.", name=name[:40])
    if access.hidden and name == "locked" and not on:
        raise NotAllowed("Whoever runs this server has hidden this map: its room stays locked.")
    rooms.set_room(
        shelf.database, room.map, _act(shelf, access, f"{name} {'on' if on else 'off'}"), **{name: on}
    )
    shelf.tell(room.map)


def forget_after(shelf: Shelf, access: Access, days: int) -> None:
    """Let the room forget its names so many days from now. Raises `Problem`."""
    room = _led(access)
    if not 1 <= days <= MOST_DAYS:
        raise Problem("Names are kept for 1 to {most} days.", most=MOST_DAYS)
    forget_at = shelf.clock() + timedelta(days=days)
    rooms.set_room(shelf.database, room.map, _act(shelf, access, "forget"), forget_at=forget_at)


def new_code(shelf: Shelf, access: Access) -> str:
    """Another code for the room: the old one opens nothing any more. Whoever is in stays in."""
    room = _led(access)
    for _ in range(_TRIES):
        code = codes.new(_DICE)
        if rooms.set_code(shelf.database, room.map, code, _act(shelf, access, "code")):
            shelf.tell(room.map)
            return code
    raise Problem("No code could be found for the room. Try again.")


def rename(shelf: Shelf, access: Access, participant: str, nickname: str) -> str:
    """Give somebody another name. Raises `Problem`."""
    room = _led(access)
    _somebody(shelf, access, participant)
    name = nicknames.cleaned(nickname)
    act = _act(shelf, access, "rename", participant)
    try:
        rooms.rename(shelf.database, room.map, participant, name, nicknames.skeleton(name), act)
    except NameTaken:
        raise Problem("Somebody here is called “{name}”, or nearly so.", name=name) from None
    shelf.tell(room.map)
    return name


def remove(shelf: Shelf, access: Access, participant: str) -> None:
    """Let somebody out of the room: their keys open nothing any more. Their cards stay. Raises `Problem`."""
    room = _led(access)
    if _somebody(shelf, access, participant).role == "facilitator":
        raise Problem("Whoever leads the room cannot be removed from it.")
    act = _act(shelf, access, "remove", participant)
    rooms.remove(shelf.database, room.map, participant, shelf.clock(), act)
    shelf.tell(room.map)


def erase_names(shelf: Shelf, access: Access) -> int:
    """Erase every name of the room, at once; how many there were. Their cards and keys stay."""
    room, act = _led(access), _act(shelf, access, "erase")
    erased = rooms.erase_names(shelf.database, room.map, act=act)
    shelf.tell(access.map)
    sweep(shelf.database)
    return erased


def waiting(shelf: Shelf, access: Access) -> list[Node]:
    """The cards that wait for a nod, the oldest first."""
    _led(access)
    nodes = shelf.read(access).debate.nodes
    return [nodes[card] for card in by_age(each.id for each in nodes.values() if WAITING in each.tags)]


def shown(access: Access, debate: ArgumentMap) -> ArgumentMap:
    """A map as somebody may see it: without what is hidden, and without who wrote what where that is kept from them."""
    seen = debate.visible()
    return seen if access.named else unsigned(seen)


def leave(shelf: Shelf, access: Access, *, texts: bool = False) -> int:
    """Leave a room: the name is erased at once, the keys open nothing any more; how many cards were erased.

    With `texts` what they wrote is overwritten too, in the map, its history and its snapshots. Their cards stay in their place, so that
    what others answered stays tied to something.
    """
    if access.participant is None or access.role != "participant":
        raise NotAllowed("Only somebody who joined a room can leave it.")
    erased, word = 0, ownership.ERASED
    if texts:
        press = secrets.token_hex(16)
        erased = redact(
            shelf.database, access.map, access.participant, word, press, shelf.clock(), snapshots.erased
        )
    act = _act(shelf, access, "leave")
    rooms.remove(shelf.database, access.map, access.participant, shelf.clock(), act)
    if texts and _wrote(shelf, access):
        # Another device of theirs was still writing while the first texts went.
        erased = redact(
            shelf.database,
            access.map,
            access.participant,
            word,
            secrets.token_hex(16),
            shelf.clock(),
            snapshots.erased,
        )
    rooms.erase_names(shelf.database, access.map, [access.participant])
    shelf.tell(access.map)
    sweep(shelf.database)
    return erased


def _wrote(shelf: Shelf, access: Access) -> bool:
    """Whether a card of theirs still says something."""
    revision = shelf.revisions([access.map]).get(access.map, access.revision)
    debate = shelf.read(replace(access, revision=revision)).debate
    return any(
        node.author == access.participant and node.text != ownership.ERASED for node in debate.nodes.values()
    )


def forget_due(shelf: Shelf) -> int:
    """Erase the names of all rooms whose time has come; of how many rooms."""
    waiting = rooms.due(shelf.database, shelf.clock())
    for map_id in waiting:
        rooms.erase_names(shelf.database, map_id, act=Act("erase", None, shelf.clock()))
    if waiting:
        sweep(shelf.database)
    return len(waiting)


def done(shelf: Shelf, access: Access) -> list[Act]:
    """What was done at the desk, in its order, for whoever leads the room."""
    return acts.acts(shelf.database, _led(access).map)


def _act(shelf: Shelf, access: Access, what: str, about: str | None = None) -> Act:
    return Act(what, access.participant, shelf.clock(), about)


def _led(access: Access) -> Room:
    """The room that somebody leads. Raises `NotAllowed`, `NotThere`."""
    if access.room is None:
        raise NotThere(access.map)
    if not access.leads:
        raise NotAllowed("Only the facilitator of the room can do this.")
    return access.room


def _somebody(shelf: Shelf, access: Access, participant: str) -> Person:
    found = (each for each in rooms.people(shelf.database, access.map) if each.id == participant)
    person = next(found, None)
    if person is None or person.removed_at is not None:
        raise Problem("There is nobody like that in the room any more.")
    return person


def _hash(words: str) -> str:
    # The words are random too, about 40 bits; failed tries are limited.
    return hashlib.sha256(b"argmap words " + words.encode()).hexdigest()
