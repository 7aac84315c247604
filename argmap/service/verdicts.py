"""What follows from a map, ready to be shown on its cards: which stand, which do not, which are open, and how strong.

The labels are those of `analysis.labelling` (what nobody has challenged is presumed), the strengths those of
`analysis.map_strength` (quadratic energy). Words are messages, so that each page says them in its language.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from argmap.analysis.labelling import Labelling, label
from argmap.analysis.map_strength import MapStrengths, map_strengths
from argmap.diagram.marks import Mark
from argmap.messages import Message
from argmap.model import ArgumentMap

HEADING = "What follows from what is on this map so far"
"""What stands above every verdict: it is one of the map as it is, and may change with the next card."""

WORDS = {"in": "stands", "undecided": "open", "out": "does not stand"}
"""The words for the labels, in the order in which they are told."""

SIGNS = {"in": "tick", "undecided": "ring", "out": "stop"}
"""The sign of each label, one of `diagram.marks.SIGNS`."""

STRENGTHS = "The figures say how well a card holds against what speaks against it, from 0 to 100 %. They are no probabilities."
"""What there is to know of strengths where they are shown."""

UNSETTLED = "No strength is given: these arguments run in circles that do not settle."
_BEGINS = {
    "rated": "Strength {strength}; its rating by {voices} is {base}, and what speaks for and against it moves it from there.",
    "source": "Strength {strength}; its source was judged at {base}, and what speaks for and against it moves it from there.",
    "default": "Strength {strength}; nobody has rated it or judged its sources, so it begins in the middle, at {base}.",
}


@dataclass(frozen=True)
class Verdicts:
    """The labels of one map, and its strengths, which are worked out when they are asked for."""

    debate: ArgumentMap
    labelling: Labelling

    @cached_property
    def strengths(self) -> MapStrengths:
        """The strengths of the cards and relations."""
        return map_strengths(self.debate)

    def label(self, card: str) -> str | None:
        """The label of a card; None for a question, and for what is hidden or not there."""
        return self.labelling.nodes.get(card)

    @cached_property
    def failing(self) -> frozenset[str]:
        """The arguments (relations) that do not count: a premise of theirs does not stand, or they are undercut."""
        return frozenset(each for each, name in self.labelling.relations.items() if name == "out")

    def reason(self, card: str) -> Message:
        """Why a card has its label. `KeyError` for a card that has none."""
        return self.labelling.reasons[card]

    def figure(self, card: str) -> Message | None:
        """The strength of a card for showing: two digits, since no more can be meant; None where it has none."""
        if not self.strengths.converged or card not in self.strengths.cards:
            return None
        return percent(self.strengths.cards[card])

    def basis(self, card: str) -> Message | None:
        """The strength of a card in a sentence, and where it begins; None for what has no strength."""
        if card not in self.strengths.cards:
            return None
        strength, base = self.figure(card), self.strengths.bases[card]
        if strength is None:
            return Message(UNSETTLED)
        voices = Message("one") if base.voices == 1 else base.voices
        values = {"strength": strength, "base": percent(base.score), "voices": voices}
        return Message(_BEGINS[base.origin], values)

    def counts(self) -> dict[str, int]:
        """How many cards have each label, for those labels that occur."""
        found = Counter(self.labelling.nodes.values())
        return {name: found[name] for name in WORDS if found[name]}

    def marks(
        self,
        translate: Callable[[str], str] = str,
        *,
        verdict: bool = True,
        strength: bool = False,
        cards: Iterable[str] | None = None,
    ) -> dict[str, Mark]:
        """What the picture shows of each card that has a label: the verdict in a word, the strength, or both. Linear.

        `cards`: of these alone.

        >>> from argmap import load
        >>> town = load(b"[A]: Cars out. #position\\n  + The air clears.\\n  - Trade suffers.\\n")[0]
        >>> found = verdicts(town).marks(strength=True)["n1"]
        >>> found.words, found.sign, found.figure.replace("\\xa0", " "), found.said.replace("\\xa0", " ")
        ('open', 'ring', '50 %', 'Verdict: open. Strength: 50 %.')
        """
        words = {name: translate(word) for name, word in WORDS.items()}
        said = {
            name: Message("Verdict: {verdict}.", {"verdict": words[name]}).text(translate) for name in WORDS
        }
        made = {}
        for card in self.labelling.nodes if cards is None else cards:
            name = self.label(card)
            if name is None:
                continue
            figure = self.figure(card) if strength else None
            shown = figure.text(translate) if figure else ""
            told = [said[name]] if verdict else []
            if shown:
                told.append(Message("Strength: {strength}.", {"strength": shown}).text(translate))
            if told:
                made[card] = Mark(" ".join(told), words[name] if verdict else "", SIGNS[name], shown)
        return made


def percent(share: float) -> Message:
    """A share as whole hundredths, the ends kept for what is exactly nothing or everything.

    >>> str(percent(0.724)), str(percent(0.9999)), str(percent(1.0))
    ('72\\xa0%', '99\\xa0%', '100\\xa0%')
    """
    near = round(100 * share)
    whole = near if share in (0, 1) else min(max(near, 1), 99)
    return Message("{percent}\u00a0%", {"percent": whole})


def verdicts(debate: ArgumentMap) -> Verdicts:
    """What follows from a map. Linear, and worked out once for the pages of one revision.

    A map in memory is never changed, only replaced by that of the next revision, so it is known again as what it is.
    """
    return _KEPT.of(debate)


class _Kept:
    """The verdicts that were asked for last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._items: OrderedDict[int, Verdicts] = OrderedDict()
        self._lock = Lock()

    def of(self, debate: ArgumentMap) -> Verdicts:
        """Those of a map. An entry holds its map, so no other one can take its place in memory meanwhile."""
        with self._lock:
            found = self._items.get(id(debate))
            if found is not None:
                self._items.move_to_end(id(debate))
                return found
        made = Verdicts(debate, label(debate))
        with self._lock:
            self._items[id(debate)] = made
            while len(self._items) > self._most:
                self._items.popitem(last=False)
        return made


_KEPT = _Kept(8)
