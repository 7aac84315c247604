"""What holds of every argument map, said a second time.

Written from the architecture page and not from `argmap.model.rules`, so that each checks the other.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from itertools import chain
from string import ascii_letters, ascii_lowercase, digits
from typing import Any

from argmap.model import ArgumentMap, Item

_SPACES = {chr(c) for c in range(0x3001) if chr(c).isspace()}


def assert_invariants(debate: ArgumentMap) -> None:
    """Every rule that the architecture page names, and that the map's own index agrees with a plain look."""
    _ids(debate)
    for item in _items(debate):
        assert type(item.version) is int
        assert item.version >= 1
        assert is_rank(getattr(item, "rank", "")), f"the rank of {item}"
    _nodes(debate)
    _relations(debate)
    _sources_and_quotes(debate)
    _groups(debate)
    _index(debate)
    assert isinstance(debate.foreign, dict)
    assert debate.language is None or is_plain(debate.language, 200)


def is_plain(text: object, longest: int = 10_000) -> bool:
    """Whether a text is as a map holds it: NFC, single spaces inside, no stray characters, not empty."""
    if not isinstance(text, str) or not text or len(text) > longest or text != text.strip(" "):
        return False
    stray = any(c < " " or c == "\x7f" or "\ud800" <= c <= "\udfff" for c in text)
    breaks = any(c in _SPACES and c != " " for c in text)
    return not (stray or breaks or "  " in text) and unicodedata.normalize("NFC", text) == text


def is_rank(rank: object) -> bool:
    return isinstance(rank, str) and (
        rank == "" or (len(rank) <= 200 and set(rank) <= {*digits, *ascii_lowercase} and rank[-1] != "0")
    )


def _items(debate: ArgumentMap) -> list[Item]:
    return [
        *debate.nodes.values(),
        *debate.relations.values(),
        *debate.sources.values(),
        *debate.quotes.values(),
        *debate.groups.values(),
    ]


def _ids(debate: ArgumentMap) -> None:
    tables = (debate.nodes, debate.relations, debate.sources, debate.quotes, debate.groups)
    ids = list(chain.from_iterable(tables))
    assert len(ids) == len(set(ids)), "one id names two things"
    assert ids == [item.id for item in _items(debate)], "an item stands under another id than its own"
    for identifier in ids:
        assert 1 <= len(identifier) <= 64
        assert set(identifier) <= {*ascii_letters, *digits, *"_.:-"}
        assert identifier[0] not in ".:-"
        item = debate.item(identifier)
        assert item is not None
        assert item.id == identifier


def _nodes(debate: ArgumentMap) -> None:
    for node in debate.nodes.values():
        assert node.kind in {"question", "position", "claim", "evidence"}
        assert is_plain(node.text)
        assert node.title is None or is_plain(node.title)
        assert node.stance in {None, "rival", "independent"}
        assert node.stance is None or node.kind == "position"
        assert node.group is None or node.group in debate.groups
        assert type(node.hidden) is bool
        assert type(node.argument) is bool
        for few in (node.tags, node.sources):
            assert type(few) is tuple
            assert len(set(few)) == len(few)
        assert set(node.sources) <= set(debate.sources)
        for short in (*node.tags, node.language, node.origin, node.author):
            assert short is None or is_plain(short, 200)


def _relations(debate: ArgumentMap) -> None:
    for relation in debate.relations.values():
        assert relation.kind in {"support", "attack"}
        assert type(relation.premises) is tuple
        assert relation.premises
        assert len(set(relation.premises)) == len(relation.premises)
        assert set(relation.premises) <= set(debate.nodes)
        assert relation.weight is None or _is_share(relation.weight)
        assert relation.note is None or is_plain(relation.note)
        assert relation.scheme is None or is_plain(relation.scheme, 200)
    ends = set(debate.nodes)
    for _ in debate.relations:
        more = {r.id for r in debate.relations.values() if r.target in ends} - ends
        if not more:
            break
        ends |= more
    assert set(debate.relations) <= ends, "following targets does not end in a node"


def _is_share(value: object) -> bool:
    return type(value) in {int, float} and 0 <= value <= 1  # type: ignore[operator]


def _sources_and_quotes(debate: ArgumentMap) -> None:
    for source in debate.sources.values():
        assert type(source.fields) is dict
        assert _is_data(source.fields, 0)
        assert source.credibility is None or _is_share(source.credibility)
        assert source.reason is None or is_plain(source.reason)
    for quote in debate.quotes.values():
        assert quote.node in debate.nodes
        assert quote.source in debate.sources
        assert is_plain(quote.exact)
        assert all(part == "" or is_plain(part) for part in (quote.before, quote.after))
        assert all(place is None or (type(place) is int and place >= 0) for place in (quote.start, quote.end))
        assert quote.start is None or quote.end is None or quote.start <= quote.end


def _is_data(value: Any, depth: int) -> bool:
    """Whether a value can be written as JSON, and would be read back the same."""
    if depth > 7:
        return False
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_data(part, depth + 1) for key, part in value.items())
    if isinstance(value, list):
        return all(_is_data(part, depth + 1) for part in value)
    if isinstance(value, str):
        return value == "" or is_plain(value, 20_000)
    return (
        value is None or isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value))
    )


def _groups(debate: ArgumentMap) -> None:
    for group in debate.groups.values():
        assert is_plain(group.title)
        above = group.parent
        for _ in debate.groups:
            if above is None:
                break
            assert above != group.id, "a group stands inside itself"
            above = debate.groups[above].parent


def _index(debate: ArgumentMap) -> None:
    """The index answers as a scan would, as it stands and built anew."""
    scanned: dict[str, set[str]] = defaultdict(set)
    for node in debate.nodes.values():
        for each in (*node.sources, node.group):
            if each is not None:
                scanned[each].add(node.id)
    for relation in debate.relations.values():
        for each in (*relation.premises, relation.target):
            scanned[each].add(relation.id)
    for quote in debate.quotes.values():
        scanned[quote.node].add(quote.id)
        scanned[quote.source].add(quote.id)
    for group in debate.groups.values():
        if group.parent is not None:
            scanned[group.parent].add(group.id)
    again = debate.copy()
    for identifier in (*(item.id for item in _items(debate)), *scanned, "nothing"):
        assert set(debate.referrers(identifier)) == set(again.referrers(identifier)) == scanned[identifier]
        incoming = {r.id for r in debate.relations.values() if r.target == identifier}
        assert [r.id for r in debate.incoming(identifier)] == sorted(
            incoming, key=lambda i: _sibling(debate, i)
        )
        outgoing = {r.id for r in debate.relations.values() if identifier in r.premises}
        assert [r.id for r in debate.outgoing(identifier)] == sorted(outgoing, key=lambda i: (len(i), i))


def _sibling(debate: ArgumentMap, identifier: str) -> tuple[str, int, str]:
    return debate.relations[identifier].rank, len(identifier), identifier
