"""The search of a map's page: the whole map by words, so that every card can be reached, whatever the page shows of it."""

from __future__ import annotations

from dataclasses import replace

from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap
from argmap.model.outline import Line
from argmap.model.roles import Standing, called
from argmap.service.finding import find, plain, words
from argmap.web.addresses import Place
from argmap.web.found_views import Finder, Found, FoundLine
from argmap.web.words import NAMES, Translate, counted, tone

MOST = 50
"""How many of the cards found are listed."""

_LONGEST = 160  # characters of a card that was found
_BEFORE = 40  # of them before the words, where those come late


def finder(place: Place, *, whole: bool) -> Finder:
    """The form that searches from a place. A search begins anew: nothing is chosen, no form is open."""
    there = replace(place.at(None).finding(""), made=False)
    fields = tuple((name, value) for name, value in there.asked().items() if value)
    return Finder(replace(Place(place.map), root=place.root).href("found"), fields, place.find, whole)


def found(
    debate: ArgumentMap,
    where: Standing,
    place: Place,
    translate: Translate,
    language: str | None,
    *,
    without: str | None = None,
) -> Found | None:
    """The cards of a visible map that hold the words a place asks for, but for the card `without`; None where it asks for none.

    `language`: that of cards which have none of their own.
    """
    if not words(place.find):
        return None
    lines = [line for line in find(debate, where, place.find) if line.node != without]
    values = {"words": place.find.strip()}
    heading = (
        counted(len(lines), "One card with “{words}”", "{count} cards with “{words}”", **values)
        if lines
        else Message("No card with “{words}”", values)
    )
    note = None
    if not lines:
        note = translate("All the words have to be in one card. Try fewer of them, or only their beginnings.")
    elif len(lines) > MOST:
        note = Message("The first {count} are listed. More words find fewer cards.", {"count": MOST}).text(
            translate
        )
    return Found(
        place.find,
        heading.text(translate),
        note,
        tuple(_line(debate, each, place, translate, language) for each in lines[:MOST]),
        place.finding("").href(),
    )


def _line(
    debate: ArgumentMap, line: Line, place: Place, translate: Translate, language: str | None
) -> FoundLine:
    node = debate.nodes[line.node]
    does = called(node, debate.relations.get(line.relation or ""), line.role)
    # A card outside the part that is shown is to be seen too.
    there = place.around(None).at(node.id)
    return FoundLine(
        node.id,
        translate(NAMES[does]),
        tone(does),
        _part(node.text, place.find),
        node.language or language,
        there.href(f"card-{node.id}"),
        node.id == place.card,
    )


def _part(text: str, typed: str) -> str:
    """The beginning of a text; of a long one what stands around the first of the words."""
    if len(text) <= _LONGEST:
        return text
    # Letters that fold into several, or into none, shift the place a little: it is for reading.
    places = [plain(text).find(word) for word in words(typed)]
    first = min((each for each in places if each >= 0), default=0)
    if first < _LONGEST - _BEFORE:
        return excerpt(text, _LONGEST)
    start = text.find(" ", first - _BEFORE, first) + 1 or first
    return "… " + excerpt(text[start:], _LONGEST)
