"""The free space between the cards: corridors between the columns, and gaps from one corridor to the next.

A line that keeps to them passes through no card, whatever the layout. Corridor k lies to the left of the
cards at distance k from the roots.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from argmap.diagram.paths import Point

ROOM = 64.0
"""How wide a corridor is where lines are found; what is drawn is as much larger or smaller as its corridors are."""

_LANES = 6
_SPINES = (4, 0, 2)  # the lanes nearest to the heads
_BESIDE_BARS = (5, 3, 1)  # and those at the other end
_LOOKED_AT = 60
_CLEAR = 5.0
_CLEARER = 24.0  # where nothing stands beyond: no line underlines the last card of a column
_SHARED = 14.0  # where there is room between two cards


@dataclass(frozen=True, slots=True)
class Box:
    """Where a card stands: its column (0 is leftmost), its upper and left edge, height and width, in pixels.

    `side` says where its answers stand: to the right of it (1) or to the left (-1). `foot` is how much room below it belongs
    to it too: what leads to cards that are folded away stands there.
    """

    column: int
    top: float
    height: float
    left: float
    width: float
    side: int = 1
    foot: float = 0.0

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def middle(self) -> float:
        """The height of the middle."""
        return self.top + self.height / 2

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def front(self) -> float:
        """The edge where arrows arrive."""
        return self.right if self.side > 0 else self.left

    @property
    def back(self) -> float:
        """The edge from which its own arrows leave."""
        return self.left if self.side > 0 else self.right

    def lowered(self, by: float) -> Box:
        """The same box further down."""
        return replace(self, top=self.top + by)

    def shortened(self, foot: float) -> Box:
        """The same box with its lowest part for what stands at its foot."""
        return replace(self, height=self.height - foot, foot=foot)

    def scaled(self, factor: float) -> Box:
        """The same box with all coordinates multiplied."""
        return Box(
            self.column,
            self.top * factor,
            self.height * factor,
            self.left * factor,
            self.width * factor,
            self.side,
            self.foot * factor,
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a picture, `width` wide, with corridors of `room` between them; corridor k lies left of column k.

    The answers to cards in columns before `turn` stand to the left of them, those to all others to the right.
    """

    width: float
    room: float = ROOM
    turn: int = 0

    @property
    def step(self) -> float:
        """From the left edge of one column to that of the next."""
        return self.width + self.room

    def box(self, column: int, top: float, height: float) -> Box:
        """A card in a column."""
        return Box(column, top, height, column * self.step, self.width, -1 if column < self.turn else 1)

    def centred(self, top: float, height: float) -> Box:
        """A card above the two columns between which the answers turn, as wide as both."""
        return Box(self.turn, top, height, (self.turn - 1) * self.step, self.step + self.width)

    def scaled(self, factor: float) -> Grid:
        """The same columns with all widths multiplied."""
        return Grid(self.width * factor, self.room * factor, self.turn)

    def corridor_at(self, x: float) -> int:
        """The corridor in which an x lies."""
        return int((x + self.room) // self.step)

    def bars(self, corridor: int) -> tuple[float, int]:
        """The edge of a corridor at which bars stand, and the way to it from the edge with the heads (1: right)."""
        return (corridor * self.step, 1) if corridor >= self.turn else (corridor * self.step - self.room, -1)


class Corridors:
    """The corridors of one picture, and what runs in them already."""

    def __init__(self, boxes: Mapping[str, Box], grid: Grid, taken: Iterable[Box] = ()) -> None:
        self._grid = grid
        self._columns: dict[int, list[tuple[float, float]]] = {}
        for box in boxes.values():
            self._columns.setdefault(box.column, []).append((box.top, box.bottom + box.foot))
        for box in taken:  # all above it belongs to it as well
            below = [span for span in self._columns.get(box.column, []) if span[1] > box.bottom]
            self._columns[box.column] = [(float("-inf"), box.bottom), *below]
        for spans in self._columns.values():
            spans.sort()
        self._taken: dict[int, list[list[tuple[float, float]]]] = {}
        self._passed: dict[tuple[int, int], int] = {}

    def way(self, start: Point, corridor: int, end_height: float, to: int) -> list[Point]:
        """The corners of a way from `start`, level into its corridor, to a height in another corridor.

        The last corner lies at `end_height`; from there the line goes on level to wherever it is aimed.
        """
        points = [start]
        height = start[1]
        step = 1 if to > corridor else -1
        while corridor != to:
            column = corridor if step > 0 else corridor - 1
            through = self._gap(column, end_height)
            lane = self._lane(corridor, height, through)
            points += [(lane, height), (lane, through)]
            height = through
            corridor += step
        lane = self._lane(corridor, height, end_height)
        return [*points, (lane, height), (lane, end_height)]

    def spine(self, corridor: int, a: float, b: float) -> float:
        """An upright lane near the heads in a corridor, for a line that others join between two heights."""
        return self._lane(corridor, a, b, _SPINES)

    def keep(self, corridor: int, low: float, high: float) -> None:
        """Keep what runs up and down in a corridor away from the bars between two heights, where it can."""
        lanes = self._taken.setdefault(corridor, [[] for _ in range(_LANES)])
        for lane in _BESIDE_BARS:
            lanes[lane].append((low, high))

    def _lane(self, corridor: int, a: float, b: float, among: Sequence[int] = range(_LANES)) -> float:
        """An upright lane in a corridor that is free between two heights, where there still is one."""
        low, high = min(a, b) - 4, max(a, b) + 4
        lanes = self._taken.setdefault(corridor, [[] for _ in range(_LANES)])
        free = (n for n in among if _free(lanes[n][-_LOOKED_AT:], low, high))
        chosen = next(free, None)
        if chosen is None:
            chosen = min(among, key=lambda n: len(lanes[n]))
        lanes[chosen].append((low, high))
        # From the middle outwards: the ends of a corridor belong to arrow heads and to bars.
        order = (2, 3, 1, 4, 0, 5)
        edge, way = self._grid.bars(corridor)
        return edge - way * (ROOM - 17 - 5.5 * order[chosen])

    def _gap(self, column: int, height: float) -> float:
        """The height nearest to a given one at which a level line passes between the cards of a column."""
        spans = self._columns.get(column, [])
        at = bisect_right(spans, (height, float("inf")))
        choices = [gap for gap in (at - 1, at, at + 1) if 0 <= gap <= len(spans)]
        gap = min(choices, key=lambda each: abs(self._inside(spans, each, height) - height))
        passed = self._passed[column, gap] = self._passed.get((column, gap), -1) + 1
        low, high = self._edges(spans, gap)
        inside = self._inside(spans, gap, height)
        if low is None or high is None:
            outward = -1 if low is None else 1
            return inside + outward * 4 * (passed % 12)
        spread = max(0.0, min(high - low - 2 * _CLEAR, 8.0))
        return min(max(inside + spread * (0, 0.5, -0.5, 0.25, -0.25)[passed % 5], low + 3), high - 3)

    def _edges(self, spans: list[tuple[float, float]], gap: int) -> tuple[float | None, float | None]:
        return (spans[gap - 1][1] if gap > 0 else None), (spans[gap][0] if gap < len(spans) else None)

    def _inside(self, spans: list[tuple[float, float]], gap: int, height: float) -> float:
        low, high = self._edges(spans, gap)
        clear = _CLEARER
        if low is not None and high is not None:
            if high - low < 2 * _CLEAR:
                return (low + high) / 2
            clear = max(_CLEAR, min(_SHARED, (high - low) / 2 - _CLEAR))
        if high is not None:
            height = min(height, high - clear)
        return height if low is None else max(height, low + clear)


def _free(spans: Iterable[tuple[float, float]], low: float, high: float) -> bool:
    return all(high <= a or low >= b for a, b in spans)
