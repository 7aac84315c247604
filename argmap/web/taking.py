"""The files of a map or a snapshot that are drawn or set in type: pictures, paper, one-file pages. Behind a gate, kept by content."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.analysis.report import Report, Settings
from argmap.diagram.badges import authors
from argmap.diagram.look import Look
from argmap.documents.orders import FORMS, Order, Setting, carried_out
from argmap.documents.problems import NotMade
from argmap.messages import Message
from argmap.model import ArgumentMap
from argmap.service import rooms, sharing
from argmap.service.rooms import shown
from argmap.service.verdicts import verdicts
from argmap.web import templating, words
from argmap.web.exports import Drawn, bounded, drawn, everybodys, policy, shared, titled
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
_READER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the file, and how the map is drawn in it."""

    order: Order
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class Source:
    """Something whose files are taken away: a map as somebody may see it, or a snapshot.

    `about` tells it from others, `key` all that its files depend on; `judge`: may what follows from it be told? `everybody`: a
    stranger may have the same. What takes work is a function: the map itself, what the authors of cards are called, the report.
    """

    about: str
    key: tuple[Hashable, ...]
    judge: bool
    everybody: bool
    debate: Callable[[], ArgumentMap]
    named: Callable[[str], str]
    names: Callable[[], Mapping[str, str]] = dict
    report: Callable[[], Report | None] = lambda: None


Open = Callable[[Visit], Source]
"""What opens the thing that an address means, for whoever comes; it refuses who may not see it (`Refused`)."""


def drawing(opened: Open, form: str) -> Callable[[Request], Awaitable[Response]]:
    """What answers at an address with the ending `form` with a file of the whole of it.

    The query says how: `scale`, `paper`, `report`, `poster`, `tiles` (`documents.orders.Order`), the parts of a look
    (`diagram.look.Look`), and `badges`; with `save=1` a browser keeps the file instead of showing it.
    """

    async def show(request: Request) -> Response:
        visit = Visit(request)
        source = await run_in_threadpool(opened, visit)
        return await _answer(visit, opened, source, _asked(visit, source, form))

    return show


def social(opened: Open) -> Callable[[Request], Awaitable[Response]]:
    """What answers with the picture that stands for it where its address is passed on: ``/maps/{map}/social.png``."""

    async def show(request: Request) -> Response:
        visit = Visit(request)
        source = await run_in_threadpool(opened, visit)
        return await _answer(visit, opened, source, Asked(Order("png", social=True), Drawn(Look())))

    return show


async def _answer(visit: Visit, opened: Open, source: Source, asked: Asked) -> Response:
    entry = visit.site.kept.get(_key(visit, source, asked))
    if entry is None:
        async with SETTING.passed(source.about):
            await check_presence(visit.request)
            # What opened it may not do so any more after one has waited.
            source = await run_in_threadpool(opened, visit)
            entry = await run_in_threadpool(_made, visit, source, asked)
        source = await run_in_threadpool(opened, visit)
    return await run_in_threadpool(_response, visit, source, asked, entry)


def _key(visit: Visit, source: Source, asked: Asked) -> Hashable:
    """Under what a file is kept: who may see other things gets another one."""
    return ("file", *source.key, source.judge, visit.language, asked)


def of_map(visit: Visit) -> Source:
    """The map that an address means, as whoever comes may see it."""
    access = visit.enter(visit.request.path_params["map"])
    shelf = visit.site.shelf

    def report() -> Report | None:
        return visit.site.reports.of(unsigned(access, shelf.read(access)), Settings())

    return Source(
        access.map,
        (access.map, access.revision, access.named, access.room and access.room.revision),
        sharing.may_judge(access),
        everybodys(access),
        lambda: shown(access, shelf.read(access).debate),
        lambda ending: titled(visit, access, ending),
        lambda: rooms.names(shelf, access),
        report,
    )


def _asked(visit: Visit, source: Source, form: str) -> Asked:
    """What the query asks for. Raises `Refused` (422) for what there is not."""
    query = visit.request.query_params
    try:
        order = Order.of(form, query)
    except NotMade as problem:
        raise _refused(problem.message) from None
    return Asked(order, drawn(query, source.judge))


def _refused(message: Message) -> Refused:
    return Refused(422, "{problem}", advice="Choose another file on the page “Share”.", problem=message)


def _made(visit: Visit, source: Source, asked: Asked) -> Entry:
    key = _key(visit, source, asked)
    # Whoever was before us may have asked for the same.
    entry = visit.site.kept.get(key)
    if entry is not None:
        return entry
    debate, order = source.debate(), asked.order
    if order.form in ("png", "pdf") and not order.social and len(debate.nodes) > MOST_CARDS:
        raise Refused(
            422,
            "Maps of more than {most:,} cards are not set in type here.",
            advice="Take an SVG or HTML file, or draw it on your own computer with the command argmap render.",
            most=MOST_CARDS,
        )
    try:
        made = carried_out(debate, order, _setting(visit, source, asked, debate))
    except NotMade as problem:
        raise _refused(problem.message) from None
    return visit.site.kept.put(key, made.data, _MEDIA[order.form])


def _setting(visit: Visit, source: Source, asked: Asked, debate: ArgumentMap) -> Setting:
    found = verdicts(debate) if asked.drawn.judged else None
    return Setting(
        look=bounded(asked.drawn.look, debate),
        words=words.diagram(visit.translate),
        translate=visit.translate,
        badges=authors(debate, source.names() if asked.drawn.signed else {}),
        marks=found.marks(visit.translate, verdict=asked.drawn.verdict, strength=asked.drawn.strength)
        if found
        else None,
        faint=found.failing if found and asked.drawn.verdict else (),
        found=source.report() if asked.order.report and source.judge else None,
        language=visit.language,
        direction=templating.direction(visit.language),
    )


def _response(visit: Visit, source: Source, asked: Asked, entry: Entry) -> Response:
    order = asked.order
    response = visit.site.kept.respond(visit.request.headers, entry)
    # A page of its own is for taking away: what runs in it is not to run as a page of this site.
    saved = order.form == "html" or visit.request.query_params.get("save") == "1"
    way = "attachment" if saved else "inline"
    kind = "-report" if order.report else "-poster" if order.poster else ""
    response.headers["content-disposition"] = f"{way}; {source.named(f'{kind}.{order.form}')}"
    response.headers["content-security-policy"] = (
        policy(entry.body) if order.form == "svg" else _READER if order.form == "pdf" else _SHUT
    )
    return shared(response) if source.everybody else response


ROUTES = [
    *(Route(f"/maps/{{map}}.{form}", drawing(of_map, form), methods=["GET"]) for form in FORMS),
    Route("/maps/{map}/social.png", social(of_map), methods=["GET"]),
]
