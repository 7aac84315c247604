from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pytest

from argmap.documents import social
from argmap.documents.press import set_document
from argmap.model import ArgumentMap
from tests.documents.debates import HOSTILE, SCRIPTS, of, picture, read


@pytest.mark.parametrize(
    "debate",
    [
        ArgumentMap(),
        of("Yes."),
        of(*SCRIPTS.values(), title=SCRIPTS["urdu"]),
        of(*[("word " * 80).strip()] * 9, title=("How " * 90).strip()),
        of("x" * 400, *HOSTILE, title="y" * 900),
    ],
)
def test_every_map_has_a_picture_of_its_size(debate):
    made = picture(social.png(debate, "Argument map")).convert("RGB")
    assert made.size == (1200, 630)
    # There is something to see, and nothing at the very edge where the words stand.
    assert len(made.getcolors(1_000_000) or []) > 20
    edge = made.crop((0, 0, 700, 40))
    assert len(edge.getcolors() or []) == 1


def written(debate: ArgumentMap) -> tuple[dict[str, Any], list[tuple[float, float, float, float]]]:
    """What the picture is told, and where its words then are: left, top, right, bottom, in its pixels."""
    told = social.job(debate, "Argument map")
    files = {"shape.svg": social.shape(debate, told["right_to_left"]).encode()}
    with pypdfium2.PdfDocument(set_document("social", told, files)) as document:
        page = document[0].get_textpage()
        boxes = [page.get_rect(n) for n in range(page.count_rects())]
    high = social.HEIGHT
    return told, sorted((left, high - top, right, high - bottom) for left, bottom, right, top in boxes)


@pytest.mark.parametrize(
    "debate",
    [
        of(*[("word " * 80).strip()] * 9, title=("How " * 90).strip()),
        of(*["Short."] * 9, title="How?"),
        of(*["A position of some length that takes two lines or so in the picture."] * 6, title="How " * 8 + "?"),
        read("===\ntitle: " + "Why " * 60 + "\n===\n\n" + "".join(f"[P{n}]: {'Because ' * 20}. #position\n  + Yes.\n\n" for n in range(8))),
    ],
)  # fmt: skip
def test_no_words_lie_over_others_and_all_are_in_the_picture(debate):
    told, boxes = written(debate)
    assert told["positions"]
    for left, top, right, bottom in boxes:
        assert 60 <= left < right <= social.WIDTH - 60
        assert 60 <= top < bottom <= social.HEIGHT - 55
    for n, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[n + 1 :]:
            assert left >= other[2] or right <= other[0] or top >= other[3] - 1 or bottom <= other[1] + 1
    count = sum(node.kind == "position" for node in debate.nodes.values())
    assert (told["more"] is None) == (count == len(told["positions"]))
    if told["more"]:
        assert str(count - len(told["positions"])) in told["more"]


def test_without_a_shape_the_words_have_the_whole_width():
    said = "Everybody who lives in the valley decides on the price of the water together. " * 2
    told, boxes = written(of(said.strip()))
    assert told["shape"] == 0
    assert max(right for _, _, right, _ in boxes) > 900


def test_what_runs_from_right_to_left_has_its_numbers_beside_their_words():
    urdu = {
        "{count} cards": "{count} کارڈ",
        "{count} positions": "{count} مواقف",
        "{count} reasons": "{count} وجوہ",
    }
    debate = read(
        f"===\ntitle: {SCRIPTS['urdu']}\n===\n\n[A]: {SCRIPTS['arabic']} #position\n  + One.\n  + Two.\n\n[B]: No. #position\n"
    )
    told = social.job(debate, "", lambda text: urdu.get(text, text))
    assert told["counts_right_to_left"]
    assert told["counts"].replace(" ", "") == "\u20684کارڈ\u2069·\u20682مواقف\u2069·\u20682وجوہ\u2069"
    # The position stands at the right, and so it does in the shape beside the words.
    drawn = [
        float(x) for x in re.findall(r'<rect x="([-\d.]+)"[^/]*fill="#ECEAE5"', social.shape(debate, True))
    ]
    others = [
        float(x) for x in re.findall(r'<rect x="([-\d.]+)"[^/]*fill="#7FB2FF"', social.shape(debate, True))
    ]
    assert min(drawn) > max(others)
    assert "matrix" not in social.shape(debate, True)


def test_what_is_shown_is_large_enough_to_be_read():
    told = social.job(of("Yes.", "No.", title=("Should the council do this? " * 20).strip()), "")
    assert told["size"] >= 38
    assert told["lines"][-1].endswith("…")
    assert all(each["size"] >= 24 for each in told["positions"])


def test_answers_are_whole_where_there_is_room(deal):
    positions = [node for node in deal.nodes.values() if node.kind == "position"]
    shown = social.job(deal, "")["positions"]
    assert [" ".join(each["lines"]) for each in shown] == [node.text for node in positions]
    assert [(each["pro"], each["con"]) for each in shown] == [(6, 1), (6, 1)]
