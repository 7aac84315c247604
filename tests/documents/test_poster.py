from __future__ import annotations

import re

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.documents import poster
from argmap.documents.paper import MARGIN, MM
from argmap.documents.poster import OVERLAP, grid, tiles
from argmap.documents.problems import NotMade
from tests.documents.debates import drawn, of, pages, read, spaceless, tree


@given(st.floats(50, 3300), st.floats(50, 3300), st.sampled_from(["A4", "A3"]))
def test_tiles_cover_the_poster_and_overlap(width: float, height: float, paper: str):
    lie = grid(width, height, paper)
    every = list(tiles(lie))
    assert len({each.name for each in every}) == len(every) == lie.rows * lie.columns
    assert lie.across >= width - 1e-6
    assert lie.down >= height - 1e-6
    for each in every:
        assert each.left == each.column * (lie.width - OVERLAP)
        assert each.top == each.row * (lie.height - OVERLAP)
    assert lie.width + 2 * MARGIN == pytest.approx(lie.sheet_width)


def test_rows_are_letters_and_columns_numbers():
    assert [each.name for each in tiles(grid(900, 900, "A4"))] == ["A1", "A2", "B1", "B2"]


def test_a_poster_is_a_plan_and_tiles_that_say_everything_once(deal, deal_drawn):
    made = poster.pdf(deal_drawn, "Should the deal go ahead?")
    plan, *sheets = pages(made)
    assert "How the tiles lie" in plan
    assert "actual size" in plan
    names = ["A1", "B1", "C1", "D1"][: len(sheets)]
    assert 2 < len(sheets) < 5
    assert all(name in plan and f"Tile {name}" in sheet for name, sheet in zip(names, sheets, strict=True))
    told = spaceless("".join(sheets))
    assert all(spaceless(node.text) in told for node in deal.nodes.values() if node.kind == "position")
    with pypdfium2.PdfDocument(made) as document:
        sizes = {tuple(sorted(round(side / MM) for side in page.get_size())) for page in document}
    assert sizes == {(210, 297)}


def test_the_words_of_the_plan_can_be_said_otherwise():
    made = pages(
        poster.pdf(
            drawn(of("Yes.")),
            "Map",
            "A3",
            translate=lambda said: said.replace("How the tiles lie", "So liegen sie"),
        )
    )
    assert "So liegen sie" in made[0]


def test_a_poster_is_as_large_as_can_be_read():
    """However large the map: with its title whole on one tile, and its size in centimetres."""
    asked = "Should everybody who can say something about this say it now, before it is too late for it?"
    debate = read("===\ntitle: " + asked + "\n===\n\n" + tree(250, 4))
    plan, *sheets = pages(poster.pdf(drawn(debate), asked, "A3"))
    found = re.search(
        r"A poster of (\d+) × (\d+) cm, larger than A3 so that it can be read, on (\d+) sheets", plan
    )
    assert found
    assert int(found[1]) > 42
    assert len(sheets) == int(found[3]) > 4
    assert [spaceless(asked) in spaceless(each) for each in sheets].count(True) == 1
    assert "Card 250 says" in " ".join(sheets)


def test_the_plan_of_a_poster_runs_as_its_words_do():
    said = {"How the tiles lie": "ترتيب القطع"}
    made = poster.pdf(drawn(of("Yes.")), "Map", "A3", translate=lambda text: said.get(text, text))
    with pypdfium2.PdfDocument(made) as document:
        page = document[0]
        search = page.get_textpage().search("القطع")
        first, _ = search.get_next()
        assert page.get_textpage().get_charbox(first)[0] > page.get_width() / 2


def test_a_poster_grows_as_its_map_does():
    sizes = {}
    for count in (60, 240):
        sizes[count] = len(poster.pdf(drawn(read(tree(count))), "Map", "A2")) / count
    assert sizes[240] < 1.1 * sizes[60]


def test_what_makes_no_poster():
    drawing = drawn(of("Yes."))
    with pytest.raises(NotMade, match="no tiles of A1"):
        poster.pdf(drawing, "Map", "A3", "A1")
    with pytest.raises(NotMade, match="no paper size 'auto'"):
        poster.pdf(drawing, "Map", "auto")
