"""How long a search may take."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from argmap.messages import Message

Thing = TypeVar("Thing")

_OFTEN = 2048


class Undetermined(Exception):
    """A search was broken off because its budget was used up: `asked` says what for, `seconds` how long it took.

    Nothing is known then; in particular it does not mean that there is no such extension.
    """

    def __init__(self, asked: Message, seconds: float) -> None:
        self.asked = asked
        self.seconds = seconds
        self.message = Message(
            "Undetermined within {seconds} s: {asked}.", {"seconds": f"{seconds:.3g}", "asked": asked}
        )
        super().__init__(str(self.message))

    def __reduce__(self) -> tuple[type[Undetermined], tuple[Message, float]]:
        return Undetermined, (self.asked, self.seconds)


class Clock:
    """Counts the seconds of a search and ends it, by `Undetermined`, when there are none left.

    A budget of None is endless. Only the time between `resume` and `pause` counts: not that of whoever looks
    at one extension before he asks for the next.
    """

    def __init__(self, budget: float | None, asked: Message) -> None:
        if budget is not None and not budget >= 0:
            raise ValueError(f"a budget is a number of seconds, not {budget!r}")
        self._budget = math.inf if budget is None else budget
        self._asked = asked
        self._spent = 0.0
        self._began = time.monotonic()

    def spent(self) -> float:
        """The seconds that have gone by."""
        return self._spent + time.monotonic() - self._began

    def left(self) -> float:
        """The seconds that are left; raises `Undetermined` when there are none."""
        left = self._budget - self.spent()
        if left <= 0:
            raise Undetermined(self._asked, self.spent())
        return left

    def watch(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """Pass things on, and look at the clock every now and then."""
        for count, thing in enumerate(things):
            if not count % _OFTEN:
                self.left()
            yield thing

    def pause(self) -> None:
        """Stop counting."""
        self._spent = self.spent()
        self._began = math.inf

    def resume(self) -> None:
        """Count on."""
        self._began = time.monotonic()
