"""The items of a map as JSON Schema: as they are told, as programs send them, and as files hold them.

These schemas only describe. What is refused is decided by the model (`model.records`, `model.rules`) and, for files, by
the reader of argmap JSON; tests hold both against what stands here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from argmap.formats.argmap_json import VERSION
from argmap.model.map import NODE_KINDS, RELATION_KINDS, STANCES
from argmap.model.text import MAXIMUM
from argmap.service.shelf import MOST_CARDS

Schema = dict[str, Any]

SEEN = r"[^\s\x00-\x1f\x7f\x85]"
"""A text with something in it that can be seen; control characters, and white space at the ends, do not stay."""

CHANGED = "The fields to change, and their new values."
BEFORE = "Fields as you knew them."

_PHRASE = 200
_MANY = 100
_WHOLE = 2**53
_DEEPEST = 6
_MOST_OTHERS = 3 * MOST_CARDS

_ID: Schema = {
    "type": "string",
    "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,63}$",
    "description": "Names one item of the map, whatever its kind.",
}
_RANK: Schema = {
    "type": "string",
    "pattern": "^([0-9a-z]{0,199}[1-9a-z])?$",
    "description": "The order among siblings: a short string, sorted as text.",
}


def ref(name: str) -> Schema:
    """A schema of the components, by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def either(*choices: Schema) -> Schema:
    """One of several."""
    return {"anyOf": list(choices)}


def closed(description: str, properties: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """An object with these properties, and no others."""
    needed = {"required": list(required)} if required else {}
    about: Schema = {"type": "object", "description": description, "properties": dict(properties)}
    return about | needed | {"additionalProperties": False}


def _list(item: Schema, least: int = 0) -> Schema:
    few = {"minItems": least} if least else {}
    return {"type": "array", **few, "maxItems": _MANY, "uniqueItems": True, "items": item}


def _text(longest: int) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": longest}


def _seen(longest: int, *types: str) -> Schema:
    return {"type": ["string", *types] if types else "string", "pattern": SEEN, "maxLength": longest}


def _whole(least: int, *types: str) -> Schema:
    return {"type": ["integer", *types] if types else "integer", "minimum": least, "maximum": _WHOLE - 1}


def _unit(*types: str) -> Schema:
    return {"type": ["number", *types] if types else "number", "minimum": 0, "maximum": 1}


_NULL: Schema = {"type": "null"}

_TOLD: Mapping[str, Schema] = {
    "own id": ref("ItemId"),
    "id": ref("ItemId"),
    "id or none": ref("ItemId"),
    "ids": _list(ref("ItemId")),
    "some ids": _list(ref("ItemId"), 1),
    "kind of card": {"enum": [*NODE_KINDS]},
    "kind of relation": {"enum": [*RELATION_KINDS]},
    "stance": {"enum": [*STANCES]},
    "text": _text(MAXIMUM),
    "text or none": _text(MAXIMUM),
    "margin": _text(MAXIMUM),
    "phrase or none": _text(_PHRASE),
    "tags": _list(_text(_PHRASE)),
    "flag": {"type": "boolean", "default": False},
    "unit": _unit(),
    "place": _whole(0),
    "rank": ref("Rank"),
    "version": _whole(1) | {"default": 1},
    "fields": {"type": "object"},
}
"""How argmap tells fields: what is not set is left out."""

_SENT: Mapping[str, Schema] = {
    **_TOLD,
    "id or none": either(ref("ItemId"), _NULL),
    "stance": {"enum": [*STANCES, None]},
    "text": _seen(MAXIMUM),
    "text or none": {"type": ["string", "null"], "maxLength": MAXIMUM},
    "margin": {"type": "string", "maxLength": MAXIMUM},
    "phrase or none": {"type": ["string", "null"], "maxLength": _PHRASE},
    "tags": {"type": "array", "maxItems": _MANY, "items": _seen(_PHRASE)},
    "flag": {"type": "boolean"},
    "unit": _unit("null"),
    "place": _whole(0, "null"),
    "version": {"type": "integer"},
    "fields": ref("SourceFields"),
}
"""How programs send fields: texts need not be clean, tags may stand twice, null takes away what may be missing."""

_NAMES = (ref("ItemId"), {"type": "integer", "minimum": 0})
_IN_FILES: Mapping[str, Schema] = {
    **_SENT,
    "id": either(*_NAMES),
    "id or none": either(*_NAMES, _NULL),
    "ids": either(_list(either(*_NAMES)), ref("ItemId"), _NULL),
    "some ids": either(_list(either(*_NAMES), 1), ref("ItemId")),
    "kind of card": {"enum": [*NODE_KINDS, None]},
    "text or none": _seen(MAXIMUM, "null"),
    "margin": {"type": ["string", "null"], "maxLength": MAXIMUM},
    "phrase or none": _seen(_PHRASE, "null"),
    "tags": either(_list(_seen(_PHRASE, "integer")), _seen(_PHRASE), _NULL),
    "flag": {"type": ["boolean", "null"]},
    "rank": either(ref("Rank"), {"type": "integer", "minimum": 1}, _NULL),
    "version": _whole(1, "null"),
}
"""How files may hold fields: null is as good as left out, a number may be a name, one text a list of one."""

_RANKED = ("rank", "The order among siblings: a short string, sorted as text.")
_COUNTED = ("version", "Rises with every change of the item; a new item is at its first version.")
_FIELDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Node": {
        "id": ("own id", ""),
        "kind": ("kind of card", ""),
        "text": ("text", "One clean statement."),
        "title": ("text or none", "A short name."),
        "language": ("phrase or none", "The language of the text, where it is not that of the map."),
        "tags": ("tags", ""),
        "group": ("id or none", "The heading under which the card stands."),
        "author": ("phrase or none", "An opaque participant id, never a name."),
        "origin": ("phrase or none", 'Where the card comes from, if not from the text at hand: "added".'),
        "sources": ("ids", "The sources that the card cites."),
        "hidden": ("flag", "Shown to the facilitator only."),
        "stance": ("stance", "Positions only: whether it competes with the others."),
        "argument": ("flag", "A bare argument, whose premises nobody has spelled out."),
        "rank": _RANKED,
        "version": _COUNTED,
    },
    "Relation": {
        "id": ("own id", ""),
        "kind": ("kind of relation", ""),
        "premises": ("some ids", "Cards; several are linked and only count together."),
        "target": ("id", "A card or a relation; an attack on a relation is an undercut."),
        "weight": ("unit", "How strong the argument is; unset counts as 1."),
        "rank": _RANKED,
        "scheme": ("phrase or none", "The pattern of reasoning."),
        "note": ("text or none", "A remark."),
        "version": _COUNTED,
    },
    "Source": {
        "id": ("own id", ""),
        "fields": ("fields", "CSL-JSON fields: title, author, issued, URL ..."),
        "credibility": ("unit", "How far it is trusted; unset until judged."),
        "reason": ("text or none", "Why it is trusted so far."),
        "version": _COUNTED,
    },
    "Quote": {
        "id": ("own id", ""),
        "node": ("id", "The card that rests on these words."),
        "source": ("id", "The source in which they stand."),
        "exact": ("text", "The words."),
        "before": ("margin", "A few words before."),
        "after": ("margin", "A few words after."),
        "start": ("place", "Where they begin in the source, counted in characters."),
        "end": ("place", "Where they end, not before the start."),
        "version": _COUNTED,
    },
    "Group": {
        "id": ("own id", ""),
        "title": ("text", "Its words."),
        "parent": ("id or none", "The heading above."),
        "rank": _RANKED,
        "version": _COUNTED,
    },
}
"""By kind of item and field: how the field is written, and what it is."""

_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "Node": ("kind", "text"),
    "Relation": ("kind", "premises", "target"),
    "Source": ("fields",),
    "Quote": ("node", "source", "exact"),
    "Group": ("title",),
}
_ABOUT: Mapping[str, str] = {
    "Node": "A card.",
    "Relation": "One argument: premises that support or attack a card, or another relation.",
    "Source": "A text that is cited.",
    "Quote": "Exact words of a source on which a card rests (the selectors of the W3C Web Annotation Data Model).",
    "Group": "A heading.",
}
_LISTS = {
    "nodes": ("Node", "The cards.", MOST_CARDS),
    "relations": ("Relation", "The arguments.", _MOST_OTHERS),
    "sources": ("Source", "The texts that are cited.", _MOST_OTHERS),
    "quotes": ("Quote", "Exact words of sources.", _MOST_OTHERS),
    "groups": ("Group", "The headings under which cards stand.", _MOST_OTHERS),
}
_LANGUAGE = "The main language of the texts, as a BCP 47 code."
_FOREIGN = "What files of other formats said that a map cannot say, by format."

# Only a position has a stance.
_STANCE = either({"properties": {"kind": {"const": "position"}}}, {"properties": {"stance": _NULL}})


def schemas() -> dict[str, Schema]:
    """All schemas of items, and of maps, by the names that they have among the components."""
    return {"ItemId": _ID, "Rank": _RANK, **dict(_items()), **dict(_values()), "MapInFile": _file()}


def map_fields() -> dict[str, Schema]:
    """What a map has of its own besides its items, as programs send it."""
    return {
        "language": _SENT["phrase or none"] | {"description": _LANGUAGE},
        "foreign": {"type": "object", "description": _FOREIGN},
    }


def told_map(map_id: Schema) -> Schema:
    """A whole map as it is read."""
    lists = {
        name: {"type": "array", "maxItems": most, "items": ref(kind), "description": about}
        for name, (kind, about, most) in _LISTS.items()
    }
    head: dict[str, Schema] = {
        "id": map_id,
        "revision": {"type": "integer", "minimum": 1, "description": "Rises by one with every change."},
        "format": {"const": "argmap"},
        "version": {"const": VERSION, "description": "The version of the format."},
        "language": _TOLD["phrase or none"] | {"description": _LANGUAGE},
    }
    foreign: Schema = {"type": "object", "description": _FOREIGN}
    required = ("id", "revision", "format", "version", *lists)
    about = "A map as argmap JSON, with its id and its revision."
    return closed(about, head | lists | {"foreign": foreign}, required)


def _items() -> Iterator[tuple[str, Schema]]:
    for kind, about in _ABOUT.items():
        required = _REQUIRED[kind]
        told, sent = _fields(kind, _TOLD), _fields(kind, _SENT)
        yield kind, closed(about, told, ("id", *required))
        adding = closed(f"{about} Without an id it gets one.", sent, required)
        yield f"{kind}ToAdd", adding | (_STANCE if kind == "Node" else {})
        changed = {name: each for name, each in sent.items() if name not in ("id", "version")}
        yield (
            f"{kind}Changes",
            closed(CHANGED, changed) | {"minProperties": 1},
        )
        yield f"{kind}Before", closed(BEFORE, sent | {"version": told["version"]})
        yield f"{kind}InFile", _in_file(kind)


def _fields(kind: str, style: Mapping[str, Schema]) -> dict[str, Schema]:
    return {
        name: style[how] | ({"description": about} if about else {})
        for name, (how, about) in _FIELDS[kind].items()
    }


def _in_file(kind: str) -> Schema:
    """An item of a file: fields that nobody knows are left out when it is read, and said to be."""
    made: Schema = {"type": "object", "description": _ABOUT[kind], "properties": _fields(kind, _IN_FILES)}
    if kind != "Node":
        return made | {"required": [*_REQUIRED[kind]]}
    # A card without a kind is a claim, and one without a text has its title for one.
    made["properties"]["text"] = {
        "type": ["string", "null"],
        "maxLength": MAXIMUM,
        "description": "One statement.",
    }
    said = [{"required": [name], "properties": {name: _seen(MAXIMUM)}} for name in ("text", "title")]
    return made | {"allOf": [either(*said), _STANCE]}


def _values() -> Iterator[tuple[str, Schema]]:
    """What the fields of a source hold: plain data, of limited depth."""
    about = "CSL-JSON fields: title, author, issued, URL ... In all they may have 20,000 characters."
    yield (
        "SourceFields",
        {"type": "object", "additionalProperties": ref("SourceValue1"), "description": about},
    )
    for depth in range(1, _DEEPEST + 1):
        scalars: Schema = {
            "type": ["string", "number", "boolean", "null"],
            "exclusiveMinimum": -_WHOLE,
            "exclusiveMaximum": _WHOLE,
        }
        if depth < _DEEPEST:
            inner = ref(f"SourceValue{depth + 1}")
            several: Schema = {"type": "array", "items": inner}
            named: Schema = {"type": "object", "additionalProperties": inner}
        else:
            several, named = {"type": "array", "maxItems": 0}, {"type": "object", "maxProperties": 0}
        yield f"SourceValue{depth}", either(scalars, several, named)


def _file() -> Schema:
    lists: dict[str, Schema] = {
        name: {
            "type": ["array", "null"],
            "items": ref(f"{kind}InFile"),
            "description": f"{about} All of them have an id, or none has.",
        }
        for name, (kind, about, _) in _LISTS.items()
    }
    lists["nodes"] |= {"type": "array", "minItems": 1, "maxItems": MOST_CARDS}
    return {
        "type": "object",
        "description": "A map as argmap JSON, perhaps written by hand. What it says beyond this is left out, and reported."
        " Relations, sources, quotes and groups may be 30,000 together.",
        "required": ["nodes"],
        "properties": {
            "format": {"const": "argmap"},
            "version": {"const": VERSION},
            "language": _IN_FILES["phrase or none"] | {"description": _LANGUAGE},
            **lists,
            "foreign": {"type": ["object", "null"], "description": _FOREIGN},
        },
    }
