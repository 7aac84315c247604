"""The page of a map, put together: the picture, the outline, and the chosen card with its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from argmap.diagram.drawing import Plan, plan
from argmap.diagram.inline import inline
from argmap.diagram.layout import SCROLLED
from argmap.diagram.part import around, folded
from argmap.diagram.stacks import headline
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap
from argmap.model.outline import Line, outline
from argmap.model.roles import standing
from argmap.web import panel_forms, words
from argmap.web.addresses import Place
from argmap.web.form_views import AddForm
from argmap.web.outline import COMPLETE, lines
from argmap.web.panel import panel
from argmap.web.panel_forms import FormState
from argmap.web.views import Action, Bar, Frame, KeepLink, MapPage, OutlineLine
from argmap.web.words import Translate

LARGE = 80
"""From how many cards on the picture of a page is folded."""

_OPEN = 2
_ABOVE = 8  # the panel begins a little above its card
_MOST_DRAWN = 400
_MOST_POSITIONS = 4  # above the picture; where there are more, they are found in it


@dataclass(frozen=True, slots=True)
class Seen:
    """Who looks at a map and how: what they may do, which view they chose, in which language."""

    debate: ArgumentMap
    frame: Frame
    bar: Bar
    translate: Translate
    card_link: str
    keep: KeepLink | None = None
    copy: str | None = None


def title(debate: ArgumentMap, translate: Translate) -> str:
    """What a map is called: its question, else its first position, else what it is."""
    asked = headline(debate)
    if asked is not None:
        return debate.nodes[asked].text
    first = next((node for node in debate.nodes.values() if node.kind == "position"), None)
    return first.text if first is not None else translate("A map without a question")


def map_page(
    seen: Seen, place: Place, typed: Mapping[str, str] | None = None, error: str | None = None
) -> MapPage:
    """Everything that the page of a map shows. O(n log n) in the cards, but for the layout of those drawn."""
    debate, translate = seen.debate.visible(), seen.translate
    asked = headline(debate)
    where = standing(debate)
    state = FormState(
        place, translate, seen.bar.edit, seen.bar.view == "full", seen.bar.operation, typed or {}, error
    )
    every = list(outline(debate, where))
    made, whole, part_note = _picture(debate, every, place, translate)
    drawing = inline(
        made,
        words=words.diagram(translate),
        link=place.cards(),
        chosen=place.card,
    )
    shown = lines(debate, where, [line for line in every if line.node != asked], place, translate)
    top = drawing.tops.get(place.card or "", 0.0) - _ABOVE
    chosen = panel(debate, where, state, top, seen.card_link)
    start = _start(state) if chosen is None and state.edit else None
    return MapPage(
        frame=seen.frame,
        bar=seen.bar,
        question=title(debate, translate),
        question_card=asked,
        question_href=place.at(asked, "edit").href("text") if asked and state.edit else None,
        summary=_summary(debate, translate),
        diagram=Markup(drawing.svg),  # noqa: S704 - our own drawing, which escapes what people wrote
        key=Markup(drawing.key),  # noqa: S704
        notes=tuple(note.text(translate) for note in (*part_note, *made.notes)),
        whole=tuple(whole),
        positions=_positions(shown),
        outline=shown,
        outline_note=_outline_note(debate, place, translate),
        panel=chosen,
        start=start,
        add_position=place.at(None, "position").href("text") if state.edit else None,
        keep=seen.keep,
        copy=seen.copy,
    )


def _positions(outline: tuple[OutlineLine, ...]) -> tuple[OutlineLine, ...]:
    found = tuple(line for line in outline if line.tone == "position" and not line.again)
    return found if len(found) <= _MOST_POSITIONS else ()


def _start(state: FormState) -> AddForm | None:
    return panel_forms.position(state) if state.place.do == "position" else None


def _picture(
    debate: ArgumentMap, every: list[Line], place: Place, translate: Translate
) -> tuple[Plan, list[Action], list[Message]]:
    """The picture of as much of the map as a page can bear, the ways to the rest of it, and what to say of it."""
    drawn_words = words.diagram(translate)
    if place.focus is not None and place.focus in debate.nodes:
        part = around(debate, place.focus, place.depth)
        ways = [_way("whole", translate("Show the whole map"), place.around(None))]
        if len(part.nodes) < len(debate.nodes):
            wider = Message("Show {depth} links around", {"depth": place.depth + 1}).text(translate)
            ways.append(_way("wider", wider, place.around(place.focus, place.depth + 1)))
        if place.depth > 1:
            closer = translate("Show fewer links around")
            ways.append(_way("closer", closer, place.around(place.focus, place.depth - 1)))
        return plan(_bearable(part), SCROLLED, drawn_words), ways, []
    if len(debate.nodes) <= LARGE:
        return plan(debate, SCROLLED, drawn_words), [], []
    keep = [place.card] if place.card is not None and place.card in debate.nodes else []
    part_ = folded(debate, _OPEN, keep, every)
    badges = {card: f"+{count}" for card, count in part_.more.items()}
    shown = _bearable(part_.debate)
    said = Message(
        "The picture shows {shown} of {all} cards; choose a card with a + to open it.",
        {"shown": len(shown.nodes), "all": len(debate.nodes)},
    )
    notes = [said] if len(shown.nodes) < len(debate.nodes) else []
    return plan(shown, SCROLLED, drawn_words, badges), [], notes


def _bearable(part: ArgumentMap) -> ArgumentMap:
    """A part that is not too large to be drawn within a request: else its first level alone."""
    return part if len(part.nodes) <= _MOST_DRAWN else folded(part, 1).debate


def _way(kind: str, text: str, place: Place) -> Action:
    return Action(kind, text, "", "claim", place.href(), False)


def _summary(debate: ArgumentMap, translate: Translate) -> str:
    relations = debate.relations.values()
    positions = sum(node.kind == "position" for node in debate.nodes.values())
    values = {
        "cards": words.counted(len(debate.nodes), "one card", "{count} cards"),
        "positions": words.counted(positions, "one position", "{count} positions"),
        "support": sum(relation.kind == "support" for relation in relations),
        "attack": sum(relation.kind == "attack" for relation in relations),
    }
    text = Message("{cards}: {positions}, {support} in support, {attack} against.", values).text(translate)
    return text[:1].upper() + text[1:]


def _outline_note(debate: ArgumentMap, place: Place, translate: Translate) -> str | None:
    if len(debate.nodes) <= COMPLETE or place.whole:
        return None
    return Message(
        "The outline of {count} cards opens branch by branch: choose a line to open it.",
        {"count": len(debate.nodes)},
    ).text(translate)


def page_title(debate: ArgumentMap, translate: Translate) -> str:
    """The title of the window: short enough for a tab."""
    return f"{excerpt(title(debate, translate), 70)} – argmap"


def with_notice(seen: Seen, notice: str | None) -> Seen:
    """The same look at a map, with something to say at the top."""
    return replace(seen, frame=replace(seen.frame, notice=notice))
