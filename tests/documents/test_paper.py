from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.documents.lettering import Lettered
from argmap.documents.paper import LEAST, MM, SIZES, fitting, known, laid
from argmap.documents.problems import NotMade


def made(width: float, height: float) -> Lettered:
    return Lettered("", (), width, height, "#FFFFFF")


@given(st.floats(100, 20_000), st.floats(40, 20_000), st.sampled_from(list(SIZES)))
def test_a_map_lies_within_its_sheet(width: float, height: float, paper: str):
    sheet = laid(made(width, height), paper)
    assert sorted([sheet.width, sheet.height]) == [side * MM for side in SIZES[paper]]
    assert sheet.left > 0 < sheet.top
    assert abs(sheet.left * 2 + width * sheet.unit - sheet.width) < 1e-6
    assert abs(sheet.top * 2 + height * sheet.unit - sheet.height) < 1e-6


def test_the_sheet_lies_as_the_map_does():
    wide, tall = laid(made(2000, 500), "A4"), laid(made(500, 2000), "A4")
    assert wide.width > wide.height
    assert tall.width < tall.height


def test_the_smallest_sheet_that_is_read_with_ease():
    assert fitting(made(600, 400), "auto").paper == "A4"
    assert fitting(made(1800, 1400), "auto").paper == "A3"


def test_what_nobody_could_read_is_refused_with_what_fits():
    with pytest.raises(NotMade, match=r"On A4 .* 3\.0 pt high.*fits on A3 \(4\.3 pt\)"):
        fitting(made(1196, 3428), "A4")
    with pytest.raises(NotMade, match=r"On A0 .*closed groups"):
        fitting(made(1200, 300_000), "auto")
    assert fitting(made(1196, 3428), "A3").type_size > LEAST


def test_paper_that_there_is_not():
    with pytest.raises(NotMade, match=r"no paper size 'B5'; there are: auto, A4, A3"):
        known("B5")
    with pytest.raises(NotMade, match="auto"):
        known("auto", auto=False)
