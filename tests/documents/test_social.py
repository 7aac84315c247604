from __future__ import annotations

import pytest

from argmap.documents import social
from argmap.model import ArgumentMap
from tests.documents.debates import HOSTILE, SCRIPTS, of, picture


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


def test_what_is_shown_is_large_enough_to_be_read(deal):
    size, lines = social._question("Should the council do this? " * 20)
    assert size >= 38
    assert lines[-1].endswith("…")
    positions = [node for node in deal.nodes.values() if node.kind == "position"]
    for each in social._positions(positions * 3, deal, size * len(lines)):
        assert each["size"] >= 24


def test_answers_are_whole_where_there_is_room(deal):
    positions = [node for node in deal.nodes.values() if node.kind == "position"]
    shown = social._positions(positions, deal, 156)
    assert [" ".join(each["lines"]) for each in shown] == [node.text for node in positions]
    assert [(each["pro"], each["con"]) for each in shown] == [(6, 1), (6, 1)]
