"""The charts of an analysis, as numbers that a template draws.

Lengths along a chart are percentages, so that a chart is as wide as its place and its words stay as large as the
text around them, on a phone and on a wall.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from argmap.analysis.balance import Balance, Side
from argmap.analysis.map_attribution import Bar
from argmap.messages import excerpt
from argmap.web.words import percent

_ROW, _TOP, _HEIGHT = 40, 20, 12
_AXIS = 24
_STEPS = (1, 2, 5, 10, 20, 25)
_MOST_TICKS = 5
_NAME = 46  # characters of a name beside a chart: as many as fit on a phone


@dataclass(frozen=True, slots=True)
class Piece:
    """A length of one look, from `x` on, `width` wide, in percent."""

    look: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of words with a bar of several pieces below it, at these heights in CSS pixels."""

    words: str
    words_y: int
    bar_y: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on the axis, at `x` percent. `anchor` keeps it within the chart."""

    x: str
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its name, its height in CSS pixels, the rows, the axis, and a line through all rows at `mark` percent."""

    name: str
    height: int
    bar_height: int
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    mark: str | None
    right_to_left: bool

    @property
    def start(self) -> str:
        """Where words begin, in percent."""
        return "100%" if self.right_to_left else "0%"


def tornado(
    bars: Sequence[Bar],
    now: float,
    name: str,
    call: Callable[[str], str],
    figure: Callable[[float], str] = percent,
    *,
    right_to_left: bool,
) -> Chart:
    """How far each card moves a strength that is `now`: from nobody believing the card to everybody, most first.

    `call` names a card, `figure` says a share. A bar is light on the side of disbelief. Where belief raises the strength it has the look of a reason, else of an objection.
    """
    low, high, step = _scale([now, *(value for bar in bars for value in (bar.low, bar.high))])

    def at(value: float) -> float:
        share = 100 * (100 * value - low) / (high - low)
        return 100 - share if right_to_left else share

    rows = []
    for number, bar in enumerate(bars):
        tone = "pro" if bar.high >= bar.low else "con"
        pieces = (
            _piece(f"{tone} doubted", at(bar.low), at(now)),
            _piece(f"{tone} believed", at(now), at(bar.high)),
        )
        rows.append(Row(excerpt(call(bar.card), _NAME), _words_y(number), _bar_y(number), pieces))
    ticks = []
    for value in range(low, high + 1, step):
        x = at(value / 100)
        anchor = (
            "start"
            if x == (100 if right_to_left else 0)
            else "end"
            if x == (0 if right_to_left else 100)
            else "middle"
        )
        ticks.append(Tick(_percentage(x), figure(value / 100), anchor))
    height = _ROW * len(bars) + _AXIS
    return Chart(name, height, _HEIGHT, tuple(rows), tuple(ticks), _percentage(at(now)), right_to_left)


def balance(sides: Sequence[Balance], name: str, call: Callable[[str], str], *, right_to_left: bool) -> Chart:
    """How many cards speak for each position, and against it: for it from the middle onwards, against it backwards."""
    most = max((side.cards for each in sides for side in (each.pro, each.con)), default=0) or 1
    rows = []
    for number, each in enumerate(sides):
        pieces = [
            *_side("con", each.con, most, not right_to_left),
            *_side("pro", each.pro, most, right_to_left),
        ]
        rows.append(Row(excerpt(call(each.position), _NAME), _words_y(number), _bar_y(number), tuple(pieces)))
    return Chart(name, _ROW * len(sides), _HEIGHT, tuple(rows), (), "50%", right_to_left)


def _side(tone: str, side: Side, most: int, backwards: bool) -> list[Piece]:
    """The cards of a side away from the middle: those that stand, those that are open, those that do not stand."""
    pieces = []
    way = 0.0
    for look, count in (("stands", side.standing), ("open", side.open), ("falls", side.fallen)):
        length = 50 * count / most
        start, end = (50 - way - length, 50 - way) if backwards else (50 + way, 50 + way + length)
        if count:
            pieces.append(_piece(f"{tone} {look}", start, end))
        way += length
    return pieces


def _scale(values: Sequence[float]) -> tuple[int, int, int]:
    """The ends of an axis in percent that holds these shares, and the step between its ticks."""
    least, most = 100 * min(values), 100 * max(values)
    step = next(each for each in (*_STEPS, 50) if (most - least) / each < _MOST_TICKS - 1 or each == 50)
    low, high = step * floor(least / step), step * ceil(most / step)
    return low, high if high > low else low + step, step


def _words_y(number: int) -> int:
    return _ROW * number + 14


def _bar_y(number: int) -> int:
    return _ROW * number + _TOP


def _piece(look: str, start: float, end: float) -> Piece:
    return Piece(look, _percentage(min(start, end)), _percentage(abs(end - start)))


def _percentage(value: float) -> str:
    return f"{round(value, 2):g}%"
