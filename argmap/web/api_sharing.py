"""For programs: a map made public, links to it, and frozen snapshots of it. docs/api.md describes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from argmap.model import Problem
from argmap.service import publication, sharing, snapshots
from argmap.service.refusals import NotAllowed
from argmap.service.sharing import Access, Shared
from argmap.service.snapshots import Frozen
from argmap.web import api_description as description
from argmap.web.api import answer, body
from argmap.web.api_description import problems
from argmap.web.api_parameters import MapId
from argmap.web.api_sharing_documents import (
    LinkOut,
    LinksOut,
    NewLink,
    NewSnapshot,
    Published,
    Publishing,
    SnapshotOut,
    SnapshotsOut,
    Withdrawn,
)
from argmap.web.making import READING
from argmap.web.pages import address
from argmap.web.problems import Refused
from argmap.web.site import Visit

T = TypeVar("T")

router = APIRouter(prefix="/api/maps/{map_id}", tags=["sharing"])

_LINK = Path(description="The id of the link.")
_SNAPSHOT = Path(description="The id of the snapshot.")
_READ = problems(404)
_REFUSED = problems(400, 403, 404, 409, 413, 415, 422)
_GONE = problems(403, 404, 409)


@router.put(
    "/public",
    response_model=None,
    summary="Make a map public, or secret again",
    operation_id="publish_map",
    responses={200: description.answer("Who may read the map.", "Published"), **_REFUSED},
    openapi_extra=description.of_map(
        requestBody=description.body("Publishing", **{"for a week": {"public": True, "days": 7}})
    ),
)
async def publish(request: Request, map_id: str = MapId) -> Response:
    """Let everybody read a map at its own address, without a key; or nobody but those who have a link."""
    data = await request.body()
    return await run_in_threadpool(_publish, Visit(request), map_id, data)


def _publish(visit: Visit, map_id: str, data: bytes) -> Response:
    access = visit.enter_to_change(map_id)
    asked, shelf = body(visit, Publishing, data), visit.site.shelf
    until = None
    if asked.public:
        until = _done(lambda: publication.publish(shelf, access, days=asked.days))
    else:
        _done(lambda: publication.withdraw(shelf, access))
    told = Published(public=asked.public, until=until, address=f"{visit.base}/maps/{access.map}")
    return answer(told, 200)


@router.get(
    "/links",
    response_model=None,
    summary="Name the links to a map",
    operation_id="list_links",
    responses={200: description.answer("The links.", "LinksOut"), **problems(403, 404)},
    openapi_extra=description.of_map(),
)
def links(request: Request, map_id: str = MapId) -> Response:
    """The links that are not withdrawn, for those who may change all of the map."""
    visit = Visit(request)
    access = visit.enter(map_id)
    found = _done(lambda: sharing.shared(visit.site.shelf, access))
    return answer(LinksOut(links=[_link(visit, access, each) for each in found]), 200)


@router.post(
    "/links",
    status_code=201,
    response_model=None,
    summary="Make a link",
    operation_id="make_link",
    responses={201: description.answer("The link.", "LinkOut"), **_REFUSED},
    openapi_extra=description.of_map(
        requestBody=description.body(
            "NewLink",
            **{
                "to read, for 30 days": {"role": "view", "days": 30, "label": "The parents' evening"},
                "to change": {"role": "edit"},
            },
        )
    ),
)
async def make_link(request: Request, map_id: str = MapId) -> Response:
    """One more secret link, to read the map or to change it."""
    data = await request.body()
    return await run_in_threadpool(_make_link, Visit(request), map_id, data)


def _make_link(visit: Visit, map_id: str, data: bytes) -> Response:
    access = visit.enter_to_change(map_id)
    asked = body(visit, NewLink, data)
    shelf = visit.site.shelf
    made = _done(lambda: sharing.share(shelf, access, asked.role, days=asked.days, label=asked.label))
    return answer(_link(visit, access, made), 201)


@router.delete(
    "/links/{link}",
    response_model=None,
    summary="Withdraw a link",
    operation_id="withdraw_link",
    responses={200: description.answer("What is withdrawn.", "Withdrawn"), **_GONE},
    openapi_extra=description.of_map(),
)
def withdraw_link(request: Request, map_id: str = MapId, link: str = _LINK) -> Response:
    """Let a link open nothing any more, nor any that was made by way of it; streams that are open by it end."""
    visit = Visit(request)
    access = visit.enter_to_change(map_id)
    return answer(Withdrawn(withdrawn=_done(lambda: sharing.revoke(visit.site.shelf, access, link))), 200)


@router.get(
    "/snapshots",
    response_model=None,
    summary="Name the snapshots of a map",
    operation_id="list_snapshots",
    responses={200: description.answer("The snapshots.", "SnapshotsOut"), **_READ},
    openapi_extra=description.of_map(),
)
def list_snapshots(request: Request, map_id: str = MapId) -> Response:
    """The snapshots that are not withdrawn: all for those who may change the map, else those for everybody."""
    visit = Visit(request)
    access = visit.enter(map_id)
    found = [] if access.debate is not None else snapshots.listed(visit.site.shelf, access)
    return answer(SnapshotsOut(snapshots=[_snapshot(visit, each) for each in found]), 200)


@router.post(
    "/snapshots",
    status_code=201,
    response_model=None,
    summary="Freeze a map",
    operation_id="freeze_map",
    responses={201: description.answer("The snapshot.", "SnapshotOut"), **_REFUSED},
    openapi_extra=description.of_map(
        requestBody=description.body("NewSnapshot", **{"for everybody": {"public": True}, "secret": {}})
    ),
)
async def freeze(request: Request, map_id: str = MapId) -> Response:
    """Freeze the map as it is now, under an address and a hash of its own."""
    data = await request.body()
    async with READING.passed():
        return await run_in_threadpool(_freeze, Visit(request), map_id, data)


def _freeze(visit: Visit, map_id: str, data: bytes) -> Response:
    access = visit.enter_to_change(map_id)
    asked = body(visit, NewSnapshot, data)
    made = _done(lambda: snapshots.freeze(visit.site.shelf, access, public=asked.public))
    return answer(_snapshot(visit, made), 201)


@router.delete(
    "/snapshots/{snapshot}",
    response_model=None,
    summary="Withdraw a snapshot",
    operation_id="withdraw_snapshot",
    responses={200: description.answer("What is withdrawn.", "Withdrawn"), **_GONE},
    openapi_extra=description.of_map(),
)
def withdraw_snapshot(request: Request, map_id: str = MapId, snapshot: str = _SNAPSHOT) -> Response:
    """Let a snapshot open nothing any more, for anybody; its text is erased."""
    visit = Visit(request)
    access = visit.enter_to_change(map_id)
    _done(lambda: snapshots.withdraw(visit.site.shelf, access, snapshot))
    return answer(Withdrawn(withdrawn=1), 200)


def _done(does: Callable[[], T]) -> T:
    """Do it, or say why not. Raises `Refused` (403, 409)."""
    try:
        return does()
    except NotAllowed as refused:
        raise Refused(403, "{reason}", reason=refused.message) from None
    except Problem as problem:
        raise Refused(409, "{reason}", reason=problem.message) from None


def _link(visit: Visit, access: Access, link: Shared) -> LinkOut:
    return LinkOut(
        id=link.id,
        role="edit" if link.role == "edit" else "view",
        label=link.label,
        made_at=link.made_at,
        expires_at=link.ends,
        expired=link.over,
        key=link.key,
        address=address(visit, access.map, link.key) if link.key else None,
    )


def _snapshot(visit: Visit, frozen: Frozen) -> SnapshotOut:
    kept, path = frozen.kept, frozen.path
    return SnapshotOut(
        id=kept.id,
        public=frozen.public,
        revision=kept.revision,
        made_at=kept.made_at,
        redacted_at=kept.redacted_at,
        sha256=kept.hash,
        page=None if path is None else visit.base + path,
        json_address=None if path is None else f"{visit.base}{path}.json",
    )
