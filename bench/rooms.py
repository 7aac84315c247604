"""A room full of people on the loopback address: everybody asks for the map again and again, and some write at once.

    python -m bench.rooms [--quick] [--people N] [--seconds N] [--writes N] [--markdown FILE]

A server as `argmap serve` starts it, with its usual limits; everybody has a key of their own and a connection that stays
open, asks every 2 seconds with the ETag of what they know, and so many of them post in the same moment, every second.
Afterwards the map is held against what was acknowledged. Nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bench.measure import note
from bench.tables import Row, table

POLL = 2.0  # seconds between two questions of one person
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Server:
    """A running server, and what it has used so far."""

    port: int
    pid: int

    def cpu(self) -> float:
        """Seconds of computing since it began."""
        parts = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / _TICKS

    def memory(self) -> float:
        """What it holds in memory now, in MB."""
        lines = Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


@contextmanager
def serving(folder: str) -> Iterator[Server]:
    """A server as long as the block lasts."""
    words = [sys.executable, "-m", "argmap", "serve", "--port", "0", "--database", f"{folder}/maps.db"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        process.stdout.readline()  # how to stop it
        address = process.stdout.readline()
        yield Server(int(address.rstrip("/\n").rpartition(":")[2]), process.pid)
    finally:
        process.kill()
        process.communicate()


class Line:
    """A connection that stays open."""

    def __init__(self, port: int, key: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"authorization": f"Bearer {key}"} if key else {}

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any, bytes]:
        """The status, the headers and the body of an answer."""
        data = None if body is None else json.dumps(body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(
            method, path, data, {**self.headers, "content-type": "application/json", **named}
        )
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()


@dataclass(slots=True)
class Seen:
    """What everybody met: seconds of each answer by its status, the posts that were acknowledged, what went wrong."""

    polls: dict[int, list[float]] = field(default_factory=dict)
    posts: list[float] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)


def polling(server: Server, key: str, path: str, until: float, seen: Seen) -> None:
    """One person's device: the map, again and again."""
    line, tag = Line(server.port, key), ""
    time.sleep(random.uniform(0, POLL))
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            status, headers, _ = line.send("GET", path, **({"if_none_match": tag} if tag else {}))
        except (OSError, http.client.HTTPException) as error:
            with seen.lock:
                seen.wrong[f"poll: {type(error).__name__}"] += 1
            line = Line(server.port, key)
            continue
        took = time.monotonic() - began
        tag = headers.get("etag", tag)
        with seen.lock:
            seen.polls.setdefault(status, []).append(took)
            if status not in (200, 304):
                seen.wrong[f"poll: {status}"] += 1
        time.sleep(max(POLL - took, 0))


def posting(server: Server, key: str, path: str, text: str, seen: Seen) -> None:
    """One post, over a connection of its own."""
    line, began = Line(server.port, key), time.monotonic()
    body = {"kind": "claim", "text": text, "supports": "n2", "operation_id": text.replace(" ", "-")[:-1]}
    try:
        status, _, _ = line.send("POST", f"{path}/nodes", body)
    except (OSError, http.client.HTTPException) as error:
        with seen.lock:
            seen.wrong[f"post: {type(error).__name__}"] += 1
        return
    with seen.lock:
        seen.posts.append(time.monotonic() - began)
        if status == 201:
            seen.texts.append(text)
        else:
            seen.wrong[f"post: {status}"] += 1


def played(server: Server, people: int, seconds: float, writes: int) -> tuple[list[Row], Seen]:
    """Everybody in the room, for so many seconds; the figures as rows of a table."""
    first = Line(server.port)
    _, _, body = first.send("POST", "/api/rooms", {"question": "Why?", "positions": ["Yes.", "No."]})
    room = json.loads(body)
    alone = server.memory()
    keys = [room["facilitator_key"]]
    for _ in range(people - 1):
        _, _, body = first.send("POST", f"/api/rooms/{room['code']}/join", {})
        keys.append(json.loads(body)["participant_key"])
    path, seen = f"/api/maps/{room['map']['id']}", Seen()
    until = time.monotonic() + seconds
    began = server.cpu()
    threads = [threading.Thread(target=polling, args=(server, key, path, until, seen)) for key in keys]
    for thread in threads:
        thread.start()
    number = 0
    while time.monotonic() < until - 1:
        burst = []
        for _ in range(writes):
            key, number = keys[1 + number % (people - 1)], number + 1
            text = f"Post number {number}."
            burst.append(threading.Thread(target=posting, args=(server, key, path, text, seen)))
        for thread in burst:
            thread.start()
        threads += burst
        time.sleep(1)
    for thread in threads:
        thread.join()
    used, held = server.cpu() - began, server.memory() - alone
    _, _, body = Line(server.port, keys[0]).send("GET", path)
    there = Counter(node["text"] for node in json.loads(body)["nodes"])
    lost = [text for text in seen.texts if there[text] == 0]
    twice = [text for text, count in there.items() if count > 1]
    every = [each for times in seen.polls.values() for each in times]
    return [
        ("answers to polls: 200, 304", f"{len(seen.polls.get(200, []))}, {len(seen.polls.get(304, []))}"),
        ("posts that were acknowledged", str(len(seen.texts))),
        ("errors", ", ".join(f"{name} ({count})" for name, count in seen.wrong.items()) or "none"),
        ("posts lost; there twice", f"{len(lost)}; {len(twice)}"),
        ("a poll: median, 95th percentile, longest", _spread(every)),
        ("a post: median, 95th percentile, longest", _spread(seen.posts)),
        (
            "CPU of the server",
            f"{used:.1f} s in {seconds:.0f} s: {100 * used / seconds:.0f} % of one processor",
        ),
        ("CPU for each person", f"{1000 * used / seconds / people:.1f} ms a second"),
        ("memory for each person", f"{1024 * held / people:.0f} kB, with the map as it grew"),
    ], seen


def _spread(times: list[float]) -> str:
    if not times:
        return "none"
    ordered = sorted(1000 * each for each in times)
    return f"{median(ordered):.0f}, **{ordered[int(0.95 * (len(ordered) - 1))]:.0f}**, {ordered[-1]:.0f} ms"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a first impression")
    parser.add_argument("--people", type=int, default=31)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument(
        "--writes", type=int, default=5, help="how many post in the same moment, every second"
    )
    parser.add_argument("--markdown", help="write the table here too")
    options = parser.parse_args()
    if options.quick:
        options.seconds = 6
    if not Path("/proc/self/stat").exists():
        raise SystemExit("What a server uses is read from /proc, which this system does not have.")
    with tempfile.TemporaryDirectory(prefix="argmap-bench-") as folder, serving(folder) as server:
        note(f"  {options.people} people for {options.seconds:.0f} s")
        rows, _ = played(server, options.people, options.seconds, options.writes)
    machine = f"Python {platform.python_version()}, {platform.system()}, {platform.machine()}, {os.cpu_count()} cores"
    text = (
        f"### A room of {options.people}, each asking every {POLL:.0f} s, and {options.writes} posts at once every second\n\n"
        f"{machine}; the people on the same machine.\n\n{table(('what', 'found'), rows)}\n"
    )
    print(text)
    if options.markdown:
        Path(options.markdown).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
