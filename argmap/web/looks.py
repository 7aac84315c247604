"""How the picture of a page is drawn, as its address says: in plain words, with groups closed, with who wrote the cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from argmap.model import ArgumentMap
from argmap.web.addresses import Place
from argmap.web.look_views import LookSwitch
from argmap.web.words import Translate


def opened(debate: ArgumentMap, place: Place) -> Place:
    """The same place, where the chosen card and the one in the middle are in no closed group, so that they are drawn."""
    shut = place.closed & debate.groups.keys()
    for card in (place.card, place.focus):
        group = debate.nodes[card].group if card is not None and card in debate.nodes else None
        while group is not None:
            shut -= {group}
            group = debate.groups[group].parent
    return replace(place, closed=frozenset(shut))


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
