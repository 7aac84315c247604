"""Public maps, links that end, frozen snapshots, and reports."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Ids are compared byte by byte.
PLAIN = sa.String().with_variant(sa.String(collation="C"), "postgresql")

_OF_MAPS = ("public_at", "public_until", "hidden_at", "opened_on")


def upgrade() -> None:
    """Make the tables and columns. Maps count as opened on this day: nobody has counted before."""
    for name in _OF_MAPS:
        op.add_column("map", _moment(name, nullable=True))
    maps = sa.table("map", sa.column("opened_on", sa.DateTime(timezone=True)))
    today = datetime.combine(datetime.now(UTC).date(), time(), UTC)
    op.execute(maps.update().values(opened_on=today))
    op.add_column("share_link", _moment("expires_at", nullable=True))
    op.add_column("share_link", sa.Column("label", sa.String(), nullable=True))
    op.create_table(
        "snapshot",
        _plain("map_id"),
        _plain("id"),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        _moment("made_at"),
        sa.Column("made_by", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        _moment("redacted_at", nullable=True),
        _moment("withdrawn_at", nullable=True),
        sa.PrimaryKeyConstraint("map_id", "id"),
        _of_map(),
        sa.UniqueConstraint("id", name="snapshot_once"),
    )
    op.create_table(
        "report",
        _plain("map_id"),
        _plain("id"),
        sa.Column("snapshot", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        _moment("at"),
        sa.PrimaryKeyConstraint("map_id", "id"),
        _of_map(),
    )


def downgrade() -> None:
    """Take the tables and columns away."""
    op.drop_table("report")
    op.drop_table("snapshot")
    for name in ("label", "expires_at"):
        op.drop_column("share_link", name)
    for name in reversed(_OF_MAPS):
        op.drop_column("map", name)


def _plain(name: str) -> sa.Column[Any]:
    return sa.Column(name, PLAIN, nullable=False)


def _moment(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _of_map() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["map_id"], ["map.id"], ondelete="CASCADE")
