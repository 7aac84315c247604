"""How a map is to be drawn, as one value: who lays it out, in which colours, how large, how much of it, which way.

A look says nothing of the debate. Whatever has a look of its own (a file, a page, a projector, a poster) hands one over.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any

from argmap.messages import Message, excerpt

LAYOUTS = ("auto", "graphviz", "tree", "facing")
"""Who places the cards: Graphviz, a tidy tree, or two positions that face each other; `auto` chooses of the first two."""

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "layout": LAYOUTS,
    "palette": ("default", "classic", "dark", "mono"),
    "density": ("screen", "projector", "print"),
    "view": ("full", "simple"),
    "direction": ("auto", "ltr", "rtl"),
})  # fmt: skip
"""What there is to choose from for each part of a look, the usual choice first."""

MOST_CLOSED = 200
"""How many groups a look closes at most."""


class UnknownLook(ValueError):
    """Something was asked for that there is not; `message` says what, and what there is instead."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


@dataclass(frozen=True, slots=True)
class Look:
    """How a map is to be drawn.

    `layout` says who places the cards ("auto", "graphviz", "tree", "facing"), `palette` the colours ("default",
    "classic", "dark", "mono"), `density` for what the type is set ("screen", "projector", "print"), `view` how much of
    the structure is told ("full", "simple"), `direction` from which side one reads ("auto": as the map's own language
    does; "ltr", "rtl"). `closed` holds the ids of the groups that are drawn as one card each; ids that no group of the
    map has change nothing, since groups come and go.

    Raises `UnknownLook`, a ValueError, for anything else.

    >>> Look(palette="mono").closed
    frozenset()
    >>> Look(layout="spiral")
    Traceback (most recent call last):
    argmap.diagram.look.UnknownLook: There is no layout 'spiral'; there are: auto, graphviz, tree, facing.
    """

    layout: str = "auto"
    palette: str = "default"
    density: str = "screen"
    view: str = "full"
    closed: frozenset[str] = frozenset()
    direction: str = "auto"

    def __post_init__(self) -> None:
        for part, choices in CHOICES.items():
            if getattr(self, part) not in choices:
                raise _unknown(part, str(getattr(self, part)))
        if len(self.closed) > MOST_CLOSED:
            raise UnknownLook(Message("At most {most} groups can be closed.", {"most": MOST_CLOSED}))

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Look:
        """The look that is asked for by name, as a query string or a command line has it; `closed` with commas.

        Names that are no part of a look are left alone, and what is empty is as if it were not there. Raises
        `UnknownLook`.

        >>> Look.of({"density": "print", "closed": "g1,g2", "from": "12"}).density
        'print'
        """
        given: dict[str, Any] = {part: asked[part] for part in CHOICES if asked.get(part)}
        return cls(**given, closed=ids(asked.get("closed", "")))

    def asked(self) -> dict[str, str]:
        """The same as names and values, without what is usual: `Look.of` reads it back."""
        usual = Look()
        told = {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if getattr(self, each.name) != getattr(usual, each.name)
        }
        return told if not self.closed else told | {"closed": ",".join(sorted(self.closed))}

    def closing(self, group: str, closed: bool) -> Look:
        """The same look with one more group closed, or opened again."""
        return replace(self, closed=self.closed | {group} if closed else self.closed - {group})


def ids(typed: str) -> frozenset[str]:
    """The ids in a list with commas."""
    return frozenset(filter(None, (each.strip() for each in typed.split(","))))


def chosen(look: Look | None, layout: str | None, palette: str | None) -> Look:
    """A look with the layout and the palette that were named beside it."""
    given = look or Look()
    return replace(given, layout=layout or given.layout, palette=palette or given.palette)


_UNKNOWN = {
    "layout": "There is no layout '{typed}'; there are: {choices}.",
    "palette": "There is no palette '{typed}'; there are: {choices}.",
    "density": "There is no density '{typed}'; there are: {choices}.",
    "view": "There is no view '{typed}'; there are: {choices}.",
    "direction": "There is no direction '{typed}'; there are: {choices}.",
}


def _unknown(part: str, typed: str) -> UnknownLook:
    return UnknownLook(
        Message(_UNKNOWN[part], {"typed": excerpt(typed), "choices": ", ".join(CHOICES[part])})
    )


def unclosable(closed: Collection[str], groups: Collection[str]) -> UnknownLook | None:
    """What to say where a group is to be closed that the map has not; None where all are there."""
    missing = sorted(set(closed) - set(groups))
    if not missing:
        return None
    there = ", ".join(sorted(groups, key=lambda each: (len(each), each))[:20])
    values = {"typed": excerpt(missing[0]), "choices": there}
    if not groups:
        return UnknownLook(
            Message("There is no group '{typed}' on this map, which has no groups at all.", values)
        )
    return UnknownLook(Message("There is no group '{typed}' on this map; there are: {choices}.", values))
