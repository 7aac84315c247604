"""A map as a poster, in tiles that any printer can print: they overlap, carry crop marks and numbers, and come with a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from math import ceil

from argmap.diagram import Drawing
from argmap.diagram.measure import drawable, right_to_left
from argmap.documents.columns import columns, set_in
from argmap.documents.curves import Area
from argmap.documents.cutting import Cutting
from argmap.documents.headings import reach, retitled, titled
from argmap.documents.lettering import Lettered, lettered
from argmap.documents.paper import LEAST, MARGIN, MM, SIZES, known, laid, sides
from argmap.documents.picture import printed
from argmap.documents.press import SECONDS, set_document
from argmap.documents.problems import NotMade
from argmap.messages import Message

OVERLAP = 10 * MM
"""How far a tile reaches under the next one."""

_USUAL = "A1"
_TILES = "A4"
_MOST_TILES = 200
_WISHED = 4.6  # points: the type of a poster at least, before it is made smaller to spare a row of tiles
_TITLE_AIR = 12.0  # pixels between the title and the edge of its tile
_SHARES = (0.97, 0.94, 0.91, 0.88)


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
    seconds: float = SECONDS,
) -> bytes:
    """A map as large as a sheet of `paper`, as PDF pages of the size `tile`, after a page that says how they lie.

    Where the text would be too small to be read on that sheet the poster is larger, as large as need be. Raises `NotMade` for
    tiles larger than the poster, and for more than 200 tiles.
    """
    paper, tile = known(paper, auto=False), known(tile, auto=False)
    names = list(SIZES)
    if names.index(tile) >= names.index(paper):
        raise NotMade(
            Message("A poster on {paper} has no tiles of {tile}: take smaller tiles, or larger paper.", {"paper": paper, "tile": tile})
        )  # fmt: skip
    made = lettered(drawing.svg)
    sheet = laid(made, paper, list(columns(made, drawing.boxes)))
    if sheet.columns is not None:
        made = set_in(made, sheet.columns)
    made, unit, lie = _sized(made, title, paper, tile)
    if lie.rows * lie.columns > _MOST_TILES:
        values = {"count": lie.rows * lie.columns, "most": _MOST_TILES}
        raise NotMade(
            Message(
                "That would be {count} tiles; {most} are the most. Take larger tiles, or a report, which spreads the map over pages.",
                values,
            )
        )
    aside = _aside(made, title, unit, lie)
    cutting = Cutting(made)
    cut = [cutting.cut(_area(each, unit, lie, aside)) for each in tiles(lie)]
    words = _words(paper, tile, made, unit, lie)
    job = {
        "title": drawable(title), "title_right_to_left": right_to_left(title), "paper": printed(made.paper), "unit": unit,
        "right_to_left": right_to_left(words["heading"].text(translate)), "left": aside[0], "top": aside[1],
        "across": made.width, "down": made.height, "width": lie.across, "height": lie.down, "grid": asdict(lie),
        "overlap": OVERLAP, "margin": MARGIN,
        "tiles": [asdict(each) | {"words": part.told()} for each, part in zip(tiles(lie), cut, strict=True)],
        "words": {name: message.text(translate) for name, message in words.items()},
    }  # fmt: skip
    files = {f"tile-{n}.svg": part.shapes.encode() for n, part in enumerate(cut)}
    return set_document("poster", job, {"map.svg": made.shapes.encode(), **files}, seconds=seconds)


def _sized(made: Lettered, title: str, paper: str, tile: str) -> tuple[Lettered, float, Grid]:
    """How large a pixel is, and the tiles; the title is set in shorter lines where one would not lie on one tile."""
    sheet = laid(made, paper)
    unit, lie = _spared(made, max(sheet.unit, _WISHED / made.type_size), tile)
    heading = titled(made, title)
    if not heading:
        return made, unit, lie
    left = min(made.width - heading[0].x, heading[0].x)
    narrower = retitled(made, heading, lie.width / unit - left - _TITLE_AIR)
    if narrower is made:
        return made, unit, lie
    # A line or two more make the drawing higher.
    return narrower, *_spared(narrower, unit, tile)


def _aside(made: Lettered, title: str, unit: float, lie: Grid) -> tuple[float, float]:
    """What the sheets have over to the left and above: as much as on the other side, unless the title then lies on two tiles."""
    over = lie.across - made.width * unit, lie.down - made.height * unit
    heading = titled(made, title)
    if heading:
        wide = max(reach(each) for each in heading)
        first = heading[0].x - (wide if heading[0].anchor == "end" else 0)
        for left in (over[0] / 2, 0.0, over[0]):
            begin, end = left + first * unit, left + (first + wide) * unit
            if any(each.left <= begin and end <= each.left + lie.width for each in tiles(lie)):
                return left, over[1] / 2
    return over[0] / 2, over[1] / 2


def _area(tile: Tile, unit: float, lie: Grid, aside: tuple[float, float]) -> Area:
    """What of the drawing a tile shows."""
    left, top = (tile.left - aside[0]) / unit, (tile.top - aside[1]) / unit
    return Area(left, top, left + lie.width / unit, top + lie.height / unit)


def _spared(made: Lettered, unit: float, tile: str) -> tuple[float, Grid]:
    """How large a pixel is, and the tiles: the map is made a little smaller where that spares a row or a column."""
    lie = grid(made.width * unit, made.height * unit, tile)
    for share in _SHARES:
        smaller = grid(made.width * unit * share, made.height * unit * share, tile)
        readable = unit * share * made.type_size >= LEAST
        if readable and smaller.rows * smaller.columns < lie.rows * lie.columns:
            return unit * share, smaller
    return unit, lie


def _words(paper: str, tile: str, made: Lettered, unit: float, lie: Grid) -> dict[str, Message]:
    """What the plan says."""
    size = {
        "across": round(made.width * unit / MM / 10), "down": round(made.height * unit / MM / 10),
        "count": lie.rows * lie.columns, "paper": paper, "tile": tile, "overlap": round(OVERLAP / MM),
    }  # fmt: skip
    as_large = (made.width * unit, made.height * unit)
    larger = max(as_large) > sides(paper, wide=True)[0] or min(as_large) > sides(paper, wide=False)[0]
    return {
        "heading": Message("How the tiles lie"),
        "size": Message(
            "A poster of {across} × {down} cm, larger than {paper} so that it can be read, on {count} sheets of {tile}.",
            size,
        )
        if larger
        else Message("A poster of {across} × {down} cm (as on {paper}), on {count} sheets of {tile}.", size),
        "print": Message("Print at actual size (100 %), not “fit to page”."),
        "cut": Message(
            "Cut each sheet along its left and upper marks, but not the outer edge of the poster."
        ),
        "glue": Message(
            "Lay it over the sheet before it: they overlap by {overlap} mm, up to the short dashes.", size
        ),
        "tile": Message("Tile"),
    }
