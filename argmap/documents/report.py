"""A report on a debate, to be printed or sent: the question, where it stands, the map, the outline, weak points, sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from argmap.analysis.report import MOST_POSITIONS, Report
from argmap.diagram import Drawing
from argmap.diagram.contents import cards, counts
from argmap.diagram.fonts import STRONG
from argmap.diagram.measure import drawable, right_to_left, width, wrap
from argmap.documents.curves import Area
from argmap.documents.cutting import Cutting, Part, leads, parts
from argmap.documents.lettering import Lettered, lettered
from argmap.documents.listing import SIGNS, Reference, listing
from argmap.documents.paper import AUTO, MM, known, sides
from argmap.documents.picture import printed
from argmap.documents.press import SECONDS, set_document
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
_TITLE_SIZES = (34.0, 28.0, 24.0, 20.0, 17.0, 14.0, 12.0)  # points
_TITLE_LEADING = 1.15
# A word of more ems than `_LONG` is wider than the narrowest line; typst breaks at this sign, which nobody sees.
_LONG, _PIECE, _BREAK = 16, 4.0, "\u200b"
# What breaks by itself (spaces, the letters of East and South East Asia, the parts of an address) is left as it is.
_RUN = re.compile(
    r"[^ /\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\uffef\U00020000-\U0003ffff]{9,}"
)
_AS_IT_IS = ("parts", "url", "language")
_LABELS = {"in": "stands", "undecided": "open", "out": "does not stand"}


def pdf(
    debate: ArgumentMap,
    drawing: Drawing,
    title: str,
    found: Report | None,
    *,
    paper: str = _USUAL,
    translate: Translate = str,
    seconds: float = SECONDS,
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
    told, files = _told(made, list(parts(made, drawing.boxes, inner[1] / unit)))
    # The smallest print is a step below; deeper than that a list is not indented any more.
    job = {
        "title": drawable(title), "title_size": _title_size(drawable(title), paper), "language": debate.language, "title_right_to_left": right_to_left(title),
        # The report runs as its own words do; what people wrote runs its own way in it.
        "right_to_left": right_to_left(translate(_WORDS["contents"])), "paper": paper, "sides": sides(paper, wide=False),
        "map": {
            "wide": wide, "unit": unit, "across": made.width * unit, "inner": inner, "paper": printed(made.paper),
            "parts": told,
        },
        "entries": [asdict(each) | {"sign": SIGNS.get(each.tone, "")} for each in entries],
        "sources": [asdict(each) | {"shown": each.url} for each in references],
        "analysis": _analysis(found, translate) if found else None,
        "counts": _counts(debate.visible(), references, translate),
        "words": {name: Message(text).text(translate) for name, text in _WORDS.items()},
    }  # fmt: skip
    return set_document("report", _breakable(job), files, seconds=seconds)


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


def _title_size(title: str, paper: str) -> float:
    """How large the question is set: so that it leaves most of the first page to what follows."""
    across, down = sides(paper, wide=False)
    room = across - 2 * _EDGE
    for size in _TITLE_SIZES:
        if len(wrap(title, room / size, STRONG)) * size * _TITLE_LEADING <= down / 5:
            return size
    return _TITLE_SIZES[-1]


def _breakable(value: Any) -> Any:
    """What the report says, with places to break in every word that is too long for a narrow line."""
    if isinstance(value, dict):
        return {name: each if name in _AS_IT_IS else _breakable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_breakable(each) for each in value]
    if isinstance(value, str) and len(value) > _LONG:
        return _RUN.sub(lambda run: _broken(run[0]), value)
    return value


def _broken(run: str) -> str:
    return run if width(run, STRONG) <= _LONG else _BREAK.join(wrap(run, _PIECE, STRONG))


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


def _told(made: Lettered, shown: Sequence[Part]) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """The parts for the typesetter, with what is seen in each and nothing else, and the files of their shapes."""
    cutting, told, files = Cutting(made), list[dict[str, Any]](), dict[str, bytes]()
    for n, part in enumerate(shown):
        cut = cutting.cut(Area(0, part.top, made.width, part.bottom))
        files[f"map-{n}.svg"] = cut.shapes.encode()
        edges = [asdict(each) for each in leads(cut.lines, shown, n)]
        told.append({"top": part.top, "bottom": part.bottom, "words": cut.told(), "edges": edges})
    return told, files


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
