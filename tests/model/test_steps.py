from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from argmap.model import ArgumentMap, Group, Node, Problem, Quote, Relation, Source, apply, replay
from argmap.model.operations import (
    AddGroup,
    AddNode,
    AddQuote,
    AddRelation,
    AddSource,
    Cite,
    EditNode,
    EditRelation,
    Hide,
    Merge,
    Move,
    RemoveGroup,
    RemoveNode,
    RemoveRelation,
    RemoveSource,
    Uncite,
)
from tests.strategies import assert_invariants, maps
from tests.written import written


def deal(*more: str) -> ArgumentMap:
    return written(
        "n1 position The deal goes ahead.",
        "n2 claim Jobs come.",
        "n3 claim Work comes.",
        "n4 claim The port pays.",
        *more,
    )


def arguments(debate: ArgumentMap) -> set[str]:
    return {f"{r.id} {','.join(r.premises)} {r.kind} {r.target}" for r in debate.relations.values()}


# Removing


def test_a_card_goes_with_the_arguments_that_end_at_it_or_rest_on_it_alone():
    before = deal("r1 n2 support n1", "r2 n3 attack n2", "r3 n4 attack n3")
    after, _ = apply(before, RemoveNode("n2"))
    assert set(after.nodes) == {"n1", "n3", "n4"}
    assert arguments(after) == {"r3 n4 attack n3"}


def test_linked_premises_stay_without_the_one_that_goes():
    after, inverse = apply(deal("r1 n2,n3,n4 support n1"), RemoveNode("n3"))
    assert arguments(after) == {"r1 n2,n4 support n1"}
    assert arguments(apply(after, inverse)[0]) == {"r1 n2,n3,n4 support n1"}


def test_a_linked_argument_goes_when_its_target_is_among_its_premises_and_goes():
    after, _ = apply(deal("r1 n2,n3 support n2"), RemoveNode("n2"))
    assert arguments(after) == set()


def test_undercuts_fall_with_what_they_are_aimed_at_however_the_paths_cross():
    # r4 is reached along r2 and along r3, and both r1 and r2 fall for two reasons.
    before = deal(
        "r1 n2 support n1", "r2 n3 attack r1", "r3 n2 attack r2", "r4 n4 attack r3", "r5 n4 support n1"
    )
    after, inverse = apply(before, RemoveRelation("r1"))
    assert arguments(after) == {"r5 n4 support n1"}
    assert apply(after, inverse)[0] == before
    after, inverse = apply(before, RemoveNode("n2"))
    assert arguments(after) == {"r5 n4 support n1"}
    assert apply(after, inverse)[0] == before


def test_a_source_goes_with_its_citations_and_quotes_and_no_card():
    cited = replay(
        [
            AddSource(Source("s1", {"title": "The audit"})),
            AddSource(Source("s2", {})),
            EditNode("n2", {"sources": ("s2", "s1")}),
            AddQuote(Quote("q1", "n2", "s1", "jobs")),
            AddQuote(Quote("q2", "n3", "s2", "work")),
        ],
        deal(),
    )
    after, inverse = apply(cited, RemoveSource("s1"))
    assert after.nodes["n2"].sources == ("s2",)
    assert set(after.quotes) == {"q2"}
    assert len(after.nodes) == 4
    assert apply(after, inverse)[0] == cited


def test_what_stood_under_a_heading_moves_up_to_the_one_above():
    headed = replay(
        [
            AddGroup(Group("g1", "Economy")),
            AddGroup(Group("g2", "Trade", "g1")),
            AddGroup(Group("g3", "Tolls", "g2")),
            EditNode("n2", {"group": "g2"}),
        ],
        deal(),
    )
    after, _ = apply(headed, RemoveGroup("g2"))
    assert (after.nodes["n2"].group, after.groups["g3"].parent) == ("g1", "g1")
    after, _ = apply(after, RemoveGroup("g1"))
    assert (after.nodes["n2"].group, after.groups["g3"].parent) == (None, None)


@given(maps(), st.data())
def test_whatever_is_there_can_be_removed_and_nothing_refers_to_it(debate: ArgumentMap, data: st.DataObject):
    choices = [RemoveNode(i) for i in debate.nodes]
    choices += [RemoveRelation(i) for i in debate.relations]  # type: ignore[misc]
    choices += [RemoveSource(i) for i in debate.sources]  # type: ignore[misc]
    choices += [RemoveGroup(i) for i in debate.groups]  # type: ignore[misc]
    assume(choices)
    removal = data.draw(st.sampled_from(choices))
    after, inverse = apply(debate, removal)
    assert after.item(removal.id) is None
    assert not list(after.referrers(removal.id))
    assert_invariants(after)
    assert apply(after, inverse)[0] == debate
    # No card goes but the one that was meant, and no argument with a card left to rest on and to end at.
    assert set(debate.nodes) - set(after.nodes) <= {removal.id}
    for relation in debate.relations.values():
        falls = doomed(debate, relation, removal.id)
        assert (relation.id in after.relations) != falls


def doomed(debate: ArgumentMap, relation: Relation, gone: str) -> bool:
    while relation.id != gone and relation.target != gone and set(relation.premises) != {gone}:
        if relation.target in debate.nodes:
            return False
        relation = debate.relations[relation.target]
    return True


# Merging


def test_all_that_concerned_the_merged_card_concerns_the_kept_one():
    after, _ = apply(deal("r1 n3 support n1", "r2 n4 attack n3", "r3 n3,n4 attack r1"), Merge("n2", "n3"))
    assert set(after.nodes) == {"n1", "n2", "n4"}
    assert arguments(after) == {"r1 n2 support n1", "r2 n4 attack n2", "r3 n2,n4 attack r1"}
    assert after.nodes["n2"].text == "Jobs come."


def test_an_argument_that_would_be_there_twice_is_there_once():
    before = deal("r1 n2 support n1", "r2 n3 support n1", "r3 n3 attack n1")
    after, inverse = apply(before, Merge("n2", "n3"))
    assert arguments(after) == {"r1 n2 support n1", "r3 n2 attack n1"}
    assert apply(after, inverse)[0] == before


def test_two_arguments_of_the_merged_card_that_become_one():
    after, _ = apply(deal("r1 n2,n3 support n1", "r2 n3 support n1"), Merge("n2", "n3"))
    assert arguments(after) == {"r1 n2 support n1"}


@pytest.mark.parametrize(
    "said", [{"weight": 0.5}, {"scheme": "argument from sign"}, {"note": "Whose figures?"}]
)
def test_a_second_argument_that_says_more_is_kept(said: dict[str, object]):
    before = replay([EditRelation("r2", said)], deal("r1 n2 support n1", "r2 n3 support n1"))
    after, _ = apply(before, Merge("n2", "n3"))
    assert arguments(after) == {"r1 n2 support n1", "r2 n2 support n1"}


def test_a_second_argument_that_somebody_undercuts_is_kept_with_the_undercut():
    before = deal("r1 n2 support n1", "r2 n3 support n1", "r3 n4 attack r2")
    after, _ = apply(before, Merge("n2", "n3"))
    assert arguments(after) == {"r1 n2 support n1", "r2 n2 support n1", "r3 n4 attack r2"}


def test_an_argument_from_the_card_to_itself_is_dropped_and_what_was_aimed_at_it():
    before = deal(
        "r1 n2 support n3", "r2 n3 attack n2", "r3 n4 attack r1", "r4 n2,n4 support n3", "r5 n3 attack r1"
    )
    after, inverse = apply(before, Merge("n2", "n3"))
    assert arguments(after) == {"r4 n4 support n2"}
    assert apply(after, inverse)[0] == before


def test_linked_premises_that_become_one_are_one():
    after, _ = apply(deal("r1 n3,n4,n2 support n1"), Merge("n2", "n3"))
    assert arguments(after) == {"r1 n2,n4 support n1"}


def test_sources_tags_quotes_and_a_missing_title_are_taken_over():
    before = replay(
        [
            *(AddSource(Source(f"s{i}", {})) for i in (1, 2, 3)),
            EditNode("n2", {"sources": ("s1", "s2"), "tags": ("economy",)}),
            EditNode("n3", {"sources": ("s3", "s1"), "tags": ("work", "economy"), "title": "Work"}),
            AddQuote(Quote("q1", "n3", "s3", "work")),
        ],
        deal(),
    )
    after, _ = apply(before, Merge("n2", "n3"))
    kept = after.nodes["n2"]
    assert (kept.sources, kept.tags, kept.title) == (("s1", "s2", "s3"), ("economy", "work"), "Work")
    assert after.quotes == {"q1": replace(before.quotes["q1"], node="n2")}
    titled = replay([EditNode("n2", {"title": "Jobs"})], before)
    assert apply(titled, Merge("n2", "n3"))[0].nodes["n2"].title == "Jobs"


def test_a_card_is_not_merged_with_itself():
    with pytest.raises(Problem, match="itself"):
        apply(deal(), Merge("n2", "n2"))


@given(maps(), st.data())
def test_any_two_cards_can_be_merged(debate: ArgumentMap, data: st.DataObject):
    assume(len(debate.nodes) > 1)
    keep, gone = data.draw(st.permutations(sorted(debate.nodes)))[:2]
    after, inverse = apply(debate, Merge(keep, gone))
    assert_invariants(after)
    assert set(after.nodes) == set(debate.nodes) - {gone}
    assert set(after.quotes) == set(debate.quotes)
    assert not list(after.referrers(gone))
    assert apply(after, inverse)[0] == debate
    for relation in debate.relations.values():
        if not {keep, gone} & {relation.target, *relation.premises} and relation.target in debate.nodes:
            assert after.relations[relation.id] == relation


# Moving, hiding, citing


def test_a_move_aims_elsewhere_or_changes_the_place_or_both():
    before = deal("r1 n2 support n1", "r2 n3 support n1")
    after = replay([Move("r1", target="r2"), Move("r2", target="n4", rank="i")], before)
    assert after.relations["r1"] == Relation("r1", "support", ("n2",), "r2")
    assert after.relations["r2"] == Relation("r2", "support", ("n3",), "n4", rank="i")
    before = replay([Move("r1", rank="z"), Move("r2", rank="i")], before)
    assert [r.id for r in before.incoming("n1")] == ["r2", "r1"]


def test_a_move_may_make_a_circle_of_cards_but_none_of_targets():
    before = deal("r1 n2 support n1", "r2 n3 attack r1", "r3 n4 attack r2")
    assert_invariants(replay([Move("r1", target="n2")], before))
    for target in ("r1", "r2", "r3"):
        with pytest.raises(Problem, match="itself"):
            apply(before, Move("r1", target=target))


def test_hiding_and_showing():
    hidden, inverse = apply(deal(), Hide("n2"))
    assert hidden.nodes["n2"].hidden
    assert not apply(hidden, inverse)[0].nodes["n2"].hidden
    assert not replay([Hide("n2", hidden=False)], hidden).nodes["n2"].hidden


def test_citing_and_taking_a_citation_back():
    before = replay([AddSource(Source("s1", {})), AddSource(Source("s2", {}))], deal())
    cited = replay([Cite("n2", "s2"), Cite("n2", "s1")], before)
    assert cited.nodes["n2"].sources == ("s2", "s1")
    assert replay([Uncite("n2", "s2")], cited).nodes["n2"].sources == ("s1",)
    with pytest.raises(Problem, match="already"):
        apply(cited, Cite("n2", "s1"))
    with pytest.raises(Problem, match="s3"):
        apply(cited, Cite("n2", "s3"))


def test_adding_below_what_is_gone_is_refused_with_its_name():
    gone, _ = apply(deal(), RemoveNode("n2"))
    with pytest.raises(Problem, match="target 'n2'"):
        apply(gone, AddRelation(Relation("r1", "support", ("n3",), "n2")))
    assert_invariants(replay([AddNode(Node("n5", "claim", "Peace comes."))], gone))


def test_who_takes_a_citation_back_leaves_what_others_have_cited_since():
    before = replay(
        [AddSource(Source("s1", {})), AddSource(Source("s2", {}))], written("n1 claim Jobs come.")
    )
    mine, undo = apply(before, Cite("n1", "s1"))
    theirs, _ = apply(mine, Cite("n1", "s2"))
    assert apply(theirs, undo)[0].nodes["n1"].sources == ("s2",)


def test_a_move_to_nowhere_is_refused():
    deal = written("n1 position The deal goes ahead.", "n2 claim Jobs come.", "r1 n2 support n1")
    with pytest.raises(Problem, match="target or a rank"):
        apply(deal, Move("r1"))


def test_a_merged_card_leaves_no_title_on_a_card_of_somebody_else():
    """Whoever erases what they wrote would not find it there."""
    before = replay(
        [
            AddNode(Node("n1", "claim", "Jobs come.", author="ada")),
            AddNode(Node("n2", "claim", "Work comes.", title="Work", author="ben")),
            AddNode(Node("n3", "claim", "Jobs will come.", title="Jobs", author="ada")),
        ]
    )
    assert apply(before, Merge("n1", "n2"))[0].nodes["n1"].title is None
    assert apply(before, Merge("n1", "n3"))[0].nodes["n1"].title == "Jobs"
