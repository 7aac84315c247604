"""What the template of the page gets that shares a map and gives its files away."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.web.form_views import Choice
from argmap.web.qr import Code
from argmap.web.snapshot_views import Cite
from argmap.web.views import Bar, Frame


@dataclass(frozen=True, slots=True)
class ShareLink:
    """A secret link: what it allows, its address (None: it was made elsewhere and cannot be shown again).

    `name` tells it from the others in a sentence. `revoke` is where it is withdrawn; None for a link that this visitor may not
    withdraw. `ends` is its last day, which is `over` or not; `label` says for whom it is. `code` leads to its QR code.
    """

    id: str
    role: str
    words: str
    name: str
    address: str | None
    made: str
    made_iso: str
    own: bool
    revoke: str | None
    ends: str | None = None
    over: bool = False
    label: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """Who can see a map: everybody, at `address`, until the day it `ends`; or only those who have a link.

    `hidden`: whoever runs the server has hidden it. `reports` and `forgotten` are sentences, where there is something to say.
    `change` is where the form is sent that makes it public or secret (fields: public, ends); None for readers. `code` leads to
    the QR code of the address.
    """

    public: bool
    address: str
    ends: str | None
    hidden: bool
    reports: str | None
    forgotten: str | None
    change: str | None
    code: str


@dataclass(frozen=True, slots=True)
class SnapshotLine:
    """A frozen snapshot: its day, its hash, who reads it; its address, None where that cannot be shown again.

    `redacted` is the day since which it lacks what somebody erased. `withdraw` is None for readers.
    """

    id: str
    on: str
    on_iso: str
    hash: str
    public: bool
    address: str | None
    code: str | None
    redacted: str | None
    withdraw: str | None


@dataclass(frozen=True, slots=True)
class Embedding:
    """What is pasted into a page so that the map appears there. `secret`: it holds a key, which readers of that page can find.

    `fit` is the line that lets the frame be as high as the map; `preview` is the page that appears.
    """

    code: str
    fit: str
    preview: str
    secret: bool


@dataclass(frozen=True, slots=True)
class Door:
    """The address that is given to readers first, as a QR code; `print` leads to the code on a sheet of its own."""

    code: Code
    address: str
    public: bool
    print: str


@dataclass(frozen=True, slots=True)
class FileChoice:
    """Something to choose of a file: the name that is sent, what it is called, and what there is."""

    name: str
    label: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away: what it is for, its format, its address. `note` says what else there is to know of it.

    `choices` are what can be chosen about it, `more` what fewer people look for; `fixed` are names and values that are sent
    besides. Without choices the file is a plain link.
    """

    words: str
    format: str
    href: str
    note: str | None = None
    choices: tuple[FileChoice, ...] = ()
    more: tuple[FileChoice, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SharePage:
    """Who can see a map, its links and snapshots, how it is embedded and cited, and files to take away.

    `links` is empty for readers. The form that makes a link sends: role ("view" or "edit"), label, ends (one of `ends`); the one
    that freezes the map, where `freeze` is: public ("1" or "0"). `room` is the way to open a room on this map. `cited` is the day of the
    snapshot that `cite` is about.
    """

    frame: Frame
    bar: Bar
    question: str
    back: str
    edit: bool
    who: Who | None
    door: Door | None
    links: tuple[ShareLink, ...]
    make: str | None
    ends: tuple[Choice, ...]
    snapshots: tuple[SnapshotLine, ...]
    freeze: str | None
    embedding: Embedding | None
    cite: Cite | None
    cited: str | None
    downloads: tuple[Download, ...]
    copy: str
    room: str | None = None


@dataclass(frozen=True, slots=True)
class CodePage:
    """A QR code on a sheet of its own, to be printed and put up: the question, and what the code leads to."""

    frame: Frame
    question: str
    code: Code
    words: str
    back: str
