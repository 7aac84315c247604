from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from argmap.model import ArgumentMap, Conflict, Group, Item, Node, Problem, Quote, Relation, Source, replay
from argmap.model.operations import AddGroup, AddNode, AddQuote, AddRelation, AddSource, EditMap
from argmap.model.rules import check, is_id
from tests.strategies import assert_invariants

CLAIM = Node("n9", "claim", "Jobs come.")
POSITION = replace(CLAIM, kind="position")
ATTACK = Relation("r9", "attack", ("n2",), "n1")
SOURCE = Source("s9", {"title": "The audit"})
QUOTE = Quote("q9", "n2", "s1", "fifteen hundred")
GROUP = Group("g9", "Economy")


@pytest.fixture
def deal() -> ArgumentMap:
    return replay(
        [
            AddGroup(Group("g1", "Economy")),
            *(AddSource(Source(f"s{i}", {})) for i in range(1, 102)),
            AddNode(Node("n1", "position", "The deal goes ahead.")),
            *(AddNode(Node(f"n{i}", "claim", "Jobs come.")) for i in range(2, 9)),
            *(AddNode(Node(f"m{i}", "claim", "Jobs come.")) for i in range(101)),
            AddRelation(Relation("r1", "support", ("n2",), "n1")),
            AddQuote(Quote("q1", "n2", "s1", "fifteen hundred")),
        ]
    )


@pytest.mark.parametrize("text", ["n1", "N", "0", "_", "a:b.c-d", "9" * 64, "__proto__"])
def test_ids(text: str):
    assert is_id(text)


@pytest.mark.parametrize(
    "text", ["", "-n", ".n", ":n", "n 1", "n/1", "é", "n1\n", "x" * 65, "n\x00", "<n>", "١"]
)
def test_what_is_no_id(text: str):
    assert not is_id(text)


def nested(depth: int) -> Any:
    value: Any = "deep"
    for _ in range(depth):
        value = {"in": value}
    return value


ALLOWED: list[Item] = [
    CLAIM,
    replace(CLAIM, kind="question"),
    replace(CLAIM, text="m" * 10_000, title="m" * 10_000),
    replace(CLAIM, title=CLAIM.text),
    replace(CLAIM, tags=tuple(map(str, range(100))), sources=tuple(f"s{i}" for i in range(1, 101))),
    replace(CLAIM, tags=("t" * 200,), author="p" * 200, origin="added", language="ur", group="g1"),
    replace(CLAIM, hidden=True, argument=True, rank="z" * 200),
    replace(POSITION, stance="rival"),
    replace(POSITION, stance="independent"),
    ATTACK,
    replace(ATTACK, kind="support", weight=0, scheme="argument from sign", note="m" * 10_000),
    replace(ATTACK, weight=1.0),
    replace(ATTACK, target="r1"),
    replace(ATTACK, kind="support", target="r1"),
    replace(ATTACK, premises=("n1",), target="n1"),
    replace(ATTACK, premises=tuple(f"m{i}" for i in range(100))),
    SOURCE,
    Source("s9", {}),
    Source("s9", nested(6), credibility=1, reason="Audited."),
    Source("s9", {"x": "m" * 19_999}),
    Source("s9", {"x": [True, None, 1.5, 2**53 - 1, [""]], "": {}}),
    QUOTE,
    replace(QUOTE, before="It says:", after="men", start=0, end=0),
    replace(QUOTE, start=5, end=None),
    GROUP,
    replace(GROUP, parent="g1", rank="i"),
]


@pytest.mark.parametrize("item", ALLOWED, ids=range(len(ALLOWED)))
def test_what_is_allowed(deal: ArgumentMap, item: Item):
    check(item, deal)
    deal._put(item)
    assert_invariants(deal)


REFUSED: list[tuple[Item, dict[str, Any]]] = [
    (CLAIM, {"id": ("", "no id", "x" * 65, 5, None, ["n9"])}),
    (CLAIM, {"version": (0, -1, 1.0, "1", None, True)}),
    (CLAIM, {"kind": ("support", "Claim", "", None, 5, [])}),
    (
        CLAIM,
        {"text": ("", " ", None, 5, "a  b", " a", "a ", "a\nb", "a\x00", "\ud800", "e\u0301", "m" * 10_001)},
    ),
    (CLAIM, {"title": ("", "a\tb", 5, "m" * 10_001)}),
    (CLAIM, dict.fromkeys(("language", "origin", "author"), ("", "a\n", 5, "m" * 201))),
    (
        CLAIM,
        {"tags": (None, ["a"], ("",), ("a", "a"), ("m" * 201,), (5,), (["a"],), tuple(map(str, range(101))))},
    ),
    (CLAIM, {"hidden": (None, 1, "true"), "argument": (None, 0)}),
    (CLAIM, {"stance": ("rival", "friend")}),
    (POSITION, {"stance": ("friend", "", 5)}),
    (CLAIM, {"sources": (("s0",), ("s1", "s1"), ["s1"], ("n1",), tuple(f"s{i}" for i in range(1, 102)))}),
    (CLAIM, {"group": ("g0", "n1", "", ["g1"])}),
    (CLAIM, {"rank": ("0", "A", "10", None, 5, "1" * 201)}),
    (ATTACK, {"kind": ("claim", "undercut", None)}),
    (
        ATTACK,
        {"premises": ((), ("n2", "n2"), ("n0",), ("r1",), ("s1",), ["n2"], None, "n2", (["n2"],), (None,))},
    ),
    (ATTACK, {"premises": (tuple(f"m{i}" for i in range(101)),)}),
    (ATTACK, {"target": ("n0", "r9", "s1", "g1", "q1", "", None, ["n1"])}),
    (ATTACK, {"weight": (-0.1, 1.1, float("nan"), float("inf"), True, "1")}),
    (ATTACK, {"scheme": ("", 5, "m" * 201), "note": ("", "a\nb", "m" * 10_001), "rank": ("0",)}),
    (SOURCE, {"fields": (None, [], "title", {1: "a"}, {"a": (1,)}, {"a": {1}}, {"a": b"b"}, nested(7))}),
    (
        SOURCE,
        {"fields": ({"a": "a\nb"}, {"a\n": "b"}, {"a": float("nan")}, {"a": 2**53}, {"a": "m" * 20_000})},
    ),
    (SOURCE, {"credibility": (-0.1, 2, float("nan"), False), "reason": ("", 5)}),
    (QUOTE, {"node": ("n0", "s1", None, []), "source": ("s0", "n1", None, [])}),
    (QUOTE, {"exact": ("", None, "a\nb"), "before": (None, " a", 5), "after": (None, "a ", 0)}),
    (QUOTE, {"start": (-1, 1.5, True, "1", 2**53), "end": (-1, 2**53)}),
    (replace(QUOTE, start=5), {"end": (4,)}),
    (GROUP, {"title": ("", None, "a\nb"), "parent": ("g0", "g9", "n1", ["g1"]), "rank": ("0",)}),
]


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(replace(item, **{name: value}), id=f"{name}={value!r}"[:40])
        for item, fields in REFUSED
        for name, values in fields.items()
        for value in values
    ],
)
def test_what_is_refused(deal: ArgumentMap, item: Item):
    with pytest.raises(Problem) as refusal:
        check(item, deal)
    assert refusal.value.item == str(item.id)
    assert str(refusal.value)


@pytest.mark.parametrize(
    "item",
    [
        replace(CLAIM, sources=("s0",)),
        replace(CLAIM, group="n1"),
        replace(ATTACK, premises=("n2", "n0")),
        replace(ATTACK, target="n0"),
        replace(ATTACK, target="g1"),
        replace(QUOTE, node="n0"),
        replace(QUOTE, source="s0"),
        replace(GROUP, parent="g0"),
    ],
)
def test_what_refers_to_nothing_on_the_map_is_in_conflict_with_it(deal: ArgumentMap, item: Item):
    with pytest.raises(Conflict, match="which is not on the map"):
        check(item, deal)


@pytest.mark.parametrize(
    ("changes", "was"),
    [
        ({"language": ""}, None),
        ({"language": 5}, None),
        ({"language": "u\nr"}, None),
        ({"language": "m" * 201}, None),
        ({"foreign": None}, None),
        ({"foreign": []}, None),
        ({"foreign": {"argdown": {1, 2}}}, None),
        ({"foreign": {"argdown": float("nan")}}, None),
        ({"foreign": {"argdown": "m" * 1_000_000}}, None),
        ({"nodes": {}}, None),
        ({"language": "ur"}, {"nodes": {}}),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_a_map_itself_cannot_hold(changes: dict[str, Any], was: dict[str, Any] | None):
    with pytest.raises(Problem):
        replay([EditMap(changes, was)])


def test_what_a_map_itself_can_hold():
    debate = replay([EditMap({"language": "ur", "foreign": {"argdown": {"title": "m" * 999_900}}})])
    assert debate.language == "ur"
    assert_invariants(debate)
