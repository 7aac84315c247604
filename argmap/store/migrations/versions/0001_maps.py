"""Maps, the log of their operations, and the secret links to them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Ids and ranks are compared byte by byte.
PLAIN = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _maps()
    _items()
    _relations()
    _quotes()
    _operations()
    _links()


def downgrade() -> None:
    """Take the tables away."""
    for table in (
        "share_link",
        "operation",
        "quote",
        "premise",
        "relation",
        "node",
        "source",
        "group",
        "map",
    ):
        op.drop_table(table)


def _plain(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, PLAIN, nullable=nullable)


def _text(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _whole(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _moment(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _map() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["map_id"], ["map.id"], ondelete="CASCADE")


def _of(table: str, column: str) -> sa.ForeignKeyConstraint:
    there = [f"{table}.map_id", f"{table}.id"]
    return sa.ForeignKeyConstraint(["map_id", column], there, deferrable=True, initially="DEFERRED")


def _key(*columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("map_id", *columns)


def _maps() -> None:
    op.create_table(
        "map",
        _plain("id"),
        _whole("revision"),
        _whole("number"),
        _text("language", True),
        _text("foreign"),
        _moment("made_at"),
        _moment("changed_at"),
        sa.PrimaryKeyConstraint("id"),
    )


def _items() -> None:
    op.create_table(
        "group", _plain("map_id"), _plain("id"), _text("title"), _plain("parent", True), _plain("rank"),
        _whole("version"), _key("id"), _map(), _of("group", "parent"),
    )  # fmt: skip
    op.create_index("group_by_parent", "group", ["map_id", "parent"])
    op.create_table(
        "source", _plain("map_id"), _plain("id"), _text("fields"), sa.Column("credibility", sa.Float()),
        _text("reason", True), _whole("version"), _key("id"), _map(),
    )  # fmt: skip
    op.create_table(
        "node", _plain("map_id"), _plain("id"), _text("kind"), _text("text"), _text("title", True),
        _text("language", True), _text("tags"), _plain("group", True), _text("author", True),
        _text("origin", True), _text("sources"), sa.Column("hidden", sa.Boolean(), nullable=False),
        _text("stance", True), sa.Column("argument", sa.Boolean(), nullable=False), _plain("rank"),
        _whole("version"), _key("id"), _map(),
        sa.CheckConstraint("kind IN ('question', 'position', 'claim', 'evidence')", name="kind_known"),
        sa.CheckConstraint("stance IN ('rival', 'independent')", name="stance_known"),
    )  # fmt: skip
    op.create_index("node_by_kind", "node", ["map_id", "kind"])


def _relations() -> None:
    op.create_table(
        "relation", _plain("map_id"), _plain("id"), _text("kind"), _plain("target"),
        sa.Column("weight", sa.Float()), _plain("rank"), _text("scheme", True), _text("note", True),
        _whole("version"), _key("id"), _map(),
        sa.CheckConstraint("kind IN ('support', 'attack')", name="kind_known"),
    )  # fmt: skip
    op.create_table(
        "premise", _plain("map_id"), _plain("relation"), sa.Column("place", sa.Integer(), nullable=False),
        _plain("node"), _key("relation", "place"), _map(), _of("relation", "relation"), _of("node", "node"),
    )  # fmt: skip
    op.create_index("premise_by_node", "premise", ["map_id", "node"])


def _quotes() -> None:
    op.create_table(
        "quote", _plain("map_id"), _plain("id"), _plain("node"), _plain("source"), _text("exact"),
        _text("before"), _text("after"), _whole("start", True), _whole("end", True), _whole("version"),
        _key("id"), _map(), _of("node", "node"), _of("source", "source"),
    )  # fmt: skip
    op.create_index("quote_by_node", "quote", ["map_id", "node"])
    op.create_index("quote_by_source", "quote", ["map_id", "source"])


def _operations() -> None:
    op.create_table(
        "operation", _plain("map_id"), sa.Column("revision", sa.BigInteger(), autoincrement=False),
        _plain("operation_id"), _text("digest"), _text("author", True), _moment("at"), _text("body"),
        _text("inverse"), _whole("toggles", True), _key("revision"), _map(),
        sa.UniqueConstraint("map_id", "operation_id", name="operation_once"),
    )  # fmt: skip
    op.create_index("operation_by_toggles", "operation", ["map_id", "toggles", "revision"])


def _links() -> None:
    op.create_table(
        "share_link", _plain("map_id"), _plain("id"), _text("role"), _text("digest"), _text("made_by", True),
        _moment("made_at"), _moment("revoked_at", True), _key("id"), _map(),
        sa.CheckConstraint("role IN ('view', 'edit')", name="role_known"),
    )  # fmt: skip
