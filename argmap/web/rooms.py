"""What the forms of rooms do: open one, come in, lead it, leave it. Each goes on to a page that says what came of it."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.messages import Message, counted, excerpt
from argmap.model import ArgumentMap, Problem
from argmap.model.map import by_age
from argmap.service import moderation, rooms
from argmap.service.presses import press
from argmap.service.refusals import NotAllowed
from argmap.service.rooms import Joined
from argmap.service.sharing import Access
from argmap.service.shelf import Outcome
from argmap.web import me, membership, qr
from argmap.web.addresses import Place
from argmap.web.fields import Fields, posted
from argmap.web.forms import again
from argmap.web.making import READING, counted_as_new
from argmap.web.pages import bar
from argmap.web.problems import Refused
from argmap.web.room_pages import desk_page, enter_page, entered, leading, new_page
from argmap.web.room_views import DevicePage, Renaming
from argmap.web.site import Visit

_SAID = 80
_TYPED = 60


def open_room(request: Request, fields: Fields) -> Response:
    """A room, from a question and positions or on a map; the browser leads it from now on."""
    visit = Visit(request)
    question, positions, chosen = fields.get("question"), fields.all("position"), fields.get("map")
    form, anonymous = fields.get("format") or "debate", bool(fields.get("anonymous"))
    leader = fields.get("name").strip()[:500] or visit.translate(rooms.LEADER)
    try:
        with counted_as_new(visit):
            if chosen:
                access = visit.enter(chosen)
                opened = rooms.open_on(visit.site.shelf, access, form, anonymous=anonymous, leader=leader)
            else:
                opened = rooms.open_room(
                    visit.site.shelf, question, positions, form, anonymous=anonymous, leader=leader
                )
    except Problem as problem:
        shown = tuple((*positions, *[""] * (3 - len(positions)))[:20])
        return new_page(visit, shown, dict(fields.pairs), visit.say(problem.message))
    visit.in_room(opened.room)
    here = f"/maps/{opened.room.map}/room"
    return visit.hold(visit.go(here, opened.notes), opened.room.map, opened.facilitator_key)


def join(request: Request, fields: Fields) -> Response:
    """Come into a room under a nickname, or under one that is given."""
    return _in(request, fields, "nickname", rooms.join)


def back(request: Request, fields: Fields) -> Response:
    """Come back into a room as the same person, by four words."""
    return _in(request, fields, "words", rooms.come_back)


def _in(
    request: Request,
    fields: Fields,
    name: str,
    come: Callable[..., Joined],
) -> Response:
    visit = Visit(request)
    room = visit.room(request.path_params["code"])
    already = entered(visit, room)
    if already is not None:
        # Pressed twice, or the desk's own browser: nobody becomes two, and no desk is lost.
        return visit.go(f"/maps/{room.map}{'/room' if already.leads else ''}")
    typed = fields.get(name)[:500]
    try:
        joined = come(visit.site.shelf, room, typed)
    except Problem as problem:
        if name == "words":
            visit.count_failure()
        return enter_page(visit, room, **{name: typed}, error=visit.say(problem.message), wrong=name)
    visit.in_room(room)
    # Whoever is new reads who they are beside the words that they are to copy down.
    said = () if joined.words else (Message("You are back as {name}.", {"name": joined.name}),)
    response = visit.hold(visit.go(f"/maps/{room.map}", said), room.map, joined.key)
    return membership.tell(visit, response, joined)


# At the desk


def switch(request: Request, fields: Fields) -> Response:
    """One switch of the room."""
    name, on = fields.get("name"), fields.get("on") == "1"
    said = _SWITCHED.get((name, on), "Saved.")
    return _desk(
        request, lambda visit, access: rooms.switch(visit.site.shelf, access, name, on), Message(said)
    )


_SWITCHED = {
    ("locked", True): "The room is locked: nobody joins or writes.",
    ("locked", False): "The room is open again.",
    ("verdicts", True): "Everybody sees now what follows from the map.",
    ("verdicts", False): "What follows from the map is yours alone to see.",
    ("queue", True): "New cards wait here from now on, until you let them through.",
    ("queue", False): "New cards are seen at once again. Those that wait still wait.",
    ("anonymous", True): "Only you see from now on who wrote what.",
    ("anonymous", False): "Everybody in the room sees who wrote what.",
}


def code(request: Request, fields: Fields) -> Response:  # noqa: ARG001 - a form without fields
    """Another code for the room."""
    said = Message("The room has a new code. Whoever is in stays in; the old code opens nothing.")
    return _desk(request, lambda visit, access: rooms.new_code(visit.site.shelf, access), said)


def forget(request: Request, fields: Fields) -> Response:
    """For how long names are kept."""
    days = fields.whole("days")
    said = counted(days, "Names are erased in a day.", "Names are erased in {count} days.")
    return _desk(request, lambda visit, access: rooms.forget_after(visit.site.shelf, access, days), said)


def erase(request: Request, fields: Fields) -> Response:
    """Every name erased, once it was meant."""
    if not fields.get("sure"):

        def unsure(_visit: Visit, _access: Access) -> None:
            raise Problem("Nothing was erased: tick the box that says you are sure.")

        return _desk(request, unsure, Message(""))
    said = Message("All names are erased, and nobody can bring them back.")
    return _desk(request, lambda visit, access: rooms.erase_names(visit.site.shelf, access), said)


def rename(request: Request, fields: Fields) -> Response:
    """Another name for somebody."""
    who, name = fields.get("participant"), fields.get("nickname")
    return _desk(
        request,
        lambda visit, access: rooms.rename(visit.site.shelf, access, who, name),
        Message("The name is “{name}” now.", {"name": excerpt(name.strip(), 60)}),
        lambda _visit, _access: f"person-{who}",
        lambda said: Renaming(who, name[:_TYPED], said),
    )


def remove(request: Request, fields: Fields) -> Response:
    """Somebody let out of the room."""
    who = fields.get("participant")
    said = Message("Removed from the room. Their cards stay; a new code keeps them from coming in again.")
    return _desk(request, lambda visit, access: rooms.remove(visit.site.shelf, access, who), said)


def _desk(
    request: Request,
    act: Callable[[Visit, Access], object],
    said: Message,
    then: Callable[[Visit, Access], str] | None = None,
    beside: Callable[[str], Renaming] | None = None,
) -> Response:
    """One press at the desk, and the desk again, at the place that `then` says. Refuses everybody else.

    What is wrong stands at the head of the desk, or where `beside` puts it.
    """
    visit = Visit(request)
    access = leading(visit, request.path_params["map"])
    visit.spend("write", f"{access.map}/{access.link}")
    try:
        act(visit, access)
    except NotAllowed as refused:
        raise Refused(403, "{reason}", reason=refused.message) from None
    except Problem as problem:
        wrong = visit.say(problem.message)
        return desk_page(visit, access, renaming=beside(wrong)) if beside else desk_page(visit, access, wrong)
    place = f"#{then(visit, visit.enter(access.map))}" if then else ""
    return visit.go(f"/maps/{access.map}/room{place}", (said,))


def _next(card: str) -> Callable[[Visit, Access], str]:
    """Where to go on in the list of what waits, once a card of it is dealt with: at the one after it."""

    def place(visit: Visit, access: Access) -> str:
        left = [each.id for each in rooms.waiting(visit.site.shelf, access)]
        if not left:
            return "people"
        every = by_age({*left, card})
        return f"wait-{(every[every.index(card) + 1 :] or left)[0]}"

    return place


def device(request: Request, fields: Fields) -> Response:
    """A key for another device of somebody, shown once."""
    visit = Visit(request)
    access = leading(visit, request.path_params["map"])
    visit.spend("write", f"{access.map}/{access.link}")
    try:
        joined = rooms.let_back(visit.site.shelf, access, fields.get("participant"))
    except Problem as problem:
        return desk_page(visit, access, visit.say(problem.message))
    address = f"{visit.base}/maps/{access.map}/open/{joined.key}"
    here = f"/maps/{access.map}/room"
    page = DevicePage(
        visit.frame(visit.translate("Another device – argmap"), here),
        bar(visit, access, visit.site.shelf.read(access), Place(access.map)),
        joined.name or visit.translate("Participant"),
        address,
        qr.code(address),
        f"{here}#people",
    )
    response = visit.page("device.html", page)
    response.headers["cache-control"] = "no-store"
    return response


# With cards


def approve(request: Request, fields: Fields) -> Response:
    """A card let through that waited."""
    card = fields.get("card")
    said = Message("The card is let through.")
    return _with_cards(request, fields, lambda debate: moderation.approve(debate, card), said, _next(card))


def approve_all(request: Request, fields: Fields) -> Response:
    """All cards let through that waited."""
    said = Message("All are let through. Undo lets them wait again.")
    return _with_cards(request, fields, moderation.approve_all, said, _next(""))


def refuse(request: Request, fields: Fields) -> Response:
    """A card that waited kept out of sight: it stands among the hidden ones then."""
    card = fields.get("card")
    said = Message("The card stays hidden. You find it among the hidden cards.")
    return _with_cards(request, fields, lambda debate: moderation.refuse(debate, card), said, _next(card))


def show(request: Request, fields: Fields) -> Response:
    """A hidden card shown again."""
    card = fields.get("card")
    return _with_cards(
        request,
        fields,
        lambda debate: moderation.hide(debate, card, hidden=False),
        Message("The card is shown again."),
        lambda _visit, _access: "people",
    )


def _with_cards(
    request: Request,
    fields: Fields,
    build: Callable[[ArgumentMap], Outcome],
    said: Message,
    then: Callable[[Visit, Access], str],
) -> Response:
    """One press at the desk that changes the map."""
    button = fields.press(request.url.path)
    return _desk(
        request,
        lambda visit, access: press(visit.site.shelf, access, button, lambda debate, _: build(debate)),
        said,
        then,
    )


def hide(request: Request, fields: Fields) -> Response:
    """A card taken out of sight, from its panel."""
    visit = Visit(request)
    access = leading(visit, request.path_params["map"])
    visit.spend("write", f"{access.map}/{access.link}")
    card = request.path_params["card"]
    place = visit.back(access.map, fields.get("back")).at(None)
    try:
        press(
            visit.site.shelf,
            access,
            fields.press(request.url.path),
            lambda debate, _: moderation.hide(debate, card),
        )
    except Problem as problem:
        raise Refused(409, "{reason}", reason=problem.message) from None
    return visit.go(place.href(), (Message("Hidden. Undo, or the room's desk, shows it again."),))


def merge(request: Request, fields: Fields) -> Response:
    """Two cards made into one."""
    visit = Visit(request)
    access = leading(visit, request.path_params["map"])
    visit.spend("write", f"{access.map}/{access.link}")
    gone, keep = request.path_params["card"], fields.get("keep")
    place = visit.back(access.map, fields.get("back")).at(gone, "merge")
    try:
        done = press(
            visit.site.shelf,
            access,
            fields.press(request.url.path),
            lambda debate, _: moderation.merge(debate, keep, gone),
        )
    except Problem as problem:
        return again(visit, access, place, fields, problem)
    node = done.debate.nodes.get(keep)
    said = Message(
        "Merged into “{text}”. Undo parts them again.", {"text": excerpt(node.text if node else "", _SAID)}
    )
    return visit.go(place.at(keep).href(f"card-{keep}"), (said,))


# For participants


def kept(request: Request, fields: Fields) -> Response:  # noqa: ARG001 - a form without fields
    """The four words are copied down: they need not be shown any more."""
    visit = Visit(request)
    access = visit.enter(request.path_params["map"])
    return membership.put_away(visit.go(f"/maps/{access.map}"))


def not_me(request: Request, fields: Fields) -> Response:  # noqa: ARG001 - a form without fields
    """Somebody else sits here now: this device forgets who was here, and asks who is."""
    visit = Visit(request)
    access = _participant(visit, request)
    rooms.not_me(visit.site.shelf, access)
    return _gone(visit, access, f"/r/{access.room.code}" if access.room else "/join")


def leave(request: Request, fields: Fields) -> Response:
    """Out of the room, with one's name erased, and one's texts if so wished."""
    visit = Visit(request)
    access = _participant(visit, request)
    if not fields.get("sure"):
        return me.me_page(
            visit, access, visit.translate("Nothing was erased: tick the box that says you are sure.")
        )
    erased = rooms.leave(visit.site.shelf, access, texts=bool(fields.get("texts")))
    said = Message("You have left the room, and your name is erased.")
    if erased:
        said = Message("You have left the room. Your name is erased, and so is what you wrote.")
    return _gone(visit, access, "/join", said)


def _participant(visit: Visit, request: Request) -> Access:
    access = visit.enter(request.path_params["map"])
    if access.role != "participant":
        raise Refused(403, "Only somebody who joined a room can leave it.")
    return access


def _gone(visit: Visit, access: Access, address: str, *said: Message) -> Response:
    return membership.put_away(visit.drop(visit.go(address, said), access.map))


def _post(path: str, handler: Callable[[Request, Fields], Response]) -> Route:
    return Route(path, posted(handler), methods=["POST"])


_AT_THE_DESK = {
    "switch": switch, "code": code, "forget": forget, "erase": erase, "rename": rename, "remove": remove,
    "device": device, "approve": approve, "approve-all": approve_all, "refuse": refuse, "show": show,
}  # fmt: skip

ROUTES = [
    Route("/rooms", posted(open_room, READING, 0), methods=["POST"]),
    _post("/r/{code}/join", join),
    _post("/r/{code}/back", back),
    *(_post(f"/maps/{{map}}/room/{what}", act) for what, act in _AT_THE_DESK.items()),
    _post("/maps/{map}/cards/{card}/hide", hide),
    _post("/maps/{map}/cards/{card}/merge", merge),
    _post("/maps/{map}/me/kept", kept),
    _post("/maps/{map}/me/not", not_me),
    _post("/maps/{map}/me/leave", leave),
]
