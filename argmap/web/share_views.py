"""What the template of the page gets that shares a map and gives its files away."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.web.form_views import Choice
from argmap.web.views import Bar, Frame


@dataclass(frozen=True, slots=True)
class ShareLink:
    """A secret link: what it allows, its address (None: it was made elsewhere and cannot be shown again).

    `revoke` is where it is withdrawn; None for a link that this visitor may not withdraw. `ends` is its last day, which is
    `over` or not; `label` says for whom it is.
    """

    id: str
    role: str
    words: str
    address: str | None
    made: str
    made_iso: str
    own: bool
    revoke: str | None
    ends: str | None = None
    over: bool = False
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """Who can see a map: everybody, at `address`, until the day it `ends`; or only those who have a link.

    `hidden`: whoever runs the server has hidden it. `reports` and `forgotten` are sentences, where there is something to say.
    `change` is where the form is sent that makes it public or secret (fields: public, ends); None for readers.
    """

    public: bool
    address: str
    ends: str | None
    hidden: bool
    reports: str | None
    forgotten: str | None
    change: str | None


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away: what it is for, its format, its address. `note` says what the format cannot hold."""

    words: str
    format: str
    href: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SharePage:
    """Who may do what, and files to take away. `links` is empty for readers, who see the files alone.

    The form that makes a link sends: role ("view" or "edit"), label, ends (one of `ends`). `room` is the way to open a room on this map.
    """

    frame: Frame
    bar: Bar
    question: str
    back: str
    edit: bool
    who: Who | None
    links: tuple[ShareLink, ...]
    make: str
    ends: tuple[Choice, ...]
    downloads: tuple[Download, ...]
    copy: str
    room: str | None = None
