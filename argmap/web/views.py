"""What the templates get: one frozen dataclass for each page, and nothing else.

Every string here is ready to be shown: words are translated, dates are said, addresses are complete. Text
that people wrote is plain; the templates escape it. `Markup` is our own drawing.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from argmap.web.form_views import (
    AddForm,
    Choice,
    ConnectForm,
    EditForm,
    MergeForm,
    MoveForm,
    RemoveForm,
    SchemeForm,
)
from argmap.web.found_views import Finder, Found
from argmap.web.languages import Way, ways
from argmap.web.look_views import LookChoice, LookSwitch
from argmap.web.social import Social
from argmap.web.verdict_views import Judged, Switch, Verdict


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has: its language and direction, its title, and one thing to say at the top.

    `assets` is the address under which the style sheet, the scripts and the fonts stand. `notice` is what the
    last press of a button did; `here` is the page's own address, for forms that come back to it. `social` is what others
    are told of a page that a stranger may see.
    """

    language: str
    direction: str
    title: str
    assets: str
    here: str
    notice: str | None = None
    social: Social | None = None

    @property
    def ways(self) -> tuple[Way, ...]:
        """The same page in each language."""
        return ways(self.language, self.here)


@dataclass(frozen=True, slots=True)
class Bar:
    """The thin bar above a map. `edit`: may this reader change the map? `undo`: what the button takes back,
    `undoes`: its number in the history.

    `view` is "simple" or "full"; the two addresses switch it. `operation` makes a form sent twice count once. `judge`: may
    verdicts be seen? `leads`: may they change everything, and see the history? `room` is the address of the room's desk
    for whoever leads it, `me` that of a participant's own page, under the name they go by.
    """

    map: str
    edit: bool
    bundled: bool
    view: str
    simple: str
    full: str
    undo: str | None
    undoes: int
    operation: str
    judge: bool = True
    leads: bool = True
    room: str | None = None
    me: Choice | None = None


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One line of the outline, a nested list: `opens` starts a list below it, `closes` lists end after it.

    `role` is the run-in head ("Reason"), `tone` its kind (diagram.theme.TONES), `sign` the drawing that stands for it. `again`: the card stands in
    full elsewhere, `href` leads there. `more` is the number of cards folded away below it. `linked` marks premises
    that count only together, `first` the first of them. `about` says which link it cuts, where it cuts one.
    """

    card: str
    href: str
    tone: str
    sign: str | None
    role: str
    text: str
    language: str | None
    source: str | None
    linked: bool
    again: bool
    chosen: bool
    opens: bool
    closes: int
    more: int = 0
    first: bool = False
    verdict: Verdict | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """By which scheme an argument argues: its name (None: nobody has said), and how many questions are open.

    `href` opens the form that says so, in which the questions are asked; None for readers.
    """

    name: str | None
    open: str | None
    word: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Stand:
    """What a card does, as a sentence around the card it does it to: "A reason for " *X* ".".

    `scheme` is None where the view does not show it.
    """

    relation: str
    before: str
    target: str
    href: str
    after: str = ""
    tone: str = "claim"
    scheme: SchemeLine | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A source of a card: the quoted words (or None), the line that names it, where it can be read."""

    quote: str | None
    line: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Rest:
    """What speaks for a card, or against it: a heading, the cards as links, and how many more there are."""

    words: str
    cards: tuple[Choice, ...]
    more: str | None


@dataclass(frozen=True, slots=True)
class Action:
    """A way to answer a card: a word, how the sentence starts, and the address that opens its form."""

    kind: str
    word: str
    starter: str
    tone: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """The chosen card, beside the picture at its height (`offset`, in CSS pixels below the top of the picture).

    At most one of the forms is open. `unbacked` says that the card needs a reason, and has none. `details` are the facts that only the full view shows, as label and value.
    `edit`, `connect`, `move`, `remove` and `merge` are None where they are not for this reader; `hide` is where the form is
    sent that takes the card out of sight; `fold` closes the branch below it in the picture, or opens it. `writer` says who wrote it, where that is to be seen.
    """

    card: str
    version: int
    role: str
    tone: str
    text: str
    title: str | None
    language: str | None
    offset: int
    stands: tuple[Stand, ...]
    others: str | None
    rests: tuple[Rest, ...]
    unbacked: str | None
    cited: tuple[Cited, ...]
    details: tuple[tuple[str, str], ...]
    actions: tuple[Action, ...]
    more: tuple[Action, ...]
    focus: str
    edit: str | None
    connect: str | None
    move: str | None
    remove: str | None
    close: str
    form: AddForm | EditForm | ConnectForm | MoveForm | RemoveForm | SchemeForm | MergeForm | None
    judged: Judged | None
    operation: str
    merge: str | None = None
    hide: str | None = None
    writer: str | None = None
    fold: Action | None = None


@dataclass(frozen=True, slots=True)
class KeepLink:
    """Shown once after a map was made: the address to keep. Whoever has it can change the map."""

    edit: str
    close: str


@dataclass(frozen=True, slots=True)
class Welcome:
    """Shown to a participant who has just joined, until it is put away: the words to come back with."""

    name: str
    words: str
    close: str


@dataclass(frozen=True, slots=True)
class Guest:
    """Who somebody is in a room: the name, the way to what they can do about it, and what holds for them now."""

    name: str
    href: str
    note: str | None


@dataclass(frozen=True, slots=True)
class MapPage:
    """A map: question, picture, outline, the chosen card.

    Where the `question` is cut, since it is very long, `question_whole` leads to the whole of it. `diagram` is the drawing (an svg element), `key` its key (an svg element). `start` is the form for a new
    position (None for readers). `positions` are their lines in the outline, none when there are many. `whole` says in words that the page shows a part only, with links to the rest.
    `switches` and `looks` change how it is drawn, in the colours of a `palette`; `backwards` says that it is read from right to left. `folding` is the address that closes the
    branch below a card, which stands in it as {card}. `switch` shows what follows from the map; None where that is not to be seen. `stamp` says how far the map is; None
    for one that nobody can change. `report` is where a public map is reported. `finder` is the form that searches the map, `found` what it
    found; None where nothing is searched for.
    """

    frame: Frame
    bar: Bar
    stamp: str | None
    question: str
    language: str | None
    question_href: str | None
    question_whole: str | None
    summary: str
    diagram: Markup
    key: Markup
    notes: tuple[str, ...]
    whole: tuple[Action, ...]
    switch: Switch | None
    switches: tuple[LookSwitch, ...]
    backwards: bool
    positions: tuple[OutlineLine, ...]
    outline: tuple[OutlineLine, ...]
    outline_note: str | None
    outline_way: Action | None
    panel: Panel | None
    start: AddForm | None
    add_position: str | None
    keep: KeepLink | None
    copy: str | None
    guest: Guest | None = None
    welcome: Welcome | None = None
    report: str | None = None
    folding: str = ""
    finder: Finder | None = None
    found: Found | None = None
    looks: tuple[LookChoice, ...] = ()
    palette: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A map in a list: its question, its address, and a word beside it."""

    title: str
    language: str | None
    href: str
    note: str
    picture: Markup | None = None


@dataclass(frozen=True, slots=True)
class HomePage:
    """The front page: make a map, bring one, what this browser opened, maps to read."""

    frame: Frame
    opened: tuple[Entry, ...]
    examples: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """The form for a new map. Fields sent: question, position (several times)."""

    frame: Frame
    action: str
    question: str
    positions: tuple[str, ...]
    error: str | None


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """One remark of a reader: what happened ("left out", "changed", "guessed", "noted"), what, and where."""

    kind: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class ImportPage:
    """The form that brings a map from a file or a pasted text. Fields sent: text, file."""

    frame: Frame
    action: str
    text: str
    error: str | None


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """What became of an import: the report, and the way to the map."""

    frame: Frame
    title: str
    summary: str
    remarks: tuple[RemarkLine, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history. `undo` is the address that takes it back (or, if `undone`, brings it again)."""

    revision: int
    when: str
    when_iso: str
    words: str
    undone: bool
    undo: str | None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Every change of a map, the newest first."""

    frame: Frame
    bar: Bar
    question: str
    back: str
    operation: str
    changes: tuple[Change, ...]
    older: str | None


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """Something that did not work: what, why, what to do. `typed` is what was sent, so that nothing is lost."""

    frame: Frame
    status: int
    heading: str
    sentence: str
    advice: str
    typed: tuple[tuple[str, str], ...]
    back: str
    back_words: str
