"""The files of a map that are drawn or set in type: pictures, paper, one-file pages. Behind a gate, kept by content."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.analysis.report import Settings
from argmap.diagram.badges import authors
from argmap.diagram.look import Look
from argmap.documents.orders import FORMS, Order, Setting, carried_out
from argmap.documents.problems import NotMade
from argmap.messages import Message
from argmap.service import rooms, sharing
from argmap.service.rooms import shown
from argmap.service.sharing import Access
from argmap.service.verdicts import verdicts
from argmap.web import templating, words
from argmap.web.exports import Drawn, bounded, drawn, file_name, policy
from argmap.web.gate import Gate
from argmap.web.judging import check_presence, unsigned
from argmap.web.kept import Entry
from argmap.web.problems import Refused
from argmap.web.site import Visit

SETTING = Gate(2, 30, "Others are having files made at this moment.")
"""The gate before a file is made, which takes a processor for itself; whoever waits often finds it done."""

MOST_CARDS = 3000
"""Up to how many cards a map is set in type while somebody waits for it; an SVG file has no such limit."""

_MEDIA = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}
_SHUT = "default-src 'none'; frame-ancestors 'none'; sandbox"
# A browser shows PDF in a reader of its own, which a sandbox would keep from starting.
_READER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for: the file, and how the map is drawn in it."""

    order: Order
    drawn: Drawn


def _file(form: str) -> Callable[[Request], Awaitable[Response]]:
    """What answers at ``/maps/{map}.svg``, ``.png``, ``.pdf`` or ``.html`` with a file of the whole map.

    The query says how: `scale`, `paper`, `report`, `poster`, `tiles` (`documents.orders.Order`), the parts of a look
    (`diagram.look.Look`), and `badges`.
    """

    async def show(request: Request) -> Response:
        return await _answer(request, form, social=False)

    return show


async def social(request: Request) -> Response:
    """The picture that stands for a map where its address is passed on: ``/maps/{map}/social.png``."""
    return await _answer(request, "png", social=True)


async def _answer(request: Request, form: str, *, social: bool) -> Response:
    visit = Visit(request)
    access = await run_in_threadpool(visit.enter, request.path_params["map"])
    asked = _Asked(Order("png", social=True), Drawn(Look())) if social else _asked(visit, access, form)
    entry = visit.site.kept.get(_key(visit, access, asked))
    if entry is None:
        async with SETTING.passed(access.map):
            await check_presence(request)
            # What opened the map may not do so any more after one has waited.
            access = await run_in_threadpool(visit.enter, access.map)
            entry = await run_in_threadpool(_made, visit, access, asked)
        access = await run_in_threadpool(visit.enter, access.map)
    return await run_in_threadpool(_response, visit, access, asked, entry)


def _key(visit: Visit, access: Access, asked: _Asked) -> Hashable:
    """Under what a file is kept: who may see other things gets another one."""
    room = access.room and access.room.revision
    judged = sharing.may_judge(access)
    return ("file", access.map, access.revision, access.named, room, judged, visit.language, asked)


def _asked(visit: Visit, access: Access, form: str) -> _Asked:
    """What the query asks for. Raises `Refused` (422) for what there is not."""
    query = visit.request.query_params
    try:
        order = Order.of(form, query)
    except NotMade as problem:
        raise _refused(problem.message) from None
    return _Asked(order, drawn(query, sharing.may_judge(access)))


def _refused(message: Message) -> Refused:
    return Refused(422, "{problem}", advice="Choose another file on the page “Share”.", problem=message)


def _made(visit: Visit, access: Access, asked: _Asked) -> Entry:
    key = _key(visit, access, asked)
    # Whoever was before us may have asked for the same.
    entry = visit.site.kept.get(key)
    if entry is not None:
        return entry
    held = visit.site.shelf.read(access)
    debate = shown(access, held.debate)
    order = asked.order
    if order.form in ("png", "pdf") and not order.social and len(debate.nodes) > MOST_CARDS:
        raise Refused(
            422,
            "Maps of more than {most:,} cards are not set in type here.",
            advice="Take an SVG or HTML file, or draw it on your own computer with the command argmap render.",
            most=MOST_CARDS,
        )
    found = verdicts(debate) if asked.drawn.judged else None
    names = rooms.names(visit.site.shelf, access) if asked.drawn.signed else {}
    report = None
    if order.report and sharing.may_judge(access):
        report = visit.site.reports.of(unsigned(access, held), Settings())
    setting = Setting(
        look=bounded(asked.drawn.look, debate),
        words=words.diagram(visit.translate),
        translate=visit.translate,
        badges=authors(debate, names),
        marks=found.marks(visit.translate, verdict=asked.drawn.verdict, strength=asked.drawn.strength)
        if found
        else None,
        faint=found.failing if found and asked.drawn.verdict else (),
        found=report,
        language=visit.language,
        direction=templating.direction(visit.language),
    )
    try:
        made = carried_out(debate, order, setting)
    except NotMade as problem:
        raise _refused(problem.message) from None
    return visit.site.kept.put(key, made.data, _MEDIA[order.form])


def _response(visit: Visit, access: Access, asked: _Asked, entry: Entry) -> Response:
    form = asked.order.form
    response = visit.site.kept.respond(visit.request.headers, entry)
    # A page of its own is for taking away: what runs in it is not to run as a page of this site.
    way = "attachment" if form == "html" else "inline"
    name = file_name(visit, access) + (
        "-report" if asked.order.report else "-poster" if asked.order.poster else ""
    )
    response.headers["content-disposition"] = f'{way}; filename="{name}.{form}"'
    response.headers["content-security-policy"] = (
        policy(entry.body) if form == "svg" else _READER if form == "pdf" else _SHUT
    )
    return response


ROUTES = [
    *(Route(f"/maps/{{map}}.{form}", _file(form), methods=["GET"]) for form in FORMS),
    Route("/maps/{map}/social.png", social, methods=["GET"]),
]
