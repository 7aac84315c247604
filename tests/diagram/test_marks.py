"""What is said of a card beside its head: it fits, it is heard, and its look does not rest on colour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from argmap.assets import static
from argmap.diagram import cards, render, shapes
from argmap.diagram.drawing import plan
from argmap.diagram.inline import inline
from argmap.diagram.marks import SIGNS, Mark, set_mark
from argmap.diagram.theme import PALETTES
from argmap.diagram.words import ENGLISH
from argmap.model import ArgumentMap, Node, replay
from argmap.model.operations import AddNode
from tests.diagram.safety import SVG, assert_safe
from tests.diagram.test_drawing import EVIL, contrast
from tests.diagram.test_in_chromium import MEASURE, scripts
from tests.generated import SHAPES, generated
from tests.written import written

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

WORDS = {
    "en": ("stands", "open", "does not stand"),
    "de": ("hat Bestand", "noch unentschieden", "hat keinen Bestand"),
    "fr": ("tient debout", "reste en suspens", "ne tient pas debout"),
    "ar": ("يثبت", "لم يُحسم بعد", "لا يثبت أمام النقد"),
    "long": ("x" * 80, "W" * 80, "Donaudampfschifffahrtsgesellschaft " * 3),
}
HEADS = {
    **ENGLISH,
    "reason": "Unterstützende Begründung",
    "objection": "Gegenargument (Einwand)",
    "undercut": "نقض الاستدلال",
}


def marks(debate: ArgumentMap, language: str = "en", figure: str = "72\u00a0%") -> dict[str, Mark]:
    """A mark for every card, of each sort in turn."""
    made = {}
    for n, card in enumerate(debate.nodes):
        word, sign = WORDS[language][n % 3], SIGNS[n % 3]
        made[card] = Mark(f"Verdict: {word}.", word, sign, figure)
    return made


def groups(svg: str) -> list[ET.Element]:
    return [
        each for each in ET.fromstring(svg).iter(f"{SVG}g") if (each.get("class") or "").startswith("mark ")
    ]


def test_a_mark_stands_beside_the_head_or_on_a_line_of_its_own():
    mark = Mark("Verdict: open.", "open", "ring")
    beside = set_mark(mark, 60, 204)
    assert not beside.apart
    assert set_mark(mark, 204 - beside.across, 204).apart
    one = written("n1 claim Jobs come.")
    plain, marked = plan(one, "tree"), plan(one, "tree", marks={"n1": mark})
    assert marked.boxes == plain.boxes
    long = plan(one, "tree", {**ENGLISH, "claim": "Eine Behauptung von einiger Länge"}, marks={"n1": mark})
    assert long.boxes["n1"].height > plain.boxes["n1"].height
    shape = shapes.card_shape(long.cards["n1"])
    assert shape.mark is not None
    assert float(shape.head.y) < float(shape.mark.y) < float(shape.lines[0].y)


def test_a_mark_and_a_badge_stand_side_by_side():
    one = written("n1 claim Jobs come.")
    made = plan(one, "tree", badges={"n1": "+12"}, marks={"n1": Mark("Verdict: open.", "open", "ring")})
    shape = shapes.card_shape(made.cards["n1"])
    assert shape.mark is not None
    assert shape.badge is not None
    assert shape.mark.frame is not None
    left, _, wide, _ = map(float, shape.mark.frame)
    assert left + wide < float(shape.badge.x) - 20
    assert shape.mark.y == shape.badge.y


def test_where_a_card_comes_from_gives_way_to_what_is_said_of_it():
    debate = replay([AddNode(Node("n1", "claim", "Jobs come.", origin="imported"))])
    assert ">imported<" in render(debate).svg
    said = render(debate, marks=marks(debate)).svg
    assert ">imported<" not in said
    assert "Origin: imported." in said


def test_what_is_said_is_heard_on_a_page_and_in_a_file():
    debate = generated(3, 30, "mixed")
    made = plan(debate, "tree", marks=marks(debate))
    labels = [
        each.get("aria-label") or ""
        for each in ET.fromstring(render(debate, layout="tree", marks=marks(debate)).svg).iter(f"{SVG}a")
    ]
    page = inline(made, words=ENGLISH, link=str, chosen=None)
    assert [each.get("aria-label") for each in ET.fromstring(page.svg).iter("a")] == labels
    assert all(re.search(r"Verdict: (stands|open|does not stand)\.", label) for label in labels)


def test_each_sign_has_a_look_of_its_own_without_any_colour():
    """By its drawing, its weight and its frame: nobody needs to see a colour."""
    debate = written("n1 claim A.", "n2 claim B.", "n3 claim C.")
    shown = [
        shapes.card_shape(each).mark for each in plan(debate, "tree", marks=marks(debate)).cards.values()
    ]
    drawings = {re.sub(r"^M[\d.]+ [\d.]+", "", each.drawn or "") for each in shown if each}
    assert len(drawings) == len(SIGNS) == 3
    assert [bool(each and each.frame) for each in shown] == [False, True, True]
    for palette in PALETTES:
        style = re.search(
            r"<style>(.*?)</style>", render(debate, palette=palette, marks=marks(debate)).svg, re.DOTALL
        )
        assert style is not None
        assert ".stop rect{fill:" in style[1]


@pytest.mark.parametrize("name", PALETTES)
def test_every_mark_can_be_read_in_every_palette(name: str):
    """What each text of a mark is filled with, against its ground, taken from the styles of the picture itself."""
    debate = written("n1 claim A.")
    svg = render(debate, palette=name, marks=marks(debate)).svg

    def colour(selector: str, what: str = "fill") -> str:
        found = re.findall(
            rf"(?:^|,|\}}){re.escape(selector)}(?:,[^{{]*)?\{{[^}}]*{what}:(#\w+)", svg, re.MULTILINE
        )
        return str(found[-1])

    sheet = colour(".sheet")
    assert contrast(colour(".mark text"), sheet) >= 4.5
    assert contrast(colour(".ring text"), sheet) >= 4.5
    assert contrast(colour(".mark .figure"), sheet) >= 4.5
    assert contrast(colour(".stop text"), colour(".stop rect")) >= 4.5
    assert contrast(colour(".mark rect", "stroke"), sheet) >= 3


def test_without_marks_the_picture_is_as_it_was():
    debate = generated(2, 20, "mixed")
    svg = render(debate, layout="tree").svg
    assert svg == render(debate, layout="tree", marks={}, faint=()).svg
    assert "mark" not in re.sub(r"<(title|desc|text|tspan)[^>]*>[^<]*|aria-label=\"[^\"]*\"", "", svg)


def test_a_figure_alone_is_drawn_without_a_sign():
    debate = written("n1 claim A.")
    (group,) = groups(render(debate, marks={"n1": Mark("Strength: 72 %.", figure="72 %")}).svg)
    assert [each.tag for each in group] == [f"{SVG}text"]
    assert group[0].text == "72 %"


def test_faint_lines_are_those_asked_for_and_nothing_else_changes():
    debate = written("n1 position A.", "n2 claim B.", "n3 claim C.", "r1 n2 support n1", "r2 n3 attack n1")
    plain, faint = render(debate, layout="tree").svg, render(debate, layout="tree", faint={"r2"}).svg
    assert faint.count(' faint"') == 1
    assert faint.replace(" faint", "") == plain


def test_nothing_that_anybody_types_breaks_out_of_a_mark():
    debate = generated(1, 12, "mixed")
    for evil in EVIL:
        said = {card: Mark(evil, evil, evil, evil) for card in debate.nodes}
        assert_safe(render(debate, layout="tree", marks=said).svg)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_marks_stand_in_the_file_and_on_the_page(shape: str):
    debate = generated(5, 40, shape)
    page = inline(plan(debate, "tree", marks=marks(debate)), words=ENGLISH, link=str, chosen=None).svg
    file = render(debate, layout="tree", marks=marks(debate)).svg
    here = [each for each in ET.fromstring(page).iter("g") if (each.get("class") or "").startswith("mark ")]
    assert [["".join(part.itertext()) for part in each] for each in here] == [
        ["".join(part.itertext()) for part in each] for each in groups(file)
    ]
    assert len(here) == len(ET.fromstring(page).findall(".//a"))


def test_the_signs_before_the_heads_are_measured_where_they_are_drawn():
    assert {tone for tone, sign in shapes._SIGNS.items() if sign} == cards.SIGNED


# Of each mark: how far its texts stand out of its frame, and over the head and the badge of its card (pixels).
FRAMES = """async () => {
  await document.fonts.ready;
  const over = (a, b) => Math.min(Math.min(a.right, b.right) - Math.max(a.x, b.x), Math.min(a.bottom, b.bottom) - Math.max(a.y, b.y));
  return [...document.querySelectorAll('.mark')].map(mark => {
    const [frame, text] = [mark.querySelector('rect'), mark.querySelector('text')];
    const own = (frame || text).getBoundingClientRect(), box = text.getBoundingClientRect();
    const out = frame ? Math.max(own.x + 3 - box.x, box.right - own.right + 3) : 0;
    const others = [...mark.closest('a').querySelectorAll('.head, .badge, tspan')].map(each => over(own, each.getBoundingClientRect()));
    return [out, Math.max(...others), text.textContent];
  });
}"""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("words", [ENGLISH, HEADS], ids=["short heads", "long heads"])
def test_every_mark_stands_inside_its_card_and_touches_nothing(
    language: str, words: dict[str, str], direction: str, chromium: Browser
):
    """With the styles and fonts of the pages, in scripts of every width, beside a badge and without one."""
    debate = scripts()
    badges = {card: "+1,234" for n, card in enumerate(debate.nodes) if n % 2}
    made = inline(
        plan(debate, "tree", words, badges, marks(debate, language)), words=words, link=str, chosen=None
    )
    html = f"""<!doctype html><html dir="{direction}"><meta charset="utf-8"><title>safe</title>
<link rel="stylesheet" href="/style.css"><figure class="picture">{made.svg}</figure>"""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path == "/":
            route.fulfill(body=html, content_type="text/html")
        else:
            route.fulfill(path=static() / path.removeprefix("/"))

    with chromium.new_page() as page:
        page.route("http://argmap.test/**", answer)
        page.goto("http://argmap.test/")
        found = page.evaluate(FRAMES)
        texts = page.evaluate(MEASURE)
    assert len(found) == len(debate.nodes)
    assert [text for out, text in texts if out > 0.5] == []
    assert [text for out, _, text in found if out > 0.5] == []
    assert [text for _, over, text in found if over > 3] == []
