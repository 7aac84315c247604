"""A room full of people at one map: what they cost the server, and how soon a change reaches all of them.

    python -m bench.live [--quick] [--seconds N] [--people N] [--markdown FILE]

A server of its own on the loopback address, as `argmap serve` runs it but with room for many writes from one link. Five
changes a second come in, while people ask every two seconds, or listen to the stream of events, or listen and
fetch the page at most once a second, as browsers do. Everybody has to hear of every change, once and in order;
lost, doubled and failed ones are counted. All people are coroutines of one process, which computes beside
the server: times hold for a machine that is busy with them too. Nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from bench.measure import note
from bench.tables import Row, table

RATE = 5
ASKING = 2.0
APART = 1.0
PATIENCE = 30.0

_SERVER = """
import dataclasses, json, sys, time
from starlette.responses import JSONResponse
from starlette.routing import Route
from argmap.web import server
from argmap.web.limits import Limit, Limits
generous = Limit(10**6, 60, at_once=10**6)
limits = Limits({"write": generous, "busy": generous, "failed": generous, "map": generous})
def memory():
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) / 1024
    except OSError:
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
usual = server.create_app
def create_app(*given):
    app = usual(*given)
    route = Route("/cost", lambda request: JSONResponse([time.process_time(), memory()]))
    app.router.routes.append(route)
    return app
server.create_app = create_app
made = server.Server.prepare("127.0.0.1", 0, 0, sys.argv[1] + "/maps.db", others=False)
print(made.socket.getsockname()[1], flush=True)
dataclasses.replace(made, limits=limits).run()
"""


class Client:
    """One connection that is kept open, and what is asked over it."""

    def __init__(self, port: int, key: str = "") -> None:
        self.port = port
        self.key = key
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, path: str, body: object = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of the answer; over a new connection when the old one was closed meanwhile."""
        for attempt in range(2):
            try:
                return await self._ask(path, body, headers)
            except (asyncio.IncompleteReadError, ConnectionError):
                self.close()
                if attempt or body is not None:
                    raise
        raise AssertionError

    async def _ask(
        self, path: str, body: object, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        status, found = await self.begin(path, body, **headers)
        assert self.reader is not None
        return status, found, await self.reader.readexactly(int(found.get("content-length", 0)))

    async def begin(self, path: str, body: object = None, **headers: str) -> tuple[int, dict[str, str]]:
        """Send a request, and read the head of its answer."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        assert self.reader is not None
        data = b"" if body is None else json.dumps(body).encode()
        lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", "host: 127.0.0.1"]
        if self.key:
            lines.append(f"authorization: Bearer {self.key}")
        if data:
            lines += ["content-type: application/json", f"content-length: {len(data)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + data)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        found = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        return int(head[0].split()[1]), found

    async def chunk(self) -> bytes:
        """The next piece of an answer that has no end yet."""
        assert self.reader is not None
        size = int(await self.reader.readuntil(b"\r\n"), 16)
        return (await self.reader.readexactly(size + 2))[:-2]

    def close(self) -> None:
        """Hang up."""
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


@dataclass(slots=True)
class Case:
    """What is tried: how many people, how they hear of changes, whether changes come five at once."""

    name: str
    people: int
    stream: bool
    pages: bool
    bursts: bool


@dataclass(slots=True)
class Outcome:
    """What came of it. Times are in seconds."""

    case: Case
    writes: int = 0
    errors: int = 0
    lost: int = 0
    doubled: int = 0
    since_sent: list[float] = field(default_factory=list)
    since_answered: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    cpu: float = 0.0
    seconds: float = 0.0
    memory: float = 0.0


class Room:
    """The people of one case, and the map that they look at."""

    def __init__(self, port: int, case: Case, seconds: float) -> None:
        self.port = port
        self.case = case
        self.seconds = seconds
        self.found = Outcome(case)
        self.sent: dict[int, float] = {}
        self.answered: dict[int, float] = {}
        self.heard: list[dict[int, float]] = [{} for _ in range(case.people)]
        self.over = asyncio.Event()

    async def play(self) -> Outcome:
        """Let them come, change the map for a while, wait until all have heard of it."""
        maker = Client(self.port)
        made = json.loads(
            (await maker.ask("/api/maps", {"question": "Why?", "positions": ["Yes.", "No."]}))[2]
        )
        self.map, self.key = made["id"], made["edit_key"]
        maker.key = self.key
        await self._page(maker)  # what is made once for all belongs to nobody
        self.found.pages.clear()
        before = await self._cost(maker)
        people = [asyncio.create_task(self._person(number)) for number in range(self.case.people)]
        await asyncio.sleep(2)
        began = time.monotonic()
        (cpu, memory) = await self._cost(maker)
        await self._write()
        await self._settled()
        after = await self._cost(maker)
        self.found.seconds = time.monotonic() - began
        self.found.cpu, self.found.memory = after[0] - cpu, max(after[1], memory) - before[1]
        self.over.set()
        for each in people:
            each.cancel()
        await asyncio.gather(*people, return_exceptions=True)
        maker.close()
        self._count()
        return self.found

    async def _cost(self, client: Client) -> tuple[float, float]:
        cpu, memory = json.loads((await client.ask("/cost"))[2])
        return cpu, memory

    async def _write(self) -> None:
        """Five a second, at an even pace or all five at once."""
        clients = [Client(self.port, self.key) for _ in range(RATE)]
        began = time.monotonic()
        posts: list[asyncio.Task[None]] = []
        for number in range(int(self.seconds * RATE)):
            due = began + (number // RATE if self.case.bursts else number / RATE)
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            client = clients[number % RATE]
            posts.append(
                asyncio.create_task(self._post(client, number, posts[-RATE] if number >= RATE else None))
            )
        await asyncio.gather(*posts)
        for client in clients:
            client.close()

    async def _post(self, client: Client, number: int, earlier: asyncio.Task[None] | None) -> None:
        if earlier is not None:  # over the same connection
            await earlier
        body = {"kind": "claim", "text": f"Reason number {number} of many.", "supports": "n2"}
        sent = time.monotonic()
        status, _, answer = await client.ask(f"/api/maps/{self.map}/nodes", body)
        if status != 201:
            self.found.errors += 1
            return
        revision = json.loads(answer)["revision"]
        self.sent[revision], self.answered[revision] = sent, time.monotonic()
        self.found.writes += 1

    async def _person(self, number: int) -> None:
        client, reader = Client(self.port, self.key), Client(self.port, self.key)
        try:
            # Not all of them at the same moment.
            await asyncio.sleep(random.random() * 1.5)
            await (self._listen if self.case.stream else self._poll)(number, client, reader)
        except (OSError, asyncio.IncompleteReadError, ValueError):
            self.found.errors += not self.over.is_set()
        finally:
            client.close()
            reader.close()

    async def _poll(self, number: int, client: Client, reader: Client) -> None:
        known, seen = "", 1
        while True:
            headers = {"if_none_match": known} if known else {}
            status, found, body = await client.ask(f"/maps/{self.map}/revision", **headers)
            if status == 200:
                known, revision = found["etag"], json.loads(body)["revision"]
                if revision > seen:
                    await self._page(reader)
                now = time.monotonic()
                for each in range(seen + 1, revision + 1):
                    self.heard[number][each] = now
                seen = revision
            elif status != 304:
                self.found.errors += 1
            await asyncio.sleep(ASKING)

    async def _listen(self, number: int, client: Client, reader: Client) -> None:
        status, _ = await client.begin(f"/maps/{self.map}/events?after=1")
        if status != 200:
            self.found.errors += 1
            return
        heard, rest, page, fetched = self.heard[number], b"", None, 0.0
        while True:
            rest += await client.chunk()
            now = time.monotonic()
            *events, rest = rest.split(b"\n\n")
            for event in events:
                if b"event: change" in event:
                    revision = json.loads(event.partition(b"data: ")[2])["revision"]
                    self.found.doubled += revision in heard
                    self.found.errors += bool(heard) and revision < max(heard)
                    heard[revision] = now
                    if self.case.pages and (page is None or page.done()):
                        page = asyncio.create_task(self._later(reader, fetched))
                        fetched = max(now, fetched + APART)

    async def _later(self, reader: Client, fetched: float) -> None:
        """Fetch the page as a browser does: a moment later, each at another one, and once a second at most."""
        pause = max(random.random() * 0.3, fetched + APART - time.monotonic())
        await asyncio.sleep(pause)
        with suppress(asyncio.CancelledError):
            await self._page(reader)

    async def _page(self, reader: Client) -> None:
        began = time.monotonic()
        status, _, _ = await reader.ask(f"/maps/{self.map}", accept="text/html", accept_encoding="gzip")
        self.found.errors += status != 200
        self.found.pages.append(time.monotonic() - began)

    async def _settled(self) -> None:
        patience = time.monotonic() + PATIENCE
        while time.monotonic() < patience and any(len(each) < self.found.writes for each in self.heard):
            await asyncio.sleep(0.05)

    def _count(self) -> None:
        for heard in self.heard:
            self.found.lost += len(self.answered.keys() - heard.keys())
            for revision in self.answered.keys() & heard.keys():
                self.found.since_sent.append(heard[revision] - self.sent[revision])
                self.found.since_answered.append(max(0.0, heard[revision] - self.answered[revision]))


@contextmanager
def serving() -> Iterator[int]:
    """A server with a database of its own, as long as the block lasts: its port."""
    folder = Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory(prefix="argmap-bench-") as place:
        words = [sys.executable, "-c", _SERVER, place]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=folder)
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline())
        finally:
            process.kill()
            process.communicate()


def cases(people: int) -> list[Case]:
    """A class that asks, a class that listens, many who listen, and many who fetch the page as well."""
    return [
        Case("31 ask every 2 s, bursts of 5", 31, stream=False, pages=True, bursts=True),
        Case("31 listen and fetch the page", 31, stream=True, pages=True, bursts=True),
        Case(f"{people} listen", people, stream=True, pages=False, bursts=False),
        Case(f"{people} listen and fetch the page", people, stream=True, pages=True, bursts=False),
    ]


def report(outcomes: list[Outcome]) -> str:
    """The figures as a table."""
    rows: list[Row] = []
    for each in outcomes:
        people = each.case.people
        rows.append((
            each.case.name, str(each.writes), f"{each.errors}, {each.lost}, {each.doubled}",
            _spread(each.since_answered), _spread(each.since_sent), _spread(each.pages) if each.pages else "",
            f"{100 * each.cpu / each.seconds:.0f} %", f"{1000 * each.cpu / each.seconds / people:.2f} ms/s",
            f"{1024 * each.memory / people:.0f} kB",
        ))  # fmt: skip
    head = (
        "people", "writes", "errors, lost, doubled", "post answered to heard: p50, p95", "post sent to heard: p50, p95",
        "page: p50, p95", "CPU of the server", "CPU a person", "memory a person",
    )  # fmt: skip
    machine = f"Python {platform.python_version()}, {platform.system()}, {platform.machine()}."
    return f"### A room full of people\n\n{machine}\n\n{table(head, rows)}\n"


def _spread(times: list[float]) -> str:
    if len(times) < 2:
        return "none"
    parts = quantiles(times, n=20)
    return f"{1000 * parts[9]:.0f}, **{1000 * parts[18]:.0f}** ms"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a first impression")
    parser.add_argument("--seconds", type=float, default=20, help="how long changes come in")
    parser.add_argument("--people", type=int, default=300, help="how many listen")
    parser.add_argument("--markdown", help="write the table here too")
    options = parser.parse_args()
    if options.quick:
        options.seconds = min(options.seconds, 5)
    outcomes = []
    for case in cases(options.people):
        note(f"  {case.name}")
        with serving() as port:
            outcomes.append(asyncio.run(Room(port, case, options.seconds).play()))
    text = report(outcomes)
    print(text)
    if options.markdown:
        Path(options.markdown).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
