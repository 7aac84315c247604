"""Cards that are tied to nothing."""

from __future__ import annotations

from argmap.analysis.review.ground import Findings, Ground, finding

_ONE_BY_ONE = 3  # lone cards that are named one by one
_TIE = "Say what it speaks for or against, or take it off the map."


def danglers(ground: Ground) -> Findings:
    """Cards from which no position is reached; of those that hang together one is named, and many lone ones in one go.

    Silent on a map on which nothing is related to anything yet.
    """
    if not ground.relations:
        return
    seen: set[str] = set(ground.reached)
    lone: list[str] = []
    for identifier in ground.in_order(ground.nodes):
        if identifier in seen:
            continue
        piece = [node for node in _piece(ground, identifier, seen) if ground.nodes[node].kind != "question"]
        if len(piece) == 1:
            lone.extend(piece)
        elif piece:
            first = ground.in_order(piece)[0]
            yield finding(
                "dangler",
                first,
                "“{card}” and what belongs to it ({count} cards) are tied to no position.",
                _TIE,
                card=ground.name(first),
                count=len(piece),
            )
    if len(lone) > _ONE_BY_ONE:
        yield finding(
            "dangler",
            lone[0],
            "{count} cards are tied to nothing in the debate: {cards}.",
            _TIE,
            count=len(lone),
            cards=ground.names(lone),
        )
        return
    for identifier in lone:
        yield finding(
            "dangler",
            identifier,
            "“{card}” is tied to nothing in the debate.",
            _TIE,
            card=ground.name(identifier),
        )


def _piece(ground: Ground, start: str, seen: set[str]) -> list[str]:
    """The cards that hang together with this one, of those not seen yet; marks them as seen."""
    seen.add(start)
    piece = [start]
    for place in piece:
        related = list(ground.outgoing[place])
        waiting = [place]
        while waiting:
            aimed = ground.incoming[waiting.pop()]
            related.extend(aimed)
            waiting.extend(relation.id for relation in aimed)
        for relation in related:
            target = relation.target
            while target in ground.relations:
                target = ground.relations[target].target
            for other in (*relation.premises, target):
                if other not in seen:
                    seen.add(other)
                    piece.append(other)
    return piece
