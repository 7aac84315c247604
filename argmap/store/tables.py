"""The tables. `map_id` leads every primary key: all that belongs to one map lies together, and could move together.

Kinds are texts with a CHECK, since the classes are there to describe tables, not to judge values: the model has
judged them before. Lists and objects are JSON in a text, so that both kinds of database keep them letter by letter.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from argmap.model.map import NODE_KINDS, RELATION_KINDS, STANCES

FORMATS = ("debate", "workshop")
"""What a room can be for."""

ROOM_ROLES = ("facilitator", "participant", "onlooker")
"""What somebody can be in a room."""


class Moment(TypeDecorator[datetime]):
    """A time with its zone, kept in UTC: SQLite itself would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The time as the database gets it."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The time as it was given."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Ids and ranks are compared byte by byte everywhere; PostgreSQL would go by the rules of some language.
Plain = String().with_variant(String(collation="C"), "postgresql")


def _plain(primary: bool = False, nullable: bool = False, default: str | None = None) -> Any:
    return Field(default, sa_column=Column(Plain, primary_key=primary, nullable=nullable))


def _of_map() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["map_id"], ["map.id"], ondelete="CASCADE")


def _of(table: str, *columns: str) -> ForeignKeyConstraint:
    """What a row refers to. Looked at when all is written: items come and go in any order within one change."""
    there = [f"{table}.map_id", *(f"{table}.id" for _ in columns)]
    return ForeignKeyConstraint(["map_id", *columns], there, deferrable=True, initially="DEFERRED")


def _one_of(column: str, known: tuple[str, ...]) -> CheckConstraint:
    # The values are constants of the model; nothing that anybody typed comes here.
    values = ", ".join(f"'{value}'" for value in known)
    return CheckConstraint(f"{column} IN ({values})", name=f"{column}_known")


class MapRow(SQLModel, table=True):
    """A map: how many changes it has had, and the last number that was given to something on it.

    `public_at`: since then everybody may read it, until `public_until` where that is set. `hidden_at`: whoever runs the server
    has hidden it, and nobody reads it. `opened_on`: the day on which somebody opened it last, at its first hour.
    """

    __tablename__ = "map"

    id: str = _plain(primary=True)
    revision: int = Field(sa_type=BigInteger)
    number: int = Field(sa_type=BigInteger)
    language: str | None = None
    foreign: str = "{}"
    made_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    public_at: datetime | None = Field(None, sa_type=Moment)
    public_until: datetime | None = Field(None, sa_type=Moment)
    hidden_at: datetime | None = Field(None, sa_type=Moment)
    opened_on: datetime | None = Field(None, sa_type=Moment)


class NodeRow(SQLModel, table=True):
    """A card."""

    __tablename__ = "node"
    __table_args__ = (
        _of_map(),
        _one_of("kind", NODE_KINDS),
        _one_of("stance", STANCES),
        Index("node_by_kind", "map_id", "kind"),
    )

    map_id: str = _plain(primary=True)
    id: str = _plain(primary=True)
    kind: str
    text: str
    title: str | None = None
    language: str | None = None
    tags: str = "[]"
    group: str | None = _plain(nullable=True)
    author: str | None = None
    origin: str | None = None
    sources: str = "[]"
    hidden: bool = False
    stance: str | None = None
    argument: bool = False
    rank: str = _plain(default="")
    version: int = Field(sa_type=BigInteger)


class RelationRow(SQLModel, table=True):
    """An argument. Its target is a card or another relation, so no foreign key can say which; the model sees to it."""

    __tablename__ = "relation"
    __table_args__ = (_of_map(), _one_of("kind", RELATION_KINDS))

    map_id: str = _plain(primary=True)
    id: str = _plain(primary=True)
    kind: str
    target: str = _plain()
    weight: float | None = None
    rank: str = _plain(default="")
    scheme: str | None = None
    note: str | None = None
    version: int = Field(sa_type=BigInteger)


class PremiseRow(SQLModel, table=True):
    """One premise of an argument, and its place among the others."""

    __tablename__ = "premise"
    __table_args__ = (
        _of_map(),
        _of("relation", "relation"),
        _of("node", "node"),
        Index("premise_by_node", "map_id", "node"),
    )

    map_id: str = _plain(primary=True)
    relation: str = _plain(primary=True)
    place: int = Field(primary_key=True)
    node: str = _plain()


class SourceRow(SQLModel, table=True):
    """A cited text: its CSL-JSON fields, how far it is trusted, and why."""

    __tablename__ = "source"
    __table_args__ = (_of_map(),)

    map_id: str = _plain(primary=True)
    id: str = _plain(primary=True)
    fields_: str = Field(sa_column=Column("fields", String, nullable=False))
    credibility: float | None = None
    reason: str | None = None
    version: int = Field(sa_type=BigInteger)


class QuoteRow(SQLModel, table=True):
    """The exact words of a source that a card rests on."""

    __tablename__ = "quote"
    __table_args__ = (
        _of_map(),
        _of("node", "node"),
        _of("source", "source"),
        Index("quote_by_node", "map_id", "node"),
        Index("quote_by_source", "map_id", "source"),
    )

    map_id: str = _plain(primary=True)
    id: str = _plain(primary=True)
    node: str = _plain()
    source: str = _plain()
    exact: str
    before: str = ""
    after: str = ""
    start: int | None = Field(None, sa_type=BigInteger)
    end: int | None = Field(None, sa_type=BigInteger)
    version: int = Field(sa_type=BigInteger)


class GroupRow(SQLModel, table=True):
    """A heading."""

    __tablename__ = "group"
    __table_args__ = (_of_map(), _of("group", "parent"), Index("group_by_parent", "map_id", "parent"))

    map_id: str = _plain(primary=True)
    id: str = _plain(primary=True)
    title: str
    parent: str | None = _plain(nullable=True)
    rank: str = _plain(default="")
    version: int = Field(sa_type=BigInteger)


class OperationRow(SQLModel, table=True):
    """One change: the entry of the log that made a revision, with what takes it back.

    `operation_id` names the press of a button or the request of a program, and `digest` its content: the same
    twice counts once. `toggles` is set on an undo (and on an undo of that): the revision that it is about.
    """

    __tablename__ = "operation"
    __table_args__ = (
        _of_map(),
        UniqueConstraint("map_id", "operation_id", name="operation_once"),
        Index("operation_by_toggles", "map_id", "toggles", "revision"),
    )

    map_id: str = _plain(primary=True)
    revision: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    operation_id: str = _plain()
    digest: str = ""
    author: str | None = None
    at: datetime = Field(sa_type=Moment)
    body: str
    inverse: str
    toggles: int | None = Field(None, sa_type=BigInteger)


class LinkRow(SQLModel, table=True):
    """A secret link to a map. The secret itself is nowhere: `digest` is its hash.

    `made_by` is the link by which somebody came who made this one. `label` says for whom it is; it goes when the link does.
    """

    __tablename__ = "share_link"
    __table_args__ = (_of_map(), _one_of("role", ("view", "edit")))

    map_id: str = _plain(primary=True)
    id: str = _plain(primary=True)
    role: str
    digest: str
    made_by: str | None = None
    made_at: datetime = Field(sa_type=Moment)
    revoked_at: datetime | None = Field(None, sa_type=Moment)
    expires_at: datetime | None = Field(None, sa_type=Moment)
    label: str | None = None


class SnapshotRow(SQLModel, table=True):
    """A map as it was at one moment: its argmap JSON, which never changes, and the SHA-256 of that.

    `digest` is the hash of the secret that opens it, None where everybody may read it. `redacted_at`: since then what somebody
    erased is overwritten here too, and the hash is another one. Of one that is withdrawn the text is gone.
    """

    __tablename__ = "snapshot"
    __table_args__ = (_of_map(), UniqueConstraint("id", name="snapshot_once"))

    map_id: str = _plain(primary=True)
    id: str = _plain(primary=True)
    revision: int = Field(sa_type=BigInteger)
    made_at: datetime = Field(sa_type=Moment)
    made_by: str | None = None
    digest: str | None = None
    hash: str
    body: str
    size: int = Field(sa_type=BigInteger)
    redacted_at: datetime | None = Field(None, sa_type=Moment)
    withdrawn_at: datetime | None = Field(None, sa_type=Moment)


class ReportRow(SQLModel, table=True):
    """What somebody said is wrong with a public map, or with a public snapshot of it. Who it was is nowhere."""

    __tablename__ = "report"
    __table_args__ = (_of_map(),)

    map_id: str = _plain(primary=True)
    id: str = _plain(primary=True)
    snapshot: str | None = None
    reason: str
    at: datetime = Field(sa_type=Moment)


class RoomRow(SQLModel, table=True):
    """A room: a map on which a class or a workshop writes together, and how it is open to them.

    `revision` rises with every change of the room or of who is in it. `forget_at`: when the names are erased.
    """

    __tablename__ = "room"
    __table_args__ = (_of_map(), _one_of("format", FORMATS))

    map_id: str = _plain(primary=True)
    format: str
    anonymous: bool = False
    locked: bool = False
    verdicts: bool = False
    queue: bool = False
    revision: int = Field(sa_type=BigInteger)
    made_at: datetime = Field(sa_type=Moment)
    forget_at: datetime | None = Field(None, sa_type=Moment)


class RoomCodeRow(SQLModel, table=True):
    """The code by which one enters a room: the one small table that no map leads, since a code names its map."""

    __tablename__ = "room_code"
    __table_args__ = (_of_map(), UniqueConstraint("map_id", name="room_code_once"))

    code: str = _plain(primary=True)
    map_id: str = _plain()


class ParticipantRow(SQLModel, table=True):
    """Somebody in a room. `id` is random and says nothing; names are here and nowhere else, None once they are erased.

    `skeleton` is what names that look alike have in common; `words` the hash of the code to come back with.
    """

    __tablename__ = "participant"
    __table_args__ = (
        _of_map(),
        _one_of("role", ROOM_ROLES),
        UniqueConstraint("map_id", "skeleton", name="name_once"),
    )

    map_id: str = _plain(primary=True)
    id: str = _plain(primary=True)
    role: str
    name: str | None = None
    skeleton: str | None = _plain(nullable=True)
    words: str | None = None
    joined_at: datetime = Field(sa_type=Moment)
    removed_at: datetime | None = Field(None, sa_type=Moment)


class ParticipantKeyRow(SQLModel, table=True):
    """A key of somebody in a room: one for each device. The secret itself is nowhere: `digest` is its hash."""

    __tablename__ = "participant_key"
    __table_args__ = (_of_map(), _of("participant", "participant"))

    map_id: str = _plain(primary=True)
    id: str = _plain(primary=True)
    participant: str = _plain()
    digest: str
    made_at: datetime = Field(sa_type=Moment)
    revoked_at: datetime | None = Field(None, sa_type=Moment)


class RoomActRow(SQLModel, table=True):
    """Something done at the desk of a room, for its log. Who did it, and to whom, are ids: names are never here."""

    __tablename__ = "room_act"
    __table_args__ = (_of_map(),)

    map_id: str = _plain(primary=True)
    number: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    what: str
    participant: str | None = _plain(nullable=True)
    about: str | None = _plain(nullable=True)
    at: datetime = Field(sa_type=Moment)
