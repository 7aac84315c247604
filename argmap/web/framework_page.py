"""The page of a map as an abstract framework, put together: what was asked, what was found, and what it means."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from argmap.analysis.extensions import SEMANTICS
from argmap.analysis.statements.standards import BURDENS
from argmap.diagram.markup import language
from argmap.messages import Message, counted, excerpt
from argmap.model import ArgumentMap
from argmap.model.outline import outline
from argmap.service.solver import Found
from argmap.web.addresses import Place
from argmap.web.file_views import Download
from argmap.web.map_page import title
from argmap.web.views import Bar, Frame
from argmap.web.words import Translate

MOST_STATEMENTS = 200
"""How many statements are asked about, beside the positions; and how many positions."""

_LONGEST = 240
_WRITTEN_OUT = 10**15

_NAMES = {
    "complete": "complete",
    "grounded": "grounded",
    "preferred": "preferred",
    "stable": "stable",
    "semi-stable": "semi-stable",
    "stage": "stage",
    "ideal": "ideal",
    "eager": "eager",
    "naive": "naive",
    "admissible": "admissible",
    "conflict-free": "conflict-free",
}
"""What the semantics are called: the names of the field, which a language may have words of its own for."""

MEANINGS = {
    "complete": "A set of arguments without conflict that strikes back at whatever attacks one of them, and holds "
    "everything that it defends in this way.",
    "grounded": "What has to be accepted: what nothing attacks, what that defends, and so on. There is exactly one "
    "such set.",
    "preferred": "As many arguments as can be held together and defended against everything else. Where a debate "
    "leaves a choice, there are several such sets.",
    "stable": "A set of arguments without conflict that attacks everything else. There may be none.",
    "semi-stable": "A set of arguments that defends itself and leaves as little as possible neither accepted nor "
    "attacked.",
    "stage": "A set of arguments without conflict that leaves as little as possible neither accepted nor attacked.",
    "ideal": "The most that can be defended within what all preferred sets have in common. There is exactly one "
    "such set.",
    "eager": "The most that can be defended within what all semi-stable sets have in common. There is exactly one "
    "such set.",
    "naive": "As many arguments as there can be without a conflict.",
    "admissible": "Any set of arguments without conflict that strikes back at whatever attacks one of them, be it "
    "as small as it may.",
    "conflict-free": "Any set of arguments of which none attacks another.",
}
"""What an extension is under each semantics, in plain words."""

_UNDEFENDED = "This semantics asks for no defence. So it may drop a statement for no reason but that it could be dropped."
_DEFENCELESS = frozenset({"stage", "naive", "conflict-free"})
_BURDENS = {
    "presume": "all claims and evidence",
    "prove": "only evidence with a source",
}

_IN = {
    (True, True): ("all", "in all of them"),
    (None, True): ("all", "in all of them"),
    (True, False): ("some", "in some of them"),
    (True, None): ("some", "in some of them; whether in all: undetermined"),
    (False, False): ("none", "in none of them"),
    (False, True): ("none", "in none of them"),
    (False, None): ("none", "in none of them"),
    (None, False): ("open", "not in all of them; whether in some: undetermined"),
    (None, None): ("open", "undetermined"),
}
"""What is said of a statement that is, is not, or may be in some extension, and in all: a sign, and words."""
_IN_ONE = {"all": ("all", "accepted"), "none": ("none", "not accepted")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page is asked for: the semantics, and what counts without a reason."""

    semantics: str = "preferred"
    burden: str = "presume"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found about a map: the size of its framework, the cards that were asked about, and the answers."""

    arguments: int
    attacks: int
    positions: tuple[str, ...]
    others: tuple[str, ...]
    found: Found


@dataclass(frozen=True, slots=True)
class Option:
    """A choice in a list, with the words that are shown."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement and where it is accepted: `sign` is all, some, none or open, `words` say the same."""

    href: str
    text: str
    language: str | None
    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class FrameworkPage:
    """A map as an abstract framework: how it is read, what is accepted, and the files."""

    frame: Frame
    bar: Bar
    question: str
    back: str
    action: str
    semantics: tuple[Option, ...]
    burdens: tuple[Option, ...]
    size: str
    meaning: str
    count: str
    undetermined: str | None
    positions: tuple[Statement, ...]
    statements: tuple[Statement, ...]
    left_out: str | None
    files: tuple[Download, ...]


def statements(debate: ArgumentMap) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The positions and the other statements that a page asks about, in reading order. Linear but for sorting."""
    shown = debate.visible()
    order = [line.node for line in outline(shown) if not line.again]
    positions = (card for card in order if shown.nodes[card].kind == "position")
    others = (card for card in order if shown.nodes[card].kind in ("claim", "evidence"))
    return tuple(islice(positions, MOST_STATEMENTS)), tuple(islice(others, MOST_STATEMENTS))


def framework_page(
    frame: Frame, bar: Bar, debate: ArgumentMap, asked: Asked, outcome: Outcome, translate: Translate
) -> FrameworkPage:
    """Everything that the page shows. `debate` is what can be seen of the map."""
    found, positions, others = outcome.found, outcome.positions, outcome.others
    here = f"/maps/{bar.map}/analysis"
    meaning = translate(MEANINGS[asked.semantics])
    if asked.semantics in _DEFENCELESS:
        meaning = f"{meaning} {translate(_UNDEFENDED)}"
    said = _Said(debate, Place(bar.map), found, translate, frame.language)
    return FrameworkPage(
        frame,
        bar,
        title(debate, translate),
        Place(bar.map).href(),
        f"{here}/frameworks",
        tuple(Option(name, translate(_NAMES[name]), name == asked.semantics) for name in SEMANTICS),
        tuple(Option(name, translate(_BURDENS[name]), name == asked.burden) for name in BURDENS),
        _size(debate, outcome).text(translate),
        meaning,
        _count(found, asked.semantics).text(translate),
        _undetermined(found, positions + others, translate),
        tuple(said.each(positions)),
        tuple(said.each(others)),
        _left_out(debate, len(positions) + len(others), translate),
        _files(here, asked.burden, translate),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of each statement, and in which words."""

    debate: ArgumentMap
    place: Place
    found: Found
    translate: Translate
    language: str

    def each(self, cards: tuple[str, ...]) -> Iterator[Statement]:
        href = self.place.cards()
        foreign = language(self.debate.language)
        for card in cards:
            node = self.debate.nodes[card]
            sign, words = _IN[self.found.credulous.get(card), self.found.skeptical.get(card)]
            if self.found.count == 1:
                sign, words = _IN_ONE.get(sign, (sign, words))
            own = node.language or (foreign if foreign != self.language else None)
            yield Statement(
                href(card),
                excerpt(node.text, _LONGEST),
                own,
                sign,
                self.translate(words),
            )


def _size(debate: ArgumentMap, outcome: Outcome) -> Message:
    values = {
        "statements": counted(_stated(debate), "one statement", "{count:,} statements"),
        "links": counted(len(debate.relations), "one link", "{count:,} links"),
        "arguments": counted(outcome.arguments, "one argument", "{count:,} arguments"),
        "attacks": counted(outcome.attacks, "one attack", "{count:,} attacks"),
    }
    return Message("{statements} and {links} become {arguments} and {attacks}.", values)


def _stated(debate: ArgumentMap) -> int:
    return sum(node.kind != "question" for node in debate.nodes.values())


def _count(found: Found, semantics: str) -> Message:
    values: dict[str, object] = {"semantics": Message(_NAMES[semantics])}
    if found.count is None:
        return Message("How many {semantics} extensions there are could not be told.", values)
    if found.count == 0:
        return Message("There is no {semantics} extension.", values)
    if found.count >= _WRITTEN_OUT:
        values["digits"] = f"{int(math.log10(found.count)) + 1:,}"
        return Message(
            "There are very many {semantics} extensions: their number has about {digits} digits.", values
        )
    one, many = "There is exactly one {semantics} extension.", "There are {count:,} {semantics} extensions."
    return counted(found.count, one, many, **values)


def _undetermined(found: Found, cards: tuple[str, ...], translate: Translate) -> str | None:
    """What could not be told, and why; None where all that matters follows from what could."""
    open_ = sum(
        _IN[found.credulous.get(card), found.skeptical.get(card)][1].endswith("undetermined")
        for card in cards
    )
    parts = []
    if open_:
        parts.append(
            counted(open_, "where one statement is accepted", "where {count:,} statements are accepted")
        )
    if found.count is None:
        parts.append(Message("how many extensions there are"))
    if found.why is None or not parts:
        return None
    what = (
        parts[0] if len(parts) == 1 else Message("{one}, and {other}", {"one": parts[0], "other": parts[1]})
    )
    values = {"why": found.why, "what": what}
    return Message(
        "{why} It is not known {what}. Such questions can be too hard for any computer; another semantics may be easier.",
        values,
    ).text(translate)


def _left_out(debate: ArgumentMap, asked: int, translate: Translate) -> str | None:
    count = _stated(debate)
    if count <= asked:
        return None
    values = {"asked": asked, "count": count}
    text = "The first {asked:,} of {count:,} statements are asked about, in the order of the outline. The files hold all of them."
    return Message(text, values).text(translate)


def _files(here: str, burden: str, translate: Translate) -> tuple[Download, ...]:
    query = "" if burden == "presume" else f"?burden={burden}"
    return (
        Download(
            translate("For solvers of the ICCMA competitions"),
            "p af",
            f"{here}/framework.af{query}",
            translate("Arguments are numbers; comments say which is which."),
        ),
        Download(translate("For ASPARTIX and clingo"), "apx", f"{here}/framework.apx{query}"),
        Download(
            translate("Trivial Graph Format, for tools that draw graphs"),
            "tgf",
            f"{here}/framework.tgf{query}",
        ),
    )
