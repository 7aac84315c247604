"""Sources as people name them in a form: a title, an author, a year, an address, the words that were read there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from argmap.formats import csl
from argmap.messages import Message
from argmap.model import ArgumentMap, Quote, Source
from argmap.model.operations import (
    AddQuote,
    AddSource,
    Cite,
    EditNode,
    EditQuote,
    EditSource,
    Operation,
    RemoveQuote,
    RemoveSource,
    Uncite,
)
from argmap.model.text import MAXIMUM, clean
from argmap.service.faults import Fault, about
from argmap.service.numbers import Numbers
from argmap.service.wording import optional

_LONGEST = {
    "title": ("title of the source", 1_000),
    "author": ("author", 1_000),
    "year": ("year", 40),
    "url": ("address", 2_000),
}

# A host with a dot in it, whose last part is no number; then perhaps a port, and the rest of an address.
_HOST = re.compile(r"(?://)?(?:[^\s/?#:@]+\.)+[^\W\d][^\s/?#:@.]*(?::[0-9]{1,5})?(?:[/?#].*)?\Z")


@dataclass(frozen=True, slots=True)
class Reference:
    """What somebody typed about a source; every field may be empty."""

    title: str = ""
    author: str = ""
    year: str = ""
    url: str = ""
    quote: str = ""


def is_link(address: object) -> bool:
    """Whether an address may be followed from a page: http and https alone."""
    return isinstance(address, str) and address.lower().startswith(("http://", "https://"))


def completed(address: str) -> str:
    """An address as it can be followed: one that names a host alone is one of the web.

    >>> completed("example.org/survey"), completed("ftp://example.org"), completed(" ")
    ('https://example.org/survey', 'ftp://example.org', '')
    """
    address = clean(address)
    if _HOST.match(address):
        return "https://" + address.removeprefix("//")
    return address


def tidy(reference: Reference) -> Reference:
    """What was typed as it would be kept."""
    return Reference(
        clean(reference.title),
        clean(reference.author),
        clean(reference.year),
        completed(reference.url),
        clean(reference.quote),
    )


def fields(reference: Reference, notes: list[Message]) -> dict[str, Any]:
    """The CSL-JSON fields of a source; empty when nothing names one. Raises `Problem`."""
    typed = {
        "title": _field("title", reference.title, notes),
        "author": _field("author", reference.author, notes),
        "issued": _field("year", reference.year, notes),
        "URL": _field("url", completed(reference.url), notes),
    }
    if typed["URL"] is not None and not is_link(typed["URL"]):
        raise Fault("source_url", Message("The address of a source begins with http:// or https://."))
    return csl.full({name: value for name, value in typed.items() if value is not None})


def reference(debate: ArgumentMap, card: str) -> Reference:
    """The first source of a card as a form shows it."""
    node = debate.nodes[card]
    if not node.sources:
        return Reference()
    source = debate.sources[node.sources[0]]
    brief = csl.short(source.fields)
    quotes = _quotes(debate, card, source.id)
    return Reference(
        _text(brief.get("title")),
        _text(brief.get("author")),
        _text(brief.get("issued")),
        _text(brief.get("URL")),
        quotes[0].exact if quotes else "",
    )


def _field(name: str, typed: str, notes: list[Message]) -> str | None:
    words, most = _LONGEST[name]
    with about(f"source_{name}"):
        return optional(typed, words, notes, most)


def citing(
    debate: ArgumentMap, numbers: Numbers, card: str, wanted: Reference, notes: list[Message]
) -> tuple[str | None, list[Operation], list[Operation]]:
    """For a new card: the id of its source (None: it has none), what comes before the card, and what after.

    A source with the same fields that the map has already is cited again.
    """
    made = fields(wanted, notes)
    exact = _exact(wanted, notes)
    if not made:
        if exact is not None:
            raise _alone()
        return None, [], []
    known, before = _known(debate, numbers, made)
    after: list[Operation] = []
    if exact is not None:
        after.append(AddQuote(Quote(numbers.give("q"), card, known, exact)))
    return known, before, after


def _known(debate: ArgumentMap, numbers: Numbers, made: dict[str, Any]) -> tuple[str, list[Operation]]:
    """The source with these fields that the map has, else a new one and what adds it."""
    full = csl.full(made)
    for source in debate.sources.values():
        if csl.full(source.fields) == full:
            return source.id, []
    new = Source(numbers.give("s"), made)
    return new.id, [AddSource(new)]


def _exact(wanted: Reference, notes: list[Message]) -> str | None:
    with about("quote"):
        return optional(wanted.quote, "quotation", notes, MAXIMUM)


def _alone() -> Fault:
    return Fault(
        "source_title", Message("A quotation needs its source: say at least the title or the address.")
    )


def recited(
    debate: ArgumentMap, numbers: Numbers, card: str, wanted: Reference, notes: list[Message]
) -> list[Operation]:
    """What changes the first source of a card, and its quotation, to what a form says now.

    A source that other cards cite too stays as it is for them: this card then cites one of its own.
    """
    old = reference(debate, card)
    if wanted == old:
        return []
    node = debate.nodes[card]
    made = fields(wanted, notes)
    exact = _exact(wanted, notes)
    if not node.sources:
        known, before, after = citing(debate, numbers, card, wanted, notes)
        return [*before, *([] if known is None else [Cite(card, known)]), *after]
    source = debate.sources[node.sources[0]]
    if not made and replace(old, quote="") != Reference():
        if exact is not None:
            raise _alone()
        return _taken_off(debate, card, source.id)
    merged = _merged(source.fields, old, wanted, made)
    if merged == source.fields:
        return _requoted(debate, numbers, card, source.id, source.id, exact)
    if not _others(debate, source.id, card):
        edit = EditSource(source.id, {"fields": merged})
        return [edit, *_requoted(debate, numbers, card, source.id, source.id, exact)]
    own, before = _known(debate, numbers, merged)
    sources = tuple(dict.fromkeys(own if each == source.id else each for each in node.sources))
    citation = EditNode(card, {"sources": sources})
    return [*before, citation, *_requoted(debate, numbers, card, source.id, own, exact)]


def _taken_off(debate: ArgumentMap, card: str, source: str) -> list[Operation]:
    """The end of a citation, with its quotations, and of the source if nothing else rests on it."""
    gone: list[Operation] = [RemoveQuote(quote.id) for quote in _quotes(debate, card, source)]
    rest: list[Operation] = [] if _others(debate, source, card) else [RemoveSource(source)]
    return [*gone, Uncite(card, source), *rest]


def _requoted(
    debate: ArgumentMap, numbers: Numbers, card: str, old: str, new: str, exact: str | None
) -> list[Operation]:
    """The quotations of a card from a source: all moved along to a new one, the first with new words (None: gone)."""
    moved: dict[str, Any] = {} if new == old else {"source": new}
    quotes = _quotes(debate, card, old)
    if not quotes:
        return [] if exact is None else [AddQuote(Quote(numbers.give("q"), card, new, exact))]
    first, *others = quotes
    made: list[Operation] = []
    if exact is None:
        made.append(RemoveQuote(first.id))
    elif exact != first.exact:
        # The place in the text was that of the old words.
        place = {"before": "", "after": "", "start": None, "end": None}
        made.append(EditQuote(first.id, {**moved, "exact": exact, **place}))
    elif moved:
        made.append(EditQuote(first.id, moved))
    if moved:
        made += [EditQuote(each.id, moved) for each in others]
    return made


def abandoned(debate: ArgumentMap, cards: Iterable[str]) -> list[Operation]:
    """What takes away the sources that nothing rests on any more when these cards are gone."""
    gone = dict.fromkeys(cards)
    quoted = (
        debate.quotes[each].source
        for card in gone
        for each in debate.referrers(card)
        if each in debate.quotes
    )
    cited = (source for card in gone for source in debate.nodes[card].sources)
    return [
        RemoveSource(source)
        for source in dict.fromkeys((*cited, *quoted))
        if not any(_resting(debate, each) not in gone for each in debate.referrers(source))
    ]


def _others(debate: ArgumentMap, source: str, card: str) -> bool:
    """Whether other cards cite a source, or quote it."""
    return any(_resting(debate, each) != card for each in debate.referrers(source))


def _resting(debate: ArgumentMap, identifier: str) -> str:
    """The card that something which refers to a source belongs to: a quotation to its card, a card to itself."""
    quote = debate.quotes.get(identifier)
    return identifier if quote is None else quote.node


def _merged(
    old: Mapping[str, Any], before: Reference, wanted: Reference, made: Mapping[str, Any]
) -> dict[str, Any]:
    """The fields of a source after a form: what the form does not know of stays, and so does what it left alone."""
    kept = dict(old)
    for name, had, has in (
        ("title", before.title, wanted.title),
        ("author", before.author, wanted.author),
        ("issued", before.year, wanted.year),
        ("URL", before.url, wanted.url),
    ):
        if had != has:
            kept.pop(name, None)
            if name in made:
                kept[name] = made[name]
    return kept


def _quotes(debate: ArgumentMap, card: str, source: str) -> list[Quote]:
    """The quotes from this source on this card, the oldest first."""
    found = [
        quote
        for each in debate.referrers(card)
        if (quote := debate.quotes.get(each)) is not None and quote.source == source
    ]
    return sorted(found, key=lambda quote: (len(quote.id), quote.id))


def _text(value: Any) -> str:
    """A field as one line: several names with semicolons, anything stranger by what it says."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        named = [str(value[part]) for part in ("literal", "given", "family", "raw") if value.get(part)]
        return " ".join(named)
    return "" if value is None else str(value)
