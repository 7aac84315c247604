"""The gallery: its page shows every look with the command that makes it, and its pictures are what is drawn today."""

from __future__ import annotations

import importlib.util
import re
import sys
from typing import TYPE_CHECKING

import pytest

from argmap.cli.render import BADGES
from argmap.diagram.look import CHOICES
from argmap.documents.lettering import faceless
from tests.conftest import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

PICTURES = CHECKOUT / "docs" / "pictures"
PAGE = (CHECKOUT / "docs" / "gallery.md").read_text(encoding="utf-8")


def gallery() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gallery", CHECKOUT / "tools" / "gallery.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules["gallery"] = made
    spec.loader.exec_module(made)
    return made


GALLERY = gallery()


def said(svg: str) -> list[str]:
    """What every card says, in its order."""
    return sorted(re.findall(r'aria-label="([^"]*)"', svg))


@pytest.mark.parametrize("name", [name for name in GALLERY.SHOWN if name.endswith(".svg")])
def test_the_pictures_are_what_is_drawn_today(name: str, tmp_path: Path):
    """After a change of the looks: `make gallery`."""
    shown = (PICTURES / name).read_text(encoding="utf-8")
    drawn = GALLERY.draw(name, tmp_path).read_text(encoding="utf-8")
    if name in GALLERY.ELSEWHERE:
        assert said(drawn) == said(shown)
    else:
        assert faceless(drawn) == faceless(shown)
        assert ("@font-face" in drawn) == ("@font-face" in shown)


def test_the_page_shows_each_picture_with_the_command_that_makes_it():
    told = re.findall(r"\]\(pictures/([^)]+)\)\n\n    (argmap .*)\n", PAGE)
    assert dict(told) == {name: GALLERY.command(name) for name in GALLERY.SHOWN}
    assert len(told) == len(GALLERY.SHOWN) == len(list(PICTURES.iterdir()))


def test_every_look_is_shown():
    words = {word for name in GALLERY.SHOWN for word in re.split(r"[ ,]", GALLERY.command(name))}
    named = {choice for part in ("layout", "palette", "density", "view") for choice in CHOICES[part][1:]}
    # The usual choice of each part is what every other picture shows.
    assert named | set(BADGES) | {"--close", "--social", "--poster"} <= words
    assert 'class="mirrored"' in (PICTURES / "gallery-mirrored.svg").read_text(encoding="utf-8")


def test_the_pictures_weigh_little():
    for path in PICTURES.iterdir():
        assert path.stat().st_size < 150_000
    assert (PICTURES / "gallery-social.png").read_bytes()[16:24] == bytes.fromhex("000004b000000276")
