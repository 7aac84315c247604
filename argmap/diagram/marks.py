"""Marks: what is said of a card beside its head, in a word with a sign, in a figure, or in both.

What they mean is no matter of the drawing: words and signs are handed in. Three signs, each with a look of its own,
so that none of them rests on colour: "tick" is quiet, "ring" is framed, "stop" is filled.
"""

from __future__ import annotations

from dataclasses import dataclass

from argmap.diagram.fonts import REGULAR, STRONG
from argmap.diagram.measure import SPARE, drawable, right_to_left, shorten, width
from argmap.diagram.paths import number

SIZE = 11
_HEIGHT = 16
LEADING = 20
"""How much higher a card becomes whose mark stands on a line of its own."""

_SIGN, _SIGN_GAP = 8, 4
_PAD, _PAD_END = 6, 4  # inside a frame; measured texts end with some room to spare
_FIGURE_GAP = 6
_HEAD_GAP = 8
_RING = "m0 4a4 4 0 1 0 8 0a4 4 0 1 0-8 0"
_DRAWN = {"tick": "m0.5 4.3l2.6 2.7l4.6-6", "ring": _RING, "stop": _RING + "m1.2-2.8l5.6 5.6"}
SIGNS = tuple(_DRAWN)
"""The signs that there are."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of a card: `words` with their `sign` (one of `SIGNS`), and a `figure`; one of the two may be empty.

    `said` is the sentence for those who do not see it.
    """

    said: str
    words: str = ""
    sign: str = "tick"
    figure: str = ""


@dataclass(frozen=True, slots=True)
class SetMark:
    """A mark that is measured, but for its place: `across` is its width, `words_across` that of its words alone.

    `apart`: there was no room for it beside the head, so that it stands on a line of its own.
    """

    words: str
    sign: str
    figure: str
    words_across: float
    across: float
    apart: bool

    @property
    def weight(self) -> str:
        """The weight in which the words are set: what is quiet is set in that of the text."""
        return REGULAR if self.sign == "tick" else STRONG

    @property
    def framed(self) -> bool:
        """Whether there is a frame around the words."""
        return bool(self.words) and self.sign != "tick"


@dataclass(frozen=True, slots=True)
class MarkShape:
    """A mark with every coordinate worked out: the words and the figure stand on the line `y`.

    `turn` moves and enlarges it to its place, where it is not as large as it was drawn.
    """

    sign: str
    y: str
    drawn: str | None
    words: str
    words_x: str
    figure: str
    figure_x: str
    frame: tuple[str, str, str, str] | None
    turn: str | None = None


def set_mark(mark: Mark, beside: float, room: float) -> SetMark:
    """Measure a mark for a card that has `room` pixels in a line, of which its head takes `beside`."""
    sign = mark.sign if mark.sign in _DRAWN else "tick"
    figure = shorten(drawable(mark.figure), room / 3 / SIZE)
    figure_across = _across(figure, REGULAR)
    words, words_across, across = "", 0.0, figure_across
    if mark.words:
        weight, pad = (REGULAR, 0) if sign == "tick" else (STRONG, _PAD + _PAD_END)
        around = pad + _SIGN + _SIGN_GAP + (figure_across + _FIGURE_GAP if figure else 0)
        words = shorten(drawable(mark.words), (room - around) / SIZE, weight)
        words_across = _across(words, weight)
        across = words_across + around
    return SetMark(words, sign, figure, words_across, across, beside + _HEAD_GAP + across > room)


def _across(text: str, weight: str) -> float:
    return width(text, weight) * SIZE / SPARE if text else 0.0


def mark_shape(mark: SetMark, left: float, line: float, scale: float = 1) -> MarkShape:
    """A mark that begins at `left`, its text standing on the line `line`, `scale` times as large as it was measured."""
    turn = None
    if scale != 1:
        turn = f"translate({number(left)} {number(line)}) scale({scale:.3g})"
        left, line = 0.0, 0.0
    begin, end = (_PAD, _PAD_END) if mark.framed else (0, 0)
    framed_across = begin + _SIGN + _SIGN_GAP + mark.words_across + end
    words_x, sign_x = left + begin + _SIGN + _SIGN_GAP, left + begin
    if right_to_left(mark.words):
        words_x, sign_x = left + end, left + end + mark.words_across + _SIGN_GAP
    figure_x = left + (framed_across + _FIGURE_GAP if mark.words else 0)
    return MarkShape(
        sign=mark.sign,
        y=number(line),
        drawn=f"M{number(sign_x)} {number(line - 8)}{_DRAWN[mark.sign]}" if mark.words else None,
        words=mark.words,
        words_x=number(words_x),
        figure=mark.figure,
        figure_x=number(figure_x),
        frame=(number(left), number(line - 12), number(framed_across), number(_HEIGHT))
        if mark.framed
        else None,
        turn=turn,
    )
