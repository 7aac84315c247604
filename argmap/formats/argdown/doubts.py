"""Probable typing errors in a document that can be read: titles that are only referred to.

Nothing here changes what a document says; it only puts questions into the report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from argmap.formats.argdown.document import Argument, Document, Key, Statement
from argmap.formats.argdown.places import Speaker
from argmap.formats.likeness import near
from argmap.formats.report import Report

_MOST = 20_000
"""How many pairs of titles are compared letter by letter at most."""

_ALIKE = 0.66
_DIGIT = re.compile(r"\d+")


def doubt(document: Document, report: Report) -> None:
    """Ask about titles without a text that are much like another title. Linear."""
    speaker = Speaker(document.text, report)
    statements, arguments = list(document.statements.values()), list(document.arguments.values())
    _among(statements, "[{}]", speaker)
    _among(arguments, "<{}>", speaker)
    _crossed(
        statements, document.arguments, "[{title}] has no text, <{title}> has: did you mean that?", speaker
    )
    _crossed(
        arguments, document.statements, "<{title}> has no text, [{title}] has: did you mean that?", speaker
    )


def _crossed(
    items: Sequence[Statement | Argument],
    others: Mapping[Key, Statement | Argument],
    key: str,
    speaker: Speaker,
) -> None:
    """Ask about statements named like arguments, and the other way."""
    for item in items:
        other = others.get(item.key) if isinstance(item.key, str) and not _is_worded(item) else None
        if other is not None and _is_worded(other):
            speaker.remark("guessed", key, item.members[0].place, title=str(item.key)[:40])


def _among(items: Sequence[Statement | Argument], brackets: str, speaker: Speaker) -> None:
    known = {item.key: item for item in items if isinstance(item.key, str) and _is_worded(item)}
    lacking = [item for item in items if isinstance(item.key, str) and not _is_worded(item)]
    by_case = {title.casefold(): title for title in reversed(list(known)) if isinstance(title, str)}
    titles = tuple(by_case.values())
    small = len(lacking) * len(titles) <= _MOST
    for item in lacking:
        title = str(item.key)
        meant = by_case.get(title.casefold()) or (near(title, titles, _ALIKE) if small else None)
        if meant is not None and _signature(title) == _signature(meant):
            speaker.remark(
                "guessed",
                "{title} has no text of its own: did you mean {other}?",
                item.members[0].place,
                title=brackets.format(title[:40]),
                other=brackets.format(meant[:40]),
            )


def _signature(title: str) -> tuple[str, list[str]]:
    """What is seldom mistyped: the first letter, and numbers."""
    return title[0].casefold(), _DIGIT.findall(title)


def _is_worded(item: Statement | Argument) -> bool:
    if isinstance(item, Argument) and item.steps:
        return True
    return any(member.defined and member.runs for member in item.members)
