"""Every change that one can make to a map, as a value.

An operation is a frozen value that a log can keep; `changes.apply` carries it out. The field `was`, which
inverses fill in, is the ground that a change stands on: when it is gone, the change is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from argmap.model.map import Group, Node, Quote, Relation, Source


@dataclass(frozen=True, slots=True)
class AddNode:
    """Put a new card on the map."""

    node: Node


@dataclass(frozen=True, slots=True)
class EditNode:
    """Change fields of a card. With `was`, refused unless these fields still hold what `was` says."""

    id: str
    changes: Mapping[str, Any]
    was: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class RemoveNode:
    """Take a card off the map, with its quotes and the arguments that end at it or rest on it alone.

    A linked argument that loses one of several premises stays, with the others. With `was` only this very
    card is removed, and only while nothing refers to it.
    """

    id: str
    was: Node | None = None


@dataclass(frozen=True, slots=True)
class AddRelation:
    """Let premises support or attack a card or a relation."""

    relation: Relation


@dataclass(frozen=True, slots=True)
class EditRelation:
    """Change fields of a relation. With `was`, refused unless these fields still hold what `was` says."""

    id: str
    changes: Mapping[str, Any]
    was: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class RemoveRelation:
    """Take a relation off the map, with the undercuts aimed at it. With `was`, only while it is bare."""

    id: str
    was: Relation | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Aim a relation at another target, or give it another place among its siblings (`rank`), or both."""

    id: str
    target: str | None = None
    rank: str | None = None
    was: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """Make two cards that say the same into one: all that concerned `gone` concerns `keep` now.

    A relation that would then be there twice, or lead from the card to itself, is dropped.
    """

    keep: str
    gone: str


@dataclass(frozen=True, slots=True)
class Hide:
    """Hide a card, or show it again."""

    id: str
    hidden: bool = True
    was: bool | None = None


@dataclass(frozen=True, slots=True)
class AddSource:
    """Add a text that cards can cite."""

    source: Source


@dataclass(frozen=True, slots=True)
class EditSource:
    """Change fields of a source. With `was`, refused unless these fields still hold what `was` says."""

    id: str
    changes: Mapping[str, Any]
    was: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class RemoveSource:
    """Remove a source, its citations and its quotes. With `was`, only while nothing cites it."""

    id: str
    was: Source | None = None


@dataclass(frozen=True, slots=True)
class Cite:
    """Let a card cite a source."""

    node: str
    source: str


@dataclass(frozen=True, slots=True)
class Uncite:
    """Take a citation back."""

    node: str
    source: str


@dataclass(frozen=True, slots=True)
class AddQuote:
    """Tie exact words of a source to a card."""

    quote: Quote


@dataclass(frozen=True, slots=True)
class EditQuote:
    """Change fields of a quote. With `was`, refused unless these fields still hold what `was` says."""

    id: str
    changes: Mapping[str, Any]
    was: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class RemoveQuote:
    """Take a quote off its card. With `was`, refused unless it is still this one."""

    id: str
    was: Quote | None = None


@dataclass(frozen=True, slots=True)
class AddGroup:
    """Add a heading under which cards can stand."""

    group: Group


@dataclass(frozen=True, slots=True)
class EditGroup:
    """Change fields of a group. With `was`, refused unless these fields still hold what `was` says."""

    id: str
    changes: Mapping[str, Any]
    was: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class RemoveGroup:
    """Remove a heading; what stood under it moves up to the heading above. With `was`, only while empty."""

    id: str
    was: Group | None = None


@dataclass(frozen=True, slots=True)
class EditMap:
    """Change the map's own fields: `language`, `foreign`."""

    changes: Mapping[str, Any]
    was: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Several operations as one: one log entry, one revision, one undo step; all of them or none."""

    operations: tuple[Operation, ...]


Operation = (
    AddNode | EditNode | RemoveNode | Hide | Merge
    | AddRelation | EditRelation | RemoveRelation | Move
    | AddSource | EditSource | RemoveSource | Cite | Uncite
    | AddQuote | EditQuote | RemoveQuote | AddGroup | EditGroup | RemoveGroup
    | EditMap | Batch
)  # fmt: skip
