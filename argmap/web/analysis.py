"""The address of the analysis of a map. What is supposed stands in the address, and is kept nowhere."""

from __future__ import annotations

from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.analysis.report import Report, Settings
from argmap.messages import Message, excerpt
from argmap.service.sharing import Access
from argmap.service.shelf import Held
from argmap.web.addresses import Place
from argmap.web.analysis_page import Judged, Look, analysis_page
from argmap.web.analysis_place import AnalysisPlace
from argmap.web.judging import ATTACKS_ONLY, JUDGING, check_access, check_presence, fits, unsigned
from argmap.web.map_page import title
from argmap.web.pages import bar
from argmap.web.site import Visit


async def show(request: Request) -> Response:
    """What the debate on a map amounts to."""
    visit = Visit(request)
    access = await run_in_threadpool(visit.enter, request.path_params["map"])
    check_access(access)
    place = AnalysisPlace.of(access.map, request.query_params.multi_items())
    key = (
        "analysis page",
        access.map,
        access.revision,
        access.role,
        access.named,
        access.room and access.room.revision,
        visit.tongue,
        place,
        visit.site.static.prefix,
    )
    kept = visit.site.kept
    entry = kept.get(key) if visit.notice is None else None
    if entry is None:
        async with JUDGING.passed(access.map):
            entry = kept.get(key) if visit.notice is None else None
            if entry is None:
                await check_presence(request)
                page = await run_in_threadpool(_page, visit, access, place)
                if visit.notice is not None:
                    return page
                entry = kept.put(key, bytes(page.body))
    return kept.respond(request.headers, entry)


def _page(visit: Visit, access: Access, place: AnalysisPlace) -> Response:
    held = visit.site.shelf.read(access)
    judged, place = _judged(visit, unsigned(access, held), place)
    seen = judged.real.debate
    heading = Message(
        "What follows: “{title}” – argmap", {"title": excerpt(title(seen, visit.translate), 50)}
    )
    look = Look(
        visit.frame(visit.say(heading), place.href()),
        bar(visit, access, held, Place(access.map)),
        place,
        visit.translate,
        access.leads,
        f"r{held.revision}",
    )
    return visit.page("analysis.html", analysis_page(judged, look))


def _judged(visit: Visit, held: Held, place: AnalysisPlace) -> tuple[Judged, AnalysisPlace]:
    """The map as it is judged, and the place without what makes no sense for this map."""
    error = None
    if not fits(held.debate, place.semantics):
        error = visit.say(ATTACKS_ONLY)
        place = replace(place, semantics=Settings().semantics)
    real = _report(visit, held, place.real().settings())
    place = place.among({card: base.score for card, base in real.strengths.bases.items()})
    other = "prove" if place.burden == "presume" else "presume"
    otherwise = _report(visit, held, replace(place.real(), burden=other).settings())
    supposed = _report(visit, held, place.settings()) if place.off or place.scores else real
    return Judged(real, otherwise, supposed, error), place


def _report(visit: Visit, held: Held, settings: Settings) -> Report:
    return visit.site.reports.of(held, settings)


ROUTES = [Route("/maps/{map}/analysis", show, methods=["GET"])]
