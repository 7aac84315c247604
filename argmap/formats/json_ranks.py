"""Ranks for the items of a JSON file that were written without one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from argmap.model.ranks import after, is_rank, spread


def ranked(written: Sequence[Any]) -> tuple[list[str | None], bool]:
    """The ranks to give to the items of a list, and whether all are given anew; None where one is as written.

    Items without a rank come in the order of the file, after those that have one. O(n log n).

    >>> ranked(["i", None, None]), ranked(["z" * 200, None, "i"])
    (([None, 'i001', 'i002'], False), (['i', 'r', '9'], True))
    """
    lacking = [number for number, rank in enumerate(written) if rank is None]
    ranks: list[str | None] = [None] * len(written)
    if len(lacking) == len(written):
        return list(spread(len(written))), False
    sound = [rank for rank in written if isinstance(rank, str) and is_rank(rank)]
    last = max(sound, default="")
    for number in lacking:
        ranks[number] = last = after(last)
    # A written rank that is none stays, to be refused where it stands.
    if is_rank(last) or len(sound) + len(lacking) < len(written):
        return ranks, False
    # There is no room after a rank as long as ranks may be.
    late = set(lacking)
    order = sorted(range(len(written)), key=lambda number: (number in late, written[number] or ""))
    for number, rank in zip(order, spread(len(written)), strict=True):
        ranks[number] = rank
    return ranks, True
