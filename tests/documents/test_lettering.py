from __future__ import annotations

import pytest

from argmap.diagram import render
from argmap.documents.lettering import faceless, lettered, with_faces
from argmap.model import Node, replay
from argmap.model.operations import AddNode
from tests.documents.debates import HOSTILE, SCRIPTS, drawn, of, read, spaceless


def test_every_word_is_taken_and_no_word_is_left(deal, deal_drawn):
    found = lettered(deal_drawn.svg)
    told = spaceless("".join(each.text for each in found.words))
    assert all(spaceless(node.text) in told for node in deal.nodes.values())
    assert "<text" not in found.shapes
    assert "mining" not in found.shapes
    assert found.shapes.count('class="sheet"') == deal_drawn.svg.count('class="sheet"')
    assert (found.width, found.height) == (deal_drawn.width, deal_drawn.height)


def test_words_have_the_size_the_weight_and_the_colour_of_the_drawing(deal_drawn):
    words = {each.text: each for each in lettered(deal_drawn.svg).words}
    title = words["Should the US-Pakistan mining deal in Balochistan go ahead?"]
    assert (title.size, title.strong, title.fill, title.anchor) == (24, True, "#1D2126", "start")
    head = words["Objection"]
    assert (head.size, head.strong, head.fill) == (11, True, "#A84300")
    lone = render(replay([AddNode(Node("n1", "claim", "Jobs come.", origin="a letter"))]), layout="tree").svg
    (corner,) = [each for each in lettered(lone).words if each.text == "a letter"]
    assert (corner.anchor, corner.strong) == ("end", False)
    assert lettered(deal_drawn.svg).type_size == 13


def test_what_runs_from_right_to_left_says_so(mixed_drawn):
    for each in lettered(mixed_drawn.svg).words:
        assert each.right_to_left == any("\u0590" < letter < "\u0700" for letter in each.text), each
        assert not set(each.text) & set("\u2067\u2069")


def test_what_is_moved_is_found_where_it_is_seen():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><style>text{font-size:13px}</style>'
        '<g transform="translate(10 5)"><a transform="translate(1,2)"><text x="5" y="15" fill="#123456">Cars</text></a></g></svg>'
    )
    (word,) = lettered(svg).words
    assert (word.x, word.y, word.fill) == (16, 22, "#123456")


@pytest.mark.parametrize(
    ("palette", "paper"), [("default", "#FBFAF7"), ("dark", "#14171B"), ("mono", "#FFFFFF")]
)
def test_the_ground_is_known_and_not_drawn(palette, paper):
    found = lettered(drawn(read("[A]: Cars out. #position\n"), palette).svg)
    assert found.paper == paper
    assert 'class="paper"' not in found.shapes


def test_fonts_change_in_the_style_sheet_alone():
    svg = drawn(of(*HOSTILE)).svg
    assert faceless(svg).count("@font-face{") == svg.count("@font-face{font-family:evil}") > 0
    assert with_faces(svg, "@font-face{src:url(x)}").index("src:url(x)") < svg.index("</style>")


def test_no_script_is_lost(mixed_drawn):
    told = spaceless("".join(each.text for each in lettered(mixed_drawn.svg).words))
    assert all(spaceless(each) in told for each in SCRIPTS.values())
