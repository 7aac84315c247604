"""The presenter: a map on a projector, one card at a time with what speaks for it and against it, large.

Nothing but the map is on the screen. Every view is an address and every key a link, so that it works without scripts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.debate.contested import Contested, contested
from argmap.diagram.inline import inline
from argmap.diagram.part import parents
from argmap.diagram.sources import citation
from argmap.diagram.stacks import headline
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Relation
from argmap.model.outline import outline
from argmap.model.roles import Standing, called, role, standing
from argmap.model.rules import is_id
from argmap.web import words
from argmap.web.addresses import Place
from argmap.web.beside import ASKED, Screen, below, beside, laid
from argmap.web.judging import JUDGING, check_presence
from argmap.web.lately import Lately
from argmap.web.map_page import title
from argmap.web.overview import LEGIBLE, overview, reading
from argmap.web.panel import part
from argmap.web.present_views import About, Argument, Key, PresentPage, Shown, Side, Strip
from argmap.web.site import Visit
from argmap.web.strip import strip
from argmap.web.words import NAMES, Translate, counted, tone

PALETTES = ("light", "dark")
_LONGEST_ID = 100
_ABOVE = 150  # characters of the question above a card
_BESIDE = 600  # of a card beside the one in the middle, which is shown in full
_STEPS = 300  # of all on the path to it together
_SAID = 600  # of what a screen reader says by itself
_MOST_STEPS = 4  # of the path: the position, and the last before the card
_SIZES = ((80, "short"), (180, "usual"), (360, "long"), (600, "endless"))
_WIDE = 60.0
VIEWS = ("map", "near")
"""Besides one card at a time: the whole map, and the part of it around the card."""
_RULE = "first those with the most arguments that have a counterpart on the other side, then the most evenly matched"


@dataclass(frozen=True, slots=True)
class Stage:
    """A place in the presenter: the card in the middle, or the map, and the how many-th screen of its arguments."""

    map: str
    card: str | None = None
    view: str = ""
    blank: bool = False
    palette: str = ""
    start: int = 0

    @classmethod
    def of(cls, map_id: str, query: Mapping[str, str]) -> Stage:
        """What a query string asks for; what makes no sense is left out."""
        card, start = query.get("card", ""), query.get("from", "")
        palette, view = query.get("palette", ""), query.get("view", "")
        return cls(
            map_id,
            card if is_id(card) else None,
            view if view in VIEWS else "",
            query.get("blank") == "1",
            palette if palette in PALETTES else "",
            int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 0,
        )

    def at(self, card: str | None) -> Stage:
        """The same view with another card in the middle."""
        return replace(self, card=card, start=0, blank=False)

    def href(self) -> str:
        """The address of the place."""
        asked = {
            "card": self.card,
            "view": self.view,
            "blank": "1" if self.blank else None,
            "palette": self.palette,
            "from": str(self.start) if self.start else None,
        }
        query = "&".join(f"{name}={value}" for name, value in asked.items() if value)
        return f"/maps/{self.map}/present{'?' + query if query else ''}"


async def present(request: Request) -> Response:
    """A map on a projector, for whoever may read it. It takes its turn, as an analysis does."""
    async with JUDGING.passed(request.path_params["map"][:_LONGEST_ID]):
        await check_presence(request)
        return await run_in_threadpool(_present, request)


def _present(request: Request) -> Response:
    visit = Visit(request)
    access = visit.enter(request.path_params["map"])
    stage = Stage.of(access.map, request.query_params)
    kept = visit.site.kept
    key = ("present", access.map, access.revision, visit.tongue, stage, visit.site.static.prefix)

    def make() -> bytes:
        order = _ORDERS.of(visit.site.shelf, key[:3], lambda: Order.of(visit.site.shelf.read(access).debate))
        return bytes(visit.page("present.html", Presenter(visit, order, stage).page()).body)

    return kept.respond(request.headers, kept.once(key, make))


@dataclass(frozen=True, slots=True)
class Order:
    """A visible map, and its cards in the order of the argument: what each stands below, which are contested."""

    debate: ArgumentMap
    asked: str | None
    where: Standing
    above: Mapping[str, str]
    below: Mapping[str | None, tuple[str, ...]]
    cards: tuple[str, ...]
    points: tuple[Contested, ...]

    @classmethod
    def of(cls, debate: ArgumentMap) -> Order:
        """The order of a map. O(n log n)."""
        debate = debate.visible()
        asked, where = headline(debate), standing(debate)
        above = parents(debate, where)
        cards = tuple(line.node for line in outline(debate, where) if not line.again and line.node != asked)
        below: dict[str | None, list[str]] = {}
        for card in cards:
            below.setdefault(above.get(card), []).append(card)
        points = tuple(each for each in contested(debate, where) if each.card != asked)
        return cls(
            debate, asked, where, above, {each: tuple(at) for each, at in below.items()}, cards, points
        )


_ORDERS: Lately[Order] = Lately()


class Presenter:
    """What the presenter shows of a map at a place."""

    def __init__(self, visit: Visit, order: Order, stage: Stage) -> None:
        self.visit, self.debate = visit, order.debate
        self.translate: Translate = visit.translate
        self.asked, self.where, self.above = order.asked, order.where, order.above
        known = stage.card if stage.card in order.debate.nodes and stage.card != self.asked else None
        self.stage = replace(stage, card=known)
        self.children, self.order, self.points = order.below, order.cards, order.points

    def page(self) -> PresentPage:
        """The page."""
        stage, card = self.stage, self.stage.card
        name = title(self.debate, self.translate)
        heading = Message("Presenting “{title}” – argmap", {"title": excerpt(name, 50)})
        own = self.debate.nodes[self.asked].language if self.asked else None
        shown = self.shown(card, None) if card else None
        diagram, strip, note = self.diagram()
        asked = next(size for most, size, _ in ASKED if len(name) <= most)
        sides, size = ((), "") if stage.view else self.sides(shown, name, asked)
        blank = replace(stage, blank=False).href() if stage.blank else None
        return PresentPage(
            frame=self.visit.frame(self.visit.say(heading), stage.href(), kept=True),
            palette=stage.palette,
            question=name if card is None and not stage.view else excerpt(name, _ABOVE),
            asked=asked,
            language=own or self.debate.language,
            card=shown,
            path=self.path(card),
            sides=sides,
            size=size,
            note=note or self.note(card),
            rule=self.translate(_RULE) if self.ordered(card) else None,
            diagram=diagram,
            strip=strip,
            blank=blank,
            ways=self.ways(),
            said=excerpt(f"{shown.role}: {shown.text}" if shown else name, _SAID),
        )

    def shown(self, card: str, longest: int | None, relation: Relation | None = None) -> Shown:
        """A card, as what it does at its place, or through another relation."""
        node = self.debate.nodes[card]
        does = part(self.debate, self.where, node)
        if relation is not None and node.kind not in ("question", "position"):
            does = called(node, relation, role(self.debate, relation, self.where.depth))
        text = node.text if longest is None else excerpt(node.text, longest)
        cited = self.debate.sources[node.sources[0]].fields if node.sources else None
        return Shown(
            card,
            self.translate(NAMES[does]),
            tone(does),
            text,
            node.language,
            self.stage.at(card).href(),
            next((size for most, size in _SIZES if len(text) <= most), "boundless"),
            citation(cited, len(node.sources) - 1, _WIDE) if cited else None,
        )

    def path(self, card: str | None) -> tuple[Shown, ...]:
        """The cards from the position down to the one above this."""
        way: list[str] = []
        at = self.above.get(card or "")
        while at is not None and at != self.asked:
            way.append(at)
            at = self.above.get(at)
        way.reverse()
        if len(way) > _MOST_STEPS:
            way = [way[0], *way[1 - _MOST_STEPS :]]
        return tuple(self.shown(each, _STEPS // len(way)) for each in way)

    def sides(self, card: Shown | None, name: str, asked: str) -> tuple[tuple[Side, ...], str]:
        """What speaks for a card and against it, at the beginning the positions; and how large they are set."""
        if card is None:
            roots = [root for root in self.where.roots if root != self.asked] or self.below(self.asked)
            positions = [Argument((self.shown(root, _BESIDE),)) for root in roots]
            named = [("answers-to-it", "", positions)]
            screens: tuple[Screen, ...] = (below(name, asked, len(positions)),)
        else:
            named = self.aimed(card.card)
            screens = beside(card.size, len(named))
        made = laid([each[2] for each in named], *screens)
        most = max(map(len, made.sides), default=1)
        start = min(self.stage.start, most - 1)
        further = replace(self.stage, start=(start + 1) % most).href()
        sides = []
        for (side, heading, arguments), parts in zip(named, made.sides, strict=True):
            at = min(start, len(parts) - 1)
            left = len(arguments) - sum(map(len, parts[: at + 1]))
            word = Message("{count} more", {"count": left}) if left else Message("From the first on")
            more = self.visit.say(word) if left or at else None
            sides.append(Side(side, heading, parts[at], more, further if more else None))
        return tuple(sides), f"{made.size} stacked" if made.stacked else made.size

    def aimed(self, card: str) -> list[tuple[str, str, list[Argument]]]:
        """The arguments aimed at a card, and at the step by which it stands at its place: for it, then against it."""
        home = self.where.home.get(card)
        found: dict[str, list[Argument]] = {"support": [], "attack": []}
        for relation in (*self.debate.incoming(card), *(self.debate.incoming(home) if home else ())):
            found[relation.kind].append(Argument(self.premises(relation), self.about(relation)))
        named = [
            ("for", self.translate("What speaks for it"), found["support"]),
            ("against", self.translate("What speaks against it"), found["attack"]),
        ]
        return [each for each in named if each[2]]

    def premises(self, relation: Relation) -> tuple[Shown, ...]:
        """The cards of an argument."""
        return tuple(self.shown(each, _BESIDE, relation) for each in relation.premises)

    def about(self, relation: Relation) -> tuple[About, ...]:
        """What doubts the step that an argument makes, or backs it."""
        _ = self.translate
        captions = {"attack": _("This step is doubted"), "support": _("This step is backed")}
        return tuple(
            About(captions[each.kind], self.premises(each)) for each in self.debate.incoming(relation.id)
        )

    def below(self, card: str | None) -> list[str]:
        """The cards that stand right below one, in the order of the argument."""
        return list(self.children.get(card, ())) if card is not None else []

    def note(self, card: str | None) -> str:
        """Why one looks at this card, where it is contested; else how many points are."""
        for number, point in enumerate(self.points, 1):
            if point.card == card:
                values = {
                    "number": number,
                    "all": len(self.points),
                    "pro": counted(point.pro, "one argument for it", "{count} arguments for it")
                    if point.pro
                    else Message("nothing for it"),
                    "con": counted(point.con, "one against it", "{count} against it"),
                }
                return self.visit.say(Message("Contested point {number} of {all}: {pro}, {con}", values))
        if not self.points:
            return self.translate("No card has an objection.")
        if card is None:
            return self.visit.say(
                counted(len(self.points), "one contested point", "{count} contested points")
            )
        return ""

    def ordered(self, card: str | None) -> bool:
        """Whether to say in which order the contested points come: at each of several, but for the map."""
        return not self.stage.view and len(self.points) > 1 and any(each.card == card for each in self.points)

    def diagram(self) -> tuple[Markup | None, Strip | None, str | None]:
        """The whole map, or the part around the card with a small picture of all; and what to say of it."""
        stage = self.stage
        if not stage.view or stage.blank:
            return None, None, None
        place = Place(stage.map, stage.card)
        made = (overview if stage.view == "map" else reading)(self.debate, self.where, place, self.translate)
        chosen = [card for card in made.plan.boxes if card == stage.card]
        frame = made.near(chosen) if stage.view == "near" else made.frame
        drawing = inline(
            made.plan,
            words=words.diagram(self.translate),
            link=lambda card: replace(stage.at(card), view="").href(),
            chosen=stage.card,
            frame=frame,
        )
        shown, all_ = (
            len(made.plan.boxes),
            len(self.debate.nodes) - bool(self.asked) + (self.asked in made.plan.boxes),
        )
        note = None
        if stage.view == "map" and shown < all_:
            values = {"shown": shown, "all": all_}
            note = self.visit.say(
                Message("Overview: {shown:,} of {all:,} cards. Choose one to read it.", values)
            )
        elif stage.view == "map" and made.letters < LEGIBLE:
            note = self.translate("Overview. Choose a card to read it.")
        svg = Markup(drawing.svg)  # noqa: S704 - our own drawing, which escapes what people wrote
        return svg, strip(made.plan, made.whole, frame, chosen), note

    def ways(self) -> tuple[Key, ...]:
        """Where one can go from here, by key and by link. Left and right turn with the page."""
        stage, card = self.stage, self.stage.card
        below = self.below(card) if card else self.below(self.asked) or [*self.where.roots]
        below = [each for each in below if each != self.asked]
        above = self.above.get(card or "")
        beside = self.below(above) if above else [root for root in self.where.roots if root != self.asked]
        place = beside.index(card) if card in beside else 0
        back, forth = ("ArrowRight", "ArrowLeft") if self._mirrored else ("ArrowLeft", "ArrowRight")
        before, after = ("→", "←") if self._mirrored else ("←", "→")
        _ = self.translate
        here = [
            ("up", _("Back along the path"), back, above if above != self.asked else None, before, card),
            ("down", _("Its first argument"), forth, below[0] if below else None, after, below),
            ("earlier", _("The one before"), "ArrowUp", beside[place - 1] if place else None, "↑", place),
            ("later", _("The one after"), "ArrowDown", beside[place + 1] if card and place + 1 < len(beside) else None, "↓", card and place + 1 < len(beside)),
        ]  # fmt: skip
        arrows = [Key(i, word, key, stage.at(to).href(), sign) for i, word, key, to, sign, can in here if can]
        return (*arrows, *self._along(), *self._views())

    @property
    def _mirrored(self) -> bool:
        return self.visit.frame("").direction == "rtl"

    def _along(self) -> list[Key]:
        """The next card in the order of the argument, and the next contested point, and back."""
        stage, card, _ = self.stage, self.stage.card, self.translate
        made = []
        points = tuple(each.card for each in self.points)
        for names, every, keys, signs in (
            (("next", "last"), self.order, ("Space PageDown", "PageUp Backspace"), (_("Space"), "PgUp")),
            (("contested", "contested-last"), points, ("n", "p"), ("N", "P")),
        ):
            at = every.index(card) if card in every else -1
            if at + 1 < len(every):
                word = _("Next card") if names[0] == "next" else _("Next contested point")
                made.append(Key(names[0], word, keys[0], stage.at(every[at + 1]).href(), signs[0]))
            if at > 0:
                word = _("Card before") if names[0] == "next" else _("Contested point before")
                made.append(Key(names[1], word, keys[1], stage.at(every[at - 1]).href(), signs[1]))
        return made

    def _views(self) -> list[Key]:
        stage, card, _ = self.stage, self.stage.card, self.translate
        other = "light" if stage.palette == "dark" else "dark"
        other_view = replace(stage, view="" if stage.view else "map", blank=False).href()
        view = _("One card at a time") if stage.view else _("The whole map")
        colours = _("Light") if other == "light" else _("Dark")
        leave = Place(stage.map, card).href(f"card-{card}" if card else "")
        near = Key("near", _("The map around the card"), "g", replace(stage, view="near").href(), "G")
        return [
            Key("view", view, "f", other_view, "F"),
            *([near] if card and stage.view != "near" else []),
            Key("blank", _("Blank"), "b .", replace(stage, blank=True).href(), "B"),
            Key("palette", colours, "d", replace(stage, palette=other).href(), "D"),
            Key("leave", _("Leave"), "Escape", leave, "Esc"),
        ]


ROUTES = [Route("/maps/{map}/present", present, methods=["GET"])]
