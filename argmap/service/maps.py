"""Maps as wholes: made from a question, brought from a text, copied."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from argmap import formats
from argmap.formats import Report
from argmap.messages import Message
from argmap.model import ArgumentMap, Node, Problem, replay
from argmap.model.changes import building
from argmap.model.operations import (
    AddGroup,
    AddNode,
    AddQuote,
    AddRelation,
    AddSource,
    Operation,
)
from argmap.model.ranks import spread
from argmap.model.text import clean
from argmap.model.visibility import unsigned
from argmap.service import sharing
from argmap.service.numbers import Numbers, highest
from argmap.service.shelf import Shelf, check_size
from argmap.service.wording import statement
from argmap.store import maps

MOST_POSITIONS = 20


@dataclass(frozen=True, slots=True)
class Made:
    """A new map, and the keys of its first two links."""

    map: str
    debate: ArgumentMap
    edit_key: str = field(repr=False)
    view_key: str = field(repr=False)
    notes: tuple[Message, ...] = ()


def make(shelf: Shelf, question: str, positions: Sequence[str]) -> Made:
    """A map from a question and the positions that answer it; empty positions are left out. Raises `Problem`."""
    notes: list[Message] = []
    asked = _said(Message("The question"), question, notes)
    answers = [position for position in positions if clean(position)]
    if len(answers) > MOST_POSITIONS:
        raise Problem(
            "There are {count} positions; {most} are the most.", count=len(answers), most=MOST_POSITIONS
        )
    texts = [
        _said(Message("Position {number}", {"number": number}), text, notes)
        for number, text in enumerate(answers, 1)
    ]
    ranks = spread(1 + len(texts))
    numbers = Numbers(0)
    nodes = [Node(numbers.give("n"), "question", asked, rank=ranks[0])]
    nodes += [
        Node(numbers.give("n"), "position", text, rank=rank)
        for text, rank in zip(texts, ranks[1:], strict=True)
    ]
    return put(shelf, replay(AddNode(node) for node in nodes), notes)


def _said(what: Message, text: str, notes: list[Message]) -> str:
    try:
        return statement(text, notes)
    except Problem as problem:
        raise Problem("{what}: {problem}", what=what, problem=problem.message) from None


def bring(shelf: Shelf, text: bytes | str, form: str | None, name: str | None) -> tuple[Made, Report]:
    """A map from a text in one of the formats, and the report of the reading. Raises `formats.Unreadable`, `Problem`."""
    debate, report = formats.load(text, format=form, name=name)
    if not debate.nodes:
        raise formats.Unreadable(
            "There is no card in this text. Write a statement on a line of its own, such as: [Name]: A whole sentence."
        )
    return put(shelf, debate), report


def copy(shelf: Shelf, access: sharing.Access) -> Made:
    """A map of one's own with the same content, as far as it is to be seen. Who wrote it stays with the original.

    An author is somebody in the room of the map that is copied; in another one the id means nobody.
    """
    return put(shelf, unsigned(shelf.read(access).debate.visible()))


def put(shelf: Shelf, debate: ArgumentMap, notes: Iterable[Message] = ()) -> Made:
    """Put a map on the shelf as a new one, with a link to change it and one to read it."""
    check_size(debate)
    shelf.quota.new_map(shelf.database, debate)
    debate = replay(_first(operation) for operation in building(debate))
    map_id, edit_key = sharing.new_map_id(), sharing.new_key()
    edit = sharing.new_link(edit_key, "edit")
    view_key = sharing.derived(edit_key, sharing.new_key()[:8])
    view = sharing.new_link(view_key, "view", edit.id)
    held = maps.create(
        shelf.database,
        map_id,
        debate,
        operation_id=uuid.uuid4().hex,
        number=highest(debate),
        now=shelf.clock(),
        links=(edit, view),
    )
    shelf.put(held)
    return Made(map_id, held.debate, edit_key, view_key, tuple(notes))


def _first(operation: Operation) -> Operation:
    """The same addition, of an item at its first version: versions count the changes of one map alone."""
    match operation:
        case AddNode(item):
            return AddNode(_at_first(item))
        case AddRelation(item):
            return AddRelation(_at_first(item))
        case AddSource(item):
            return AddSource(_at_first(item))
        case AddQuote(item):
            return AddQuote(_at_first(item))
        case AddGroup(item):
            return AddGroup(_at_first(item))
        case _:
            return operation


def _at_first(item: Any) -> Any:
    return item if item.version == 1 else replace(item, version=1)
