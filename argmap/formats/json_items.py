"""From the parsed values of an argmap JSON file to the operations that build its map."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from argmap.formats.json_ranks import ranked
from argmap.formats.json_text import Path, Places
from argmap.formats.likeness import near
from argmap.formats.report import Report, Unreadable
from argmap.messages import Message, excerpt
from argmap.model import Group, Item, Node, Quote, Relation, Source
from argmap.model.map import NODE_KINDS, RELATION_KINDS, targets_first
from argmap.model.operations import AddGroup, AddNode, AddQuote, AddRelation, AddSource, EditMap, Operation
from argmap.model.text import MAXIMUM, clean, strays, tidied

LISTS: Mapping[str, tuple[type[Any], str]] = {
    "nodes": (Node, "n"),
    "relations": (Relation, "r"),
    "sources": (Source, "s"),
    "quotes": (Quote, "q"),
    "groups": (Group, "g"),
}
MOST = 50_000
FOREIGN = 1_000_000
DEEPEST = 500
"""The longest chain of undercuts of undercuts, and of groups in groups."""

_TEXTS = frozenset(
    ["text", "title", "origin", "language", "author", "note", "scheme", "reason", "exact", "before", "after"]
)
_NAMES = frozenset(("id", "kind", "rank", "target", "node", "source", "group", "parent", "stance"))
_MANY = frozenset(("tags", "sources", "premises"))
_FLAGS = frozenset(("hidden", "argument"))
_NUMBERS = frozenset(("weight", "credibility"))
_WHOLE = frozenset(("version", "start", "end"))
_REQUIRED = {
    Node: ("text",),
    Relation: ("kind", "premises", "target"),
    Source: ("fields",),
    Quote: ("node", "source", "exact"),
    Group: ("title",),
}
_IGNORED = frozenset(("format", "version", "language", "foreign", "id", "revision", "links", "$schema"))
_SURROGATE = re.compile("[\ud800-\udfff]")


_MISSING_HERE = "'{field}' is missing here: write \"{field}\": ..."
_EMPTY = "'{field}' is empty: write something, or take the item away."
_NO_ID = (
    '\'id\' is missing here, and others in this list have one: write "id": "...", or leave out all of them.'
)
_ANEW = "After these ranks of {name} is no room: they are given anew, in their order."
_MISSING: Mapping[tuple[type[Any], str], str] = {
    **{(kind, "id"): _NO_ID for kind, _ in LISTS.values()},
    (Source, "fields"): "'fields' is missing here, and title, author and the like stand in it:"
    ' write "fields": {{"title": "..."}}.',
}


class Reader:
    """Turns the values of one file into operations. `path` is the value that is being looked at."""

    def __init__(self, value: Any, version: int) -> None:
        self.value = value
        self.version = version
        self.path: Path | None = ()
        self._remarks: list[tuple[str, str, Path, dict[str, object]]] = []
        self._paths: dict[str, Path] = {}

    def placed(self) -> Iterator[Operation]:
        """The operations that build the map, in an order in which all of them succeed. Raises `Unreadable`."""
        top = self._top()
        yield EditMap({"language": self._language(top), "foreign": self._foreign(top)})
        items = {name: self._items(top, name) for name in LISTS}
        groups: list[Group] = items["groups"]
        for group in self._parents_first({group.id: group for group in groups}):
            yield self._at(AddGroup(group), group)
        adding: tuple[tuple[str, Callable[[Any], Operation]], ...] = (
            ("sources", AddSource),
            ("nodes", AddNode),
            ("quotes", AddQuote),
        )
        for name, add in adding:
            for item in items[name]:
                yield self._at(add(item), item)
        relations: dict[str, Relation] = {relation.id: relation for relation in items["relations"]}
        self._check_chains(relations)
        for relation in targets_first(relations):
            yield self._at(AddRelation(relation), relation)

    def suspect(self, item: str | None) -> Path:
        """The path of the item that a problem is about."""
        return self._paths.get(item or "", self.path or ())

    def tell(self, text: str, report: Report) -> None:
        """Put what was remarked into the report, with its places. One pass over the text."""
        if self._remarks:
            places = Places(text, (path for _, _, path, _ in self._remarks))
            for kind, key, path, values in self._remarks:
                report.add(kind, key, *places[path], **values)

    def _at(self, operation: Operation, item: Item) -> Operation:
        self.path = self._paths.get(item.id)
        return operation

    def _remark(self, kind: str, key: str, path: Path, /, **values: object) -> None:
        self._remarks.append((kind, key, path, values))

    def _unknown(self, key: str, field: str, known: tuple[str, ...], path: Path, /, **values: object) -> None:
        """Say that a field is left out, and which one may have been meant."""
        meant = near(field, known)
        values["field"] = excerpt(field)
        if meant is not None:
            key, values = "{said} Did you mean '{meant}'?", {"said": Message(key, values), "meant": meant}
        self._remark("dropped", key, path, **values)

    def _error(self, key: str, path: Path, /, **values: object) -> Unreadable:
        self.path = path
        return Unreadable(Message(key, values))

    # The top level

    def _top(self) -> dict[str, Any]:
        top = self.value
        if not isinstance(top, dict):
            raise self._error(
                'This is no map: write {{"format": "argmap", "nodes": [...], "relations": [...]}}.', ()
            )
        written = top.get("format", "argmap")
        if written != "argmap" or not ("format" in top or "nodes" in top):
            raise self._error(
                'This is JSON of another kind: a map says "format": "argmap" and has "nodes" and "relations".',
                ("format",),
            )
        version = top.get("version", self.version)
        if isinstance(version, int) and not isinstance(version, bool) and version > self.version:
            raise self._error(
                "This file is of version {found}, newer than this program reads ({known}): update argmap.",
                ("version",),
                found=version,
                known=self.version,
            )
        if version != self.version or isinstance(version, bool):
            raise self._error(
                'There is no version like this: write "version": {known}.', ("version",), known=self.version
            )
        known = tuple(sorted({*LISTS, *_IGNORED}))
        for name in top:
            if name not in known:
                self._unknown("A map has no field '{field}': left out.", name, known, (name,))
        return top

    def _language(self, top: dict[str, Any]) -> str | None:
        language = top.get("language")
        if language is None or (
            isinstance(language, str) and 0 < len(language) <= 200 and clean(language) == language
        ):
            return language
        raise self._error('This is no language: write a code such as "en" or "ur".', ("language",))

    def _foreign(self, top: dict[str, Any]) -> dict[str, Any]:
        foreign = top.get("foreign")
        if foreign is None:
            return {}
        if not isinstance(foreign, dict):
            raise self._error("'foreign' must be an object, one field for each format.", ("foreign",))
        self.path = ("foreign",)
        written = json.dumps(foreign, ensure_ascii=False)
        if len(written) > FOREIGN:
            raise self._error(
                "'foreign' is longer than {most:,} characters: shorten it.", ("foreign",), most=FOREIGN
            )
        if _SURROGATE.search(written):
            self._remark(
                "altered", "Characters that cannot be shown were taken out of 'foreign'.", ("foreign",)
            )
            foreign = json.loads(_SURROGATE.sub("", written))
        return foreign

    # Items

    def _items(self, top: dict[str, Any], name: str) -> list[Any]:
        kind, letter = LISTS[name]
        rows = top.get(name)
        if rows is None:
            rows = []
        if not isinstance(rows, list):
            raise self._error("'{name}' must be a list: write [...].", (name,), name=name)
        most = MOST * (4 if name == "relations" else 1)
        if len(rows) > most:
            raise self._error(
                "There are more than {most:,} {name}: split the map.", (name,), most=most, name=name
            )
        for number, row in enumerate(rows):
            if not isinstance(row, dict):
                raise self._error(
                    "An item of '{name}' must be an object: write {{...}}.", (name, number), name=name
                )
        nameless = bool(rows) and not any("id" in row for row in rows)
        if nameless:
            self._remark("noted", "The {name} have no ids: they get some.", (name,), name=name)
        ranks: list[str | None] = [None] * len(rows)
        if kind in (Node, Relation, Group):
            ranks, anew = ranked([row.get("rank") for row in rows])
            if anew:
                self._remark("noted", _ANEW, (name,), name=name)
        items = []
        for number, row in enumerate(rows):
            path = (name, number)
            values = {field: self._value(kind, field, value, (*path, field)) for field, value in row.items()
                      if self._known(kind, field, value, (*path, field))}  # fmt: skip
            if nameless:
                values["id"] = f"{letter}{number + 1}"
            if (rank := ranks[number]) is not None:
                values["rank"] = rank
            items.append(self._item(kind, values, path))
        return items

    def _item(self, kind: type[Any], values: dict[str, Any], path: Path) -> Any:
        if kind is Node:
            values.setdefault("kind", "claim")
            if not values.get("text") and values.get("title"):
                values["text"] = values["title"]
        for field in ("id", *_REQUIRED[kind]):
            if field not in values:
                raise self._error(_MISSING.get((kind, field), _MISSING_HERE), path, field=field)
            if values[field] in ("", ()):
                raise self._error(_EMPTY, (*path, field), field=field)
        known = NODE_KINDS if kind is Node else RELATION_KINDS if kind is Relation else ()
        if known and values["kind"] not in known:
            raise self._error(
                "'{value}' is no kind: write {known}.",
                (*path, "kind"),
                value=excerpt(values["kind"]),
                known=" or ".join(known),
            )
        identifier = values["id"]
        if identifier in self._paths:
            raise self._error(
                "The id '{id}' stands twice: give each item its own.", (*path, "id"), id=excerpt(identifier)
            )
        self._paths[identifier] = path
        return kind(**values)

    def _known(self, kind: type[Any], field: str, value: Any, path: Path) -> bool:
        if field not in kind.__dataclass_fields__:
            self._unknown("An item of '{name}' has no field '{field}': left out.", field,
                          tuple(kind.__dataclass_fields__), path, name=str(path[0]))  # fmt: skip
            return False
        return value is not None

    def _value(self, kind: type[Any], field: str, value: Any, path: Path) -> Any:
        if field in _MANY and not (kind is Quote and field == "source"):
            if isinstance(value, str):
                self._remark("noted", "One text stands where a list belongs: read as a list of one.", path)
                value = [value]
            if not isinstance(value, list):
                raise self._error("'{field}' must be a list of texts: write [\"...\"].", path, field=field)
            texts = tuple(self._text(each, (*path, i), field) for i, each in enumerate(value))
            if field == "premises" and len(set(texts)) < len(texts):
                first: dict[str, int] = {}
                second = next(i for i, each in enumerate(texts) if first.setdefault(each, i) < i)
                raise self._error("This premise stands twice: name each once.", (*path, second))
            return texts
        if field == "fields":
            return self._fields(value, path)
        if field in _TEXTS or field in _NAMES:
            return self._text(value, path, field)
        if field in _FLAGS and isinstance(value, bool):
            return value
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if field in _NUMBERS and number and 0 <= value <= 1:
            return value
        least = 1 if field == "version" else 0
        if field in _WHOLE and number and least <= value < 2**53 and value == int(value):
            return int(value)  # JSON does not tell 1.0 from 1
        wanted = (
            "true or false"
            if field in _FLAGS
            else "a number from 0 to 1"
            if field in _NUMBERS
            else "a whole number"
        )
        raise self._error("'{field}' cannot be this: write {wanted}.", path, field=field, wanted=wanted)

    def _text(self, value: Any, path: Path, field: str) -> str:
        if field == "id" and isinstance(value, int | float) and not isinstance(value, bool):
            raise self._error("An id is a text: write it in double quotes.", path)
        if isinstance(value, int) and not isinstance(value, bool) and field in (*_NAMES, *_MANY):
            value = str(value)
        if not isinstance(value, str):
            raise self._error("'{field}' must be a text: write \"...\".", path, field=field)
        if len(value) > MAXIMUM and len(clean(value)) > MAXIMUM:
            raise self._error(
                "This text has {length:,} characters; {most:,} are the most. Split it into several cards.",
                path,
                length=len(value),
                most=MAXIMUM,
            )
        if count := strays(value):
            self._remark(
                "altered",
                "Characters that cannot be shown were taken out of this text: {count}.",
                path,
                count=count,
            )
        return clean(value) if field in _TEXTS or field == "tags" else value

    def _fields(self, value: Any, path: Path) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self._error('\'fields\' must be an object: write {{"title": "..."}}.', path)
        self.path = path
        cleaned, count = tidied(value)
        if count:
            self._remark(
                "altered", "Characters that cannot be shown were taken out here: {count}.", path, count=count
            )
        return cleaned

    # What refers to its like

    def _parents_first(self, groups: dict[str, Group]) -> Iterator[Group]:
        above = {identifier: group.parent for identifier, group in groups.items()}
        self._check_ends(above, "These groups stand inside one another: one of them must stand at the top.")
        done: set[str] = set()
        for group in groups.values():
            chain: list[Group] = []
            current: Group | None = group
            while current is not None and current.id not in done:
                done.add(current.id)
                chain.append(current)
                current = groups.get(current.parent) if current.parent is not None else None
            yield from reversed(chain)

    def _check_chains(self, relations: dict[str, Relation]) -> None:
        above = {identifier: relation.target for identifier, relation in relations.items()}
        self._check_ends(
            above, "These relations are aimed at one another in a circle: one must be aimed at a card."
        )

    def _check_ends(self, above: Mapping[str, str | None], circle: str) -> None:
        """Following these references must end, and soon. Linear."""
        depth: dict[str, int] = {}
        for start in above:
            chain: dict[str, None] = {}
            current: str | None = start
            while current is not None and current in above and current not in depth:
                if current in chain:
                    raise self._error(circle, self._paths[current])
                chain[current] = None
                current = above[current]
            length = depth.get(current, 0) if current is not None else 0
            for identifier in reversed(chain):
                length += 1
                depth[identifier] = length
                if length > DEEPEST:
                    raise self._error(
                        "This is nested more than {most} deep: shorten the chain.",
                        self._paths[identifier],
                        most=DEEPEST,
                    )
