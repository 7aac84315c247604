"""Sheets of paper: their sizes, which way round a map lies on one, and how large its text then is.

Lengths are points (1/72 inch) unless they are called pixels or millimetres.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
LARGEST = 36.0
"""A map of a few cards is not blown up beyond this size of its type."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A map on a sheet: the sheet's size, where the map begins, and how long one of its pixels is."""

    paper: str
    width: float
    height: float
    left: float
    top: float
    unit: float
    type_size: float


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


def laid(made: Lettered, paper: str) -> Sheet:
    """A map as large as it can be on a sheet, which lies as the map does better."""
    return max((_laid(made, paper, wide) for wide in (False, True)), key=lambda sheet: sheet.unit)


def _laid(made: Lettered, paper: str, wide: bool) -> Sheet:
    width, height = sides(paper, wide=wide)
    unit = min(
        (width - 2 * MARGIN) / made.width, (height - 2 * MARGIN) / made.height, LARGEST / made.type_size
    )
    left, top = (width - made.width * unit) / 2, (height - made.height * unit) / 2
    return Sheet(paper, width, height, left, top, unit, unit * made.type_size)


def fitting(made: Lettered, paper: str) -> Sheet:
    """The sheet for a map: the one asked for, or with `AUTO` the smallest on which it is read with ease.

    Raises `NotMade` where the text would be too small to be read; it says what fits.
    """
    if known(paper) == AUTO:
        sheets = [laid(made, each) for each in SIZES]
        return next((each for each in sheets if each.type_size >= EASY), None) or _readable(made, sheets[-1])
    return _readable(made, laid(made, known(paper)))


def _readable(made: Lettered, sheet: Sheet) -> Sheet:
    if sheet.type_size >= LEAST:
        return sheet
    values = {"paper": sheet.paper, "size": f"{sheet.type_size:.1f}"}
    larger = next((each for each in _larger(made, sheet) if each.type_size >= LEAST), None)
    if larger is None:
        raise NotMade(
            Message(
                "On {paper} the text of this map would be {size} pt high, which nobody can read. A report spreads the map "
                "over pages, an SVG or HTML file can be enlarged, and closed groups or the simple view make a map smaller.",
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


def _larger(made: Lettered, sheet: Sheet) -> Iterator[Sheet]:
    names = list(SIZES)
    for name in names[names.index(sheet.paper) + 1 :]:
        yield laid(made, name)
