"""The server as a process: it says its address, serves, and stops when it is told to."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from argmap.cli.main import main
from argmap.web.server import Server
from tests.e2e.conftest import Running


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "argmap", *words],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**os.environ, **environment},
    )


def read(address: str) -> str:
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with visitor.open(address, timeout=10) as answer:
        found: str = answer.read().decode()
    return found


def test_the_demo_says_the_address_of_the_debate(tmp_path: Path):
    with Running(str(tmp_path / "maps.db"), "--no-browser", command="demo") as running:
        assert running.address.endswith("/maps/balochistan-mining-deal")
        assert "Should the US-Pakistan mining deal in Balochistan go ahead?" in read(running.address)
        assert running.stop(signal.SIGINT) == "Stopped.\n"


def test_it_tells_people_the_address_that_it_was_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    told: list[str | None] = []

    def run(server: Server) -> None:
        told.append(server.public)
        server.socket.close()
        server.shelf.close()

    monkeypatch.setattr(Server, "run", run)
    words = ["serve", "--port", "0", "--database", str(tmp_path / "maps.db")]
    assert main([*words, "--public-url", "https://maps.example.org/"]) == 0
    assert "people this address: https://maps.example.org/\n" in capsys.readouterr().out
    assert main(words) == 0
    assert told == ["https://maps.example.org", None]


def test_the_demo_keeps_maps_with_all_others_and_says_where(tmp_path: Path):
    words = [sys.executable, "-m", "argmap", "demo", "--port", "0", "--no-browser"]
    elsewhere = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=elsewhere) as demo:
        assert demo.stdout is not None
        said = demo.stdout.readline()
        demo.stdout.readline()
        demo.kill()
    kept = tmp_path / "argmap" / "argmap.db"
    assert kept.exists()
    assert said == f"Maps are kept in {kept}. Stop it with Ctrl+C.\n"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_soon_whatever_is_still_open(tmp_path: Path, how: int):
    with Running(str(tmp_path / "maps.db")) as running:
        host, port = running.address.removeprefix("http://").split(":")
        read(running.address)
        idle = socket.create_connection((host, int(port)))
        half = socket.create_connection((host, int(port)))
        half.sendall(b"POST /new HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf")
        # It waits a second for open requests. The bound is generous, for a machine that has much to do; without
        # it the half request would be waited for until it is sent.
        began = time.monotonic()
        said = running.stop(how)
        assert time.monotonic() - began < 10
        assert "Traceback" not in said
        idle.close()
        half.close()


def test_open_streams_end_when_it_stops(tmp_path: Path):
    with Running(str(tmp_path / "maps.db")) as running:
        body = b'{"question": "Why?", "positions": ["Yes."]}'
        asked = urllib.request.Request(
            running.address + "/api/maps", body, {"content-type": "application/json"}
        )
        with urllib.request.urlopen(asked) as answer:
            made = json.load(answer)
        key = {"authorization": f"Bearer {made['edit_key']}"}
        address = f"{running.address}/maps/{made['id']}/events"
        streams = [urllib.request.urlopen(urllib.request.Request(address, headers=key)) for _ in range(50)]
        for stream in streams:
            assert stream.readline().startswith(b"retry: ")
        began = time.monotonic()
        # Each of them ends as an answer should, so that nothing is cut off and nothing is complained of.
        assert running.stop(signal.SIGINT) == "Stopped.\n"
        assert time.monotonic() - began < 10
        for stream in streams:
            assert stream.read().endswith(b'data: {"revision":1}\n\n')
            stream.close()


def test_what_was_made_is_there_after_a_restart(tmp_path: Path):
    database = str(tmp_path / "deep" / "maps.db")
    with Running(database) as first:
        body = b'{"question": "Why?", "positions": ["Yes."]}'
        request = urllib.request.Request(
            first.address + "/api/maps", body, {"content-type": "application/json"}
        )
        with urllib.request.urlopen(request) as answer:
            link = answer.read().decode().split('"view":"')[1].split('"')[0]
        first.stop()
    with Running(database) as second:
        assert "Why?" in read(link.replace(first.address, second.address))


def test_a_port_that_is_taken_is_told_of(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = run("serve", "--port", port, "--database", str(tmp_path / "maps.db"))
    assert ended.returncode == 2
    assert f"Port {port} is in use" in ended.stderr
    assert "--port" in ended.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--port", "x"), "is no port"),
        (("--port", "70000"), "is no port"),
        (("--host", "no such host"), "no address to listen on"),
        (("--port", "0", "--database", "mysql://x/y"), "SQLite or in PostgreSQL"),
        (("--port", "0", "--database", "."), "is a folder"),
    ],
)
def test_what_cannot_be_served_is_told_in_a_sentence(words: tuple[str, ...], said: str):
    ended = run("serve", *words)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_maps_are_kept_in_the_users_data_folder_unless_told_otherwise(tmp_path: Path):
    from argmap.cli.serve import default_database

    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "LOCALAPPDATA": str(tmp_path)}
    ended = run("serve", "--host", "no such host", **home)
    assert ended.returncode == 2
    assert default_database().endswith("argmap.db")


def test_nobody_needs_a_posix_system_to_import_it():
    """Modules that only some systems have are looked for where they are used, not at the top of a file."""
    import ast

    only = {"resource", "fcntl", "pwd", "grp", "termios", "pty"}
    package = Path(__file__).resolve().parents[2] / "argmap"
    for path in package.rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not only & set(names), path
