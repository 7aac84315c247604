"""The press of a button by a person: pressed twice it counts once, pressed again after an undo it counts again."""

from __future__ import annotations

from dataclasses import replace

from argmap.service.sharing import Access
from argmap.service.shelf import Build, Done, Press, Shelf
from argmap.store import history


def press(shelf: Shelf, access: Access, button: Press, build: Build) -> Done:
    """Change a map as `Shelf.change` does; if this very change was made and taken back since, make it anew.

    The new one is named after the undo, so that it counts once as well, however often it is pressed at once.
    """
    while True:
        done = shelf.change(access, button, build)
        if not done.repeated:
            return done
        entry = history.entry(shelf.database, access.map, done.revision)
        toggle = history.last_toggle(shelf.database, access.map, done.revision)
        if entry is None or toggle is None or not entry.undone:
            return done
        button = replace(button, operation=Press.of(button.operation, f"after {toggle.revision}").operation)
