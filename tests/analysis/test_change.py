from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from argmap.analysis.change import Version, mixed, sufficient_changes


def basic(version: Version) -> Mapping[str, float]:
    """The plainest of all semantics, where there are no circles: base + supporters - attackers."""

    def strength(name: str) -> float:
        pro = sum(strength(a) for a, b in version.supports if b == name)
        return version.base[name] + pro - sum(strength(a) for a, b in version.attacks if b == name)

    return {name: strength(name) for name in version.base}


def test_published_explanations(shared: Path):
    cases = json.loads((shared / "cases" / "semantics.json").read_text("utf-8"))
    (case,) = (case for case in cases if case["kind"] == "explanation")
    supports, attacks = (frozenset(map(tuple, case[side])) for side in ("supports", "attacks"))
    new = Version(case["base"], supports, attacks)
    old = Version({"a": 2, "b": 1, "c": 5}, supports, attacks - {("e", "c")})
    found = sufficient_changes(old, new, "b", "c", evaluate=basic)
    (expected,) = case["expected"].values()
    assert set(found) == {frozenset(some) for some in expected}


def test_the_way_back_has_explanations_of_its_own():
    old = Version({"a": 2, "b": 1, "c": 5}, frozenset({("a", "b")}), frozenset({("a", "c")}))
    new = Version({"a": 1, "b": 1, "c": 5, "e": 3}, old.supports, frozenset({("a", "c"), ("e", "c")}))
    assert sufficient_changes(old, new, "b", "c", evaluate=basic) == [frozenset("a"), frozenset("e")]
    assert sufficient_changes(new, old, "b", "c", evaluate=basic) == [frozenset("e")]
    assert sufficient_changes(new, new, "b", "c", evaluate=basic) == [frozenset()]


def test_two_changes_that_are_only_enough_together():
    old = Version({"a": 0.5, "b": 0.9})
    new = Version({"a": 0.5, "b": 0.9, "c": 1.0, "d": 1.0}, frozenset({("c", "a")}), frozenset({("d", "b")}))
    assert sufficient_changes(old, new, "a", "b") == [frozenset("d")]
    new = Version({"a": 0.5, "b": 0.9, "c": 0.9, "d": 0.7}, frozenset({("c", "a")}), frozenset({("d", "b")}))
    assert sufficient_changes(old, new, "a", "b") == [frozenset("cd")]
    assert sufficient_changes(old, new, "a", "b", most=1) == []


def test_a_mixture_has_the_relations_of_whoever_makes_them():
    old = Version({"a": 0.5, "b": 0.4}, attacks=frozenset({("a", "b")}))
    new = Version({"a": 0.6, "c": 0.7}, attacks=frozenset({("c", "a"), ("a", "c")}))
    assert mixed(old, new, {"c"}) == Version(
        {"a": 0.5, "b": 0.4, "c": 0.7}, attacks=frozenset({("a", "b"), ("c", "a")})
    )
    assert mixed(old, new, {"a"}) == Version({"a": 0.6, "b": 0.4})
    assert mixed(old, new, {"b"}) == Version({"a": 0.5})
    assert mixed(new, old, {"b"}) == Version({"a": 0.6, "b": 0.4, "c": 0.7}, attacks=new.attacks)
    assert mixed(old, new, {"a", "b", "c"}) == new
    assert mixed(old, new, set()) == old


def test_only_what_was_there_before_and_after_is_compared():
    with pytest.raises(ValueError, match="'b' must be in both"):
        sufficient_changes(Version({"a": 0.5}), Version({"a": 0.5, "b": 0.5}), "a", "b")
