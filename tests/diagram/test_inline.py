"""The picture inside a page: the same cards and lines as in the file, marked up for a page, and light."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

import argmap
from argmap.assets import static, templates
from argmap.diagram import render
from argmap.diagram.cards import WIDTH
from argmap.diagram.drawing import plan
from argmap.diagram.inline import Inline, inline
from argmap.diagram.measure import drawable, width
from argmap.diagram.words import ENGLISH
from argmap.model import ArgumentMap, Node, replay
from argmap.model.operations import AddNode
from argmap.model.text import clean
from tests.conftest import CHECKOUT
from tests.diagram.safety import SVG
from tests.diagram.test_drawing import EVIL
from tests.generated import SHAPES, generated
from tests.strategies import maps
from tests.written import written

_ELEMENTS = frozenset({"svg", "desc", "title", "rect", "path", "g", "a", "text", "tspan"})
_ATTRIBUTES = frozenset({
    "class", "id", "href", "lang", "role", "aria-labelledby", "aria-hidden", "aria-label", "aria-current",
    "width", "height", "viewBox", "transform", "x", "y", "rx", "d", "data-of", "data-parent",
})  # fmt: skip
DEAL = (
    "n1 position The deal goes ahead.",
    "n2 claim Jobs come.",
    "n3 claim The jobs go to outsiders.",
    "n4 claim Outsiders leave again.",
)


def address(card: str) -> str:
    return f"?card={card}&view=full#card-{card}"


def drawn(debate: ArgumentMap, chosen: str | None = None, badges: dict[str, str] | None = None) -> Inline:
    return inline(plan(debate, "tree", ENGLISH, badges), words=ENGLISH, link=address, chosen=chosen)


def links(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter("a"))


def numbers(text: str | None) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+", text or "")]


def texts(card: ET.Element) -> list[tuple[str | None, str]]:
    """What is written on a card, piece by piece, with its class."""
    return [
        ((element.get("class") or "").strip() or None, "".join(element.itertext()))
        for element in card.iter()
        if element.tag.removeprefix(SVG) == "text"
    ]


def strokes(d: str) -> Iterator[list[tuple[str, float, float]]]:
    """The lines of a path, each as its corners and controls, in absolute coordinates."""
    for part in d.split("M")[1:]:
        made: list[tuple[str, float, float]] = []
        x = y = 0.0
        for letter, said in re.findall(r"([A-Za-z]?)([^A-Za-z]*)", part)[:-1]:
            if letter == "a":
                break  # a spot: it begins at its left edge, and every spot is round
            from_x, from_y = (x, y) if letter.islower() else (0.0, 0.0)
            values = numbers(said) if letter != "V" else [x, *numbers(said)]
            for right, down in zip(values[::2], values[1::2], strict=True):
                x, y = from_x + right, from_y + down
                made.append((letter.upper(), x, y))
        yield made


def lines(svg: str) -> dict[str, list[list[tuple[str, float, float]]]]:
    """All that is drawn between the cards, by its class, in the order of the document."""
    found: dict[str, list[list[tuple[str, float, float]]]] = {}
    for group in ET.fromstring(svg).iter():
        for path in group if group.get("class") == "lines" else ():
            found.setdefault(path.get("class", ""), []).extend(strokes(path.get("d", "")))
    return found


def assert_plain(made: Inline, debate: ArgumentMap) -> None:
    """Well-formed, of few elements and attributes, no styles, no scripts, no addresses but those given."""
    for root in (ET.fromstring(made.svg), *ET.fromstring(f"<p>{made.key}</p>")):
        for element in root.iter():
            assert element.tag in _ELEMENTS
            assert element.attrib.keys() <= _ATTRIBUTES
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
    for link in links(made.svg):
        card = link.get("id", "").removeprefix("card-")
        assert card in debate.nodes
        assert link.get("href") == address(card)


@settings(max_examples=60)
@given(maps())
def test_any_map_becomes_plain_markup_with_every_card(debate: ArgumentMap):
    made = drawn(debate)
    assert_plain(made, debate)
    assert len(links(made.svg)) == len(made.tops) >= len(debate.visible().nodes) - 1


@pytest.mark.parametrize("shape", SHAPES)
def test_it_shows_the_same_cards_as_the_file(shape: str):
    debate = generated(5, 50, shape)
    badges = {"n3": "+12"}
    made = links(drawn(debate, badges=badges).svg)
    file = list(ET.fromstring(render(debate, layout="tree", badges=badges).svg).iter(f"{SVG}a"))
    assert [link.get("id") for link in made] == [link.get("id") for link in file]
    for here, there in zip(made, file, strict=True):
        more = " +12" if here.get("id") == "card-n3" else ""
        assert here.get("aria-label") == (there.get("aria-label") or "") + more
        assert here.get("class") == there.get("class")
        assert texts(here) == texts(there)
        assert len(list(here.iter())) == len(list(there.iter()))


@pytest.mark.parametrize("shape", SHAPES)
def test_everything_stands_where_it_stands_in_the_file(shape: str):
    debate = generated(6, 50, shape)
    made, file = drawn(debate).svg, render(debate, layout="tree").svg
    places = [numbers(link.get("transform")) for link in links(made)]
    sheets = ET.fromstring(file).findall(f".//{SVG}rect[@class='sheet']")
    dx, dy = float(sheets[0].get("x", "")) - places[0][0], float(sheets[0].get("y", "")) - places[0][1]
    for (x, y), sheet in zip(places, sheets, strict=True):
        assert (x + dx, y + dy) == pytest.approx(numbers(f"{sheet.get('x')} {sheet.get('y')}"), abs=0.2)
    here, there = lines(made), lines(file)
    assert here.keys() == there.keys()
    for look, drawn_here in here.items():
        for line, other in zip(drawn_here, there[look], strict=True):
            for (letter, x, y), (same, *point) in zip(line, other, strict=True):
                assert letter == same
                assert (x + dx, y + dy) == pytest.approx(point, abs=0.2)


def test_lines_that_look_alike_share_a_path_and_layers_keep_their_order():
    svg = drawn(generated(6, 60, "mixed")).svg
    looks = re.findall(r'<path class="(\w+) (link|cross|stub|bar|spot|head)"', svg)
    assert len(looks) == len(set(looks)) > 10
    layers = [
        ("cross", "link", "bar", "spot", "head").index(look.replace("stub", "link")) for _, look in looks
    ]
    assert layers == sorted(layers)


def test_a_card_is_a_link_that_says_in_words_what_it_does():
    deal = written(*DEAL, "r1 n2 support n1", "r2 n3 attack n2", "r3 n4 attack r2")
    made = drawn(deal, chosen="n3")
    assert [link.get("aria-label") for link in links(made.svg)] == [
        "Position: The deal goes ahead.",
        "Reason: Jobs come. Supports: The deal goes ahead.",
        "Objection: The jobs go to outsiders. Objects to: Jobs come.",
        "Undercut: Outsiders leave again. It says that the opposite of “Jobs come.” from “The jobs go to outsiders.” does not follow.",
    ]
    assert [link.get("class") for link in links(made.svg)] == ["position", "reason", "objection", "undercut"]
    assert [link.get("id") for link in links(made.svg)] == ["card-n1", "card-n2", "card-n3", "card-n4"]
    assert [link.get("href") for link in links(made.svg)] == [address(f"n{i}") for i in range(1, 5)]


def test_the_chosen_card_is_marked_and_no_other():
    deal = written(*DEAL, "r1 n2 support n1")
    marked = [a.get("id") for a in links(drawn(deal, chosen="n2").svg) if a.get("aria-current") == "true"]
    assert marked == ["card-n2"]
    for other in (None, "n99"):
        assert "aria-current" not in drawn(deal, chosen=other).svg


def test_a_badge_is_shown_and_said():
    (card,) = links(drawn(written(DEAL[0]), badges={"n1": "+12"}).svg)
    assert ("badge", "+12") in texts(card)
    assert (card.get("aria-label") or "").endswith("The deal goes ahead. +12")


def test_the_page_has_the_question_the_key_and_the_colours_and_the_picture_has_not():
    deal = written("n0 question Should it go ahead?", *DEAL, "r1 n2 support n1", "r2 n3 attack n2")
    made = drawn(deal)
    root = ET.fromstring(made.svg)
    assert root.get("class") == "diagram"
    assert root.get("role") == "graphics-document"
    assert [child.tag for child in root] == ["desc", "g", "a", "a", "a", "a"]
    assert root[1].get("aria-hidden") == "true"
    assert root[0].text == (
        "Argument map: Should it go ahead? "
        "4 cards: one position, one reason, one objection, one claim that serves no other."
    )
    assert root.get("aria-labelledby") == root[0].get("id")
    assert not any("Should it go" in said for link in links(made.svg) for _, said in texts(link))


def test_no_id_is_one_that_the_page_has_or_another_picture():
    pictures = [drawn(written(*DEAL)), drawn(written(DEAL[0])), drawn(written(DEAL[1])), drawn(ArgumentMap())]
    names = [ET.fromstring(each.svg).get("aria-labelledby") or "" for each in pictures]
    assert len(set(names)) == len(names)
    pages = "".join(path.read_text(encoding="utf-8") for path in templates().glob("*.html"))
    taken = set(re.findall(r'id="([\w-]+)', pages))  # of an id with a gap, what stands before it
    assert {"picture", "line-"} <= taken
    assert not taken & {"card-", *names}
    assert not any(name.startswith(begin) for name in names for begin in taken if begin.endswith("-"))


def test_the_picture_has_a_fixed_size_and_says_how_far_down_each_card_begins():
    debate = generated(3, 60, "undercuts")
    made = drawn(debate)
    root = ET.fromstring(made.svg)
    left, top, wide, high = numbers(root.get("viewBox"))
    assert numbers(f"{root.get('width')} {root.get('height')}") == [wide, high]
    for link in links(made.svg):
        x, y = numbers(link.get("transform"))
        sheet = link.find("rect")
        assert sheet is not None
        assert sheet.get("width") == str(WIDTH)
        assert made.tops[(link.get("id") or "").removeprefix("card-")] == pytest.approx(y - top, abs=0.06)
        assert left + 2 <= x <= left + wide - WIDTH - 2
        assert top + 2 <= y <= top + high - float(sheet.get("height", "")) - 2
    for strokes_ in lines(made.svg).values():
        for _, x, y in (point for line in strokes_ for point in line):
            assert left <= x <= left + wide
            assert top <= y <= top + high


def test_the_key_explains_the_lines_that_occur_each_by_itself():
    assert drawn(written(*DEAL)).key == ""
    plain = drawn(written(*DEAL, "r1 n2 support n1", "r2 n3 attack n2")).key
    assert re.findall(r"<text[^>]*>([^<]+)", plain) == ["supports", "objects to"]
    roots = ET.fromstring(f"<p>{drawn(generated(6, 60, 'mixed')).key}</p>")
    assert len(roots) == 6
    for root in roots:
        assert (root.get("class"), root.get("aria-hidden")) == ("key", "true")
        (text,) = root.iter("text")
        end = float(text.get("x", "")) + width(text.text or "") * 12
        assert end <= float(root.get("width", "")) <= 350
        assert float(text.get("y", "")) < float(root.get("height", ""))


def test_an_empty_map_says_so():
    made = drawn(ArgumentMap())
    assert ENGLISH["empty"] in made.svg
    assert made.key == ""
    assert not made.tops


def test_a_card_tells_its_language_when_it_is_not_that_of_the_map():
    cards = [Node("n1", "claim", "Jobs come.", language="en"), Node("n2", "claim", "روزگار", language="ur"),
             Node("n3", "claim", "Water runs dry.", language="no tag")]  # fmt: skip
    svg = drawn(replay(map(AddNode, cards), ArgumentMap(language="en"))).svg
    assert ET.fromstring(svg).get("lang") == "en"
    assert [link.get("lang") for link in links(svg)] == [None, "ur", None]


def test_nothing_that_anybody_types_breaks_out():
    for evil in EVIL:
        text = clean(evil)
        debate = replay(
            [
                AddNode(Node("n1", "position", text, title=text, origin=text, language=text or None)),
                AddNode(Node("n2", "claim", text * 40, title=text, argument=True)),
                AddNode(Node("n3", "question", text)),
            ],
            ArgumentMap(language=text or None),
        )
        assert_plain(drawn(debate, chosen=evil, badges={"n1": text}), debate)
        hostile = inline(plan(debate, "tree"), words=ENGLISH, link=evil.__add__, chosen=None)
        assert [link.get("href") for link in links(hostile.svg)] == [
            drawable(evil) + card for card in ("n1", "n2")
        ]


def test_words_are_text_and_nothing_else():
    words = {name: f"<b>{word}</b>\"'" for name, word in ENGLISH.items()}
    debate = generated(1, 40, "mixed")
    for shown in (debate, ArgumentMap()):
        assert_plain(inline(plan(shown, "tree", words), words=words, link=address, chosen=None), shown)


def test_every_class_has_its_place_in_the_style_sheet():
    made = drawn(generated(6, 90, "mixed"), badges={"n5": "+1"})
    used = {name for names in re.findall(r'class="([^"]*)"', made.svg + made.key) for name in names.split()}
    assert {"diagram", "lines", "sheet", "badge", "strong", "rtl", "chip", "origin", "source", "key"} <= used
    styled = set(re.findall(r"\.([a-z]+)", (static() / "style.css").read_text(encoding="utf-8")))
    assert used - styled == {"stub"}  # a plain line


def test_the_picture_of_the_bundled_debate_is_light():
    debate, _ = argmap.load(CHECKOUT / "argmap" / "examples" / "balochistan-mining-deal.argdown")
    made = drawn(debate)
    assert len(gzip.compress(made.svg.encode(), 6)) < 7_900
    assert len(gzip.compress(made.key.encode(), 6)) < 450


def test_the_same_map_gives_the_same_bytes_in_another_process_too():
    program = (
        "import sys; from argmap.diagram.drawing import plan; from argmap.diagram.inline import inline;"
        "from argmap.diagram.part import around, folded; from argmap.diagram.words import ENGLISH;"
        "from tests.generated import generated; whole = generated(7, 90, 'mixed');"
        "parts = [around(whole, 'n20', 2), folded(whole, 2, ['n50', 'n60']).debate];"
        "sys.stdout.buffer.write(repr([inline(plan(part, 'tree'), words=ENGLISH, link=str, chosen=None) for part in parts]).encode())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "random")
    }  # fmt: skip
    assert len(seen) == 1
