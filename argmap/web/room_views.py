"""What the templates of rooms get: one frozen dataclass for each page. Words are translated, addresses are complete."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.web.form_views import Choice
from argmap.web.qr import Code
from argmap.web.views import Bar, Frame

_FEWEST, _FEW = 2, 4


@dataclass(frozen=True, slots=True)
class NewRoomPage:
    """The form that opens a room. Fields sent: question, position (several times), map, format, anonymous, name.

    `maps` are those a room can be opened on instead of a question, in groups with a name each.
    """

    frame: Frame
    question: str
    positions: tuple[str, ...]
    maps: tuple[tuple[str, tuple[Choice, ...]], ...]
    formats: tuple[Choice, ...]
    anonymous: bool
    name: str
    error: str | None


@dataclass(frozen=True, slots=True)
class JoinPage:
    """The form for a code. Field sent: code."""

    frame: Frame
    code: str
    error: str | None


@dataclass(frozen=True, slots=True)
class EnterPage:
    """The door of a room: a nickname, or the four words of somebody who was here before. Fields sent: nickname; words.

    `here` is who this browser is in the room already, with the way on; `leads` whether it leads it.
    """

    frame: Frame
    question: str
    code: str
    join: str
    back: str
    locked: bool
    anonymous: bool
    here: Choice | None
    leads: bool
    nickname: str
    words: str
    error: str | None
    wrong: str


@dataclass(frozen=True, slots=True)
class RoomSwitch:
    """A switch of the room, on or off, and what it does. Fields sent: name, on."""

    name: str
    label: str
    says: str
    on: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody in the room, and how many cards they wrote. `gone`: they were removed, or have left."""

    id: str
    name: str
    cards: str
    gone: bool


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card in a list: what it says, what it is, who wrote it (where that is to be seen), and where it stands.

    `about` says what it is and of which other card.
    """

    id: str
    text: str
    role: str
    tone: str
    note: str | None
    href: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Renaming:
    """A name that could not be given: to whom, as it was typed, and what is wrong with it."""

    person: str
    typed: str
    error: str


@dataclass(frozen=True, slots=True)
class RoomPage:
    """The facilitator's desk. `local` says that others cannot reach the address; `named`: there are names to erase.

    `nameless` says how many there are whose names are erased; `all` are the words of the button that lets all waiting
    cards through, None while that would be one; `key_qr` is the link to the desk for paper.
    """

    frame: Frame
    bar: Bar
    question: str
    code: str
    address: str
    qr: Code
    local: bool
    key: str
    wall: str
    switches: tuple[RoomSwitch, ...]
    people: tuple[PersonLine, ...]
    count: str
    waiting: tuple[CardLine, ...]
    hidden: tuple[CardLine, ...]
    days: int
    forgets: str
    named: bool
    stamp: str
    key_qr: Code
    nameless: str | None = None
    all: str | None = None
    renaming: Renaming | None = None
    error: str | None = None

    @property
    def here(self) -> str:
        """The address of the desk, below which its forms are sent."""
        return f"/maps/{self.bar.map}/room"


@dataclass(frozen=True, slots=True)
class SignPage:
    """How to join, for the projector, and how many have. Nothing here is for the facilitator's eyes alone."""

    frame: Frame
    question: str
    language: str | None
    map: str
    code: str
    address: str
    qr: Code
    count: str
    note: str | None
    stamp: str
    back: str
    wall: str


@dataclass(frozen=True, slots=True)
class DevicePage:
    """Shown once: the address that lets another device become somebody in the room."""

    frame: Frame
    bar: Bar
    name: str
    address: str
    qr: Code
    back: str


@dataclass(frozen=True, slots=True)
class WallList:
    """One list of the wall."""

    id: str
    heading: str
    cards: tuple[CardLine, ...]

    @property
    def size(self) -> str:
        """How much room its cards have for larger letters."""
        return "fewest" if len(self.cards) <= _FEWEST else "few" if len(self.cards) <= _FEW else "many"


@dataclass(frozen=True, slots=True)
class WallPage:
    """The projector. `code`, `address` and `qr` are None where the map has no room, `note` says that the room is locked.

    `begun`: there is a card besides the question and the positions. Until then the wall shows how to join.
    """

    frame: Frame
    question: str
    language: str | None
    positions: tuple[str, ...]
    counts: str
    lists: tuple[WallList, ...]
    code: str | None
    address: str | None
    qr: Code | None
    note: str | None
    back: str
    begun: bool
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class MePage:
    """A participant's own page. Fields sent by the form that leaves: sure, texts."""

    frame: Frame
    bar: Bar
    question: str
    name: str
    cards: tuple[CardLine, ...]
    count: str
    not_me: str
    leave: str
    back: str
    error: str | None = None


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """Help: can the others see this? `address` is how this visitor came here, `local` whether nobody else can.

    `desk` is the way back to the desk from which it was asked.
    """

    frame: Frame
    address: str
    local: bool
    desk: str | None = None
