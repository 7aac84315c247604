"""The wall: what a projector shows of a map while it fills, large enough for the last row."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.debate import participation
from argmap.diagram.contents import contents
from argmap.diagram.stacks import headline
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Node
from argmap.model.roles import Standing, standing
from argmap.model.tally import tally
from argmap.service import news
from argmap.service.rooms import Room
from argmap.web import qr
from argmap.web.map_page import title
from argmap.web.panel import part
from argmap.web.room_pages import spaced
from argmap.web.room_views import CardLine, WallList, WallPage
from argmap.web.site import Visit
from argmap.web.words import NAMES, Translate, counted, tone

_EACH = 7  # cards in a list: what a tall screen holds; a smaller one shows as many as fit
_LONG = 150  # characters of a card
_MOST_POSITIONS = 4


def wall(request: Request) -> Response:
    """The wall of a map, with the code of its room in the corner."""
    visit = Visit(request)
    access = visit.enter(request.path_params["map"])
    # Who reads a public map is not in its room: the code is not for everybody.
    kept, room = visit.site.kept, None if access.stranger else access.room
    key = ("wall", access.map, access.revision, room and room.revision, visit.tongue, visit.base,
           visit.site.static.prefix)  # fmt: skip
    entry = kept.get(key)
    if entry is None:
        debate = visit.site.shelf.read(access).debate.visible()
        page = _page(visit, debate, f"/maps/{access.map}", room)
        if access.debate is None:
            page = replace(page, stamp=str(news.stamp(access)))
        entry = kept.put(key, bytes(visit.page("wall.html", page).body), "text/html; charset=utf-8")
    return kept.respond(request.headers, entry)


def _page(visit: Visit, debate: ArgumentMap, back: str, room: Room | None) -> WallPage:
    _, where, asked = visit.translate, standing(debate), headline(debate)
    name = title(debate, _)
    positions = [node.text for node in debate.nodes.values() if node.kind == "position"]
    join = f"{visit.base}/r/{room.code}" if room else None
    heading = visit.say(Message("Wall: “{title}” – argmap", {"title": excerpt(name, 50)}))
    return WallPage(
        visit.frame(heading, back, kept=True),
        name,
        debate.nodes[asked].language if asked else None,
        tuple(excerpt(text, 90) for text in positions[:_MOST_POSITIONS])
        if len(positions) <= _MOST_POSITIONS
        else (),
        contents(tally(debate, where), _),
        _lists(debate, where, _),
        spaced(room.code) if room else None,
        join.partition("//")[2] if join else None,
        qr.code(join) if join else None,
        _("The room is locked") if room and room.locked else None,
        back,
        any(node.kind not in ("question", "position") for node in debate.nodes.values()),
    )


def _lists(debate: ArgumentMap, where: Standing, translate: Translate) -> tuple[WallList, ...]:
    def line(node: Node, note: str | None = None) -> CardLine:
        role = part(debate, where, node)
        return CardLine(node.id, excerpt(node.text, _LONG), translate(NAMES[role]), tone(role), note)

    newest = [
        node for node in participation.latest(debate, _EACH + _MOST_POSITIONS) if node.kind != "position"
    ]
    answered = [each for each in participation.most_answered(debate, 3 * _EACH) if each[0].kind != "position"]
    waiting = [node for node in participation.unanswered(debate, 4 * _EACH) if node.kind != "evidence"]
    told = [
        (node, counted(count, "one answer", "{count} answers").text(translate))
        for node, count in answered[:_EACH]
    ]
    lists = (
        WallList("newest", translate("Newest"), tuple(map(line, newest[:_EACH]))),
        WallList("answered", translate("Most answered"), tuple(line(node, said) for node, said in told)),
        WallList("unanswered", translate("Not answered yet"), tuple(map(line, waiting[:_EACH]))),
    )
    # An empty list leaves its room to the others.
    return tuple(each for each in lists if each.cards)


ROUTES = [Route("/maps/{map}/wall", wall, methods=["GET"])]
