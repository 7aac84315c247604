"""How the picture of a page is drawn, as its address says: in plain words, with groups closed, with who wrote the cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from argmap.model import ArgumentMap
from argmap.web.addresses import DRAWN, Place
from argmap.web.form_views import Choice
from argmap.web.look_views import LookChoice, LookSwitch
from argmap.web.words import Translate

LABELS = {"layout": "Layout", "density": "Type", "palette": "Colours", "view": "Told"}
"""What the parts of a look are called, wherever they are chosen."""

WORDS = {
    "layout": {"auto": "Usual", "tree": "Tree", "facing": "Two sides facing each other"},
    "density": {"screen": "For a screen", "projector": "For a projector", "print": "For paper"},
    "palette": {"default": "Usual", "classic": "Classic", "dark": "Dark", "mono": "Black and white"},
    "view": {"full": "In full", "simple": "Simply"},
}
"""What can be chosen of each of them, by the names that stand in addresses and on the command line."""


def turned(debate: ArgumentMap, place: Place, group: str, closed: bool) -> Place:
    """The same place with a group closed, no card in it being chosen or in the middle any more; or open again."""
    there = place.closing(group, closed)
    if closed and there.card is not None and group in _around(debate, there.card):
        there = there.at(None)
    if closed and there.focus is not None and group in _around(debate, there.focus):
        there = there.around(None)
    return there


def opened(debate: ArgumentMap, place: Place) -> Place:
    """The same place, where the chosen card and the one in the middle are in no closed group, so that they are drawn."""
    shut = place.closed & debate.groups.keys()
    for card in (place.card, place.focus):
        shut -= _around(debate, card)
    return replace(place, closed=frozenset(shut))


def _around(debate: ArgumentMap, card: str | None) -> set[str]:
    """The groups that a card is in, the outer ones too."""
    found = set[str]()
    group = debate.nodes[card].group if card is not None and card in debate.nodes else None
    while group is not None:
        found.add(group)
        group = debate.groups[group].parent
    return found


def switches(
    debate: ArgumentMap, place: Place, names: Mapping[str, str], translate: Translate
) -> tuple[LookSwitch, ...]:
    """The switches that change something: told in full or simply; with or without who wrote the cards."""
    found = []
    if debate.relations:
        found.append(
            LookSwitch(
                "told", translate("Told"), translate("In full"), translate("Simply"),
                place.told(False).href(), place.told(True).href(), place.simple,
            )
        )  # fmt: skip
    if any(node.author in names for node in debate.nodes.values()):
        found.append(
            LookSwitch(
                "authors", translate("Authors"), translate("Off"), translate("On"),
                replace(place, signed=False).href(), replace(place, signed=True).href(), place.signed,
            )
        )  # fmt: skip
    return tuple(found)


def choices(debate: ArgumentMap, place: Place, translate: Translate) -> tuple[LookChoice, ...]:
    """What else there is to choose of the picture: who places the cards, for what the type is set, the colours."""
    if not debate.nodes:
        return ()
    return tuple(
        LookChoice(
            part,
            translate(LABELS[part]),
            tuple(
                Choice(place.drawn(part, each).href(), translate(words), each == getattr(place, part))
                for each, words in WORDS[part].items()
                if each in DRAWN[part] and (each != "facing" or two_sided(debate) or place.layout == each)
            ),
        )
        for part in ("layout", "density", "palette")
    )


def two_sided(debate: ArgumentMap) -> bool:
    """Whether a map has two positions, which can be set against each other."""
    return sum(node.kind == "position" for node in debate.nodes.values()) == 2
