"""The review: what a teacher would mark in red on a map, each with what to do about it.

A rule looks at the visible map and yields findings; it changes nothing, and rather keeps silent than raises a
false alarm. Rules of a family stand in one module; what several of them need is worked out once, in `ground`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from argmap.analysis.review import answers, circles, loose, sources, support, twins, wording
from argmap.analysis.review.findings import HINT, RULES, SERIOUS, WEAK, Finding, Rating, Rule
from argmap.analysis.review.ground import Findings, Ground
from argmap.model import ArgumentMap

__all__ = ["HINT", "RULES", "SERIOUS", "WEAK", "Finding", "Rating", "Rule", "review"]

_FAMILIES: tuple[Callable[[Ground], Findings], ...] = (
    support.unsupported, support.unsourced, support.unwarranted, support.weakest, support.single_points,
    answers.unanswered, answers.dropped, answers.one_sided, answers.open_questions,
    circles.circles, circles.both_ways, loose.danglers, twins.twins,
    sources.one_source, sources.one_voice, sources.rated,
    wording.several, wording.fragments, wording.rabbits, wording.hands,
)  # fmt: skip

_NOTHING: Mapping[str, float] = MappingProxyType({})
_NOBODY: Mapping[str, Rating] = MappingProxyType({})


def review(
    debate: ArgumentMap,
    *,
    fine: Collection[tuple[str, str]] = (),
    strengths: Mapping[str, float] = _NOTHING,
    ratings: Mapping[str, Rating] = _NOBODY,
) -> list[Finding]:
    """What is weak, missing, doubled, circular or one-sided on a map: the gravest first, then in reading order.

    `fine` holds pairs (rule, on) of findings that people have said are fine; these are left out. `strengths` (0 to
    1, by the id of the card) say which linked premise is the weakest; `ratings` what a group thinks of the cards. Both
    may speak of cards that are not there. Hidden cards count for nothing.

    The rules and the reasons for them are listed in docs/review.md; the rules about words speak up only where the
    language of a card is known, so far English. Near-linear in the map; the rules that go by position look at
    the first 50.

    >>> from argmap import load
    >>> text = "[Cars out]: Cars should leave. #position\\n  + [Air]: The air gets cleaner.\\n  + [Calm]: It gets quiet.\\n"
    >>> debate, _ = load(text)
    >>> for found in review(debate):
    ...     print(found.rule, found.on, found.message)
    one-sided n1 Everything on this map speaks for 'Cars out', and nothing against it.
    unsupported-claim n2 'Air' is said without a reason, evidence or a source.
    unsupported-claim n3 'Calm' is said without a reason, evidence or a source.
    """
    ground = Ground(debate, strengths, ratings)
    dismissed = set(fine)
    found: dict[tuple[str, str], Finding] = {}
    for family in _FAMILIES:
        for each in family(ground):
            if (each.rule, each.on) not in dismissed:
                found.setdefault((each.rule, each.on), each)
    places = {rule: place for place, rule in enumerate(RULES)}
    return sorted(
        found.values(), key=lambda each: (each.severity, places[each.rule], ground.order.get(each.on, 0))
    )
