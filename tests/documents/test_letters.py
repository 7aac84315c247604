from __future__ import annotations

from argmap.documents import letters
from argmap.model import Group, Node, Source, replay
from argmap.model.operations import AddGroup, AddNode, AddSource
from tests.documents.debates import SCRIPTS


def test_all_that_the_fonts_have_is_nothing_strange_nor_what_is_not_seen():
    assert not letters.strange([*SCRIPTS.values(), "\u200d\u2067\u00ad"])


def test_strange_letters_are_told_by_number_and_sample_wherever_they_stand():
    made = replay(
        [
            AddSource(Source("s1", {"title": "水 daily", "year": 2020})),
            AddGroup(Group("g1", "共")),
            AddNode(Node("n1", "claim", "Water", title="公 Water")),
            AddNode(Node("n2", "claim", "Water for all")),
        ]
    )
    assert "no font for 3 characters (公共水)" in str(letters.note(made))
    assert "no font for 1 character (水)" in str(
        letters.note(replay([AddNode(Node("n1", "claim", "水 水"))]))
    )
    assert letters.note(replay([AddNode(Node("n2", "claim", "Water for all"))])) is None


def test_of_many_strange_letters_some_are_shown():
    many = "".join(map(chr, range(0x4E00, 0x4E20)))
    assert "32 characters (一丁丂七丄丅丆万…)" in str(
        letters.note(replay([AddNode(Node("n1", "claim", many))]))
    )
