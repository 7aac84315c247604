"""A map alone: as a PNG picture, or on one sheet of paper as PDF."""

from __future__ import annotations

from argmap.diagram import Drawing
from argmap.documents.columns import columns, set_in
from argmap.documents.lettering import lettered
from argmap.documents.paper import AUTO, fitting
from argmap.documents.press import SECONDS, set_document
from argmap.documents.problems import NotMade
from argmap.messages import Message

SCALES = (1, 2, 3, 4)
"""How many pixels a PNG has for one of the drawing's, along each side."""

MOST_PIXELS = 80_000_000
_POINT = 0.75  # points in a CSS pixel
_INCH = 96.0  # CSS pixels in an inch
_PRINTED = {"#FBFAF7": "#FFFFFF"}
"""Paper is white by itself: a light ground is not printed."""


def png(drawing: Drawing, title: str, scale: int = 1, seconds: float = SECONDS) -> bytes:
    """A drawing as a picture of pixels, `scale` times as large as the SVG.

    Raises `NotMade` for a scale that there is not, and where the picture would have too many pixels.
    """
    if scale not in SCALES:
        raise no_scale(scale)
    made = lettered(drawing.svg)
    across, down = round(made.width * scale), round(made.height * scale)
    if across * down > MOST_PIXELS and scale == 1:
        raise NotMade(
            Message(
                "As PNG this map would have {across:,} × {down:,} pixels, more than most programs can show. "
                "An SVG or HTML file shows it at any size, and a report spreads it over pages.",
                {"across": across, "down": down},
            )
        )
    if across * down > MOST_PIXELS:
        raise NotMade(
            Message(
                "At this scale the picture would have {across:,} × {down:,} pixels, more than most programs can show. "
                "Take a smaller scale, or an SVG or HTML file, which stay sharp at any size.",
                {"across": across, "down": down},
            )
        )
    job = {
        "title": title, "paper": made.paper, "unit": _POINT, "left": 0, "top": 0,
        "width": made.width * _POINT, "height": made.height * _POINT,
    }  # fmt: skip
    return set_document("map", job, made.files("map"), form="png", density=_INCH * scale, seconds=seconds)


def no_scale(typed: object) -> NotMade:
    """What to say of a scale that there is not."""
    values = {"typed": typed, "least": SCALES[0], "most": SCALES[-1]}
    return NotMade(
        Message("There is no scale '{typed}'; a PNG is made at {least} to {most} times its size.", values)
    )


def pdf(drawing: Drawing, title: str, paper: str = AUTO, seconds: float = SECONDS) -> bytes:
    """A drawing on a sheet of paper (`paper.SIZES`, or "auto": the smallest that is read with ease), as a vector PDF.

    Raises `NotMade` where the text would be too small to be read.
    """
    made = lettered(drawing.svg)
    sheet = fitting(made, paper, list(columns(made, drawing.boxes)))
    if sheet.columns is not None:
        made = set_in(made, sheet.columns)
    job = {
        "title": title, "paper": printed(made.paper), "unit": sheet.unit, "left": sheet.left, "top": sheet.top,
        "width": sheet.width, "height": sheet.height,
    }  # fmt: skip
    return set_document("map", job, made.files("map"), seconds=seconds)


def printed(ground: str) -> str:
    """The colour of a printed page whose drawing has this ground."""
    return _PRINTED.get(ground.upper(), ground)
