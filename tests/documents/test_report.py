from __future__ import annotations

import pypdfium2
import pytest

from argmap.analysis.report import analyze
from argmap.documents import report
from argmap.documents.cutting import parts
from argmap.documents.lettering import lettered
from argmap.documents.problems import NotMade
from tests.documents.debates import HOSTILE, SCRIPTS, drawn, of, pages, read, spaceless, tree


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


def reach(pdf: bytes) -> float:
    """How near to the right edge of its page anything comes that can be read, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = []
        for page in document:
            told = page.get_textpage()
            rights = [told.get_rect(n)[2] for n in range(told.count_rects())]
            found.append(page.get_width() - max(rights, default=0.0))
    return float(min(found))


@pytest.mark.parametrize(
    "word",
    ["x" * 3000, "https://example.org/" + "abcdefgh" * 200 + "?q=" + "-" * 900, "پانیکیقیمت" * 80, "W" * 60],
)
def test_a_word_longer_than_a_line_is_broken_anywhere(word):
    debate = of(word, title=word)
    made = report.pdf(debate, drawn(debate), word, analyze(debate))
    assert reach(made) > 30
    told = spaceless("".join(pages(made)))
    assert word in told or told.count("ق") >= 2 * word.count("ق") > 0  # a broken line is read its own way
    with pypdfium2.PdfDocument(made) as document:
        assert document.get_metadata_dict()["Title"] == word


def test_what_stands_far_down_a_chain_has_a_line_of_its_own():
    chain = read("[A]: Yes. #position\n" + "".join(f"{'  ' * n}+ Because of {n}.\n" for n in range(1, 60)))
    told = pages(report.pdf(chain, drawn(chain), "Map", None))
    assert len(told) < 10
    assert "Because of 59." in "".join(told)


def test_a_long_question_and_many_positions_begin_on_the_first_page():
    asked = ("Should the city replace the parking places in the inner city by trees, and who pays? " * 5)[
        :400
    ]
    debate = of(*[f"Position number {n} says that we should." for n in range(12)], title=asked)
    first = pages(report.pdf(debate, drawn(debate), asked, analyze(debate)))[0]
    assert spaceless(asked) in spaceless(first)
    assert "Position number 5" in first


def test_a_language_that_there_is_not_is_no_matter():
    for tag in ("é1", "日", "a-b", "123"):
        debate = of("Yes.")
        debate.language = tag
        assert "Yes." in "".join(pages(report.pdf(debate, drawn(debate), "Map", None)))


def test_a_report_grows_as_its_map_does():
    sizes = {}
    for count in (60, 240):
        debate = read(tree(count))
        sizes[count] = len(report.pdf(debate, drawn(debate), "Map", None)) / count
    assert sizes[240] < 1.1 * sizes[60]


def test_lines_that_a_page_cuts_say_on_which_page_they_go_on(made, deal_drawn):
    told = pages(made)
    start = next(n for n, page in enumerate(told) if "also attacks" in page)
    assert "Page 3" in told[start].replace(f"Page {start + 1} /", "")
    shown = list(parts(lettered(deal_drawn.svg), deal_drawn.boxes, 900))
    edges = [each for part in report._told(lettered(deal_drawn.svg), shown)[0] for each in part["edges"]]
    assert {each["way"] for each in edges} == {-1, 1}
    assert all(0 < each["x"] < deal_drawn.width for each in edges)


def test_an_empty_map_and_paper_that_there_is_not():
    empty = read("")
    assert "nothing on this map" in "".join(pages(report.pdf(empty, drawn(empty), "Map", analyze(empty))))
    with pytest.raises(NotMade, match="no paper size"):
        report.pdf(empty, drawn(empty), "Map", None, paper="letter")
