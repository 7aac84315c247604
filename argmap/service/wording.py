"""Texts as people type them, made into texts as cards hold them, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from argmap.messages import Message, excerpt
from argmap.model import Problem
from argmap.model.text import MAXIMUM, clean, strays, tidied

_SHORT = 300
_NEEDED = frozenset(("exact", "before", "after"))
_OPTIONAL = frozenset(("title", "language", "author", "origin", "scheme", "note", "reason"))
_MOST_TAGS = 100
_LEFT_OUT = "{count} characters of a source can be neither shown nor stored and were left out."


def statement(typed: str, notes: list[Message]) -> str:
    """The text of a card. Raises `Problem` for an empty and for a too long one."""
    text = _plain(typed, notes)
    if not text:
        raise Problem("There is no text yet: write one whole sentence.")
    if len(text) > MAXIMUM:
        raise Problem(
            "This text has {length:,} characters; {most:,} are the most. Split it into several cards.",
            length=len(text),
            most=MAXIMUM,
        )
    return text


def optional(typed: str, name: str, notes: list[Message], most: int = _SHORT) -> str | None:
    """A short text that may be left out; `name` says what it is. Raises `Problem` for a too long one."""
    text = _plain(typed, notes)
    if len(text) > most:
        raise Problem(
            "The {name} has {length:,} characters; {most:,} are the most.",
            name=name,
            length=len(text),
            most=most,
        )
    return text or None


def worded(fields: Mapping[str, Any], notes: list[Message]) -> dict[str, Any]:
    """The fields of an item as a program sends them, with texts as items hold them.

    Optional texts that are empty are none, and tags that come out alike count once. What is of another type stays as
    it is, for the model to refuse. Raises `Problem` for the text of a card that is empty or too long.
    """
    return {name: _worded(name, value, notes) for name, value in fields.items()}


def _worded(name: str, value: Any, notes: list[Message]) -> Any:
    if isinstance(value, str):
        if name == "text":
            return statement(value, notes)
        if name in _NEEDED:
            return _plain(value, notes)
        return _plain(value, notes) or None if name in _OPTIONAL else value
    if name == "tags" and isinstance(value, tuple) and len(value) <= _MOST_TAGS:
        return tuple(dict.fromkeys(_plain(tag, notes) for tag in value))
    if name == "fields" and isinstance(value, dict):
        made, count = tidied(value)
        if count:
            notes.append(Message(_LEFT_OUT, {"count": count}))
        return made
    return value


def _plain(typed: str, notes: list[Message]) -> str:
    count = strays(typed)
    if count:
        notes.append(
            Message(
                "{count} characters of “{text}” can be neither shown nor stored and were left out.",
                {"count": count, "text": excerpt(clean(typed))},
            )
        )
    return clean(typed)
