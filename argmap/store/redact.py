"""Somebody's texts overwritten wherever they are kept: in the map and in every entry of its log.

The log is append-only with this one exception. Every version of a text becomes the same word, so the log still leads to
the map exactly.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from argmap.model.operations import Batch
from argmap.model.records import record
from argmap.store import rows, snapshots
from argmap.store.database import Database
from argmap.store.snapshots import Rewrite
from argmap.store.tables import MapRow, NodeRow, OperationRow, QuoteRow

_MAPS: Table = MapRow.__table__  # type: ignore[attr-defined]
_NODES: Table = NodeRow.__table__  # type: ignore[attr-defined]
_QUOTES: Table = QuoteRow.__table__  # type: ignore[attr-defined]
_LOG: Table = OperationRow.__table__  # type: ignore[attr-defined]

_OF_CARDS = ("text", "title")
_OF_QUOTES = ("exact", "before", "after")


Snapshots = Callable[[Collection[str], Collection[str], str], Rewrite]
"""From cards, quotes and the word for them: what takes them out of the text of a snapshot."""


def redact(
    database: Database,
    map_id: str,
    author: str,
    word: str,
    operation_id: str,
    now: datetime,
    frozen: Snapshots | None = None,
) -> int:
    """Overwrite with one word all that the cards of an author say, and what they quote; how many cards there were.

    The same in the snapshots of the map, by way of `frozen`: how a map is put into a text is not known here.

    Cards that were removed count too, since the log knows them. A last entry that changes nothing says that it was
    done, so that nobody goes on with what they have in memory. One transaction; linear in the log.
    """
    with database.writing() as connection:
        raised = (
            update(_MAPS).where(_MAPS.c.id == map_id).values(revision=_MAPS.c.revision + 1, changed_at=now)
        )
        revision = connection.execute(raised.returning(_MAPS.c.revision)).scalar()
        if revision is None:
            return 0
        columns = (_LOG.c.revision, _LOG.c.body, _LOG.c.inverse)
        log = connection.execute(select(*columns).where(_LOG.c.map_id == map_id)).all()
        entries = [(row.revision, json.loads(row.body), json.loads(row.inverse)) for row in log]
        found = _Written(author)
        for _, body, inverse in entries:
            found.look(body)
            found.look(inverse)
        for at, body, inverse in entries:
            if found.overwrite(body, word) + found.overwrite(inverse, word):
                here = (_LOG.c.map_id == map_id, _LOG.c.revision == at)
                values = {"body": rows.encoded(body), "inverse": rows.encoded(inverse)}
                connection.execute(update(_LOG).where(*here).values(**values))
        _state(connection, map_id, found, word)
        if frozen is not None and found.cards:
            snapshots.rewrite(connection, map_id, frozen(found.cards, found.quotes, word), now)
        nothing = rows.encoded(record(Batch(())))
        entry = {
            "map_id": map_id,
            "revision": revision,
            "operation_id": operation_id,
            "digest": "",
            "at": now,
        }
        connection.execute(
            insert(_LOG), {**entry, "body": nothing, "inverse": nothing, "author": None, "toggles": None}
        )
    return len(found.cards)


def _state(connection: Connection, map_id: str, found: _Written, word: str) -> None:
    """The rows of the cards and quotes as they stand now."""
    for card in found.cards:
        here = (_NODES.c.map_id == map_id, _NODES.c.id == card)
        connection.execute(update(_NODES).where(*here).values(text=word))
        connection.execute(update(_NODES).where(*here, _NODES.c.title.is_not(None)).values(title=word))
    for quote in found.quotes:
        here = (_QUOTES.c.map_id == map_id, _QUOTES.c.id == quote)
        connection.execute(update(_QUOTES).where(*here).values(exact=word))
        for name in ("before", "after"):
            connection.execute(update(_QUOTES).where(*here, _QUOTES.c[name] != "").values(**{name: word}))


class _Written:
    """The cards of an author and the quotes on them, as the log knows them."""

    def __init__(self, author: str) -> None:
        self.author = author
        self.cards: set[str] = set()
        self.quotes: set[str] = set()

    def look(self, operation: dict[str, Any]) -> None:
        """See which cards and quotes an operation brings or takes that are the author's."""

        def seen(part: dict[str, Any]) -> bool:
            for item in (part.get("node"), part.get("was")):
                if isinstance(item, dict) and item.get("author") == self.author and "kind" in item:
                    self.cards.add(item["id"])
            return False

        _each(operation, seen)

    def overwrite(self, operation: dict[str, Any], word: str) -> int:
        """Overwrite what an operation says in these cards; in how many places."""

        def changed(part: dict[str, Any]) -> bool:
            quote = part.get("quote")
            if isinstance(quote, dict) and quote.get("node") in self.cards:
                self.quotes.add(quote["id"])
            ours = part.get("id") in self.cards and part["type"] in ("EditNode", "RemoveNode")
            values = [part.get("changes"), part.get("was")] if ours else []
            values.append(part.get("node") if _id(part.get("node")) in self.cards else None)
            touched = [_word(each, _OF_CARDS, word) for each in values]
            theirs = part.get("id") in self.quotes and part["type"] in ("EditQuote", "RemoveQuote")
            values = [part.get("changes"), part.get("was")] if theirs else []
            values.append(quote if _id(quote) in self.quotes else None)
            touched += [_word(each, _OF_QUOTES, word) for each in values]
            return any(touched)

        return _each(operation, changed)


def _id(item: object) -> str | None:
    return item.get("id") if isinstance(item, dict) else None


def _word(values: object, names: tuple[str, ...], word: str) -> bool:
    """Put a word in the place of these texts, where there are any."""
    found = [name for name in names if isinstance(values, dict) and values.get(name)]
    for name in found:
        values[name] = word  # type: ignore[index]
    return bool(found)


def _each(operation: dict[str, Any], look: Callable[[dict[str, Any]], bool]) -> int:
    """Look at an operation and, where it is a batch, at each in it; how many looks said yes."""
    if operation.get("type") == "Batch":
        return sum(_each(each, look) for each in operation["operations"])
    return int(look(operation))
