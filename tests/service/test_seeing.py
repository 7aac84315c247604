from __future__ import annotations

from dataclasses import replace

import pytest

from argmap.model import ArgumentMap, Node, Relation, replay
from argmap.model.operations import AddNode, AddRelation, Batch, EditNode, RemoveNode
from argmap.service import rooms, seeing, sharing
from argmap.service.sharing import Access
from argmap.service.shelf import Shelf


@pytest.fixture
def people(shelf: Shelf) -> dict[str, Access]:
    """Everybody of an anonymous room."""
    opened = rooms.open_room(shelf, "Should cars leave the town?", ["Yes."], anonymous=True)
    leads = sharing.enter(shelf, opened.room.map, opened.facilitator_key)
    view = sharing.share(shelf, leads, "view").key
    keys = {name: rooms.join(shelf, opened.room, name).key for name in ("one", "two")}
    found = {
        name: sharing.enter(shelf, opened.room.map, key) for name, key in (*keys.items(), ("view", view))
    }
    return {**found, "leads": leads}


def debate(people: dict[str, Access]) -> ArgumentMap:
    """A card of each of two, one of them hidden, and an argument of the hidden one."""
    one, two = people["one"].participant, people["two"].participant
    return replay([
        AddNode(Node("a", "claim", "Seen.", author=one)),
        AddNode(Node("b", "claim", "Hidden.", author=two, hidden=True)),
        AddRelation(Relation("r", "attack", ("b",), "a")),
    ])  # fmt: skip


def test_hidden_cards_are_told_to_whoever_leads_and_to_their_writer(people: dict[str, Access]):
    whole = debate(people)
    told = {name: seeing.told(access, whole) for name, access in people.items()}
    assert {name: set(each.nodes) for name, each in told.items()} == {
        "leads": {"a", "b"}, "two": {"a", "b"}, "one": {"a"}, "view": {"a"}}  # fmt: skip
    assert {name: set(each.relations) for name, each in told.items()} == {
        "leads": {"r"}, "two": {"r"}, "one": set(), "view": set()}  # fmt: skip
    assert told["leads"] is whole


def test_authors_are_told_to_whoever_leads_alone(people: dict[str, Access]):
    whole = debate(people)
    for name, access in people.items():
        signed = any(node.author for node in seeing.told(access, whole).nodes.values())
        assert signed == (name == "leads")
        assert any(node.author for node in seeing.known(access, whole).nodes.values())


def test_those_who_are_told_the_same_have_the_same_name_for_it(people: dict[str, Access]):
    whole = debate(people)
    sights = {name: seeing.sight(access, whole) for name, access in people.items()}
    assert sights["one"] == sights["view"]
    assert len(set(sights.values())) == 3
    room = people["one"].room
    assert room is not None
    named = replace(people["one"], room=replace(room, anonymous=False))
    assert seeing.sight(named, whole) not in sights.values()


def test_who_wrote_a_card_does_not_count_for_those_who_are_not_told(people: dict[str, Access]):
    whole, one = debate(people), people["one"]
    card = Node("a", "claim", "Seen.")
    sent = Batch(
        (EditNode("a", {"text": "New."}, was={"author": "x", "text": "Seen."}), RemoveNode("a", card))
    )
    meant = seeing.meant(one, whole, sent)
    assert meant == Batch((
        EditNode("a", {"text": "New."}, was={"text": "Seen."}),
        RemoveNode("a", replace(card, author=one.participant)),
    ))  # fmt: skip
    assert seeing.meant(people["leads"], whole, sent) is sent
