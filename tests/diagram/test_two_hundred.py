"""Two hundred maps of every shape in every layout, as a browser draws them: takes minutes, so `make soak` runs it.

The suite measures a part of them: texts in `test_in_chromium`, cards and lines in `test_routes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from argmap.diagram import Look, render
from argmap.diagram.drawing import plan
from tests.diagram.geometry import faults
from tests.diagram.test_in_chromium import FRAMES, MEASURE
from tests.diagram.test_routes import two_sided
from tests.generated import SHAPES, generated

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from argmap.model import ArgumentMap

MAPS = 200


def debate(number: int, layout: str) -> ArgumentMap:
    """The map of that number: from 20 to 219 cards, fewer where many answer many; two-sided for the layout that asks for it."""
    shape = SHAPES[number % len(SHAPES)]
    made = generated(number, 20 + (number // 5 if shape == "dense" else number), shape)
    return two_sided(made) if layout == "facing" else made


LOOKS = [
    Look(layout=layout, density=density, direction=direction)
    for layout in ("graphviz", "tree", "facing")
    for density, direction in (("screen", "ltr"), ("projector", "ltr"), ("print", "rtl"))
]


@pytest.mark.soak
@pytest.mark.parametrize("look", LOOKS, ids=lambda each: "-".join(each.asked().values()))
def test_texts_stay_in_their_cards_and_cards_and_lines_apart(
    look: Look, chromium: Browser, tmp_path: Path, record_property
):
    outside: list[tuple[int, float, str]] = []
    texts = cards = 0
    path = tmp_path / "map.svg"
    with chromium.new_page() as page:
        for number in range(MAPS):
            made = debate(number, look.layout)
            planned = plan(made, look=look)
            assert planned.layout == look.layout
            found = faults(planned)
            assert (found.overlapping, found.through) == (0, 0), number
            path.write_text(render(made, look=look).svg, encoding="utf-8")
            page.goto(path.as_uri())
            measured = page.evaluate(MEASURE)
            assert len(measured) >= 2 * len(planned.boxes)
            outside += [(number, *each) for each in (*measured, *page.evaluate(FRAMES)) if each[0] > 0.5]
            texts, cards = texts + len(measured), cards + len(planned.boxes)
    assert outside == []
    record_property("measured", f"{MAPS} maps, {cards:,} cards, {texts:,} texts")
