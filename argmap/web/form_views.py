"""What the templates of the forms get: one frozen dataclass for each form, with the names of the fields that it sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a select or a set of radio buttons. Without a value it cannot be chosen: it says how many more there are."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class SourceFields:
    """The fields of a form that name a source; all may stay empty. `wrong` is the one that an error is about."""

    title: str = ""
    author: str = ""
    year: str = ""
    url: str = ""
    quote: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class AddForm:
    """The form that answers a card. Fields sent: operation, back, kind, card, aim, text, source_title, source_author,
    source_year, source_url, quote.

    `label` names the text field with the sentence so far ("It brings development, because …"); `aims` are the
    possible targets when there are several (empty: one only, `aim`). `source` is None where none is asked for.
    `wrong` is the field that `error` is about. `similar` are cards that say nearly the same, as links: the form has
    come back once, and sends their ids (`seen`) with it to say that it means it all the same.
    """

    partial: ClassVar[str] = "form_add.html"

    action: str
    operation: str
    card: str
    kind: str
    word: str
    tone: str
    label: str
    hint: str
    aim: str
    aims_label: str
    aims: tuple[Choice, ...]
    text: str
    source: SourceFields | None
    error: str | None
    wrong: str
    cancel: str
    similar: tuple[Choice, ...] = ()
    seen: str = ""


@dataclass(frozen=True, slots=True)
class EditForm:
    """The form that changes a card. Fields sent: operation, version, text, title, kind, stance, source_*, quote.

    `kinds` and `stances` are empty where there is no choice. `full` shows the title and the stance. `seen` are the
    fields that it carries unseen: what the card said when its writer began. `wrong` is the field that `error` is about.
    """

    partial: ClassVar[str] = "form_edit.html"

    action: str
    operation: str
    version: int
    text: str
    title: str
    kinds: tuple[Choice, ...]
    stances: tuple[Choice, ...]
    source: SourceFields | None
    full: bool
    error: str | None
    wrong: str
    seen: tuple[tuple[str, str], ...]
    cancel: str


@dataclass(frozen=True, slots=True)
class ConnectForm:
    """The form that lets a card support or attack another one too. Fields sent: operation, kind, target.

    `steps` are the links that can be undercut (full view only): their values are ids of relations.
    """

    partial: ClassVar[str] = "form_connect.html"

    action: str
    operation: str
    kinds: tuple[Choice, ...]
    targets: tuple[Choice, ...]
    steps: tuple[Choice, ...]
    error: str | None
    cancel: str


@dataclass(frozen=True, slots=True)
class MoveForm:
    """The forms that move a card. Fields sent: operation, relation, and target, or place, or nothing else.

    To another target (`action`, field target), earlier or later among its siblings (`order`, field place:
    "earlier" or "later"), or away from its target (`disconnect`). `relations` are what the card does; one of
    them is chosen. A card that does nothing yet has no relations: the page offers to connect it.
    """

    partial: ClassVar[str] = "form_move.html"

    action: str
    order: str
    disconnect: str
    operation: str
    relations: tuple[Choice, ...]
    targets: tuple[Choice, ...]
    earlier: bool
    later: bool
    error: str | None
    cancel: str


@dataclass(frozen=True, slots=True)
class RemoveForm:
    """The form that takes a card away, with what that touches. Fields sent: operation, version, branch.

    `touches` are sentences; `below` is how many cards stand under this one alone, which `branch` takes too. `emptied`:
    others have answered the card, so that it loses its words and stays.
    """

    partial: ClassVar[str] = "form_remove.html"

    action: str
    operation: str
    version: int
    touches: tuple[str, ...]
    below: int
    below_words: str
    error: str | None
    cancel: str
    emptied: bool = False


@dataclass(frozen=True, slots=True)
class MergeForm:
    """The form that makes this card and another one into one. Fields sent: operation, back, keep.

    `text` is what this card says, which goes. `targets` are the cards that may stay, of which the most similar one is
    chosen, and said in full (`similar`); where none is similar, none is.
    """

    partial: ClassVar[str] = "form_merge.html"

    action: str
    operation: str
    text: str
    targets: tuple[Choice, ...]
    similar: str | None
    error: str | None
    cancel: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What a card does that asks a question, in words ("speaks against the step") and in its tone.

    `premise` is the premise that it doubts, where there are several to choose from; else empty.
    """

    says: str
    tone: str
    premise: str = ""


@dataclass(frozen=True, slots=True)
class CriticalQuestion:
    """A critical question: its words, and the ways to ask it, a button each.

    `burden` says that a card which asks it needs a reason of its own. `asked` are the cards that ask it, as links.
    """

    id: str
    text: str
    deeds: tuple[Deed, ...]
    burden: str | None
    asked: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A scheme in plain words: what it does, its premises and its conclusion, and its critical questions."""

    name: str
    description: str
    premises: tuple[str, ...]
    conclusion: str
    questions: tuple[CriticalQuestion, ...]


@dataclass(frozen=True, slots=True)
class SchemeForm:
    """The form that says by which scheme an argument argues. Fields sent: operation, back, relation, scheme.

    `argument` is what the argument does, as a sentence. `groups` are the schemes to choose from, each group with
    its name; `first` are the choices that belong to none. The form of each question is sent to `ask`, with the
    fields operation, back, relation, question, premise. `pattern` is None for no scheme, and for one that is not known.
    """

    partial: ClassVar[str] = "form_scheme.html"

    action: str
    ask: str
    operation: str
    relation: str
    argument: str
    first: tuple[Choice, ...]
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    pattern: Pattern | None
    error: str | None
    cancel: str
