"""Why a document was not made."""

from __future__ import annotations

from argmap.messages import Message


class NotMade(Exception):
    """A document that could not be made as it was asked for; `message` says why, and what to do instead."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))
