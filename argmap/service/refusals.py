"""Why something is not done: one exception for each kind of refusal, each with a sentence for people."""

from __future__ import annotations

from datetime import datetime

from argmap.messages import Message
from argmap.model import Node
from argmap.store.database import DatabaseError


class NotThere(LookupError):
    """There is no such map, or none for whoever asks: the two are never told apart."""


class Ended(NotThere):
    """The link opened the map until a moment that is past. Only whoever has its key is told so."""

    def __init__(self, map_id: str, at: datetime) -> None:
        self.at = at
        super().__init__(map_id)


class Hidden(NotThere):
    """The map was public, and whoever runs the server has hidden it."""


class NotAllowed(Exception):
    """The key opens the map, and does not allow what was asked for."""

    def __init__(self, key: str, /, **values: object) -> None:
        self.message = Message(key, values)
        super().__init__(str(self.message))


class Stale(Exception):
    """Somebody changed the same card since the form was opened. `theirs` is the card now, None when it is gone."""

    def __init__(self, card: str, theirs: Node | None) -> None:
        self.card = card
        self.theirs = theirs
        super().__init__(card)


class UndoRefused(Exception):
    """A change that cannot be undone, or redone (`again`), since something else has changed. `reason` says what."""

    def __init__(self, reason: Message, again: bool) -> None:
        self.reason = reason
        self.again = again
        super().__init__(str(reason))


NoDatabase = DatabaseError
"""The database cannot be opened, or does not answer; the sentence, for whoever runs it, says why."""
