"""What was done at the desk of a room."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Ids are compared byte by byte.
PLAIN = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "room_act",
        sa.Column("map_id", PLAIN, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("participant", PLAIN, nullable=True),
        sa.Column("about", PLAIN, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("map_id", "number"),
        sa.ForeignKeyConstraint(["map_id"], ["map.id"], ondelete="CASCADE"),
    )


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("room_act")
