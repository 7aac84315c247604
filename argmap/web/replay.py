"""The replay: how a debate grew, card by card, each at the place that it has in the end. Every step is an address."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.diagram.contents import cards
from argmap.diagram.corridors import Box
from argmap.diagram.drawing import Plan, plan
from argmap.diagram.growth import part_of
from argmap.diagram.inline import inline
from argmap.diagram.layout import SCROLLED
from argmap.diagram.part import folded
from argmap.diagram.shapes import bounds
from argmap.diagram.sources import citation
from argmap.diagram.window import Bounds, resting
from argmap.messages import Message, counted, excerpt
from argmap.model import ArgumentMap
from argmap.model.roles import Standing, standing
from argmap.model.tally import headline, size
from argmap.service import replay, rooms
from argmap.service.replay import Growth, Step
from argmap.service.sharing import Access
from argmap.web import words
from argmap.web.addresses import Place
from argmap.web.dates import said
from argmap.web.judging import JUDGING, check_presence
from argmap.web.lately import Lately
from argmap.web.map_page import title
from argmap.web.overview import LOOK, Overview, fitting
from argmap.web.panel import part
from argmap.web.picture import ROOM
from argmap.web.present import PALETTES
from argmap.web.present_views import Key, ReplayPage, Shown, Strip
from argmap.web.site import Visit
from argmap.web.strip import strip
from argmap.web.words import NAMES, tone

_LONGEST = 300  # characters of a card that comes
_ABOVE = 150  # of the question above the picture
_MOST = 3  # cards that are told at a step
_SIZES = ((80, "short"), (180, "usual"))
_WIDE = 60.0
_LONGEST_ID = 100
# What is seen of a picture: its room on a screen of 1920 x 1080, so that letters are 22 px and more.
_SEEN = (1090.0, 780.0)
_WHOLE = (1280.0, 780.0)  # and the room for all of it
_ENDS = (
    "The debate goes on: one more card is on the map, for which there was no room here.",
    "The debate goes on: {count:,} more cards are on the map, for which there was no room here.",
)


@dataclass(frozen=True, slots=True)
class Grown:
    """A map with its final picture, how it stands, how it grew, and where one looks at every step.

    `whole` counts all cards of the map, of which `debate` has as many as there is room for; the question is the title.
    """

    debate: ArgumentMap
    whole: int
    where: Standing
    plan: Plan
    growth: Growth
    bounds: Bounds
    views: tuple[Bounds, ...]
    overview: Overview | None

    @property
    def fits(self) -> bool:
        """Whether all of the picture is seen at every step."""
        return self.overview is None


_REPLAYS: Lately[Grown] = Lately()


def _grown(visit: Visit, access: Access) -> Grown:
    whole = visit.site.shelf.read(access).debate.visible()
    debate = whole if ROOM.holds(whole) else folded(whole, len(whole.nodes), room=ROOM).debate
    made = plan(debate, SCROLLED, words.diagram(visit.translate), look=LOOK)
    growth = replay.growth(visit.site.shelf, access, debate)
    asked = headline(debate)
    # The question is the title: it is there from the beginning.
    steps = tuple(step for step in growth.steps if step.cards != (asked,))
    if len(steps) < len(growth.steps):
        gone = growth.appears[asked or ""]
        shift = {item: at - (at > gone) if at != gone else 0 for item, at in growth.appears.items()}
        growth = Growth(steps, shift)
    where = standing(debate)
    stops = [_looked_at(debate, where, made, step) for step in growth.steps]
    edges = bounds(made.boxes, made.routes)
    views = resting(edges, [[], *stops], _SEEN)
    fits = views[0][2] >= edges[2] and views[0][3] >= edges[3]
    wide = None if fits else fitting(debate, where, visit.translate, _WHOLE)
    return Grown(debate, size(whole), where, made, growth, edges, views, wide)


def _looked_at(debate: ArgumentMap, where: Standing, made: Plan, step: Step) -> list[Box]:
    """Where one looks when a step is shown: at what came, and then at what it is aimed at."""
    if step.links:
        cards = _ends(debate, step.links[0])
    else:
        home = where.home.get(step.cards[0])
        cards = (*step.cards, *(_ends(debate, home)[-1:] if home else ()))
    return [made.boxes[card] for card in cards if card in made.boxes]


def _ends(debate: ArgumentMap, link: str) -> tuple[str, ...]:
    """The cards that a link joins, its target last: of a link between a card and a link the first card of that."""
    target = debate.relations[link].target
    while target in debate.relations:
        target = debate.relations[target].premises[0]
    return (*debate.relations[link].premises, target)


async def show(request: Request) -> Response:
    """A debate as it was after so many steps, for whoever may read it. The first look takes its turn, as an analysis does."""
    async with JUDGING.passed(request.path_params["map"][:_LONGEST_ID]):
        await check_presence(request)
        return await run_in_threadpool(_show, request)


def _show(request: Request) -> Response:
    visit = Visit(request)
    access = visit.enter(request.path_params["map"])
    whole = request.query_params.get("view") == "map"
    typed, palette = request.query_params.get("step", ""), request.query_params.get("palette", "")
    step = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0
    palette = palette if palette in PALETTES else ""
    key = (access.map, access.revision, visit.language)
    grown = _REPLAYS.of(visit.site.shelf, key, lambda: _grown(visit, access))
    step = min(step, len(grown.growth.steps))
    page = _Replay(visit, access, grown, step, palette, whole).page()
    return visit.page("replay.html", page)


class _Replay:
    def __init__(
        self, visit: Visit, access: Access, grown: Grown, step: int, palette: str, whole: bool
    ) -> None:
        self.visit, self.access, self.grown = visit, access, grown
        self.step, self.palette, self.whole = step, palette, whole
        self.translate = visit.translate

    def page(self) -> ReplayPage:
        grown, step = self.grown, self.step
        last, debate = len(grown.growth.steps), grown.debate
        now = grown.growth.steps[step - 1] if step else None
        name = title(debate, self.translate)
        asked = headline(debate)
        heading = Message("Replay of “{title}” – argmap", {"title": excerpt(name, 50)})
        told = tuple(self.shown(card) for card in (now.cards[:_MOST] if now else ()))
        more = len(now.cards) - len(told) if now else 0
        sentence = self.sentence(now)
        counting = self.counted(step, last)
        diagram, beside = self.diagram(now)
        return ReplayPage(
            frame=self.visit.frame(self.visit.say(heading), self.href(step), kept=True),
            palette=self.palette,
            question=excerpt(name, _LONGEST if not step else _ABOVE),
            language=(debate.nodes[asked].language if asked else None) or debate.language,
            diagram=diagram,
            strip=beside,
            step=step,
            last=last,
            counted=counting,
            cards=told,
            more=self.visit.say(Message("and {count} more", {"count": more})) if more else None,
            words=sentence,
            when=self.when(now),
            who=self.who(now),
            notes=self.notes(),
            play=self.href(step + 1) if step < last else None,
            action=f"/maps/{self.access.map}/replay",
            ways=self.ways(last),
            said=" ".join([f"{each.role}: {each.text}" for each in told] or [sentence or counting]),
        )

    def href(self, step: int, palette: str | None = None, whole: bool | None = None) -> str:
        chosen = self.palette if palette is None else palette
        view = "&view=map" if (self.whole if whole is None else whole) else ""
        return f"/maps/{self.access.map}/replay?step={step}{view}" + (f"&palette={chosen}" if chosen else "")

    def shown(self, card: str) -> Shown:
        node = self.grown.debate.nodes[card]
        does = part(self.grown.debate, self.grown.where, node)
        text = excerpt(node.text, _LONGEST)
        sources = self.grown.debate.sources
        cited = sources[node.sources[0]].fields if node.sources else None
        return Shown(
            card,
            self.translate(NAMES[does]),
            tone(does),
            text,
            node.language,
            Place(self.access.map, card).href(f"card-{card}"),
            next((size for most, size in _SIZES if len(text) <= most), "long"),
            citation(cited, len(node.sources) - 1, _WIDE) if cited else None,
        )

    def sentence(self, now: Step | None) -> str | None:
        """What a card that came is aimed at, or what a link joins."""
        debate = self.grown.debate
        if now is None:
            return None
        home = now.links[0] if now.links else self.grown.where.home.get(now.cards[0])
        if home is None:
            return None
        relation = debate.relations[home]
        at = _ends(debate, home)[-1]
        target = excerpt(debate.nodes[at].text, 120)
        if not now.links:
            return None if at == headline(debate) else target
        start = excerpt(debate.nodes[relation.premises[0]].text, 120)
        return self.visit.say(Message("Connected “{name}” to “{target}”", {"name": start, "target": target}))

    def when(self, now: Step | None) -> str | None:
        # Where names are not to be known, the minute does not give them away either.
        if now is None or now.at is None or not self.access.named:
            return None
        return said(now.at, self.visit.site.shelf.clock(), self.translate)

    def who(self, now: Step | None) -> str | None:
        if now is None or now.author is None:
            return None
        return rooms.names(self.visit.site.shelf, self.access).get(now.author)

    def counted(self, step: int, last: int) -> str:
        appears = self.grown.growth.appears
        there = sum(0 < appears[card] <= step for card in self.grown.debate.nodes)
        known = len(self.grown.plan.boxes)
        values: dict[str, object] = {"step": step, "last": last, "shown": there, "all": self.grown.whole}
        if step and known < self.grown.whole:
            return self.visit.say(Message("Step {step} of {last}: {shown:,} of {all:,} cards", values))
        if not step:
            return self.visit.say(Message("{cards} in {last} steps", {"cards": cards(known), "last": last}))
        values["cards"] = cards(there)
        return self.visit.say(Message("Step {step} of {last}: {cards}", values))

    def notes(self) -> tuple[str, ...]:
        """What is left out, where the map is too large: said at the beginning, and at the end above all."""
        shown, whole = len(self.grown.plan.boxes), self.grown.whole
        if self.whole and self.step and not self.grown.fits:
            return (self.translate("Overview: what came last is written beside it."),)
        if shown == whole:
            return ()
        if self.step == len(self.grown.growth.steps):
            return (self.visit.say(counted(whole - shown, *_ENDS)),)
        values = {"shown": shown, "all": whole}
        return (
            self.visit.say(
                Message("The replay shows {shown:,} of {all:,} cards, since no more fit into it.", values)
            ),
        )

    def diagram(self, now: Step | None) -> tuple[Markup, Strip | None]:
        """The picture as it was, and beside a tall one the whole of it."""
        grown, appears = self.grown, self.grown.growth.appears
        there = {item for item, at in appears.items() if at <= self.step}
        wide = grown.overview if self.whole else None
        made = part_of(wide.plan if wide else grown.plan, there, there)
        fresh = now.cards or _ends(grown.debate, now.links[0]) if now else ()
        whole = wide.whole if wide else grown.bounds
        frame = wide.frame if wide else grown.views[self.step]
        drawing = inline(
            made,
            words=words.diagram(self.translate),
            link=lambda card: Place(self.access.map, card).href(f"card-{card}"),
            chosen=None,
            frame=frame,
            fresh=fresh,
        )
        svg = Markup(drawing.svg)  # noqa: S704 - our own drawing, which escapes what people wrote
        return svg, strip(made, whole, frame, fresh)

    def ways(self, last: int) -> tuple[Key, ...]:
        """The ways through the steps, by key and by link. Left and right turn with the page."""
        _, step = self.translate, self.step
        mirrored = self.visit.frame("").direction == "rtl"
        back, forth = ("ArrowRight", "ArrowLeft") if mirrored else ("ArrowLeft", "ArrowRight")
        signs = ("→", "←") if mirrored else ("←", "→")
        other = "light" if self.palette == "dark" else "dark"
        made = []
        if step:
            made += [
                Key("back", _("Back"), f"{back} PageUp ArrowUp", self.href(step - 1), signs[0]),
                Key("first", _("To the beginning"), "Home", self.href(0), "Home"),
            ]
        if step < last:
            made += [
                Key("next", _("Next"), f"{forth} PageDown ArrowDown Enter", self.href(step + 1), signs[1]),
                Key("last", _("To the end"), "End", self.href(last), "End"),
            ]
        leave = Place(self.access.map).href()
        colours = _("Light") if other == "light" else _("Dark")
        if step and not self.grown.fits:
            word = _("The part where the debate grows") if self.whole else _("The whole map")
            made.append(Key("view", word, "f", self.href(step, whole=not self.whole), "F"))
        made.append(Key("palette", colours, "d", self.href(step, other), "D"))
        return (*made, Key("leave", _("Leave"), "Escape", leave, "Esc"))


ROUTES = [Route("/maps/{map}/replay", show, methods=["GET"])]
