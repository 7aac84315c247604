"""What the claims of a debate rest on: reasons, evidence, and the step between."""

from __future__ import annotations

from argmap.analysis.review.findings import Finding
from argmap.analysis.review.ground import Findings, Ground, finding
from argmap.analysis.schemes import NEEDS_BACKING
from argmap.model import Node, Relation

_WEAK = 0.5  # a premise below this ...
_GAP = 0.15  # ... and by this much below the next one is the weakest


def unsupported(ground: Ground) -> Findings:
    """Claims in the case for a position that give neither a reason nor a source, where nothing else carries either.

    A further claim under a card that is grounded already, and a premise linked to a grounded one, are let
    pass: every line of reasons ends somewhere. So are objections, which are free to raise a doubt, unless
    somebody has marked them as in need of backing.
    """
    case = {node for top in ground.cases.values() for node in top.nodes}
    for node in ground.nodes.values():
        if not _bare(ground, node):
            continue
        if NEEDS_BACKING in node.tags:
            yield finding(
                "unsupported-claim",
                node.id,
                "“{card}” refutes nothing until somebody gives a reason or a source for it.",
                "Add what shows it, or take it back.",
                card=ground.name(node.id),
            )
        elif node.id in case:
            relation = _carried(ground, node, case)
            if relation is not None:
                yield from _unsupported(ground, node, relation)


def _bare(ground: Ground, node: Node) -> bool:
    """Whether a claim gives neither a reason nor anything else to rest on."""
    return not (node.kind != "claim" or node.argument or ground.given(node) or ground.reasons[node.id])


def _unsupported(ground: Ground, node: Node, relation: Relation) -> Findings:
    """One finding for all bare premises of an argument, on the first of them."""
    bare = [premise for premise in relation.premises if _bare(ground, ground.nodes[premise])]
    if bare[0] == node.id:
        named = {ground.name(premise) for premise in bare}
        yield finding(
            "unsupported-claim",
            node.id,
            "“{card}” is said without a reason, evidence or a source."
            if len(named) == 1
            else "The premises {cards} are said without a reason, evidence or a source.",
            "Say how one can know it: add a reason, a piece of evidence, or where it is written.",
            card=ground.name(node.id),
            cards=ground.names(bare),
        )


def _carried(ground: Ground, node: Node, case: set[str]) -> Relation | None:
    """An argument in the case for a position that rests on this card, and on nothing given."""
    for relation in ground.outgoing[node.id]:
        target = relation.target
        if relation.kind != "support" or target not in ground.nodes:
            continue
        if any(premise in ground.grounded for premise in relation.premises):
            continue
        if target in ground.tops or (target in case and target not in ground.grounded):
            return relation
    return None


def unsourced(ground: Ground) -> Findings:
    """Evidence that names no source."""
    for node in ground.nodes.values():
        if node.kind == "evidence" and node.id not in ground.sources:
            yield finding(
                "unsourced-evidence",
                node.id,
                "“{card}” is given as evidence, but does not say where it comes from.",
                "Name the book, page or report in which one can look it up, or make it a claim.",
                card=ground.name(node.id),
            )


def unwarranted(ground: Ground) -> Findings:
    """Single reasons that share no term with what they are given for: the step between is left unsaid.

    Reasons given directly for a position are let pass, and so is an argument whose scheme or note says how it works,
    and one that somebody undercuts: there the step is being talked about already.
    """
    for relation in ground.relations.values():
        target = relation.target
        if relation.kind != "support" or len(relation.premises) > 1 or target not in ground.nodes:
            continue
        if relation.scheme or relation.note or target in ground.tops or ground.incoming[relation.id]:
            continue
        if not ground.nodes[relation.premises[0]].argument and _apart(ground, relation):
            yield finding(
                "missing-warrant",
                relation.id,
                "“{premise}” is given for “{target}”, but the two have no word in common.",
                "Ask why the one shows the other, and link that as a second premise.",
                premise=ground.name(relation.premises[0]),
                target=ground.name(target),
            )


def _apart(ground: Ground, relation: Relation) -> bool:
    """Whether premise and conclusion say enough, in a language that is known, and share no term."""
    (premise,) = relation.premises
    said, shown = ground.terms(premise), ground.terms(relation.target)
    if said is None or shown is None or min(len(said), len(shown)) < 3:
        return False
    # What a card says elsewhere in its reasons is at hand as well: a reason may lean on its brothers.
    return not said.keys() & shown.keys() and len(ground.reasons[relation.target]) == 1


def weakest(ground: Ground) -> Findings:
    """Linked premises of which one is clearly the weakest, by the strengths that were passed in."""
    for relation in ground.relations.values():
        known = sorted((ground.strengths[p], p) for p in relation.premises if p in ground.strengths)
        if len(known) < max(2, len(relation.premises)):
            continue
        (least, card), (second, _other) = known[:2]
        if least < _WEAK and second - least >= _GAP:
            yield finding(
                "weakest-premise",
                card,
                "Of linked premises the weakest counts, and here that is “{card}” ({percent} %).",
                "Strengthen this premise first: the others gain nothing without it.",
                card=ground.name(card),
                percent=round(100 * least),
            )


def single_points(ground: Ground) -> Findings:
    """For each position the card nearest to it that every line of reasons runs through."""
    for top, case in ground.cases.items():
        if len(case.relations) < 2:
            continue
        through = bottleneck(ground, top)
        if through is not None:
            yield _single_point(ground, top, through)


def _single_point(ground: Ground, top: str, through: str) -> Finding:
    values = {"card": ground.name(through), "position": ground.name(top)}
    if through in ground.relations:
        through = ground.in_order(ground.relations[through].premises)[0]
        message = "Everything that speaks for “{position}” goes through one argument, with “{card}”."
    else:
        message = "Everything that speaks for “{position}” hangs on “{card}”."
    return finding(
        "single-point-of-failure",
        through,
        message,
        "Look for a reason that stands without it: if it falls, nothing is left.",
        **values,
    )


def bottleneck(ground: Ground, top: str) -> str | None:
    """The first card or argument on every way from a position to what its case rests on; None if there is none.

    One way is walked; then, from its beginning on, whatever leads around its next places. A place that nothing
    leads around is on every way. Linear in the case.
    """
    way = _way(ground, top)
    places = {place: number for number, place in enumerate(way)}
    furthest = number = 0
    seen: set[str] = set()
    while number == 0 or number < furthest:
        waiting = [way[number]]
        while waiting:
            for place in _below(ground, waiting.pop()):
                if place in places:
                    furthest = max(furthest, places[place])
                elif place not in seen:
                    seen.add(place)
                    waiting.append(place)
        number += 1
    return way[furthest] if 0 < furthest < len(way) - 1 else None


def _below(ground: Ground, place: str) -> list[str]:
    """What a card or an argument rests on; "" stands for the ground itself."""
    if place == "":
        return []
    if place in ground.relations:
        return list(ground.relations[place].premises)
    reasons = [relation.id for relation in ground.reasons[place]]
    return [*reasons, ""] if not reasons or ground.given(ground.nodes[place]) else reasons


def _way(ground: Ground, top: str) -> list[str]:
    """A shortest way from a position to the ground; the position alone where its case runs in circles only."""
    came: dict[str, str] = {top: top}
    level = [top]
    while level and "" not in came:
        further: list[str] = []
        for place in level:
            for below in _below(ground, place):
                if below not in came:
                    came[below] = place
                    further.append(below)
        level = further
    if "" not in came:
        return [top]
    way = [""]
    while way[-1] != top:
        way.append(came[way[-1]])
    return way[::-1]
