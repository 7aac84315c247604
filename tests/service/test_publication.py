from __future__ import annotations

from datetime import timedelta

import pytest

from argmap.model import Problem
from argmap.service import admin, maps, publication, rooms, seeing, sharing
from argmap.service.refusals import Ended, Hidden, NotAllowed, NotThere
from argmap.service.sharing import PUBLIC, Access
from argmap.service.shelf import Shelf


def stranger(shelf: Shelf, access: Access) -> Access:
    return sharing.enter(shelf, access.map, None)


def test_a_map_is_secret_until_its_owner_makes_it_public_and_again_when_they_take_it_back(
    shelf: Shelf, town: Access
):
    with pytest.raises(NotThere):
        stranger(shelf, town)
    publication.publish(shelf, town)
    read = stranger(shelf, town)
    assert (read.role, read.link, read.edit, read.leads, read.public) == ("view", PUBLIC, False, False, True)
    assert sharing.still_open(shelf, [town.map]) >= {(town.map, PUBLIC)}
    assert sharing.enter(shelf, town.map, town.key).public
    with pytest.raises(NotThere):
        sharing.enter(shelf, town.map, "a" * 34, strict=True)
    assert sharing.enter(shelf, town.map, "a" * 34).stranger
    publication.withdraw(shelf, town)
    with pytest.raises(NotThere):
        stranger(shelf, town)
    assert (town.map, PUBLIC) not in sharing.still_open(shelf, [town.map])


def test_only_those_who_may_change_all_of_it_say_who_reads_a_map(shelf: Shelf, town: Access):
    reader = sharing.enter(shelf, town.map, sharing.share(shelf, town, "view").key)
    for does in (publication.publish, publication.withdraw):
        with pytest.raises(NotAllowed):
            does(shelf, reader)
    publication.publish(shelf, town)
    with pytest.raises(NotAllowed):
        publication.withdraw(shelf, stranger(shelf, town))


def test_a_map_is_public_as_long_as_it_was_said(shelf: Shelf, town: Access):
    now = shelf.clock()
    ends = publication.publish(shelf, town, days=7)
    assert ends is not None
    assert stranger(shelf, town).ends == ends
    shelf.clock = lambda: now + timedelta(days=8)
    with pytest.raises(NotThere):
        stranger(shelf, town)


def test_a_link_that_ends_says_so_to_whoever_has_its_key(shelf: Shelf, town: Access):
    now = shelf.clock()
    link = sharing.share(shelf, town, "edit", days=7, label="  Ms\nKhan ")
    assert (link.label, link.over) == ("Ms Khan", False)
    key = link.key or ""
    guest = sharing.enter(shelf, town.map, key)
    assert guest.ends == link.ends
    # What they make ends no later, whatever they ask for.
    below = sharing.share(shelf, guest, "view", days=30)
    assert below.ends == link.ends == sharing.share(shelf, guest, "view").ends
    assert publication.publish(shelf, guest) == link.ends
    publication.withdraw(shelf, guest)
    shelf.clock = lambda: now + timedelta(days=8)
    with pytest.raises(Ended) as told:
        sharing.enter(shelf, town.map, key)
    assert told.value.at == link.ends
    with pytest.raises(NotThere) as other:
        sharing.enter(shelf, town.map, key[:8] + "a" * 26)
    assert not isinstance(other.value, Ended)
    over = next(each for each in sharing.shared(shelf, town) if each.id == link.id)
    assert over.over
    assert sharing.revoke(shelf, town, link.id) == 3


@pytest.mark.parametrize("days", [0, -1, 3651])
def test_a_link_ends_within_ten_years(shelf: Shelf, town: Access, days: int):
    with pytest.raises(Problem, match="1 to"):
        sharing.share(shelf, town, "view", days=days)
    with pytest.raises(Problem, match="at most 80"):
        sharing.share(shelf, town, "view", label="x" * 81)


def test_a_hidden_map_says_so_to_strangers_and_is_shared_no_further(shelf: Shelf, town: Access):
    publication.publish(shelf, town)
    publication.report(shelf, town.map, " It names\na child. ")
    assert [each.reason for each in admin.reports(shelf)] == ["It names a child."]
    admin.hide(shelf, town.map)
    with pytest.raises(Hidden):
        stranger(shelf, town)
    owner = sharing.enter(shelf, town.map, town.key)
    assert owner.hidden
    assert publication.reported(shelf, owner) == 1
    for again in (lambda: publication.publish(shelf, owner), lambda: sharing.share(shelf, owner, "view")):
        with pytest.raises(NotAllowed, match="hidden"):
            again()
    # Even by somebody who had come in before it was hidden.
    with pytest.raises(NotAllowed, match="hidden"):
        publication.publish(shelf, town)
    admin.show(shelf, town.map)
    with pytest.raises(NotThere) as told:
        stranger(shelf, town)
    assert not isinstance(told.value, Hidden)
    publication.publish(shelf, sharing.enter(shelf, town.map, town.key))
    assert admin.dismiss(shelf, town.map) == 1


def test_that_a_secret_map_was_hidden_is_told_to_nobody(shelf: Shelf, town: Access):
    admin.hide(shelf, town.map)
    with pytest.raises(NotThere) as told:
        stranger(shelf, town)
    assert not isinstance(told.value, Hidden)


def test_the_room_of_a_hidden_map_stays_locked(shelf: Shelf):
    opened = rooms.open_room(shelf, "Should cars leave the town?", ["Yes."])
    admin.hide(shelf, opened.room.map)
    lead = sharing.enter(shelf, opened.room.map, opened.facilitator_key)
    with pytest.raises(NotAllowed, match="stays locked"):
        rooms.switch(shelf, lead, "locked", on=False)


@pytest.mark.parametrize(("reason", "said"), [(" \n", "in a sentence"), ("x" * 1001, "at most 1000")])
def test_a_report_says_something_and_not_too_much(shelf: Shelf, town: Access, reason: str, said: str):
    with pytest.raises(Problem, match=said):
        publication.report(shelf, town.map, reason)


def test_a_stranger_is_told_nobody_of_a_room(shelf: Shelf):
    opened = rooms.open_room(shelf, "Should cars leave the town?", ["Yes."])
    lead = sharing.enter(shelf, opened.room.map, opened.facilitator_key)
    joined = rooms.join(shelf, opened.room, "Ayesha")
    from functools import partial

    from argmap.model import Node
    from argmap.service.shelf import Press
    from tests.service.test_admin import _add

    someone = sharing.enter(shelf, opened.room.map, joined.key)
    shelf.change(someone, Press.fresh(), partial(_add, Node("c1", "claim", "The air gets cleaner.")))
    publication.publish(shelf, lead)
    read = stranger(shelf, lead)
    assert read.role == "onlooker"
    told = seeing.told(read, shelf.read(read).debate)
    assert told.nodes["c1"].author is None
    assert rooms.names(shelf, read) == {}


def test_opening_a_map_notes_the_day_and_no_more(shelf: Shelf):
    made = maps.make(shelf, "Why?", ["So."])
    assert admin.every(shelf)[0].opened_on is None
    sharing.enter(shelf, made.map, made.view_key)
    (kept,) = admin.every(shelf)
    assert kept.opened_on is not None
    assert (kept.opened_on.hour, kept.opened_on.minute, kept.opened_on.second) == (0, 0, 0)


def test_for_whom_a_link_is_goes_with_the_names_of_the_room(shelf: Shelf):
    opened = rooms.open_room(shelf, "Should cars leave the town?", ["Yes."])
    lead = sharing.enter(shelf, opened.room.map, opened.facilitator_key)
    sharing.share(shelf, lead, "view", label="Ms Khan")
    assert sharing.shared(shelf, lead)[-1].label == "Ms Khan"
    rooms.erase_names(shelf, lead)
    assert sharing.shared(shelf, lead)[-1].label is None
