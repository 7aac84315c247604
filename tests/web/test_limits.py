from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from argmap.web.limits import LIMITS, Bucket, Limit, Limits, address


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_so_many_at_once_and_then_one_after_the_other():
    clock = Clock()
    bucket = Bucket(Limit(60, 60, at_once=30), clock)
    assert [bucket.take("a") for _ in range(31)] == [0] * 30 + [1]
    clock.now += 0.999
    assert bucket.take("a") == 1
    clock.now += 0.002
    assert [bucket.take("a"), bucket.take("a")] == [0, 1]
    clock.now += 5
    assert [bucket.take("a") for _ in range(6)] == [0] * 5 + [1]


def test_what_is_not_used_does_not_pile_up():
    clock = Clock()
    bucket = Bucket(Limit(60, 60, at_once=3), clock)
    bucket.take("a")
    clock.now += 1_000_000
    assert [bucket.take("a") for _ in range(4)] == [0, 0, 0, 1]


def test_who_is_refused_loses_nothing_by_asking():
    clock = Clock()
    bucket = Bucket(Limit(1, 10, at_once=1), clock)
    assert bucket.take("a") == 0
    waits = []
    for _ in range(10):
        waits.append(bucket.take("a"))
        clock.now += 1
    assert waits == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert bucket.take("a") == 0


def test_keys_do_not_share():
    bucket = Bucket(Limit(1, 60, at_once=1), Clock())
    assert [bucket.take("a"), bucket.take("b"), bucket.take("a")] == [0, 0, 60]


def test_waiting_is_told_without_taking():
    bucket = Bucket(Limit(1, 60, at_once=1), Clock())
    assert [bucket.wait("a"), bucket.wait("a"), bucket.take("a"), bucket.wait("a")] == [0, 0, 0, 60]


def test_a_clock_that_goes_back_locks_nobody_out():
    clock = Clock()
    bucket = Bucket(Limit(1, 10, at_once=2), clock)
    bucket.take("a")
    clock.now -= 500
    assert bucket.take("a") == 10
    clock.now += 10
    assert bucket.take("a") == 0


def test_only_so_many_keys_are_remembered_those_seen_last():
    bucket = Bucket(Limit(1, 3600, at_once=1), Clock(), most=10)
    assert bucket.take("blocked") == 0
    for number in range(1000):
        assert bucket.take(f"k{number}") == 0
        assert bucket.take("blocked") == 3600  # it is seen again and again, so it is not forgotten
        assert len(bucket) <= 10
    assert bucket.take("k0") == 0


def test_a_very_long_key_is_cut():
    bucket = Bucket(Limit(1, 60, at_once=1), Clock())
    assert bucket.take("x" * 10_000_000) == 0
    assert bucket.take("x" * 200) == 60


def test_many_threads_get_together_what_one_would():
    bucket = Bucket(Limit(1, 3600, at_once=500), Clock())
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: bucket.take("a"), range(4000)))
    assert results.count(0) == 500


def test_the_limits_are_those_that_are_promised():
    limits = Limits(clock=Clock())
    assert [limits.take("write", "map/link") for _ in range(31)] == [0] * 30 + [1]
    assert [limits.take("failed", "192.0.2.1") for _ in range(61)] == [0] * 60 + [60]
    assert [limits.take("map", "192.0.2.1") for _ in range(201)] == [0] * 200 + [18]
    assert limits.wait("map", "192.0.2.1") == 18
    assert limits.wait("map", "192.0.2.2") == 0
    assert limits.take("write", "map/other") == 0


def test_other_limits_can_be_set_and_an_unknown_kind_is_a_mistake():
    limits = Limits({**LIMITS, "write": Limit(1, 1, at_once=1)}, clock=Clock(), most=3)
    assert [limits.take("write", "a"), limits.take("write", "a")] == [0, 1]
    with pytest.raises(KeyError):
        limits.take("reading", "a")


def test_a_household_of_ipv6_is_one_address_where_addresses_are_counted():
    limits = Limits(
        {"failed": Limit(1, 60, at_once=1, by_address=True), "write": Limit(1, 60, at_once=1)}, clock=Clock()
    )
    assert limits.take("failed", "2001:db8:1:2::1") == 0
    assert limits.take("failed", "2001:db8:1:2:ffff:ffff:ffff:ffff") == 60
    assert limits.take("failed", "2001:db8:1:3::1") == 0
    assert limits.take("write", "2001:db8:1:2::1") == 0
    assert limits.take("write", "2001:db8:1:2::2") == 0


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:DB8::7", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("testclient", "testclient"),
        ("", ""),
        (None, ""),
        ("\udc80" * 1000, "\udc80" * 200),
    ],
)
def test_addresses_as_they_are_counted(host: str | None, counted: str):
    assert address(host) == counted
