"""What people have said is fine: kept on the map itself, as a tag on a card, so that it travels with the map.

The tag `fine:RULE` says so of the findings of a rule on the card that carries it, and on the arguments of which the
card is the first premise (no rule finds fault with both). What concerns the whole map is said on the question, on
a map without one on the first position, else on the first card.
"""

from __future__ import annotations

from argmap.analysis.review.findings import RULES, Rule
from argmap.messages import excerpt
from argmap.model import ArgumentMap, Problem
from argmap.model.map import place

_FINE = "fine:"
_HEADS = ("question", "position")


def meant(tag: str) -> Rule | None:
    """The rule whose findings a tag says are fine; None for any other tag.

    >>> meant("fine:one-sided").title, meant("fine:wine") is None, meant("one-sided") is None
    ('One side only', True, True)
    """
    return RULES.get(tag.removeprefix(_FINE)) if tag.startswith(_FINE) else None


def dismissed(debate: ArgumentMap) -> frozenset[tuple[str, str]]:
    """The findings that people have said are fine: pairs of the rule and of what it is about, as in `Finding`.

    Hidden cards count for nothing, nor do tags of rules that are not known. Linear.

    >>> from argmap import load
    >>> text = "[Cars out]: Cars should leave. #position\\n  + The air is better. #(fine:unsupported-claim)\\n"
    >>> debate, _ = load(text)
    >>> sorted(dismissed(debate))
    [('unsupported-claim', 'n2'), ('unsupported-claim', 'r1')]
    """
    debate = debate.visible()
    found: set[tuple[str, str]] = set()
    top: str | None = None
    for node in debate.nodes.values():
        for rule in filter(None, map(meant, node.tags)):
            top = top or _top(debate)
            ours = (each.id for each in debate.outgoing(node.id) if each.premises[0] == node.id)
            whole = ("",) if node.id == top else ()
            found.update((rule.id, on) for on in (node.id, *ours, *whole))
    return frozenset(found)


def mark(debate: ArgumentMap, rule: str, on: str) -> tuple[str, str]:
    """The card, and the tag that it carries where a finding is fine.

    `rule` and `on` are those of the finding: `on` is a card, an argument, or empty for the whole map. Raises `Problem`
    when there is no such rule, or the (visible) map has nothing of the kind.

    >>> from argmap import load
    >>> debate, _ = load("[Cars out]: Cars should leave. #position\\n  + The air gets cleaner.\\n")
    >>> mark(debate, "missing-warrant", "r1"), mark(debate, "one-sided", "")
    (('n2', 'fine:missing-warrant'), ('n1', 'fine:one-sided'))
    """
    if rule not in RULES:
        raise Problem("The review has no rule “{rule}”.", rule=excerpt(rule))
    debate = debate.visible()
    card: str | None = on if on in debate.nodes else None
    if on in debate.relations:
        card = debate.relations[on].premises[0]
    elif on == "":
        card = _top(debate)
    if card is None:
        raise Problem("What this finding is about is not on the map any more.", item=on or None)
    return card, _FINE + rule


def _top(debate: ArgumentMap) -> str | None:
    """The card that stands for the whole map."""

    def order(card: str) -> tuple[object, ...]:
        node = debate.nodes[card]
        return (_HEADS.index(node.kind) if node.kind in _HEADS else len(_HEADS), *place(node))

    return min(debate.nodes, key=order, default=None)
