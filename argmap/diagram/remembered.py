"""Drawings that were made before, by everything that they were made from: the same map is not drawn twice.

Below it, `layout.kept` remembers where the boxes stood, so a drawing in other colours is not laid out again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from collections.abc import Set as AbstractSet
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from argmap.diagram.kept import Kept
from argmap.messages import Message
from argmap.model import ArgumentMap


class _Drawn(Protocol):
    @property
    def svg(self) -> str: ...
    @property
    def notes(self) -> tuple[Message, ...]: ...


Draw = TypeVar("Draw", bound=Callable[..., _Drawn])

DRAWINGS: Kept[_Drawn] = Kept(room=16_000_000)
"""The drawings made last; weighed in characters."""


def remembered(draw: Draw) -> Draw:
    """The same function, which gives again what it gave for an equal map and equal options.

    A drawing with notes is not kept: what it tells of, such as a program that was missing, may be otherwise now.
    """

    @wraps(draw)
    def drawn(debate: ArgumentMap, *args: object, **options: object) -> _Drawn:
        try:
            key = (draw, content(debate), _settled(args), _settled(options))
            found = DRAWINGS.get(key)
        except TypeError:  # an option that no key can be made of
            return draw(debate, *args, **options)
        if found is None:
            found = draw(debate, *args, **options)
            if not found.notes:
                DRAWINGS.put(key, found, len(found.svg))
        return found

    return cast("Draw", drawn)


def content(debate: ArgumentMap) -> Hashable:
    """All that a map says, as one value that can be a key. Linear, and quick: its items are frozen already."""
    return (
        debate.language,
        tuple(debate.nodes.values()),
        tuple(debate.relations.values()),
        tuple(debate.groups.values()),
        tuple(debate.quotes.values()),
        tuple(
            (each.id, repr(each.fields), each.credibility, each.reason) for each in debate.sources.values()
        ),
    )


def _settled(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return frozenset((name, _settled(each)) for name, each in value.items())
    if isinstance(value, AbstractSet):
        return frozenset(value)
    if isinstance(value, list | tuple):
        return tuple(_settled(each) for each in value)
    return value  # type: ignore[no-any-return]
