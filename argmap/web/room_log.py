"""The log of a room: who did what when, on the map and at the desk. Without names where they were erased."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from argmap.messages import Message
from argmap.service import history, rooms
from argmap.service.rooms import Act, Person
from argmap.service.sharing import Access
from argmap.web.map_page import title
from argmap.web.room_pages import leading
from argmap.web.site import Visit
from argmap.web.words import Translate

_ACTS: Mapping[str, str] = {
    "locked on": "Locked the room",
    "locked off": "Opened the room again",
    "verdicts on": "Showed everybody what follows",
    "verdicts off": "Kept what follows to the desk",
    "queue on": "Let new cards wait at the desk",
    "queue off": "Let new cards be seen at once",
    "anonymous on": "Kept names to the desk",
    "anonymous off": "Showed everybody who wrote what",
    "forget": "Changed how long names are kept",
    "code": "Made a new code",
    "rename": "Renamed somebody, who is now {name}",
    "remove": "Removed {name} from the room",
    "erase": "Erased all names",
    "leave": "Left the room",
}


def log(request: Request) -> Response:
    """The log as a text, the oldest first: what a facilitator takes away."""
    visit = Visit(request)
    access = leading(visit, request.path_params["map"])
    shelf, _ = visit.site.shelf, visit.translate
    people = rooms.people(shelf, access)
    names = _names(people, _)
    lines = [(each.joined_at, names[each.id], _("Came into the room")) for each in people]
    lines += _acts(visit, access, names)
    lines += _changes(visit, access, names)
    # What happened at one moment stays in the order in which it is told.
    told = [
        f"{at:%Y-%m-%d %H:%M:%S}  {who}  {what}" for at, who, what in sorted(lines, key=lambda line: line[0])
    ]
    head = [title(shelf.read(access).debate.visible(), _), _("Times are in UTC."), ""]
    response = PlainTextResponse("\n".join([*head, *told]) + "\n")
    response.headers["content-disposition"] = 'attachment; filename="room-log.txt"'
    return response


def _names(people: list[Person], translate: Translate) -> dict[str, str]:
    """What everybody is called here: those whose names were erased by what they are, and participants by a number too."""
    names, number = dict[str, str](), 0
    for each in people:
        if each.role == "facilitator":
            names[each.id] = each.name or translate("Facilitator")
        else:
            number += 1
            names[each.id] = each.name or f"{translate('Participant')} {number}"
    return names


def _acts(visit: Visit, access: Access, names: Mapping[str, str]) -> Iterator[tuple[datetime, str, str]]:
    for act in rooms.done(visit.site.shelf, access):
        yield act.at, names.get(act.participant or "", "–"), visit.say(_said(act, names))


def _said(act: Act, names: Mapping[str, str]) -> Message:
    return Message(_ACTS.get(act.what, "Changed the room"), {"name": names.get(act.about or "", "–")})


def _changes(visit: Visit, access: Access, names: Mapping[str, str]) -> Iterator[tuple[datetime, str, str]]:
    before: int | None = None
    made = []
    while True:
        found, before = history.events(visit.site.shelf, access, before)
        made += [(each.at, names.get(each.author or "", "–"), visit.say(each.words)) for each in found]
        if before is None:
            return reversed(made)


ROUTES = [Route("/maps/{map}/room/log.txt", log, methods=["GET"])]
