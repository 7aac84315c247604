"""What the template of a conflict gets: the two versions of a card, and the form that settles it."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.web.form_views import Choice
from argmap.web.views import Bar, Frame


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a card (`name` as forms send it) in which what it says now differs from what somebody wrote.

    `yours` is None for what they left alone: that is only told. `theirs` is None when the card was taken away.
    `choices` are the values of a field that is chosen and not written; `long`: several lines.
    """

    name: str
    label: str
    yours: str | None
    theirs: str | None
    choices: tuple[Choice, ...] = ()
    long: bool = False


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """Two people changed the same card: what each of them changed, and a form to settle it.

    The form sends the fields that its writer changed, and `fields` unseen: what the card says now. `gone`: the card
    was taken away; saving puts it back.
    """

    frame: Frame
    bar: Bar
    question: str
    action: str
    operation: str
    version: int
    gone: bool
    differences: tuple[Difference, ...]
    fields: tuple[tuple[str, str], ...]
    keep: str
    error: str | None = None
