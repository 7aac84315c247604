"""Somebody's texts overwritten in the map and in its log, which still leads to the map."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from argmap.model import Node, Quote, Relation, Source, apply, replay
from argmap.model.operations import (
    AddNode,
    AddQuote,
    AddRelation,
    AddSource,
    Batch,
    EditNode,
    EditQuote,
    Merge,
    Operation,
    RemoveNode,
)
from argmap.store import history, maps
from argmap.store.database import Database
from argmap.store.maps import Change, Press
from argmap.store.redact import redact
from argmap.store.tables import OperationRow
from tests.store.conftest import NOW

WORD = "[erased]"
SECRETS = ("My secret", "My newer secret", "Quoted secret", "Removed secret", "Secret title", "Before secret")


@pytest.fixture
def written(database: Database) -> Database:
    """A map with what one person wrote, changed, quoted, removed and took back, and what others did."""
    maps.create(
        database,
        "m",
        replay([AddNode(Node("n1", "position", "Yes."))]),
        operation_id="first",
        number=1,
        now=NOW,
    )
    steps: list[Operation] = [
        AddNode(Node("n2", "claim", "My secret.", title="Secret title", author="p1")),
        AddRelation(Relation("r1", "support", ("n2",), "n1")),
        AddNode(Node("n3", "claim", "What another says.", author="p2")),
        AddRelation(Relation("r2", "attack", ("n3",), "n2")),
        Batch((AddSource(Source("s1", {"title": "A report"})), EditNode("n2", {"sources": ("s1",)}))),
        AddQuote(Quote("q1", "n2", "s1", "Quoted secret", before="Before secret")),
        EditQuote("q1", {"exact": "Quoted secret, longer"}),
        EditNode("n2", {"text": "My newer secret."}),
        AddNode(Node("n4", "claim", "Removed secret.", author="p1")),
        RemoveNode("n4"),
        AddNode(Node("n5", "claim", "My secret again.", author="p1")),
        Merge("n2", "n5"),
    ]
    for number, step in enumerate(steps):

        def decide(held: maps.Held, step: Operation = step) -> Change:
            debate, inverse = apply(held.debate, step)
            return Change(debate, step, inverse, held.number)

        assert maps.change(database, "m", Press(f"press{number}"), decide, now=NOW) is not None
    return database


def everything(database: Database) -> str:
    with database.reading() as connection:
        table = OperationRow.__table__  # type: ignore[attr-defined]
        log = connection.execute(select(table.c.body, table.c.inverse)).all()
    held = maps.load(database, "m")
    assert held is not None
    said = [*held.debate.nodes.values(), *held.debate.quotes.values()]
    return json.dumps([list(row) for row in log]) + repr(said)


def test_nothing_that_somebody_wrote_is_left_and_the_log_leads_to_the_map(written: Database):
    before = everything(written)
    assert all(secret in before for secret in SECRETS)
    assert redact(written, "m", "p1", WORD, "erase", NOW) == 3
    after = everything(written)
    assert not [secret for secret in SECRETS if secret in after]
    assert "What another says." in after
    held = maps.load(written, "m")
    assert held is not None
    assert held.debate.nodes["n2"].text == WORD
    assert held.debate.nodes["n3"].text == "What another says."
    assert replay(operation for _, operation in history.log(written, "m")) == held.debate
    assert held.revision == 14


def test_every_change_can_still_be_taken_back(written: Database):
    redact(written, "m", "p1", WORD, "erase", NOW)
    held = maps.load(written, "m")
    assert held is not None
    debate = held.debate
    for entry in history.entries(written, "m", None, 50):
        if entry.revision > 1:
            debate, _ = apply(debate, entry.inverse)
    assert set(debate.nodes) == {"n1"}


def test_the_redaction_of_nobody_changes_nothing_but_says_that_it_was_done(written: Database):
    before = maps.load(written, "m")
    assert redact(written, "m", "p9", WORD, "erase", NOW) == 0
    after = maps.load(written, "m")
    assert before is not None
    assert after is not None
    assert after.debate == before.debate
    assert redact(written, "nowhere", "p1", WORD, "erase", NOW) == 0


def test_secrets_are_gone_from_the_file(tmp_path: Path):
    """What SQLite overwrote is not left in its pages or its write-ahead log, once that is folded in."""
    database = Database.open(str(tmp_path / "maps.db"))
    rare = f"Zebrafish {Random(1).random()}"
    debate = replay([AddNode(Node("n1", "claim", rare, author="p1"))])
    maps.create(database, "m", debate, operation_id="first", number=1, now=NOW)
    redact(database, "m", "p1", WORD, "erase", NOW)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    assert [path.name for path in tmp_path.iterdir() if rare.encode() in path.read_bytes()] == []
