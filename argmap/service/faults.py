"""What is wrong with one field of a form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from argmap.messages import Message
from argmap.model import Problem


class Fault(Problem):
    """A problem with one field, which `field` names as forms do ("text", "source_url"), so that it can be marked."""

    def __init__(self, field: str, message: Message) -> None:
        super().__init__("{problem}", problem=message)
        self.field = field


@contextmanager
def about(field: str) -> Iterator[None]:
    """Say of every problem inside that it is one with this field."""
    try:
        yield
    except Problem as problem:
        raise Fault(field, problem.message) from None
