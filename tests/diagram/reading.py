"""Reads relations back from the words that are said of them, as somebody does who cannot see the picture."""

from __future__ import annotations

import re

from argmap.model import ArgumentMap, Relation, replay
from argmap.model.operations import EditNode

Said = tuple[str, frozenset[str], object]
"""A relation: its kind, its premises, and its target, which is the id of a card or another relation."""

_DEED = re.compile(r"(Supports|Objects to|Rebuts): Card (n\d+)\.(?: together with: ([^.]+)\.)?")
_CUT = re.compile(r"It says(?:, together with (.*?),)? that (.*?) does (not )?follow\.")


def plain(debate: ArgumentMap) -> ArgumentMap:
    """The visible map with cards that say their id and nothing else."""
    changes = {"title": None, "argument": False}
    edits = [EditNode(each, {"text": f"Card {each}", **changes}) for each in debate.visible().nodes]
    return replay(edits, debate.visible())


def meant(debate: ArgumentMap, relation: Relation) -> Said:
    """A relation as the map has it."""
    aimed = debate.relations.get(relation.target)
    target = relation.target if aimed is None else meant(debate, aimed)
    return relation.kind, frozenset(relation.premises), target


def named(text: str | None) -> frozenset[str]:
    """The cards that are named in a text."""
    return frozenset(re.findall(r"Card (n\d+)", text or ""))


def label(card: str, text: str) -> set[Said]:
    """All that is said of one card."""
    deeds: set[Said] = {
        ("support" if word == "Supports" else "attack", frozenset({card}) | named(others), target)
        for word, target, others in _DEED.findall(text)
    }
    return deeds | {each for each in [cut(card, found[0]) for found in _CUT.finditer(text)] if each}


def cut(card: str, text: str) -> Said | None:
    """What a card says of a link."""
    found = _CUT.fullmatch(text)
    if found is None:
        return None
    kind = "attack" if found[3] else "support"
    return kind, frozenset({card}) | named(found[1]), _link(found[2])


def _link(text: str) -> Said:
    bare = text.removeprefix("the opposite of ")
    kind = "support" if bare == text else "attack"
    if bare.startswith("("):
        end, _, start = bare[1:].rpartition(") from ")
        return kind, named(start), _link(end)
    end, _, start = bare.partition(" from ")
    (target,) = named(end)
    return kind, named(start), target
