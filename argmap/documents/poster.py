"""A map as a poster, in tiles that any printer can print: they overlap, carry crop marks and numbers, and come with a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from math import ceil

from argmap.diagram import Drawing
from argmap.documents.lettering import Lettered, Word, lettered
from argmap.documents.paper import MARGIN, MM, SIZES, fitting, known, sides
from argmap.documents.picture import printed
from argmap.documents.press import set_document
from argmap.documents.problems import NotMade
from argmap.messages import Message

OVERLAP = 10 * MM
"""How far a tile reaches under the next one."""

_USUAL = "A1"
_TILES = "A4"
_MOST_TILES = 64
_SHARES = (0.97, 0.94, 0.91, 0.88)
_WIDEST = 420.0  # pixels: how far a line of a card may reach from where it begins
_TITLE = 20.0  # pixels: what is larger runs across the whole map


@dataclass(frozen=True, slots=True)
class Grid:
    """How tiles lie: so many rows and columns of sheets, each showing a part of `width` by `height` points."""

    rows: int
    columns: int
    sheet_width: float
    sheet_height: float
    width: float
    height: float

    @property
    def across(self) -> float:
        """How wide all of them are together."""
        return self.columns * (self.width - OVERLAP) + OVERLAP

    @property
    def down(self) -> float:
        """How high all of them are together."""
        return self.rows * (self.height - OVERLAP) + OVERLAP


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: its name (rows are letters, columns numbers), and where on the poster its upper left corner is."""

    name: str
    row: int
    column: int
    left: float
    top: float


def grid(width: float, height: float, paper: str) -> Grid:
    """The fewest tiles of a size of paper that cover a poster of so many points, upright or lying.

    >>> found = grid(1600, 2000, "A4")
    >>> found.rows, found.columns
    (3, 4)
    """
    choices = []
    for wide in (False, True):
        across, down = sides(paper, wide=wide)
        inner_across, inner_down = across - 2 * MARGIN, down - 2 * MARGIN
        columns = max(1, ceil((width - OVERLAP) / (inner_across - OVERLAP)))
        rows = max(1, ceil((height - OVERLAP) / (inner_down - OVERLAP)))
        choices.append(Grid(rows, columns, across, down, inner_across, inner_down))
    return min(choices, key=lambda each: each.rows * each.columns)


def tiles(lie: Grid) -> Iterator[Tile]:
    """The tiles, row by row."""
    for row in range(lie.rows):
        for column in range(lie.columns):
            left, top = column * (lie.width - OVERLAP), row * (lie.height - OVERLAP)
            yield Tile(f"{_letter(row)}{column + 1}", row, column, left, top)


def _letter(row: int) -> str:
    return chr(ord("A") + row) if row < 26 else _letter(row // 26 - 1) + _letter(row % 26)


def pdf(
    drawing: Drawing,
    title: str,
    paper: str = _USUAL,
    tile: str = _TILES,
    translate: Callable[[str], str] = str,
) -> bytes:
    """A map as large as a sheet of `paper`, as PDF pages of the size `tile`, after a page that says how they lie.

    Raises `NotMade` where the text would be too small even then, for tiles larger than the poster, and for more
    than 64 tiles.
    """
    paper, tile = known(paper, auto=False), known(tile, auto=False)
    names = list(SIZES)
    if names.index(tile) >= names.index(paper):
        raise NotMade(
            Message("A poster on {paper} has no tiles of {tile}: take smaller tiles, or larger paper.", {"paper": paper, "tile": tile})
        )  # fmt: skip
    made = lettered(drawing.svg)
    sheet = fitting(made, paper)
    unit, lie = _spared(made, sheet.unit, tile)
    if lie.rows * lie.columns > _MOST_TILES:
        values = {"count": lie.rows * lie.columns, "most": _MOST_TILES}
        raise NotMade(Message("That would be {count} tiles; {most} are the most. Take larger tiles.", values))
    # What the sheets have over is shared by both sides.
    aside = (lie.across - made.width * unit) / 2, (lie.down - made.height * unit) / 2
    job = {
        "title": title, "paper": printed(made.paper), "unit": unit, "left": aside[0], "top": aside[1],
        "width": lie.across, "height": lie.down, "grid": asdict(lie),
        "overlap": OVERLAP, "margin": MARGIN, "tiles": [_told(each, made, unit, lie, aside) for each in tiles(lie)],
        "words": {name: message.text(translate) for name, message in _words(paper, tile, made, unit, lie).items()},
    }  # fmt: skip
    return set_document("poster", job, made.files("map"))


def _spared(made: Lettered, unit: float, tile: str) -> tuple[float, Grid]:
    """How large a pixel is, and the tiles: the map is made a little smaller where that spares a row or a column."""
    lie = grid(made.width * unit, made.height * unit, tile)
    for share in _SHARES:
        smaller = grid(made.width * unit * share, made.height * unit * share, tile)
        if smaller.rows * smaller.columns < lie.rows * lie.columns:
            return unit * share, smaller
    return unit, lie


def _words(paper: str, tile: str, made: Lettered, unit: float, lie: Grid) -> dict[str, Message]:
    """What the plan says."""
    size = {
        "across": round(made.width * unit / MM / 10), "down": round(made.height * unit / MM / 10),
        "count": lie.rows * lie.columns, "paper": paper, "tile": tile, "overlap": round(OVERLAP / MM),
    }  # fmt: skip
    return {
        "heading": Message("How the tiles lie"),
        "size": Message(
            "A poster of {across} × {down} cm (as on {paper}), on {count} sheets of {tile}.", size
        ),
        "print": Message("Print at actual size (100 %), not “fit to page”."),
        "cut": Message(
            "Cut each sheet along its left and upper marks, but not the outer edge of the poster."
        ),
        "glue": Message(
            "Lay it over the sheet before it: they overlap by {overlap} mm, up to the short dashes.", size
        ),
        "tile": Message("Tile"),
    }


def _told(
    tile: Tile, made: Lettered, unit: float, lie: Grid, aside: tuple[float, float]
) -> dict[str, object]:
    left, top = (tile.left - aside[0]) / unit, (tile.top - aside[1]) / unit
    right, bottom = left + lie.width / unit, top + lie.height / unit
    words = [asdict(each) for each in made.words if _shown(each, left, top, right, bottom)]
    return {
        "name": tile.name,
        "row": tile.row,
        "column": tile.column,
        "left": tile.left,
        "top": tile.top,
        "words": words,
    }


def _shown(word: Word, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether a part of a line may fall into a rectangle (pixels): what cannot is left out, so that nobody reads it there."""
    if word.y < top or word.y - word.size > bottom:
        return False
    reach = float("inf") if word.size > _TITLE else min(_WIDEST, len(word.text) * word.size)
    first = word.x - (reach if word.anchor != "start" else 0)
    last = word.x + (reach if word.anchor != "end" else 0)
    return first < right and last > left
