"""Frozen snapshots: a map as it is at this moment, under an address and a hash of its own, whatever becomes of the map.

What is kept is the text of the map as argmap JSON, in the form in which argmap always writes it, and the SHA-256 of exactly
these bytes: whoever downloads it can work the hash out anew. It holds what everybody may see: nothing hidden, and of a room
nobody who wrote it. Two things alone touch it later: it is withdrawn, or somebody erases what they wrote; then their words are
overwritten here too, the hash is another one, and the page says so.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from argmap import formats
from argmap.formats.canonical import canonical, fingerprint
from argmap.model import ArgumentMap, Problem
from argmap.model.visibility import unsigned
from argmap.service import sharing
from argmap.service.refusals import NotAllowed, NotThere
from argmap.service.sharing import Access
from argmap.service.shelf import Held, Shelf
from argmap.store import admin, snapshots
from argmap.store.snapshots import Kept, Rewrite

__all__ = ["Kept"]

MOST = 50
"""How many snapshots a map may have."""

ROOM = 40_000_000
"""How many characters they may take together."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A snapshot as somebody may know it. `key` is that of a secret one, where it can be told; `public`: it needs none."""

    kept: Kept
    public: bool
    key: str | None = field(default=None, repr=False)

    @property
    def path(self) -> str | None:
        """The address of its page, within the site; None where it cannot be told."""
        if self.public:
            return f"/snapshots/{self.kept.id}"
        return f"/snapshots/{self.kept.id}/{self.key}" if self.key else None


_TRIES = 10
"""How often a map is read again that others change while it is being frozen."""


class Withdrawn(NotThere):
    """There was a snapshot, and it was withdrawn; or its map was hidden by whoever runs the server (`hidden`)."""

    def __init__(self, snapshot: str, at: datetime | None, hidden: bool = False) -> None:
        self.at = at
        self.hidden = hidden
        super().__init__(snapshot)


def freeze(shelf: Shelf, access: Access, *, public: bool = False) -> Frozen:
    """Freeze a map as it is now, for everybody or under a secret key. Raises `NotAllowed`, `Problem`."""
    sharing.may_share(access)
    for _ in range(_TRIES):
        try:
            return _freeze(shelf, access, public)
        except snapshots.Overtaken:
            access = sharing.enter(shelf, access.map, access.key)
    raise Problem("Others are changing the map at this moment. Try again.")


def _freeze(shelf: Shelf, access: Access, public: bool) -> Frozen:
    held = shelf.read(access)
    seen = held.debate.visible()
    if not seen.nodes:
        raise Problem("There is nothing on the map yet that could be frozen.")
    text = canonical(seen if access.room is None else unsigned(seen))
    # What a database can keep and give back letter by letter: half a character cannot.
    text = text.encode("utf-8", "replace").decode()
    shelf.quota.room(shelf.database)
    name = sharing.new_map_id()
    secret = None if public else _secret(access, name)
    kept = Kept(
        access.map,
        name,
        held.revision,
        shelf.clock(),
        access.link,
        None if secret is None else sharing.digest(secret),
        fingerprint(text),
        len(text),
    )
    if not snapshots.add(shelf.database, kept, text, MOST, ROOM):
        raise Problem("There are too many snapshots of this map, or too large ones: withdraw one first.")
    return Frozen(kept, public, secret)


def _secret(access: Access, snapshot: str) -> str:
    """The key of a snapshot: whoever holds the key by which it was made can be shown it again, and nobody else."""
    made = hmac.new(access.key.encode(), b"argmap snapshot " + snapshot.encode(), hashlib.sha256)
    return sharing.letters(made.digest()[:16])


def listed(shelf: Shelf, access: Access) -> list[Frozen]:
    """The snapshots of a map, the latest first: all of them for whoever may change the map, else those for everybody."""
    found = []
    for kept in snapshots.of_map(shelf.database, access.map):
        public = kept.digest is None
        if access.leads:
            key = None if public or kept.made_by != access.link else _secret(access, kept.id)
            found.append(Frozen(kept, public, key))
        elif public:
            found.append(Frozen(kept, public))
    return found


def enter(shelf: Shelf, snapshot: str, key: str | None = None) -> Frozen:
    """A snapshot that everybody may read, or that a key opens. Raises `NotThere`, `Withdrawn`."""
    kept = snapshots.find(shelf.database, snapshot)
    if kept is None:
        raise NotThere(snapshot)
    public = kept.digest is None
    if (key is not None) if kept.digest is None else not _fits(kept.digest, key):
        # Who needs no key has one address, and not as many as there are keys.
        raise NotThere(snapshot)
    if kept.withdrawn_at is not None or kept.hidden:
        raise Withdrawn(snapshot, kept.withdrawn_at, kept.hidden)
    shelf.opened(kept.map)
    return Frozen(kept, public, None if public else key)


def _fits(digest: str, key: str | None) -> bool:
    return key is not None and key.isascii() and hmac.compare_digest(digest, sharing.digest(key))


def text(shelf: Shelf, frozen: Frozen) -> str:
    """The text of a snapshot: argmap JSON, whose SHA-256 is the hash of the snapshot. Raises `NotThere`."""
    found = snapshots.body(shelf.database, frozen.kept.id)
    if found is None:
        raise NotThere(frozen.kept.id)
    return found[0]


def read(shelf: Shelf, frozen: Frozen) -> ArgumentMap:
    """The map of a snapshot. Raises `NotThere`."""
    name = f"{frozen.kept.id}/{frozen.kept.hash}"
    kept = shelf.frozen.get(name)
    if kept is not None:
        return kept.debate
    debate, _ = formats.load(text(shelf, frozen), format="json")
    shelf.frozen.put(Held(name, 1, 0, debate))
    return debate


def withdraw(shelf: Shelf, access: Access, snapshot: str) -> None:
    """Let a snapshot open nothing any more, for anybody; its text is erased. Raises `NotAllowed`, `Problem`."""
    if not access.leads:
        raise NotAllowed("Only somebody who may change the map can withdraw a snapshot of it.")
    if not snapshots.withdraw(shelf.database, access.map, snapshot, shelf.clock()):
        raise Problem("There is no such snapshot; perhaps it has been withdrawn already.")
    admin.sweep(shelf.database)


def erased(cards: Collection[str], quotes: Collection[str], word: str) -> Rewrite:
    """What takes the words of these cards and quotes out of the text of a snapshot."""

    def rewrite(body: str) -> tuple[str, str] | None:
        value = json.loads(body)
        found = _overwritten(value["nodes"], cards, ("text", "title"), word)
        found += _overwritten(value["quotes"], quotes, ("exact", "before", "after"), word)
        if not found:
            return None
        made = canonical(formats.load(json.dumps(value), format="json")[0])
        return made, fingerprint(made)

    return rewrite


def _overwritten(items: list[dict[str, Any]], ids: Collection[str], names: tuple[str, ...], word: str) -> int:
    touched = [item for item in items if item["id"] in ids]
    for item in touched:
        item.update({name: word for name in names if item.get(name)})
    return len(touched)
