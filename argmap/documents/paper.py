"""Sheets of paper: their sizes, which way round a map lies on one, and how large its text then is.

Lengths are points (1/72 inch) unless they are called pixels or millimetres.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from argmap.documents.columns import Columns
from argmap.documents.lettering import Lettered
from argmap.documents.problems import NotMade
from argmap.messages import Message, excerpt

MM = 72 / 25.4
SIZES = {"A4": (210, 297), "A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189)}
"""The sizes (ISO 216), in millimetres, upright."""

AUTO = "auto"
MARGIN = 10 * MM
LEAST = 4.0
"""What is smaller than this nobody can read."""
EASY = 6.0
"""From here on a text is read with ease in the hand."""
_WORTH = 1.1  # times as large a text must become before a map is set in columns for it
LARGEST = 36.0
"""A map of a few cards is not blown up beyond this size of its type."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A map on a sheet: the sheet's size, where the map begins, how long one of its pixels is, and in which columns it is set."""

    paper: str
    width: float
    height: float
    left: float
    top: float
    unit: float
    type_size: float
    columns: Columns | None = None


def known(paper: str, *, auto: bool = True) -> str:
    """A size of paper by its name, however it is written. Raises `NotMade` for another one.

    >>> known("a3")
    'A3'
    """
    name = paper.strip()
    if auto and name.lower() == AUTO:
        return AUTO
    if name.upper() not in SIZES:
        values = {"typed": excerpt(paper), "choices": ", ".join([*([AUTO] if auto else []), *SIZES])}
        raise NotMade(Message("There is no paper size '{typed}'; there are: {choices}.", values))
    return name.upper()


def sides(paper: str, *, wide: bool) -> tuple[float, float]:
    """The width and the height of a sheet, upright or lying on its side."""
    short, long = (side * MM for side in SIZES[paper])
    return (long, short) if wide else (short, long)


def laid(made: Lettered, paper: str, others: Sequence[Columns] = ()) -> Sheet:
    """A map as large as it can be on a sheet, which lies as the map does better.

    It is set in columns, in one of these ways, where that makes a text larger that would not be read with ease.
    """
    plain = _best(made, paper)
    if plain.type_size >= EASY:
        return plain
    in_columns = [replace(_best(each, paper), columns=each) for each in others]
    best = max(in_columns, key=lambda sheet: sheet.unit, default=plain)
    return best if best.unit > plain.unit * _WORTH else plain


def _best(made: Lettered | Columns, paper: str) -> Sheet:
    return max((_laid(made, paper, wide) for wide in (False, True)), key=lambda sheet: sheet.unit)


def _laid(made: Lettered | Columns, paper: str, wide: bool) -> Sheet:
    width, height = sides(paper, wide=wide)
    unit = min(
        (width - 2 * MARGIN) / made.width, (height - 2 * MARGIN) / made.height, LARGEST / made.type_size
    )
    left, top = (width - made.width * unit) / 2, (height - made.height * unit) / 2
    return Sheet(paper, width, height, left, top, unit, unit * made.type_size)


def fitting(made: Lettered, paper: str, others: Sequence[Columns] = ()) -> Sheet:
    """The sheet for a map: the one asked for, or with `AUTO` the smallest on which it is read with ease.

    `others` are the ways to set it in columns, for sheets on which it would be too small. Raises `NotMade` where its text
    would be too small to be read however it is set; it says what fits.
    """
    if known(paper) == AUTO:
        sheets = [laid(made, each, tried) for tried in ((), others) for each in SIZES]
        easy = next((each for each in sheets if each.type_size >= EASY), None)
        return easy or _readable(made, sheets[-1], others)
    return _readable(made, laid(made, known(paper), others), others)


def _readable(made: Lettered, sheet: Sheet, others: Sequence[Columns]) -> Sheet:
    if sheet.type_size >= LEAST:
        return sheet
    values = {"paper": sheet.paper, "size": f"{sheet.type_size:.1f}"}
    larger = next((each for each in _larger(made, sheet, others) if each.type_size >= LEAST), None)
    if larger is None:
        raise NotMade(
            Message(
                "On {paper} the text of this map would be {size} pt high, which nobody can read. A poster in tiles can be "
                "larger, a report spreads the map over pages, an SVG or HTML file can be enlarged, and closed groups or the simple view make a map smaller.",
                values,
            )
        )
    raise NotMade(
        Message(
            "On {paper} the text of this map would be {size} pt high, which nobody can read. It fits on {larger} "
            "({larger_size} pt), also as a poster in tiles; a report spreads the map over pages.",
            values | {"larger": larger.paper, "larger_size": f"{larger.type_size:.1f}"},
        )
    )


def _larger(made: Lettered, sheet: Sheet, others: Sequence[Columns]) -> Iterator[Sheet]:
    names = list(SIZES)
    for name in names[names.index(sheet.paper) + 1 :]:
        yield laid(made, name, others)
