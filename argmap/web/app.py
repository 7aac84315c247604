"""The application: the pages, the API and the static files, behind the guard."""

from __future__ import annotations

from fastapi import FastAPI

from argmap import __version__
from argmap.service.hub import Hub
from argmap.service.reports import Reports
from argmap.service.shelf import Shelf
from argmap.web import (
    analysis,
    api,
    api_analysis,
    api_description,
    api_rooms,
    api_sharing,
    embedding,
    forms,
    frameworks,
    frozen_files,
    languages,
    live,
    making,
    me,
    pages,
    present,
    problems,
    publication,
    remarks,
    replay,
    room_log,
    room_pages,
    rooms,
    share,
    sign,
    snapshots,
    taking,
    wall,
)
from argmap.web.kept import Pages
from argmap.web.limits import Limits
from argmap.web.security import Guard
from argmap.web.site import Site
from argmap.web.static_files import StaticFiles

_ABOUT = """
Make, read and change argument maps. A map made here is private: send its `edit_key` as a bearer token.
Problems are told as RFC 9457 has it (`application/problem+json`).
"""


_PLACES = (
    taking,
    frozen_files,
    pages,
    present,
    replay,
    analysis,
    frameworks,
    making,
    forms,
    remarks,
    sign,
    room_log,
    room_pages,
    rooms,
    me,
    wall,
    live,
    languages,
    publication,
    share,
    embedding,
    snapshots,
)
"""The modules with addresses of pages; those of files come before the pages whose address they lengthen."""


def create_app(
    shelf: Shelf,
    limits: Limits | None = None,
    public: str | None = None,
    forget_after: int | None = None,
) -> FastAPI:
    """The application over a shelf of maps. `limits` are the usual ones unless given.

    `public` is the address at which others reach it; without one it is the address by which each visitor came. After
    `forget_after` days a map is forgotten that nobody opens or changes: the pages say so, the server does it.
    """
    app = FastAPI(
        title="argmap",
        version=__version__,
        description=_ABOUT,
        openapi_url="/api/openapi.json",
        # The interactive pages would load their scripts from elsewhere; docs/api.md says the same.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    static = StaticFiles()
    listening = Hub(shelf)
    app.state.site = Site(
        shelf, limits or Limits(), Pages(), Reports(), static, listening, public, forget_after
    )
    app.router.routes.extend([*(route for each in _PLACES for route in each.ROUTES), *static.routes()])
    app.include_router(api.router)
    app.include_router(api_analysis.router)
    app.include_router(api_sharing.router)
    app.include_router(api_rooms.router)
    app.include_router(api_rooms.stream)
    told = problems.install(app, lambda: static.prefix)
    app.add_middleware(Guard, refuse=told.refuse)
    api_description.describe(app)
    return app
