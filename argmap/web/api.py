"""For programs: maps made, read and changed over HTTP with JSON. docs/api.md describes it.

A map made here is private: its `edit_key`, sent as a bearer token, opens every address of it, pages too.
Problems are told as RFC 9457 has it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ValidationError

from argmap import formats
from argmap.analysis.review.twins import alike
from argmap.debate.ownership import NotYours
from argmap.formats import Report
from argmap.messages import Message
from argmap.model import Conflict, Problem
from argmap.model.operations import AddNode, AddRelation, Batch, Operation
from argmap.model.records import plain
from argmap.service import maps, programs, seeing
from argmap.service.maps import Made
from argmap.service.programs import Card
from argmap.service.refusals import NotAllowed
from argmap.service.shelf import Done, Press
from argmap.web import api_description as description
from argmap.web.api_description import problems
from argmap.web.api_documents import (
    Changed,
    ChangeSet,
    Links,
    MadeMap,
    NewMap,
    NewNode,
    NodeAdded,
    RemarkOut,
    Similar,
)
from argmap.web.api_parameters import MapId, ReadId
from argmap.web.fields import SMALL
from argmap.web.making import READING, counted_as_new
from argmap.web.problems import Refused
from argmap.web.site import Visit

Model = TypeVar("Model", bound=BaseModel)

router = APIRouter(prefix="/api", tags=["maps"])

_NOT_YOURS = "Nothing was changed."
_JSON = "application/json"
_ARGMAP = "application/vnd.argmap+json"
_ARGDOWN = ("text/argdown", "text/vnd.argdown", "text/plain")


@router.post(
    "/maps",
    status_code=201,
    response_model=None,
    summary="Make a map",
    operation_id="make_map",
    responses={201: description.MADE_MAP, **problems(403, 413, 415, 422)},
    openapi_extra={"requestBody": description.MAP_BODY, "parameters": [description.ACCEPT_LANGUAGE]},
)
async def make_map(request: Request) -> Response:
    """Make a map from a question and positions, from argmap JSON or from Argdown."""
    data = await request.body()
    if len(data) < SMALL:
        return await run_in_threadpool(_make, Visit(request), data)
    async with READING.passed():
        return await run_in_threadpool(_make, Visit(request), data)


def _make(visit: Visit, data: bytes) -> Response:
    kind = _media_type(visit.request)
    if kind not in (_JSON, _ARGMAP, *_ARGDOWN):
        raise Refused(415, "A map is sent as application/json, application/vnd.argmap+json or text/argdown.")
    report = Report()
    try:
        with counted_as_new(visit):
            asked = _asked(data) if kind == _JSON else None
            if asked is not None:
                made = maps.make(visit.site.shelf, asked.question, asked.positions)
            else:
                form = "argdown" if kind in _ARGDOWN else "json"
                made, report = maps.bring(visit.site.shelf, data, form, "body")
    except formats.Unreadable as problem:
        place = {} if problem.line is None else {"line": problem.line, "column": problem.column}
        raise Refused(422, "{reason}", reason=problem.message, extra=place) from None
    except Problem as problem:
        raise Refused(422, "{reason}", reason=problem.message) from None
    return answer(_made(visit, made, report), 201, {"location": f"/api/maps/{made.map}"})


def _asked(data: bytes) -> NewMap | None:
    """The body as a question with positions; None when it is a whole map."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None  # the reader of argmap JSON says best what is wrong, and where
    if not isinstance(value, dict) or "question" not in value or "nodes" in value:
        return None
    return _valid(lambda: NewMap.model_validate(value))


def _made(visit: Visit, made: Made, report: Report) -> MadeMap:
    page = f"{visit.base}/maps/{made.map}"
    return MadeMap(
        id=made.map,
        revision=1,
        edit_key=made.edit_key,
        links=Links(
            page=page,
            edit=f"{page}/open/{made.edit_key}",
            view=f"{page}/open/{made.view_key}",
            svg=f"{page}.svg",
            json_=f"{page}.json",
            argdown=f"{page}.argdown",
        ),
        notes=[visit.say(note) for note in made.notes],
        report=[
            RemarkOut(kind=each.kind, message=visit.say(each.message), line=each.line, column=each.column)
            for each in report
        ],
    )


@router.get(
    "/maps/{map_id}",
    response_model=None,
    summary="Read a map",
    operation_id="read_map",
    responses={200: description.MAP, 304: description.UNCHANGED, **problems(404)},
    openapi_extra=description.of_map(description.IF_NONE_MATCH),
)
def read_map(request: Request, map_id: str = ReadId) -> Response:
    """The whole map as argmap JSON, with its `id` and its `revision`."""
    visit = Visit(request)
    access = visit.enter(map_id)
    held = visit.site.shelf.read(access)
    key = ("api", access.map, held.revision, seeing.sight(access, held.debate))
    entry = visit.site.kept.get(key)
    if entry is None:
        text, _ = formats.dump(seeing.told(access, held.debate), "json")
        head = f'{{\n "id": {json.dumps(access.map)},\n "revision": {held.revision},\n'
        entry = visit.site.kept.put(key, (head + text.removeprefix("{\n")).encode(), "application/json")
    return visit.site.kept.respond(request.headers, entry)


@router.post(
    "/maps/{map_id}/nodes",
    status_code=201,
    response_model=None,
    summary="Add a card",
    operation_id="add_node",
    responses={201: description.NODE_ADDED, **problems(400, 403, 404, 409, 413, 415, 422)},
    openapi_extra=description.of_map(requestBody=description.NODE_BODY),
)
async def add_node(request: Request, map_id: str = MapId) -> Response:
    """Add a card, and let it support or attack a card, or attack a relation (which undercuts it)."""
    data = await request.body()
    return await run_in_threadpool(_add_node, Visit(request), map_id, data)


def _add_node(visit: Visit, map_id: str, data: bytes) -> Response:
    access = visit.enter_to_change(map_id)
    asked = body(visit, NewNode, data)
    if asked.supports is not None and asked.attacks is not None:
        raise Refused(
            422, "A new card supports or attacks something: send “supports” or “attacks”, not both."
        )
    sign = "support" if asked.supports is not None else "attack" if asked.attacks is not None else None
    card = Card(asked.kind, asked.text, sign, asked.supports or asked.attacks)
    press = _press(asked.operation_id, data)
    done = _carried_out(lambda: programs.add(visit.site.shelf, access, press, card))
    nodes, relations = _added(done.operation)
    node = nodes[0] if access.named else replace(nodes[0], author=None)
    added = NodeAdded(
        node=plain(node),
        relation=plain(relations[0]) if relations else None,
        revision=done.revision,
        repeated=done.repeated,
        notes=[visit.say(note) for note in done.notes],
        similar=[
            Similar(id=each.id, text=each.text)
            for each in alike(done.debate, node.text, kind=node.kind, but=node.id)
        ],
    )
    return answer(added, 201)


@router.post(
    "/maps/{map_id}/operations",
    response_model=None,
    summary="Carry out operations",
    operation_id="carry_out",
    responses={200: description.CHANGED, **problems(400, 403, 404, 409, 413, 415, 422)},
    openapi_extra=description.of_map(requestBody=description.OPERATIONS_BODY),
)
async def operate(request: Request, map_id: str = MapId) -> Response:
    """Carry out operations, all or none of them: one revision, one step to undo.

    The same `operation_id` sent again counts once.
    """
    data = await request.body()
    return await run_in_threadpool(_operate, Visit(request), map_id, data)


def _operate(visit: Visit, map_id: str, data: bytes) -> Response:
    access = visit.enter_to_change(map_id)
    asked = body(visit, ChangeSet, data)
    press = _press(asked.operation_id, data)
    done = _carried_out(lambda: programs.carry_out(visit.site.shelf, access, press, asked.operations))
    changed = Changed(
        revision=done.revision, repeated=done.repeated, notes=[visit.say(note) for note in done.notes]
    )
    return answer(changed, 200)


def _carried_out(change: Callable[[], Done]) -> Done:
    try:
        return change()
    except (NotYours, NotAllowed) as refusal:
        item = refusal.item if isinstance(refusal, NotYours) else None
        extra = {} if item is None else {"item": item[:80]}
        raise Refused(403, "{reason}", advice=_NOT_YOURS, reason=refusal.message, extra=extra) from None
    except Conflict as conflict:
        raise Refused(409, "{reason}", reason=conflict.message, extra=_item(conflict)) from None
    except Problem as problem:
        raise Refused(422, "{reason}", reason=problem.message, extra=_item(problem)) from None


def _item(problem: Problem) -> dict[str, Any]:
    return {} if problem.item is None else {"item": problem.item[:80]}


def _press(operation_id: str | None, data: bytes) -> Press:
    """The name of a request, and the digest of what it holds; without a name every request is a new one."""
    if operation_id is None:
        return Press.fresh()
    return Press(operation_id, Press.of("", data.decode("utf-8", "replace")).operation)


def _added(operation: Operation) -> tuple[list[Any], list[Any]]:
    parts = operation.operations if isinstance(operation, Batch) else (operation,)
    nodes = [each.node for each in parts if isinstance(each, AddNode)]
    relations = [each.relation for each in parts if isinstance(each, AddRelation)]
    return nodes, relations


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def body(visit: Visit, model: type[Model], data: bytes) -> Model:
    """What a program sent, held against what it should be. Raises `Refused` (400, 415, 422)."""
    if _media_type(visit.request) != _JSON:
        raise Refused(415, "Send the request as application/json.")
    return _valid(lambda: model.model_validate_json(data))


def _valid(judge: Callable[[], Model]) -> Model:
    """The body as it should be. Raises `Refused` (400 for what is no JSON, 422 with every fault named)."""
    try:
        return judge()
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False, include_context=False)
    if any(fault["type"] == "json_invalid" for fault in faults):
        raise Refused(400, "The body is no JSON: {reason}", reason=str(faults[0]["msg"])[:200])
    told = [
        {"field": ".".join(str(part) for part in fault["loc"])[:200], "message": fault["msg"][:300]}
        for fault in faults[:50]
    ]
    first = Message("{field}: {message}", told[0])
    raise Refused(422, "The body is not as it should be. {first}", first=first, extra={"errors": told})


def answer(told: BaseModel, status: int, headers: dict[str, str] | None = None) -> Response:
    """An answer in JSON."""
    return JSONResponse(told.model_dump(mode="json", by_alias=True), status, headers)
