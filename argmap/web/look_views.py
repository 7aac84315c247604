"""What the page of a map gets to choose how its picture is drawn."""

from __future__ import annotations

from dataclasses import dataclass


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
