"""What an Argdown file says: statements, arguments, the relations between them, and headings.

A document keeps what a map cannot: several wordings of one statement, the title of every argument, the
numbers of premises, and relations exactly as they stand. Places are offsets into the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Key = str | int
"""What names a statement or an argument within a document: its title, or a number when it has none."""

RunKind = Literal["words", "tag", "link", "statement", "argument", "open", "close"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text: words, a tag, a link, a mention of a statement or an argument, or emphasis.

    `text` is what one reads, `value` the tag, the address or the title behind it, `spaced` whether a space
    followed what was marked up. "open" and "close" bear the mark of bold or italic as their value.
    `place` is known of tags.
    """

    kind: RunKind
    text: str
    value: str = ""
    spaced: bool = False
    place: int = field(default=0, compare=False)


@dataclass(slots=True)
class Member:
    """One place where a statement or an argument stands: with a text, or as a reference to it."""

    place: int
    runs: tuple[Run, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    section: int | None = None
    defined: bool = True

    @property
    def text(self) -> str:
        """The words as they stand, tags and mentions included, addresses of links left out."""
        return " ".join("".join(f"{run.text} " if run.spaced else run.text for run in self.runs).split())

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, each once."""
        return tuple(dict.fromkeys(run.value for run in self.runs if run.kind == "tag"))


@dataclass(slots=True)
class Statement:
    """An equivalence class: everything that stands under one title, or a statement without a title."""

    key: Key
    members: list[Member] = field(default_factory=list)


@dataclass(slots=True)
class Step:
    """One statement of a premise-conclusion structure; a conclusion has the inference that leads to it."""

    number: int
    statement: Key
    place: int
    inference: Inference | None = None


@dataclass(slots=True)
class Inference:
    """The line between premises and conclusion: the rules named there, and the data."""

    place: int
    rules: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Argument:
    """An argument: the places where it is described, and its premise-conclusion structure if it has one."""

    key: Key
    members: list[Member] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class End:
    """Where a relation begins or ends: a statement, an argument, or one inference of an argument.

    `step` is the place of the inference's conclusion among the steps of its argument.
    """

    kind: Literal["statement", "argument", "inference"]
    key: Key
    step: int = -1


@dataclass(frozen=True, slots=True)
class Link:
    """A relation as it stands: from `source` to `target`, one of support, attack, undercut, contradiction."""

    kind: str
    source: End
    target: End
    place: int


@dataclass(slots=True)
class Section:
    """A heading, its level, and the heading above it (its index)."""

    title: str
    level: int
    place: int
    parent: int | None = None


@dataclass(slots=True)
class Document:
    """All that one Argdown file says, in the order in which it says it.

    `text` is the file's text, to tell the line and column of a place.
    """

    text: str = ""
    front: dict[str, Any] = field(default_factory=dict)
    statements: dict[Key, Statement] = field(default_factory=dict)
    arguments: dict[Key, Argument] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
