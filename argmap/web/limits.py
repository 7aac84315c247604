"""How much anybody may do in a while, counted in memory alone: what is counted here never reaches a disk.

Changes are counted by the link they come by, so that a class behind one address is not held up. By address are
counted only keys that open nothing, new maps, and reports.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock

Clock = Callable[[], float]

MOST_KEYS = 20_000
"""How many keys are remembered for each limit. The one used longest ago is forgotten first."""

_LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in so many seconds, and so many of them at once. `by_address`: the keys are network addresses."""

    count: int
    seconds: float
    at_once: int
    by_address: bool = False


LIMITS: Mapping[str, Limit] = {
    "write": Limit(60, 60, at_once=30),
    "person": Limit(60, 60, at_once=10),
    "busy": Limit(600, 60, at_once=300),
    "failed": Limit(60, 3600, at_once=60, by_address=True),
    "map": Limit(200, 3600, at_once=200, by_address=True),
    "report": Limit(10, 3600, at_once=5, by_address=True),
}
"""The limits by kind: changes (by link), changes of a participant (by who they are, on all their devices), changes by all links of a map together (whoever has one can make more), keys that open nothing (by address), new maps (by address), reports of public maps (by address)."""


@dataclass(slots=True)
class Bucket:
    """A bucket of tokens for each key: every use takes one, and they come back at an even pace.

    >>> bucket = Bucket(Limit(60, 60, at_once=2), clock=lambda: 0.0)
    >>> bucket.take("a"), bucket.take("a"), bucket.take("a"), bucket.take("b")
    (0, 0, 1, 0)
    """

    limit: Limit
    clock: Clock = time.monotonic
    most: int = MOST_KEYS
    # For each key the time at which its bucket will be full again.
    _full: OrderedDict[str, float] = field(default_factory=OrderedDict, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def take(self, key: str) -> int:
        """Take a token: 0, or the whole seconds to wait until there is one again. Then nothing is taken."""
        key = self._key(key)
        with self._lock:
            full, wait = self._look(key)
            # Who is refused counts as seen too: otherwise many others would soon have them forgotten.
            self._full[key] = full if wait else full + self._pace
            self._full.move_to_end(key)
            if len(self._full) > self.most:
                self._full.popitem(last=False)
        return wait

    def wait(self, key: str) -> int:
        """What `take` would say, without taking."""
        with self._lock:
            return self._look(self._key(key))[1]

    def __len__(self) -> int:
        return len(self._full)

    @property
    def _pace(self) -> float:
        return self.limit.seconds / self.limit.count

    def _key(self, key: str) -> str:
        return address(key) if self.limit.by_address else key[:_LONGEST_KEY]

    def _look(self, key: str) -> tuple[float, int]:
        now, room = self.clock(), self.limit.at_once * self._pace
        # Never further off than an empty bucket takes to fill, even where a clock went back.
        full = min(max(self._full.get(key, now), now), now + room)
        # A hair less, since sums of fractions come out a hair off.
        return full, max(math.ceil(full + self._pace - room - now - 1e-6), 0)


@dataclass(slots=True)
class Familiar:
    """Which rooms somebody at an address has been in already: a code typed wrongly there closes them to nobody.

    A class shares one address. So whoever tries codes at random there is stopped, and the class comes in all the same.

    >>> familiar = Familiar()
    >>> familiar.note("2001:db8::1", "k3v5")
    >>> familiar.knows("2001:db8::2", "k3v5"), familiar.knows("192.0.2.7", "k3v5")
    (True, False)
    """

    most: int = MOST_KEYS
    _pairs: OrderedDict[tuple[str, str], None] = field(default_factory=OrderedDict, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def note(self, host: str, room: str) -> None:
        """Somebody at this address is in the room."""
        pair = address(host), room
        with self._lock:
            self._pairs[pair] = None
            self._pairs.move_to_end(pair)
            if len(self._pairs) > self.most:
                self._pairs.popitem(last=False)

    def knows(self, host: str, room: str) -> bool:
        """Whether somebody at this address is in the room."""
        with self._lock:
            return (address(host), room) in self._pairs


class Limits:
    """All limits of one server, by kind. Safe to use from many threads."""

    def __init__(
        self,
        limits: Mapping[str, Limit] = LIMITS,
        *,
        clock: Clock = time.monotonic,
        most: int = MOST_KEYS,
    ) -> None:
        self._buckets = {kind: Bucket(limit, clock, most) for kind, limit in limits.items()}
        self.familiar = Familiar(most)

    def take(self, kind: str, key: str) -> int:
        """Count one: 0, or the seconds to wait when it is one too many (which is then not counted).

        Only the name of a link that exists may be a key: made-up names would crowd out the others.
        """
        return self._buckets[kind].take(key)

    def wait(self, kind: str, key: str) -> int:
        """What `take` would say, without counting."""
        return self._buckets[kind].wait(key)


def address(host: str | None) -> str:
    """A network address as it is counted: of IPv6 the first half, since one household has all of the other.

    >>> address("192.0.2.7"), address("2001:db8:1:2:3::4"), address("::ffff:192.0.2.7")
    ('192.0.2.7', '2001:db8:1:2::/64', '192.0.2.7')
    """
    if not host:
        return ""
    try:
        found = ipaddress.ip_address(host[:_LONGEST_KEY].partition("%")[0])
    except ValueError:
        return host[:_LONGEST_KEY]
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))
