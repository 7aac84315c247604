"""Rooms, the codes that lead to them, who is in them, and their keys."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Ids are compared byte by byte.
PLAIN = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "room",
        _plain("map_id"),
        sa.Column("format", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.Boolean(), nullable=False)
            for name in ("anonymous", "locked", "verdicts", "queue")
        ),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        _moment("made_at"),
        _moment("forget_at", nullable=True),
        sa.PrimaryKeyConstraint("map_id"),
        _of_map(),
        sa.CheckConstraint("format IN ('debate', 'workshop')", name="format_known"),
    )
    op.create_table(
        "room_code",
        _plain("code"),
        _plain("map_id"),
        sa.PrimaryKeyConstraint("code"),
        _of_map(),
        sa.UniqueConstraint("map_id", name="room_code_once"),
    )
    _people()


def _people() -> None:
    op.create_table(
        "participant",
        _plain("map_id"),
        _plain("id"),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        _plain("skeleton", nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        _moment("joined_at"),
        _moment("removed_at", nullable=True),
        sa.PrimaryKeyConstraint("map_id", "id"),
        _of_map(),
        sa.CheckConstraint("role IN ('facilitator', 'participant', 'onlooker')", name="role_known"),
        sa.UniqueConstraint("map_id", "skeleton", name="name_once"),
    )
    op.create_table(
        "participant_key",
        _plain("map_id"),
        _plain("id"),
        _plain("participant"),
        sa.Column("digest", sa.String(), nullable=False),
        _moment("made_at"),
        _moment("revoked_at", nullable=True),
        sa.PrimaryKeyConstraint("map_id", "id"),
        _of_map(),
        sa.ForeignKeyConstraint(
            ["map_id", "participant"],
            ["participant.map_id", "participant.id"],
            deferrable=True,
            initially="DEFERRED",
        ),
    )


def downgrade() -> None:
    """Take the tables away."""
    for table in ("participant_key", "participant", "room_code", "room"):
        op.drop_table(table)


def _plain(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, PLAIN, nullable=nullable)


def _moment(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _of_map() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["map_id"], ["map.id"], ondelete="CASCADE")
