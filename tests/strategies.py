"""Debates and operations for property tests: small, and as nasty as the model admits.

`maps` and `operations` are Hypothesis strategies. `generated` makes big and realistic debates instead, and
`assert_invariants` says what must hold of any of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from argmap.model import ArgumentMap, Group, Node, Problem, Quote, Relation, Source, apply, replay
from argmap.model.operations import (
    AddGroup,
    AddNode,
    AddQuote,
    AddRelation,
    AddSource,
    Batch,
    Cite,
    EditGroup,
    EditMap,
    EditNode,
    EditQuote,
    EditRelation,
    EditSource,
    Hide,
    Merge,
    Move,
    Operation,
    RemoveGroup,
    RemoveNode,
    RemoveQuote,
    RemoveRelation,
    RemoveSource,
    Uncite,
)
from tests.generated import SHAPES, generated
from tests.invariants import assert_invariants
from tests.values import (
    FIELDS,
    FOREIGN,
    HELD,
    ID,
    KIND,
    NEW,
    OFTEN,
    OWN_LANGUAGE,
    PLACE,
    RANK,
    SHARE,
    SHORT,
    SIGN,
    STANCE,
    TEXT,
    TEXT_OR_NONE,
    WRONG,
)

__all__ = ["SHAPES", "assert_invariants", "generated", "maps", "operations", "ranks", "texts"]


def texts(longest: int = 10_000) -> SearchStrategy[str]:
    """A text that a map can hold, seldom a harmless one; `longest` is 200 at least."""
    return TEXT if longest >= 10_000 else SHORT


def ranks() -> SearchStrategy[str]:
    return RANK


@dataclass(frozen=True)
class _Known:
    """The ids that something drawn may refer to."""

    nodes: list[str]
    relations: list[str]
    sources: list[str]
    quotes: list[str]
    groups: list[str]

    @classmethod
    def of(cls, debate: ArgumentMap) -> _Known:
        tables = (debate.nodes, debate.relations, debate.sources, debate.quotes, debate.groups)
        return cls(*map(list, tables))

    @property
    def all(self) -> list[str]:
        return [*self.nodes, *self.relations, *self.sources, *self.quotes, *self.groups]


_NODE = (
    "title",
    "language",
    "tags",
    "group",
    "author",
    "origin",
    "sources",
    "hidden",
    "argument",
    "rank",
    "version",
)
_RELATION = ("weight", "rank", "scheme", "note", "version")


def _value(draw: DrawFn, name: str, known: _Known) -> Any:
    """Something that the field of this name may hold."""
    match name:
        case "group" | "parent":
            return draw(st.sampled_from([None, *known.groups]))
        case "sources" | "premises":
            ids, least = (known.sources, 0) if name == "sources" else (known.nodes, 1)
            several = (
                st.lists(st.sampled_from(ids), unique=True, min_size=least, max_size=3)
                if ids
                else st.just([])
            )
            return tuple(draw(several))
        case "node" | "source":
            ids = known.nodes if name == "node" else known.sources
            return draw(st.sampled_from(ids or ["missing"]))
        case "target":
            return draw(
                st.sampled_from([*known.nodes, *known.relations, "missing"][: -1 if known.nodes else None])
            )
        case "kind":
            return draw(KIND | SIGN)
    return draw(HELD[name])


def _values(draw: DrawFn, names: Sequence[str], known: _Known, most: int) -> dict[str, Any]:
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=most))
    return {name: _value(draw, name, known) for name in chosen}


def _node(draw: DrawFn, identifier: str, known: _Known) -> Node:
    kind = draw(KIND)
    stance = draw(STANCE) if kind == "position" else None
    # Many cards stay plain, so that what goes wrong shrinks to what matters.
    return Node(identifier, kind, draw(TEXT), stance=stance, **_values(draw, _NODE, known, 6))


def _relation(draw: DrawFn, identifier: str, known: _Known) -> Relation:
    ends = {name: _value(draw, name, known) for name in ("premises", "target")}
    return Relation(identifier, draw(SIGN), **ends, **_values(draw, _RELATION, known, 3))


def _quote(draw: DrawFn, identifier: str, node: str, source: str) -> Quote:
    before, after, start, more = draw(st.tuples(st.just("") | TEXT, st.just("") | TEXT, PLACE, PLACE))
    end = None if start is None or more is None else start + more
    return Quote(identifier, node, source, draw(TEXT), before, after, start, end)


def _source(draw: DrawFn, identifier: str) -> Source:
    return Source(identifier, draw(FIELDS), draw(SHARE), draw(TEXT_OR_NONE))


def _group(draw: DrawFn, identifier: str, known: _Known) -> Group:
    return Group(identifier, draw(TEXT), _value(draw, "parent", known), draw(RANK))


@st.composite
def maps(draw: DrawFn, most: int = 8) -> ArgumentMap:
    """A small map with anything in it that the model admits; `most` is the greatest number of cards.

    Half of them have been worked on afterwards, which leads where adding alone does not: a relation aimed
    at a younger one, versions, an order of the tables that is not the order of the ids.
    """
    known = _Known([], [], [], [], [])
    log: list[Operation] = []
    for _ in range(draw(st.integers(0, 2 * most + 6))):
        identifier = draw(ID)
        if identifier in known.all:
            continue
        kinds = "NNNRRRRSGQ" if known.nodes else "NNNSG"
        match draw(st.sampled_from(kinds)):
            case "N" if len(known.nodes) < most:
                log.append(AddNode(_node(draw, identifier, known)))
                known.nodes.append(identifier)
            case "R":
                log.append(AddRelation(_relation(draw, identifier, known)))
                known.relations.append(identifier)
            case "S":
                log.append(AddSource(_source(draw, identifier)))
                known.sources.append(identifier)
            case "G":
                log.append(AddGroup(_group(draw, identifier, known)))
                known.groups.append(identifier)
            case "Q" if known.sources:
                ends = draw(st.sampled_from(known.nodes)), draw(st.sampled_from(known.sources))
                log.append(AddQuote(_quote(draw, identifier, *ends)))
                known.quotes.append(identifier)
    if draw(st.booleans()):
        log.append(EditMap({"language": draw(OWN_LANGUAGE), "foreign": draw(FOREIGN)}))
    debate = replay(log)
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2, 4]))):
        try:
            debate, _inverse = apply(debate, draw(operations(debate)))
        except Problem:
            continue
    return debate


_SINGLE = (
    "AddNode", "AddRelation", "AddSource", "AddGroup", "AddQuote", "wrong addition", "EditNode",
    "EditRelation",
    "EditSource", "EditQuote", "EditGroup", "EditMap", "RemoveNode", "RemoveRelation", "RemoveSource",
    "RemoveQuote", "RemoveGroup", "Move", "Merge", "Hide", "Cite", "Uncite",
)  # fmt: skip


@st.composite
def operations(draw: DrawFn, debate: ArgumentMap) -> Operation:
    """An operation on this map: about half of them are valid, the others wrong in every way there is."""
    known = _Known.of(debate)
    if draw(st.integers(0, 9)) == 9:
        return Batch(tuple(_operation(draw, debate, known) for _ in range(draw(st.integers(0, 4)))))
    return _operation(draw, debate, known)


def _operation(draw: DrawFn, debate: ArgumentMap, known: _Known) -> Operation:
    name = draw(st.sampled_from(_SINGLE))
    if name.startswith("Add"):
        return _addition(draw, name, known)
    if name.startswith("Edit"):
        return _edit(draw, name, known)
    if name.startswith("Remove"):
        return _removal(draw, name, debate, known)
    match name:
        case "Move":
            target = _near(draw, known.nodes + known.relations, known) if draw(OFTEN) else None
            rank = draw(st.none() | RANK | st.just("0"))
            was = {"target": _near(draw, known.nodes, known)} if not draw(OFTEN) else None
            return Move(_near(draw, known.relations, known), target, rank, was)
        case "Merge":
            return Merge(_near(draw, known.nodes, known), _near(draw, known.nodes, known))
        case "Hide":
            return Hide(
                _near(draw, known.nodes, known),
                draw(st.booleans()),
                draw(st.sampled_from([None, None, True])),
            )
        case "Cite":
            return Cite(_near(draw, known.nodes, known), _near(draw, known.sources, known))
        case "Uncite":
            return Uncite(_near(draw, known.nodes, known), _near(draw, known.sources, known))
    return _wrong_addition(draw)


def _near(draw: DrawFn, ids: Sequence[str], known: _Known) -> str:
    """Mostly an id of the right kind; else one that is new, or names something else, or is no id at all."""
    right = draw(OFTEN)
    if ids and right:
        return draw(st.sampled_from(ids))
    return draw(st.sampled_from(["new1", "new2", "missing", "", "no id", "x" * 65, *known.all]))


def _addition(draw: DrawFn, name: str, known: _Known) -> Operation:
    identifier = draw(NEW)
    match name:
        case "AddNode":
            return AddNode(_node(draw, identifier, known))
        case "AddRelation":
            return AddRelation(_relation(draw, identifier, known))
        case "AddSource":
            return AddSource(_source(draw, identifier))
        case "AddGroup":
            return AddGroup(_group(draw, identifier, known))
    return AddQuote(
        _quote(draw, identifier, _near(draw, known.nodes, known), _near(draw, known.sources, known))
    )


def _wrong_addition(draw: DrawFn) -> Operation:
    identifier = draw(NEW)
    wrong = [draw(WRONG) for _ in range(6)]
    match draw(st.integers(0, 5)):
        case 0:
            return AddNode(Node(identifier, wrong[0], draw(TEXT)))
        case 1:
            return AddNode(Node(wrong[0], "claim", wrong[1], version=wrong[2]))
        case 2:
            return AddRelation(Relation(identifier, "attack", wrong[0], wrong[1]))
        case 3:
            return AddQuote(Quote(identifier, *wrong))
        case 4:
            return AddSource(Source(identifier, wrong[0], wrong[1]))
    return AddGroup(Group(identifier, *wrong[:3]))


_EDITED: dict[str, tuple[str, ...]] = {
    "EditNode": ("kind", "text", "stance", *_NODE[:-1]),
    "EditRelation": ("kind", "premises", "target", *_RELATION[:-1]),
    "EditSource": ("fields", "credibility", "reason"),
    "EditQuote": ("node", "source", "exact", "before", "after", "start", "end"),
    "EditGroup": ("title", "parent", "rank"),
    "EditMap": ("language", "foreign"),
}


def _edit(draw: DrawFn, name: str, known: _Known) -> Operation:
    def changes() -> dict[str, Any]:
        if draw(OFTEN):
            return _values(draw, _EDITED[name], known, 3)
        odd = [*_EDITED[name], "id", "version", "nothing"]
        return draw(st.dictionaries(st.sampled_from(odd), WRONG, min_size=1, max_size=2))

    was = None if draw(OFTEN) else changes()
    match name:
        case "EditNode":
            return EditNode(_near(draw, known.nodes, known), changes(), was)
        case "EditRelation":
            return EditRelation(_near(draw, known.relations, known), changes(), was)
        case "EditSource":
            return EditSource(_near(draw, known.sources, known), changes(), was)
        case "EditQuote":
            return EditQuote(_near(draw, known.quotes, known), changes(), was)
        case "EditGroup":
            return EditGroup(_near(draw, known.groups, known), changes(), was)
    return EditMap(changes(), was)


def _removal(draw: DrawFn, name: str, debate: ArgumentMap, known: _Known) -> Operation:
    bare = not draw(OFTEN)

    def was(items: Mapping[str, Any]) -> Any:
        return draw(st.sampled_from([None, *items.values()])) if bare else None

    match name:
        case "RemoveNode":
            return RemoveNode(_near(draw, known.nodes, known), was(debate.nodes))
        case "RemoveRelation":
            return RemoveRelation(_near(draw, known.relations, known), was(debate.relations))
        case "RemoveSource":
            return RemoveSource(_near(draw, known.sources, known), was(debate.sources))
        case "RemoveQuote":
            return RemoveQuote(_near(draw, known.quotes, known), was(debate.quotes))
    return RemoveGroup(_near(draw, known.groups, known), was(debate.groups))
