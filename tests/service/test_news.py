from __future__ import annotations

from collections.abc import Callable

import pytest

from argmap.model import Node, Relation, Source
from argmap.model.operations import (
    AddNode,
    AddRelation,
    AddSource,
    Batch,
    Cite,
    EditNode,
    EditSource,
    Hide,
    Merge,
    Move,
    Operation,
    RemoveNode,
    RemoveRelation,
)
from argmap.service import history, news, sharing
from argmap.service.news import MOST, News, Stamp
from argmap.service.refusals import NotThere
from argmap.service.sharing import Access
from argmap.service.shelf import Outcome, Press, Shelf

Change = Callable[..., int]


@pytest.fixture
def change(shelf: Shelf, town: Access) -> Change:
    def carry_out(*operations: Operation) -> int:
        made = operations[0] if len(operations) == 1 else Batch(operations)
        return shelf.change(town, Press.fresh(), lambda _map, _numbers: Outcome(made)).revision

    return carry_out


def told(shelf: Shelf, town: Access, revision: int = 1) -> tuple[News, ...]:
    return news.since(shelf, town.map, Stamp(revision))[0]


def card(
    name: str, text: str = "The air gets cleaner.", kind: str = "claim", hidden: bool = False
) -> AddNode:
    return AddNode(Node(name, kind, text, hidden=hidden))


def link(name: str, premise: str, target: str, kind: str = "support") -> AddRelation:
    return AddRelation(Relation(name, kind, (premise,), target))


def test_each_revision_has_its_news(shelf: Shelf, town: Access, change: Change):
    change(card("a"), link("ra", "a", "n2"))
    change(card("b", "It costs much."), link("rb", "b", "n2", "attack"))
    change(EditNode("a", {"text": "The air gets much cleaner."}))
    found, stamp = news.since(shelf, town.map, Stamp(1))
    assert stamp == Stamp(4)
    assert found == (
        News(Stamp(2), ("a",), "new", 1, "reason", "The air gets much cleaner."),
        News(Stamp(3), ("b",), "new", 1, "objection", "It costs much."),
        News(Stamp(4), ("a",), "changed", 1, "reason", "The air gets much cleaner."),
    )
    assert news.since(shelf, town.map, Stamp(3)) == (found[2:], stamp)
    assert news.since(shelf, town.map, stamp) == ((), stamp)


@pytest.mark.parametrize(
    ("operations", "role"),
    [
        ([card("c", kind="position")], "position"),
        ([card("c", kind="question")], "question"),
        ([card("c")], "claim"),
        ([card("c", kind="evidence")], "evidence"),
        ([card("c", kind="evidence"), link("rc", "c", "a")], "evidence"),
        ([card("c"), link("rc", "c", "ra", "attack")], "undercut"),
        ([card("c"), link("rc", "c", "b", "attack")], "rebuttal"),
    ],
)
def test_a_new_card_is_called_what_it_does(
    shelf: Shelf, town: Access, change: Change, operations: list[Operation], role: str
):
    change(card("a"), link("ra", "a", "n2"), card("b"), link("rb", "b", "n2", "attack"))
    at = change(*operations)
    (found,) = told(shelf, town, at - 1)
    assert (found.what, found.role, found.cards) == ("new", role, ("c",))


def test_several_cards_are_counted(shelf: Shelf, town: Access, change: Change):
    at = change(card("a"), card("b"), card("c"))
    assert told(shelf, town, at - 1) == (News(Stamp(at), ("a", "b", "c"), "new", 3),)
    change(EditNode("a", {"tags": ("x",)}), EditNode("b", {"tags": ("x",)}))
    assert told(shelf, town, at) == (News(Stamp(at + 1), ("a", "b"), "changed", 2),)


def test_what_goes_and_comes_again(shelf: Shelf, town: Access, change: Change):
    change(card("a"), link("ra", "a", "n2"))
    at = change(RemoveNode("a"))
    assert told(shelf, town, at - 1) == (News(Stamp(at), (), "gone", 1),)
    back = history.undo(shelf, town, Press.fresh()).revision
    (found,) = told(shelf, town, at)
    assert found == News(Stamp(back), ("a",), "back", 1, "reason", "The air gets cleaner.")


def test_arguments_are_told_by_their_premises(shelf: Shelf, town: Access, change: Change):
    change(card("a"), link("ra", "a", "n2"))
    for operation in (Move("ra", "n3"), RemoveRelation("ra"), link("rb", "a", "n2")):
        at = change(operation)
        (found,) = told(shelf, town, at - 1)
        assert (found.what, found.cards) == ("changed", ("a",))


def test_sources_are_told_by_the_cards_that_cite_them(shelf: Shelf, town: Access, change: Change):
    change(card("a"), card("b", hidden=True), AddSource(Source("s", {"title": "Air"})))
    for operation in (Cite("a", "s"), EditSource("s", {"credibility": 0.5})):
        (found,) = told(shelf, town, change(operation) - 1)
        assert (found.what, found.cards) == ("changed", ("a",))
    change(AddSource(Source("t", {"title": "Secret"})))
    for operation in (Cite("b", "t"), EditSource("t", {"credibility": 0.5})):
        assert told(shelf, town, (at := change(operation)) - 1) == (News(Stamp(at)),)


# Nothing of what is hidden


def test_nothing_is_told_of_hidden_cards(shelf: Shelf, town: Access, change: Change):
    change(card("a", "Secret.", hidden=True), link("ra", "a", "n2"), card("b", hidden=True))
    change(EditNode("a", {"text": "Secret too."}))
    change(link("rb", "n3", "a"))
    change(RemoveRelation("rb"))
    change(Move("ra", "n3"))
    change(Merge("a", "b"))
    change(RemoveNode("a"))
    history.undo(shelf, town, Press.fresh())
    found = told(shelf, town)
    assert [each.stamp.revision for each in found] == list(range(2, 10))
    assert found == tuple(News(each.stamp) for each in found)


def test_what_was_hidden_since_is_not_told_afterwards(shelf: Shelf, town: Access, change: Change):
    change(card("a", "Ann did it."), link("ra", "a", "n2"))
    change(EditNode("a", {"text": "Ann did it twice."}))
    at = change(Hide("a"))
    found = told(shelf, town)
    assert found == (News(Stamp(2)), News(Stamp(3)), News(Stamp(at), (), "gone", 1))
    # Hidden once more: there was nothing to be seen before either.
    change(Hide("a"))
    assert told(shelf, town, at) == (News(Stamp(at + 1)),)
    # What was written over is not told either, once it can be seen again.
    change(EditNode("a", {"text": "Somebody did it."}))
    shown = change(Hide("a", False))
    texts = [each.text for each in told(shelf, town)]
    assert set(texts) == {"Somebody did it.", ""}
    assert told(shelf, town, shown - 1)[0].what == "back"


def test_undoing_a_hide_and_hiding_within_a_batch(shelf: Shelf, town: Access, change: Change):
    change(card("a", "Shown."))
    hidden = change(Hide("a"))
    history.undo(shelf, town, Press.fresh())
    assert [each.what for each in told(shelf, town, hidden)] == ["back"]
    at = change(Hide("a"), RemoveNode("a"))
    assert told(shelf, town, at - 1) == (News(Stamp(at), (), "gone", 1),)
    at = change(card("z", "Secret."), Hide("z"))
    assert told(shelf, town, at - 1) == (News(Stamp(at)),)


def test_of_a_card_merged_into_another_the_other_is_told(shelf: Shelf, town: Access, change: Change):
    change(card("a"), card("b"))
    at = change(Merge("a", "b"))
    (found,) = told(shelf, town, at - 1)
    assert (found.what, found.count, found.cards) == ("gone", 1, ("a",))


# Bounds


def test_too_much_to_tell_says_load_again(shelf: Shelf, town: Access, change: Change):
    at = change(*(card(f"c{number}") for number in range(MOST + 1)))
    assert told(shelf, town, at - 1) == (News(Stamp(at), reload=True),)
    for number in range(MOST):
        change(EditNode("c0", {"tags": (f"t{number}",)}))
    assert len(told(shelf, town, at)) == MOST
    assert told(shelf, town, at - 1) == (News(Stamp(at + MOST), reload=True),)


@pytest.mark.parametrize("seen", [Stamp(999_999_999_999_999), Stamp(1, 7)])
def test_a_stamp_that_has_not_been_says_load_again(shelf: Shelf, town: Access, seen: Stamp):
    assert news.since(shelf, town.map, seen) == ((News(Stamp(1), reload=True),), Stamp(1))


def test_a_map_that_is_gone_has_no_news(shelf: Shelf):
    with pytest.raises(NotThere):
        news.since(shelf, "abcdefghijkl", Stamp(1))


def test_a_stamp_is_read_as_it_is_written():
    assert Stamp.read(str(Stamp(3, 4))) == Stamp(3, 4)
    for nonsense in ("", ".", "1.", "1.2.3", "-1", "1.x", "１.0", "9" * 16, "1 "):
        assert Stamp.read(nonsense) is None


def test_who_listens_to_the_shelf_hears_of_changes_and_of_links(shelf: Shelf, town: Access, change: Change):
    heard: list[tuple[str, int | None]] = []
    shelf.listen(lambda map_id, revision: heard.append((map_id, revision)))
    press = Press.fresh()
    for _ in range(2):  # pressed twice, it counts once
        shelf.change(town, press, lambda _map, _numbers: Outcome(card("a")))
    made = sharing.share(shelf, town, "view")
    sharing.revoke(shelf, town, made.id)
    assert heard == [(town.map, 2), (town.map, None)]


def test_which_links_open_their_maps(shelf: Shelf, town: Access):
    made = sharing.share(shelf, town, "view")
    assert {(town.map, town.link), (town.map, made.id)} <= sharing.still_open(shelf, [town.map, "other"])
    sharing.revoke(shelf, town, made.id)
    assert (town.map, made.id) not in sharing.still_open(shelf, [town.map])
