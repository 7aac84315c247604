from __future__ import annotations

from argmap.documents.styles import Element, Sheet


def chain(*names: str) -> list[Element]:
    made = []
    for name in names:
        tag, *classes = name.split(".")
        made.append(Element(tag, frozenset(classes)))
    return made


def test_descent_parentage_and_several_classes():
    sheet = Sheet(".chip text{fill:#111}.reason>.sign{fill:#222}.reason.chip text{fill:#333}")
    assert sheet.of(chain("svg", "g.chip", "a", "text"))["fill"] == "#111"
    assert sheet.of(chain("g.reason", "path.sign"))["fill"] == "#222"
    assert sheet.of(chain("g.reason", "g", "path.sign")) == {}
    assert sheet.of(chain("g.reason.chip", "text"))["fill"] == "#333"


def test_the_weightier_rule_wins_and_of_equal_ones_the_later():
    assert Sheet(".a{fill:1}text{fill:2}").of(chain("text.a"))["fill"] == "1"
    assert Sheet(".a{fill:1}.b{fill:2}").of(chain("text.a.b"))["fill"] == "2"


def test_states_and_ids_concern_nobody():
    assert Sheet("a:focus .sheet,#x,.ok{fill:1}").of(chain("a", "rect.sheet")) == {}
    assert Sheet("a:focus .sheet,#x,.ok{fill:1}").of(chain("rect.ok")) == {"fill": "1"}
