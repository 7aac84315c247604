"""What the template of the page gets that shares a map and gives its files away."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.web.form_views import Choice
from argmap.web.views import Bar, Frame


@dataclass(frozen=True, slots=True)
class ShareLink:
    """A secret link: what it allows, its address (None: it was made elsewhere and cannot be shown again).

    `revoke` is where it is withdrawn; None for a link that this visitor may not withdraw.
    """

    id: str
    role: str
    words: str
    address: str | None
    made: str
    made_iso: str
    own: bool
    revoke: str | None


@dataclass(frozen=True, slots=True)
class FileChoice:
    """Something to choose of a file: the name that is sent, what it is called, and what there is."""

    name: str
    label: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away: what it is for, its format, its address. `note` says what else there is to know of it.

    `choices` are what can be chosen about it, `fixed` names and values that are sent besides; without choices the
    file is a plain link.
    """

    words: str
    format: str
    href: str
    note: str | None = None
    choices: tuple[FileChoice, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SharePage:
    """Who may do what, and files to take away. `links` is empty for readers, who see the files alone.

    The form that makes a link sends: role ("view" or "edit"). `room` is the way to open a room on this map.
    """

    frame: Frame
    bar: Bar
    question: str
    back: str
    edit: bool
    links: tuple[ShareLink, ...]
    make: str
    downloads: tuple[Download, ...]
    copy: str
    room: str | None = None
