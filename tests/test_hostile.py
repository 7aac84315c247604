"""Hostile files all the way: through the reader, both layouts and the drawing, as `argmap render` does it."""

from __future__ import annotations

import pytest

from argmap import formats
from argmap.diagram import render
from tests.diagram.safety import assert_safe
from tests.hostile import CASES

NOTES = "tree layout", "far apart", "told on their cards alone"
"""What there may be to say of a picture of such a file."""


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", CASES)
def test_a_safe_picture_or_one_clear_error(name):
    try:
        debate, _ = formats.load(CASES[name], name=name)
    except formats.Unreadable:
        return  # tests/formats/test_hostile.py looks at what the error says
    drawings = [render(debate, layout="auto")]
    # What is too large for Graphviz has been drawn as a tree already.
    if drawings[0].layout != "tree":
        drawings.append(render(debate, layout="tree"))
    assert drawings[-1].layout == "tree"
    for drawing in drawings:
        assert_safe(drawing.svg)
        assert all(any(known in str(note) for known in NOTES) for note in drawing.notes)
