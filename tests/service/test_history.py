from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from argmap.model import ArgumentMap, Node, Problem
from argmap.model.operations import AddNode, EditNode
from argmap.service import answers, edits, history
from argmap.service.answers import Answer
from argmap.service.edits import Wanted
from argmap.service.numbers import Numbers
from argmap.service.refusals import UndoRefused
from argmap.service.sharing import Access
from argmap.service.shelf import Done, Outcome, Press, Shelf
from argmap.store import history as log


def now(shelf: Shelf, access: Access) -> Access:
    revision = log.entries(shelf.database, access.map, None, 1)[0].revision
    return replace(access, revision=revision)


def add(shelf: Shelf, access: Access, card: str, text: str, kind: str = "reason") -> Done:
    def build(debate: ArgumentMap, numbers: Numbers) -> Outcome:
        return answers.add(debate, numbers, Answer(kind, card, text))

    return shelf.change(access, Press.fresh(), build)


def edit(shelf: Shelf, access: Access, card: str, text: str) -> Done:
    def build(debate: ArgumentMap, numbers: Numbers) -> Outcome:
        return edits.edit(debate, numbers, Wanted(card, debate.nodes[card].version, text))

    return shelf.change(access, Press.fresh(), build)


def undo(shelf: Shelf, access: Access, revision: int | None = None, again: bool = False) -> Done:
    return history.undo(shelf, now(shelf, access), Press.fresh(), revision, again)


def words(shelf: Shelf, access: Access) -> list[str]:
    return [str(event.words) for event in history.events(shelf, now(shelf, access))[0]]


def test_undo_takes_back_one_change_after_the_other(shelf: Shelf, town: Access):
    add(shelf, town, "n2", "First.")
    add(shelf, town, "n2", "Second.")
    assert [node.text for node in undo(shelf, town).debate.nodes.values()][-1] == "First."
    done = undo(shelf, town)
    assert len(done.debate.nodes) == 3
    assert str(done.notes[0]) == "Undid: Added “First.” for “Yes, they should.”"
    with pytest.raises(Problem, match="nothing left"):
        undo(shelf, town)


def test_what_was_taken_back_comes_again_and_goes_again(shelf: Shelf, town: Access):
    done = add(shelf, town, "n2", "First.")
    before = done.debate
    undo(shelf, town, done.revision)
    with pytest.raises(Problem, match="undone already"):
        undo(shelf, town, done.revision)
    again = undo(shelf, town, done.revision, again=True)
    assert again.debate == before
    with pytest.raises(Problem, match="stands"):
        undo(shelf, town, done.revision, again=True)
    assert len(undo(shelf, town).debate.nodes) == 3


def test_an_undo_on_which_somebody_has_built_is_refused(shelf: Shelf, town: Access):
    done = add(shelf, town, "n2", "First.")
    assert done.card is not None
    add(shelf, town, done.card, "But.", "objection")
    with pytest.raises(UndoRefused):
        undo(shelf, town, done.revision)
    assert len(shelf.read(now(shelf, town)).debate.nodes) == 5


def test_an_edit_is_taken_back_only_while_it_stands(shelf: Shelf, town: Access):
    first = edit(shelf, town, "n2", "Yes!")
    edit(shelf, town, "n2", "Yes indeed.")
    with pytest.raises(UndoRefused):
        undo(shelf, town, first.revision)
    undo(shelf, town)
    assert undo(shelf, town).debate.nodes["n2"].text == "Yes, they should."


def test_the_beginning_and_an_undo_itself_cannot_be_taken_back(shelf: Shelf, town: Access):
    add(shelf, town, "n2", "First.")
    taken = undo(shelf, town)
    with pytest.raises(Problem, match="undo itself"):
        undo(shelf, town, taken.revision)
    with pytest.raises(Problem, match="began"):
        undo(shelf, town, 1)
    with pytest.raises(Problem, match="no change 77"):
        undo(shelf, town, 77)


def test_the_history_says_what_was_done(shelf: Shelf, town: Access):
    reason = add(shelf, town, "n2", "Cleaner air.").card
    assert reason is not None
    add(shelf, town, reason, "Dust fell.", "evidence")
    add(shelf, town, reason, "Vans stay.", "objection")
    add(shelf, town, reason, "No matter.", "undercut")
    add(shelf, town, reason, "Air matters.", "premise")
    add(shelf, town, "", "Only at night.", "position")
    edit(shelf, town, reason, "Much cleaner air.")
    shelf.change(
        town,
        Press.fresh(),
        lambda debate, _: edits.remove(debate, reason, debate.nodes[reason].version, False),
    )
    undo(shelf, town)
    assert words(shelf, town)[::-1] == [
        "Began the map",
        "Added “Cleaner air.” for “Yes, they should.”",
        "Added the evidence “Dust fell.” for “Much cleaner air.”",
        "Added “Vans stay.” against “Much cleaner air.”",
        "Added “No matter.” to undercut the link from “Much cleaner air.”",
        "Linked “Air matters.” with “Much cleaner air.”",
        "Added the position “Only at night.”",
        "Changed a card to “Much cleaner air.”",
        "Deleted “Much cleaner air.”",
        "Undid: Deleted “Much cleaner air.”",
    ]
    latest = history.undoable(shelf, now(shelf, town))
    assert latest is not None
    assert latest.revision == 8


def test_a_long_history_comes_in_pages(shelf: Shelf, town: Access):
    for number in range(60):
        add(shelf, town, "n2", f"Reason {number}.")
    first, older = history.events(shelf, now(shelf, town))
    assert older is not None
    second, end = history.events(shelf, now(shelf, town), older)
    assert [event.revision for event in first + second] == list(range(61, 0, -1))
    assert end is None


def test_many_may_press_undo_at_once(shelf: Shelf, town: Access):
    for number in range(8):
        add(shelf, town, "n2", f"Reason {number}.")
    access = now(shelf, town)
    threads = [threading.Thread(target=lambda: history.undo(shelf, access, Press.fresh())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(shelf.read(now(shelf, town)).debate.nodes) == 3


def test_a_change_of_anything_has_words():
    debate = ArgumentMap()
    said = history.said(debate, EditNode("n9", {"title": "x"}), AddNode(Node("n9", "claim", "Gone.")))
    assert str(said) == "Changed “Gone.”"
