"""What Alembic asks before it takes a step: on which connection, and what the tables should look like."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from argmap.store import tables

assert tables.NodeRow.metadata is SQLModel.metadata  # noqa: S101 - the tables are all known once it is imported

connection = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("The steps are carried out when a database is opened: argmap serve --database ...")
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    # SQLite changes tables by making them anew.
    render_as_batch=True,
)
context.run_migrations()
