from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.diagram.drawing import Place
from argmap.documents.curves import Area
from argmap.documents.cutting import Cutting, parts
from argmap.documents.lettering import Lettered, lettered
from argmap.documents.press import set_document
from tests.documents.debates import drawn, read
from tests.documents.debates import picture as opened


def seen(made: Lettered) -> np.ndarray:
    """A drawing as pixels, of half its size, without its words."""
    job = {"title": "", "paper": made.paper, "unit": 0.75, "left": 0, "top": 0, "width": made.width * 0.75, "height": made.height * 0.75}  # fmt: skip
    found = set_document("map", job, replace(made, words=()).files("map"), form="png", density=48)
    return np.asarray(opened(found).convert("L"), dtype=int)


@pytest.mark.parametrize("which", ["deal_drawn", "mixed_drawn"])
def test_a_part_shows_what_the_whole_shows_there(which, request):
    made = lettered(request.getfixturevalue(which).svg)
    whole, cutting = seen(made), Cutting(made)
    for left, top, right, bottom in ((0, 0, 1, 0.2), (0.2, 0.3, 0.8, 0.6), (0, 0.8, 1, 1)):
        # Whole pixels of the picture, so that edges fall alike.
        xs, ys = (
            [2 * int(made.width * each / 2) for each in (left, right)],
            [2 * int(made.height * each / 2) for each in (top, bottom)],
        )
        area = Area(xs[0], ys[0], xs[1], ys[1])
        cut = cutting.cut(area)
        wide, high = area.right - area.left, area.bottom - area.top
        part = seen(Lettered(cut.shapes, (), wide, high, made.paper))
        x, y = xs[0] // 2, ys[0] // 2
        there = whole[y : y + part.shape[0], x : x + part.shape[1]]
        part = part[: there.shape[0], : there.shape[1]]
        # Dashes begin anew where a line is cut, and edges of pixels may fall otherwise.
        assert (abs(part - there) > 60).mean() < 0.004
        assert there.min() < 120


def test_every_shape_and_every_word_is_in_some_part_and_few_are_in_several(deal_drawn):
    made = lettered(deal_drawn.svg)
    cutting = Cutting(made)
    cuts = [cutting.cut(Area(0, top, made.width, top + 500)) for top in range(0, round(made.height), 500)]
    for each in ('class="sheet"', 'class="band"', 'class="sign"'):
        found = sum(cut.shapes.count(each) for cut in cuts)
        assert made.shapes.count(each) <= found < 1.4 * made.shapes.count(each)
    assert {word for cut in cuts for word in cut.words} == set(made.words)


def test_lines_that_run_through_a_part_side_by_side_are_one():
    """However many answers stand above and below."""
    many = drawn(read("[A]: Yes. #position\n" + "".join(f"  + Because {n}.\n" for n in range(300))))
    made = lettered(many.svg)
    cut = Cutting(made).cut(Area(0, 2000, made.width, 2600))
    assert len(cut.lines) > 5
    assert len(cut.shapes) < 9_000 + 700 * cut.shapes.count('class="sheet"')


def test_a_card_that_ends_hardly_below_a_part_is_in_the_next_one():
    """Two that end half a pixel apart, one to this side of where the part has to end, one to that."""
    found = [(0.0, 1411.0), (1410.0, 85.0), (1410.5, 85.0), (1512.0, 102.0)]
    boxes = {f"n{n}": Place(0, top, 230, height) for n, (top, height) in enumerate(found)}
    made = list(parts(Lettered("", (), 300, 2000.0, "#FFF"), boxes, 1495.2))
    assert [part.bottom for part in made][-1] == 2000
    assert all(part.bottom - part.top <= 1495.2 + 1e-6 for part in made)


@given(
    st.lists(st.tuples(st.floats(0, 5000), st.floats(20, 300)), max_size=40),
    st.floats(10, 1500),
)
def test_the_parts_of_a_map_show_all_of_it(found: list[tuple[float, float]], room: float):
    boxes = {f"n{n}": Place(0, top, 230, height) for n, (top, height) in enumerate(found)}
    height = max((box.top + box.height for box in boxes.values()), default=100.0) + 30
    made = list(parts(Lettered("", (), 300, height, "#FFF"), boxes, room))
    assert made[0].top == 0
    assert made[-1].bottom == height
    for part, following in pairwise(made):
        assert part.top < following.top <= part.bottom
    assert all(0 < part.bottom - part.top <= room + 1e-6 for part in made)


def test_a_map_is_cut_where_no_card_is_cut():
    boxes = {f"n{n}": Place(0, 110.0 * n, 230, 100) for n in range(20)}
    for part in parts(Lettered("", (), 300, 2200, "#FFF"), boxes, 700):
        assert all(not box.top < part.bottom < box.top + box.height for box in boxes.values())
