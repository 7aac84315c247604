"""What is hidden, and whatever only it brings in, is seen nowhere."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from argmap import formats
from argmap.model import ArgumentMap, Group, Node, Quote, Source, replay
from argmap.model.operations import AddGroup, AddNode, AddQuote, AddSource, EditNode, Hide
from tests.strategies import assert_invariants, maps
from tests.written import written


def test_with_a_card_go_the_arguments_that_rest_on_it_and_those_aimed_at_them():
    deal = written(
        "n1 position The deal goes ahead.", "n2 claim Jobs come.", "n3 claim Water runs dry.", "n4 claim Not so.",
        "r1 n2,n3 support n1", "r2 n4 attack r1", "r3 n4 attack n1",
    )  # fmt: skip
    assert set(replay([Hide("n3")], deal).visible().relations) == {"r3"}


def test_with_a_card_go_the_sources_and_headings_that_are_its_alone():
    deal = replay(
        [
            AddSource(Source("s1", {"title": "Secret dossier"})),
            AddSource(Source("s2", {"title": "Known to all"})),
            AddSource(Source("s3", {"title": "Cited by nobody"})),
            AddGroup(Group("g1", "Above both")),
            AddGroup(Group("g2", "Hidden heading", "g1")),
            AddGroup(Group("g3", "Empty heading")),
            AddNode(Node("n1", "claim", "Jobs come.", group="g1", sources=("s2",))),
            AddNode(Node("n2", "claim", "Nobody may know.", group="g2", sources=("s1", "s2"))),
            AddQuote(Quote("q1", "n2", "s1", "these very words")),
            EditNode("n2", {"hidden": True}),
        ]
    )
    shown = deal.visible()
    assert set(shown.sources) == {"s2", "s3"}
    assert set(shown.groups) == {"g1", "g3"}
    text, _ = formats.dump(deal, "argdown")
    assert "Secret" not in text
    assert "Hidden" not in text


@given(maps())
def test_what_is_seen_is_a_map_and_stays_as_it_is(debate: ArgumentMap):
    shown = debate.visible()
    assert_invariants(shown)
    assert not any(node.hidden for node in shown.nodes.values())
    assert shown.visible() is shown
    assert set(shown.nodes) == {i for i, node in debate.nodes.items() if not node.hidden}


@given(maps())
def test_hiding_all_leaves_nothing_that_was_theirs(debate: ArgumentMap):
    hidden = replay((Hide(i) for i in debate.nodes), debate).visible()
    assert not hidden.nodes
    assert not hidden.relations
    cited = {source for node in debate.nodes.values() for source in node.sources}
    assert not cited & set(hidden.sources)


def test_a_map_without_hidden_cards_is_itself():
    deal = written("n1 position The deal goes ahead.")
    assert deal.visible() is deal
    assert replace(deal.nodes["n1"], hidden=False) == deal.nodes["n1"]
