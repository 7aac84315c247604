"""A map made public: read by everybody at its own address, without a key, until its owner takes that back.

A map is secret unless somebody who may change all of it says otherwise. Whoever reads a public one can report it to whoever
runs the server; nothing is kept of who that was.
"""

from __future__ import annotations

from datetime import datetime

from argmap.model import Problem
from argmap.model.text import clean
from argmap.service.refusals import NotAllowed
from argmap.service.sharing import Access, may_share, new_name, until
from argmap.service.shelf import Shelf
from argmap.store import public
from argmap.store.public import Report, State

__all__ = ["Report", "State"]

MOST_REPORTS = 100
"""How many reports are kept of one map: more say nothing new."""

LONGEST_REASON = 1_000


def publish(shelf: Shelf, access: Access, *, days: int | None = None) -> datetime | None:
    """Let everybody read a map, for so many days if they are given; when that ends. Raises `NotAllowed`, `Problem`."""
    may_share(access)
    now = shelf.clock()
    ends = until(access, days, now)
    if not public.set_public(shelf.database, access.map, now, ends):
        raise NotAllowed("Whoever runs this server has hidden this map: it cannot be shared further.")
    shelf.tell(access.map)
    return ends


def withdraw(shelf: Shelf, access: Access) -> None:
    """Let nobody read a map any more but those who have a link to it. Raises `NotAllowed`."""
    if not access.leads:
        raise NotAllowed("Only somebody who may change the map can say who reads it.")
    public.set_public(shelf.database, access.map, None)
    shelf.tell(access.map)


def state(shelf: Shelf, access: Access) -> State:
    """Since when a map is public, until when, and whether it was hidden."""
    found = public.find(shelf.database, access.map)
    return found or State()


def reported(shelf: Shelf, access: Access) -> int:
    """How many reports there are about a map, for those who may change all of it."""
    return len(public.reports(shelf.database, access.map)) if access.leads else 0


def report(shelf: Shelf, map_id: str, reason: str, snapshot: str | None = None) -> None:
    """Tell whoever runs the server what is wrong with a public map, or with a public snapshot of it. Raises `Problem`.

    That it can be read by everybody is for the caller to see.
    """
    said = clean(reason).strip()
    if not said:
        raise Problem("Say in a sentence what is wrong with it.")
    if len(said) > LONGEST_REASON:
        raise Problem("Say it in at most {most} characters.", most=LONGEST_REASON)
    public.report(shelf.database, new_name(), Report(map_id, shelf.clock(), said, snapshot), MOST_REPORTS)
