"""How to join a room, for the projector: the code, the address, the QR code, and how many are there already.

The desk must not be shown to a class: the link that leads the room, names and hidden cards stand there.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.diagram.stacks import headline
from argmap.messages import Message, excerpt
from argmap.service import news, rooms
from argmap.web import qr
from argmap.web.map_page import title
from argmap.web.room_pages import leading, spaced
from argmap.web.room_views import SignPage
from argmap.web.site import Visit
from argmap.web.words import counted


def sign(request: Request) -> Response:
    """The way in, large. It is opened from the desk, by whoever leads the room."""
    visit = Visit(request)
    access = leading(visit, request.path_params["map"])
    room = access.room
    assert room is not None  # noqa: S101 - `leading` has seen to it
    shelf, _ = visit.site.shelf, visit.translate
    debate = shelf.read(access).debate.visible()
    here = [
        each for each in rooms.people(shelf, access) if each.role == "participant" and each.removed_at is None
    ]
    asked = headline(debate)
    address = f"{visit.base}/r/{room.code}"
    map_page = f"/maps/{access.map}"
    name = title(debate, _)
    page = SignPage(
        visit.frame(
            visit.say(Message("Join “{title}” – argmap", {"title": excerpt(name, 50)})), f"{map_page}/room"
        ),
        name,
        debate.nodes[asked].language if asked else None,
        map_page,
        spaced(room.code),
        address.partition("//")[2],
        qr.code(address),
        visit.say(counted(len(here), "One has joined.", "{count} have joined.")),
        _("The room is locked") if room.locked else None,
        str(news.stamp(access)),
        f"{map_page}/room",
        f"{map_page}/wall",
    )
    return visit.page("sign_in.html", page)


ROUTES = [Route("/maps/{map}/room/sign", sign, methods=["GET"])]
