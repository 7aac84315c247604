"""From a statement, or an argument without premises, to a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from argmap.formats.argdown.citations import Citations
from argmap.formats.argdown.document import Argument, Key, Member, Run, Statement
from argmap.formats.argdown.inline import TOO_LONG
from argmap.formats.argdown.places import Speaker
from argmap.formats.likeness import near
from argmap.messages import Message, excerpt
from argmap.model.map import NODE_KINDS, STANCES
from argmap.model.text import MAXIMUM, clean, strays

SO = "so"
"""The tag of a conclusion that only says that its argument attacks: it is folded away."""


@dataclass(slots=True)
class Card:
    """A card in the making. `kind` is None as long as nothing but its place in the debate decides it.

    `places` are those where its fields stand.
    """

    key: Key
    place: int
    text: str
    title: str | None
    titled: bool
    argument: bool
    drawn_as_argument: bool
    kind: str | None = None
    tags: list[str] = field(default_factory=list)
    section: int | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    source: list[tuple[Any, int]] = field(default_factory=list)
    quotes: list[tuple[Any, int]] = field(default_factory=list)

    def cite(self, node: str, citations: Citations) -> tuple[str, ...]:
        """The ids of the sources of the card; its quotes are handed on."""
        cited: list[str] = []
        for value, place in self.source:
            cited += citations.sources(value, place)
        cited = list(dict.fromkeys(cited))
        for value, place in self.quotes:
            for each in value if isinstance(value, list) else [value]:
                citations.quote(node, each, cited, place)
        return tuple(cited)


def card(item: Statement | Argument, speaker: Speaker) -> Card:
    """The card that a statement or a bare argument is, all the places where it stands taken together."""
    worded = [member for member in item.members if member.runs and member.defined]
    # Where its text stands, a card has its place; where it is only referred to, if it has no text.
    first = worded[0] if worded else item.members[0]
    title = item.key if isinstance(item.key, str) else None
    text = words(worded[0], speaker) if worded else ""
    wording = worded[0].text if len(worded) > 1 else ""
    for other in worded[1:]:
        if other.text != wording and (different := words(other, speaker)) != text:
            speaker.remark(
                "dropped",
                "'{title}' is worded differently here; the first wording counts, not '{text}'.",
                other.place,
                title=excerpt(str(title)),
                text=excerpt(different),
            )
    made = Card(
        item.key,
        first.place,
        text,
        clean(title) if title is not None else None,
        title is not None,
        isinstance(item, Argument),
        isinstance(item, Argument),
        section=first.section,
    )
    tags: list[str] = []
    for member in item.members:
        tags += member.tags
        _doubt_tags(member, speaker)
        _take(made, member.data, member.place, speaker)
    _tag(made, tags, speaker)
    if not made.text:
        made.text = made.title or clean(str(item.key))
    if len(made.text) > MAXIMUM:
        raise speaker.error(TOO_LONG, made.place, length=len(made.text), most=MAXIMUM)
    return made


def words(member: Member, speaker: Speaker) -> str:
    """The plain words of a text: no tags at its end, no marks of emphasis, the address of a link after it."""
    runs = member.runs
    while runs and (runs[-1].kind == "tag" or (runs[-1].kind == "words" and not runs[-1].text.strip())):
        runs = runs[:-1] if len(runs) < 50 else _without_tags(runs)
    raw = runs[0].text if len(runs) == 1 and runs[0].kind == "words" else "".join(_word(run) for run in runs)
    remark_tags(runs, speaker)
    for kind, key in _ALTERED.items():
        if any(run.kind == kind for run in runs):
            speaker.remark("altered", key, member.place)
    if count := strays(raw):
        speaker.remark(
            "altered",
            "Characters that cannot be shown were taken out of this text: {count}.",
            member.place,
            count=count,
        )
    return clean(raw)


_ALTERED = {
    "open": "Bold and italic letters become plain.",
    "link": "A link becomes words, its address after them in parentheses.",
    "statement": "The mention of a statement becomes words.",
    "argument": "The mention of an argument becomes words.",
}


def remark_tags(runs: tuple[Run, ...], speaker: Speaker) -> None:
    """Say of the tags within a text that they stay in it."""
    for run in runs:
        if run.kind == "tag":
            speaker.remark(
                "guessed",
                "'{tag}' is a tag, and stays in the text: write '\\#' where none is meant.",
                run.place,
                tag=run.text[:40],
            )


def _without_tags(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    last = max((i for i, run in enumerate(runs) if run.kind != "tag" and run.text.strip()), default=-1)
    return runs[: last + 1]


def _word(run: Run) -> str:
    space = " " if run.spaced else ""
    match run.kind:
        case "words":
            return run.text
        case "tag":
            return run.text + space
        case "link":
            return f"{run.text} ({run.value}){space}"
        case "statement" | "argument":
            return run.value + space
        case _:
            return space


def _doubt_tags(member: Member, speaker: Speaker) -> None:
    for run in member.runs:
        if run.kind == "tag" and (kind := near(run.value, NODE_KINDS)):
            speaker.remark(
                "guessed", "'#{tag}' is no kind of card: did you mean '#{kind}'?", run.place,
                tag=run.value, kind=kind,
            )  # fmt: skip


def _tag(made: Card, tags: list[str], speaker: Speaker) -> None:
    """Sort the tags into the kind of the card and the others."""
    kinds = [tag for tag in tags if tag in NODE_KINDS]
    if kinds:
        made.kind = kinds[0]
        for other in dict.fromkeys(kinds[1:]):
            if other != kinds[0]:
                speaker.remark(
                    "dropped", "A card is of one kind: #{kind} counts, #{other} does not.", made.place,
                    kind=kinds[0], other=other,
                )  # fmt: skip
    others = [clean(tag) for tag in tags if tag not in NODE_KINDS and tag != SO]
    made.tags = list(dict.fromkeys([*(tag for tag in others if tag), *made.tags]))


_WANTED = {
    "source": "",
    "quotes": "",
    "origin": "a text, as in {origin: added}",
    "stance": "rival or independent, as in {stance: independent}",
    "language": "a text, as in {language: en}",
    "title": "a text, behind a title in brackets",
    "untitled": "true, behind a title in brackets",
    "argument": "true or false",
    "tags": "a list of texts, as in {tags: [in town, new]}",
}


def not_taken(name: str, at: int, wanted: Mapping[str, str], unknown: str, speaker: Speaker) -> None:
    """Say that a field is left out, and why: its value cannot be, or nothing has such a field."""
    if name in wanted:
        speaker.remark(
            "dropped",
            "'{name}' cannot be this, and is left out: write {wanted}.",
            at,
            name=name,
            wanted=wanted[name],
        )
    elif meant := near(name, tuple(wanted)):
        said = Message(unknown, {"name": excerpt(name)})
        speaker.remark("dropped", "{said} Did you mean '{meant}'?", at, said=said, meant=meant)
    elif name in ("weight", "scheme", "note"):
        said = Message(unknown, {"name": name})
        key = "{said} It stands between the dashes: -- {{{name}: ...}} --."
        speaker.remark("dropped", key, at, said=said, name=name)
    else:
        speaker.remark("dropped", unknown, at, name=excerpt(name))


def _take(made: Card, data: Mapping[str, Any], place: int, speaker: Speaker) -> None:
    """Take over what the data of one place say."""
    places: Mapping[str, int] = getattr(data, "places", {})
    for name, value in data.items():
        at = places.get(name, place)
        match name:
            case "source" | "sources":
                made.source.append((value, at))
            case "quotes" | "quote":
                made.quotes.append((value, at))
            case "stance" if value in STANCES:
                made.fields[name] = value
                made.places[name] = at
            case "origin" | "language" if isinstance(value, str) and value:
                made.fields[name] = value
            case "title" if made.titled and isinstance(value, str | int | float) and clean(str(value)):
                made.title = clean(str(value))
            case "untitled" if made.titled and value is True:
                made.title = None
            case "argument" if isinstance(value, bool):
                made.argument = value
            case "tags" if isinstance(value, list) and all(isinstance(tag, str) and tag for tag in value):
                made.tags += value
            case _:
                not_taken(name, at, _WANTED, "A card has no '{name}': left out.", speaker)
