"""The operations as JSON Schema, made from the operations of the model: no type and no field can be forgotten."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

from argmap.model.records import TYPES
from argmap.service.programs import MOST_OPERATIONS
from argmap.web.api_items import BEFORE, CHANGED, Schema, closed, either, map_fields, ref

_NULL: Schema = {"type": "null"}
_WORDS: Mapping[str, str] = {
    "keep": "The card that stays.",
    "gone": "The card that goes into it.",
    "target": "The card or the relation at which the relation is aimed from now on.",
    "rank": "Its place among its siblings from now on.",
    "hidden": "Whether it is hidden; true when left out.",
    "node": "The card.",
    "source": "The source.",
    "id": "The item.",
    "was": "What you knew: when it is different now, everything is refused (409).",
}
_ITEMS = ("Node", "Relation", "Source", "Quote", "Group")


def schemas() -> dict[str, Schema]:
    """The schemas of all operations, and of any of them, by the names that they have among the components."""
    mapping = {name: f"#/components/schemas/{name}" for name in TYPES}
    any_of_them = {
        "description": "One change; `type` says which.",
        "oneOf": [ref(name) for name in TYPES],
        "discriminator": {"propertyName": "type", "mapping": mapping},
    }
    return {**{name: _operation(name, kind) for name, kind in TYPES.items()}, "Operation": any_of_them}


def several() -> Schema:
    """A list of operations."""
    return {"type": "array", "minItems": 1, "maxItems": MOST_OPERATIONS, "items": ref("Operation")}


def _operation(name: str, kind: type[Any]) -> Schema:
    about = (inspect.getdoc(kind) or name).replace("\n", " ").replace("  ", " ")
    known = fields(kind)
    required = [each.name for each in known if each.default is MISSING]
    properties = {"type": {"const": name}} | {each.name: _field(name, each) for each in known}
    made = closed(about, properties, ("type", *required))
    if name == "Move":
        # One of the two at least says something.
        made["anyOf"] = [
            {"required": [each], "properties": {each: {"type": "string"}}} for each in ("target", "rank")
        ]
    return made


def _field(operation: str, field: Field[Any]) -> Schema:
    bare = str(field.type).removesuffix(" | None")
    words = {"description": _WORDS[field.name]} if field.name in _WORDS else {}
    concerned = next((kind for kind in _ITEMS if operation.endswith(kind)), "Relation")
    if field.name == "changes":
        return _map_changes() if operation == "EditMap" else ref(f"{concerned}Changes")
    if bare == "Mapping[str, Any]":
        before = closed(BEFORE, map_fields()) if operation == "EditMap" else ref(f"{concerned}Before")
        return either(before, _NULL) | words
    if field.name == "operations":
        return several()
    if bare in _ITEMS:
        return (ref(f"{bare}ToAdd") if field.name != "was" else either(ref(bare), _NULL)) | words
    schema = {"type": "boolean"} if bare == "bool" else ref("Rank" if field.name == "rank" else "ItemId")
    return (either(schema, _NULL) if bare != str(field.type) else schema) | words


def _map_changes() -> Schema:
    return closed(CHANGED, map_fields()) | {"minProperties": 1}
