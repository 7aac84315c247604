"""A budget holds: in the middle of one long search, off the main thread, and for every semantics and task."""

from __future__ import annotations

import pickle
import random
import threading
import time
from collections.abc import Callable

import pytest

from argmap.analysis.extensions import SEMANTICS, Undetermined, accepted, count, extensions, one, witness
from argmap.analysis.framework import Framework
from tests.analysis.hard import pigeons

HARD = pigeons(12)
# The machines that run this are shared: what matters is that it ends, and not minutes later.
SLACK = 20.0


def undetermined(call: Callable[[], object], budget: float) -> Undetermined:
    began = time.monotonic()
    with pytest.raises(Undetermined) as caught:
        call()
    assert budget * 0.9 <= time.monotonic() - began < budget + SLACK
    assert caught.value.seconds >= budget * 0.9
    return caught.value


def test_one_long_search_is_broken_off():
    error = undetermined(lambda: one(HARD, "stable", budget=1), 1)
    assert str(error).startswith("Undetermined within 1")
    assert "one stable extension" in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.seconds) == (str(error), error.seconds)


@pytest.mark.parametrize(
    ("semantics", "mode"),
    [("stable", "credulous"), ("complete", "credulous"), ("preferred", "credulous"), ("preferred", "skeptical"),
     ("semi-stable", "credulous"), ("semi-stable", "skeptical"), ("stage", "skeptical")],
)  # fmt: skip
def test_acceptance_is_broken_off(semantics, mode):
    error = undetermined(lambda: accepted(HARD, "fits", semantics, mode, budget=0.4), 0.4)
    assert "'fits'" in str(error)
    assert semantics in str(error)


@pytest.mark.parametrize("semantics", ["semi-stable", "stage", "eager", "stable"])
def test_listing_is_broken_off(semantics):
    undetermined(lambda: next(extensions(HARD, semantics, budget=0.4)), 0.4)


@pytest.mark.parametrize("semantics", ["complete", "preferred", "admissible", "semi-stable"])
def test_counting_is_broken_off(semantics):
    undetermined(lambda: count(HARD, semantics, budget=0.4), 0.4)


def test_it_holds_off_the_main_thread_too():
    caught: list[BaseException] = []

    def work() -> None:
        try:
            one(HARD, "stable", budget=1)
        except Undetermined as error:
            caught.append(error)

    began = time.monotonic()
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    turns = 0
    while any(thread.is_alive() for thread in threads):
        time.sleep(0.01)  # other threads have their turn
        turns += 1
    for thread in threads:
        thread.join()
    assert len(caught) == 2
    assert time.monotonic() - began < 1 + 2 * SLACK
    assert turns >= 4


def test_the_time_of_whoever_reads_does_not_count():
    found = extensions(
        Framework("abcd", [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")]), "preferred", budget=5
    )
    next(found)
    time.sleep(0.05)
    hungry = extensions(Framework("ab", [("a", "b"), ("b", "a")]), "preferred", budget=0.3)
    time.sleep(0.4)
    next(hungry)
    time.sleep(0.4)
    assert len(list(hungry)) == 1
    assert len(list(found)) == 3


def test_a_budget_of_nothing_answers_nothing():
    framework = Framework("ab", [("a", "b"), ("b", "a")])
    for semantics in ("stable", "preferred", "ideal", "semi-stable"):
        with pytest.raises(Undetermined):
            one(framework, semantics, budget=0)
        with pytest.raises(Undetermined):
            witness(framework, "a", semantics, "credulous", budget=0)
    with pytest.raises(Undetermined):
        accepted(framework, "a", "stable", "credulous", budget=0)


@pytest.mark.timeout(120)
def test_large_random_frameworks_that_no_solver_masters():
    random_ = random.Random(1)
    size = 10_000
    attacks = {(random_.randint(1, size), random_.randint(1, size)) for _ in range(4 * size)}
    framework = Framework.numbered([str(number) for number in range(1, size + 1)], sorted(attacks))
    for semantics in SEMANTICS:
        began = time.monotonic()
        try:
            accepted(framework, "1", semantics, "skeptical", budget=0.5)
        except Undetermined:
            assert time.monotonic() - began < 0.5 + SLACK
