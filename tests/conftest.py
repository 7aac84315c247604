"""What several tests share: the programs argmap works with, the reference data, and how hard Hypothesis tries."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

from tests import postgres as postgres_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHECKOUT = Path(__file__).resolve().parent.parent
ON_CI = bool(os.environ.get("CI"))

# The machines that run this are slow and shared: a deadline would measure them, not argmap.
settings.register_profile("default", deadline=None, max_examples=100)
# On CI the examples are the same every time, so that a failure belongs to the change that shows it.
settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True, database=None)
settings.register_profile("fuzz", deadline=None, max_examples=20_000)
settings.load_profile("ci" if ON_CI else "default")

# Tests make many things that soon go again by themselves: Python need not look for rings of them every 700 things.
gc.set_threshold(50_000, 10, 10)


def pytest_collection_finish() -> None:
    """The thousands of tests themselves stay until the end: to look through them each time was a third of all work."""
    gc.collect()
    gc.freeze()


def missing(what: str) -> NoReturn:
    """Skip a test that lacks something; on CI nothing may be lacking."""
    if ON_CI:
        pytest.fail(f"{what} (on CI this is a failure)", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def dot() -> str:
    """The path of Graphviz's `dot`."""
    found = shutil.which("dot")
    if found is None:
        missing("dot (Graphviz) is not installed")
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running Chromium, driven by Playwright; a test opens its own context in it."""
    # The first one has no windows at all: a page costs a quarter of what it costs in the others.
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        missing("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    arguments = [
        "--no-sandbox",  # there is none for root in a container, and only our own pages are opened
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--font-render-hinting=none",  # letters stand where they would on a real screen, not on whole pixels
        "--disable-quic",
        # A name as a school's own network has it: plain http, and not localhost.
        "--host-resolver-rules=MAP class.test 127.0.0.1",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, headless=True, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgres_server.Fresh]:
    """Makes empty databases in a PostgreSQL that runs as long as the tests do."""
    with postgres_server.running() as fresh:
        yield fresh


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables and nothing in them, to be copied: the migrations take longer than most tests."""
    from argmap.store.database import Database

    made = tmp_path_factory.mktemp("tables") / "maps.db"
    Database.open(str(made)).close()
    return made


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data, which is not part of the project; absent from most machines."""
    folder = Path(os.environ.get("ARGMAP_SHARED") or CHECKOUT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the reference data is not there: {folder}")
    return folder
