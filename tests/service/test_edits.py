from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model import ArgumentMap, Problem, apply, replay
from argmap.model.map import Node, Quote, Relation, Source
from argmap.model.operations import AddNode, AddQuote, AddRelation, AddSource, EditQuote, EditSource
from argmap.service import edits
from argmap.service.content import Content, Stood, content, stood
from argmap.service.edits import Wanted
from argmap.service.faults import Fault
from argmap.service.numbers import Numbers
from argmap.service.references import Reference, reference
from argmap.service.refusals import Stale
from tests.strategies import maps


def debate() -> ArgumentMap:
    return replay(
        [
            AddNode(Node("n1", "position", "Yes.")),
            AddNode(Node("n2", "claim", "Reason.")),
            AddNode(Node("n3", "claim", "Objection.")),
            AddNode(Node("n4", "evidence", "Evidence.")),
            AddNode(Node("n5", "claim", "Cut.")),
            AddNode(Node("n6", "claim", "Elsewhere too.")),
            AddNode(Node("n7", "position", "No.")),
            AddRelation(Relation("r1", "support", ("n2",), "n1", rank="1")),
            AddRelation(Relation("r2", "attack", ("n3",), "n2", rank="1")),
            AddRelation(Relation("r3", "support", ("n4",), "n2", rank="2")),
            AddRelation(Relation("r4", "attack", ("n5",), "r1", rank="1")),
            AddRelation(Relation("r5", "support", ("n6",), "n2", rank="3")),
            AddRelation(Relation("r6", "support", ("n6",), "n7", rank="1")),
        ]
    )


def edited(start: ArgumentMap, **wanted: object) -> ArgumentMap:
    outcome = edits.edit(start, Numbers(50), Wanted(**wanted))  # type: ignore[arg-type]
    return replay([outcome.operation], start)


def test_a_card_is_edited():
    after = edited(
        debate(), card="n2", version=1, text=" A  better reason. ", kind="evidence", title="Better"
    )
    node = after.nodes["n2"]
    assert (node.text, node.kind, node.title, node.version) == ("A better reason.", "evidence", "Better", 2)


def test_a_card_that_somebody_changed_or_removed_is_not_written_over():
    with pytest.raises(Stale) as stale:
        edited(debate(), card="n2", version=7, text="Mine.")
    assert stale.value.theirs is not None
    assert stale.value.theirs.text == "Reason."
    with pytest.raises(Stale) as gone:
        edited(debate(), card="n99", version=1, text="Mine.")
    assert gone.value.theirs is None


def test_a_card_that_was_removed_comes_back_with_the_words_of_whoever_edited_it():
    after = edited(debate(), card="n99", version=0, text="Mine.")
    assert after.nodes["n51"].text == "Mine."


SEEN = Content("Dust fell.", "", "evidence", "", Reference("Report", "Ada L", "", "", "It fell."))


@pytest.mark.parametrize(
    "theirs",
    [
        EditSource("s1", {"fields": {"title": "Another report"}}),
        EditQuote("q1", {"exact": "It fell twice."}),
    ],
)
def test_a_source_or_quotation_that_somebody_changed_is_not_written_over(theirs):
    now = replay([theirs], cited())
    mine = Reference("My report", "Ada L", "", "", "It fell fast.")
    with pytest.raises(Stale):
        edited(now, card="n1", version=1, text="Dust fell.", reference=mine, seen=SEEN)


def test_two_who_change_different_things_both_get_what_they_want():
    mine = Reference("Report", "Ada L", "", "", "It fell fast.")
    theirs = edited(cited(), card="n1", version=1, text="Much dust fell.", kind="claim", seen=SEEN)
    after = edited(
        theirs,
        card="n1",
        version=1,
        text="Dust fell.",
        kind="evidence",
        title="Dust",
        reference=mine,
        seen=SEEN,
    )
    node = after.nodes["n1"]
    assert (node.text, node.kind, node.title) == ("Much dust fell.", "claim", "Dust")
    assert after.quotes["q1"].exact == "It fell fast."


def test_what_both_changed_in_the_same_way_is_no_conflict():
    theirs = edited(cited(), card="n1", version=1, text="Much dust fell.", seen=SEEN)
    both = edited(theirs, card="n1", version=1, text="Much  dust fell. ", title="Dust", seen=SEEN)
    assert both.nodes["n1"].title == "Dust"
    with pytest.raises(Problem, match="says this already"):
        edited(theirs, card="n1", version=1, text="Much dust fell.", seen=SEEN)
    with pytest.raises(Stale):
        edited(theirs, card="n1", version=1, text="Some dust fell.", seen=SEEN)


def test_a_stance_that_nobody_chose_is_not_chosen_by_an_edit():
    seen = content(debate(), "n1")
    assert seen.stance == "rival"
    after = edited(debate(), card="n1", version=1, text="Yes!", kind="position", stance="rival", seen=seen)
    assert after.nodes["n1"].stance is None


def test_a_card_is_put_back_with_all_that_was_written_and_where_it_stood():
    start = debate()
    links = stood(start, "n4")
    assert links == (Stood("r3", "support", "n2"),)
    gone = replay([edits.remove(start, "n4", 1, False).operation], start)
    wanted = Wanted(
        "n4",
        0,
        "New evidence.",
        reference=Reference("Report", "", "2020", "", "It fell."),
        seen=Content("Evidence.", "Short", "evidence", "", Reference()),
        stood=links,
    )
    outcome = edits.edit(gone, Numbers(50), wanted)
    after = replay([outcome.operation], gone)
    node = after.nodes["n51"]
    assert (node.text, node.kind, node.title) == ("New evidence.", "evidence", "Short")
    assert after.sources[node.sources[0]].fields["title"] == "Report"
    assert next(iter(after.quotes.values())).exact == "It fell."
    (relation,) = after.outgoing("n51")
    assert (relation.kind, relation.target) == ("support", "n2")
    assert after.incoming("n2")[-1] == relation
    assert outcome.notes == ()


def test_a_linked_premise_and_an_undercut_are_put_back_where_they_stood():
    start = replay([AddRelation(Relation("r9", "support", ("n4", "n3"), "n7"))], debate())
    links = (*stood(start, "n4"), Stood("r44", "attack", "r1"))
    gone = replay([edits.remove(start, "n4", 1, False).operation], start)
    wanted = Wanted("n4", 0, "Again.", seen=content(start, "n4"), stood=links)
    after = replay([edits.edit(gone, Numbers(50), wanted).operation], gone)
    assert after.relations["r9"].premises == ("n3", "n51")
    assert [each.target for each in after.outgoing("n51") if each.id != "r9"] == ["n2", "r1"]


def test_a_card_whose_target_is_gone_too_is_put_back_by_itself_and_that_is_said():
    start = debate()
    gone = replay([edits.remove(start, "n2", 1, True).operation], start)
    odd = (Stood("r3", "support", "n2"), Stood("r9", "support", "r6"), Stood("r9", "love", "n7"))
    wanted = Wanted("n4", 0, "Evidence!", seen=content(start, "n4"), stood=odd)
    outcome = edits.edit(gone, Numbers(50), wanted)
    after = replay([outcome.operation], gone)
    assert after.nodes["n51"].text == "Evidence!"
    assert after.outgoing("n51") == []
    assert after.nodes["n51"].rank
    assert "card of its own" in str(outcome.notes[0])


def test_an_edit_that_changes_nothing_is_said_to_be_none():
    with pytest.raises(Problem, match="Nothing is different"):
        edited(debate(), card="n2", version=1, text="Reason.")


def test_a_position_has_a_stance_and_a_claim_has_none():
    after = edited(debate(), card="n1", version=1, text="Yes.", kind="position", stance="independent")
    assert after.nodes["n1"].stance == "independent"
    after = edited(after, card="n1", version=2, text="Yes.", kind="claim", stance="independent")
    assert after.nodes["n1"].stance is None


def cited() -> ArgumentMap:
    fields = {"title": "Report", "publisher": "The town", "author": [{"given": "Ada", "family": "L"}]}
    return replay(
        [
            AddSource(Source("s1", fields)),
            AddNode(Node("n1", "evidence", "Dust fell.", sources=("s1",))),
            AddQuote(Quote("q1", "n1", "s1", "It fell.", start=3, end=11)),
        ]
    )


def test_a_source_is_edited_and_keeps_what_the_form_does_not_show():
    before = cited()
    assert reference(before, "n1") == Reference("Report", "Ada L", "", "", "It fell.")
    wanted = Reference("Report 2", "Ada L", "2020", "https://example.org/a", "It fell fast.")
    after = edited(before, card="n1", version=1, text="Dust fell.", reference=wanted)
    assert after.sources["s1"].fields == {
        "title": "Report 2",
        "publisher": "The town",
        "author": [{"given": "Ada", "family": "L"}],
        "issued": {"date-parts": [[2020]]},
        "URL": "https://example.org/a",
    }
    quote = after.quotes["q1"]
    assert (quote.exact, quote.start) == ("It fell fast.", None)


def test_a_source_is_taken_off_and_put_on():
    bare = edited(cited(), card="n1", version=1, text="Dust fell.", reference=Reference())
    assert bare.nodes["n1"].sources == ()
    assert bare.quotes == {}
    again = edited(
        bare, card="n1", version=bare.nodes["n1"].version, text="Dust fell.", reference=Reference(title="New")
    )
    assert again.sources[again.nodes["n1"].sources[0]].fields == {"title": "New"}


def test_all_quotations_of_a_source_go_with_it_and_a_quotation_alone_is_refused():
    two = replay([AddQuote(Quote("q2", "n1", "s1", "And more."))], cited())
    bare = edited(two, card="n1", version=1, text="Dust fell.", reference=Reference())
    assert (bare.quotes, bare.sources) == ({}, {})
    with pytest.raises(Problem, match="needs its source"):
        edited(cited(), card="n1", version=1, text="Dust fell.", reference=Reference(quote="It fell."))


def test_a_source_without_title_keeps_its_quotation_when_that_is_changed():
    start = replay([EditSource("s1", {"fields": {"publisher": "The town"}})], cited())
    after = edited(start, card="n1", version=1, text="Dust fell.", reference=Reference(quote="It fell fast."))
    assert after.sources["s1"].fields == {"publisher": "The town"}
    assert after.quotes["q1"].exact == "It fell fast."


def shared() -> ArgumentMap:
    """Two cards that cite the same source."""
    return replay(
        [
            AddNode(Node("n2", "evidence", "Noise fell.", sources=("s1",))),
            AddQuote(Quote("q2", "n2", "s1", "So did noise.")),
        ],
        cited(),
    )


def test_a_source_that_others_cite_is_not_changed_for_them():
    start = shared()
    wanted = Reference("Other report", "Ada L", "", "", "It fell fast.")
    outcome = edits.edit(start, Numbers(50), Wanted("n1", 1, "Dust fell.", reference=wanted))
    after, inverse = apply(start, outcome.operation)
    assert after.nodes["n2"].sources == ("s1",)
    assert after.sources["s1"].fields["title"] == "Report"
    (own,) = after.nodes["n1"].sources
    assert own != "s1"
    assert after.sources[own].fields["title"] == "Other report"
    assert (after.quotes["q1"].source, after.quotes["q1"].exact) == (own, "It fell fast.")
    assert (after.quotes["q2"].source, after.quotes["q2"].exact) == ("s1", "So did noise.")
    assert apply(after, inverse)[0] == start
    # Now each has its own, and it is changed in place.
    again = edited(after, card="n2", version=1, text="Noise fell.", reference=Reference("Last", quote="So."))
    assert again.sources["s1"].fields["title"] == "Last"


def test_a_source_changed_to_one_that_the_map_has_is_cited_again():
    start = replay([AddSource(Source("s9", {"title": "Other", "publisher": "The town"}))], shared())
    after = edited(
        start, card="n1", version=1, text="Dust fell.", reference=Reference("Other", quote="It fell.")
    )
    assert after.nodes["n1"].sources == ("s9",)
    assert after.quotes["q1"].source == "s9"
    assert len(after.sources) == 2


def test_a_source_that_nobody_cites_any_more_goes():
    start = shared()
    one, undo = apply(start, edits.remove(start, "n1", 1, False).operation)
    assert set(one.sources) == {"s1"}
    none, undo_too = apply(one, edits.remove(one, "n2", 1, False).operation)
    assert none.sources == {}
    assert apply(apply(none, undo_too)[0], undo)[0] == start
    off, undo = apply(
        one, edits.edit(one, Numbers(50), Wanted("n2", 1, "Noise fell.", reference=Reference())).operation
    )
    assert off.sources == {}
    assert apply(off, undo)[0] == one


def test_a_branch_takes_its_sources_along():
    start = replay(
        [
            AddNode(Node("n8", "claim", "Air.")),
            AddRelation(Relation("r1", "support", ("n1",), "n8")),
            AddRelation(Relation("r2", "support", ("n2",), "n8")),
        ],
        shared(),
    )
    after, undo = apply(start, edits.remove(start, "n8", 1, True).operation)
    assert (after.nodes, after.sources, after.quotes) == ({}, {}, {})
    assert apply(after, undo)[0] == start


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("example.org/survey", "https://example.org/survey"),
        ("Example.org:8080?a=b", "https://Example.org:8080?a=b"),
        ("//example.org/a", "https://example.org/a"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("münchen.de", "https://münchen.de"),
    ],
)
def test_an_address_without_scheme_is_completed(typed: str, kept: str):
    after = edited(cited(), card="n1", version=1, text="Dust fell.", reference=Reference("Report", url=typed))
    assert after.sources["s1"].fields["URL"] == kept


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (Reference("R", url="ftp://example.org/x"), "source_url"),
        (Reference("R", url="javascript:alert(1)"), "source_url"),
        (Reference("R", url="mailto:a@example.org"), "source_url"),
        (Reference("R", url="in the library"), "source_url"),
        (Reference("R", url="localhost:80/x"), "source_url"),
        (Reference("R", url="example.org/" + "x" * 2000), "source_url"),
        (Reference("R", year="x" * 41), "source_year"),
        (Reference("R", author="x" * 1001), "source_author"),
        (Reference("R" * 1001), "source_title"),
        (Reference("R", quote="x" * 10_001), "quote"),
        (Reference(quote="It fell."), "source_title"),
    ],
)
def test_what_is_wrong_with_a_source_names_its_field(wrong: Reference, field: str):
    with pytest.raises(Fault) as found:
        edited(debate(), card="n4", version=1, text="Evidence.", reference=wrong)
    assert found.value.field == field


def test_a_short_name_that_is_too_long_names_its_field():
    with pytest.raises(Fault) as found:
        edited(debate(), card="n4", version=1, text="Evidence.", title="x" * 301)
    assert found.value.field == "title"


def test_a_card_is_connected_once():
    outcome = edits.connect(debate(), Numbers(50), "attack", "n4", "n7")
    after = replay([outcome.operation], debate())
    assert after.incoming("n7")[-1].premises == ("n4",)
    with pytest.raises(Problem, match="does this already"):
        edits.connect(after, Numbers(51), "attack", "n4", "n7")


@pytest.mark.parametrize(
    ("kind", "card", "target", "said"),
    [
        ("support", "n2", "n2", "to itself"),
        ("support", "n4", "r1", "can be undercut"),
        ("attack", "n2", "r1", "its own link"),
        ("attack", "n2", "n77", "not on the map"),
        ("attack", "n77", "n2", "not on the map"),
        ("love", "n4", "n7", "supports or attacks"),
    ],
)
def test_what_cannot_be_connected_is_refused(kind: str, card: str, target: str, said: str):
    with pytest.raises(Problem, match=said):
        edits.connect(debate(), Numbers(50), kind, card, target)


def test_an_argument_moves_to_another_card():
    after = replay([edits.move(debate(), "r3", "n7").operation], debate())
    assert [r.id for r in after.incoming("n7")] == ["r6", "r3"]
    for relation, target, said in (
        ("r3", "n2", "there already"),
        ("r9", "n1", "not on the map"),
        ("r3", "n4", "itself"),
    ):
        with pytest.raises(Problem, match=said):
            edits.move(debate(), relation, target)


@given(st.lists(st.sampled_from(["r2", "r3", "r5"]), max_size=20), st.randoms(use_true_random=False))
def test_siblings_change_places_one_by_one(moves, random):
    now = debate()
    for relation in moves:
        order = [each.id for each in now.incoming("n2")]
        earlier = random.random() < 0.5
        place = order.index(relation)
        other = place - 1 if earlier else place + 1
        if not 0 <= other < len(order):
            with pytest.raises(Problem):
                edits.order(now, relation, earlier)
            continue
        order[place], order[other] = order[other], order[place]
        now = replay([edits.order(now, relation, earlier).operation], now)
        assert [each.id for each in now.incoming("n2")] == order


def test_siblings_without_places_of_their_own_get_them():
    same = replay(
        [
            AddNode(Node("n1", "position", "Yes.")),
            *(AddNode(Node(f"n{n}", "claim", "Reason.")) for n in range(2, 6)),
            *(AddRelation(Relation(f"r{n}", "support", (f"n{n}",), "n1")) for n in range(2, 6)),
        ]
    )
    after = replay([edits.order(same, "r4", True).operation], same)
    assert [each.id for each in after.incoming("n1")] == ["r2", "r4", "r3", "r5"]


def test_a_connection_is_taken_away_and_linked_premises_go_on():
    after = replay([edits.disconnect(debate(), "r5", "n6").operation], debate())
    assert "r5" not in after.relations
    linked = replay([AddRelation(Relation("r9", "support", ("n4", "n3"), "n7"))], debate())
    after = replay([edits.disconnect(linked, "r9", "n4").operation], linked)
    assert after.relations["r9"].premises == ("n3",)


@pytest.mark.parametrize("card", ["n2", "n99", ""])
def test_a_card_that_is_no_premise_disconnects_nothing(card: str):
    with pytest.raises(Problem, match="does not do this"):
        edits.disconnect(debate(), "r5", card)


def test_taking_a_card_away_says_what_it_touches():
    said = [str(message) for message in edits.touches(debate(), "n2")]
    assert said == [
        "It no longer supports “Yes.”",
        "The undercut “Cut.” loses the link it is aimed at.",
        "“Objection.” loses what it answers.",
        "“Evidence.” loses what it answers.",
        "“Elsewhere too.” loses what it answers.",
    ]
    assert list(edits.below(debate(), "n2")) == ["n3", "n4", "n5"]


def test_a_card_is_taken_away_alone_or_with_its_branch():
    alone = replay([edits.remove(debate(), "n2", 1, False).operation], debate())
    assert set(alone.nodes) == {"n1", "n3", "n4", "n5", "n6", "n7"}
    branch = replay([edits.remove(debate(), "n2", 1, True).operation], debate())
    assert set(branch.nodes) == {"n1", "n6", "n7"}
    with pytest.raises(Stale):
        edits.remove(debate(), "n2", 3, False)


@given(maps(), st.randoms(use_true_random=False))
def test_a_branch_takes_nothing_that_serves_elsewhere(start, random):
    if not start.nodes:
        return
    card = random.choice(sorted(start.nodes))
    gone = {card, *edits.below(start, card)}
    for each in gone - {card}:
        assert start.nodes[each].kind not in ("position", "question")
        for relation in start.outgoing(each):
            target = relation.target
            end = target if target in start.nodes else start.relations[target].premises[0]
            assert end in gone
    after = replay([edits.remove(start, card, start.nodes[card].version, True).operation], start)
    assert set(after.nodes) == set(start.nodes) - gone
