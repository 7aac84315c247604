"""A server that is killed again and again while somebody changes a map, and what is found afterwards."""

from __future__ import annotations

import http.client
import json
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from argmap.model import replay
from argmap.store import history, maps
from argmap.store.database import Database

# The server of `argmap serve`, but with room for a thousand changes in a row.
_SERVER = """
import dataclasses, sys
from argmap.web.limits import LIMITS, Limit, Limits
from argmap.web.server import Server
generous = Limit(10**6, 60, at_once=10**6)
limits = Limits(dict.fromkeys(LIMITS, generous))
server = Server.prepare("127.0.0.1", int(sys.argv[2]), 0, sys.argv[1], others=False)
print(server.address, flush=True)
dataclasses.replace(server, limits=limits).run()
"""

# What a killed server looks like from outside: nobody listens, or the answer ends anywhere, in its middle too.
UNANSWERED = (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError, ValueError)


@dataclass
class Killed:
    """Sends changes one after the other, each until it is acknowledged, to a server that may be gone at any moment."""

    database: str
    folder: Path
    server: subprocess.Popen[str] | None = None
    address: str = ""
    port: int = 0
    repeated: int = 0
    acknowledged: list[str] = field(default_factory=list)

    def start(self) -> None:
        words = [sys.executable, "-c", _SERVER, self.database, str(self.port)]
        with (self.folder / "errors.txt").open("a") as errors:
            self.server = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=errors, text=True)
        assert self.server.stdout is not None
        self.address = self.server.stdout.readline().strip().rstrip("/")
        assert self.address, (self.folder / "errors.txt").read_text()

    def kill(self) -> None:
        assert self.server is not None
        self.server.send_signal(signal.SIGKILL)
        self.server.communicate()

    def send(self, path: str, body: dict[str, Any], key: str = "") -> dict[str, Any]:
        headers = {"content-type": "application/json", "authorization": f"Bearer {key}"}
        request = urllib.request.Request(self.address + path, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def get(self, path: str, key: str) -> dict[str, Any]:
        request = urllib.request.Request(self.address + path, headers={"authorization": f"Bearer {key}"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def play(self, changes: int, kills: int) -> None:
        """Make a map, change it, and hold what is there afterwards against what was acknowledged."""
        dice = random.Random(kills)
        self.start()
        made = self.send("/api/maps", {"question": "Why?", "positions": ["Yes."]})
        moments = sorted(dice.sample(range(10, changes - 10), kills))
        for number in range(changes):
            if moments and number == moments[0]:
                moments.pop(0)
                # Somewhere in the middle of the next changes, not between two of them.
                threading.Timer(dice.uniform(0, 0.02), self.kill).start()
            self._until_acknowledged(made, f"change-{number}")
        while self.server is not None and self.server.poll() is None and moments != []:
            time.sleep(0.01)
        self.kill()
        self._check(made["id"], changes)

    def _until_acknowledged(self, made: dict[str, Any], name: str) -> None:
        operations = [
            {"type": "AddNode", "node": {"id": name, "kind": "claim", "text": f"This is {name}."}},
            {"type": "AddRelation", "relation": {"kind": "support", "premises": [name], "target": "n2"}},
        ]
        body = {"operation_id": name, "operations": operations}
        for _ in range(20):
            try:
                answer = self.send(f"/api/maps/{made['id']}/operations", body, made["edit_key"])
            except UNANSWERED:
                assert self.server is not None
                self.server.wait(10)
                self.start()
                continue
            self.repeated += answer["repeated"]
            self.acknowledged.append(name)
            return
        raise AssertionError(f"{name} was never acknowledged")

    def _check(self, map_id: str, changes: int) -> None:
        database = Database.open(self.database)
        held = maps.load(database, map_id)
        assert held is not None
        log = list(history.log(database, map_id))
        database.close()
        assert self.acknowledged == [f"change-{number}" for number in range(changes)]
        assert [press for press, _ in log[1:]] == self.acknowledged
        assert held.revision == changes + 1
        assert replay(operation for _, operation in log) == held.debate
        assert {node.text for node in held.debate.nodes.values() if node.id.startswith("change")} == {
            f"This is {name}." for name in self.acknowledged
        }
        assert len(held.debate.relations) == changes
