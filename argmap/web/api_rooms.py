"""For programs: rooms opened and entered over HTTP with JSON. docs/api.md describes it.

The keys that come of it are bearer tokens for the map of the room, at the addresses of every map.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from argmap.model import Conflict, Problem
from argmap.service import rooms
from argmap.service.rooms import Opened
from argmap.service.sharing import Access
from argmap.web import api_description as description
from argmap.web import live
from argmap.web.api import answer, body
from argmap.web.api_description import problems
from argmap.web.api_parameters import RoomCode
from argmap.web.api_room_documents import Joined, JoinedMap, Joining, NewRoom, OpenedRoom, RoomLinks, RoomMap
from argmap.web.making import counted_as_new
from argmap.web.problems import Refused
from argmap.web.site import NO_ROOM, NO_ROOM_ADVICE, READING, Visit

router = APIRouter(prefix="/api", tags=["rooms"])


@router.post(
    "/rooms",
    status_code=201,
    response_model=None,
    summary="Open a room",
    operation_id="open_room",
    responses={201: description.OPENED_ROOM, **problems(400, 403, 404, 409, 413, 415, 422)},
    openapi_extra=description.of_map(requestBody=description.ROOM_BODY),
)
async def open_room(request: Request) -> Response:
    """Open a room: on a new map from a question and positions, on a copy of a bundled map, or on a map of one's own."""
    data = await request.body()
    return await run_in_threadpool(_open, Visit(request), data)


def _open(visit: Visit, data: bytes) -> Response:
    asked = body(visit, NewRoom, data)
    shelf = visit.site.shelf
    leader = (asked.facilitator_name or "").strip() or visit.translate(rooms.LEADER)
    try:
        with counted_as_new(visit):
            if asked.map is None:
                opened = rooms.open_room(
                    shelf,
                    asked.question or "",
                    asked.positions,
                    asked.format,
                    anonymous=asked.anonymous,
                    leader=leader,
                )
            else:
                access = visit.enter(asked.map)
                if access.role not in ("edit", "facilitator", "bundled"):
                    raise Refused(403, READING)
                opened = rooms.open_on(shelf, access, asked.format, anonymous=asked.anonymous, leader=leader)
    except Conflict as conflict:
        raise Refused(409, "{reason}", reason=conflict.message) from None
    except Problem as problem:
        raise Refused(422, "{reason}", reason=problem.message) from None
    visit.in_room(opened.room)
    return answer(_told(visit, opened), 201, {"location": f"/api/maps/{opened.room.map}"})


def _told(visit: Visit, opened: Opened) -> OpenedRoom:
    room = opened.room
    page = f"{visit.base}/maps/{room.map}"
    links = RoomLinks(
        page=page,
        facilitator=f"{page}/open/{opened.facilitator_key}",
        join=f"{visit.base}/r/{room.code}",
        svg=f"{page}.svg",
        json_=f"{page}.json",
        argdown=f"{page}.argdown",
    )
    return OpenedRoom(
        code=room.code,
        format="workshop" if room.format == "workshop" else "debate",
        anonymous=room.anonymous,
        facilitator_key=opened.facilitator_key,
        map=RoomMap(id=room.map, links=links),
        forget_at=room.forget_at,
        notes=[visit.say(note) for note in opened.notes],
    )


@router.post(
    "/rooms/{code}/join",
    status_code=201,
    response_model=None,
    summary="Join a room",
    operation_id="join_room",
    responses={201: description.JOINED, **problems(400, 403, 404, 409, 413, 415, 422)},
    openapi_extra={
        "requestBody": description.JOIN_BODY,
        "parameters": [description.ACCEPT_LANGUAGE],
        "security": [{}],
    },
)
async def join_room(request: Request, code: str = RoomCode) -> Response:
    """Come into a room under a nickname, or under one that is given."""
    data = await request.body()
    return await run_in_threadpool(_join, Visit(request), code, data)


def _join(visit: Visit, code: str, data: bytes) -> Response:
    room = visit.room(code)
    asked = body(visit, Joining, data) if data else Joining()
    try:
        joined = rooms.join(visit.site.shelf, room, asked.nickname or "")
    except Conflict as conflict:
        raise Refused(409, "{reason}", reason=conflict.message) from None
    except Problem as problem:
        raise Refused(422, "{reason}", reason=problem.message) from None
    visit.in_room(room)
    came = Joined(
        participant=joined.person,
        nickname=joined.name,
        participant_key=joined.key,
        return_words=joined.words or "",
        map=JoinedMap(id=room.map),
    )
    return answer(came, 201)


stream = APIRouter(
    prefix="/api", include_in_schema=False
)  # a description is tried out, and a stream has no end


@stream.get("/rooms/{code}/events")
async def events(request: Request, code: str) -> Response:
    """What happens on the map of a room, as server-sent events. The code alone does not open it."""
    visit = Visit(request)
    access = await run_in_threadpool(_entered, visit, code)
    return live.stream(visit, access)


def _entered(visit: Visit, code: str) -> Access:
    """Who comes to the room with this code, by a key of it. Without one it is as if there were no room."""
    room = visit.room(code)
    try:
        return visit.enter(room.map)
    except Refused as refused:
        if refused.status != 404:
            raise
        raise Refused(404, NO_ROOM, advice=NO_ROOM_ADVICE) from None
