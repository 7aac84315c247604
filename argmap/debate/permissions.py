"""Who may do what in a room: the one table, which everything that asks is held to.

docs/rooms.md shows the same table to people; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

ROLES = ("facilitator", "participant", "onlooker")
Ruling = Literal["yes", "own", "own unanswered", "when shown", "no"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: an action, and the ruling for each role; `locked` is that of a participant in a locked room.

    `own`: with what one made oneself. `own unanswered`: if nobody else has answered it either. `when shown`: while
    the facilitator shows it (verdicts), or the room is not anonymous (names).
    """

    action: str
    facilitator: Ruling
    participant: Ruling
    locked: Ruling
    onlooker: Ruling


_TABLE = (
    # action              facilitator  participant       locked        onlooker
    Row("read",               "yes", "yes",            "yes",        "yes"),
    Row("see hidden",         "yes", "own",            "own",        "no"),
    Row("see names",          "yes", "when shown",     "when shown", "no"),
    Row("see verdicts",       "yes", "when shown",     "when shown", "when shown"),
    Row("see dashboard",      "yes", "no",             "no",         "no"),
    Row("download log",       "yes", "no",             "no",         "no"),
    Row("add",                "yes", "yes",            "no",         "no"),
    Row("answer",             "yes", "yes",            "no",         "no"),
    Row("edit",               "yes", "own",            "no",         "no"),
    Row("move",               "yes", "own",            "no",         "no"),
    Row("delete",             "yes", "own unanswered", "no",         "no"),
    Row("take back",          "yes", "own",            "no",         "no"),
    Row("undo",               "yes", "own",            "no",         "no"),
    Row("redo",               "yes", "own",            "no",         "no"),
    Row("arrange",            "yes", "no",             "no",         "no"),
    Row("hide",               "yes", "no",             "no",         "no"),
    Row("show again",         "yes", "no",             "no",         "no"),
    Row("merge",              "yes", "no",             "no",         "no"),
    Row("approve",            "yes", "no",             "no",         "no"),
    Row("lock",               "yes", "no",             "no",         "no"),
    Row("remove person",      "yes", "no",             "no",         "no"),
    Row("rename person",      "yes", "no",             "no",         "no"),
    Row("rotate code",        "yes", "no",             "no",         "no"),
    Row("show verdicts",      "yes", "no",             "no",         "no"),
    Row("set queue",          "yes", "no",             "no",         "no"),
    Row("set anonymity",      "yes", "no",             "no",         "no"),
    Row("erase names",        "yes", "no",             "no",         "no"),
    Row("leave",              "no",  "yes",            "yes",        "no"),
    Row("erase own",          "yes", "own",            "own",        "no"),
    Row("share",              "yes", "no",             "no",         "no"),
    Row("copy",               "yes", "yes",            "yes",        "yes"),
    Row("take away files",    "yes", "yes",            "yes",        "yes"),
)  # fmt: skip

_ROWS: Mapping[str, Row] = MappingProxyType({row.action: row for row in _TABLE})
ACTIONS = tuple(_ROWS)
"""Every action that there is a ruling on."""


def table() -> tuple[Row, ...]:
    """Every line of the table, for tests and for whoever shows it."""
    return _TABLE


def ruling(role: str, action: str, *, locked: bool = False) -> Ruling:
    """What the table says of a role and an action. Raises `ValueError` for a role or an action that it does not know.

    >>> ruling("participant", "delete"), ruling("participant", "delete", locked=True)
    ('own unanswered', 'no')
    """
    row = _ROWS.get(action)
    if row is None:
        raise ValueError(f"{action!r} is no action of the table of permissions")
    match role:
        case "facilitator":
            return row.facilitator
        case "participant":
            return row.locked if locked else row.participant
        case "onlooker":
            return row.onlooker
    raise ValueError(f"{role!r} is no role in a room")


def may(
    role: str,
    action: str,
    *,
    own: bool = False,
    answered: bool = False,
    shown: bool = False,
    locked: bool = False,
) -> bool:
    """Whether somebody in this role may do this. Raises `ValueError` for a role or an action that is none.

    `own`: it is about what they made themselves. `answered`: somebody else has answered that. `shown`: what they
    want to see (verdicts, names) is being shown. `locked`: the room is.

    >>> may("participant", "edit", own=True), may("participant", "edit"), may("facilitator", "edit")
    (True, False, True)
    >>> may("participant", "delete", own=True, answered=True)
    False
    """
    match ruling(role, action, locked=locked):
        case "yes":
            return True
        case "own":
            return own
        case "own unanswered":
            return own and not answered
        case "when shown":
            return shown
        case "no":
            return False
