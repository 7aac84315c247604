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
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from argmap.debate.permissions import ROLES as ROOM_ROLES
from argmap.debate.permissions import may
from argmap.model import ArgumentMap, Problem
from argmap.model.text import clean
from argmap.service import bundled
from argmap.service.refusals import Ended, Hidden, NotAllowed, NotThere
from argmap.store import links, public, rooms
from argmap.store.links import NewLink
from argmap.store.rooms import Room

if TYPE_CHECKING:
    from argmap.service.shelf import Shelf

ROLES = ("view", "edit")
LEADING = ("edit", "facilitator")
MOST_LINKS = 50
PUBLIC = "public"
"""What stands in the place of a link's name for those who come without one. No link is called so: their names are longer."""

LONGEST_LABEL = 80
LONGEST_DAYS = 3650
_KEY = re.compile(r"([a-z2-7]{8})([a-z2-7]{26})\Z")


@dataclass(frozen=True, slots=True)
class Access:
    """What somebody may do with one map: `role` is "edit", "view" or "bundled" (to read, for everybody).

    In a room it is "facilitator", "participant" or "onlooker", and `participant` is who they are. `room` is the room
    of the map, whoever comes. `link` names the link or key they came by (`PUBLIC` for whoever has none), and opens the map
    until `ends`; `revision` is the map's at that moment. `public`: everybody may read it; `hidden`: whoever runs the server has
    hidden it. `debate` is set for the maps that come with argmap, which lie in no store.
    """

    map: str
    role: str
    revision: int
    link: str | None = None
    secret: str = field(default="", repr=False)
    debate: ArgumentMap | None = field(default=None, repr=False, compare=False)
    participant: str | None = None
    room: Room | None = None
    ends: datetime | None = None
    public: bool = False
    hidden: bool = False

    @property
    def stranger(self) -> bool:
        """Whether they came without a key, to a map that everybody may read."""
        return self.link == PUBLIC or self.debate is not None

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
        """Whether they may see who wrote what: outside a room everybody; in a room as its table says, and strangers never."""
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

    `below`: it was made by way of one's own link, or of one that was, so that one may withdraw it. It opens the map until `ends`,
    and is `over` when that is past. `label` says for whom it is.
    """

    id: str
    role: str
    made_at: datetime
    own: bool
    below: bool
    key: str | None = field(repr=False)
    ends: datetime | None = None
    over: bool = False
    label: str | None = None


def new_map_id() -> str:
    """A fresh id for a map: twelve letters and digits. It is no secret, and cannot be guessed either."""
    return letters(secrets.token_bytes(8))[:12]


def new_key() -> str:
    """A fresh key: the name of a link, and 128 bits of secret."""
    return letters(secrets.token_bytes(5)) + letters(secrets.token_bytes(16))


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
    return link + letters(made.digest()[:16])


def enter(shelf: Shelf, map_id: str, key: str | None, *, strict: bool = False) -> Access:
    """What a key opens. Raises `NotThere` for a wrong, revoked or missing key just as for a missing map.

    A public map can be read without a key, and with one that opens nothing any more; not when it is `strict`. Raises `Ended`
    for a link whose time is over, and `Hidden` where there was a public map.
    """
    example = bundled.maps().get(map_id)
    if example is not None:
        return Access(map_id, "bundled", 1, debate=example.debate)
    ended: NotThere | None = None
    if key:
        try:
            return _noted(shelf, _by_key(shelf, map_id, key))
        except NotThere as refusal:
            ended = refusal
    if strict:
        raise ended or NotThere(map_id)
    found = links.find_map(shelf.database, map_id)
    if found is None or not found.state.public(shelf.clock()):
        if found is not None and found.state.public_at is not None and found.state.hidden_at is not None:
            raise Hidden(map_id)
        raise ended or NotThere(map_id)
    role = "onlooker" if found.room is not None else "view"
    until = found.state.public_until
    access = Access(map_id, role, found.revision, PUBLIC, room=found.room, ends=until, public=True)
    return _noted(shelf, access)


def _by_key(shelf: Shelf, map_id: str, key: str) -> Access:
    """What a key opens by itself. Raises `NotThere`, `Ended`."""
    parted = parts(key)
    if parted is None:
        raise NotThere(map_id)
    (name, secret), now = parted, shelf.clock()
    known = links.find(shelf.database, map_id, name)
    if known is not None and known.link is not None and _fits(known.link.digest, secret):
        link, room = known.link, known.room
        if link.expires_at is not None and not link.open(now):
            raise Ended(map_id, link.expires_at)
        role = "onlooker" if room is not None and link.role == "view" else link.role
        public, hidden = known.state.public(now), known.state.hidden_at is not None
        return Access(
            map_id, role, known.revision, link.id, secret,
            room=room, ends=link.expires_at, public=public, hidden=hidden,
        )  # fmt: skip
    person = None if known is not None else rooms.find(shelf.database, map_id, name)
    if person is None or not _fits(person.digest, secret):
        raise NotThere(map_id)
    who, public, hidden = person.person, person.state.public(now), person.state.hidden_at is not None
    return Access(
        map_id, who.role, person.revision, name, secret,
        participant=who.id, room=person.room, public=public, hidden=hidden,
    )  # fmt: skip


def _fits(kept: str, secret: str) -> bool:
    return hmac.compare_digest(kept, digest(secret))


def _noted(shelf: Shelf, access: Access) -> Access:
    shelf.opened(access.map)
    return access


def may_judge(access: Access) -> bool:
    """Whether verdicts, strengths and badges may be seen: in a room its facilitator decides; everywhere else always."""
    return access.room is None or access.leads or access.room.verdicts


def shared(shelf: Shelf, access: Access) -> list[Shared]:
    """The links of a map, the oldest first, for somebody who may change it."""
    _leading(access)
    every = links.links(shelf.database, access.map)
    below = _below(every, access.link)
    made = []
    for link in every:
        own = link.id == access.link
        key = access.key if own else derived(access.key, link.id) if link.made_by == access.link else None
        over = not link.open(shelf.clock())
        ends, label = link.expires_at, link.label
        made.append(Shared(link.id, link.role, link.made_at, own, link.id in below, key, ends, over, label))
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


def share(
    shelf: Shelf, access: Access, role: str, *, days: int | None = None, label: str | None = None
) -> Shared:
    """Make one more link to a map, which ends after so many days if they are given. Raises `NotAllowed`, `Problem`.

    It ends no later than the link by which it is made. `label` says for whom it is.
    """
    may_share(access)
    if role not in ROLES:
        raise Problem("A link is made to read ('view') or to change ('edit') the map.")
    now = shelf.clock()
    ends, said = until(access, days, now), _label(label)
    key = derived(access.key, letters(secrets.token_bytes(5)))
    link = replace(new_link(key, role, access.link), expires_at=ends, label=said)
    if not links.add(shelf.database, access.map, link, now, MOST_LINKS):
        raise Problem("There are {most} links to this map already: withdraw one first.", most=MOST_LINKS)
    return Shared(link.id, role, now, False, True, key, ends, False, said)


def until(access: Access, days: int | None, now: datetime) -> datetime | None:
    """When something ends that is shared for so many days: no later than the link of whoever shares it. Raises `Problem`."""
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise Problem("A link is open for 1 to {most} days, or for ever.", most=LONGEST_DAYS)
    wished = None if days is None else now + timedelta(days=days)
    return min(filter(None, (wished, access.ends)), default=None)


def _label(label: str | None) -> str | None:
    said = " ".join(clean(label or "").split())
    if len(said) > LONGEST_LABEL:
        raise Problem("Say in at most {most} characters for whom the link is.", most=LONGEST_LABEL)
    return said or None


def revoke(shelf: Shelf, access: Access, link: str) -> int:
    """Let a link open nothing from now on, nor any that was made by way of it; how many that are.

    Only links made by way of one's own can be withdrawn: nobody locks out whoever let them in.
    """
    _leading(access)
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
    now = shelf.clock()
    public_ones = {(each, PUBLIC) for each in public.public_ones(shelf.database, maps, now)}
    return links.open_ones(shelf.database, maps, now) | rooms.open_ones(shelf.database, maps) | public_ones


def _leading(access: Access) -> None:
    may_share(replace(access, hidden=False))


def may_share(access: Access) -> None:
    """Refuse whoever may not share a map further (`NotAllowed`): all but those who may change all of it."""
    if not access.leads:
        raise NotAllowed("Only somebody who may change the map can share it further.")
    if access.hidden:
        raise NotAllowed("Whoever runs this server has hidden this map: it cannot be shared further.")


def new_name() -> str:
    """A fresh name that is random and says nothing: of a participant."""
    return letters(secrets.token_bytes(10))


def letters(data: bytes) -> str:
    """Bytes in letters and digits that one can read out."""
    return base64.b32encode(data).decode("ascii").lower().rstrip("=")


def digest(secret: str) -> str:
    """The hash under which a secret is kept."""
    # A plain hash is enough: the secret is random, not a word that somebody chose.
    return hashlib.sha256(secret.encode("ascii")).hexdigest()
