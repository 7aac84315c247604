"""How the API is described to programs: bodies, answers, headers, problems, the key, and what leads on to what."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from argmap.analysis.report import Settings
from argmap.service import bundled
from argmap.web import api_room_documents, api_sharing_documents
from argmap.web.api_documents import components
from argmap.web.api_items import Schema, either, ref
from argmap.web.judging import NAMES

PROBLEM = "application/problem+json"

_PROBLEMS = {
    400: "The body is no JSON.",
    403: "The key is for reading, or the map was hidden by whoever runs the server, or what the change touches is somebody else's, or the room is locked, or a page of another site made the request, or verdicts are not shown yet.",
    404: "There is no such map or room, or the key does not open it, or there is no key: they are never told apart.",
    409: "The map does not admit it as it stands: something is not there, or has changed, or an id is taken; or the"
    " semantics knows attacks only and the map has supports; or the operation id was used for another"
    " change; or a room is open on the map already; or a nickname is taken, or the room locked or full; or there"
    " is no such link or snapshot, or there are too many.",
    413: "The body is too long: 256 kB are the most for a card, 2 MB for operations and whole maps.",
    414: "The address is longer than 4,096 bytes.",
    415: "The content type is not one of those that are read here.",
    422: "The request can be read, and is not as it should be: `detail` says what is wrong.",
    429: "Too much at once.",
    503: "Too many are bringing maps or having them analysed at this moment, or the database does not answer.",
}
_LATER = frozenset((429, 503))

_HEADERS: dict[str, Schema] = {
    "ETag": {
        "description": "Names this state of the map.",
        "schema": {"type": "string", "pattern": '^"[0-9a-z-]+"$'},
    },
    "Location": {
        "description": "Where the map can be read.",
        "schema": {"type": "string", "pattern": "^/api/maps/[a-z2-7]{12}$"},
    },
    "Retry-After": {
        "description": "After how many seconds to come again.",
        "schema": {"type": "integer", "minimum": 1},
    },
}

SECURITY: list[dict[str, list[str]]] = [{"key": []}, {}]
"""With a key, or without: for the maps that come with argmap, and for a browser that holds the key in a cookie."""

_SCHEMES: dict[str, Schema] = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "The `edit_key` of a map, the `facilitator_key` or a `participant_key` of its room, or the key of one of"
        " its secret links: their last part. Without one, or"
        " with a wrong one, a private map answers 404 to everything, as if it were not there. Who reads one of the maps"
        " that come with argmap needs none, and a browser that has opened a secret link holds its key in a cookie.",
    }
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What can go wrong with a request, and with any."""
    return {
        status: {
            "description": _PROBLEMS[status],
            "content": {PROBLEM: {"schema": ref("Problem")}},
            **({"headers": headers("Retry-After")} if status in _LATER else {}),
        }
        for status in sorted((*statuses, 414, 429, 503))
    }


def headers(*names: str) -> dict[str, Schema]:
    """Headers that an answer always has."""
    return {name: _HEADERS[name] | {"required": True} for name in names}


def answer(about: str, schema: str, *names: str, **more: Any) -> dict[str, Any]:
    """An answer that is JSON, with these headers."""
    content = {"application/json": {"schema": ref(schema)}}
    return {
        "description": about,
        "content": content,
        **({"headers": headers(*names)} if names else {}),
        **more,
    }


def body(schema: str, **examples: Any) -> dict[str, Any]:
    """A body that is JSON."""
    return {"required": True, "content": {"application/json": _content(ref(schema), examples)}}


def _content(schema: Schema, examples: dict[str, Any]) -> dict[str, Any]:
    return {"schema": schema, "examples": {name: {"value": value} for name, value in examples.items()}}


_QUESTION = {"question": "Should cars leave the town?", "positions": ["Yes.", "No."]}
_FILE = {
    "nodes": [
        {"id": "leave", "kind": "position", "text": "Cars should leave the town."},
        {"id": "air", "text": "The air gets cleaner."},
    ],
    "relations": [{"id": "r1", "kind": "support", "premises": ["air"], "target": "leave"}],
}
_ARGDOWN = _content(
    # No schema tells Argdown from other texts; whatever is sent here is read as a text.
    {"description": "Argdown, as https://argdown.org describes it."},
    {"argdown": "[Leave]: Cars should leave the town.\n  + The air gets cleaner.\n"},
)
MAP_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": _content(
            either(ref("NewMap"), ref("MapInFile")), {"a question": _QUESTION, "a whole map": _FILE}
        ),
        "application/vnd.argmap+json": _content(ref("MapInFile"), {"a whole map": _FILE}),
        "text/argdown": _ARGDOWN,
        "text/vnd.argdown": _ARGDOWN,
        "text/plain": _ARGDOWN,
    },
}
NODE_BODY = body(
    "NewNode",
    **{
        "a reason": {"kind": "claim", "text": "The air gets cleaner.", "supports": "n2"},
        "a card alone": {"kind": "position", "text": "Only on Sundays."},
    },
)
ROOM_BODY = body(
    "NewRoom",
    **{
        "a question": _QUESTION | {"format": "debate"},
        "a map that comes with argmap": {"map": bundled.OPENING, "format": "workshop", "anonymous": True},
    },
)
JOIN_BODY = body("Joining", **{"a nickname": {"nickname": "Heron 1"}, "none": {}}) | {"required": False}
OPERATIONS_BODY = body(
    "ChangeSet",
    **{
        "a linked argument": {
            "operation_id": "0b9c6c1e",
            "operations": [
                {"type": "AddNode", "node": {"id": "air", "kind": "claim", "text": "The air gets cleaner."}},
                {
                    "type": "AddNode",
                    "node": {"id": "lungs", "kind": "claim", "text": "Clean air is healthy."},
                },
                {
                    "type": "AddRelation",
                    "relation": {"kind": "support", "premises": ["air", "lungs"], "target": "n2"},
                },
            ],
        },
    },
)

ACCEPT_LANGUAGE: Schema = {
    "name": "Accept-Language",
    "in": "header",
    "description": "The languages in which you would like to read notes, remarks and problems. There is always English.",
    "schema": {"type": "string"},
}
IF_NONE_MATCH: Schema = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The `ETag` of the state that is known already: then, if it still is this one, the answer is 304.",
    "schema": {"type": "string"},
}


def _setting(name: str, about: str) -> Schema:
    usual = getattr(Settings(), name)
    schema = {"enum": list(NAMES[name]), "default": usual}
    return {"name": name, "in": "query", "description": about, "schema": schema}


SETTINGS = (
    _setting(
        "burden", "presume: claims count until they are challenged; prove: only what has been shown counts."
    ),
    _setting("standard", "How a reason and an attack that meet are weighed; none leaves it open."),
    _setting("semantics", "How strengths are worked out; hcat, hmax, hcard and social know attacks only."),
)
"""How a map may be judged."""


def of_map(*parameters: Schema, **more: Any) -> dict[str, Any]:
    """What every request about one map has in common."""
    return {"security": SECURITY, "parameters": [ACCEPT_LANGUAGE, *parameters], **more}


def _link(operation: str, about: str, id_: str = "/id", key: str = "/edit_key") -> Schema:
    """From a map that was made to what can be done with it."""
    parameters = {
        "path.map_id": f"$response.body#{id_}",
        "header.Authorization": f"Bearer {{$response.body#{key}}}",
    }
    return {"operationId": operation, "description": about, "parameters": parameters}


MADE_MAP = answer(
    "The map, the keys to it, and what became of the text that it was made from.",
    "MadeMap",
    "Location",
    links={
        "read_map": _link("read_map", "Read the map."),
        "add_node": _link("add_node", "Add a card to the map."),
        "carry_out": _link("carry_out", "Change the map."),
        "analyze_map": _link("analyze_map", "What the debate amounts to."),
    },
)
MAP = answer("The map.", "Map", "ETag")
ANALYSIS = answer("What the debate amounts to.", "Analysis", "ETag")
UNCHANGED = {"description": "The map is as it was when it had this `ETag`.", "headers": headers("ETag")}
OPENED_ROOM = answer(
    "The room, its map, and the key of whoever leads it.",
    "OpenedRoom",
    "Location",
    links={
        "join_room": {
            "operationId": "join_room",
            "description": "Come into the room.",
            "parameters": {"path.code": "$response.body#/code"},
        },
        "read_map": _link("read_map", "Read the map.", "/map/id", "/facilitator_key"),
    },
)
JOINED = answer(
    "Who came in, and the key to the map.",
    "Joined",
    links={
        "add_node": _link("add_node", "Add a card to the map.", "/map/id", "/participant_key"),
        "read_map": _link("read_map", "Read the map.", "/map/id", "/participant_key"),
    },
)
NODE_ADDED = answer("The card, and what it does.", "NodeAdded")
CHANGED = answer("What the operations came to.", "Changed")


def describe(app: FastAPI) -> None:
    """Let the description of the API say what there is: the framework adds faults of its own that never come."""
    described = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = described()
            for path in made["paths"].values():
                for operation in path.values():
                    fault = operation["responses"].get("422", {})
                    fault.get("content", {}).pop("application/json", None)
                    if fault and not fault["content"]:
                        del operation["responses"]["422"]
            made["components"] = {
                "schemas": components()
                | api_room_documents.components()
                | api_sharing_documents.components(),
                "securitySchemes": _SCHEMES,
            }
        return app.openapi_schema or described()

    app.openapi = openapi  # type: ignore[method-assign]
