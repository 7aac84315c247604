"""What was drawn and laid out before is not drawn and laid out again; whatever could change a picture makes a new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from argmap.diagram import render
from argmap.diagram.kept import Kept
from argmap.diagram.layout import graphviz, kept
from argmap.diagram.remembered import DRAWINGS, remembered
from argmap.diagram.words import ENGLISH
from argmap.messages import Message
from argmap.model import ArgumentMap, Node, Relation, Source, replay
from argmap.model.operations import AddNode, AddRelation, AddSource, EditNode
from tests.generated import generated


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    DRAWINGS.clear()
    kept.LAYOUTS.clear()
    yield
    DRAWINGS.clear()


@dataclass(frozen=True)
class Sketch:
    svg: str = "<svg/>"
    notes: tuple[Message, ...] = ()


def town(text: str = "Cars out.", title: str = "A report") -> ArgumentMap:
    return replay(
        [
            AddSource(Source("s1", {"title": title})),
            AddNode(Node("n1", "position", text)),
            AddNode(Node("n2", "evidence", "Less noise.", sources=("s1",))),
            AddRelation(Relation("r1", "support", ("n2",), "n1")),
        ]
    )


def test_an_equal_map_is_drawn_once():
    first = render(town(), layout="tree", words=dict(ENGLISH), badges={"n1": "7"})
    assert render(town(), layout="tree", words=dict(ENGLISH), badges={"n1": "7"}) is first


def test_whatever_is_drawn_from_makes_another_drawing():
    words = {**ENGLISH, "reason": "Grund"}
    drawings = [
        render(town()),
        render(town("Cars out!")),
        render(town(title="Another report")),
        render(town(), layout="tree"),
        render(town(), palette="dark"),
        render(town(), words=words),
        render(town(), badges={"n1": "7"}),
        render(town(), faint={"r1"}),
        render(replay([AddNode(Node("n3", "claim", "More."))], town())),
    ]
    assert len({id(each) for each in drawings}) == len(drawings)


def test_what_a_drawing_was_made_from_may_change_afterwards():
    badges = {"n1": "7"}
    first = render(town(), layout="tree", badges=badges)
    badges["n1"] = "8"
    assert render(town(), layout="tree", badges=badges).svg != first.svg


def test_a_drawing_with_notes_is_made_again():
    @remembered
    def draw(debate: ArgumentMap, layout: str = "auto") -> Sketch:
        return Sketch(notes=(Message("Graphviz was not found."),))

    assert draw(town()) is not draw(town())


def test_what_no_key_can_be_made_of_is_drawn_all_the_same():
    @remembered
    def draw(debate: ArgumentMap, layout: object = None) -> Sketch:
        return Sketch()

    assert draw(town(), layout=bytearray(b"tree")) == Sketch()


def test_recolouring_and_rewording_lay_nothing_out_again(monkeypatch):
    debate = generated(4, 30, "mixed")
    card = next(node.id for node in debate.visible().nodes.values() if node.kind == "claim")
    first = render(debate, layout="graphviz")

    def fail(*_: object) -> str:
        raise AssertionError("laid out again")

    monkeypatch.setattr(graphviz, "_run", fail)
    assert render(debate, layout="graphviz", palette="dark").layout == "graphviz"
    assert render(debate, layout="graphviz", badges={card: "7"}).svg != first.svg
    same_size = replay([EditNode(card, {"author": "p1"})], debate)
    assert render(same_size, layout="graphviz").layout == "graphviz"


def test_what_was_not_asked_for_the_longest_makes_room():
    store = Kept[str](room=10)
    for name in "abc":
        store.put(name, name.upper(), 3)
    assert store.get("a") == "A"
    store.put("d", "D", 3)
    assert [store.get(name) for name in "abcd"] == ["A", None, "C", "D"]
    store.put("d", "D again", 10)
    assert [store.get(name) for name in "acd"] == [None, None, "D again"]
    store.put("e", "too large", 11)
    assert (store.get("e"), store.get("d")) == (None, "D again")
