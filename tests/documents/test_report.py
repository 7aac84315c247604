from __future__ import annotations

from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.analysis.report import analyze
from argmap.diagram.drawing import Place
from argmap.documents import report
from argmap.documents.lettering import Lettered
from argmap.documents.problems import NotMade
from tests.documents.debates import HOSTILE, SCRIPTS, drawn, of, pages, read, spaceless


@given(
    st.lists(st.tuples(st.floats(0, 5000), st.floats(20, 300)), max_size=40),
    st.floats(400, 1500),
)
def test_the_parts_of_a_map_show_all_of_it(found: list[tuple[float, float]], room: float):
    boxes = {f"n{n}": Place(0, top, 230, height) for n, (top, height) in enumerate(found)}
    height = max((box.top + box.height for box in boxes.values()), default=100.0) + 30
    made = list(report.parts(Lettered("", (), 300, height, "#FFF"), boxes, room))
    assert made[0].top == 0
    assert made[-1].bottom == height
    for part, following in pairwise(made):
        assert part.top < following.top <= part.bottom
    assert all(0 < part.bottom - part.top <= room + 1e-6 for part in made)


def test_a_map_is_cut_where_no_card_is_cut():
    boxes = {f"n{n}": Place(0, 110.0 * n, 230, 100) for n in range(20)}
    for part in report.parts(Lettered("", (), 300, 2200, "#FFF"), boxes, 700):
        assert all(not box.top < part.bottom < box.top + box.height for box in boxes.values())


@pytest.fixture(scope="module")
def made(deal, deal_drawn) -> bytes:
    return report.pdf(deal, deal_drawn, "Should the deal go ahead?", analyze(deal))


def test_a_report_says_everything(made, deal):
    told = pages(made)
    whole = spaceless("".join(told))
    assert all(spaceless(node.text) in whole for node in deal.nodes.values())
    for heading in ("Where the positions stand", "The debate in full", "Weak points", "Sources"):
        assert heading in "".join(told[1:]) or heading in told[0]
    assert "Reason for 1.1, together with 1.1.2" in "".join(told)
    assert spaceless("ANI report. The new US-Pakistan mining deal in Balochistan.") in whole
    assert all(f"Page {n} / {len(told)}" in page for n, page in enumerate(told, 1))


def test_it_has_a_title_and_bookmarks(made):
    with pypdfium2.PdfDocument(made) as document:
        assert document.get_metadata_dict()["Title"] == "Should the deal go ahead?"
        titles = [each.get_title() for each in document.get_toc() if each.level == 0]
        assert titles[1:] == ["The map", "The debate in full", "Weak points", "Sources"]


def test_without_an_analysis_nothing_is_said_of_it(deal, deal_drawn):
    told = "".join(pages(report.pdf(deal, deal_drawn, "Map", None)))
    assert "Weak points" not in told
    assert "Strength" not in told


def test_every_script_is_read_back(mixed, mixed_drawn):
    whole = spaceless("".join(pages(report.pdf(mixed, mixed_drawn, "Water", None))))
    assert all(spaceless(text) in whole for text in SCRIPTS.values())


def test_what_people_write_is_never_markup():
    debate = of(*HOSTILE, title=HOSTILE[0])
    whole = spaceless("".join(pages(report.pdf(debate, drawn(debate), HOSTILE[0], analyze(debate)))))
    assert all(spaceless(each) in whole for each in HOSTILE)


def test_an_empty_map_and_paper_that_there_is_not():
    empty = read("")
    assert "nothing on this map" in "".join(pages(report.pdf(empty, drawn(empty), "Map", analyze(empty))))
    with pytest.raises(NotMade, match="no paper size"):
        report.pdf(empty, drawn(empty), "Map", None, paper="letter")
