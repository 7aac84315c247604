"""Which arguments are accepted: many questions about one framework under one semantics, sharing what they can.

What the grounded extension settles is worked out once. And an extension that answers one question is kept as the
answer to others: whatever is in it is in some extension, and whatever is not in it is not in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from argmap.analysis.engine.clock import Clock, Undetermined
from argmap.analysis.engine.semantics import SEMANTICS as _BY_NAME
from argmap.analysis.engine.semantics import laid_out
from argmap.analysis.extensions import MODES, SEMANTICS, count, one
from argmap.analysis.framework import Framework
from argmap.messages import Message


class Acceptance:
    """A framework and a semantics, about which one asks again and again.

    Raises ValueError for an unknown semantics.

    >>> nixon = Acceptance(Framework("abc", [("a", "b"), ("b", "a")]), "preferred")
    >>> [nixon.accepted(name, "credulous") for name in "abc"], [nixon.accepted(name, "skeptical") for name in "abc"]
    ([True, True, True], [False, False, True])
    """

    def __init__(self, framework: Framework, semantics: str) -> None:
        if semantics not in _BY_NAME:
            raise ValueError(f"there is no semantics {semantics!r}; there are: {', '.join(SEMANTICS)}")
        self.framework = framework
        self.semantics = semantics
        self._layout = laid_out(framework.graph, _BY_NAME[semantics])
        self._in_some: set[int] = set()
        self._not_in_all: set[int] = set()
        self._there_is_one: bool | None = True if self._layout.semantics.certain else None

    @cached_property
    def _places(self) -> dict[int, int]:
        """Where the arguments are in the graph that is searched; what was settled before is not there."""
        return {number: place for place, number in enumerate(self._layout.rest.origin) if place}

    def accepted(self, argument: str, mode: str, *, budget: float | None = None) -> bool:
        """What `argmap.analysis.extensions.accepted` says, with the same errors and costs; less when asked again."""
        if mode not in MODES:
            raise ValueError(f"there is no mode {mode!r}; there are: {', '.join(MODES)}")
        number = self.framework.number(argument)
        about = {"argument": argument, "mode": mode, "semantics": self.semantics}
        clock = Clock(budget, Message("whether '{argument}' is accepted ({semantics}, {mode})", about))
        if not self._exists(clock):
            return mode == "skeptical"
        layout, semantics = self._layout, self._layout.semantics
        if number in layout.accepted:
            return True
        place = self._places.get(number, 0)
        if not place or (semantics.least and (semantics.single or mode == "skeptical")):
            return False
        if mode == "credulous" and number in self._in_some:
            return True
        if mode == "skeptical" and number in self._not_in_all:
            return False
        clock.left()
        rest = layout.rest
        part = rest.upstream(place) if semantics.directional else rest.around(place)
        search = semantics.including if mode == "credulous" else semantics.lacking
        found = search(part, 1, clock)
        if found is not None:
            self._in_some |= found
            self._not_in_all.update(part.origin[each] for each in part.others(found))
        return (found is None) == (mode == "skeptical")

    def _exists(self, clock: Clock) -> bool:
        """Whether there is an extension at all."""
        if self._there_is_one is None:
            self._there_is_one = one(self.framework, self.semantics, budget=clock.left()) is not None
        return self._there_is_one


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question: whether an argument is accepted in a mode; without an argument, how many extensions there are."""

    argument: str | None
    mode: str | None
    value: int


_Question = tuple[str | None, str | None]
_SHARES = 500
_LONGER = 4


def inquire(
    framework: Framework, semantics: str, first: Sequence[str], then: Sequence[str] = (), *, budget: float
) -> Iterator[Answer]:
    """Both modes for all of these arguments, and the number of extensions; each answer as soon as it is there.

    `first` are asked about, then the number, then the others. Each question may take a moment, and those that need
    more are asked again for longer, so that a hard one does not keep the others waiting. What could not be answered
    within `budget` seconds does not come. Raises ValueError as `Acceptance` does, and for an unknown argument.

    >>> nixon = Framework("ab", [("a", "b"), ("b", "a")])
    >>> [(each.mode, each.value) for each in inquire(nixon, "stable", ["a"], budget=60)]
    [('credulous', True), ('skeptical', False), (None, 2)]
    """
    clock = Clock(budget, Message("{semantics} acceptance", {"semantics": Message(semantics)}))
    asked = Acceptance(framework, semantics)
    for name in (*first, *then):
        framework.number(name)
    of_first: list[_Question] = [(name, mode) for name in first for mode in MODES]
    of_then: list[_Question] = [(name, mode) for name in then for mode in MODES]
    # The questions come in by turns; each turn has a part of the budget, and what is left over goes to all of them.
    turns: list[tuple[list[_Question], float]] = [
        (of_first, 0.4),
        ([(None, None)], 0.6),
        (of_then, 1),
        ([], 1),
    ]
    return _answers(asked, turns, clock, budget)


def _answers(
    asked: Acceptance, turns: list[tuple[list[_Question], float]], clock: Clock, budget: float
) -> Iterator[Answer]:
    left_over: list[_Question] = []
    for questions, until in turns:
        pending = questions or left_over
        share = budget / _SHARES
        while pending and clock.spent() < until * budget:
            open_: list[_Question] = []
            for place, question in enumerate(pending):
                if clock.spent() >= until * budget:
                    open_ += pending[place:]
                    break
                try:
                    yield _answer(asked, question, min(share, max(until * budget - clock.spent(), 0)))
                except Undetermined:
                    open_.append(question)
            pending, share = open_, share * _LONGER
        left_over = left_over + pending if questions else pending


def _answer(asked: Acceptance, question: _Question, budget: float) -> Answer:
    name, mode = question
    if name is None or mode is None:
        return Answer(None, None, count(asked.framework, asked.semantics, budget=budget))
    return Answer(name, mode, asked.accepted(name, mode, budget=budget))
