"""The tables of a database brought up to date: by Alembic's migrations, and only when they are not."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

HEAD = "0004"
"""The revision of the tables that this version of argmap knows: that of the last file in migrations/versions."""

_LOCK = 0x6172676D6170  # "argmap"


class Outdated(Exception):
    """The tables were made by a newer argmap than this one, which could only spoil them."""


def bring_up_to_date(engine: Engine) -> None:
    """Make the tables, or change them to what this version knows. Raises `Outdated`, `SQLAlchemyError`."""
    with engine.connect() as connection:
        found = _found(connection)
    if found == HEAD:
        return
    # Alembic is needed seldom, and takes a while to load.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with engine.connect().execution_options(argmap_writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            # Two servers that start at once: the second waits, and finds everything done.
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise Outdated(
                f"a newer version of argmap has made its tables ('{found}'). Use that version, or another database."
            ) from None


def _found(connection: Connection) -> str | None:
    """The revision of the tables that are there; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if revision is None else str(revision)
