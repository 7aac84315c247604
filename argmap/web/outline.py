"""The outline of a page: the whole debate as a nested list, or as much of it as a page can bear.

What is not shown is counted and never written down: a map has at most ten thousand cards, but a hundred
thousand lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

from argmap.diagram.labels import name, on_link, quoted
from argmap.diagram.sources import citation
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Node, Relation
from argmap.model.outline import Line, outline
from argmap.model.roles import Standing, called, role
from argmap.web.addresses import Place
from argmap.web.verdicts import Said
from argmap.web.views import OutlineLine
from argmap.web.words import NAMES, SIGNS, Translate, tone

COMPLETE = 150
"""Up to how many lines the outline on a page is complete; beyond that it opens by branch."""

MOST = 3000
"""Up to how many lines there is a way to the whole outline."""

_OPEN = 500  # lines of an outline that opens by branch
_BELOW = 200  # of them below one card
_WAY = 60  # levels above the chosen card
_CHARACTERS = 300_000  # after so many, every line shows the beginning of its text alone
_BEGINNING = 200
_MOST_NAMED = 20  # cards of a link that is cut
_WIDE = 200.0  # ems: a line of the outline breaks by itself


@dataclass(frozen=True, slots=True)
class Rest:
    """Lines that are left out of a list: how deep it stands, in which words, and the way to them."""

    depth: int
    words: str
    place: Place
    card: str | None


Entry = tuple[Line, int] | Rest
"""A line with the number of cards that are folded away below it, or what is left out beside it."""


def size(debate: ArgumentMap, where: Standing) -> int:
    """How many lines the whole outline has."""
    return len(where.roots) + sum(len(relation.premises) for relation in debate.relations.values())


def lines(
    debate: ArgumentMap,
    where: Standing,
    place: Place,
    translate: Translate,
    *,
    without: str | None = None,
    language: str | None = None,
    said: Said | None = None,
) -> tuple[OutlineLine, ...]:
    """The lines of a page, but for the card `without`, each with its verdict where they are `said`.

    `language`: that of cards which have none of their own.
    """
    count = size(debate, where)
    entries: Iterable[Entry]
    if count <= COMPLETE or (place.whole and count <= MOST):
        entries = [(line, 0) for line in outline(debate, where) if line.node != without]
    else:
        entries = _Branches(debate, where, place, translate, without).entries()
    return tuple(_nested(debate, list(entries), place, translate, language, said))


def roots(
    debate: ArgumentMap,
    cards: Iterable[str],
    place: Place,
    translate: Translate,
    language: str | None,
    said: Said | None = None,
) -> tuple[OutlineLine, ...]:
    """The lines of cards that stand at the top, without what stands below them."""
    return tuple(_nested(debate, [(Line(card, 0), 0) for card in cards], place, translate, language, said))


Branch = tuple[str, str | None]
"""A line as a branch: its card, and the relation through which it stands there."""


@dataclass(slots=True)
class _Branches:
    """The outline as it opens by branch: at the top, below the cards there, and along the way to the chosen card."""

    debate: ArgumentMap
    where: Standing
    place: Place
    translate: Translate
    without: str | None
    left: int = _OPEN
    windows: dict[Branch | None, range] = field(default_factory=dict)

    def entries(self) -> Iterator[Entry]:
        """The lines that are shown. Linear in the map, with a small factor but for those lines."""
        roots = [root for root in self.where.roots if root != self.without]
        chosen = self.place.card if self.place.card != self.without else None
        way = list(islice(self._way(chosen), _WAY + 1)) if chosen in self.debate.nodes else []
        self.left -= len(way)
        top: list[Branch] = [(root, None) for root in roots]
        if len(way) > _WAY:
            above = way.pop()
            yield Rest(0, self.translate("what stands above this"), self.place.at(above[0]), above[0])
            top = [way[-1]]
        if way:
            self._open(way[0], self._count(way[0]), start=self.place.start)
        at = top.index(way[-1]) if way else None
        self._open(None, len(top), at, 0 if way else self.place.start)
        for below, above in pairwise(way):
            seat = next(n for n, each in enumerate(self._below(above)) if each == below)
            self._open(above, self._count(above), seat)
        for number in self.windows[None]:
            if top[number] not in self.windows:
                self._open(top[number], self._count(top[number]))
        yield from self._written(top)

    def _open(self, branch: Branch | None, count: int, at: int | None = None, start: int = 0) -> None:
        """Open a branch of so many lines, as far as there is room: the line `at`, if any, is shown in any case."""
        most = max(min(_BELOW, self.left + (at is not None)), 0)
        if at is not None:
            start = at if most < _BELOW and count > most else at - at % _BELOW
            most = max(most, 1)
        elif start >= count:
            start = 0
        self.windows[branch] = range(start, min(start + most, count))
        self.left -= len(self.windows[branch]) - (at is not None)

    def _written(self, top: list[Branch]) -> Iterator[Entry]:
        counts = _Counts(self.debate, self.where)
        waiting = [self._list(None, top, len(top), 0)]
        while waiting:
            entry = next(waiting[-1], None)
            if entry is None:
                waiting.pop()
            elif isinstance(entry, Rest):
                yield entry
            else:
                line, _ = entry
                branch = (line.node, line.relation)
                count = self._count(branch)
                if count and self.windows.get(branch):
                    yield line, 0
                    waiting.append(self._list(branch, self._below(branch), count, line.depth + 1))
                else:
                    yield line, counts.below(line.node, line.relation, line.again) or count

    def _list(
        self, branch: Branch | None, below: Iterable[Branch], count: int, depth: int
    ) -> Iterator[Entry]:
        """The lines of an open branch, with the ways to those before and after them."""
        window = self.windows[branch]
        every = iter(below)
        if window.start:
            first = next(every)
            said = Message("{count:,} before these", {"count": window.start})
            yield self._rest(branch, depth, max(window.start - _BELOW, 0), said, first)
        for each in islice(every, max(window.start - 1, 0), window.stop - bool(window.start)):
            yield self._line(each, depth), 0
        if window.stop < count:
            said = Message("and {count:,} more", {"count": count - window.stop})
            yield self._rest(branch, depth, window.stop, said, next(every))

    def _rest(self, branch: Branch | None, depth: int, start: int, said: Message, there: Branch) -> Rest:
        """What is left out of a branch, from the line `there` on."""
        words = said.text(self.translate)
        if branch is not None and self.where.home.get(branch[0]) != branch[1]:
            # The lines stand below a card that is at home elsewhere, so that it cannot be chosen here.
            return Rest(depth, words, self.place.at(there[0]), there[0])
        card = branch[0] if branch is not None else None
        return Rest(depth, words, self.place.further(card, start), card)

    def _way(self, card: str | None) -> Iterator[Branch]:
        """The line of a card, and those under which it stands, up to the top."""
        relations, home = self.debate.relations, self.where.home
        relation = home.get(card or "")
        while card is not None:
            yield card, relation
            if relation is None:
                return
            target = relations[relation].target
            if target in relations:
                card, relation = relations[target].premises[-1], target
            else:
                card, relation = target, home.get(target)

    def _arguments(self, branch: Branch) -> Iterator[Relation]:
        """What stands right below a line: what is aimed at its card, and after a last premise what undercuts it."""
        card, relation = branch
        if self.where.home.get(card) == relation:
            yield from self.debate.incoming(card)
        if relation is not None and self.debate.relations[relation].premises[-1] == card:
            yield from self.debate.incoming(relation)

    def _count(self, branch: Branch) -> int:
        return sum(len(relation.premises) for relation in self._arguments(branch))

    def _below(self, branch: Branch) -> Iterator[Branch]:
        return ((premise, each.id) for each in self._arguments(branch) for premise in each.premises)

    def _line(self, branch: Branch, depth: int) -> Line:
        card, relation = branch
        if relation is None:
            return Line(card, depth)
        part = role(self.debate, self.debate.relations[relation], self.where.depth)
        return Line(card, depth, relation, part, again=self.where.home.get(card) != relation)


class _Counts:
    """How many cards stand in full below each card, and through each relation. Linear."""

    def __init__(self, debate: ArgumentMap, where: Standing) -> None:
        self._debate = debate
        self._aimed: dict[str, list[str]] = {}
        for relation in debate.relations.values():
            self._aimed.setdefault(relation.target, []).append(relation.id)
        order = list(where.roots)
        for item in order:  # cards and relations, each after what it stands under
            relation_ = debate.relations.get(item)
            if relation_ is not None:
                order.extend(card for card in relation_.premises if where.home.get(card) == item)
            order.extend(self._aimed.get(item, ()))
        self._found = dict.fromkeys(order, 0)
        for item in reversed(order):
            relation_ = debate.relations.get(item)
            above = where.home.get(item) if relation_ is None else relation_.target
            if above is not None:
                self._found[above] += self._found[item] + (relation_ is None)

    def below(self, card: str, relation: str | None, again: bool) -> int:
        """How many cards stand in full below a line of the outline."""
        count = 0 if again else self._found[card]
        if relation is not None and self._debate.relations[relation].premises[-1] == card:
            count += sum(self._found[each] for each in self._aimed.get(relation, ()))
        return count


def _nested(
    debate: ArgumentMap,
    shown: list[Entry],
    place: Place,
    translate: Translate,
    language: str | None,
    said: Said | None,
) -> Iterator[OutlineLine]:
    words = {each: translate(word) for each, word in NAMES.items()}
    chain: list[str | None] = []  # the relation of the last line at each depth
    address = place.cards()
    lists = spent = 0  # how many are open, and how many characters were written
    for index, entry in enumerate(shown):
        # Depths may jump by more than one where undercuts stand: a list opens one level at a time.
        depth = _depth(entry)
        following = _depth(shown[index + 1]) if index + 1 < len(shown) else 0
        opens = following > depth
        closes = min(max(depth - following, 0), lists + opens)
        lists += opens - closes
        if isinstance(entry, Rest):
            yield _rest_line(entry, opens, closes)
            continue
        line, more = entry
        relation = debate.relations.get(line.relation or "")
        linked = relation is not None and len(relation.premises) > 1
        leads = linked and chain[depth : depth + 1] != [line.relation]
        chain[depth:] = [*[None] * (depth - len(chain)), line.relation]
        node = debate.nodes[line.node]
        part = called(node, relation, line.role)
        text = name(node) if line.again else node.text
        spent += len(text)
        yield OutlineLine(
            card=node.id,
            href=address(node.id),
            tone=(shade := tone(part)),
            sign=SIGNS.get(shade) if depth else None,
            role=words[part],
            text=text if spent <= _CHARACTERS else excerpt(text, _BEGINNING),
            language=node.language or language,
            source=_source(debate, node),
            linked=linked,
            again=line.again,
            chosen=node.id == place.card and not line.again,
            opens=opens,
            closes=closes,
            more=more,
            first=leads,
            about=_about(debate, relation, node, translate),
            verdict=said.of(node.id, line.relation) if said else None,
        )


def _about(debate: ArgumentMap, relation: Relation | None, node: Node, translate: Translate) -> str | None:
    """What an argument that is aimed at a link says of that: where it stands in the list does not tell which one it is."""
    if relation is None or relation.target not in debate.relations:
        return None
    return on_link(
        debate, relation, node.id, lambda cards: quoted(debate, islice(cards, _MOST_NAMED)), translate
    )


def _source(debate: ArgumentMap, node: Node) -> str | None:
    if node.kind != "evidence" or not node.sources:
        return None
    first, *others = node.sources
    return citation(debate.sources[first].fields, len(others), _WIDE)


def _depth(entry: Entry) -> int:
    return entry.depth if isinstance(entry, Rest) else entry[0].depth


def _rest_line(rest: Rest, opens: bool, closes: int) -> OutlineLine:
    fragment = f"line-{rest.card}" if rest.card is not None else "outline"
    return OutlineLine(
        card="",
        href=rest.place.href(fragment),
        tone="rest",
        sign=None,
        role="",
        text=rest.words,
        language=None,
        source=None,
        linked=False,
        again=False,
        chosen=False,
        opens=opens,
        closes=closes,
    )
