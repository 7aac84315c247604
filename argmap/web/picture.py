"""The picture of a page: as much of a map as a page can bear, the ways to the rest of it, and what to say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from argmap.diagram.badges import authors
from argmap.diagram.drawing import Plan, plan
from argmap.diagram.inline import Chip
from argmap.diagram.layout import FACING_SCROLLED, SCROLLED
from argmap.diagram.part import Folded, centred, folded, parents
from argmap.diagram.retold import closed
from argmap.diagram.room import Room
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap
from argmap.model.roles import Standing, standing
from argmap.model.tally import size
from argmap.web import words
from argmap.web.addresses import DEEPEST, Place
from argmap.web.verdicts import Said
from argmap.web.views import Action
from argmap.web.words import Translate

LARGE = 80
"""From how many cards on the picture of a page is folded."""

ROOM = Room(cards=400, lines=1500, characters=200_000)
"""What a page draws at most."""

_SCROLLED = {"auto": SCROLLED, "facing": FACING_SCROLLED}
_OPEN = 2
_LABEL = 80  # characters of a card that a chip names
_GONE = "This card is not on the map any more."
_FOLDED = "The picture shows {shown} of {all} cards; “+” opens what is folded away."
_FULL = (
    "The picture shows {shown} of {all} cards, since no more fit into it. The outline leads to every card; the one "
    "that you choose there is drawn."
)
_FULL_AROUND = "Only the nearest {shown} of the cards around this one fit into the picture. The outline leads to every card."
_ELSEWHERE = "The card you chose stands outside this part of the map."
_LEFT = "{count:,} links between these cards do not fit into the picture; the outline has them."


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of a map laid out, the links to the rest of it, and what there is to say about it.

    `chips` stand at the cards below which something is folded away, and lead to it.
    """

    plan: Plan
    ways: tuple[Action, ...]
    notes: tuple[Message, ...]
    chips: Mapping[str, Chip]


def picture(
    debate: ArgumentMap,
    where: Standing,
    place: Place,
    translate: Translate,
    said: Said | None = None,
    names: Mapping[str, str] | None = None,
) -> Picture:
    """The picture of a visible map at a place, with what is `said` of its cards. Bounded but for what is linear.

    `names` are what the authors of cards are called, where they are to be shown.
    """
    shut = closed(debate, place.closed)
    if shut.debate is not debate:
        debate, where = shut.debate, standing(shut.debate)
    around = place.focus if place.focus is not None and place.focus in debate.nodes else None
    keep = place.card if place.card is not None and place.card in debate.nodes else None
    if around is not None:
        part = centred(debate, around, place.depth, ROOM, place.fold)
    elif len(debate.nodes) <= LARGE and ROOM.holds(debate) and not place.fold:
        part = Folded(debate, {})
    else:
        depth = _OPEN if len(debate.nodes) > LARGE else len(debate.nodes)
        kept = [card for card in (keep, *place.open) if card is not None]
        part = folded(debate, depth, kept, where, ROOM, place.fold)
    made = plan(
        replace(shut, debate=part.debate.visible()),
        _SCROLLED.get(place.layout),
        words.diagram(translate),
        authors(part.debate, names) if place.signed and names else None,
        said.marks(part.debate.nodes) if said else None,
        said.failing if said else (),
        place.look,
        more=part.more,
        chosen=keep or around,
    )
    notes = [*_notes(debate, part, around is not None), *made.notes]
    if around is not None and keep is not None and keep not in part.debate.nodes:
        notes.insert(0, Message(_ELSEWHERE))
    ways = _ways(debate, part, around, place, translate)
    return Picture(made, tuple(ways), tuple(notes), _chips(part, place, translate))


def folding(made: Picture, place: Place, translate: Translate) -> Action | None:
    """The way to close the branch below the chosen card, or to open it; None where nothing stands below it."""
    card = place.card or ""
    if card in made.chips:
        chip = made.chips[card]
        word = translate("Open the branch")
        return Action("unfold", f"{word} ({chip.count})", "", "claim", chip.href, False)
    if card not in made.plan.boxes or card not in parents(made.plan.debate).values():
        return None
    return _way("fold", translate("Fold the branch"), place.folding(card), f"card-{card}")


def _chips(part: Folded, place: Place, translate: Translate) -> dict[str, Chip]:
    made = {}
    for card, count in part.more.items():
        label = Message(
            "Show {count:,} more below “{text}”",
            {"count": count, "text": excerpt(part.debate.nodes[card].text, _LABEL)},
        )
        made[card] = Chip(
            f"+{count:,}",
            Message("+{count:,} more", {"count": count}).text(translate),
            label.text(translate),
            place.unfolding(card).href(f"card-{card}"),
        )
    return made


def gone(debate: ArgumentMap, place: Place) -> str | None:
    """What to say at a place whose card is not there."""
    asked = [card for card in (place.card, place.focus) if card is not None]
    return _GONE if any(card not in debate.nodes for card in asked) else None


def _notes(debate: ArgumentMap, part: Folded, around: bool) -> list[Message]:
    notes = []
    values = {"shown": size(part.debate), "all": size(debate)}
    if part.full:
        notes.append(Message(_FULL_AROUND if around else _FULL, values))
    elif not around and values["shown"] < values["all"]:
        notes.append(Message(_FOLDED, values))
    if part.left:
        notes.append(Message(_LEFT, {"count": part.left}))
    return notes


def _ways(
    debate: ArgumentMap, part: Folded, around: str | None, place: Place, translate: Translate
) -> list[Action]:
    ways = []
    if around is not None:
        ways.append(_way("whole", translate("Show the whole map"), place.around(None)))
        if len(part.debate.nodes) < len(debate.nodes) and place.depth < DEEPEST and not part.full:
            wider = Message("Show {depth} links around", {"depth": place.depth + 1}).text(translate)
            ways.append(_way("wider", wider, place.around(around, place.depth + 1)))
        if place.depth > 1:
            closer = translate("Show fewer links around")
            ways.append(_way("closer", closer, place.around(around, place.depth - 1)))
    if place.fold or place.open:
        ways.append(_way("unfolded", translate("Undo the folding"), place.unfolded()))
    if part.full or part.left:
        ways.append(_way("outline", translate("Go to the outline"), replace(place, made=False), "outline"))
    return ways


def _way(kind: str, text: str, place: Place, fragment: str = "") -> Action:
    return Action(kind, text, "", "claim", place.href(fragment), False)
