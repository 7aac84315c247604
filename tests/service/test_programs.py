from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from argmap.model import Conflict, Problem
from argmap.model.map import place
from argmap.model.operations import RemoveNode
from argmap.service import maps, programs, sharing
from argmap.service.programs import Card
from argmap.service.sharing import Access
from argmap.service.shelf import Done, Outcome, Press, Shelf


def send(shelf: Shelf, access: Access, *operations: dict[str, Any]) -> Done:
    return programs.carry_out(shelf, access, Press.fresh(), list(operations))


def test_operations_are_one_change(shelf: Shelf, town: Access):
    done = send(
        shelf,
        town,
        {"type": "AddNode", "node": {"id": "air", "kind": "claim", "text": "Cleaner  air.", "version": 9}},
        {"type": "AddRelation", "relation": {"kind": "support", "premises": ["air"], "target": "n2"}},
        {"type": "AddNode", "node": {"kind": "evidence", "text": "Dust fell."}},
    )
    assert done.revision == 2
    assert done.debate.nodes["air"].text == "Cleaner air."
    assert done.debate.nodes["air"].version == 1
    assert [relation.id for relation in done.debate.incoming("n2")] == ["r4"]
    assert done.debate.nodes["n5"].kind == "evidence"


def test_all_or_nothing(shelf: Shelf, town: Access):
    with pytest.raises(Problem):
        send(
            shelf,
            town,
            {"type": "AddNode", "node": {"kind": "claim", "text": "Kept?"}},
            {"type": "RemoveNode", "id": "nowhere"},
        )
    assert shelf.read(town).revision == 1


def test_ids_that_programs_choose_are_not_given_again(shelf: Shelf, town: Access):
    send(shelf, town, {"type": "AddNode", "node": {"id": "n40", "kind": "claim", "text": "Mine."}})
    done = programs.add(shelf, town, Press.fresh(), Card("claim", "Next."))
    assert done.card == "n41"


@pytest.mark.parametrize(
    "operations",
    [
        [{"type": "AddRelation", "relation": {"kind": "support", "premises": ["n3"], "target": "r9"}}],
        [{"type": "AddRelation", "relation": {"id": "r10", "kind": "attack", "premises": ["n3"], "target": "r9"}},
         {"type": "EditRelation", "id": "r10", "changes": {"kind": "support"}}],
        [{"type": "AddRelation", "relation": {"id": "r10", "kind": "support", "premises": ["n3"], "target": "n2"}},
         {"type": "Move", "id": "r10", "target": "r9"}],
        [{"type": "Batch", "operations": [
            {"type": "AddRelation", "relation": {"kind": "support", "premises": ["n3"], "target": "r9"}}]}],
    ],
)  # fmt: skip
def test_the_support_of_a_relation_is_refused_however_it_comes(
    shelf: Shelf, town: Access, operations: list[dict[str, Any]]
):
    first = {
        "type": "AddRelation",
        "relation": {"id": "r9", "kind": "attack", "premises": ["n3"], "target": "n2"},
    }
    with pytest.raises(Problem, match="not supported"):
        send(shelf, town, first, *operations)


@pytest.mark.parametrize(
    "operation",
    [None, 7, "AddNode", [], {}, {"type": "Explode"}, {"type": "AddNode"}, {"type": "AddNode", "node": 3},
     {"type": "AddNode", "node": {"kind": "claim"}}, {"type": "AddNode", "node": {"kind": "claim", "text": 3}},
     {"type": "AddNode", "node": {"kind": "claim", "text": "x", "colour": "red"}},
     {"type": "AddRelation", "relation": {"kind": "support", "premises": "n2", "target": "n3"}},
     {"type": "EditNode", "id": "n2", "changes": {"version": 7}}, {"type": "EditNode", "id": ["n2"], "changes": {}},
     {"type": "AddNode", "node": {"id": [], "kind": "claim", "text": "x"}}, {"type": "Batch", "operations": []},
     {"type": "EditNode", "id": "n2", "changes": {}}, {"type": "EditMap", "changes": {}},
     {"type": "AddNode", "node": {"kind": "claim", "text": "x", "tags": ["a"] * 101}}],
)  # fmt: skip
def test_what_is_no_operation_is_refused(shelf: Shelf, town: Access, operation: Any):
    with pytest.raises(Problem):
        programs.carry_out(shelf, town, Press.fresh(), [operation])


def test_too_many_and_no_operations_are_refused(shelf: Shelf, town: Access):
    with pytest.raises(Problem, match="at least one"):
        send(shelf, town)
    with pytest.raises(Problem, match="are the most"):
        send(shelf, town, *[{"type": "Hide", "id": "n2"}] * 2001)
    with pytest.raises(Problem, match="are the most"):
        send(shelf, town, *[{"type": "Batch", "operations": [{"type": "Hide", "id": "n2"}] * 1001}] * 2)


def test_texts_are_cleaned_whatever_they_belong_to(shelf: Shelf, town: Access):
    fields = {"title\x00": " On  cars", "author": [{"family": "Li\n"}]}
    node = {
        "id": "air",
        "kind": "claim",
        "text": "Air. ",
        "title": " ",
        "tags": ["a", " a", "b"],
        "author": None,
    }
    quote = {"id": "q", "node": "air", "source": "s", "exact": " so  it is", "before": " ", "after": "then "}
    relation = {
        "id": "r",
        "kind": "support",
        "premises": ["air"],
        "target": "n2",
        "scheme": "",
        "note": "A\tnote",
    }
    done = send(
        shelf,
        town,
        {"type": "AddSource", "source": {"id": "s", "fields": fields, "reason": "\x00"}},
        {"type": "AddNode", "node": node},
        {"type": "AddQuote", "quote": quote},
        {"type": "AddRelation", "relation": relation},
        {"type": "AddGroup", "group": {"id": "g", "title": " Air "}},
        {"type": "EditGroup", "id": "g", "changes": {"title": "Clean  air"}},
        {"type": "EditMap", "changes": {"language": " en"}},
    )
    debate = done.debate
    assert debate.sources["s"].fields == {"title": "On cars", "author": [{"family": "Li"}]}
    assert debate.sources["s"].reason is None
    air = debate.nodes["air"]
    assert (air.text, air.title, air.tags, air.author) == ("Air.", None, ("a", "b"), None)
    words = debate.quotes["q"]
    assert (words.before, words.exact, words.after) == ("", "so it is", "then")
    assert (debate.relations["r"].scheme, debate.relations["r"].note) == (None, "A note")
    assert (debate.groups["g"].title, debate.language) == ("Clean air", "en")
    assert len(done.notes) == 2


@pytest.mark.parametrize(
    "operation",
    [{"type": "AddRelation", "relation": {"kind": "support", "premises": ["n2"], "target": "n99"}},
     {"type": "AddNode", "node": {"kind": "claim", "text": "x", "sources": ["s9"]}},
     {"type": "EditNode", "id": "n2", "changes": {"group": "g9"}}, {"type": "Cite", "node": "n2", "source": "s9"}],
)  # fmt: skip
def test_what_is_not_on_the_map_is_a_conflict(shelf: Shelf, town: Access, operation: dict[str, Any]):
    with pytest.raises(Conflict, match="not on the map"):
        send(shelf, town, operation)


def test_a_card_under_one_just_removed_is_kept(shelf: Shelf, town: Access):
    shelf.change(town, Press.fresh(), lambda _debate, _numbers: Outcome(RemoveNode("n3")))
    done = programs.add(
        shelf, replace(town, revision=2), Press.fresh(), Card("claim", "Kept.", "attack", "n3")
    )
    assert done.card is not None
    assert "removed in the meantime" in str(done.notes[0])
    assert not done.debate.relations
    with pytest.raises(Problem):
        programs.add(shelf, town, Press.fresh(), Card("claim", "No.", "attack", "n999"))
    with pytest.raises(Problem):
        programs.add(shelf, town, Press.fresh(), Card("claim", "No.", "attack", "never-there"))


def test_an_id_that_is_taken_is_a_conflict(shelf: Shelf, town: Access):
    with pytest.raises(Conflict):
        send(shelf, town, {"type": "AddNode", "node": {"id": "n2", "kind": "claim", "text": "Again."}})


def card(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "AddNode", "node": {"kind": "claim", "text": text, **more}}


def link(premise: str, target: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "AddRelation",
        "relation": {"kind": "support", "premises": [premise], "target": target, **more},
    }


def order(done: Done, target: str) -> list[str]:
    return [relation.premises[0] for relation in done.debate.incoming(target)]


def test_what_is_added_without_a_rank_comes_last_in_the_order_sent(shelf: Shelf, town: Access):
    names = ["zebra", "apple", "mango", "b", "banana"]
    send(shelf, town, card("Before.", id="first"), link("first", "n2", id="zzz"))
    town = replace(town, revision=2)
    done = send(
        shelf,
        town,
        *[card(name, id=name) for name in names],
        {"type": "Batch", "operations": [link(name, "n2", id=f"to-{name}") for name in names]},
        link("n3", "to-b", id="cut", kind="attack"),
    )
    assert order(done, "n2") == ["first", *names]
    top = sorted(done.debate.nodes.values(), key=place)
    assert [node.id for node in top] == ["n1", "n2", "n3", "first", *names]
    assert done.debate.relations["cut"].rank


def test_an_explicit_rank_stays_and_what_follows_comes_after_it(shelf: Shelf, town: Access):
    done = send(
        shelf,
        town,
        *[card(name, id=name, rank=rank) for name, rank in (("a", ""), ("b", "zz"))],
        card("c", id="c"),
        link("b", "n2", id="rb"),
        link("a", "n2", id="ra", rank=""),
        link("c", "n2", id="rc"),
    )
    assert order(done, "n2") == ["a", "b", "c"]
    assert (done.debate.nodes["a"].rank, done.debate.nodes["b"].rank) == ("", "zz")
    assert done.debate.nodes["c"].rank > "zz"


def test_where_no_room_is_left_the_others_move_together(shelf: Shelf, town: Access):
    send(shelf, town, card("Old.", id="old", rank="z" * 200), link("old", "n2", rank="z" * 200))
    done = send(
        shelf,
        replace(town, revision=2),
        card("New.", id="new"),
        card("Newer.", id="last"),
        link("new", "n2"),
        link("last", "n2"),
    )
    assert order(done, "n2") == ["old", "new", "last"]
    top = sorted(done.debate.nodes.values(), key=place)
    assert [node.id for node in top] == ["n1", "n2", "n3", "old", "new", "last"]


def test_ids_that_are_given_are_none_that_stand_in_the_same_request(shelf: Shelf, town: Access):
    done = send(shelf, town, card("Given."), card("Chosen.", id="n4"), card("Given too."))
    assert len(done.debate.nodes) == 6


@pytest.mark.parametrize("digits", [12, 15, 18, 19, 40, 63])
def test_ids_with_very_large_numbers_break_nothing(shelf: Shelf, town: Access, digits: int):
    send(shelf, town, card("Large.", id="n" + "9" * digits))
    done = three(shelf, replace(town, revision=2))
    made = maps.copy(shelf, replace(town, revision=done.revision))
    done = three(shelf, sharing.enter(shelf, made.map, made.edit_key))
    assert len(done.debate.nodes) == 10


def three(shelf: Shelf, access: Access) -> Done:
    """Three more cards, one after the other."""
    for _ in range(3):
        done = programs.add(shelf, access, Press.fresh(), Card("claim", "Next.", "support", "n2"))
        access = replace(access, revision=done.revision)
    return done
