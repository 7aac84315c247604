"""What stands beside a card on the projector: as large as a screen has room for, and on as many screens as it takes.

Measured in letters of the stage, which grow with the screen; on a screen of another shape the page scrolls.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from argmap.diagram.fonts import REGULAR, STRONG
from argmap.diagram.measure import wrap
from argmap.messages import excerpt
from argmap.web.present_views import Argument, Shown

SIZES = (("largest", 1.6), ("larger", 1.3), ("usual", 1.0), ("small", 0.86))
"""How large the cards beside may be set: the name of a size, and how large its letters are."""

ASKED = ((120, "short", 3.1), (260, "usual", 2.2), (100_000, "long", 1.5))
"""How large the question is set at the beginning: up to how many characters, the name, and how large its letters are."""

_CUTS = (420, 320, 240)  # characters of a card that is shown in part, where not all fit
_HIGH = 32.0  # of a side, below its heading
_MANY = 40  # arguments never fit on one screen, whatever is left out of them
_LEADING = 1.32
_SIDES, _EDGES = 1.8, 0.35  # beside the text of a card: in its own letters, and in those of the stage
_AROUND = 2.4  # its role, and the space above and below, in its own letters
_GAP = 0.55  # between two arguments
_CAPTION = 1.4
_HEADING = 3.2  # of another side below the first


@dataclass(frozen=True, slots=True)
class Screen:
    """The room for the arguments of one side, in letters of the stage: how wide a card is, how high all are together, in
    how many columns; how large letters are at most there, and whether they are strong.
    """

    wide: float
    high: float
    columns: int = 1
    most: float = 1.6
    weight: str = REGULAR


@dataclass(frozen=True, slots=True)
class Laid:
    """Arguments as they are shown: how large, and of each side those of every screen; `stacked`: one side below the other."""

    size: str
    sides: tuple[tuple[tuple[Argument, ...], ...], ...]
    stacked: bool = False


def beside(card: str, sides: int) -> tuple[Screen, ...]:
    """The rooms beside a card of a size for so many sides: first one for each, then, of two sides, one for both together.

    The card in the middle stays the largest.
    """
    share = 8 if card == "boundless" else 5
    most = {"short": 1.6, "usual": 1.3}.get(card, 1.0)
    both = Screen((67.9 * 8 / (share + 8) - _GAP) / 2, _HIGH, 2, most)
    if sides < 2:
        return (both,)
    return Screen(66.3 * 4 / (share + 8), _HIGH, 1, most), replace(both, high=_HIGH - _HEADING)


def below(question: str, size: str, count: int) -> Screen:
    """The room below the question at the beginning, for so many positions."""
    letters = next(each for _, name, each in ASKED if name == size)
    asked = len(wrap(question, 68 / letters, STRONG)) * 1.15 * letters
    columns = max(1, min(count, 3))
    wide = (69.5 - _GAP * (columns - 1)) / columns
    return Screen(wide, max(_HIGH + 2 - asked, 8.0), columns, weight=STRONG)


def laid(sides: Sequence[Sequence[Argument]], screen: Screen, both: Screen | None = None) -> Laid:
    """The arguments in the largest letters in which all fit, on screens of their own or on that for both sides.

    Where they do not, they come on as few screens as they can, and long ones in part. Linear.

    >>> card = Shown("c", "Reason", "reason", "Cleaner air.", None, "", "short")
    >>> laid([[Argument((card,))]], Screen(20, 31)).size
    'largest'
    """
    for name, letters in SIZES:
        if letters > screen.most:
            continue
        if all(_fit([side], screen, letters) for side in sides):
            return Laid(name, tuple((tuple(side),) for side in sides))
        if both and letters <= 1 and _fit(sides, both, letters):
            return Laid(name, tuple((tuple(side),) for side in sides), stacked=True)
    if max(map(len, sides), default=0) > _MANY:
        return _parted(sides, screen, *SIZES[-1], _CUTS[-1])
    sizes = [each for each in SIZES if each[1] <= min(screen.most, 1)]
    for most in _CUTS:
        found = min((_parted(sides, screen, *size, most) for size in sizes), key=_count)
        if _count(found) < 2:
            break
    return found


def _fit(sides: Iterable[Sequence[Argument]], screen: Screen, letters: float) -> bool:
    """Whether the arguments of these sides stand on one screen; no more are looked at than it takes to tell."""
    filled = 0.0
    for side in sides:
        for _, high in _rows(side, screen, letters):
            filled += high
            if filled > screen.high:
                return False
    return True


def _parted(
    sides: Sequence[Sequence[Argument]], screen: Screen, name: str, letters: float, most: int
) -> Laid:
    short = [[_shortened(argument, most) for argument in side] for side in sides]
    return Laid(name, tuple(_screens(side, screen, letters) for side in short))


def _count(made: Laid) -> int:
    return max(map(len, made.sides), default=0)


def _shortened(argument: Argument, most: int) -> Argument:
    def shorten(cards: Sequence[Shown]) -> tuple[Shown, ...]:
        return tuple(replace(card, text=excerpt(card.text, most)) for card in cards)

    about = tuple(replace(each, cards=shorten(each.cards)) for each in argument.about)
    return Argument(shorten(argument.cards), about)


def _screens(
    arguments: Sequence[Argument], screen: Screen, letters: float
) -> tuple[tuple[Argument, ...], ...]:
    found: list[list[Argument]] = []
    filled = 0.0
    for row, high in _rows(arguments, screen, letters):
        if not found or filled + high > screen.high - _CAPTION:  # the way to the others needs room too
            found.append([])
            filled = 0.0
        found[-1].extend(row)
        filled += high
    return tuple(map(tuple, found))


def _rows(
    arguments: Sequence[Argument], screen: Screen, letters: float
) -> Iterator[tuple[Sequence[Argument], float]]:
    """The rows in which arguments stand, and how high each is."""
    columns = min(screen.columns, len(arguments)) or 1
    wide = screen.wide * screen.columns / columns
    for first in range(0, len(arguments), columns):
        row = arguments[first : first + columns]
        yield row, max(_high(each, wide, letters, screen.weight) for each in row) + _GAP


def _high(argument: Argument, wide: float, letters: float, weight: str) -> float:
    linked = len(argument.cards) > 1
    high = _cards(argument.cards, wide - linked, letters, weight) + linked * _CAPTION
    return high + sum(_CAPTION + _cards(each.cards, wide - 2, letters, weight) for each in argument.about)


def _cards(cards: Iterable[Shown], wide: float, letters: float, weight: str) -> float:
    room = max((wide - _EDGES) / letters - _SIDES, 4.0)
    found = [(_AROUND + len(wrap(each.text, room, weight)) * _LEADING) * letters for each in cards]
    return sum(found) + 0.3 * (len(found) - 1)
