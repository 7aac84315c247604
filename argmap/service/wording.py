"""Texts as people type them, made into texts as cards hold them, and what there is to say about it."""

from __future__ import annotations

from argmap.messages import Message, excerpt
from argmap.model import Problem
from argmap.model.text import MAXIMUM, clean, strays

_SHORT = 300


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
