"""What a page costs the server: a map of 100 cards, made anew and from memory, beside a FastAPI that says "hello".

    python -m bench.web [--quick] [--rounds N] [--requests N] [--markdown FILE]

Each server is a process of its own on the loopback address, asked one request after the other over one connection;
its computing time is asked of it before and after. The servers take turns, so that whatever else the machine does
meets all of them alike, and the ratios are worked out turn by turn. Nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import http.client
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.measure import note, spread
from bench.tables import Row, table

CARDS = 100
HELLO, FRESH, PLAIN, CACHED = (
    "bare FastAPI, hello",
    "map page, fresh",
    "map page, fresh, not compressed",
    "map page, from the cache",
)
AIMS = {FRESH: 8.0, CACHED: 1.5}

_HELLO = """
import time
from fastapi import FastAPI
app = FastAPI()
@app.get("/")
def hello():
    return {"hello": "world"}
@app.get("/cpu")
def cpu():
    return str(time.process_time())
path = "/"
"""

_MAP = """
import dataclasses, sys, tempfile, time
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from argmap.service import maps
from argmap.service.shelf import open_shelf
from argmap.web.app import create_app
from argmap.web.kept import Pages
from bench.debates import generate, write
from argmap import formats
shelf = open_shelf(tempfile.mkdtemp() + "/maps.db")
made, _ = maps.bring(shelf, write(generate({cards})), "argdown", None)
app = create_app(shelf)
if not {kept}:
    app.state.site = dataclasses.replace(app.state.site, kept=Pages(0))
app.router.routes.append(Route("/cpu", lambda request: PlainTextResponse(str(time.process_time()))))
path = "/maps/" + made.map
cookie = "argmap_map_" + made.map + "=" + made.edit_key
"""

_SERVE = """
import socket, uvicorn
bound = socket.create_server(("127.0.0.1", 0))
print(bound.getsockname()[1], path, globals().get("cookie", ""), flush=True)
uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning")).run(sockets=[bound])
"""


@dataclass(slots=True)
class Server:
    """A running server: its name, how to ask it, and the milliseconds of computing for a request, turn by turn."""

    name: str
    port: int
    path: str
    headers: dict[str, str]
    costs: list[float] = field(default_factory=list)
    weight: int = 0

    def ask(self, requests: int) -> float:
        """Milliseconds of computing that one request takes, over so many."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        began = self._cpu(connection)
        for _ in range(requests):
            connection.request("GET", self.path, headers=self.headers)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise SystemExit(f"{self.name}: the server answered {answer.status}")
            self.weight = len(body)
        took = self._cpu(connection) - began
        connection.close()
        return 1000 * took / requests

    @staticmethod
    def _cpu(connection: http.client.HTTPConnection) -> float:
        connection.request("GET", "/cpu")
        return float(connection.getresponse().read().decode().strip('"'))


@contextmanager
def serving(name: str, source: str, compressed: bool = True) -> Iterator[Server]:
    """A server as long as the block lasts."""
    words = [sys.executable, "-c", source + _SERVE]
    folder = Path(__file__).resolve().parent.parent
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=folder)
    try:
        assert process.stdout is not None
        port, path, cookie = (process.stdout.readline().rstrip("\n") + "  ").split(" ")[:3]
        headers = {"accept-encoding": "gzip"} if compressed else {}
        if cookie:
            headers["cookie"] = cookie
        yield Server(name, int(port), path, headers)
    finally:
        process.kill()
        process.communicate()


def measured(rounds: int, requests: int) -> list[Server]:
    """All servers, asked in turns."""
    fresh, cached = _MAP.format(cards=CARDS, kept=False), _MAP.format(cards=CARDS, kept=True)
    with ExitStack() as stack:
        servers = [
            stack.enter_context(serving(HELLO, _HELLO)),
            stack.enter_context(serving(FRESH, fresh)),
            stack.enter_context(serving(PLAIN, fresh, compressed=False)),
            stack.enter_context(serving(CACHED, cached)),
        ]
        for server in servers:
            server.ask(20)  # to warm up
        for turn in range(rounds):
            note(f"  turn {turn + 1} of {rounds}")
            for server in servers:
                server.costs.append(server.ask(requests))
    return servers


def report(servers: list[Server]) -> str:
    """The figures as tables."""
    hello = servers[0]
    rows: list[Row] = []
    for server in servers:
        low, middle, high = spread(server.costs)
        ratios = spread([one / other for one, other in zip(server.costs, hello.costs, strict=True)])
        aim = AIMS.get(server.name)
        met = f"at most {aim:g}: {'met' if ratios[1] <= aim else 'not met'}" if aim else ""
        rows.append((
            server.name, f"{low:.2f}, **{middle:.2f}**, {high:.2f} ms", f"{1000 / middle:,.0f}",
            f"{ratios[0]:.2f}, **{ratios[1]:.2f}**, {ratios[2]:.2f}", met, f"{server.weight:,}",
        ))  # fmt: skip
    head = (
        "answer",
        "CPU a request: min, median, max",
        "requests per CPU second",
        "ratio to hello",
        "aim",
        "bytes",
    )
    machine = f"Python {platform.python_version()}, {platform.system()}, {platform.machine()}; {len(hello.costs)} turns."
    return f"### A page of {CARDS} cards\n\n{machine}\n\n{table(head, rows)}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a first impression")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--requests", type=int, default=200, help="how many in a turn")
    parser.add_argument("--markdown", help="write the tables here too")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.requests = 3, 50
    with tempfile.TemporaryDirectory(prefix="argmap-bench-"):
        text = report(measured(options.rounds, options.requests))
    print(text)
    if options.markdown:
        Path(options.markdown).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
