"""A participant's own page: who they are, what they wrote, and the way out."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.model import ArgumentMap
from argmap.model.roles import standing
from argmap.service import own
from argmap.service.sharing import Access
from argmap.service.shelf import WAITING
from argmap.web import membership
from argmap.web.addresses import Place
from argmap.web.map_page import title
from argmap.web.pages import bar
from argmap.web.panel import part
from argmap.web.problems import Refused
from argmap.web.room_views import CardLine, MePage
from argmap.web.site import Visit
from argmap.web.words import NAMES, counted, tone

_JOIN = "Join with the code of the room. Whoever leads it has a desk instead."


def me(request: Request) -> Response:
    """A participant's own page."""
    visit = Visit(request)
    access = visit.enter(request.path_params["map"])
    if access.role != "participant":
        raise Refused(403, "Only somebody who joined a room has a page of their own.", advice=_JOIN)
    return me_page(visit, access)


def me_page(visit: Visit, access: Access, error: str | None = None) -> Response:
    """The page, and what was wrong with what was sent from it.

    The words to come back with are not here: on a shared device the next one to sit down would read them.
    """
    held, _ = visit.site.shelf.read(access), visit.translate
    lines = _cards(visit, access, held.debate)
    place = Place(access.map)
    page = MePage(
        visit.frame(_("You in this room – argmap"), place.href()),
        bar(visit, access, held, place),
        title(held.debate.visible(), _),
        membership.name(visit, access),
        lines,
        visit.say(counted(len(lines), "You have written one card.", "You have written {count} cards.")),
        f"/maps/{access.map}/me/not",
        f"/maps/{access.map}/me/leave",
        place.href(),
        error,
    )
    return visit.page("me.html", page, 422 if error else 200)


def _cards(visit: Visit, access: Access, debate: ArgumentMap) -> tuple[CardLine, ...]:
    where, _ = standing(debate), visit.translate
    shown = debate.visible().nodes
    lines = []
    for node in own.cards(debate, access.participant or ""):
        role = part(debate, where, node)
        note = None
        if node.hidden:
            note = _("It waits to be let through") if WAITING in node.tags else _("Hidden by the facilitator")
        href = Place(access.map, node.id).href(f"card-{node.id}") if node.id in shown else None
        lines.append(CardLine(node.id, node.text, _(NAMES[role]), tone(role), note, href))
    return tuple(lines)


ROUTES = [Route("/maps/{map}/me", me, methods=["GET"])]
