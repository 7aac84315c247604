"""The steps of arguments: from premises and conclusion to relations in the making."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from argmap.formats.argdown.cards import SO, not_taken, words
from argmap.formats.argdown.document import Argument, Document, Inference, Key, Step
from argmap.formats.argdown.places import Speaker
from argmap.messages import excerpt
from argmap.model.text import clean

CardKey = tuple[str, Key]
"""A statement or a bare argument: its sort, and its key in the document."""


@dataclass(slots=True, eq=False)
class Draft:
    """A relation in the making; its target is a card, or another relation in the making.

    `step` says that it is one of an argument with premises, `title` is the title of that argument.
    """

    kind: str
    premises: tuple[CardKey, ...]
    target: CardKey | Draft
    place: int
    fields: dict[str, Any] = field(default_factory=dict)
    title: str | None = None
    step: bool = False


def folded(document: Document) -> dict[Key, Key]:
    """The conclusions that only say that their argument attacks, tagged #so, each with its argument.

    An argument from which nothing leads has no other conclusion than the one written: it is not folded.
    """
    found: dict[Key, Key] = {}
    for argument in document.arguments.values():
        if argument.steps:
            conclusion = document.statements[argument.steps[-1].statement]
            if isinstance(conclusion.key, int) and any(SO in member.tags for member in conclusion.members):
                found[conclusion.key] = argument.key
    leading = {(link.source.kind, link.source.key) for link in document.links}
    return {
        conclusion: argument
        for conclusion, argument in found.items()
        if ("argument", argument) in leading or ("statement", conclusion) in leading
    }


def premises(argument: Argument, index: int, speaker: Speaker) -> tuple[CardKey, ...]:
    """What the step that ends at `index` rests on: its `uses`, else all since the step before.

    The conclusion of the step before is among them.
    """
    step = argument.steps[index]
    inference = step.inference or Inference(step.place)
    start = index
    while start and argument.steps[start - 1].inference is None:
        start -= 1
    chosen = argument.steps[max(0, start - 1) : index]
    uses = inference.data.get("uses")
    if type(uses) is int:
        uses = [uses]
    if isinstance(uses, list) and uses:
        above = argument.steps[:index]
        numbered = {other.number: other for other in above}
        if len(numbered) < len(above):
            numbered = dict(enumerate(above, 1))
        chosen = [numbered[n] for n in uses if type(n) is int and n in numbered]
        if len(chosen) < len(uses):
            raise speaker.error(
                "'uses' names a number that no statement above bears: write those of the premises.",
                inference.place,
            )
    keys: list[CardKey] = [("statement", each.statement) for each in chosen]
    if not keys:
        raise speaker.error("This conclusion has no premise: write one above the dashes.", step.place)
    if len(set(keys)) < len(keys):
        speaker.remark("altered", "A premise that stands twice counts once.", step.place)
    return tuple(dict.fromkeys(keys))


def fields(argument: Argument, index: int, speaker: Speaker) -> dict[str, Any]:
    """Scheme, weight and note of a step. What describes the argument is the note of its last step."""
    inference = argument.steps[index].inference or Inference(argument.steps[index].place)
    found: dict[str, Any] = {}
    if scheme := clean(", ".join(inference.rules)):
        found["scheme"] = scheme
    _take(found, inference.data, inference.place, speaker)
    if index < len(argument.steps) - 1:
        return found
    for member in argument.members:
        if (
            member.runs
            and member.defined
            and (text := words(member, speaker)) != found.setdefault("note", text)
        ):
            speaker.remark("dropped", "This argument is described twice; this is left out: '{text}'.", member.place,
                           text=excerpt(text))  # fmt: skip
        if member.tags:
            speaker.remark("dropped", "An argument with premises bears no tags: left out.", member.place)
        _take(found, member.data, member.place, speaker)
    return found


_WANTED = {
    "weight": "a number from 0 to 1",
    "note": "a text",
    "scheme": "a text",
    "uses": "the numbers of premises, as in {uses: [1, 2]}",
}


def _take(found: dict[str, Any], data: Any, place: int, speaker: Speaker) -> None:
    places = getattr(data, "places", {})
    for name, value in data.items():
        at = places.get(name, place)
        if name == "weight" and isinstance(value, int | float) and not isinstance(value, bool):
            if not 0 <= value <= 1:
                raise speaker.error(
                    "A weight lies between 0 and 1, and is not {value}: write {{weight: 0.7}}.",
                    at,
                    value=value,
                )
            found["weight"] = value
        elif name == "note" and isinstance(value, str | int | float) and clean(str(value)):
            found["note"] = clean(str(value))
        elif name == "scheme" and isinstance(value, str) and value:
            found["scheme"] = value
        elif name != "uses":
            not_taken(name, at, _WANTED, "An argument with premises has no '{name}': left out.", speaker)


def step_of(argument: Argument, index: int, step: Step, speaker: Speaker) -> Draft:
    """The relation that a step is: its premises support its conclusion."""
    place = step.place
    last = index == len(argument.steps) - 1
    if last and argument.members:
        place = min(place, argument.members[0].place)
    title = argument.key if last and isinstance(argument.key, str) else None
    return Draft(
        "support",
        premises(argument, index, speaker),
        ("statement", step.statement),
        place,
        fields(argument, index, speaker),
        title,
        step=True,
    )
