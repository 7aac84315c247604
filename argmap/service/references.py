"""Sources as people name them in a form: a title, an author, a year, an address, the words that were read there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from argmap.formats import csl
from argmap.messages import Message
from argmap.model import ArgumentMap, Problem, Quote, Source
from argmap.model.operations import (
    AddQuote,
    AddSource,
    Cite,
    EditQuote,
    EditSource,
    Operation,
    RemoveQuote,
    Uncite,
)
from argmap.model.text import MAXIMUM
from argmap.service.numbers import Numbers
from argmap.service.wording import optional

_ADDRESS = 2_000


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


def fields(reference: Reference, notes: list[Message]) -> dict[str, Any]:
    """The CSL-JSON fields of a source; empty when nothing names one. Raises `Problem`."""
    address = optional(reference.url, "address", notes, _ADDRESS)
    if address is not None and not is_link(address):
        raise Problem("The address of a source begins with http:// or https://.")
    typed = {
        "title": optional(reference.title, "title of the source", notes, 1_000),
        "author": optional(reference.author, "author", notes, 1_000),
        "issued": optional(reference.year, "year", notes, 40),
        "URL": address,
    }
    return csl.full({name: value for name, value in typed.items() if value is not None})


def reference(debate: ArgumentMap, card: str) -> Reference:
    """The first source of a card as a form shows it."""
    node = debate.nodes[card]
    if not node.sources:
        return Reference()
    source = debate.sources[node.sources[0]]
    brief = csl.short(source.fields)
    quote = _quote(debate, card, source.id)
    return Reference(
        _text(brief.get("title")),
        _text(brief.get("author")),
        _text(brief.get("issued")),
        _text(brief.get("URL")),
        quote.exact if quote else "",
    )


def citing(
    debate: ArgumentMap, numbers: Numbers, card: str, wanted: Reference, notes: list[Message]
) -> tuple[str | None, list[Operation], list[Operation]]:
    """For a new card: the id of its source (None: it has none), what comes before the card, and what after.

    A source with the same fields that the map has already is cited again.
    """
    made = fields(wanted, notes)
    exact = optional(wanted.quote, "quotation", notes, MAXIMUM)
    if not made:
        if exact is not None:
            raise Problem("A quotation needs its source: say at least the title or the address.")
        return None, [], []
    before: list[Operation] = []
    known = next((source.id for source in debate.sources.values() if csl.full(source.fields) == made), None)
    if known is None:
        known = numbers.give("s")
        before.append(AddSource(Source(known, made)))
    after: list[Operation] = []
    if exact is not None:
        after.append(AddQuote(Quote(numbers.give("q"), card, known, exact)))
    return known, before, after


def recited(
    debate: ArgumentMap, numbers: Numbers, card: str, wanted: Reference, notes: list[Message]
) -> list[Operation]:
    """What changes the first source of a card, and its quotation, to what a form says now."""
    old = reference(debate, card)
    if wanted == old:
        return []
    node = debate.nodes[card]
    made = fields(wanted, notes)
    exact = optional(wanted.quote, "quotation", notes, MAXIMUM)
    if not node.sources:
        known, before, after = citing(debate, numbers, card, wanted, notes)
        return [*before, *([] if known is None else [Cite(card, known)]), *after]
    source = debate.sources[node.sources[0]]
    quote = _quote(debate, card, source.id)
    if not made:
        gone: list[Operation] = [RemoveQuote(quote.id)] if quote else []
        return [*gone, Uncite(card, source.id)]
    changes: list[Operation] = []
    merged = _merged(source.fields, old, wanted, made)
    if merged != source.fields:
        changes.append(EditSource(source.id, {"fields": merged}))
    if exact != (quote.exact if quote else None):
        if quote is None:
            changes.append(AddQuote(Quote(numbers.give("q"), card, source.id, exact or "")))
        elif exact is None:
            changes.append(RemoveQuote(quote.id))
        else:
            # The place in the text was that of the old words.
            changes.append(
                EditQuote(quote.id, {"exact": exact, "before": "", "after": "", "start": None, "end": None})
            )
    return changes


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


def _quote(debate: ArgumentMap, card: str, source: str) -> Quote | None:
    """The first quote from this source on this card."""
    found = [
        quote
        for each in debate.referrers(card)
        if (quote := debate.quotes.get(each)) is not None and quote.source == source
    ]
    return min(found, key=lambda quote: (len(quote.id), quote.id), default=None)


def _text(value: Any) -> str:
    """A field as one line: several names with semicolons, anything stranger by what it says."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        named = [str(value[part]) for part in ("literal", "given", "family", "raw") if value.get(part)]
        return " ".join(named)
    return "" if value is None else str(value)
