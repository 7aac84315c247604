"""The finished picture: complete, safe, and the same every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from argmap.diagram import render
from argmap.diagram.theme import PALETTES, TONES
from argmap.diagram.words import ENGLISH
from argmap.model import ArgumentMap, Node, Relation, Source, replay
from argmap.model.operations import AddNode, AddRelation, AddSource, Hide
from argmap.model.text import clean
from tests.diagram.safety import SVG, assert_safe
from tests.generated import generated
from tests.strategies import maps

EVIL = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "]]><svg onload=alert(1)>",
    "&lt;b&gt; &#0; &unknown;", "{{ 7 * 7 }}{% raw %}", "</text></svg><script>", "url(https://example.org/x)", "\u202e\u2066evil\u2069",
    "'};alert(1);//", "expression(alert(1))", "\ufffe\uffff\x85",
)  # fmt: skip


def labels(svg: str) -> list[str]:
    return [a.get("aria-label", "") for a in ET.fromstring(svg).iter(f"{SVG}a")]


@settings(max_examples=60)
@given(maps())
def test_any_map_becomes_a_safe_picture_with_every_statement(debate):
    svg = render(debate, layout="tree").svg
    assert_safe(svg)
    shown = debate.visible()
    assert len(labels(svg)) >= len(shown.nodes) - 1


def test_every_statement_is_in_the_picture_in_full():
    debate = generated(4, 120, "mixed")
    svg = render(debate, layout="tree").svg
    said = " ".join([*labels(svg), ET.fromstring(svg).findtext(f"{SVG}title") or ""])
    assert all(node.text in said for node in debate.nodes.values())


def test_nothing_that_anybody_types_breaks_out():
    for evil in EVIL:
        text = clean(evil)
        source = Source("s1", {"title": text, "URL": text, "author": [{"literal": text}]})
        node = Node(
            "n1", "position", text, title=text, tags=(text,), origin=text, language="en", sources=("s1",)
        )
        other = Node("n2", "claim", text, title=text, argument=True)
        link = Relation("r1", "attack", ("n2",), "n1", scheme=text, note=text)
        debate = replay(
            [
                AddSource(source),
                AddNode(node),
                AddNode(other),
                AddNode(Node("n3", "question", text)),
                AddRelation(link),
            ]
        )
        for palette in PALETTES:
            assert_safe(render(debate, layout="tree", palette=palette, badges={"n1": text}).svg)


def test_words_and_badges_are_text_and_nothing_else():
    words = {key: f"<b>{word}</b>" for key, word in ENGLISH.items()}
    assert_safe(render(generated(1, 30, "mixed"), layout="tree", words=words, badges={"n1": "<i>"}).svg)


@pytest.mark.parametrize("layout", ["graphviz", "tree"])
def test_the_same_map_gives_the_same_bytes_in_another_process_too(layout, dot):
    assert dot
    program = (
        "import sys, hashlib; from argmap.diagram import render; from tests.generated import generated;"
        "sys.stdout.write(hashlib.sha256(render(generated(7, 80, 'mixed'), layout=sys.argv[1]).svg.encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program, layout], env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "1", "random")
    }  # fmt: skip
    assert len(seen) == 1


def test_a_palette_changes_colours_and_nothing_else():
    debate = generated(2, 40, "mixed")
    bodies = {
        re.sub(r"<style>.*?</style>", "", render(debate, layout="tree", palette=name).svg, flags=re.DOTALL)
        for name in PALETTES
    }
    assert len(bodies) == 1


def test_every_palette_has_a_colour_for_every_tone():
    assert all(set(palette.tones) == set(TONES) for palette in PALETTES.values())


@pytest.mark.parametrize("name", PALETTES)
def test_whatever_is_written_can_be_read(name):
    """Contrast of 4.5 : 1 and more between every text and its ground (WCAG 2.2, 1.4.3)."""
    palette = PALETTES[name]
    for colour in (palette.ink, palette.muted, *palette.tones.values()):
        assert contrast(colour, palette.sheet) >= 4.5
    for colour in (palette.ink, palette.muted):
        assert contrast(colour, palette.paper) >= 4.5


def contrast(a: str, b: str) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_hidden_cards_are_not_drawn():
    debate = generated(3, 20, "tree")
    hidden = next(node for node in debate.nodes.values() if not debate.incoming(node.id))
    svg = render(replay([Hide(hidden.id)], debate), layout="tree").svg
    assert f'id="card-{hidden.id}"' in render(debate, layout="tree").svg
    assert f'id="card-{hidden.id}"' not in svg


def test_a_card_says_in_words_what_it_does():
    debate = replay(
        [
            AddNode(Node("n1", "position", "Cars out of town.")),
            AddNode(Node("n2", "claim", "The air gets cleaner.")),
            AddNode(Node("n3", "claim", "Traffic moves elsewhere")),
            AddRelation(Relation("r1", "support", ("n2",), "n1")),
            AddRelation(Relation("r2", "attack", ("n3",), "n2")),
            AddNode(Node("n4", "claim", "The bypass has sound walls.")),
            AddRelation(Relation("r3", "attack", ("n4",), "r2")),
        ]
    )
    assert labels(render(debate, layout="tree").svg) == [
        "Position: Cars out of town.",
        "Reason: The air gets cleaner. Supports: Cars out of town.",
        "Objection: Traffic moves elsewhere. Objects to: The air gets cleaner.",
        "Undercut: The bypass has sound walls. It says that the opposite of “The air gets cleaner.” from “Traffic moves elsewhere” does not follow.",
    ]


def test_a_long_card_shows_twelve_lines_and_says_that_there_is_more():
    debate = replay([AddNode(Node("n1", "claim", "A word and another one. " * 100 + "End."))])
    svg = render(debate, layout="tree").svg
    lines = [span.text or "" for span in ET.fromstring(svg).iter(f"{SVG}tspan")]
    assert len(lines) == 12
    assert lines[-1].endswith("… more")
    assert labels(svg)[0].endswith("End.")


def test_an_empty_map_says_so():
    assert ENGLISH["empty"] in render(ArgumentMap()).svg


def test_names_that_do_not_exist_are_refused_with_those_that_do():
    with pytest.raises(ValueError, match="default, classic, dark, mono"):
        render(ArgumentMap(), palette="pink")
    with pytest.raises(ValueError, match="auto, graphviz, tree"):
        render(ArgumentMap(), layout="circle")


def test_labels_stay_short_however_many_answers_a_long_card_has():
    cards = [AddNode(Node("n0", "claim", "x " * 4000 + "end."))]
    cards += [AddNode(Node(f"n{i}", "claim", f"Answer {i}.")) for i in range(1, 1000)]
    links = [AddRelation(Relation(f"r{i}", "support", (f"n{i}",), "n0")) for i in range(1, 1000)]
    assert len(render(replay([*cards, *links]), layout="tree").svg) < 2_000_000


@pytest.mark.parametrize("language", ["\ufffe", "\uffff", "\x85x", '"><script>', "e" * 50, "not a tag"])
def test_what_is_no_language_tag_is_not_written_as_one(language):
    """Whatever it holds: a map's own language once made a picture that no XML parser would read."""
    debate = ArgumentMap(language=clean(language))
    svg = render(
        replay([AddNode(Node("n1", "claim", "Jobs come.", language=clean(language) or None))], debate)
    ).svg
    assert_safe(svg)
    assert "lang=" not in svg


def test_languages_are_told_to_those_who_read_aloud():
    debate = replay(
        [AddNode(Node("n1", "claim", "Jobs come.", language="ur-Latn"))], ArgumentMap(language="en")
    )
    svg = render(debate).svg
    assert ET.fromstring(svg).get("lang") == "en"
    assert [a.get("lang") for a in ET.fromstring(svg).iter(f"{SVG}a")] == ["ur-Latn"]
