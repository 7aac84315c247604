"""The page of a map, put together: the picture, the outline, and the chosen card with its form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from argmap.diagram.contents import contents
from argmap.diagram.inline import Inline, inline
from argmap.diagram.markup import language
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap
from argmap.model.roles import Standing, standing
from argmap.model.tally import headline, tally
from argmap.model.tally import size as cards
from argmap.service.verdicts import verdicts
from argmap.web import panel_forms, words
from argmap.web.addresses import Place
from argmap.web.finding import finder, found
from argmap.web.form_views import AddForm, Choice
from argmap.web.looks import choices, opened, switches, turned
from argmap.web.outline import COMPLETE, MOST, lines, roots, size
from argmap.web.panel import panel
from argmap.web.panel_forms import FormState
from argmap.web.picture import Picture, folding, gone, picture
from argmap.web.rights import Rights
from argmap.web.verdicts import Said, switch
from argmap.web.views import Action, Bar, Frame, Guest, KeepLink, MapPage, OutlineLine, Panel, Welcome
from argmap.web.words import Translate

_ABOVE = 8  # the panel begins a little above its card
_MOST_POSITIONS = 4  # above the picture; where there are more, they are found in it
_HEADING = 200  # characters of a question above the picture, and of a position there; the panel has the whole
_HEADED = 160


@dataclass(frozen=True, slots=True)
class Seen:
    """Who looks at a map and how: what they may do, which view they chose, in which language.

    `judge`: may they see what follows from the map? `rights` say what they may do with its cards, `guest` and `welcome`
    who they are in a room. `similar` are cards that say nearly what was just typed, `names` what the authors of cards are
    called, as far as one may know it. `report` is where a public map is reported.
    """

    debate: ArgumentMap
    frame: Frame
    bar: Bar
    translate: Translate
    keep: KeepLink | None = None
    copy: str | None = None
    stamp: str | None = None
    judge: bool = True
    rights: Rights | None = None
    guest: Guest | None = None
    welcome: Welcome | None = None
    similar: tuple[Choice, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    report: str | None = None


def title(debate: ArgumentMap, translate: Translate) -> str:
    """What a map is called: its question, else its first position, else what it is."""
    named = _named(debate)
    return debate.nodes[named].text if named is not None else translate("A map without a question")


def map_page(
    seen: Seen,
    place: Place,
    typed: Mapping[str, str] | None = None,
    error: str | None = None,
    wrong: str = "text",
) -> MapPage:
    """Everything that the page of a map shows. O(n log n) in the cards, but for the layout of those drawn."""
    debate, translate = seen.debate.visible(), seen.translate
    place = opened(debate, place.judged(place.verdicts and seen.judge))
    said = Said(verdicts(seen.debate), translate, seen.bar.view == "full") if place.verdicts else None
    asked, where = headline(debate), standing(debate)
    state = _state(seen, place, typed or {}, error, wrong)
    seen_as = picture(debate, where, place, translate, said, seen.names)
    count = size(debate, where)
    drawing = _drawn(debate, seen_as, place, translate)
    foreign = _foreign(debate, seen.frame.language)
    chosen = _opening(_chosen(debate, where, state, drawing, said), seen_as, place, translate, foreign)
    start = _start(debate, state) if chosen is None and state.edit else None
    return MapPage(
        frame=_told(seen.frame, gone(debate, place), translate),
        bar=seen.bar,
        stamp=seen.stamp,
        question=excerpt(title(debate, translate), _HEADING),
        language=_own(debate) or foreign,
        question_href=_question(debate, asked, state),
        question_whole=_whole(debate, place),
        summary=contents(tally(debate, where), translate),
        diagram=Markup(drawing.svg),  # noqa: S704 - our own drawing, which escapes what people wrote
        key=Markup(drawing.key),  # noqa: S704
        notes=tuple(note.text(translate) for note in seen_as.notes),
        whole=seen_as.ways,
        switch=switch(debate, place, said, translate) if seen.judge else None,
        switches=switches(debate, place, seen.names, translate),
        backwards=seen_as.plan.backwards,
        positions=_positions(debate, where, place, translate, foreign, said),
        outline=lines(debate, where, place, translate, without=asked, language=foreign, said=said),
        outline_note=_outline_note(debate, place, count, translate),
        outline_way=_outline_way(place, count, translate),
        panel=chosen,
        start=start,
        add_position=place.at(None, "position").href("text") if state.edit else None,
        keep=seen.keep, copy=seen.copy, guest=seen.guest, welcome=seen.welcome, report=seen.report,
        finder=finder(place, whole=_shows_all(seen_as, place, count, debate.nodes.keys() - {asked})),
        found=found(debate, where, place, translate, foreign, without=asked),
        folding=place.at("{card}" if place.card else None).folding("{card}").href("card-{card}"),
        looks=choices(debate, place, translate),
        palette=place.palette,
    )  # fmt: skip


def _shows_all(made: Picture, place: Place, count: int, cards: Collection[str | None]) -> bool:
    """Whether all these cards stand on the page, in the picture or in the outline of so many lines."""
    return (
        count <= COMPLETE or (place.whole and count <= MOST) or all(card in made.plan.boxes for card in cards)
    )


def _drawn(debate: ArgumentMap, made: Picture, place: Place, translate: Translate) -> Inline:
    """The picture for this page: its cards choose, the titles of its groups close, closed groups open."""

    def group(identifier: str, shut: bool) -> str:
        return turned(debate, place, identifier, shut).href("picture")

    return inline(
        made.plan,
        words=words.diagram(translate),
        link=place.cards(),
        chosen=place.card,
        group=group,
        chips=made.chips,
    )


def _opening(
    chosen: Panel | None, made: Picture, place: Place, translate: Translate, foreign: str | None
) -> Panel | None:
    """The panel with the way to fold its branch or open it, in the language of the map where its card says no other."""
    if chosen is None:
        return None
    return replace(chosen, fold=folding(made, place, translate), language=chosen.language or foreign)


def _chosen(
    debate: ArgumentMap, where: Standing, state: FormState, drawing: Inline, said: Said | None
) -> Panel | None:
    """The panel, which begins a little above its card."""
    top = drawing.tops.get(state.place.card or "", 0.0) - _ABOVE
    return panel(debate, where, state, top, said)


def _question(debate: ArgumentMap, asked: str | None, state: FormState) -> str | None:
    """The way to edit the question, for those who may."""
    if asked is None or not state.rights.edit(debate.nodes[asked]):
        return None
    return state.place.at(asked, "edit").href("text")


def _whole(debate: ArgumentMap, place: Place) -> str | None:
    """The way to the whole of what a map is called, where that is too long to stand above the picture."""
    named = _named(debate)
    if named is None or len(debate.nodes[named].text) <= _HEADING:
        return None
    return place.at(named).href("panel")


def _named(debate: ArgumentMap) -> str | None:
    """The card that gives the page its name: the question, else the first position."""
    first = (node.id for node in debate.nodes.values() if node.kind == "position")
    return headline(debate) or next(first, None)


def _positions(
    debate: ArgumentMap,
    where: Standing,
    place: Place,
    translate: Translate,
    foreign: str | None,
    said: Said | None,
) -> tuple[OutlineLine, ...]:
    found = [node.id for node in debate.nodes.values() if node.kind == "position"]
    if len(found) > _MOST_POSITIONS:
        return ()
    lines = roots(debate, [card for card in where.roots if card in found], place, translate, foreign, said)
    return tuple(replace(line, text=excerpt(line.text, _HEADED)) for line in lines)


def _foreign(debate: ArgumentMap, page: str) -> str | None:
    """The language of a map, where it is another one than that of the page."""
    tag = language(debate.language)
    return tag if tag is not None and tag.lower() != page.lower() else None


def _own(debate: ArgumentMap) -> str | None:
    """The language of the card that gives the page its name."""
    named = _named(debate)
    return debate.nodes[named].language if named is not None else None


def _told(frame: Frame, notice: str | None, translate: Translate) -> Frame:
    """The frame with something more to say at the top."""
    if notice is None:
        return frame
    return replace(frame, notice=" ".join(filter(None, (frame.notice, translate(notice)))))


def _state(seen: Seen, place: Place, typed: Mapping[str, str], error: str | None, wrong: str) -> FormState:
    bar = seen.bar
    rights = seen.rights or Rights(bar.edit)
    return FormState(
        place,
        seen.translate,
        bar.edit,
        bar.view == "full",
        bar.operation,
        typed,
        error,
        wrong,
        rights,
        seen.similar,
    )


def _start(debate: ArgumentMap, state: FormState) -> AddForm | None:
    return panel_forms.position(debate, state) if state.place.do == "position" else None


def _outline_note(debate: ArgumentMap, place: Place, count: int, translate: Translate) -> str | None:
    if count <= COMPLETE:
        return None
    if place.whole and count <= MOST:
        return translate("The same map as text, as a whole.")
    return Message(
        "The outline of {count} cards opens branch by branch: choose a line to open it.",
        {"count": cards(debate)},
    ).text(translate)


def _outline_way(place: Place, count: int, translate: Translate) -> Action | None:
    """The way to the whole outline, where a page can bear it, and back."""
    if not COMPLETE < count <= MOST:
        return None
    text = translate("Open it branch by branch" if place.whole else "Show the whole outline")
    return Action("outline", text, "", "claim", place.outlined(not place.whole).href("outline"), place.whole)


def page_title(debate: ArgumentMap, translate: Translate) -> str:
    """The title of the window: short enough for a tab."""
    return f"{excerpt(title(debate, translate), 70)} – argmap"
