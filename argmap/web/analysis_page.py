"""The page of an analysis, put together from a report: the words, the addresses and the numbers of the charts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from argmap.analysis.balance import Side
from argmap.analysis.explain import dispute, said, sufficient, told
from argmap.analysis.map_attribution import Bar as Mover
from argmap.analysis.report import MOST_POSITIONS, SEMANTICS, Report
from argmap.analysis.review import HINT, SERIOUS, WEAK, Finding
from argmap.debate.ownership import emptied
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap
from argmap.model.map import by_age
from argmap.web import charts
from argmap.web.addresses import Place
from argmap.web.analysis_place import AnalysisPlace
from argmap.web.analysis_views import (
    AnalysisPage,
    BalanceView,
    CruxView,
    DecidesView,
    FindingView,
    MoverView,
    SideView,
    SliderView,
    TurnView,
    VerdictView,
    WeakView,
)
from argmap.web.form_views import Choice
from argmap.web.map_page import title
from argmap.web.views import Bar, Frame
from argmap.web.words import STATES, Translate, counted, percent

_CRUXES, _SLIDERS, _BARS, _FINDINGS, _MOST_FINE = 6, 8, 10, 6, 300
_NAME = 90
_LEADS = {
    "presume": "Every claim counts until it is challenged.",
    "prove": "Only what has been shown counts: by itself only evidence with a source.",
}
_BURDENS = {"presume": "Until challenged", "prove": "Only what is shown"}
_OTHERWISE = {
    "presume": "And if every claim counted until it is challenged? {why}",
    "prove": "And if only what has been shown counted? {why}",
}
_STANDARDS = {
    "none": "It stays open",
    "scintilla": "One standing reason is enough",
    "preponderance": "The stronger one prevails",
    "clear": "A reason must be clearly stronger",
    "beyond-doubt": "A reason must leave no real doubt",
    "dialectical": "No objection may be left standing",
}
_SEMANTICS = {
    "qe": "Quadratic energy (usual)",
    "dfquad": "DF-QuAD",
    "euler": "Euler-based",
    "mlp": "Like a neural network (MLP)",
    "hcat": "h-categoriser (objections only)",
    "hmax": "Strongest objection (objections only)",
    "hcard": "Number of objections (objections only)",
    "social": "Social, by votes (objections only)",
}
_GRAVITIES = {SERIOUS: "Serious", WEAK: "Weak", HINT: "Look again"}
_ORIGINS = {"rated": "begins at what people think of it", "source": "begins at how far its source is trusted"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A map as it is judged: as it is under both burdens, and with what is supposed for now.

    `real` and `supposed` are the same while nothing is supposed. `error` says why other settings could not be used.
    """

    real: Report
    otherwise: Report
    supposed: Report
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks, and where."""

    frame: Frame
    bar: Bar
    place: AnalysisPlace
    translate: Translate
    edit: bool
    operation: str


def position_of(report: Report, wanted: str | None) -> str | None:
    """The position to look at: the one asked for, else the first that is open, else the first."""
    positions = report.positions[:MOST_POSITIONS]
    if wanted in positions:
        return wanted
    still_open = (each for each in positions if report.labelling.nodes[each] == "undecided")
    return next(still_open, positions[0] if positions else None)


def telling(debate: ArgumentMap, movers: tuple[Mover, ...] | None) -> tuple[Mover, ...] | None:
    """The cards that move a strength, without those whose words are gone: they do, and nobody can say what they are."""
    return movers and tuple(bar for bar in movers if not emptied(debate.nodes[bar.card]))


def analysis_page(judged: Judged, look: Look) -> AnalysisPage:
    """Everything that the page of an analysis shows."""
    made = _Page(judged, look)
    debate = judged.real.debate
    position = position_of(judged.real, look.place.position)
    movers = telling(debate, judged.supposed.movers(position) if position is not None else ())
    shown = judged.real.positions[:MOST_POSITIONS]
    asked = next((node for node in debate.nodes.values() if node.kind == "question"), None)
    return AnalysisPage(
        frame=look.frame,
        bar=look.bar,
        question=title(debate, look.translate),
        language=asked.language if asked else None,
        back=f"/maps/{look.place.map}",
        seen=made.seen(),
        action=f"/maps/{look.place.map}/analysis",
        lead=made.said(_LEADS[judged.real.settings.burden]),
        burdens=made.burdens(),
        standards=made.choices(_STANDARDS, look.place.standard),
        semantics=made.semantics(),
        kept=tuple(each for each in look.place.everything() if each[0] not in ("standard", "semantics")),
        judged=look.place.fields(),
        error=judged.error,
        verdicts=tuple(made.verdict(each) for each in shown),
        more_positions=made.more(len(judged.real.positions) - len(shown)),
        rivalry=made.say(judged.supposed.rivalry),
        decides=tuple(made.decides(each) for each in shown),
        looked_at=made.looked_at(shown, position),
        looked_at_name=made.name(position) if position else "",
        grounds=made.said(judged.real.grounds),
        unsettled=made.say(judged.supposed.unsettled),
        tornado=made.tornado(position, movers),
        movers=tuple(made.mover(each) for each in (movers or ())[:_BARS]),
        no_tornado=made.no_tornado(movers),
        sliders=tuple(made.sliders(position)),
        supposing=made.supposing(),
        real=look.place.real().href("verdicts") if judged.supposed.settings.supposing else None,
        balance=made.balance(),
        sides=tuple(made.sides()),
        weak=tuple(made.weak()),
        dismissed=tuple(made.finding(each) for each in judged.real.reviewed.fine[:_MOST_FINE]),
        fine=f"/maps/{look.place.map}/fine" if look.edit else None,
        operation=look.operation,
        frameworks=f"/maps/{look.place.map}/analysis/frameworks",
        program=f"/api/maps/{look.place.map}/analysis",
    )


class _Page:
    """What the parts of the page have in common."""

    def __init__(self, judged: Judged, look: Look) -> None:
        self.judged, self.look, self.place = judged, look, look.place
        self.debate = judged.real.debate
        self.right_to_left = look.frame.direction == "rtl"

    def said(self, message: Message | str) -> str:
        return self.look.translate(message) if isinstance(message, str) else message.text(self.look.translate)

    def say(self, message: Message | str | None) -> str | None:
        return None if message is None else self.said(message)

    def name(self, card: str) -> str:
        return excerpt(self.debate.nodes[card].name, _NAME)

    def href(self, card: str) -> str:
        return f"/maps/{self.place.map}?card={card}#card-{card}"

    def seen(self) -> str | None:
        """The map with its verdicts on the cards; none where those are other ones than here."""
        usual = self.place.burden == "presume" and self.place.standard == "none"
        there = self.judged.real.positions and not self.judged.supposed.settings.supposing
        return Place(self.place.map, verdicts=True).href() if usual and there else None

    def burdens(self) -> tuple[Choice, ...]:
        return tuple(
            Choice(self.place.judged(burden=name).href(), self.said(words), name == self.place.burden)
            for name, words in _BURDENS.items()
        )

    def semantics(self) -> tuple[Choice, ...]:
        """Those that can judge this map: some know objections only."""
        supported = any(relation.kind == "support" for relation in self.debate.relations.values())
        fitting = {
            name: words for name, words in _SEMANTICS.items() if not supported or SEMANTICS[name].supports
        }
        return self.choices(fitting, self.place.semantics)

    def choices(self, words: dict[str, str], chosen: str) -> tuple[Choice, ...]:
        return tuple(Choice(name, self.said(each), name == chosen) for name, each in words.items())

    def verdict(self, position: str) -> VerdictView:
        real, supposed = self.judged.real.verdict(position), self.judged.supposed.verdict(position)
        node = self.debate.nodes[position]
        moved = real.strength != supposed.strength and _share(real.strength, self.look.translate) != _share(
            supposed.strength, self.look.translate
        )
        why = self.judged.otherwise.verdict(position).why
        return VerdictView(
            id=position,
            name=node.name,
            text=node.text if node.title else None,
            language=node.language,
            href=self.href(position),
            state=supposed.label,
            word=self.said(STATES[supposed.label]),
            before=self.said(STATES[real.label]) if real.label != supposed.label else None,
            share=_share(supposed.strength, self.look.translate),
            filled=f"{100 * (supposed.strength or 0):.1f}%",
            share_before=_share(real.strength, self.look.translate) if moved else None,
            why=self.said(supposed.why),
            otherwise=self.said(Message(_OTHERWISE[self.judged.otherwise.settings.burden], {"why": why})),
        )

    def more(self, count: int) -> str | None:
        if count <= 0:
            return None
        return self.said(
            counted(count, "One more position is not shown.", "{count} more positions are not shown.")
        )

    def decides(self, position: str) -> DecidesView:
        report = self.judged.real
        found = report.deciding(position)
        cruxes = [each for each in report.cruxes if each.position == position]
        enough = sufficient(report.labelling, position)
        cards = [f"“{self.name(card)}”" for card in (enough.cards if enough else ())[:3]]
        suffices = Message("It already stands by {cards} alone.", {"cards": self.said(", ").join(cards)})
        return DecidesView(
            id=position,
            name=self.name(position),
            told=self.said(told(report.labelling, found)),
            suffices=self.said(suffices) if enough and 0 < len(enough.cards) <= 3 else None,
            cruxes=tuple(
                CruxView(
                    self.said(said(report.labelling, each)),
                    self.href(each.id),
                    self.name(each.id),
                    self.place.leaving_out(each.id).href("verdicts") if each.held == "out" else None,
                )
                for each in cruxes[:_CRUXES]
            ),
            turns=tuple(
                TurnView(each.side, self.said(each.message)) for each in dispute(report.labelling, position)
            ),
        )

    def looked_at(self, positions: Iterable[str], chosen: str | None) -> tuple[Choice, ...]:
        return tuple(
            Choice(replace(self.place, position=each).href("strength"), self.name(each), each == chosen)
            for each in positions
        )

    def tornado(self, position: str | None, movers: tuple[Mover, ...] | None) -> charts.Chart | None:
        now = self.judged.supposed.strengths.cards.get(position or "")
        if not movers or position is None or now is None:
            return None
        name = Message("What the strength of “{position}” hangs on most", {"position": self.name(position)})
        return charts.tornado(
            movers[:_BARS],
            now,
            self.said(name),
            self.name,
            lambda share: percent(share, self.look.translate),
            right_to_left=self.right_to_left,
        )

    def no_tornado(self, movers: tuple[Mover, ...] | None) -> str | None:
        if movers is None:
            return self.said("Too many arguments go round in circles here to try out each card.")
        return None if movers else self.said("No card moves its strength.")

    def mover(self, bar: Mover) -> MoverView:
        return MoverView(
            self.name(bar.card),
            self.href(bar.card),
            percent(bar.low, self.look.translate),
            percent(bar.high, self.look.translate),
        )

    def sliders(self, position: str | None) -> Iterable[SliderView]:
        """What is supposed already, the cruxes of the position, and what moves its strength most."""
        real = self.judged.real
        bases = real.strengths.bases
        wanted = by_age([*self.place.off, *(card for card, _ in self.place.scores)])
        if position is not None:
            cruxes = [
                each.id
                for each in real.cruxes
                if each.position == position and not emptied(real.debate.nodes[each.id])
            ]
            movers = [bar.card for bar in telling(real.debate, real.movers(position)) or ()]
            wanted += [*cruxes[: _SLIDERS // 2], *movers]
        scores = dict(self.place.scores)
        supposed = len(self.place.off) + len(scores)
        for card in list(dict.fromkeys(wanted))[: max(_SLIDERS, supposed)]:
            usual = round(100 * bases[card].score)
            origin = self.say(_ORIGINS.get(bases[card].origin))
            off = card in self.place.off
            yield SliderView(
                card, self.name(card), self.href(card), scores.get(card, usual), usual, off, origin
            )

    def supposing(self) -> str | None:
        """What is supposed, in a sentence."""
        parts = [Message("“{card}” is left out", {"card": self.name(card)}) for card in self.place.off]
        parts += [
            Message(
                "“{card}” begins at {share}",
                {"card": self.name(card), "share": percent(score / 100, self.look.translate)},
            )
            for card, score in self.place.scores
        ]
        if not parts:
            return None
        said = self.said(", ").join(self.said(each) for each in parts)
        return self.said(Message("Supposed for now: {parts}.", {"parts": said}))

    def balance(self) -> charts.Chart:
        name = self.said("How many cards speak for each position, and against it")
        sides = self.judged.supposed.balance[:MOST_POSITIONS]
        return charts.balance(sides, name, self.name, right_to_left=self.right_to_left)

    def sides(self) -> Iterable[BalanceView]:
        for each in self.judged.supposed.balance[:MOST_POSITIONS]:
            name, href = self.name(each.position), self.href(each.position)
            yield BalanceView(name, href, _side(each.pro), _side(each.con))

    def weak(self) -> Iterable[WeakView]:
        """The weak points of each case; those of no case, or of several, come last."""
        points = self.judged.real.weak_points()
        several = len(points) > 2
        for position, findings in points.items():
            if position is None:
                heading = self.said("Elsewhere on the map" if several else "On the map")
            else:
                heading = self.said(
                    Message("In the case for “{position}”", {"position": self.name(position)})
                )
            if findings or (position is not None and len(points) <= MOST_POSITIONS + 1):
                views = [self.finding(each) for each in findings]
                yield WeakView(heading, tuple(views[:_FINDINGS]), tuple(views[_FINDINGS:300]))

    def _where(self, found: Finding, card: str) -> str:
        """Where one does what is to be done; a question is asked where the questions stand."""
        if found.rule == "open-questions" and found.on in self.debate.relations and self.look.edit:
            return Place(self.place.map).at(card, "scheme", found.on).href("questions")
        return self.href(card)

    def finding(self, found: Finding) -> FindingView:
        relation = self.debate.relations.get(found.on)
        card = found.on if relation is None else relation.premises[0]
        return FindingView(
            rule=found.rule,
            on=found.on,
            gravity=found.severity,
            title=self.said(_GRAVITIES[found.severity]),
            message=self.said(found.message),
            suggestion=self.said(found.suggestion),
            href=self._where(found, card) if card in self.debate.nodes else None,
        )


def _share(strength: float | None, translate: Translate) -> str:
    return "–" if strength is None else percent(strength, translate)


def _side(side: Side) -> SideView:
    return SideView(side.standing, side.open, side.fallen, side.sources)
