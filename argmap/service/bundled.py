"""The maps that come with argmap: read once, the same for everybody, and changed by nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import argmap
from argmap import formats
from argmap.model import ArgumentMap

OPENING = "balochistan-mining-deal"
"""The map that `argmap demo` opens."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """One map and its name, which is also its id: `town-centre-cars`."""

    name: str
    debate: ArgumentMap

    @property
    def template(self) -> bool:
        """Whether it is meant to be copied and filled in, rather than read."""
        return self.name.startswith("template-")


@cache
def maps() -> Mapping[str, Bundled]:
    """All of them by name, those to be read before those to be filled in."""
    folder = Path(argmap.__file__).parent / "examples"
    found = [Bundled(path.stem, formats.load(path)[0]) for path in sorted(folder.glob("*.argdown"))]
    ordered = sorted(found, key=lambda each: (each.template, each.name != OPENING, each.name))
    return MappingProxyType({each.name: each for each in ordered})
