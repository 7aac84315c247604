"""How the links run: from their premises to their target, through no card that they do not concern.

A link whose premises stand at home under it is a swing through one corridor. A *cross* link, from a card that
stands elsewhere, runs through corridors and gaps. A link onto a link is aimed at a point of its line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from argmap.diagram.aims import aimed_at, head_onto, onto
from argmap.diagram.corridors import Box, Corridors, Grid
from argmap.diagram.paths import HEAD, Head, Path, Point, corners, swing
from argmap.model import ArgumentMap, Relation
from argmap.model.map import targets_first
from argmap.model.roles import Standing, role

_BAR = 14.0
_NEAR = 160.0
_MANY = 5  # so many links into one card share spines
_ALONE = (
    24.0,
    33.0,
    29.0,
)  # how far from its cards a link that joins a spine is aimed at, one arrow after another
_ASIDE = 10.0  # how far past its cards a line passes that comes to such a link
_STUB = 16.0
_FARTHEST = 40
_MOST_CROSSED = 50_000
Span = tuple[float, float]
_TONES = {"premises": "reason", "evidence": "reason", "backing": "reason"}


@dataclass(frozen=True, slots=True)
class Link:
    """One relation drawn: its lines, and the bar that its linked premises share (x, upper and lower end).

    `tone` is one of `theme.TONES`. `cross`: it comes from a card that stands elsewhere. `faint`: drawn lighter. `spine` is
    where its first line joins those of others into one upright line, from there to their common head.
    """

    relation: str
    tone: str
    lines: tuple[Path, ...]
    bar: tuple[float, float, float] | None = None
    cross: bool = False
    faint: bool = False
    spine: float | None = None


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
                    spine=None if link.spine is None else link.spine * factor,
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
    alone: Collection[str] = (),
) -> Routes:
    """The routes of all links of a visible map whose cards stand in `boxes`. O(n log n) and a bounded rest.

    No line is led over the boxes in `taken`, nor above them. All is as large as if corridors were `ROOM` wide.
    `simple`: a rebuttal is an objection like any other. The links in `alone`, at which nothing is aimed, are not drawn.
    """
    router = _Router(debate, where, boxes, grid, taken, simple)
    for relation in targets_first(debate.relations):
        if relation.id in alone:
            continue
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
        self.spines = self._spines()

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

    def _spines(self) -> dict[tuple[str, str], float]:
        """Where the links of one tone into one card join, if many arrive there, or any is itself aimed at."""
        spines: dict[tuple[str, str], float] = {}
        for target, box in self.boxes.items():
            corridor = box.column + (box.side > 0)
            ends: dict[str, list[float]] = {}
            cut = []
            for each in self.debate.incoming(target):
                if homed := self._homed(each):
                    middle = (self.boxes[homed[0]].middle + self.boxes[homed[-1]].middle) / 2
                    ends.setdefault(self.tones[each.id], []).append(middle)
                    if any(self.debate.incoming(each.id)):
                        cut.append(middle)
            if cut or sum(map(len, ends.values())) >= _MANY:
                for tone, heights in ends.items():
                    heights.append(self.ports[target, tone])
                    spines[target, tone] = self.corridors.spine(corridor, min(heights), max(heights))
                for middle in cut:
                    self.corridors.keep(corridor, middle - 2 * HEAD, middle + 2 * HEAD)
        return spines

    def onto_card(self, relation: Relation) -> None:
        """Draw a link whose target is a card."""
        box, tone = self.boxes[relation.target], self.tones[relation.id]
        head = Head((box.front, self.ports[relation.target, tone]), (-box.side, 0))
        corridor = box.column + (box.side > 0)
        homed = self._homed(relation)
        if homed:
            back = box.side < 0
            start, bar = self._start(relation, homed, back)
            spine = self.spines.get((relation.target, tone))
            main = swing(start, head.base) if spine is None else _joined(start, spine, head.base)
            self._keep(relation, [main, *self._stubs(homed, bar, back)], bar, spine=spine)
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
        aim, beside = self._aim(relation.target)
        self.made.spots[aim] = self.tones[relation.id]
        homed = self._homed(relation)
        if homed:
            main, head = self._from_home(relation, homed, aim, beside)
        elif len(relation.premises) == 1:
            premise = relation.premises[0]
            right = self.grid.corridor_at(aim[0]) > self.boxes[premise].column
            column = self.boxes[premise].column
            main, head = self._reach(self._exit(premise, right), column + right, aim, beside)
            self._keep(relation, [main], None, cross=True)
        else:
            main, head = self._from_elsewhere(relation, aim, beside)
        self.made.heads[head] = self.tones[relation.id]
        self.main[relation.id] = main

    def _aim(self, relation: str) -> tuple[Point, Span | None]:
        """A point on a link for the next arrow that is aimed at it.

        Where it runs alone, out of its cards to a spine: between which heights they stand.
        """
        turn = self.aimed[relation] = self.aimed.get(relation, -1) + 1
        cut, kept = self.main[relation], self.debate.relations[relation]
        spine = self.spines.get((kept.target, self.tones[relation]))
        homed = self._homed(kept)
        if spine is None or not homed:
            return aimed_at(cut, turn), None
        boxes = [self.boxes[premise] for premise in homed]
        aside = _ALONE[turn % len(_ALONE)]
        x = boxes[0].back + (aside if spine > boxes[0].back else -aside)
        return (x, cut.start[1]), (boxes[0].top, boxes[-1].bottom + boxes[-1].foot)

    def _from_home(
        self, relation: Relation, homed: list[str], aim: Point, beside: Span | None
    ) -> tuple[Path, Head]:
        """An undercut from the cards that stand under the card whose link it cuts."""
        column, corridor = self.boxes[homed[0]].column, self.grid.corridor_at(aim[0])
        right = corridor > column  # that link leaves its card on the other side
        start, bar = self._start(relation, homed, right)
        if corridor == column + right:
            main, head = onto(start, aim)
        else:
            main, head = self._reach(start, column + right, aim, beside)
        self._keep(relation, [main, *self._stubs(homed, bar, right)], bar)
        return main, head

    def _from_elsewhere(self, relation: Relation, aim: Point, beside: Span | None) -> tuple[Path, Head]:
        """An undercut whose linked premises all stand elsewhere: they meet at a bar beside the link."""
        corridor = self.grid.corridor_at(aim[0])
        edge, way = self.grid.bars(corridor)
        if beside is None:
            aside = 20 * way if (edge - aim[0]) * way > 26 else -20 * way
            head = head_onto(aim, (-1 if aside > 0 else 1, 0))
            x, y = aim[0] + aside, aim[1]
            main = Path((x, y), ((head.base,),))
        else:
            head = head_onto(aim, (0, -1))
            x, y = aim[0] - 14 * way, aim[1] + _ASIDE + 2 * HEAD
            main = corners([(x, y), (aim[0], y), head.base])
        joined = self._joining(relation.premises, (x, y), corridor)
        self._keep(relation, [main, *joined], (x, y - 9, y + 9), cross=True)
        return main, head

    def _keep(
        self,
        relation: Relation,
        lines: list[Path],
        bar: tuple[float, float, float] | None,
        cross: bool = False,
        spine: float | None = None,
    ) -> None:
        self.made.links.append(
            Link(relation.id, self.tones[relation.id], tuple(lines), bar, cross, spine=spine)
        )
        if bar and not cross:
            away = [premise for premise in relation.premises if self.where.home.get(premise) != relation.id]
            # Away from the middle, where the link itself leaves.
            joined = self._joining(away, (bar[0], bar[2] - 6), self.grid.corridor_at(bar[0]))
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

    def _reach(self, start: Point, corridor: int, aim: Point, beside: Span | None) -> tuple[Path, Head]:
        """A line that leaves level into a corridor, to a link in that corridor or another.

        Where the link runs level out of cards that stand `beside` it, the line comes past those, from above or from below.
        """
        to = self.grid.corridor_at(aim[0])
        if not self._affords(abs(to - corridor)):
            stub = self._stub(start, to > corridor)
            return stub, Head(stub.end, (1 if to > corridor else -1, 0))
        if beside is not None:
            above = start[1] < aim[1]
            height = beside[0] - _ASIDE if above else beside[1] + _ASIDE
            way = self.corridors.way(start, corridor, height, to)
            head = head_onto(aim, (0, 1 if above else -1))
            if abs(way[-1][0] - aim[0]) < 2 * HEAD:
                way[-2:] = [(aim[0], way[-2][1])]
            else:
                way.append((aim[0], height))
            return corners([*way, head.base]), head
        way = self.corridors.way(start, corridor, aim[1], to)
        head = head_onto(aim, (1 if way[-1][0] < aim[0] else -1, 0))
        edge, toward = self.grid.bars(to)
        beside_cards = (edge - aim[0]) * toward < 40  # there, bars and stubs are in the way from their side
        if abs(way[-1][0] - aim[0]) < 14 or (beside_cards and (way[-1][0] - aim[0]) * toward > 0):
            aside = aim[0] + (-18 if beside_cards else 18) * toward
            way[-2], way[-1] = (aside, way[-2][1]), (aside, aim[1])
            head = head_onto(aim, (-1 if aside > aim[0] else 1, 0))
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


def _joined(start: Point, spine: float, end: Point) -> Path:
    """A line that leaves level, follows a spine to the height of its end, and arrives level."""
    return corners([start, (spine, start[1]), (spine, end[1]), end])


def _tone(part: str, simple: bool) -> str:
    if simple and part == "rebuttal":
        return "objection"
    return _TONES.get(part, part)
