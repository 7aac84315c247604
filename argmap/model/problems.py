"""The refusal of a change that would leave a map which is none."""

from __future__ import annotations

from argmap.messages import Message


class Problem(ValueError):
    """A change or a value that an argument map does not admit, said so that a person can mend it.

    `message` holds the sentence and its values; `item` the id of what it is about, where there is one.
    """

    def __init__(self, key: str, /, *, item: str | None = None, **values: object) -> None:
        self.message = Message(key, values)
        self.item = item
        super().__init__(str(self.message))


class Conflict(Problem):
    """A change that has no ground on the map as it stands: what it builds on is not there, or has changed since.

    On another map, or a moment earlier, the same change may be a sound one. Nothing was changed.
    """
