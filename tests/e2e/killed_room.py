"""A room full of people who write and listen, a server that is killed under them, and what is found afterwards.

Each of them sends one card after the other and repeats it, under the same name, until it is acknowledged. Each also
follows the room's events, and comes back with the last one's id whenever the stream breaks off.
"""

from __future__ import annotations

import http.client
import json
import random
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from argmap.model import replay
from argmap.store import history, maps
from argmap.store.database import Database
from tests.e2e.killed import UNANSWERED, Killed


@dataclass
class Follower:
    """Somebody who hears what happens in a room. `heard` are the changes since revision `loaded`, as they came."""

    room: KilledRoom
    code: str
    key: str
    heard: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    loaded: int = 1
    came_back: int = 0
    last: str = "1"  # the room as it was opened

    def follow(self) -> None:
        """Listen until the last change has been heard, and come back whenever the stream breaks off."""
        while not self.room.told.is_set():
            try:
                for name, data in self._events():
                    if data.get("reload"):
                        # Too much to be told one by one: a page would load the map again, and go on from there.
                        self.heard, self.loaded = [], data["revision"]
                    elif name == "change" and data["cards"]:  # not who comes in
                        self.heard.append((data["revision"], tuple(data["cards"])))
                    if self.room.told.is_set() or self._knows(self.room.posts + 1):
                        return
            except (*UNANSWERED, http.client.HTTPException):
                pass
            self.came_back += 1
            time.sleep(0.2)

    def _knows(self, revision: int) -> bool:
        return (self.heard[-1][0] if self.heard else self.loaded) == revision

    def _events(self) -> Iterator[tuple[str, dict[str, Any]]]:
        headers = {"authorization": f"Bearer {self.key}", "last-event-id": self.last}
        address = f"{self.room.server.address}/api/rooms/{self.code}/events"
        name, number = "", self.last
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as stream:
            for line in stream:
                word, _, rest = line.decode().rstrip("\n").partition(": ")
                match word:
                    case "event":
                        name = rest
                    case "id":
                        number = rest
                    case "data":
                        data = json.loads(rest)
                    case "" if name:
                        # Only what has come whole counts: a stream may break off within an event.
                        self.last = number
                        yield name, data
                        name = ""


@dataclass
class KilledRoom:
    """Posts of many people to one room. `people` are their ids and keys."""

    database: str
    folder: Path
    posts: int
    clients: int = 50
    kills: int = 2
    people: list[dict[str, Any]] = field(default_factory=list)
    acknowledged: dict[str, tuple[int, str]] = field(default_factory=dict)
    again: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    over: threading.Event = field(default_factory=threading.Event)
    told: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        # The same port again after each kill, as a server that is started again has it.
        self.server = Killed(self.database, self.folder, port=port)

    def play(self) -> None:
        """Open a room, let everybody write while the server is killed, and look at what is there."""
        self.server.start()
        room = self.server.send("/api/rooms", {"question": "Why?", "positions": ["Yes."]})
        for number in range(self.clients):
            body = {"nickname": f"Heron {number}"}
            self.people.append(self.server.send(f"/api/rooms/{room['code']}/join", body))
        followers = [Follower(self, room["code"], each["participant_key"]) for each in self.people]
        listening = [threading.Thread(target=each.follow) for each in followers]
        killer = threading.Thread(target=self._kill)
        for thread in (*listening, killer):
            thread.start()
        with ThreadPoolExecutor(self.clients) as pool:
            shares = [range(number, self.posts, self.clients) for number in range(self.clients)]
            list(pool.map(self._write, self.people, shares))
        self.over.set()
        killer.join()
        ending = time.monotonic() + 100
        for thread in listening:
            thread.join(max(0.0, ending - time.monotonic()))
        self.told.set()
        orders = [self._order(room, each["participant_key"]) for each in (self.people[0], self.people[-1])]
        self.server.kill()
        self._check(room["map"]["id"], orders)
        self._check_followers(followers)

    def _kill(self) -> None:
        """Kill the server after each third of the posts, and start it again."""
        dice = random.Random(self.posts)
        for number in range(1, self.kills + 1):
            while len(self.acknowledged) < number * self.posts // (self.kills + 1):
                if self.over.wait(0.002):
                    return
            time.sleep(dice.uniform(0, 0.02))  # in the middle of whatever is being written then
            self.server.kill()
            self.server.start()

    def _write(self, person: dict[str, Any], numbers: range) -> None:
        here = f"/api/maps/{person['map']['id']}/nodes"
        for number in numbers:
            name = f"post-{number}"
            body = {
                "kind": "claim",
                "text": f"This is {name}.",
                "supports": "n2",
                "operation_id": name,
            }
            answer = self._until_acknowledged(here, body, person["participant_key"])
            with self.lock:
                self.again += answer["repeated"]
                self.acknowledged[name] = answer["revision"], answer["node"]["id"]

    def _until_acknowledged(self, path: str, body: dict[str, Any], key: str) -> dict[str, Any]:
        for _ in range(600):
            try:
                return self.server.send(path, body, key)
            except urllib.error.HTTPError as error:
                if error.code != 503:
                    raise
                error.close()
            except UNANSWERED:
                pass
            time.sleep(0.1)
        raise AssertionError(f"{body['operation_id']} was never acknowledged")

    def _order(self, room: dict[str, Any], key: str) -> list[str]:
        """The cards of the map as somebody sees them."""
        return [node["id"] for node in self.server.get(f"/api/maps/{room['map']['id']}", key)["nodes"]]

    def _check(self, map_id: str, orders: list[list[str]]) -> None:
        database = Database.open(self.database)
        held = maps.load(database, map_id)
        assert held is not None
        log = list(history.log(database, map_id))
        database.close()
        assert set(self.acknowledged) == {f"post-{number}" for number in range(self.posts)}
        # Once each, and in the order of the revisions that were acknowledged.
        written = [press for press, _ in log[1:]]
        assert written == sorted(self.acknowledged, key=lambda name: self.acknowledged[name][0])
        assert held.revision == self.posts + 1
        assert replay(operation for _, operation in log) == held.debate
        said = {name: held.debate.nodes[card].text for name, (_, card) in self.acknowledged.items()}
        assert said == {name: f"This is {name}." for name in self.acknowledged}
        assert len(held.debate.nodes) == self.posts + 2
        wrote = [node.author for node in held.debate.nodes.values() if node.author]
        assert {wrote.count(each["participant"]) for each in self.people} == {
            len(range(number, self.posts, self.clients)) for number in range(self.clients)
        }
        assert orders[0] == orders[1]
        assert len(orders[0]) == self.posts + 2

    def _check_followers(self, followers: list[Follower]) -> None:
        """Everybody heard of every change, once, in the same order; and came back as often as the server went."""
        expected = sorted((revision, (card,)) for revision, card in self.acknowledged.values())
        for follower in followers:
            due = [each for each in expected if each[0] > follower.loaded]
            missed, extra = set(due) - set(follower.heard), set(follower.heard) - set(due)
            assert not missed, (
                f"missed {sorted(missed)[:5]} of {len(missed)}, came back {follower.came_back} times"
            )
            assert not extra, f"heard {sorted(extra)[:5]} of {len(extra)}, which nobody said"
            assert follower.heard == due, "not in order, or not once"
            assert follower.came_back >= self.kills
