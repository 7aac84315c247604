from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from argmap.debate import ownership
from argmap.formats.canonical import canonical
from argmap.model import ArgumentMap, Node, Problem, Quote, Source
from argmap.model.operations import AddNode, AddQuote, AddSource, Batch, EditNode, Hide
from argmap.service import admin, publication, rooms, sharing, snapshots
from argmap.service.numbers import Numbers
from argmap.service.refusals import NotAllowed, NotThere
from argmap.service.sharing import Access
from argmap.service.shelf import Outcome, Press, Shelf
from argmap.service.snapshots import Withdrawn


def does(*operations) -> Batch:
    return Batch(tuple(operations))


def change(shelf: Shelf, access: Access, *operations) -> None:
    def build(_debate: ArgumentMap, _numbers: Numbers) -> Outcome:
        return Outcome(does(*operations))

    shelf.change(access, Press.fresh(), build)


def test_later_changes_leave_a_snapshot_as_it_is(shelf: Shelf, town: Access):
    frozen = snapshots.freeze(shelf, town, public=True)
    before = snapshots.text(shelf, frozen)
    change(shelf, town, EditNode("n2", {"text": "They should not."}), Hide("n3", hidden=True))
    found = snapshots.enter(shelf, frozen.kept.id)
    assert snapshots.text(shelf, found) == before
    assert found.kept.hash == hashlib.sha256(before.encode()).hexdigest()
    assert snapshots.read(shelf, found).nodes["n2"].text == "Yes, they should."
    assert found.kept.revision == 1
    again = snapshots.freeze(shelf, town, public=True)
    assert again.kept.hash != frozen.kept.hash
    assert set(snapshots.read(shelf, again).nodes) == {"n1", "n2"}
    assert [each.kept.id for each in snapshots.listed(shelf, town)] == [again.kept.id, frozen.kept.id]


def test_a_secret_snapshot_opens_to_its_key_alone_and_whoever_made_it_is_shown_that_again(
    shelf: Shelf, town: Access
):
    frozen = snapshots.freeze(shelf, town)
    assert frozen.key
    assert snapshots.enter(shelf, frozen.kept.id, frozen.key) == frozen
    for wrong in (None, "", "a" * 26, frozen.key[:-1], "ä" * 26, town.key, town.secret):
        with pytest.raises(NotThere):
            snapshots.enter(shelf, frozen.kept.id, wrong)
    assert snapshots.listed(shelf, town) == [frozen]
    other = sharing.enter(shelf, town.map, sharing.share(shelf, town, "edit").key)
    (seen,) = snapshots.listed(shelf, other)
    assert seen.path is None
    reader = sharing.enter(shelf, town.map, sharing.share(shelf, town, "view").key)
    assert snapshots.listed(shelf, reader) == []
    # It does not open the map, nor does the map's own key open it.
    with pytest.raises(NotThere):
        sharing.enter(shelf, town.map, frozen.kept.id[:8] + frozen.key)


def test_a_withdrawn_snapshot_says_so_and_its_text_is_gone(shelf: Shelf, town: Access, tmp_path: Path):
    change(shelf, town, AddNode(Node("c1", "claim", "Zarminagul lives there.")))
    secret, public = snapshots.freeze(shelf, town), snapshots.freeze(shelf, town, public=True)
    change(shelf, town, EditNode("c1", {"text": "Somebody lives there."}))
    reader = sharing.enter(shelf, town.map, sharing.share(shelf, town, "view").key)
    with pytest.raises(NotAllowed):
        snapshots.withdraw(shelf, reader, public.kept.id)
    for each in (secret, public):
        snapshots.withdraw(shelf, town, each.kept.id)
        with pytest.raises(Withdrawn):
            snapshots.enter(shelf, each.kept.id, each.key)
    with pytest.raises(NotThere) as told:
        snapshots.enter(shelf, secret.kept.id, "a" * 26)
    assert not isinstance(told.value, Withdrawn)
    with pytest.raises(Problem, match="withdrawn already"):
        snapshots.withdraw(shelf, town, public.kept.id)
    assert snapshots.listed(shelf, town) == []


def test_a_snapshot_of_another_map_cannot_be_withdrawn(shelf: Shelf, town: Access):
    from argmap.service import maps

    made = maps.make(shelf, "Why?", [])
    other = sharing.enter(shelf, made.map, made.edit_key)
    frozen = snapshots.freeze(shelf, town, public=True)
    with pytest.raises(Problem):
        snapshots.withdraw(shelf, other, frozen.kept.id)
    assert snapshots.enter(shelf, frozen.kept.id) == frozen


def test_only_those_who_may_change_all_of_it_freeze_a_map(shelf: Shelf, town: Access):
    reader = sharing.enter(shelf, town.map, sharing.share(shelf, town, "view").key)
    publication.publish(shelf, town)
    for access in (reader, sharing.enter(shelf, town.map, None)):
        with pytest.raises(NotAllowed):
            snapshots.freeze(shelf, access)


def test_there_are_so_many_snapshots_of_a_map_and_withdrawn_ones_make_room(
    shelf: Shelf, town: Access, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(snapshots, "MOST", 2)
    first = snapshots.freeze(shelf, town)
    snapshots.freeze(shelf, town)
    with pytest.raises(Problem, match="too many"):
        snapshots.freeze(shelf, town)
    snapshots.withdraw(shelf, town, first.kept.id)
    snapshots.freeze(shelf, town)
    monkeypatch.setattr(snapshots, "ROOM", 10)
    monkeypatch.setattr(snapshots, "MOST", 9)
    with pytest.raises(Problem, match="too large"):
        snapshots.freeze(shelf, town)


def test_a_hidden_map_takes_its_snapshots_with_it(shelf: Shelf, town: Access):
    frozen = snapshots.freeze(shelf, town, public=True)
    admin.hide(shelf, town.map)
    with pytest.raises(Withdrawn) as told:
        snapshots.enter(shelf, frozen.kept.id)
    assert told.value.hidden
    admin.delete(shelf, town.map)
    with pytest.raises(NotThere):
        snapshots.enter(shelf, frozen.kept.id)


@pytest.fixture
def room(shelf: Shelf) -> rooms.Opened:
    return rooms.open_room(shelf, "Should cars leave the town?", ["Yes.", "No."], anonymous=True)


def test_what_somebody_erases_vanishes_from_snapshots_too_and_they_say_so(
    shelf: Shelf, room: rooms.Opened, tmp_path: Path
):
    lead = sharing.enter(shelf, room.room.map, room.facilitator_key)
    joined = rooms.join(shelf, room.room, "Obiageli")
    person = sharing.enter(shelf, room.room.map, joined.key)
    untouched = snapshots.freeze(shelf, lead, public=True)
    change(
        shelf,
        person,
        AddSource(Source("s1", {"type": "book", "title": "A book"})),
        AddNode(Node("c1", "claim", "Quirinius said it.", title="Quirinius", sources=("s1",))),
        AddQuote(Quote("q1", "c1", "s1", "Exactly as Quirinius wrote.")),
    )
    change(shelf, lead, AddNode(Node("c2", "claim", "Somebody else's card.")))
    frozen = snapshots.freeze(shelf, lead)
    text = snapshots.text(shelf, frozen)
    assert "Quirinius" in text
    # Nobody is named in it, and no id of anybody.
    assert "author" not in text
    assert joined.person not in text
    assert rooms.leave(shelf, person, texts=True) == 1
    found = snapshots.enter(shelf, frozen.kept.id, frozen.key)
    after = snapshots.text(shelf, found)
    assert "Quirinius" not in after
    assert after.count(ownership.ERASED) == 3
    assert "Somebody else's card." in after
    assert found.kept.redacted_at is not None
    assert found.kept.hash == hashlib.sha256(after.encode()).hexdigest() != frozen.kept.hash
    assert snapshots.read(shelf, found).nodes["c1"].text == ownership.ERASED
    assert {node["id"]: node["text"] for node in json.loads(after)["nodes"]}["c2"] == "Somebody else's card."
    assert snapshots.enter(shelf, untouched.kept.id).kept == untouched.kept
    assert admin.purge(shelf).clean
    assert not any(b"Quirinius" in path.read_bytes() for path in tmp_path.iterdir())


def test_words_that_are_erased_while_somebody_freezes_the_map_are_in_no_snapshot(
    shelf: Shelf, room: rooms.Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    lead = sharing.enter(shelf, room.room.map, room.facilitator_key)
    joined = rooms.join(shelf, room.room, "Obiageli")
    person = sharing.enter(shelf, room.room.map, joined.key)
    change(shelf, person, AddNode(Node("c1", "claim", "Quirinius said it.")))
    lead = sharing.enter(shelf, room.room.map, room.facilitator_key)
    left: list[int] = []

    plainly = canonical

    def slowly(debate: ArgumentMap) -> str:
        if not left:
            left.append(rooms.leave(shelf, person, texts=True))
        return plainly(debate)

    monkeypatch.setattr("argmap.service.snapshots.canonical", slowly)
    frozen = snapshots.freeze(shelf, lead, public=True)
    assert left == [1]
    assert "Quirinius" not in snapshots.text(shelf, frozen)
    assert admin.purge(shelf).clean
    assert not any(b"Quirinius" in path.read_bytes() for path in tmp_path.iterdir())


def test_a_snapshot_for_everybody_has_one_address(shelf: Shelf, town: Access):
    frozen = snapshots.freeze(shelf, town, public=True)
    with pytest.raises(NotThere):
        snapshots.enter(shelf, frozen.kept.id, "a" * 26)


def test_what_is_hidden_or_waits_is_in_no_snapshot(shelf: Shelf, room: rooms.Opened):
    lead = sharing.enter(shelf, room.room.map, room.facilitator_key)
    rooms.switch(shelf, lead, "queue", on=True)
    joined = rooms.join(shelf, room.room, "Ayesha")
    person = sharing.enter(shelf, room.room.map, joined.key)
    change(shelf, person, AddNode(Node("c1", "claim", "It waits.")))
    lead = sharing.enter(shelf, room.room.map, room.facilitator_key)
    assert "It waits." not in snapshots.text(shelf, snapshots.freeze(shelf, lead))
