"""Who may do what without an account: secret links, each with a key that opens one map.

A key is the name of its link followed by a secret; the store keeps a hash of the secret. The secret of a link
that somebody makes is derived from the secret of the link they hold, so that they, and nobody else, can be
shown it again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from argmap.debate.permissions import ROLES as ROOM_ROLES
from argmap.debate.permissions import may
from argmap.model import ArgumentMap, Problem
from argmap.service import bundled
from argmap.service.refusals import NotAllowed, NotThere
from argmap.store import links, rooms
from argmap.store.links import NewLink
from argmap.store.rooms import Room

if TYPE_CHECKING:
    from argmap.service.shelf import Shelf

ROLES = ("view", "edit")
LEADING = ("edit", "facilitator")
MOST_LINKS = 50
_KEY = re.compile(r"([a-z2-7]{8})([a-z2-7]{26})\Z")


@dataclass(frozen=True, slots=True)
class Access:
    """What somebody may do with one map: `role` is "edit", "view" or "bundled" (to read, for everybody).

    In a room it is "facilitator", "participant" or "onlooker", and `participant` is who they are. `room` is the room
    of the map, whoever comes. `link` names the link or key they came by, `revision` is the map's at that moment.
    `debate` is set for the maps that come with argmap, which lie in no store.
    """

    map: str
    role: str
    revision: int
    link: str | None = None
    secret: str = field(default="", repr=False)
    debate: ArgumentMap | None = field(default=None, repr=False, compare=False)
    participant: str | None = None
    room: Room | None = None

    @property
    def edit(self) -> bool:
        """Whether the map may be changed; participants change their own cards alone (`debate.ownership`)."""
        if self.role == "participant":
            return self.room is not None and not self.room.locked
        return self.role in LEADING

    @property
    def leads(self) -> bool:
        """Whether everything on the map may be changed: by its owner, or the facilitator of its room."""
        return self.role in LEADING

    @property
    def named(self) -> bool:
        """Whether they may see who wrote what: outside a room everybody; in a room as its table says."""
        if self.leads or self.room is None:
            return True
        return self.role in ROOM_ROLES and may(self.role, "see names", shown=not self.room.anonymous)

    @property
    def key(self) -> str:
        """The key itself."""
        return f"{self.link}{self.secret}"


@dataclass(frozen=True, slots=True)
class Shared:
    """A link as its list shows it; `key` is None when it was made by way of another link than one's own.

    `below`: it was made by way of one's own link, or of one that was, so that one may withdraw it.
    """

    id: str
    role: str
    made_at: datetime
    own: bool
    below: bool
    key: str | None = field(repr=False)


def new_map_id() -> str:
    """A fresh id for a map: twelve letters and digits. It is no secret, and cannot be guessed either."""
    return _letters(secrets.token_bytes(8))[:12]


def new_key() -> str:
    """A fresh key: the name of a link, and 128 bits of secret."""
    return _letters(secrets.token_bytes(5)) + _letters(secrets.token_bytes(16))


def parts(key: str) -> tuple[str, str] | None:
    """The name and the secret of a key; None for what cannot be one."""
    found = _KEY.match(key)
    return (found.group(1), found.group(2)) if found else None


def new_link(key: str, role: str, made_by: str | None = None) -> NewLink:
    """The link for a fresh key, as the store keeps it."""
    found = parts(key)
    if found is None:
        raise ValueError("that is no key")
    return NewLink(found[0], role, digest(found[1]), made_by)


def derived(key: str, link: str) -> str:
    """The key of a link that was made by way of another key.

    >>> derived("a" * 34, "b" * 8) == derived("a" * 34, "b" * 8) != derived("c" * 34, "b" * 8)
    True
    """
    made = hmac.new(key.encode(), b"argmap link " + link.encode(), hashlib.sha256)
    return link + _letters(made.digest()[:16])


def enter(shelf: Shelf, map_id: str, key: str | None) -> Access:
    """What a key opens. Raises `NotThere` for a wrong, revoked or missing key just as for a missing map."""
    example = bundled.maps().get(map_id)
    if example is not None:
        return Access(map_id, "bundled", 1, debate=example.debate)
    found = parts(key) if key else None
    if found is None:
        raise NotThere(map_id)
    name, secret = found
    known = links.find(shelf.database, map_id, name)
    if known is not None and hmac.compare_digest(known[0].digest, digest(secret)):
        link, revision, room = known
        role = "onlooker" if room is not None and link.role == "view" else link.role
        return Access(map_id, role, revision, link.id, secret, room=room)
    person = None if known is not None else rooms.find(shelf.database, map_id, name)
    if person is None or not hmac.compare_digest(person.digest, digest(secret)):
        raise NotThere(map_id)
    who = person.person
    return Access(map_id, who.role, person.revision, name, secret, participant=who.id, room=person.room)


def may_judge(access: Access) -> bool:
    """Whether verdicts, strengths and badges may be seen: in a room its facilitator decides; everywhere else always."""
    return access.room is None or access.leads or access.room.verdicts


def shared(shelf: Shelf, access: Access) -> list[Shared]:
    """The links of a map, the oldest first, for somebody who may change it."""
    _may_share(access)
    every = links.links(shelf.database, access.map)
    below = _below(every, access.link)
    made = []
    for link in every:
        own = link.id == access.link
        key = access.key if own else derived(access.key, link.id) if link.made_by == access.link else None
        made.append(Shared(link.id, link.role, link.made_at, own, link.id in below, key))
    return made


def _below(every: Sequence[NewLink], link: str | None) -> set[str]:
    """The links that were made by way of one, and by way of those, and so on."""
    made: dict[str | None, list[str]] = {}
    for each in every:
        made.setdefault(each.made_by, []).append(each.id)
    found: set[str] = set()
    waiting = [link] if link is not None else []
    while waiting:
        for each_id in made.get(waiting.pop(), []):
            if each_id not in found:
                found.add(each_id)
                waiting.append(each_id)
    return found


def share(shelf: Shelf, access: Access, role: str) -> Shared:
    """Make one more link to a map. Raises `NotAllowed`, and `Problem` when there are too many."""
    _may_share(access)
    if role not in ROLES:
        raise Problem("A link is made to read ('view') or to change ('edit') the map.")
    now = shelf.clock()
    key = derived(access.key, _letters(secrets.token_bytes(5)))
    link = new_link(key, role, access.link)
    if not links.add(shelf.database, access.map, link, now, MOST_LINKS):
        raise Problem("There are {most} links to this map already: withdraw one first.", most=MOST_LINKS)
    return Shared(link.id, role, now, False, True, key)


def revoke(shelf: Shelf, access: Access, link: str) -> int:
    """Let a link open nothing from now on, nor any that was made by way of it; how many that are.

    Only links made by way of one's own can be withdrawn: nobody locks out whoever let them in.
    """
    _may_share(access)
    if link == access.link:
        raise Problem(
            "You came by this very link: without it you could not come back. Open another link of yours first."
        )
    every = links.links(shelf.database, access.map)
    if link not in {each.id for each in every}:
        raise Problem("There is no such link; perhaps it has been withdrawn already.")
    if link not in _below(every, access.link):
        raise NotAllowed("This link was not made by way of yours, so you cannot withdraw it.")
    gone = links.revoke(shelf.database, access.map, [link, *_below(every, link)], shelf.clock())
    shelf.tell(access.map)
    return gone


def still_open(shelf: Shelf, maps: Collection[str]) -> set[tuple[str, str]]:
    """Of these maps, every pair of a map and the name of a link, or of a key of its room, that opens it now."""
    return links.open_ones(shelf.database, maps) | rooms.open_ones(shelf.database, maps)


def _may_share(access: Access) -> None:
    if not access.leads:
        raise NotAllowed("Only somebody who may change the map can share it further.")


def new_name() -> str:
    """A fresh name that is random and says nothing: of a participant."""
    return _letters(secrets.token_bytes(10))


def _letters(data: bytes) -> str:
    return base64.b32encode(data).decode("ascii").lower().rstrip("=")


def digest(secret: str) -> str:
    """The hash under which a secret is kept."""
    # A plain hash is enough: the secret is random, not a word that somebody chose.
    return hashlib.sha256(secret.encode("ascii")).hexdigest()
