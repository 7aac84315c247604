"""What the list of files to take away gets, on the page of whatever they are of."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.web.form_views import Choice


@dataclass(frozen=True, slots=True)
class FileChoice:
    """Something to choose of a file: the name that is sent, what it is called, and what there is."""

    name: str
    label: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away: what it is for, its format, its address. `note` says what else there is to know of it.

    `choices` are what can be chosen about it, `more` what fewer people look for; `fixed` are names and values that are sent
    besides. Without choices the file is a plain link.
    """

    words: str
    format: str
    href: str
    note: str | None = None
    choices: tuple[FileChoice, ...] = ()
    more: tuple[FileChoice, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
