"""For programs: what the debate on a map amounts to."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from argmap.analysis.report import Settings
from argmap.service.sharing import Access
from argmap.web import api_description as description
from argmap.web.api_description import problems
from argmap.web.api_parameters import ReadId
from argmap.web.judging import JUDGING, asked, check_access, check_fit, check_presence, unsigned
from argmap.web.kept import Entry
from argmap.web.site import Visit

router = APIRouter(prefix="/api", tags=["maps"])


@router.get(
    "/maps/{map_id}/analysis",
    response_model=None,
    summary="What the debate amounts to",
    operation_id="analyze_map",
    responses={200: description.ANALYSIS, 304: description.UNCHANGED, **problems(403, 404, 409, 422)},
    openapi_extra=description.of_map(description.IF_NONE_MATCH, *description.SETTINGS),
)
async def analyze_map(request: Request, map_id: str = ReadId) -> Response:
    """Where each position stands and why, labels and strengths of everything, what decides, and the weak points."""
    visit = Visit(request)
    access = await run_in_threadpool(visit.enter, map_id)
    check_access(access)
    settings = asked(request.query_params.multi_items())
    key = ("analysis", access.map, access.revision, access.named, visit.language, settings)
    kept = visit.site.kept
    entry = kept.get(key)
    if entry is None:
        async with JUDGING.passed(access.map):
            # Whoever waited for the others often finds it done.
            entry = kept.get(key)
            if entry is None:
                await check_presence(request)
                entry = await run_in_threadpool(_made, visit, access, settings, key)
    return kept.respond(request.headers, entry)


def _made(visit: Visit, access: Access, settings: Settings, key: tuple[object, ...]) -> Entry:
    held = unsigned(access, visit.site.shelf.read(access))
    check_fit(held.debate, settings.semantics)
    report = visit.site.reports.of(held, settings)
    record = report.record(visit.translate)
    return visit.site.kept.put(key, json.dumps(record, ensure_ascii=False).encode(), "application/json")
