from __future__ import annotations

import argparse
import json
import socket
import urllib.request
from pathlib import Path

import pytest

from argmap.cli.serve import public
from tests.cli.test_serve import read
from tests.e2e.conftest import Running


def opened(address: str) -> str:
    """A room opened there; the address by which people are told to join it."""
    body = json.dumps({"question": "Why?", "positions": ["So."]}).encode()
    request = urllib.request.Request(address + "/api/rooms", body, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        found: str = json.load(answer)["map"]["links"]["join"]
    return found


def test_rooms_are_told_by_the_public_address_wherever_they_are_opened(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    more = ("--public-url", "http://class.test/", "--port", port)
    with Running(str(tmp_path / "maps.db"), *more, command="classroom") as running:
        assert running.address == "http://class.test"
        assert running.process.stdout is not None
        assert running.process.stdout.readline() == "Open a room: http://class.test/rooms/new\n"
        assert opened(f"http://127.0.0.1:{port}").startswith("http://class.test/r/")
        assert "Traceback" not in running.stop()


def test_it_says_an_address_that_answers(tmp_path: Path):
    with Running(str(tmp_path / "maps.db"), command="classroom") as running:
        assert "argmap" in read(running.address)
        assert opened(running.address).startswith(running.address + "/r/")


@pytest.mark.parametrize(
    "given",
    [
        "class.test",
        "ftp://class.test",
        "http://",
        "http://class.test/maps",
        "http://a@class.test",
        "http://class.test:99999",
        "http://class.test?x",
        "http://cl ass.test",
        "http://cläss.test",
        "http://[::1",
    ],
)
def test_what_is_no_address_to_tell_people_is_refused(given: str):
    with pytest.raises(argparse.ArgumentTypeError):
        public(given)
