"""Frameworks: what they hold, and what is refused."""

from __future__ import annotations

import dataclasses

import pytest

from argmap.analysis.framework import Framework


def test_it_holds_arguments_in_order_and_attacks_from_both_ends():
    framework = Framework(iter("cab"), iter([("a", "b"), ("c", "b"), ("b", "b")]))
    assert framework.arguments == ("c", "a", "b")
    assert framework.attackers_of("b") == ("a", "c", "b")
    assert framework.attacks == [("c", "b"), ("a", "b"), ("b", "b")]
    assert len(framework) == 3
    assert "a" in framework
    assert "d" not in framework
    assert framework.number("c") == 1
    assert framework.named([1, 3]) == {"c", "b"}


@pytest.mark.parametrize(
    ("arguments", "attacks", "said"),
    [
        (["a", "b", "a"], [], "'a' stands twice"),
        (["a"], [("a", "b")], "names 'b'"),
        (["a"], [("b", "a")], "names 'b'"),
        (["a", "b"], [("a", "b"), ("b", "a"), ("a", "b")], "the attack of 'a' on 'b' stands twice"),
        (["x" * 1_000] * 2, [], "x…"),
    ],
)
def test_what_is_no_framework_is_refused(arguments, attacks, said):
    with pytest.raises(ValueError, match=r"\w") as caught:
        Framework(arguments, attacks)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 120


def test_it_is_frozen_and_equal_by_value():
    one = Framework("ab", [("a", "b"), ("b", "a")])
    other = Framework("ab", [("b", "a"), ("a", "b")])
    assert one == other
    assert hash(one) == hash(other)
    assert one != Framework("ba", one.attacks)
    assert one != Framework("ab", [])
    assert one != "ab"
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.arguments = ()  # type: ignore[misc]


def test_numbered_takes_an_attack_that_stands_twice_once():
    framework = Framework.numbered("ab", [(1, 2), (2, 1), (1, 2)])
    assert framework.attacks == [("a", "b"), ("b", "a")]
    with pytest.raises(ValueError, match="twice"):
        Framework.numbered("aa", [])
