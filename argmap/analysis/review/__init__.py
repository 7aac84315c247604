"""The review: what a teacher would mark in red on a map, each with what to do about it.

A rule looks at the visible map and yields findings; it changes nothing, and rather keeps silent than raises a
false alarm. Rules of a family stand in one module; what several of them need is worked out once, in `ground`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from argmap.analysis.review import answers, circles, dismissed, loose, sources, support, twins, wording
from argmap.analysis.review.findings import HINT, RULES, SERIOUS, WEAK, Finding, Rating, Rule
from argmap.analysis.review.ground import Findings, Ground
from argmap.model import ArgumentMap

__all__ = ["HINT", "RULES", "SERIOUS", "WEAK", "Finding", "Rating", "Reviewed", "Rule", "review", "reviewed"]

_FAMILIES: tuple[Callable[[Ground], Findings], ...] = (
    support.unsupported, support.unsourced, support.unwarranted, support.weakest, support.single_points,
    answers.unanswered, answers.dropped, answers.one_sided, answers.open_questions,
    circles.circles, circles.both_ways, loose.danglers, twins.twins,
    sources.one_source, sources.one_voice, sources.rated,
    wording.several, wording.fragments, wording.rabbits, wording.hands,
)  # fmt: skip

_NOTHING: Mapping[str, float] = MappingProxyType({})
_NOBODY: Mapping[str, Rating] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review finds: what is `open`, and what people have said is `fine`, both in the order of `review`."""

    open: tuple[Finding, ...]
    fine: tuple[Finding, ...]


def review(
    debate: ArgumentMap,
    *,
    fine: Collection[tuple[str, str]] = (),
    strengths: Mapping[str, float] = _NOTHING,
    ratings: Mapping[str, Rating] = _NOBODY,
) -> list[Finding]:
    """What is weak, missing, doubled, circular or one-sided on a map: the gravest first, then in reading order.

    What people have said on the map is fine (`review.dismissed`) is left out, and so are the findings in `fine`, as
    pairs (rule, on); `reviewed` gives both. `strengths` (0 to 1, by the id of the card) say which linked premise is
    the weakest; `ratings` what a group thinks of the cards. Both may speak of cards that are not there. Hidden
    cards count for nothing.

    The rules and the reasons for them are listed in docs/review.md; the rules about words speak up only where the
    language of a card is known, so far English. Near-linear in the map; the rules that go by position look at
    the first 50.

    >>> from argmap import load
    >>> text = "[Cars out]: Cars should leave. #position\\n  + [Air]: The air gets cleaner.\\n  + [Calm]: It gets quiet.\\n"
    >>> debate, _ = load(text)
    >>> for found in review(debate):
    ...     print(found.rule, found.on, found.message)
    one-sided n1 Everything on this map speaks for “Cars out”, and nothing against it.
    unsupported-claim n2 “Air” is said without a reason, evidence or a source.
    unsupported-claim n3 “Calm” is said without a reason, evidence or a source.
    """
    return list(reviewed(debate, fine=fine, strengths=strengths, ratings=ratings).open)


def reviewed(
    debate: ArgumentMap,
    *,
    fine: Collection[tuple[str, str]] = (),
    strengths: Mapping[str, float] = _NOTHING,
    ratings: Mapping[str, Rating] = _NOBODY,
) -> Reviewed:
    """The same as `review`, and beside it what people have said is fine, so that they can take that back.

    >>> from argmap import load
    >>> text = "[Cars out]: Cars should leave. #position\\n  + It gets quiet. #(fine:unsupported-claim)\\n  - No.\\n"
    >>> debate, _ = load(text)
    >>> [(found.rule, found.on) for found in reviewed(debate).fine]
    [('unsupported-claim', 'n2')]
    """
    ground = Ground(debate, strengths, ratings)
    passed = dismissed.dismissed(debate).union(fine)
    found: dict[tuple[str, str], Finding] = {}
    for family in _FAMILIES:
        for each in family(ground):
            found.setdefault((each.rule, each.on), each)
    places = {rule: place for place, rule in enumerate(RULES)}
    ordered = sorted(
        found.values(), key=lambda each: (each.severity, places[each.rule], ground.order.get(each.on, 0))
    )
    return Reviewed(
        tuple(each for each in ordered if (each.rule, each.on) not in passed),
        tuple(each for each in ordered if (each.rule, each.on) in passed),
    )
