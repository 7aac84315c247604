"""Who somebody is in the room of a map, as every page of that map needs it: their rights, their name, their four words."""

from __future__ import annotations

from urllib.parse import unquote

from starlette.responses import Response

from argmap.debate import codes
from argmap.service import rooms
from argmap.service.rooms import Joined, Person
from argmap.service.sharing import Access
from argmap.web.form_views import Choice
from argmap.web.rights import Rights
from argmap.web.site import Visit
from argmap.web.views import Guest, Welcome

_WORDS = "argmap_words"
_KEPT = 3600
"""For so many seconds a browser shows the words to come back with, unless they are put away before."""


def rights(visit: Visit, access: Access) -> Rights:
    """What they may do with the cards of a map, and whose names they may know."""
    # Whoever only looks on, such as a projector, is told no names: permissions say so.
    known = {} if access.role == "onlooker" else rooms.names(visit.site.shelf, access)
    return Rights.of(access, known)


def person(visit: Visit, access: Access) -> Person | None:
    """Who they are, asked once for a page."""
    if access.room is None or access.participant is None:
        return None
    state = visit.request.state
    if not hasattr(state, "person"):
        state.person = rooms.me(visit.site.shelf, access)
    found: Person | None = state.person
    return found


def name(visit: Visit, access: Access) -> str:
    """What they are called; those whose name was erased are called what they are."""
    found = person(visit, access)
    return (found and found.name) or visit.translate("Participant")


def me(visit: Visit, access: Access) -> Choice | None:
    """The way to a participant's own page, under their name."""
    if access.role != "participant":
        return None
    return Choice(f"/maps/{access.map}/me", name(visit, access))


def guest(visit: Visit, access: Access) -> Guest | None:
    """Who a participant is, for the page of the map; with what holds for all of them at this moment."""
    if access.role != "participant" or access.room is None:
        return None
    note = None
    if access.room.locked:
        note = visit.translate("The room is locked: you can read, and write again when it is opened.")
    elif access.room.queue:
        note = visit.translate(
            "What you write is seen by the others once the facilitator has let it through."
        )
    return Guest(name(visit, access), f"/maps/{access.map}/me", note)


def tell(visit: Visit, response: Response, joined: Joined) -> Response:
    """Let the browser show the words to come back with, until they are put away."""
    if joined.words is None:
        return response
    return visit.remember(response, _WORDS, f"{joined.room.map}.{joined.words}", _KEPT)


def words(visit: Visit, access: Access) -> str | None:
    """The words to come back with, while they are to be shown."""
    held = unquote(visit.request.cookies.get(_WORDS, ""))
    map_id, _, said = held.partition(".")
    if access.role != "participant" or map_id != access.map:
        return None
    return codes.normalised_words(said)


def welcome(visit: Visit, access: Access) -> Welcome | None:
    """What is shown to somebody who has just joined."""
    said = words(visit, access)
    return None if said is None else Welcome(name(visit, access), said, f"/maps/{access.map}/me/kept")


def put_away(response: Response) -> Response:
    """Let the browser forget the words."""
    response.delete_cookie(_WORDS, path="/")
    return response
