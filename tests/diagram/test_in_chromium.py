"""The picture as a browser draws it: every text inside its card, no script run, nothing fetched."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

import argmap
from argmap.assets import static
from argmap.cli.files import examples
from argmap.diagram import render
from argmap.diagram.drawing import plan
from argmap.diagram.inline import inline
from argmap.diagram.look import Look
from argmap.diagram.marks import Mark
from argmap.diagram.measure import SPARE, width
from argmap.diagram.theme import PALETTES
from argmap.diagram.words import ENGLISH
from argmap.model import ArgumentMap, Node, Relation, Source, replay
from argmap.model.operations import AddNode, AddRelation, AddSource
from tests.diagram.test_routes import two_sided
from tests.generated import generated

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Route

# For each text of each card, how far it stands out of the room inside the card (pixels, negative: inside).
MEASURE = """async () => {
  await document.fonts.ready;
  const found = [];
  for (const card of document.querySelectorAll('a')) {
    const behind = card.querySelector('.sheet');
    const sheet = behind.getBBox();
    for (const text of card.querySelectorAll('tspan, text:not(:has(tspan))')) {
      const turn = behind.getCTM().inverse().multiply(text.closest('text').getCTM());
      const own = text.getBBox();
      const box = {x: turn.a * own.x + turn.e, y: turn.d * own.y + turn.f, width: turn.a * own.width, height: turn.d * own.height};
      const out = Math.max(sheet.x + 5 - box.x, box.x + box.width - sheet.x - sheet.width,
                           sheet.y - box.y, box.y + box.height - sheet.y - sheet.height);
      found.push([out, text.textContent]);
    }
  }
  return found;
}"""

# Where the sign of each card begins, from the upper left corner of the card.
SIGNS = """() => [...document.querySelectorAll('.diagram .sign')].map(sign => {
  const [a, b] = [sign, sign.closest('a').querySelector('.sheet')].map(each => each.getBoundingClientRect());
  return [a.x - b.x, a.y - b.y];
})"""

# For each title of a group, how far it stands out of its sheet.
FRAMES = """() => [...document.querySelectorAll('.frame text')].map(text => {
  const [a, b] = [text, text.parentNode.querySelector('rect')].map(each => each.getBBox());
  return [Math.max(b.x - a.x, a.x + a.width - b.x - b.width, b.y - a.y), text.textContent];
})"""

# For each text of the key, how far it stands out of it.
KEY = """() => [...document.querySelectorAll('.key text')].map(text => {
  const [a, b] = [text, text.closest('svg')].map(each => each.getBoundingClientRect());
  return [Math.max(b.x - a.x, a.right - b.right, a.bottom - b.bottom), text.textContent];
})"""

SCRIPTS = {
    "Latin": "Wikipedia AVATAR Typography: «fjord» WAY To Yesterday, efficient official offices; " * 3,
    "Latin with marks": "Łódź, Škoda, Ångström, İstanbul, Nguyễn Văn Trỗi, crème brûlée, Þórður, ẞ. " * 3,
    "Greek": "Η συμφωνία εξόρυξης φέρνει ανάπτυξη στην επαρχία; Ποιος ρώτησε τους κατοίκους; " * 3,
    "Cyrillic": "Соглашение о добыче не спрашивает согласия жителей, Жужелица щебечет, Їжак і ґанок. " * 3,
    "Arabic": "لا تنمية من دون موافقة السكان المحليين، والمعادن ملك لأهلها قبل غيرهم. " * 3,
    "Urdu": "معدنی معاہدے سے مقامی لوگوں کو روزگار نہیں ملتا، اور فیصلے ان کے بغیر ہوتے ہیں۔ " * 3,
    "Hebrew": "ההסכם מביא פיתוח לאזור, אך איש לא שאל את התושבים. " * 4,
    "Hindi": "खनन से जल स्रोत सूख जाते हैं और स्थानीय लोगों से किसी ने नहीं पूछा। " * 3,
    "mixed": "The word سلام means peace, and שלום does so too; 采矿 is mining. " * 3,
    "no spaces": "x" * 150 + "W" * 150,
    "signs": "(j f' f\" \u201cf\u201d T. V, r\u2019 \u2014 100 % \u2026 a/b \u20ac 1000,50 ### @@@ {}[]<>&\"' "
    * 4,
}


def scripts() -> ArgumentMap:
    """A map with one card in every script, in both weights, with a source and a chip."""
    made = [
        AddSource(Source("s1", {"title": "A source with a name that is far too long for one line, 2025"}))
    ]
    operations: list[AddNode | AddSource | AddRelation] = [*made]
    for n, (name, sample) in enumerate(SCRIPTS.items()):
        text = sample.strip()
        operations.append(AddNode(Node(f"p{n}", "position", text[:150].strip())))
        operations.append(
            AddNode(
                Node(
                    f"c{n}",
                    "claim",
                    text,
                    title=f"{name}: {text[:60].strip()}",
                    argument=True,
                    sources=("s1",),
                )
            )
        )
        operations.append(AddRelation(Relation(f"r{n}", "support", (f"c{n}",), f"p{n}")))
        operations.append(
            AddRelation(Relation(f"x{n}", "attack", (f"c{n}",), "p0"))
            if n
            else AddNode(Node("z", "claim", "Z"))
        )
    return replay(operations)


@pytest.mark.parametrize("name", ["scripts", "mixed", "undercuts", *(path.stem for path in examples())])
def test_every_text_stands_inside_its_card(name, chromium: Browser, tmp_path: Path):
    bundled = {path.stem: path for path in examples()}
    if name in bundled:
        debate, _ = argmap.load(bundled[name])
    else:
        debate = scripts() if name == "scripts" else generated(11, 60, name)
    found = measured(chromium, tmp_path, debate)
    assert len(found) >= 2 * len(debate.nodes) - 2  # of each card at least its head and a line
    assert [text for out, text in found if out > 0.5] == []


LOOKS = [
    Look(layout="tree", density="projector"),
    Look(layout="tree", density="print", direction="rtl"),
    Look(layout="tree", density="projector", view="simple", direction="rtl"),
    Look(layout="facing", density="print"),
    Look(layout="facing", density="screen", palette="mono"),
    Look(layout="tree", density="projector", closed=frozenset({"g1", "g2", "g3"})),
]


@pytest.mark.parametrize("look", LOOKS, ids=lambda each: "-".join(each.asked().values()))
def test_every_text_stands_inside_its_card_in_every_look(look: Look, chromium: Browser, tmp_path: Path):
    """With badges in the corners and marks beside the heads, in every script; groups have titles above their cards."""
    for n, debate in enumerate((two_sided(scripts()), two_sided(generated(11, 50, "mixed")))):
        badges = dict.fromkeys(debate.nodes, "Wilhelmina 1")
        marks = {card: Mark("Verdict.", "does not stand", "stop", "72 %") for card in debate.nodes}
        drawing = render(debate, look=look, badges=badges, marks=marks)
        if look.layout == "facing":
            assert drawing.layout == "facing"
        path = tmp_path / f"{n}.svg"
        path.write_text(drawing.svg, encoding="utf-8")
        with chromium.new_page() as page:
            page.goto(path.as_uri())
            found = page.evaluate(MEASURE)
            assert len(found) >= 2 * len(drawing.boxes)
            assert [text for out, text in found if out > 0.5] == []
            assert [text for out, text in page.evaluate(FRAMES) if out > 0.5] == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("name", ["scripts", "mixed"])
def test_every_text_stands_inside_its_card_on_a_page_too(name: str, direction: str, chromium: Browser):
    """With the styles and fonts of the pages, whichever way the page around it is written."""
    debate = scripts() if name == "scripts" else generated(11, 60, "mixed")
    badges = dict.fromkeys(debate.nodes, "+12")
    made = inline(plan(debate, "tree", ENGLISH, badges), words=ENGLISH, link="?card={}".format, chosen="n3")
    html = f"""<!doctype html><html dir="{direction}"><meta charset="utf-8"><title>safe</title>
<link rel="stylesheet" href="/style.css"><div class="legend">{made.key}</div><figure class="picture">{made.svg}</figure>"""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path == "/":
            route.fulfill(body=html, content_type="text/html")
        else:
            route.fulfill(path=static() / path.removeprefix("/"))

    with chromium.new_page() as page:
        page.route("http://argmap.test/**", answer)
        page.goto("http://argmap.test/")
        found = page.evaluate(MEASURE)
        signs = page.evaluate(SIGNS)
        outside = page.evaluate(KEY)
    assert len(found) >= 2 * len(debate.nodes) - 2
    assert [text for out, text in found if out > 0.5] == []
    assert [text for out, text in outside if out > 0.5] == []
    assert len(signs) > 10
    assert [place for place in signs if not (0 < place[0] < 40 and place[1] > 0)] == []


def measured(chromium: Browser, folder: Path, debate: ArgumentMap) -> list[tuple[float, str]]:
    """Each text of a drawn map, and how far it stands out of its card."""
    path = folder / "map.svg"
    path.write_text(render(debate, layout="tree").svg, encoding="utf-8")
    with chromium.new_page() as page:
        page.goto(path.as_uri())
        found: list[tuple[float, str]] = page.evaluate(MEASURE)
        return found


def test_the_picture_carries_its_font_and_fetches_nothing(chromium: Browser, tmp_path: Path):
    path = tmp_path / "map.svg"
    path.write_text(render(scripts(), layout="tree").svg, encoding="utf-8")
    with chromium.new_page() as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        loaded = page.evaluate(
            "async () => { await document.fonts.ready; return [...document.fonts].filter(f => f.status === 'loaded').length }"
        )
        assert loaded >= 10
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_what_people_type_runs_nowhere(chromium: Browser, tmp_path: Path):
    evil = "\"><script>document.title='caught'</script><img src=x onerror=\"document.title='caught'\">"
    debate = replay(
        [AddNode(Node("n1", "position", evil, title=evil)), AddNode(Node("n2", "question", evil))]
    )
    path = tmp_path / "map.html"
    svg = render(debate, layout="tree").svg
    path.write_text(f"<!doctype html><title>safe</title>{svg}", encoding="utf-8")
    with chromium.new_page() as page:
        page.goto(path.as_uri())
        assert page.title() == "safe"
        assert page.locator("script, img").count() == 0


@pytest.mark.parametrize("palette", PALETTES)
def test_cards_can_be_reached_and_read_without_seeing_them(palette, chromium: Browser, tmp_path: Path):
    path = tmp_path / "map.svg"
    path.write_text(render(generated(1, 8, "tree"), layout="tree", palette=palette).svg, encoding="utf-8")
    with chromium.new_page() as page:
        page.goto(path.as_uri())
        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert first.startswith("Position: ")


def test_joined_letters_are_measured_in_the_form_they_take(chromium: Browser, tmp_path: Path):
    """Words of random Arabic and Urdu letters: never wider than measured (but for the spare), and not much narrower."""
    dice = Random(1)
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئةىپچڈڑژکگںےہھٹ"
    words = ["".join(dice.choice(letters) for _ in range(dice.randint(1, 9))) for _ in range(400)]
    words += [word for name in ("Arabic", "Urdu") for word in SCRIPTS[name].split()]
    path = tmp_path / "words.svg"
    path.write_text(render(scripts(), layout="tree").svg, encoding="utf-8")
    with chromium.new_page() as page:
        page.goto(path.as_uri())
        drawn: list[float] = page.evaluate(
            """async (words) => {
              await document.fonts.ready;
              const text = document.querySelector('text').cloneNode();
              text.setAttribute('style', 'font-size:100px;font-weight:400');
              document.documentElement.append(text);
              return words.map(word => { text.textContent = word; return text.getComputedTextLength() / 100; });
            }""",
            words,
        )
    pairs = [(word, width(word), real) for word, real in zip(words, drawn, strict=True)]
    assert [(word, wide, real) for word, wide, real in pairs if real > wide / SPARE + 0.02] == []
    assert sum(wide for _, wide, _ in pairs) < 1.15 * sum(real for _, _, real in pairs)
