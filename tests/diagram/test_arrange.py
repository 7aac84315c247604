"""Places: two positions that face each other, and maps that are read from the right."""

from __future__ import annotations

import pytest

from argmap.diagram import Look, render
from argmap.diagram.badges import authors, ratings, together
from argmap.diagram.density import DENSITIES
from argmap.diagram.drawing import Plan, plan
from argmap.diagram.layout import NO_FACING
from argmap.model import ArgumentMap, Node, Relation, replay
from argmap.model.operations import AddNode, AddRelation, EditNode
from tests.generated import generated


def debate(*kinds: str, language: str | None = None) -> ArgumentMap:
    """Cards n0, n1, ... of these kinds; each claim answers the position before it."""
    log: list[AddNode | AddRelation] = []
    last = ""
    for n, kind in enumerate(kinds):
        log.append(AddNode(Node(f"n{n}", kind, f"Statement {n} of the debate.")))
        if kind == "position":
            last = f"n{n}"
        elif kind == "claim" and last:
            log.append(AddRelation(Relation(f"r{n}", "support", (f"n{n}",), last)))
    return replay(log, ArgumentMap(language=language))


TWO = ("question", "position", "claim", "claim", "position", "claim")


def facing(made: ArgumentMap, **look: str) -> Plan:
    return plan(made, look=Look(layout="facing", **look))  # type: ignore[arg-type]


def test_the_question_stands_in_the_middle_the_first_position_left_of_it_and_the_second_right():
    made = facing(debate(*TWO))
    boxes = made.boxes
    assert made.layout == "facing"
    assert made.middle == "n0"
    assert next(iter(boxes)) == "n0"
    middle = boxes["n0"].left + boxes["n0"].width / 2
    assert boxes["n2"].right < boxes["n1"].left < boxes["n1"].right < middle
    assert middle < boxes["n4"].left < boxes["n4"].right < boxes["n5"].left
    assert boxes["n0"].bottom < boxes["n1"].top
    assert boxes["n1"].middle == boxes["n4"].middle
    assert len(made.routes.answers) == 2
    tips = {tip.tip[0]: tip.toward for tip in made.routes.heads}
    assert tips == {boxes["n1"].left: (1, 0), boxes["n4"].right: (-1, 0)}


def test_read_from_the_right_the_first_position_stands_right():
    made = facing(debate(*TWO), direction="rtl")
    assert made.boxes["n4"].right < made.boxes["n1"].left
    assert made.boxes["n1"].right < made.boxes["n2"].left


def test_the_question_is_told_once_where_it_stands_in_the_middle():
    told = "Statement 0 of the debate."
    assert render(debate(*TWO), look=Look(layout="facing")).svg.count(f">{told}</tspan>") == 1
    assert 'class="title"' not in render(debate(*TWO), look=Look(layout="facing")).svg


@pytest.mark.parametrize(
    "kinds",
    [("question", "position", "claim"), ("claim", "claim"), ("position", "position", "position"), ()],
    ids=["one position", "none", "three", "an empty map"],
)
def test_what_has_not_two_sides_is_drawn_from_one_side_and_a_note_says_so(kinds: tuple[str, ...]):
    drawing = render(debate(*kinds), look=Look(layout="facing"))
    assert drawing.layout in ("graphviz", "tree")
    assert str(drawing.notes[0]) == NO_FACING


def test_what_answers_neither_side_stands_below_where_there_is_more_room():
    loose = replay([AddNode(Node("z", "claim", "Said by the way."))], debate(*TWO))
    made = facing(loose)
    assert made.boxes["z"].column == made.boxes["n4"].column
    assert made.boxes["z"].top > made.boxes["n5"].bottom


def test_two_sides_without_a_question_face_each_other_all_the_same():
    made = facing(debate(*TWO[1:]))
    assert (made.layout, made.middle, made.routes.answers) == ("facing", None, [])


def test_cards_grow_wider_where_that_makes_the_type_larger_on_a_wide_screen():
    kinds = debate("question", "position", *["claim"] * 30, "position", "claim")
    told = [
        EditNode(node, {"text": "Words that go on for some lines of this card. " * 6 + "End."})
        for node in kinds.nodes
    ]
    tall = facing(replay(told, kinds))
    assert tall.density.width > DENSITIES["screen"].width
    assert facing(debate(*TWO)).density.width == DENSITIES["screen"].width


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ur", "Words", True), ("ar-EG", "Words", True), ("en", "كلمات", False), ("ur-Latn", "Lafz", False),
        ("az-Arab", "Words", True), (None, "كلمات", True), (None, "Words كلمات", False),
    ],
)  # fmt: skip
def test_a_map_is_read_as_its_language_is_else_as_most_of_its_cards_are(language, text, expected):
    made = replay([AddNode(Node("n1", "position", text))], ArgumentMap(language=language))
    assert plan(made, "tree").backwards is expected
    assert plan(made, look=Look(direction="rtl")).backwards
    assert not plan(made, look=Look(direction="ltr")).backwards


def test_a_map_read_from_the_right_is_the_same_picture_mirrored():
    debate = generated(5, 40, "mixed")
    here, there = (plan(debate, look=Look(layout="tree", direction=way)) for way in ("ltr", "rtl"))
    across = max(box.right for box in here.boxes.values())
    for node, box in here.boxes.items():
        other = there.boxes[node]
        assert (other.top, other.height) == (box.top, box.height)
        assert other.left == pytest.approx(across - box.right)
    assert len(here.routes.heads) == len(there.routes.heads)
    first = {
        (round(across - head.tip[0], 3), round(head.tip[1], 3), -head.toward[0]) for head in here.routes.heads
    }
    second = {(round(head.tip[0], 3), round(head.tip[1], 3), head.toward[0]) for head in there.routes.heads}
    assert len(first & second) > 0.9 * len(first)


@pytest.mark.parametrize("name", DENSITIES)
def test_every_size_of_type_belongs_to_its_density(name: str):
    density = DENSITIES[name]
    sizes = [density.size, density.head_size, density.small_size, density.key_size, density.title_size]
    if name == "projector":
        assert min(sizes) >= 22
    for size, leading, base in (
        (density.size, density.leading, density.base),
        (density.head_size, density.head_leading, density.head_base),
        (density.small_size, density.small_leading, density.small_base),
    ):
        assert leading >= 1.15 * size
        assert 0.75 * size < base < leading


def test_paper_tells_what_a_projector_leaves_to_the_screen():
    long = replay([AddNode(Node("n1", "position", "A long statement about the town. " * 40 + "End."))])
    lines = {name: len(plan(long, look=Look(density=name)).cards["n1"].lines) for name in DENSITIES}
    assert lines["projector"] == 7
    assert lines["screen"] == 12
    assert lines["print"] > 20
    assert plan(long, look=Look(density="print")).cards["n1"].cut is None


def test_badges_stand_together_in_one_corner_and_leave_out_who_is_not_named():
    made = replay(
        [AddNode(Node("n1", "claim", "One.", author="p1")), AddNode(Node("n2", "claim", "Two.", author="p2"))]
    )
    assert authors(made, {"p1": "Ada", "p9": "Eve"}) == {"n1": "Ada"}
    assert authors(made, {"p1": "  ", "p2": "\u202e"}) == {}
    assert together(authors(made, {"p1": "Ada"}), ratings({"n1": 0.5, "n2": 7})) == {
        "n1": "Ada · 50\xa0%",
        "n2": "100\xa0%",
    }
