"""One element of an Argdown file while it is being read: a statement, an argument or a heading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from argmap.formats.argdown import data as yaml_data
from argmap.formats.argdown.document import End, Run
from argmap.formats.argdown.inline import Piece
from argmap.formats.argdown.places import Speaker
from argmap.formats.report import Unreadable
from argmap.model.text import clean


@dataclass(slots=True)
class Element:
    """What has been read of an element so far.

    `number` is that of a premise, or the level of a heading; `kind`, `outward` and `parent` belong to a
    relation; `titled_at` is the place after the title.
    """

    role: Literal["top", "relation", "step", "heading"]
    place: int
    number: int = 0
    indent: int = 0
    kind: str = ""
    outward: bool = False
    parent: End | None = None
    title: str | None = None
    argument: bool = False
    defined: bool = True
    bracketed: str = ""
    titled_at: int = 0
    pieces: list[Piece] = field(default_factory=list)

    def space(self, at: int) -> Piece:
        """The space that a line end is, once the text goes on in the next line."""
        return Piece("run", Run("words", " "), at)


def data_of(element: Element, text: str, speaker: Speaker) -> Mapping[str, Any]:
    """The data of an element, those of a later pair of braces added to those of an earlier one."""
    found = [piece for piece in element.pieces if piece.kind == "data"]
    if not found:
        return {}
    data = yaml_data.read(text, found[0].place, found[0].end, speaker)
    for piece in found[1:]:
        more = yaml_data.read(text, piece.place, piece.end, speaker)
        for key in [key for key in more if key in data]:
            speaker.remark(
                "dropped", "'{key}' stands twice: the later one counts.", more.places[key], key=key[:40]
            )
        data.update(more)
        data.places.update(more.places)
    return data


def reference_or_text(element: Element, runs: tuple[Run, ...], speaker: Speaker) -> tuple[Run, ...]:
    """The runs of an element, once it is clear whether a title in brackets is one, or the begin of a text.

    Raises `Unreadable` when there are neither words nor a title.
    """
    worded = any(run.kind != "tag" and run.text and not run.text.isspace() for run in runs)
    if element.title is None:
        if not worded or not clean("".join(run.text for run in runs)):
            raise _textless(element, runs, speaker)
        return runs
    if not element.defined and worded:
        opening, closing = "<>" if element.argument else "[]"
        speaker.remark(
            "guessed",
            "'{title}' is read as the beginning of a text: if it is a title, write '{title}: ...'.",
            element.place,
            title=f"{opening}{element.title[:40]}{closing}",
        )
        runs = (Run("words", f"{opening}{element.title}{closing} "), *runs)
        element.title, element.argument, element.defined = None, False, True
    elif element.defined and not worded:
        element.defined = False
    return runs


def _textless(element: Element, runs: tuple[Run, ...], speaker: Speaker) -> Unreadable:
    tags = [run.value for run in runs if run.kind == "tag"]
    if element.role == "top" and tags:
        return speaker.error(
            "'#{tag}' is a tag without a text: for a heading write '# {tag}'.",
            element.place,
            tag=tags[0][:40],
        )
    return speaker.error("There is no text here: write one, or take the sign away.", element.place)


def merged(runs: tuple[Run, ...]) -> str:
    """The words of a heading: those of its tags and mentions included."""
    return clean(
        "".join(
            f"{run.value} " if run.kind in ("statement", "argument") else run.text + " " * run.spaced
            for run in runs
            if run.kind not in ("open", "close")
        )
    )
