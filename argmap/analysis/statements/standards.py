"""Proof standards: whether a reason and an attack that meet leave the statement standing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BURDENS = ("presume", "prove")
STANDARDS = ("none", "scintilla", "preponderance", "clear", "beyond-doubt", "dialectical")
COMPARING = frozenset({"preponderance", "clear", "beyond-doubt"})
"""The standards that ask how strong the reasons are."""

MARGIN = 0.5
"""By how much the reasons must outweigh the attacks to be clear."""
DOUBT = 0.3
"""How strong an attack must be to leave a reasonable doubt."""
ALIKE = 1e-9
"""Strengths that differ by no more are alike: sums of fractions come out a little differently each way."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Who has to prove what, and how well: `strengths` by unit, all alike where the standard does not ask."""

    prove: bool = False
    standard: str = "none"
    strengths: Sequence[float] = ()

    def holds(self, pro: float, con: float) -> bool | None:
        """Whether the standard holds for the strongest standing reason and attack; None: it cannot tell.

        >>> Rules(standard="preponderance").holds(0.6, 0.4), Rules(standard="clear").holds(0.6, 0.4)
        (True, False)
        """
        more = pro - con
        match self.standard:
            case "none":
                return None
            case "scintilla":
                return True
            case "preponderance":
                return None if abs(more) <= ALIKE else more > 0
            case "clear":
                return more > MARGIN + ALIKE
            case "beyond-doubt":
                return more > MARGIN + ALIKE and con < DOUBT - ALIKE
            case _:
                return False
