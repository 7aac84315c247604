"""The table of permissions held against the server: every role, action, card and room, each by its real address.

What is expected comes from `debate.permissions.may` alone. Every cell gets a room of its own, so none depends on another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

import pytest
from httpx2 import Response

from argmap.debate.permissions import ACTIONS, ROLES, may, ruling
from argmap.model import ArgumentMap, Node, Relation
from argmap.model.operations import AddNode, AddRelation, Batch, EditNode, Hide, Operation
from argmap.service import history, rooms, sharing
from argmap.service.numbers import Numbers
from argmap.service.rooms import Opened
from argmap.service.shelf import WAITING, Outcome, Press, Shelf, open_shelf
from argmap.web.app import create_app
from tests.web.conftest import GENEROUS, Browser

WHO = (*((role, False) for role in ROLES), ("participant", True))
"""Everybody who may come: the roles, and a participant while the room is locked."""


@dataclass
class Attempt:
    """One way to do an action. `card`: it is about a card (or what somebody did), which is one's own or somebody else's.

    `answered`: that card has been answered by somebody. `hidden`: it is hidden. `undone`: the change has been taken back.
    `shows`: it is about what is told, and gives whether it was.
    """

    action: str
    how: str
    go: Callable[[World], Response]
    card: bool = False
    answered: bool = False
    hidden: bool = False
    undone: bool = False
    shows: Callable[[World, Response], bool] | None = None


class World:
    """A room with its facilitator, two participants and an onlooker, and cards of all of them."""

    def __init__(self, shelf: Shelf, app: Any, role: str, attempt: Attempt, own: bool, shown: bool) -> None:
        self.opened: Opened = rooms.open_room(shelf, "Should cars leave the town?", ["Yes.", "No."])
        self.shelf, self.app = shelf, app
        self.map = self.opened.room.map
        self.page, self.api = f"/maps/{self.map}", f"/api/maps/{self.map}"
        one = rooms.join(shelf, self.opened.room, "Zarmina")
        two = rooms.join(shelf, self.opened.room, "Quirin")
        self.two = two.person
        leads = sharing.enter(shelf, self.map, self.opened.facilitator_key)
        self.keys = {
            "facilitator": self.opened.facilitator_key,
            "participant": one.key,
            "onlooker": sharing.share(shelf, leads, "view").key or "",
        }
        self.key = self.keys[role]
        # What is "own" is by whoever tries; else it is by the second participant. Onlookers write nothing.
        writer = self.key if own and role != "onlooker" else two.key
        self.writer_name = {self.keys["facilitator"]: "Facilitator", one.key: "Zarmina"}.get(writer, "Quirin")
        self.revision = self._did(writer, Batch((
            AddNode(Node("card", "claim", "The card that it is about.")),
            AddRelation(Relation("link", "support", ("card",), "n2")),
        )))  # fmt: skip
        self._did(two.key, AddNode(Node("other", "claim", "Another card.")))
        if attempt.answered:
            self._did(two.key if writer != two.key else one.key, Batch((
                AddNode(Node("answer", "claim", "An answer to it.")),
                AddRelation(Relation("answering", "attack", ("answer",), "card")),
            )))  # fmt: skip
        if attempt.hidden:
            waiting = EditNode("card", {"tags": (WAITING,)})
            self._did(self.keys["facilitator"], Batch((waiting, Hide("card"))))
        if attempt.undone:
            history.undo(shelf, sharing.enter(shelf, self.map, writer), Press.fresh(), self.revision)
        leads = sharing.enter(shelf, self.map, self.opened.facilitator_key)
        rooms.switch(shelf, leads, "verdicts", shown)
        rooms.switch(shelf, leads, "anonymous", not shown)

    def _did(self, key: str, operation: Operation) -> int:
        def build(_debate: ArgumentMap, _numbers: Numbers) -> Outcome:
            return Outcome(operation)

        return self.shelf.change(sharing.enter(self.shelf, self.map, key), Press.fresh(), build).revision

    def lock(self) -> None:
        leads = sharing.enter(self.shelf, self.map, self.opened.facilitator_key)
        rooms.switch(self.shelf, leads, "locked", on=True)

    def program(self) -> Browser:
        return Browser(
            self.app, base_url="http://argmap.test", headers={"authorization": f"Bearer {self.key}"}
        )

    def post(self, rest: str, **fields: str) -> Response:
        """A form sent by a browser that holds the key."""
        browser = Browser(self.app, base_url="http://argmap.test", follow_redirects=False)
        headers = {
            "accept": "text/html",
            "sec-fetch-site": "same-origin",
            "cookie": f"argmap_map_{self.map}={self.key}.0",
        }
        return browser.post(self.page + rest, data={"operation": "a", **fields}, headers=headers)

    def get(self, rest: str) -> Response:
        browser = Browser(self.app, base_url="http://argmap.test", follow_redirects=False)
        headers = {"accept": "text/html", "cookie": f"argmap_map_{self.map}={self.key}.0"}
        return browser.get(self.page + rest, headers=headers)

    def operate(self, *operations: dict[str, Any]) -> Response:
        body = {"operation_id": "a", "operations": list(operations)}
        return self.program().post(f"{self.api}/operations", json=body)


def form(rest: str, **fields: str) -> Callable[[World], Response]:
    return lambda world: world.post(rest, **fields)


def page(rest: str) -> Callable[[World], Response]:
    return lambda world: world.get(rest)


def api(rest: str = "") -> Callable[[World], Response]:
    return lambda world: world.program().get(world.api + rest)


def operation(kind: str, **fields: Any) -> Callable[[World], Response]:
    return lambda world: world.operate({"type": kind, **fields})


def node(**fields: str) -> Callable[[World], Response]:
    body = {"kind": "claim", "text": "A new card.", **fields}
    return lambda world: world.program().post(f"{world.api}/nodes", json=body)


def toggle(**fields: str) -> Callable[[World], Response]:
    return lambda world: world.post(f"/history/{world.revision}", **fields)


def person(what: str, **fields: str) -> Callable[[World], Response]:
    return lambda world: world.post(f"/room/{what}", participant=world.two, **fields)


def erase_own(world: World) -> Response:
    """Whoever leads has no page of their own to leave from: their name goes with all others."""
    if world.key == world.keys["facilitator"]:
        return world.post("/room/erase", sure="1")
    return world.post("/me/leave", sure="1", texts="1")


def says(text: str) -> Callable[[World, Response], bool]:
    return lambda _, answer: text in answer.text


def names_the_writer(world: World, answer: Response) -> bool:
    return world.writer_name in answer.text


ATTEMPTS = (
    Attempt("read", "api", api()),
    Attempt("read", "page", page("")),
    Attempt("see hidden", "api", api(), card=True, hidden=True, shows=says("The card that it is about.")),
    Attempt("see verdicts", "api", api("/analysis")),
    Attempt("see verdicts", "page", page("/analysis")),
    Attempt("see dashboard", "page", page("/room")),
    Attempt("download log", "page", page("/room/log.txt")),
    Attempt("add", "api", node()),
    Attempt("add", "operation", operation("AddNode", node={"kind": "claim", "text": "A new card."})),
    Attempt("add", "page", form("/cards", kind="position", text="Only on Sundays.")),
    Attempt("answer", "api", node(attacks="card"), card=True),
    Attempt("answer", "undercut", node(attacks="link"), card=True),
    Attempt("answer", "page", form("/cards", kind="reason", card="card", text="A new reason."), card=True),
    Attempt("edit", "api", operation("EditNode", id="card", changes={"text": "Changed."}), card=True),
    Attempt("edit", "page", form("/cards/card/edit", version="1", text="Changed."), card=True),
    Attempt("edit", "premise", operation("AddRelation", relation={"kind": "support", "premises": ["card"], "target": "n3"}), card=True),
    Attempt("edit", "connect", form("/cards/card/connect", kind="support", target="n3"), card=True),
    Attempt("move", "api", operation("Move", id="link", target="n3"), card=True),
    Attempt("move", "away", operation("RemoveRelation", id="link"), card=True),
    Attempt("move", "page", form("/relations/move", relation="link", target="n3"), card=True),
    Attempt("move", "page away", form("/relations/remove", relation="link", back="?card=card"), card=True),
    Attempt("delete", "api", operation("RemoveNode", id="card"), card=True),
    Attempt("delete", "api, answered", operation("RemoveNode", id="card"), card=True, answered=True),
    Attempt("delete", "page", form("/cards/card/remove", version="1"), card=True),
    Attempt("take back", "page", form("/cards/card/remove", version="1"), card=True, answered=True),
    Attempt("undo", "page", toggle(), card=True),
    Attempt("redo", "page", toggle(again="1"), card=True, undone=True),
    Attempt("arrange", "api", operation("AddGroup", group={"title": "A heading"})),
    Attempt("arrange", "language", operation("EditMap", changes={"language": "en"})),
    Attempt("hide", "api", operation("Hide", id="card"), card=True),
    Attempt("hide", "page", form("/cards/card/hide"), card=True),
    Attempt("show again", "api", operation("Hide", id="card", hidden=False), card=True, hidden=True),
    Attempt("show again", "page", form("/room/show", card="card"), card=True, hidden=True),
    Attempt("merge", "api", operation("Merge", keep="other", gone="card"), card=True),
    Attempt("merge", "page", form("/cards/card/merge", keep="other"), card=True),
    Attempt("approve", "page", form("/room/approve", card="card"), card=True, hidden=True),
    Attempt("lock", "page", form("/room/switch", name="locked", on="1")),
    Attempt("remove person", "page", person("remove")),
    Attempt("rename person", "page", person("rename", nickname="Somebody")),
    Attempt("rename person", "device", person("device")),
    Attempt("rotate code", "page", form("/room/code")),
    Attempt("show verdicts", "page", form("/room/switch", name="verdicts", on="1")),
    Attempt("set queue", "page", form("/room/switch", name="queue", on="1")),
    Attempt("set anonymity", "page", form("/room/switch", name="anonymous", on="1")),
    Attempt("erase names", "page", form("/room/erase", sure="1")),
    Attempt("leave", "page", form("/me/leave", sure="1")),
    Attempt("share", "page", form("/links", role="view")),
    Attempt("copy", "page", form("/copy")),
    Attempt("take away files", "page", page(".argdown")),
    Attempt("see names", "page", page("?card=card"), card=True, shows=names_the_writer),
    Attempt("erase own", "page", erase_own),
)  # fmt: skip

DONE, REFUSED = (200, 201, 303), (403, 404, 409)
_SHOWN = ("when shown",)


def cells() -> Iterator[Any]:
    """Every role and attempt, with one's own card or somebody else's, while verdicts and names are shown or are not."""
    for attempt, (role, locked) in product(ATTEMPTS, WHO):
        owns = (True, False) if attempt.card and role != "onlooker" else (False,)
        if attempt.action == "see names":
            owns = (False,)  # one's own is told in any case
        depends = any(ruling(each, attempt.action) in _SHOWN for each in ROLES)
        for own, shown in product(owns, (True, False) if depends else (True,)):
            name = " ".join(
                [
                    role,
                    *["(locked)"] * locked,
                    attempt.action,
                    attempt.how,
                    *["own"] * own,
                    *["shown"] * shown,
                ]
            )
            yield pytest.param(attempt, role, locked, own, shown, id=name)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shelf, Any]]:
    shelf = open_shelf(str(tmp_path_factory.mktemp("permissions") / "maps.db"))
    yield shelf, create_app(shelf, GENEROUS)
    shelf.close()


def test_every_action_of_the_table_is_tried():
    assert {attempt.action for attempt in ATTEMPTS} == set(ACTIONS)
    assert len(list(cells())) > 250


@pytest.mark.parametrize(("attempt", "role", "locked", "own", "shown"), list(cells()))
def test_whoever_may_does_and_nobody_else(
    server: tuple[Shelf, Any], attempt: Attempt, role: str, locked: bool, own: bool, shown: bool
):
    world = World(*server, role, attempt, own, shown)
    if locked:
        world.lock()
    allowed = may(role, attempt.action, own=own, answered=attempt.answered, shown=shown, locked=locked)
    if attempt.action == "erase own" and role == "participant":
        allowed = True  # it is about oneself: there is nobody else's to be erased by it
    before = world.shelf.read(sharing.enter(world.shelf, world.map, world.opened.facilitator_key))
    answer = attempt.go(world)
    if attempt.shows is not None:
        assert answer.status_code == 200
        assert attempt.shows(world, answer) == allowed
        return
    assert answer.status_code in (DONE if allowed else REFUSED), answer.text
    if not allowed:
        after = world.shelf.read(sharing.enter(world.shelf, world.map, world.opened.facilitator_key))
        assert after.revision == before.revision
        assert after.debate == before.debate


@pytest.fixture(scope="module")
def two_rooms(server: tuple[Shelf, Any]) -> tuple[World, World]:
    make = partial(World, *server, "participant", ATTEMPTS[0], True, True)
    return make(), make()


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda each: f"{each.action} {each.how}")
@pytest.mark.parametrize("role", ROLES)
def test_a_key_does_nothing_in_another_room(two_rooms: tuple[World, World], role: str, attempt: Attempt):
    here, there = two_rooms
    before = there.shelf.read(sharing.enter(there.shelf, there.map, there.opened.facilitator_key))
    there.key = here.keys[role]
    answer = attempt.go(there)
    assert answer.status_code == 404, answer.text
    after = there.shelf.read(sharing.enter(there.shelf, there.map, there.opened.facilitator_key))
    assert (after.revision, after.debate) == (before.revision, before.debate)


def test_nobody_without_a_key_does_anything(two_rooms: tuple[World, World]):
    _, there = two_rooms
    for attempt, key in product(ATTEMPTS, ("", "a" * 34, there.opened.room.code)):
        there.key = key
        assert attempt.go(there).status_code == 404, attempt
