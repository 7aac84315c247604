"""The Balochistan debate and a map in many scripts, each drawn once."""

from __future__ import annotations

import pytest

from argmap.cli.files import examples
from argmap.diagram import Drawing
from argmap.model import ArgumentMap
from tests.documents.debates import MIXED, drawn, read


@pytest.fixture(scope="session")
def deal() -> ArgumentMap:
    return read(next(path for path in examples() if "balochistan" in path.stem).read_text("utf-8"))


@pytest.fixture(scope="session")
def deal_drawn(deal: ArgumentMap) -> Drawing:
    return drawn(deal)


@pytest.fixture(scope="session")
def mixed() -> ArgumentMap:
    return read(MIXED)


@pytest.fixture(scope="session")
def mixed_drawn(mixed: ArgumentMap) -> Drawing:
    return drawn(mixed)
