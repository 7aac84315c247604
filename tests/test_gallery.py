"""The gallery: its page shows what is drawn today, and every style of a map can be drawn."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import CHECKOUT

if TYPE_CHECKING:
    from types import ModuleType

PICTURES = CHECKOUT / "docs" / "pictures"


def gallery() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gallery", CHECKOUT / "tools" / "gallery.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules["gallery"] = made
    spec.loader.exec_module(made)
    return made


GALLERY = gallery()


@pytest.mark.parametrize("name", GALLERY.SHOWN)
def test_the_page_shows_what_is_drawn_today(name: str):
    """After a change of the looks: `make pictures`."""
    path = PICTURES / f"{name}.svg"
    assert GALLERY.draw(*GALLERY.SHOWN[name]).svg == path.read_text(encoding="utf-8")
    assert path.stat().st_size < 150_000
    assert f"(pictures/{name}.svg)" in (CHECKOUT / "docs" / "gallery.md").read_text(encoding="utf-8")


def test_every_style_is_there_once():
    names = [name for name, _, _ in GALLERY.styles()]
    assert len(names) == len(set(names)) == 2 * 3 * 4 + 3
    assert {look.layout for _, look, _ in GALLERY.styles()} == {"tree", "facing"}
