"""The pages of rooms that are read: the form that opens one, its door, and its desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Node
from argmap.model.map import by_age
from argmap.model.roles import standing
from argmap.service import bundled, moderation, news, rooms, sharing
from argmap.service.refusals import NotThere
from argmap.service.rooms import Person, Room
from argmap.service.sharing import Access
from argmap.service.shelf import WAITING
from argmap.web import membership, qr, reach
from argmap.web.addresses import Place
from argmap.web.form_views import Choice
from argmap.web.map_page import title
from argmap.web.pages import bar
from argmap.web.panel import part
from argmap.web.problems import Refused
from argmap.web.room_views import (
    CardLine,
    EnterPage,
    JoinPage,
    NetworkPage,
    NewRoomPage,
    PersonLine,
    Renaming,
    RoomPage,
    RoomSwitch,
)
from argmap.web.sentences import about
from argmap.web.site import Visit
from argmap.web.words import NAMES, counted, tone

_LONGEST = 2_000  # of a question that another page sends on
_LONGEST_ID = 64
_MOST = 200  # cards in a list of the desk
_MOST_MAPS = 40


def new(request: Request) -> Response:
    """The form that opens a room."""
    visit = Visit(request)
    query = request.query_params
    typed = {"question": query.get("question", "")[:_LONGEST], "map": query.get("map", "")}
    return new_page(visit, ("", "", ""), typed)


def new_page(
    visit: Visit, positions: tuple[str, ...], typed: Mapping[str, str], error: str | None = None
) -> Response:
    """The form, as it was filled in so far: `typed` are its other fields."""
    form = typed.get("format") or "debate"
    _ = visit.translate
    formats = (
        Choice("debate", _("A debate: sides, reasons, rebuttals"), form == "debate"),
        Choice("workshop", _("A workshop: one map that a group draws up together"), form == "workshop"),
    )
    frame = visit.frame(_("Open a room – argmap"), "/rooms/new")
    page = NewRoomPage(
        frame,
        typed.get("question", ""),
        positions,
        _maps(visit, typed.get("map", "")),
        formats,
        bool(typed.get("anonymous")),
        typed.get("name", ""),
        error,
    )
    return visit.page("room_new.html", page, 422 if error else 200)


def _maps(visit: Visit, chosen: str) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """The maps on which a room can be opened, by what they are: one's own, templates, examples."""
    _ = visit.translate
    mine: list[Choice] = []
    names = visit.site.shelf.titles(map_id for map_id, _key in list(visit.keys())[:_MOST_MAPS])
    for map_id, key in list(visit.keys())[:_MOST_MAPS]:
        try:
            access = sharing.enter(visit.site.shelf, map_id, key, strict=True)
        except NotThere:
            continue
        if access.role == "edit" and access.room is None and map_id in names:
            label = excerpt(names[map_id][0] or _("A map without a question"), 90)
            mine.append(Choice(map_id, label, map_id == chosen))
    given = [
        (each.template, Choice(name, excerpt(title(each.debate, _), 90), name == chosen))
        for name, each in bundled.maps().items()
    ]
    groups = (
        (_("Your maps"), tuple(mine)),
        (_("Templates"), tuple(choice for template, choice in given if template)),
        (_("Examples, as a copy"), tuple(choice for template, choice in given if not template)),
    )
    return tuple((heading, choices) for heading, choices in groups if choices)


def join(request: Request) -> Response:
    """The form for a code; with a code in the address, on to its room."""
    visit = Visit(request)
    typed = request.query_params.get("code", "")[:100]
    error, status = None, 200
    if typed.strip():
        try:
            return visit.go(f"/r/{visit.room(typed).code}")
        except Refused as refused:
            if refused.status != 404:
                raise
            error, status = visit.say(refused.message) + " " + visit.say(refused.advice), 404
    page = JoinPage(visit.frame(visit.translate("Join a room – argmap")), typed, error)
    return visit.page("join.html", page, status)


def enter(request: Request) -> Response:
    """The door of a room: its question, and the form for a nickname."""
    visit = Visit(request)
    typed = request.path_params["code"]
    try:
        room = visit.room(typed)
    except Refused as refused:
        if refused.status != 404:
            raise
        error = visit.say(refused.message) + " " + visit.say(refused.advice)
        page = JoinPage(visit.frame(visit.translate("Join a room – argmap")), typed[:100], error)
        return visit.page("join.html", page, 404)
    if room.code != typed:
        return visit.go(f"/r/{room.code}")
    return enter_page(visit, room)


def enter_page(
    visit: Visit, room: Room, nickname: str = "", words: str = "", error: str | None = None, wrong: str = ""
) -> Response:
    """The door, with what was typed and what was wrong with it."""
    named = visit.site.shelf.titles([room.map]).get(room.map, (None, None))[0]
    question = named or visit.translate("A map without a question")
    access = entered(visit, room)
    here = None
    if access is not None:
        name = membership.name(visit, access) if access.participant and not access.leads else ""
        here = Choice(f"/maps/{room.map}{'/room' if access.leads else ''}", name)
    base = f"/r/{room.code}"
    heading = visit.say(Message("Join “{title}” – argmap", {"title": excerpt(question, 50)}))
    page = EnterPage(
        visit.frame(heading, base),
        question,
        spaced(room.code),
        f"{base}/join",
        f"{base}/back",
        room.locked,
        room.anonymous,
        here,
        access is not None and access.leads,
        nickname,
        words,
        error,
        wrong,
    )
    return visit.page("room_enter.html", page, 422 if error else 200)


def entered(visit: Visit, room: Room) -> Access | None:
    """As whom this browser is in a room already: its facilitator, or a participant."""
    try:
        access = sharing.enter(visit.site.shelf, room.map, visit.key(room.map), strict=True)
    except NotThere:
        return None
    return access if access.leads or access.participant else None


def spaced(code: str) -> str:
    """A code as it is read aloud.

    >>> spaced("HMW7CT")
    'HMW 7CT'
    """
    return f"{code[:3]} {code[3:]}"


def desk(request: Request) -> Response:
    """The facilitator's desk."""
    visit = Visit(request)
    return desk_page(visit, leading(visit, request.path_params["map"]))


def leading(visit: Visit, map_id: str) -> Access:
    """Who leads the room of a map. Raises `Refused` for everybody else."""
    access = visit.enter(map_id)
    if access.room is None:
        raise Refused(
            404, "This map has no room.", advice="Whoever may change it can open one on the page “Share”."
        )
    if not access.leads:
        raise Refused(403, "Only the facilitator of the room can do this.", advice=_ASK)
    return access


_ASK = "Ask whoever leads the room. If that is you: open the link that you kept when you opened it."


def desk_page(
    visit: Visit, access: Access, error: str | None = None, renaming: Renaming | None = None
) -> Response:
    """The desk, and what was wrong with what was sent from it."""
    room = access.room
    assert room is not None  # noqa: S101 - `leading` has seen to it
    shelf = visit.site.shelf
    debate = shelf.read(access).debate
    people = rooms.people(shelf, access)
    name = title(debate.visible(), visit.translate)
    address = f"{visit.base}/r/{room.code}"
    days = max((room.forget_at - shelf.clock()).days + 1, 1) if room.forget_at else rooms.DAYS
    place = Place(access.map)
    guests = [each for each in people if each.role != "facilitator"]
    nameless = sum(each.name is None for each in guests)
    waiting = rooms.waiting(shelf, access)
    key = f"{visit.base}/maps/{access.map}/open/{access.key}"
    page = RoomPage(
        visit.frame(
            visit.say(Message("Room: “{title}” – argmap", {"title": excerpt(name, 50)})),
            f"/maps/{access.map}/room",
        ),
        bar(visit, access, shelf.read(access), place),
        name,
        spaced(room.code),
        address,
        qr.code(address),
        reach.local(address),
        key,
        f"/maps/{access.map}/wall",
        _switches(visit, room),
        tuple(_people(visit, debate, guests)),
        visit.say(
            counted(sum(p.removed_at is None for p in guests), "One participant", "{count} participants")
        ),
        _listed(visit, access, debate, waiting),
        _listed(visit, access, debate, _hidden(debate)),
        min(days, rooms.MOST_DAYS),
        room.forget_at.date().isoformat() if room.forget_at else "",
        any(each.name for each in people),
        str(news.stamp(access)),
        qr.code(key),
        _erased(visit, nameless),
        _every(visit, len(waiting)),
        renaming,
        error,
    )
    return visit.page("room.html", page, 422 if error or renaming else 200)


def _erased(visit: Visit, count: int) -> str | None:
    """How many there are without a name, in one line: there is nothing to tell them by."""
    said = counted(count, "One whose name is erased", "{count} whose names are erased")
    return visit.say(said) if count else None


def _every(visit: Visit, count: int) -> str | None:
    """The words of the button that lets through all that waits, where there are several."""
    said = Message("Let all {count} through", {"count": count})
    if count > moderation.MOST_AT_ONCE:
        said = Message("Let the first {count} through", {"count": moderation.MOST_AT_ONCE})
    return visit.say(said) if count > 1 else None


def _switches(visit: Visit, room: Room) -> tuple[RoomSwitch, ...]:
    _ = visit.translate
    return (
        RoomSwitch("locked", _("Lock the room"), _("Nobody joins or writes; everybody reads."), room.locked),
        RoomSwitch("verdicts", _("Show what follows"), _("Verdicts and strengths, for everybody."), room.verdicts),
        RoomSwitch("queue", _("Look at cards first"), _("New cards wait here until you let them through."), room.queue),
        RoomSwitch("anonymous", _("Keep names to yourself"), _("Only you see who wrote what."), room.anonymous),
    )  # fmt: skip


def _people(visit: Visit, debate: ArgumentMap, people: list[Person]) -> list[PersonLine]:
    wrote = Counter(node.author for node in debate.nodes.values())
    return [
        PersonLine(
            each.id,
            each.name,
            visit.say(counted(wrote[each.id], "one card", "{count} cards")),
            each.removed_at is not None,
        )
        for each in people
        if each.name is not None
    ]


def _hidden(debate: ArgumentMap) -> list[Node]:
    """The cards that were hidden, and do not wait for a nod."""
    found = by_age(i for i, node in debate.nodes.items() if node.hidden and WAITING not in node.tags)
    return [debate.nodes[each] for each in found]


def _listed(visit: Visit, access: Access, debate: ArgumentMap, nodes: list[Node]) -> tuple[CardLine, ...]:
    rights, where = membership.rights(visit, access), standing(debate)
    made = []
    for node in nodes[:_MOST]:
        role = part(debate, where, node)
        note = rights.writer(node, visit.translate)
        told = about(debate, where, node, visit.translate)
        line = CardLine(node.id, node.text, visit.translate(NAMES[role]), tone(role), note, about=told)
        made.append(line)
    return tuple(made)


def network(request: Request) -> Response:
    """Help for whoever asks whether the others can see this."""
    visit = Visit(request)
    frame = visit.frame(visit.translate("Can the others see this? – argmap"))
    asked = request.query_params.get("room", "")
    desk = (
        f"/maps/{asked}/room" if asked.isascii() and asked.isalnum() and len(asked) <= _LONGEST_ID else None
    )
    return visit.page("network.html", NetworkPage(frame, visit.base, reach.local(visit.base), desk))


def elsewhere(request: Request) -> Response:
    """The address of a form of the desk, opened by itself: on to the desk."""
    return Visit(request).go(f"/maps/{request.path_params['map']}/room")


def to_door(request: Request) -> Response:
    """The address of a form of the door, opened by itself: on to the door."""
    return Visit(request).go(f"/r/{request.path_params['code']}")


ROUTES = [
    Route("/rooms/new", new, methods=["GET"]),
    Route("/join", join, methods=["GET"]),
    Route("/r/{code}", enter, methods=["GET"]),
    Route("/r/{code}/{what}", to_door, methods=["GET"]),
    Route("/maps/{map}/room", desk, methods=["GET"]),
    Route("/maps/{map}/room/{what}", elsewhere, methods=["GET"]),
    Route("/help/network", network, methods=["GET"]),
]
