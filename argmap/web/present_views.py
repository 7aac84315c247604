"""What the templates of the projector get: the presenter and the replay."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from argmap.web.views import Frame


@dataclass(frozen=True, slots=True)
class Key:
    """A way to go on, as a link: what it is called, and the keys that follow it (names of `KeyboardEvent.key`).

    `shown` is how the key is named beside the word.
    """

    id: str
    word: str
    keys: str
    href: str
    shown: str

    @property
    def letter(self) -> bool:
        """Whether a single letter or sign follows it: somebody who dictates may want to switch it off."""
        return len(self.keys.split()[0]) == 1


@dataclass(frozen=True, slots=True)
class Shown:
    """A card on the projector: what it is called for what it does, its tone, what it says, the address that shows it.

    `size` says how long the text is: from "short" to "endless", and "boundless" beyond. `of` says to what it belongs, where that is not plain.
    """

    card: str
    role: str
    tone: str
    text: str
    language: str | None
    href: str
    size: str
    source: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What is aimed at the step from an argument to what it speaks for or against: what it does, and its cards."""

    caption: str
    cards: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Argument:
    """The cards of one argument; several count only together. `about` is what doubts the step that it makes, or backs it."""

    cards: tuple[Shown, ...]
    about: tuple[About, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """What speaks for a card, or against it: a heading, the arguments, and the way to those there is no room for."""

    name: str
    heading: str
    arguments: tuple[Argument, ...]
    more: str | None
    more_href: str | None


@dataclass(frozen=True, slots=True)
class Stroke:
    """A card in the strip; `marked`: it is the one that is looked at."""

    x: int
    y: int
    width: int
    height: int
    tone: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """A picture as a whole, in small: its edges, the cards, and where the window onto it is."""

    left: int
    top: int
    width: int
    height: int
    strokes: tuple[Stroke, ...]
    view_left: int
    view_top: int
    view_width: int
    view_height: int


@dataclass(frozen=True, slots=True)
class PresentPage:
    """The presenter: one card with its neighbours, or the whole map, or nothing at all.

    `palette` is "light", "dark" or "" (as the screen has it). `path` leads from the position to the card; `card` is None
    at the beginning, where the question stands, and `sides` then hold the positions. `asked` says how long the question
    is, `size` how large the cards of the sides are set. `diagram` is the whole map, or the part around the card; `rule`
    says in which order the contested points come.
    """

    frame: Frame
    palette: str
    question: str
    asked: str
    language: str | None
    card: Shown | None
    path: tuple[Shown, ...]
    sides: tuple[Side, ...]
    size: str
    note: str
    rule: str | None
    diagram: Markup | None
    strip: Strip | None
    blank: str | None
    ways: tuple[Key, ...]
    said: str


@dataclass(frozen=True, slots=True)
class ReplayPage:
    """A debate as it grew: the picture as it was after `step` of `last` steps, and what the step brought.

    `when` and `who` are None where that is not known or not to be told. `play` is the address of the next step.
    """

    frame: Frame
    palette: str
    question: str
    language: str | None
    diagram: Markup
    strip: Strip | None
    step: int
    last: int
    counted: str
    cards: tuple[Shown, ...]
    more: str | None
    words: str | None
    when: str | None
    who: str | None
    notes: tuple[str, ...]
    play: str | None
    action: str
    ways: tuple[Key, ...]
    said: str
