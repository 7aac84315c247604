"""The argument map: a directed graph whose edges are things in their own right.

Because a relation is a thing, an argument can be aimed at it: that is an undercut. Items are frozen values
that refer to one another by id; an id names one item of the map, whatever its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

NODE_KINDS = ("question", "position", "claim", "evidence")
RELATION_KINDS = ("support", "attack")
STANCES = ("rival", "independent")


@dataclass(frozen=True, slots=True)
class Node:
    """One card: a question, a position that answers it, a claim, or a piece of evidence.

    `text` is one clean statement, never empty. `title` is a short name for it. `author` is an opaque
    participant id, never a person's name; `origin` says where the card comes from when that is not the text
    at hand ("added"). `stance` (positions only) says whether the position competes with the others
    ("rival") or may hold beside them ("independent"). `argument` marks a bare argument, one whose premises
    nobody has spelled out. `rank` orders the cards that stand under no other; `version` rises with every
    change and does not count when two cards are compared.
    """

    id: str
    kind: str
    text: str
    title: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    group: str | None = None
    author: str | None = None
    origin: str | None = None
    sources: tuple[str, ...] = ()
    hidden: bool = False
    stance: str | None = None
    argument: bool = False
    rank: str = ""
    version: int = field(default=1, compare=False)

    def references(self) -> Iterator[str]:
        """The ids of the items that this one refers to."""
        yield from self.sources
        if self.group is not None:
            yield self.group

    @property
    def name(self) -> str:
        """What to call the card in a sentence: its title, else its text."""
        return self.title or self.text


@dataclass(frozen=True, slots=True)
class Relation:
    """One argument: premises that support or attack a target.

    Several premises are linked: they only count together. The target is a node or another relation; an
    attack on a relation is an undercut. `weight` lies in 0..1 (unset counts as 1), `scheme` names the
    pattern of reasoning, `rank` is the place among the relations with the same target.
    """

    id: str
    kind: str
    premises: tuple[str, ...]
    target: str
    weight: float | None = None
    rank: str = ""
    scheme: str | None = None
    note: str | None = None
    version: int = field(default=1, compare=False)

    def references(self) -> Iterator[str]:
        """The ids of the items that this one refers to."""
        yield from self.premises
        yield self.target


@dataclass(frozen=True, slots=True)
class Source:
    """A text that is cited: CSL-JSON fields, and how far it is trusted (0..1, unset until judged), and why."""

    id: str
    fields: Mapping[str, Any]
    credibility: float | None = None
    reason: str | None = None
    version: int = field(default=1, compare=False)

    def references(self) -> Iterator[str]:
        """The ids of the items that this one refers to: none."""
        return iter(())


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact words of a source that a card rests on, with a little before and after, and their place.

    These are the selectors of the W3C Web Annotation Data Model: text quote and text position.
    """

    id: str
    node: str
    source: str
    exact: str
    before: str = ""
    after: str = ""
    start: int | None = None
    end: int | None = None
    version: int = field(default=1, compare=False)

    def references(self) -> Iterator[str]:
        """The ids of the items that this one refers to."""
        yield self.node
        yield self.source


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the map under a heading of its own; groups nest through `parent`."""

    id: str
    title: str
    parent: str | None = None
    rank: str = ""
    version: int = field(default=1, compare=False)

    def references(self) -> Iterator[str]:
        """The ids of the items that this one refers to."""
        if self.parent is not None:
            yield self.parent


Item = Node | Relation | Source | Quote | Group


class ArgumentMap:
    """A debate as a graph: nodes, relations, groups, sources and quotes, each by its id.

    Read it through its mappings; change it with `operations.apply` or `operations.replay`, which keep every
    rule of the model. `language` is the main language of the texts (BCP 47) and `foreign[format]` holds what
    a file of that format said that a map cannot say.

    Two maps are equal when they hold equal items; versions and the order of making do not count.
    """

    __slots__ = ("_referrers", "_tables", "foreign", "language")

    def __init__(self, *, language: str | None = None, foreign: Mapping[str, Any] | None = None) -> None:
        self._tables: dict[type, dict[str, Any]] = {Node: {}, Relation: {}, Source: {}, Quote: {}, Group: {}}
        self._referrers: dict[str, dict[str, None]] | None = {}
        self.language = language
        self.foreign: Mapping[str, Any] = foreign or {}

    @property
    def nodes(self) -> Mapping[str, Node]:
        """The cards, by id."""
        return MappingProxyType(self._tables[Node])

    @property
    def relations(self) -> Mapping[str, Relation]:
        """The arguments, by id."""
        return MappingProxyType(self._tables[Relation])

    @property
    def sources(self) -> Mapping[str, Source]:
        """The cited texts, by id."""
        return MappingProxyType(self._tables[Source])

    @property
    def quotes(self) -> Mapping[str, Quote]:
        """The quoted words, by id."""
        return MappingProxyType(self._tables[Quote])

    @property
    def groups(self) -> Mapping[str, Group]:
        """The headings, by id."""
        return MappingProxyType(self._tables[Group])

    def item(self, identifier: str) -> Item | None:
        """What the id names, of whatever kind; None when it names nothing."""
        for table in self._tables.values():
            if identifier in table:
                found: Item = table[identifier]
                return found
        return None

    def incoming(self, target: str) -> list[Relation]:
        """The relations aimed at a node or a relation, in their order."""
        relations = self._tables[Relation]
        found = [
            relations[i] for i in self.referrers(target) if i in relations and relations[i].target == target
        ]
        return found if len(found) < 2 else sorted(found, key=place)

    def outgoing(self, node: str) -> list[Relation]:
        """The relations in which a node is a premise, the oldest first."""
        relations = self._tables[Relation]
        found = [i for i in self.referrers(node) if i in relations and node in relations[i].premises]
        return [relations[i] for i in by_age(found)]

    def referrers(self, identifier: str) -> Iterable[str]:
        """The ids of the items that refer to this one. The first question costs one pass over the map."""
        if self._referrers is None:
            self._referrers = {}
            for table in self._tables.values():
                for item in table.values():
                    self._index(item)
        return self._referrers.get(identifier, {})

    def visible(self) -> ArgumentMap:
        """The map without what is hidden (see `visibility.visible`); the map itself when nothing is hidden."""
        from argmap.model.visibility import visible

        return visible(self)

    def copy(self) -> ArgumentMap:
        """A map of its own with the same items (which are frozen, so shared)."""
        made = ArgumentMap(language=self.language, foreign=self.foreign)
        made._tables = {kind: table.copy() for kind, table in self._tables.items()}
        made._referrers = None
        return made

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ArgumentMap):
            return NotImplemented
        return (self._tables, self.language, self.foreign) == (other._tables, other.language, other.foreign)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<ArgumentMap: {len(self.nodes)} nodes, {len(self.relations)} relations>"

    # Only changes.py calls these two: they keep the index and ask nothing.

    def _put(self, item: Item) -> None:
        table = self._tables[type(item)]
        old = table.get(item.id)
        if old is not None:
            self._unindex(old)
        table[item.id] = item
        self._index(item)

    def _drop(self, item: Item) -> None:
        del self._tables[type(item)][item.id]
        self._unindex(item)

    def _index(self, item: Item) -> None:
        if self._referrers is not None:
            for identifier in item.references():
                self._referrers.setdefault(identifier, {})[item.id] = None

    def _unindex(self, item: Item) -> None:
        if self._referrers is not None:
            for identifier in item.references():
                self._referrers[identifier].pop(item.id, None)


def place(item: Node | Relation | Group) -> tuple[str, int, str]:
    """The sort key for the order among siblings: by rank, then the older first."""
    return item.rank, len(item.id), item.id


def by_age(ids: Iterable[str]) -> list[str]:
    """Ids in the order in which they were given: ids are given in sequence, n9 before n10.

    >>> by_age(["n10", "n9"])
    ['n9', 'n10']
    """
    return sorted(ids, key=lambda identifier: (len(identifier), identifier))


def targets_first(relations: Mapping[str, Relation]) -> Iterator[Relation]:
    """The relations, each after the relation that it is aimed at. Linear; chains of any depth."""
    done: set[str] = set()
    for relation in relations.values():
        chain: list[Relation] = []
        current: Relation | None = relation
        while current is not None and current.id not in done:
            done.add(current.id)
            chain.append(current)
            current = relations.get(current.target)
        yield from reversed(chain)
