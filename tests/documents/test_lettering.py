from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2
import pytest

from argmap.diagram import Drawing, render
from argmap.diagram.look import Look
from argmap.diagram.marks import Mark
from argmap.documents import picture
from argmap.documents.lettering import Frame, faceless, lettered, with_faces
from argmap.documents.paper import fitting
from argmap.model import ArgumentMap, Node, replay
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
    "transform", ["rotate(9)", "matrix(-1 0 0 1 90 0)", "scale(1 -1)", "translate(1 2) skewX(3)", "sideways"]
)
def test_what_cannot_be_followed_is_an_error(transform):
    with pytest.raises(ValueError, match="transform="):
        Frame().within(transform)
    with pytest.raises(ValueError, match="<svg>"):
        lettered('<svg xmlns="http://www.w3.org/2000/svg"><svg x="9"><text>Cars</text></svg></svg>')


_SEEN = """() => [...document.querySelectorAll('svg text')].filter(each => getComputedStyle(each).display !== 'none')
.flatMap(each => each.children.length ? [...each.children] : [each]).map(each => {
  const matrix = each.getScreenCTM(), style = getComputedStyle(each), root = each.ownerSVGElement.getBoundingClientRect();
  const point = new DOMPoint(each.x.baseVal[0].value, each.y.baseVal[0].value).matrixTransform(matrix);
  return [each.textContent, point.x - root.x, point.y - root.y, parseFloat(style.fontSize) * Math.hypot(matrix.a, matrix.b), style.textAnchor];
})"""


@pytest.fixture(scope="module")
def busy() -> ArgumentMap:
    """A map with everything in its pictures that has words: groups, chips, sources, two ways to read."""
    return read(
        "# Money\n\n[A]: Cars out. #position\n  +> [B]\n  + <C>: It costs 40 million.\n    - <D>: It is worth it.\n      +> [B]\n\n"
        f"# Other\n\n[B]: {SCRIPTS['urdu']} #position\n  - [E]: {SCRIPTS['arabic']}\n    + <F>: Air.\n      - [A]\n"
    )


def decked(debate: ArgumentMap, density: str, direction: str) -> Drawing:
    """Its picture with marks beside heads, marks on lines of their own, badges and groups."""
    marks = [
        Mark("", "stands", "tick", "72 %"), Mark("", "لا يصمد", "stop"), Mark("", "", figure="5 %"),
        Mark("", "does not stand, as far as anybody can tell", "ring", "1 %"),
    ]  # fmt: skip
    said = {node: marks[n % 4] for n, node in enumerate(debate.nodes)}
    badges = {node: "by Ada" for n, node in enumerate(debate.nodes) if n % 3}
    return render(
        debate, look=Look(layout="tree", density=density, direction=direction), marks=said, badges=badges
    )


@pytest.mark.parametrize("density", ["screen", "projector", "print"])
def test_every_word_stands_where_a_browser_has_it(busy, density, chromium):
    page = chromium.new_page()
    for direction in ("ltr", "rtl"):
        drawing = decked(busy, density, direction)
        for part in ('class="frame"', 'class="key"', 'class="badge"', 'class="figure"', 'class="chip'):
            assert part in drawing.svg
        page.set_content(f'<body style="margin:0">{faceless(drawing.svg)}')
        seen = [
            (re.sub("[\u2067\u2069]", "", text).strip(), anchor, x, y, size)
            for text, x, y, size, anchor in page.evaluate(_SEEN)
        ]
        told = [(each.text, each.anchor, each.x, each.y, each.size) for each in lettered(drawing.svg).words]
        assert [each[:2] for each in told] == [each[:2] for each in seen]
        for here, there in zip(told, seen, strict=True):
            assert here[2:] == pytest.approx(there[2:], abs=0.1), here
    page.close()


def test_marks_and_badges_stand_on_their_cards_in_a_pdf(busy):
    """By where their letters are on the sheet."""
    for density in ("projector", "print"):
        drawing = decked(busy, density, "ltr")
        made = lettered(drawing.svg)
        sheet = fitting(made, "A0")
        with pypdfium2.PdfDocument(picture.pdf(drawing, "Map", "A0")) as document:
            page = document[0].get_textpage()
            for said in ("stands", "5 %", "by Ada"):
                here = [word for word in made.words if word.text == said]
                assert here
                found = list(_places(page, said))
                for word in here:
                    x, y = sheet.left + word.x * sheet.unit, sheet.height - sheet.top - word.y * sheet.unit
                    size = word.size * sheet.unit
                    assert any(
                        abs((right if word.anchor == "end" else left) - x) < size / 2 and abs(bottom - y) < size / 2
                        for left, bottom, right in found
                    ), word  # fmt: skip


def _places(page: pypdfium2.PdfTextPage, said: str) -> Iterator[tuple[float, float, float]]:
    """Where a word stands on a page, in points: from where, on what line, to where."""
    search = page.search(said, match_case=True)
    while (found := search.get_next()) is not None:
        boxes = [page.get_charbox(n) for n in range(found[0], found[0] + found[1])]
        yield boxes[0][0], min(each[1] for each in boxes), boxes[-1][2]


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
