"""The form of a card as it travels: what was written, and what stood there when the writing began.

So the service can tell what its writer changed from what somebody else did meanwhile; and where both changed the same,
the page of the conflict is made from these too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple

from argmap.model import ArgumentMap
from argmap.service.content import Content, Stood, cleaned, content, stood
from argmap.service.edits import Wanted
from argmap.service.references import Reference
from argmap.web.conflict_views import Difference
from argmap.web.fields import Fields
from argmap.web.form_views import Choice
from argmap.web.words import NAMES, STANCES, Translate

KINDS = ("claim", "evidence", "position")
"""The kinds between which a card can be changed."""

_OWN = ("text", "title", "kind", "stance")
_CITED = ("source_title", "source_author", "source_year", "source_url", "quote")
_FIELDS = (*_OWN, *_CITED)
_WAS = "was_"
_STOOD = "stood"
_MOST = 100

_LABELS = {
    "text": "What the card says",
    "title": "Short name",
    "kind": "What it is",
    "stance": "This position",
    "source_title": "Source: its title",
    "source_author": "Author",
    "source_year": "Year",
    "source_url": "Address on the web",
    "quote": "The words quoted",
}


def carried(debate: ArgumentMap, card: str) -> tuple[tuple[str, str], ...]:
    """What a form carries unseen: what the card says and does as its writer sees it."""
    return tuple(_carried(content(debate, card), _said(stood(debate, card))))


def recarried(typed: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The same from a form that was sent; empty when it held nothing of the kind."""
    return tuple((name, value) for name, value in typed.items() if name == _STOOD or name.startswith(_WAS))


def wanted(card: str, fields: Fields) -> Wanted:
    """The card as the form that was sent wants it."""
    was = {name: fields.get(_WAS + name) for name in _FIELDS if fields.has(_WAS + name)}
    seen = None
    if len(was) == len(_FIELDS):
        seen = Content(was["text"], was["title"], was["kind"], was["stance"], _reference(was))
    sent = {name: fields.get(name) for name in _FIELDS if fields.has(name)}
    cites = any(name in sent for name in _CITED)
    return Wanted(
        card,
        fields.whole("version"),
        sent.get("text"),
        sent.get("title"),
        sent.get("kind") or None,
        sent.get("stance") or None,
        _reference(was | sent) if cites else None,
        seen,
        tuple(_stood(fields.get(_STOOD))),
    )


def settling(debate: ArgumentMap, wanted: Wanted) -> tuple[tuple[str, str], ...]:
    """What the form that settles a conflict carries: the card as it is now; where it is gone, as it was."""
    if wanted.card in debate.nodes:
        return carried(debate, wanted.card)
    return tuple(_carried(wanted.seen or wanted.mine, _said(wanted.stood)))


def differences(debate: ArgumentMap, wanted: Wanted, translate: Translate) -> Iterator[Difference]:
    """In what the card as it is now differs from what somebody wrote, or from what they saw and left alone."""
    there = wanted.card in debate.nodes
    now = _flat(content(debate, wanted.card)) if there else None
    mine, tidied = _flat(wanted.mine), _flat(cleaned(wanted.mine))
    before = _flat(wanted.seen) if wanted.seen is not None else now or {}
    for name in _FIELDS:
        touched = name in mine and tidied[name] != before.get(name)
        if now is None:
            # All else goes along unseen.
            if touched or name == "text":
                yield _difference(name, mine.get(name, before.get(name, "")), None, translate)
        elif touched and tidied[name] != now[name]:
            yield _difference(name, mine[name], now[name], translate)
        elif not touched and now[name] != before[name]:
            yield _difference(name, None, now[name], translate)


def _difference(name: str, yours: str | None, theirs: str | None, translate: Translate) -> Difference:
    words = {"kind": {kind: NAMES[kind] for kind in KINDS}, "stance": STANCES}.get(name, {})
    choices = tuple(Choice(value, translate(word), value == yours) for value, word in words.items())
    said = next((choice.label for choice in choices if choice.value == theirs), theirs)
    return Difference(name, translate(_LABELS[name]), yours, said, choices, name in ("text", "quote"))


def _flat(parts: Content) -> dict[str, str]:
    """The parts of a card by the fields of a form; what is None is left out."""
    own = {name: getattr(parts, name) for name in _OWN if getattr(parts, name) is not None}
    cited = {} if parts.reference is None else dict(zip(_CITED, astuple(parts.reference), strict=True))
    return own | cited


def _reference(values: Mapping[str, str]) -> Reference:
    return Reference(*(values.get(name, "") for name in _CITED))


def _carried(parts: Content, said: str) -> Iterator[tuple[str, str]]:
    known = _flat(parts)
    for name in _FIELDS:
        yield _WAS + name, known.get(name, "")
    yield _STOOD, said


def _said(does: tuple[Stood, ...]) -> str:
    return " ".join(f"{each.relation},{each.kind},{each.target}" for each in does[:_MOST])


def _stood(said: str) -> Iterator[Stood]:
    for each in said.split()[:_MOST]:
        parts = each.split(",")
        if len(parts) == 3:
            yield Stood(*parts)
