"""How the links run: from their premises to their target, through no card that they do not concern.

A link whose premises stand at home under it is a swing through one corridor. A *cross* link, from a card that
stands elsewhere, runs through corridors and gaps. A link onto a link is aimed at a point of its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from argmap.diagram.corridors import ROOM, Box, Corridors, Grid
from argmap.diagram.paths import HEAD, Head, Path, Point, corners, swing
from argmap.model import ArgumentMap, Relation
from argmap.model.map import targets_first
from argmap.model.roles import Standing, role

_BAR = 14.0
_NEAR = 160.0
_AIMS = (0.3, 0.45, 0.6, 0.2, 0.75)
_NEARBY = 40.0  # a link is cut within this height of the card it comes from: there no other runs beside it
SPOT = 3.0
"""The radius of the spot where an undercut meets a link."""
_STUB = 16.0
_FARTHEST = 40
_MOST_CROSSED = 50_000
_TONES = {"premises": "reason", "evidence": "reason", "backing": "reason"}


@dataclass(frozen=True, slots=True)
class Link:
    """One relation drawn: its lines, and the bar that its linked premises share (x, upper and lower end).

    `tone` is one of `theme.TONES`. `cross`: it comes from a card that stands elsewhere. `faint`: drawn lighter.
    """

    relation: str
    tone: str
    lines: tuple[Path, ...]
    bar: tuple[float, float, float] | None = None
    cross: bool = False
    faint: bool = False


@dataclass(slots=True)
class Routes:
    """Everything drawn between the cards. Links of one tone into one card share a head.

    A *spot* marks where an undercut meets the link that it cuts. `stubs` counts the lines that are only begun,
    because their ends stand too far apart, or there are too many of them. `answers` run from a question to its positions.
    """

    links: list[Link] = field(default_factory=list)
    heads: dict[Head, str] = field(default_factory=dict)
    spots: dict[Point, str] = field(default_factory=dict)
    answers: list[Path] = field(default_factory=list)
    stubs: int = 0

    def scaled(self, factor: float) -> Routes:
        """The same with all coordinates multiplied."""
        return Routes(
            [
                replace(
                    link,
                    lines=tuple(line.scaled(factor) for line in link.lines),
                    bar=None
                    if link.bar is None
                    else (link.bar[0] * factor, link.bar[1] * factor, link.bar[2] * factor),
                )
                for link in self.links
            ],
            {head.scaled(factor): tone for head, tone in self.heads.items()},
            {(x * factor, y * factor): tone for (x, y), tone in self.spots.items()},
            [line.scaled(factor) for line in self.answers],
            self.stubs,
        )


def routes(
    debate: ArgumentMap,
    where: Standing,
    boxes: Mapping[str, Box],
    grid: Grid,
    taken: Iterable[Box] = (),
    simple: bool = False,
) -> Routes:
    """The routes of all links of a visible map whose cards stand in `boxes`. O(n log n) and a bounded rest.

    No line is led over the boxes in `taken`, nor above them. All is as large as if corridors were `ROOM` wide.
    `simple`: a rebuttal is an objection like any other.
    """
    router = _Router(debate, where, boxes, grid, taken, simple)
    for relation in targets_first(debate.relations):
        if relation.target in debate.relations:
            router.onto_link(relation)
        else:
            router.onto_card(relation)
    return router.made


class _Router:
    def __init__(
        self,
        debate: ArgumentMap,
        where: Standing,
        boxes: Mapping[str, Box],
        grid: Grid,
        taken: Iterable[Box],
        simple: bool,
    ) -> None:
        self.debate, self.where, self.boxes, self.grid = debate, where, boxes, grid
        self.corridors = Corridors(boxes, grid, taken)
        self.made = Routes()
        self.main: dict[str, Path] = {}  # the line of each link that others can be aimed at
        self.aimed: dict[str, int] = {}
        self.exits: dict[str, int] = {}
        self.crossed = 0
        self.tones = {r.id: _tone(role(debate, r, where.depth), simple) for r in debate.relations.values()}
        self.ports = self._ports()

    def _ports(self) -> dict[tuple[str, str], float]:
        """The height at which links of each tone arrive at each card."""
        ports: dict[tuple[str, str], float] = {}
        for target, box in self.boxes.items():
            sources: dict[str, list[float]] = {}
            for relation in self.debate.incoming(target):
                middles = [self.boxes[premise].middle for premise in relation.premises]
                sources.setdefault(self.tones[relation.id], []).append(sum(middles) / len(middles))
            in_order = sorted(sources, key=lambda tone: (sum(sources[tone]) / len(sources[tone]), tone))
            for n, tone in enumerate(in_order):
                ports[target, tone] = box.top + box.height * (n + 1) / (len(in_order) + 1)
        return ports

    def onto_card(self, relation: Relation) -> None:
        """Draw a link whose target is a card."""
        box, tone = self.boxes[relation.target], self.tones[relation.id]
        head = Head((box.front, self.ports[relation.target, tone]), (-box.side, 0))
        corridor = box.column + (box.side > 0)
        homed = self._homed(relation)
        if homed:
            back = box.side < 0
            start, bar = self._start(relation, homed, back)
            main = swing(start, head.base)
            self._keep(relation, [main, *self._stubs(homed, bar, back)], bar)
        elif len(relation.premises) == 1:
            main = self._across(relation.premises[0], head.base, corridor)
            self._keep(relation, [main], None, cross=True)
        else:
            x, y = head.base[0] + 12 * box.side, head.tip[1]
            main = Path((x, y), ((head.base,),))
            joined = self._joining(relation.premises, (x, y), corridor)
            self._keep(relation, [main, *joined], (x, y - 9, y + 9), cross=True)
        if main.end == head.base:
            self.made.heads[head] = tone
        self.main[relation.id] = main

    def onto_link(self, relation: Relation) -> None:
        """Draw a link whose target is another link: an undercut."""
        cut = self.main[relation.target]
        turn = self.aimed[relation.target] = self.aimed.get(relation.target, -1) + 1
        aim = _aim(cut, turn)
        self.made.spots[aim] = self.tones[relation.id]
        homed = self._homed(relation)
        if homed:
            main, head = self._from_home(relation, homed, aim)
        elif len(relation.premises) == 1:
            premise = relation.premises[0]
            right = self.grid.corridor_at(aim[0]) > self.boxes[premise].column
            main, head = self._reach(self._exit(premise, right), self.boxes[premise].column + right, aim)
            self._keep(relation, [main], None, cross=True)
        else:
            main, head = self._from_elsewhere(relation, aim)
        self.made.heads[head] = self.tones[relation.id]
        self.main[relation.id] = main

    def _from_home(self, relation: Relation, homed: list[str], aim: Point) -> tuple[Path, Head]:
        """An undercut from the cards that stand under the card whose link it cuts."""
        column, corridor = self.boxes[homed[0]].column, self.grid.corridor_at(aim[0])
        right = corridor > column  # that link leaves its card on the other side
        start, bar = self._start(relation, homed, right)
        if corridor == column + right:
            main, head = _onto(start, aim)
        else:
            main, head = self._reach(start, column + right, aim)
        self._keep(relation, [main, *self._stubs(homed, bar, right)], bar)
        return main, head

    def _from_elsewhere(self, relation: Relation, aim: Point) -> tuple[Path, Head]:
        """An undercut whose linked premises all stand elsewhere: they meet at a bar beside the link."""
        corridor = self.grid.corridor_at(aim[0])
        edge, way = self.grid.bars(corridor)
        aside = 20 * way if (edge - aim[0]) * way > 26 else -20 * way
        head = _head(aim, (-1 if aside > 0 else 1, 0))
        x, y = aim[0] + aside, aim[1]
        main = Path((x, y), ((head.base,),))
        joined = self._joining(relation.premises, (x, y), corridor)
        self._keep(relation, [main, *joined], (x, y - 9, y + 9), cross=True)
        return main, head

    def _keep(
        self,
        relation: Relation,
        lines: list[Path],
        bar: tuple[float, float, float] | None,
        cross: bool = False,
    ) -> None:
        self.made.links.append(Link(relation.id, self.tones[relation.id], tuple(lines), bar, cross))
        if bar and not cross:
            away = [premise for premise in relation.premises if self.where.home.get(premise) != relation.id]
            joined = self._joining(away, (bar[0], (bar[1] + bar[2]) / 2), self.grid.corridor_at(bar[0]))
            if joined:
                self.made.links.append(
                    Link(relation.id, self.tones[relation.id], tuple(joined), None, cross=True)
                )

    def _homed(self, relation: Relation) -> list[str]:
        return [premise for premise in relation.premises if self.where.home.get(premise) == relation.id]

    def _start(
        self, relation: Relation, homed: list[str], right: bool
    ) -> tuple[Point, tuple[float, float, float] | None]:
        """Where a link leaves the cards that stand at home under it, and the bar they share."""
        boxes = [self.boxes[premise] for premise in homed]
        side = boxes[0].right if right else boxes[0].left
        if len(relation.premises) == 1:
            return (side, boxes[0].middle), None
        x = side + _BAR if right else side - _BAR
        low, high = boxes[0].middle, boxes[-1].middle
        if low == high:
            low, high = low - 12, high + 12
        return (x, (low + high) / 2), (x, low, high)

    def _stubs(self, homed: list[str], bar: tuple[float, float, float] | None, right: bool) -> list[Path]:
        if bar is None:
            return []
        edges = [(self.boxes[p].right if right else self.boxes[p].left, self.boxes[p].middle) for p in homed]
        return [Path((x, y), (((bar[0], y),),)) for x, y in edges]

    def _exit(self, premise: str, right: bool) -> Point:
        """Where a further link leaves a card: near its foot, a little higher for each more."""
        box = self.boxes[premise]
        turn = self.exits[premise] = self.exits.get(premise, -1) + 1
        height = box.bottom - 10 - 5 * (turn % max(1, int((box.height / 2 - 14) // 5)))
        return (box.right if right else box.left), height

    def _across(self, premise: str, end: Point, corridor: int) -> Path:
        """A line from a card that stands elsewhere to a point in a corridor."""
        column = self.boxes[premise].column
        right = corridor > column
        start = self._exit(premise, right)
        back = right == (self.boxes[premise].side < 0)
        if back and corridor == column + right and abs(start[1] - end[1]) < _NEAR:
            return swing(start, end)
        if not self._affords(abs(corridor - column - right)):
            return self._stub(start, right)
        return corners([*self.corridors.way(start, column + right, end[1], corridor), end])

    def _joining(self, premises: tuple[str, ...] | list[str], end: Point, corridor: int) -> list[Path]:
        """Lines from linked premises that stand elsewhere to the bar that joins them."""
        return [self._across(premise, end, corridor) for premise in premises]

    def _reach(self, start: Point, corridor: int, aim: Point) -> tuple[Path, Head]:
        """A line that leaves level into a corridor, to a link in that corridor or another."""
        to = self.grid.corridor_at(aim[0])
        if not self._affords(abs(to - corridor)):
            stub = self._stub(start, to > corridor)
            return stub, Head(stub.end, (1 if to > corridor else -1, 0))
        way = self.corridors.way(start, corridor, aim[1], to)
        head = _head(aim, (1 if way[-1][0] < aim[0] else -1, 0))
        edge, toward = self.grid.bars(to)
        beside_cards = (edge - aim[0]) * toward < 40  # there, bars and stubs are in the way from their side
        if abs(way[-1][0] - aim[0]) < 14 or (beside_cards and (way[-1][0] - aim[0]) * toward > 0):
            aside = aim[0] + (-18 if beside_cards else 18) * toward
            way[-2], way[-1] = (aside, way[-2][1]), (aside, aim[1])
            head = _head(aim, (-1 if aside > aim[0] else 1, 0))
        return corners([*way, head.base]), head

    def _affords(self, columns: int) -> bool:
        """Whether a line may be drawn over so many columns: what a picture can hold is bounded."""
        self.crossed += columns
        if columns <= _FARTHEST and self.crossed <= _MOST_CROSSED:
            return True
        self.crossed -= columns
        self.made.stubs += 1
        return False

    def _stub(self, start: Point, right: bool) -> Path:
        """The beginning of a line that is not drawn to its end; the card says in words where it leads."""
        return Path(start, (((start[0] + (_STUB if right else -_STUB), start[1]),),))


def _tone(part: str, simple: bool) -> str:
    if simple and part == "rebuttal":
        return "objection"
    return _TONES.get(part, part)


def _aim(cut: Path, turn: int) -> Point:
    """A point on a link for the next arrow that is aimed at it: near the premises, each at another place."""
    part = _AIMS[turn % len(_AIMS)]
    if len(cut.stretches) == 1:
        # On a swing of height h a part t of the way is 3t² - 2t³ of it up or down.
        height = abs(cut.end[1] - cut.start[1])
        nearest = min(1.0, max(0.4, (_NEARBY / (3 * max(height, 1.0))) ** 0.5 / _AIMS[0]))
        return cut.at(part * nearest)
    # Of a line with corners, what lies in the corridor beside the card that it comes from.
    beginning = [cut.start]
    for point in cut.points(4):
        if abs(point[0] - cut.start[0]) > ROOM:
            break
        beginning.append(point)
    lengths = [abs(bx - ax) + abs(by - ay) for (ax, ay), (bx, by) in pairwise(beginning)]
    left = part * sum(lengths)
    for (a, b), length in zip(pairwise(beginning), lengths, strict=True):
        if left <= length and length > 0:
            return a[0] + (b[0] - a[0]) * left / length, a[1] + (b[1] - a[1]) * left / length
        left -= length
    return beginning[-1]


def _onto(start: Point, aim: Point) -> tuple[Path, Head]:
    """A line from a card to a link that runs past it: level away from the card, then up or down onto the link."""
    if abs(aim[1] - start[1]) < 2 * HEAD and abs(aim[0] - start[0]) > 1.5 * HEAD:
        head = _head(aim, (1 if aim[0] > start[0] else -1, 0))
        return swing(start, head.base), head
    head = _head(aim, (0, 1 if aim[1] > start[1] else -1))
    return Path(start, (((aim[0], start[1]), (aim[0], start[1]), head.base),)), head


def _head(aim: Point, toward: tuple[int, int]) -> Head:
    """The head of an arrow onto a link: its tip touches the spot there."""
    return Head((aim[0] - SPOT * toward[0], aim[1] - SPOT * toward[1]), toward)
