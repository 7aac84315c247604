"""Layouts that were worked out before, by the boxes alone: another colour, or another word, lays nothing out again.

The key is a digest of the numbers that a layout is given, so that an entry is small, whatever the map.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from hashlib import sha256

from argmap.diagram.kept import Kept
from argmap.messages import Message

LAYOUTS: Kept[tuple[float, ...] | Message] = Kept(room=500_000)
"""The tops of the boxes, or why there are none; weighed in boxes, so some 16 MB at most."""


def key(
    program: str, heights: Sequence[float], children: Sequence[Sequence[int]], roots: Sequence[int]
) -> bytes:
    """A name for the layout of these boxes by this program. Linear.

    >>> key("dot", [40.0, 50.0], [[1], []], [0]) == key("dot", [40.0, 50.0], [[], []], [0, 1])
    False
    """
    digest = sha256(program.encode("utf-8", "surrogateescape"))
    digest.update(array("d", heights).tobytes())
    for numbers in (roots, *children):
        digest.update(array("q", (len(numbers), *numbers)).tobytes())
    return digest.digest()
