"""A report on a debate, to be printed or sent: the question, where it stands, the map, the outline, weak points, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from argmap.analysis.report import MOST_POSITIONS, Report
from argmap.diagram import Drawing
from argmap.diagram.contents import cards, counts
from argmap.diagram.drawing import Place
from argmap.diagram.measure import drawable, right_to_left
from argmap.documents.lettering import Lettered, lettered
from argmap.documents.listing import SIGNS, Reference, listing
from argmap.documents.paper import AUTO, MM, known, sides
from argmap.documents.picture import printed
from argmap.documents.press import set_document
from argmap.messages import Message, counted, excerpt
from argmap.model import ArgumentMap
from argmap.model.tally import tally

Translate = Callable[[str], str]

MOST_FINDINGS = 100
"""How many weak points a report lists."""

_USUAL = "A4"
_EDGE, _FOOT = 18 * MM, 14 * MM  # the margins of a page, and what its foot takes besides
_LARGEST, _WISHED = (
    10.0,
    5.0,
)  # points: the largest type of a map in a report, and the smallest while there is a choice
_LEAST_PART = 0.55  # a page of the map is filled that far at least before it is cut between cards
_AIR = 14.0  # pixels above a card that begins a page
_LABELS = {"in": "stands", "undecided": "open", "out": "does not stand"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the map that is shown on one page: from where to where, in pixels."""

    top: float
    bottom: float


def pdf(
    debate: ArgumentMap,
    drawing: Drawing,
    title: str,
    found: Report | None,
    *,
    paper: str = _USUAL,
    translate: Translate = str,
) -> bytes:
    """The report as a PDF with page numbers and bookmarks, on paper of a size of `paper.SIZES` ("auto" is A4).

    `found` is what the analysis says, None where that is not to be told. `translate` says the report's own words in
    another language. Raises `NotMade` for a paper size that there is not, and where the report takes too long.
    """
    paper = _USUAL if known(paper) == AUTO else known(paper)
    made = lettered(drawing.svg)
    wide, unit = _scale(made, paper)
    across, down = sides(paper, wide=wide)
    inner = (across - 2 * _EDGE, down - 2 * _EDGE - _FOOT)
    entries, references = listing(debate, translate)
    # The smallest print is a step below; deeper than that a list is not indented any more.
    job = {
        "title": drawable(title), "language": debate.language, "title_right_to_left": right_to_left(title),
        # The report runs as its own words do; what people wrote runs its own way in it.
        "right_to_left": right_to_left(translate(_WORDS["contents"])), "paper": paper, "sides": sides(paper, wide=False),
        "map": {
            "wide": wide, "unit": unit, "across": made.width * unit, "inner": inner, "paper": printed(made.paper),
            "parts": [_told(part, made) for part in parts(made, drawing.boxes, inner[1] / unit)],
        },
        "entries": [asdict(each) | {"sign": SIGNS.get(each.tone, "")} for each in entries],
        "sources": [asdict(each) for each in references],
        "analysis": _analysis(found, translate) if found else None,
        "counts": _counts(debate.visible(), references, translate),
        "words": {name: Message(text).text(translate) for name, text in _WORDS.items()},
    }  # fmt: skip
    return set_document("report", job, made.files("map"))


_WORDS = {
    "kind": "Report on an argument map",
    "contents": "Contents",
    "map": "The map",
    "continued": "The map, continued",
    "standing": "Where the positions stand",
    "outline": "The debate in full",
    "weak": "Weak points",
    "nothing weak": "The review finds nothing to mark.",
    "sources": "Sources",
    "no sources": "No card names a source.",
    "again": "in full at",
    "page": "Page",
    "caution": "This follows from what is on the map so far, and may change with the next card.",
    "strength": "Strength",
    "empty": "There is nothing on this map yet.",
}


def _scale(made: Lettered, paper: str) -> tuple[bool, float]:
    """Whether the pages of the map lie on their side, and how long a pixel is: the whole width on a page, if it can be read."""
    upright, lying = ((sides(paper, wide=wide)[0] - 2 * _EDGE) / made.width for wide in (False, True))
    most, wished = _LARGEST / made.type_size, _WISHED / made.type_size
    wide = upright < wished and lying > upright
    # One page is better than two wherever the text stays large enough.
    for turned in (False, True):
        across, down = sides(paper, wide=turned)
        whole = min((across - 2 * _EDGE) / made.width, (down - 2 * _EDGE - _FOOT) / made.height, most)
        if whole >= wished:
            return turned, whole
    return wide, min(lying if wide else upright, most)


def parts(made: Lettered, boxes: Mapping[str, Place], room: float) -> Iterator[Part]:
    """The map in parts of at most `room` pixels, cut where no card is cut, if there is such a place. O(n log n).

    Where there is none the cards that are cut stand whole in the next part, if they fit there.
    """
    edges = sorted((box.top, box.top + box.height) for box in boxes.values())
    top = 0.0
    while made.height - top > room:
        bottom = top + room
        cut = _gap(edges, top + room * _LEAST_PART, bottom)
        if cut is None:
            crossed = [upper for upper, lower in edges if upper < bottom < lower]
            following = min(crossed, default=bottom) - _AIR
            yield Part(top, bottom)
            top = following if following > top + room * _LEAST_PART else bottom
        else:
            yield Part(top, cut)
            top = cut
    yield Part(top, made.height)


def _gap(edges: list[tuple[float, float]], first: float, last: float) -> float | None:
    """The lowest place between two heights where no card stands; `edges` are those of the cards, the upper ones in order."""
    found, reached = None, 0.0
    for upper, lower in edges:
        if upper > last:
            break
        if upper > reached and upper >= first:
            found = max((reached + upper) / 2, upper - _AIR)
        reached = max(reached, lower)
    if reached <= last and last >= first:
        found = last if reached < first else max(found or 0, min(last, reached + _AIR))
    return found


def _told(part: Part, made: Lettered) -> dict[str, Any]:
    """A part, and the words in it: those of the rest are left out, so that nobody reads them there."""
    words = [asdict(each) for each in made.words if part.top <= each.y and each.y - each.size <= part.bottom]
    return {"top": part.top, "bottom": part.bottom, "words": words}


def _counts(debate: ArgumentMap, references: tuple[Reference, ...], translate: Translate) -> str:
    """How much there is on the map, in one line."""
    found = tally(debate)
    sources = counted(len(references), "one source", "{count} sources")
    return " · ".join(each.text(translate) for each in (cards(found.cards), *counts(found), sources))


def _analysis(found: Report, translate: Translate) -> dict[str, Any]:
    """Where the positions stand and what is weak, in the words of the analysis."""
    weak = []
    left = MOST_FINDINGS
    for position, findings in found.weak_points().items():
        if not findings or left <= 0:
            continue
        name = (
            Message(
                "In the case for “{position}”", {"position": excerpt(found.debate.nodes[position].name, 90)}
            )
            if position
            else Message("In no single case")
        )
        told = [
            {"message": each.message.text(translate), "suggestion": each.suggestion.text(translate)}
            for each in findings[:left]
        ]
        weak.append({"name": name.text(translate), "findings": told})
        left -= len(told)
    over = len(found.findings) - MOST_FINDINGS
    return {
        "positions": [
            {
                "text": drawable(each.text),
                "right_to_left": right_to_left(each.text),
                "label": translate(_LABELS[each.label]),
                "state": each.label,
                "strength": None
                if each.strength is None or not found.strengths.converged
                else f"{100 * each.strength:.0f} %",
                "why": each.why.text(translate),
            }
            for each in found.verdicts[:MOST_POSITIONS]
        ],
        "rivalry": found.rivalry.text(translate) if found.rivalry else None,
        "grounds": found.grounds.text(translate),
        "weak": weak,
        "more": Message("And {count} more.", {"count": over}).text(translate) if over > 0 else None,
    }
