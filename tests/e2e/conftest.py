"""A real server in a process of its own, started as anybody would start it, and real browsers that visit it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


class Running:
    """A server that has said its address."""

    def __init__(self, database: str, *more: str, command: str = "serve") -> None:
        words = [sys.executable, "-m", "argmap", command, "--port", "0", "--database", database, *more]
        self.process = subprocess.Popen(
            words,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert self.process.stdout is not None
        self.process.stdout.readline()  # how to stop it
        line = self.process.stdout.readline()
        if not line.startswith("argmap is at http"):
            raise AssertionError(line + self.process.communicate(timeout=10)[1])
        self.address = line.removeprefix("argmap is at ").strip().rstrip("/")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def stop(self, how: int = signal.SIGTERM) -> str:
        """Stop it; what it wrote to standard error."""
        self.process.send_signal(how)
        return self.process.communicate(timeout=20)[1]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with a database of its own."""
    with Running(str(tmp_path_factory.mktemp("server") / "maps.db")) as running:
        yield running.address
        said = running.stop()
    assert "Traceback" not in said, said


@pytest.fixture(params=["with scripts", "without scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Everything works with scripts and without."""
    return bool(request.param == "with scripts")


@pytest.fixture
def context(chromium: Browser, scripts: bool) -> Iterator[BrowserContext]:
    """A browser of its own, with cookies of its own."""
    made = chromium.new_context(java_script_enabled=scripts, viewport={"width": 1280, "height": 720})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, server: str) -> Iterator[Page]:
    """A page that knows where the server is, and on which nothing may go wrong in silence."""
    made = context.new_page()
    wrong: list[str] = []
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    foreign: list[str] = []
    made.on(
        "request",
        lambda request: (
            foreign.append(request.url) if not request.url.startswith((server, "data:", "blob:")) else None
        ),
    )
    made.goto(server + "/")
    yield made
    assert not foreign
    # A browser reports an answer of 4xx on its console too; that is what some tests are about.
    # And over plain http that it does not heed a header which is meant for https.
    expected = (
        "the server responded with a status of 4",
        "Cross-Origin-Opener-Policy header has been ignored",
    )
    assert [text for text in wrong if not any(part in text for part in expected)] == []


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """Where files go that a test takes away."""
    return tmp_path


@pytest.fixture(scope="module")
def wide(chromium: Browser) -> Iterator[Page]:
    """One page for all tests of a module that only look, on which no script may fail."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.set_default_timeout(8000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []
