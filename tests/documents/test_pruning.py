from __future__ import annotations

from argmap.assets import static
from argmap.documents.pruning import pruned


def test_rules_for_what_is_not_there_go():
    sheet = ".line { color: red } .panel { color: blue } .line, .panel h2 { margin: 0 } h6 { top: 0 }"
    assert pruned(sheet, '<p class="line">') == ".line{color:red}.line{margin:0}"


def test_either_of_several_is_enough_and_what_must_not_be_there_need_not():
    sheet = ".diagram :is(.rtl, .badge) { a: b } .diagram :is(.x, .y) { a: b } a:not(.button) { c: d } body:has(.x) { e: f }"
    assert pruned(sheet, "<body> <a> diagram badge") == ".diagram :is(.rtl, .badge){a:b}a:not(.button){c:d}"


def test_media_keep_what_is_left_in_them_and_fonts_go():
    sheet = (
        "@font-face { src: url(x) } @media print { .x { a: b } .line { a: b } } @media screen { .x { a: b } }"
    )
    assert pruned(sheet, "line") == "@media print{.line{a:b}}"


def test_of_the_sheet_of_the_pages_a_part_is_left_with_its_colours():
    whole = (static() / "style.css").read_text("utf-8")
    made = pruned(whole, '<html><body><svg class="diagram lines"><a class="reason"><rect class="sheet">')
    assert len(made) < len(whole) / 3
    assert "prefers-color-scheme: dark" in made
    assert ".diagram .sheet{" in made
    assert made.count("{") == made.count("}")
