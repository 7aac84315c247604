from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from argmap.model import ArgumentMap, Node, Problem, Relation, replay
from argmap.model.operations import AddNode, AddRelation
from argmap.service import sharing, weight
from argmap.service.numbers import Numbers, highest, number
from argmap.service.refusals import NoDatabase
from argmap.service.sharing import Access
from argmap.service.shelf import Held, Outcome, Press, Shelf, _Kept, check_size, first_card, open_shelf


def adding(text: str):
    def build(_debate, numbers: Numbers) -> Outcome:
        return Outcome(AddNode(Node(numbers.give("n"), "claim", text)))

    return build


def test_a_press_counts_once(shelf: Shelf, town: Access):
    first = shelf.change(town, Press("a"), adding("Once."))
    second = shelf.change(town, Press("a"), adding("Once."))
    assert (first.repeated, second.repeated) == (False, True)
    assert second.card == first.card
    assert second.revision == first.revision == 2
    assert len(second.debate.nodes) == 4


def test_the_same_form_with_other_words_is_another_press():
    assert Press.of("r1", "ab", "c") != Press.of("r1", "a", "bc")
    assert Press.of("r1", "\ud800") == Press.of("r1", "\ud800")
    assert Press.fresh() != Press.fresh()


def test_what_is_read_is_at_least_as_new_as_the_visit(shelf: Shelf, town: Access):
    other = Shelf(shelf.database)  # another process, so to speak
    other.read(town)
    shelf.change(town, Press.fresh(), adding("New."))
    late = sharing.enter(other, town.map, town.key)
    assert late.revision == 2
    assert len(other.read(late).debate.nodes) == 4
    done = other.change(late, Press.fresh(), adding("Newer."))
    assert len(done.debate.nodes) == 5


def test_many_write_at_once_and_nothing_is_lost(shelf: Shelf, town: Access):
    def work(name: int) -> None:
        for each in range(10):
            shelf.change(town, Press.fresh(), adding(f"{name}-{each}"))

    threads = [threading.Thread(target=work, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    debate = shelf.read(replace(town, revision=61)).debate
    assert len(debate.nodes) == 63
    assert {node.text for node in debate.nodes.values()} >= {f"{a}-{b}" for a in range(6) for b in range(10)}


def test_a_change_that_fails_changes_nothing(shelf: Shelf, town: Access):
    def build(_debate, _numbers) -> Outcome:
        raise Problem("No.")

    with pytest.raises(Problem):
        shelf.change(town, Press("a"), build)
    assert shelf.read(town).revision == 1
    assert not shelf.change(town, Press("a"), adding("Now.")).repeated


def test_a_database_that_cannot_be_opened_is_told_of(tmp_path):
    with pytest.raises(NoDatabase):
        open_shelf("nosuch://there")
    (tmp_path / "text.db").write_text("no database at all, but a longer text " * 100)
    with pytest.raises(NoDatabase):
        open_shelf(str(tmp_path / "text.db"))


def test_numbers_are_never_given_twice():
    numbers = Numbers(3)
    numbers.see(["r9", "x", "n4"])
    assert numbers.give("n") == "n10"
    assert number("n" + "9" * 30) == 0
    from argmap.model import ArgumentMap

    assert highest(ArgumentMap()) == 0
    assert first_card(AddNode(Node("n1", "claim", "A."))) == "n1"


def test_a_map_that_is_too_large_to_be_shown_is_refused_in_a_clear_sentence():
    cards = {f"n{i}": Node(f"n{i}", "claim", "Yes.") for i in range(101)}
    premises = tuple(cards)[1:]
    for refused, sentence in (
        (filled({f"n{i}": Node(f"n{i}", "claim", "Yes.") for i in range(10_001)}), "10,001 cards; 10,000"),
        (filled(cards, {f"r{i}": Relation(f"r{i}", "support", premises, "n0") for i in range(1_001)}),
         "100,100 premises together; 100,000 are the most. Divide"),
        (filled(cards, {f"r{i}": Relation(f"r{i}", "support", ("n1",), "n0") for i in range(30_001)}), "30,001 links"),
        (filled({f"n{i}": Node(f"n{i}", "claim", "x" * 10_000) for i in range(2_001)}), "20,010,000 characters"),
    ):  # fmt: skip
        with pytest.raises(Problem, match=sentence):
            check_size(refused)
    check_size(filled(cards, {f"r{i}": Relation(f"r{i}", "support", premises, "n0") for i in range(1_000)}))


def filled(*tables: Mapping[str, Any]) -> ArgumentMap:
    """A map with these items, unchecked."""
    debate = ArgumentMap()
    for table in tables:
        for item in table.values():
            debate._put(item)
    return debate


def test_the_maps_in_memory_weigh_what_their_texts_and_premises_do():
    names = [f"n{i}" for i in range(1, 101)]
    few = filled({name: Node(name, "claim", "Yes.") for name in ["n0", *names]})
    long = filled({name: Node(name, "claim", "x" * 10_000) for name in ["n0", *names]})
    linked = replay([AddRelation(Relation(f"r{i}", "support", tuple(names), "n0")) for i in range(100)], few)
    assert weight.size(long) > weight.size(few) + 1_000_000
    assert weight.size(linked) > weight.size(few) + 500_000
    kept = _Kept(room=weight.size(long) + weight.size(few))
    for name, debate in (("a", few), ("b", long), ("c", linked)):
        kept.put(Held(name, 1, 0, debate))
    assert kept.get("c") is not None
    assert kept.get("a") is None
    assert kept.size <= kept.room
    kept = _Kept(room=10)
    kept.put(Held("a", 1, 0, few))
    assert kept.get("a") is not None
