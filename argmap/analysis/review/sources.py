"""Who says it: sources and voices, and what a group thinks of a card."""

from __future__ import annotations

from collections import Counter

from argmap.analysis.review.ground import Findings, Ground, finding
from argmap.messages import excerpt

_FEW = 1.5  # effective sources: fewer are as good as one
_ENOUGH = 3  # ratings from which something can be told
_MANY = 5  # ratings from which it can be told that people disagree
_WIDE = 0.3  # the spread from which people disagree; all at both ends: 0.5
_NARROW = 0.15
_MIDDLE = 0.15  # how far from a half a mean may lie that says neither yes nor no


def effective(shares: Counter[str]) -> float:
    """How many equal sources would be as varied as these: 1 / sum p² (Simpson 1949; Laakso and Taagepera 1979).

    >>> effective(Counter(a=5, b=5)), round(effective(Counter(a=9, b=1)), 2)
    (2.0, 1.22)
    """
    total = sum(shares.values())
    return total**2 / sum(count**2 for count in shares.values()) if total else 0.0


def one_source(ground: Ground) -> Findings:
    """Positions for which all that cites a source cites, as good as, the same one."""
    for top, case in ground.cases.items():
        citing = [node for node in case.nodes if node in ground.sources]
        shares = Counter(source for node in citing for source in sorted(ground.sources[node]))
        if len(citing) < 2 or effective(shares) >= _FEW or (len(shares) > 1 and len(citing) < 4):
            continue
        source, _count = max(shares.items(), key=lambda pair: pair[1])
        yield finding(
            "one-source",
            top,
            "All {count} cards with a source that speak for “{position}” rest on the same one: {source}."
            if len(shares) == 1
            else "Nearly all of the {count} cards with a source that speak for “{position}” rest on one: {source}.",
            "Look for a second source that does not lean on the first.",
            count=len(citing),
            position=ground.name(top),
            source=_titled(ground, source),
        )


def _titled(ground: Ground, source: str) -> str:
    fields = ground.debate.sources[source].fields
    for name in ("title", "container-title", "URL"):
        if isinstance(fields.get(name), str) and fields[name]:
            return f"“{excerpt(fields[name], 60)}”"
    return source


def one_voice(ground: Ground) -> Findings:
    """Positions for which one person alone has spoken, on a map on which several people write."""
    everybody = {node.author for node in ground.nodes.values() if node.author}
    if len(everybody) < 2:
        return
    for top, case in ground.cases.items():
        voices = Counter(author for node in case.nodes if (author := ground.nodes[node].author))
        count = sum(voices.values())
        if count >= 3 and (len(voices) == 1 or (count >= 6 and effective(voices) < 1.25)):
            yield finding(
                "one-voice",
                top,
                "Of {count} cards that speak for “{position}” {most} come from the same person.",
                "Ask who else holds it, and let them say why in their own words.",
                count=count,
                most=max(voices.values()),
                position=ground.name(top),
            )


def rated(ground: Ground) -> Findings:
    """What the ratings of a group say: that it disagrees, that it does not know, or that too few have rated.

    A mean in the middle can mean two things. When the spread is wide, people are sure, and disagree; when it is
    narrow, they agree that they do not know.
    """
    shown = {i: rating for i, rating in ground.ratings.items() if i in ground.nodes and rating.n}
    asked = any(rating.n >= _ENOUGH for rating in shown.values())
    for identifier, rating in shown.items():
        values = {
            "card": ground.name(identifier),
            "n": rating.n,
            "percent": round(100 * rating.mean),
            "spread": round(100 * rating.spread),
        }
        if rating.n >= _MANY and rating.spread >= _WIDE:
            yield finding(
                "contested",
                identifier,
                "On “{card}” people disagree: {n} ratings, on average {percent} %, spread {spread}.",
                "Talk about this card first, and let both sides say what would change their minds.",
                **values,
            )
        elif rating.n >= _ENOUGH and rating.spread <= _NARROW and abs(rating.mean - 0.5) <= _MIDDLE:
            yield finding(
                "unsure",
                identifier,
                "On “{card}” people agree that they are not sure: {n} ratings, on average {percent} %,"
                " spread {spread}.",
                "Look for evidence: here more facts help, and more debate does not.",
                **values,
            )
        elif rating.n < _ENOUGH and asked:
            yield finding(
                "few-ratings",
                identifier,
                "“{card}” has few ratings ({n}): nothing can be told from them yet.",
                "Ask more people before reading anything into it.",
                **values,
            )
