"""The map as an abstract framework: the page that asks what is accepted, and the files."""

from __future__ import annotations

import json
from collections.abc import Hashable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.analysis import framework_files
from argmap.analysis.extensions import SEMANTICS
from argmap.analysis.statements.standards import BURDENS
from argmap.analysis.translation import framework_of
from argmap.messages import Message, excerpt
from argmap.service import solver
from argmap.service.sharing import Access
from argmap.service.solver import Found
from argmap.web.addresses import Place
from argmap.web.exports import titled
from argmap.web.framework_page import Asked, Outcome, framework_page, statements
from argmap.web.gate import Gate
from argmap.web.judging import check_access, check_presence
from argmap.web.kept import Entry
from argmap.web.map_page import page_title
from argmap.web.pages import bar
from argmap.web.problems import Refused
from argmap.web.site import Visit

SECONDS = 5.0
"""How long a page may search."""

ASKING = Gate(2, 10, "Others are asking hard questions at this moment.")
"""The gate before the search, which takes a processor for itself."""

_FORMATS = {"af": "iccma", "apx": "apx", "tgf": "tgf"}


async def show(request: Request) -> Response:
    """What is accepted in the map as an abstract framework; the search waits its turn, and in no thread."""
    visit = Visit(request)
    access, asked = await run_in_threadpool(_entered, visit)
    key = ("framework", access.map, access.revision, asked)
    entry = visit.site.kept.get(key)
    if entry is None:
        async with ASKING.passed(access.map):
            # Whoever was before us may have asked the same.
            entry = visit.site.kept.get(key)
            if entry is None:
                await check_presence(request)
                entry = await run_in_threadpool(_worked_out, visit, access, asked, key)
    return await run_in_threadpool(_page, visit, access, asked, entry)


def _entered(visit: Visit) -> tuple[Access, Asked]:
    access = visit.enter(visit.request.path_params["map"])
    check_access(access)
    return access, _asked(visit)


def _asked(visit: Visit) -> Asked:
    query = visit.request.query_params
    semantics, burden = query.get("semantics", "preferred"), query.get("burden", "presume")
    if semantics not in SEMANTICS:
        raise Refused(
            422,
            "There is no semantics “{name}”.",
            name=excerpt(semantics),
            advice=Message("There are: {names}.", {"names": ", ".join(SEMANTICS)}),
        )
    if burden not in BURDENS:
        raise Refused(
            422,
            "There is no burden “{name}”.",
            name=excerpt(burden),
            advice=Message("There are: {names}.", {"names": ", ".join(BURDENS)}),
        )
    return Asked(semantics, burden)


def _worked_out(visit: Visit, access: Access, asked: Asked, key: Hashable) -> Entry:
    """What was found, kept as JSON; what could not be told is kept too, so that nobody waits for it twice."""
    debate = visit.site.shelf.read(access).debate.visible()
    made = framework_of(debate, asked.burden)
    positions, others = statements(debate)
    found = solver.ask(made.framework, asked.semantics, positions, others, seconds=SECONDS)
    record = {
        "arguments": len(made.framework),
        "attacks": sum(map(len, made.framework.graph.targets)),
        "positions": positions,
        "others": others,
        "credulous": found.credulous,
        "skeptical": found.skeptical,
        "count": None if found.count is None else hex(found.count),
        "why": None if found.why is None else [found.why.key, dict(found.why.parameters)],
    }
    return visit.site.kept.put(key, json.dumps(record), "application/json")


def _read(entry: Entry) -> Outcome:
    record = json.loads(entry.body)
    count = None if record["count"] is None else int(record["count"], 16)
    why = None if record["why"] is None else Message(*record["why"])
    found = Found(record["credulous"], record["skeptical"], count, why)
    asked = tuple(record["positions"]), tuple(record["others"])
    return Outcome(record["arguments"], record["attacks"], *asked, found)


def _page(visit: Visit, access: Access, asked: Asked, entry: Entry) -> Response:
    held = visit.site.shelf.read(access)
    shown = held.debate.visible()
    frame = visit.frame(
        visit.say(
            Message(
                "The map as an abstract framework: {title}", {"title": page_title(shown, visit.translate)}
            )
        )
    )
    page = framework_page(
        frame, bar(visit, access, held, Place(access.map)), shown, asked, _read(entry), visit.translate
    )
    return visit.page("frameworks.html", page)


def file(request: Request) -> Response:
    """The framework as a file."""
    visit = Visit(request)
    access = visit.enter(request.path_params["map"])
    ending = request.path_params["ending"]
    if ending not in _FORMATS:
        raise Refused(
            404, "There is no such file.", advice="There are framework.af, framework.apx and framework.tgf."
        )
    burden = _asked(visit).burden
    key = ("framework", ending, access.map, access.revision, burden)
    entry = visit.site.kept.get(key)
    if entry is None:
        made = framework_of(visit.site.shelf.read(access).debate, burden)
        text = framework_files.dump(made.framework, _FORMATS[ending])
        entry = visit.site.kept.put(key, text, "text/plain; charset=utf-8")
    response = visit.site.kept.respond(request.headers, entry)
    response.headers["content-disposition"] = f"attachment; {titled(visit, access, f'.{ending}')}"
    return response


ROUTES = [
    Route("/maps/{map}/analysis/frameworks", show, methods=["GET"]),
    Route("/maps/{map}/analysis/framework.{ending}", file, methods=["GET"]),
]
