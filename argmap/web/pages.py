"""The pages that are read: home, the forms for new maps, a map, its history, its links."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.diagram.contents import cards
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap
from argmap.model.tally import size
from argmap.service import bundled, history, news, rooms, sharing
from argmap.service.refusals import Ended, NotThere
from argmap.service.rooms import shown
from argmap.service.sharing import Access
from argmap.service.shelf import Held
from argmap.web import exports, membership
from argmap.web.addresses import Place
from argmap.web.dates import said
from argmap.web.judging import JUDGING, check_presence
from argmap.web.map_page import Seen, map_page, page_title, title
from argmap.web.problems import Refused
from argmap.web.site import Visit
from argmap.web.social import social
from argmap.web.turns import in_turn, large
from argmap.web.views import (
    Bar,
    Change,
    Entry,
    Frame,
    HistoryPage,
    HomePage,
    ImportPage,
    KeepLink,
    NewPage,
)

_LONGEST_ID = 100
_LONGEST = 2_000  # of a question that the front page sends on


def home(request: Request) -> Response:
    """The front page: what one can do, the maps this browser opened, the maps that come with argmap."""
    visit = Visit(request)
    _ = visit.translate
    examples = tuple(
        Entry(
            title(each.debate, _),
            each.debate.language,
            f"/maps/{name}",
            _("To copy and fill in") if each.template else visit.say(cards(size(each.debate))),
            exports.shape(each.debate),
        )
        for name, each in bundled.maps().items()
    )
    frame = visit.frame(_("argmap: see how a debate hangs together"))
    return visit.page("home.html", HomePage(frame, tuple(_opened(visit)), examples))


def _opened(visit: Visit) -> list[Entry]:
    """The maps to which this browser has a link that still opens them."""
    shelf = visit.site.shelf
    roles: dict[str, str] = {}
    for map_id, key in list(visit.keys())[:50]:
        try:
            roles[map_id] = sharing.enter(shelf, map_id, key, strict=True).role
        except NotThere:
            continue
    names = shelf.titles(roles)
    _ = visit.translate
    words = {
        "edit": _("You can change it"),
        "view": _("You can read it"),
        "facilitator": _("You lead its room"),
        "participant": _("You take part in its room"),
        "onlooker": _("You can read it"),
    }
    nameless = visit.translate("A map without a question")
    return [
        Entry(names[map_id][0] or nameless, names[map_id][1], f"/maps/{map_id}", words[role])
        for map_id, role in roles.items()
        if map_id in names
    ]


def new(request: Request) -> Response:
    """The form for a new map."""
    visit = Visit(request)
    asked = request.query_params.get("question", "")[:_LONGEST]
    frame = visit.frame(visit.translate("Make a map – argmap"))
    return visit.page("new.html", NewPage(frame, "/new", asked, ("", "", ""), None))


def bring(request: Request) -> Response:
    """The form that brings a map from a file or a text."""
    visit = Visit(request)
    frame = visit.frame(visit.translate("Import a map – argmap"))
    return visit.page("import.html", ImportPage(frame, "/import", "", None))


def open_link(request: Request) -> Response:
    """A secret link: the browser takes the key, and goes on to an address that does not show it."""
    visit = Visit(request)
    map_id, key = request.path_params["map"], request.path_params["key"]
    shelf = visit.site.shelf
    try:
        access = sharing.enter(shelf, map_id, key, strict=True)
    except Ended as refusal:
        raise visit.closed(refusal) from None
    except NotThere:
        visit.count_failure()
        raise Refused(404, "This link opens nothing: it is incomplete, or it has been revoked.") from None
    here = f"/maps/{map_id}"
    if access.role == "bundled":
        return visit.go(here)
    if access.role == "facilitator":
        here += "/room"
    try:
        held = sharing.enter(shelf, map_id, visit.key(map_id), strict=True)
    except NotThere:
        held = None
    if held is not None and _rank(held) > _rank(access):
        kept = Message("That link is for reading. This browser may change the map, and so it stays.")
        return visit.go(here, (kept,))
    return visit.hold(visit.go(here), map_id, key)


def _rank(access: Access) -> int:
    """How much a key opens: nobody loses the better one by following a link that is for less."""
    return 2 if access.leads else 1 if access.participant is not None else 0


async def show(request: Request) -> Response:
    """A map: the picture, the outline, the chosen card. With verdicts it waits its turn, as every analysis does."""
    if request.query_params.get("verdicts") != "1":
        return await _SHOWN(request)
    async with JUDGING.passed(request.path_params["map"][:_LONGEST_ID]):
        await check_presence(request)
        made = await run_in_threadpool(_show, request, True)
    assert made is not None  # noqa: S101 - its turn has come
    return made


def _show(request: Request, turn: bool) -> Response | None:
    visit = Visit(request)
    map_id = request.path_params["map"]
    access = visit.enter(map_id)
    query = request.query_params
    place = Place.of(map_id, query)
    place = place.judged(place.verdicts and sharing.may_judge(access))
    if query.get("structure") in ("simple", "full"):
        return visit.choose_view(visit.go(place.href()), query["structure"])
    own = place.made or visit.notice is not None or bool(membership.words(visit, access))
    key = _key(visit, access, place)
    kept = visit.site.kept
    if not turn and (own or kept.get(key) is None) and large(visit.site.shelf.read(access).debate):
        return None
    if own:
        return visit.page("map.html", _map_page(visit, access, place))
    # After a change all who follow the map come for it at once.
    entry = kept.once(key, lambda: bytes(visit.page("map.html", _map_page(visit, access, place)).body))
    response = kept.respond(request.headers, entry)
    if access.public:
        response.headers["x-robots-tag"] = "all"
    return response


_SHOWN = in_turn(_show, "map")


def _key(visit: Visit, access: Access, place: Place) -> Hashable:
    """Under what a page of a map is kept: all that it depends on."""
    return (
        access.map,
        access.revision,
        access.role,
        access.named,
        # What a page of a room shows depends on who reads it, and on what the room is like at this moment.
        access.participant,
        access.room and access.room.revision,
        visit.tongue,
        visit.view,
        place,
        sharing.may_judge(access),
        visit.site.static.prefix,
        _told(access) and visit.base,
    )


def _map_page(visit: Visit, access: Access, place: Place) -> object:
    held = visit.site.shelf.read(access)
    return map_page(seen(visit, access, held, place), place)


def seen(visit: Visit, access: Access, held: Held, place: Place) -> Seen:
    """Who looks at a map, and how."""
    # With its authors, by whom one's own cards are told; names are shown as far as the rights go.
    debate = held.debate.visible()
    keep = None
    if place.made and access.leads:
        keep = KeepLink(address(visit, access.map, access.key), replace(place, made=False).href())
    return Seen(
        debate,
        _framed(visit, access, debate, place),
        bar(visit, access, held, place),
        visit.translate,
        keep,
        f"/maps/{access.map}/copy",
        None if access.debate is not None else str(news.stamp(access, held.revision)),
        sharing.may_judge(access),
        membership.rights(visit, access),
        membership.guest(visit, access),
        membership.welcome(visit, access),
        names=rooms.names(visit.site.shelf, access),
        report=f"/maps/{access.map}/report" if access.public else None,
    )


def _told(access: Access) -> bool:
    """Whether a page of the map says to others where it is: where a stranger may read it. It then holds our address."""
    return access.public or access.debate is not None


def _framed(visit: Visit, access: Access, debate: ArgumentMap, place: Place) -> Frame:
    """The frame of the page of a map, which tells others about it where a stranger may read it."""
    frame = visit.frame(page_title(debate, visit.translate), place.href())
    if not _told(access):
        return frame
    here, name = f"/maps/{access.map}", title(debate, visit.translate)
    image = f"{here}/social.png"
    told = social(debate, name, visit.base, here, visit.translate, image=image, index=access.public)
    return replace(frame, social=told)


def bar(visit: Visit, access: Access, held: Held, place: Place) -> Bar:
    """The bar above a map."""
    latest = history.undoable(visit.site.shelf, access) if access.edit else None
    return Bar(
        access.map,
        access.edit,
        access.debate is not None,
        visit.view,
        place.href(structure="simple"),
        place.href(structure="full"),
        visit.say(latest.words) if latest else None,
        latest.revision if latest else 0,
        f"r{held.revision}",
        sharing.may_judge(access),
        access.leads,
        f"/maps/{access.map}/room" if access.leads and access.room is not None else None,
        membership.me(visit, access),
    )


def past(request: Request) -> Response:
    """The history of a map, a page of it."""
    visit = Visit(request)
    map_id = request.path_params["map"]
    access = visit.enter(map_id)
    if not access.leads:
        # It holds what was undone and hidden too.
        raise Refused(403, "Only somebody who may change the map can see its history.")
    held = visit.site.shelf.read(access)
    before = request.query_params.get("before", "")
    start = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None
    found, older = history.events(visit.site.shelf, access, start)
    changes = tuple(
        Change(
            each.revision,
            said(each.at, visit.site.shelf.clock(), visit.translate),
            each.at.isoformat(timespec="seconds"),
            visit.say(each.words),
            each.undone,
            f"/maps/{map_id}/history/{each.revision}" if each.toggles is None and each.revision > 1 else None,
        )
        for each in found
    )
    name = title(shown(access, held.debate), visit.translate)
    heading = visit.say(Message("History of “{title}” – argmap", {"title": excerpt(name, 50)}))
    place = Place(map_id)
    page = HistoryPage(
        visit.frame(heading),
        bar(visit, access, held, place),
        name,
        place.href(),
        f"r{held.revision}",
        changes,
        f"/maps/{map_id}/history?before={older}" if older else None,
    )
    return visit.page("history.html", page)


def address(visit: Visit, map_id: str, key: str) -> str:
    """The address of a secret link."""
    return f"{visit.base}/maps/{map_id}/open/{key}"


def elsewhere(request: Request) -> Response:
    """The address of a form, opened by itself (a page that said what was wrong, loaded again): on to the map."""
    visit = Visit(request)
    return visit.go(f"/maps/{visit.enter(request.path_params['map']).map}")


ROUTES = [
    Route("/", home),
    Route("/new", new, methods=["GET"]),
    Route("/import", bring, methods=["GET"]),
    Route("/maps/{map}.json", exports.json),
    Route("/maps/{map}.argdown", exports.argdown),
    Route("/maps/{map}", show, methods=["GET"]),
    Route("/maps/{map}/open/{key}", open_link, methods=["GET"]),
    Route("/maps/{map}/history", past, methods=["GET"]),
    Route("/maps/{map}/cards", elsewhere, methods=["GET"]),
    Route("/maps/{map}/cards/{card}/{what}", elsewhere, methods=["GET"]),
    Route("/maps/{map}/relations/{what}", elsewhere, methods=["GET"]),
    Route("/maps/{map}/undo", elsewhere, methods=["GET"]),
]
