from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from argmap.model import ArgumentMap
from argmap.service import answers, history
from argmap.service.answers import Answer
from argmap.service.numbers import Numbers
from argmap.service.presses import press
from argmap.service.sharing import Access
from argmap.service.shelf import Done, Outcome, Press, Shelf

BUTTON = Press.of("r1", "Once.")


def once(shelf: Shelf, access: Access) -> Done:
    def build(debate: ArgumentMap, numbers: Numbers) -> Outcome:
        return answers.add(debate, numbers, Answer("reason", "n2", "Once."))

    return press(shelf, access, BUTTON, build)


def cards(shelf: Shelf, access: Access, revision: int) -> int:
    return len(shelf.read(replace(access, revision=revision)).debate.nodes) - 3


def test_a_press_counts_once(shelf: Shelf, town: Access):
    assert once(shelf, town).repeated is False
    assert once(shelf, town).repeated is True
    assert cards(shelf, town, 2) == 1


def test_pressed_again_after_an_undo_it_counts_again_and_once(shelf: Shelf, town: Access):
    revision = once(shelf, town).revision
    for _ in range(3):
        access = replace(town, revision=revision)
        history.undo(shelf, access, Press.fresh())
        assert cards(shelf, town, revision + 1) == 0
        again = once(shelf, town)
        assert (again.repeated, again.revision) == (False, revision + 2)
        assert once(shelf, town).repeated is True
        assert cards(shelf, town, revision + 2) == 1
        revision = again.revision


def test_a_double_press_at_the_same_moment_counts_once(shelf: Shelf, town: Access):
    with ThreadPoolExecutor(8) as pool:
        first = list(pool.map(lambda _: once(shelf, town), range(8)))
        assert [done.repeated for done in first].count(False) == 1
        history.undo(shelf, replace(town, revision=2), Press.fresh())
        second = list(pool.map(lambda _: once(shelf, town), range(8)))
    assert [done.repeated for done in second].count(False) == 1
    assert cards(shelf, town, 4) == 1


def test_what_was_brought_again_stands(shelf: Shelf, town: Access):
    done = once(shelf, town)
    history.undo(shelf, replace(town, revision=2), Press.fresh())
    history.undo(shelf, replace(town, revision=3), Press.fresh(), done.revision, again=True)
    assert once(shelf, town).repeated is True
    assert cards(shelf, town, 4) == 1
