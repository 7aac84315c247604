"""What a card says and rests on, as a form shows it; and what becomes of it when two people change it at once.

A form carries the content that its writer saw. Whatever they left alone stays as it is now; what they changed is
saved, unless somebody else has changed the same part since.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from argmap.model import ArgumentMap
from argmap.model.text import clean
from argmap.service.references import Reference, reference, tidy


@dataclass(frozen=True, slots=True)
class Content:
    """The parts of a card; empty: it has none. None: the form does not show this part, and so leaves it alone.

    A source and the words quoted from it are one part: the words of one source are none of another.
    """

    text: str | None = None
    title: str | None = None
    kind: str | None = None
    stance: str | None = None
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Stood:
    """What a card did: its relation, of which kind, and to which target. It says where the card is put back."""

    relation: str
    kind: str
    target: str


PARTS = tuple(field.name for field in fields(Content))


def content(debate: ArgumentMap, card: str) -> Content:
    """What a card says now."""
    node = debate.nodes[card]
    stance = (node.stance or "rival") if node.kind == "position" else ""
    return Content(node.text, node.title or "", node.kind, stance, reference(debate, card))


def stood(debate: ArgumentMap, card: str) -> tuple[Stood, ...]:
    """What a card does now, the oldest first."""
    return tuple(Stood(each.id, each.kind, each.target) for each in debate.outgoing(card))


def cleaned(mine: Content) -> Content:
    """The content as it would be kept, for comparing it."""
    return replace(
        mine,
        text=None if mine.text is None else clean(mine.text),
        title=None if mine.title is None else clean(mine.title),
        reference=None if mine.reference is None else tidy(mine.reference),
    )


def touched(mine: Content, seen: Content) -> list[str]:
    """The parts that somebody changed."""
    wanted = cleaned(mine)
    return [
        part
        for part in PARTS
        if getattr(wanted, part) is not None and getattr(wanted, part) != getattr(seen, part)
    ]


def disputed(mine: Content, seen: Content, now: Content) -> list[str]:
    """The parts that somebody changed, and somebody else changed since in another way."""
    wanted = cleaned(mine)
    return [
        part
        for part in touched(mine, seen)
        if getattr(now, part) != getattr(seen, part) and getattr(now, part) != getattr(wanted, part)
    ]


def overlaid(mine: Content, seen: Content) -> Content:
    """What somebody saw, with what they wrote in place of it."""
    return Content(
        *(getattr(seen, part) if getattr(mine, part) is None else getattr(mine, part) for part in PARTS)
    )
