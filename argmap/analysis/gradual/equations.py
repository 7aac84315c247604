"""The linear equations x = given + inner x of a circle, for sparse matrices: round by round, else directly.

Imported only where a framework is large or the rounds lead nowhere, since scipy takes long to import.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, eye_array
from scipy.sparse.linalg import MatrixRankWarning, spsolve

from argmap.analysis.gradual.sensitivity import CLOSE, HALVED_IN, SLACK, STEEPEST

Reals = NDArray[np.float64]


def solved(inner: csr_array, given: Reals) -> tuple[Reals, bool, float]:
    """The x for which x = given + inner x; whether it is close enough, and how far the equations are from holding."""
    x, mark, rounds = given, np.inf, 0
    while True:
        fresh = given + inner @ x
        residual = float(np.abs(fresh - x).max())
        if residual <= CLOSE * max(1.0, float(np.abs(x).max())):
            return x, True, residual
        if rounds % HALVED_IN == 0:
            if not residual <= mark / 2:
                return solved_directly(inner, given)
            mark = residual
        x, rounds = fresh, rounds + 1


def solved_directly(inner: csr_array, given: Reals) -> tuple[Reals, bool, float]:
    """The same by elimination. Where there is no one answer, the numbers are none (NaN), infinitely far off."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MatrixRankWarning)  # it shows in the result
        found = spsolve(csc_array(eye_array(len(given)) - inner), given)
    x: Reals = np.atleast_1d(found)
    if not np.abs(x).max() <= STEEPEST:
        return np.full(len(given), np.nan), False, float("inf")
    residual = float(np.abs(given + inner @ x - x).max())
    return x, residual <= SLACK * CLOSE * max(1.0, float(np.abs(x).max())), residual


def solved_plain(
    entries: Sequence[tuple[int, int, float]], given: Sequence[float]
) -> tuple[list[float], bool, float]:
    """The same by elimination, from entries (row, column, value) and for a list."""
    rows, columns, values = zip(*entries, strict=True)
    inner = csr_array((values, (rows, columns)), shape=(len(given), len(given)))
    x, close, residual = solved_directly(inner, np.array(given, dtype=float))
    return x.tolist(), close, residual
