"""What the page of a map gets to choose how its picture is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.web.form_views import Choice


@dataclass(frozen=True, slots=True)
class LookSwitch:
    """A switch of the picture with two ways, of which one is chosen: its name, and each way in a word with its address."""

    name: str
    label: str
    first: str
    second: str
    first_href: str
    second_href: str
    second_chosen: bool


@dataclass(frozen=True, slots=True)
class LookChoice:
    """A part of how the picture is drawn: its name, what it is called, and what there is, each with its address."""

    name: str
    label: str
    options: tuple[Choice, ...]
