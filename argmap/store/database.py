"""A database: a file of SQLite or an address of PostgreSQL, opened, brought up to date, and read and written in transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from argmap.store.schema import Outdated, bring_up_to_date

CONNECTIONS = 41
"""As many as the server has threads, and one for whoever tells the news: nobody waits for a connection that another one holds."""

_PATIENCE = 30  # seconds to wait for somebody else's transaction


class DatabaseError(Exception):
    """The database cannot be opened, or does not answer: a sentence for whoever runs it."""


class Database:
    """An open database. Every transaction is one of reading, which sees one moment, or one of writing."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, where: str) -> Database:
        """The database at a path (a file, made if absent) or an SQLAlchemy address, with its tables up to date.

        Raises `DatabaseError` with the reason.
        """
        url = _address(where)
        shown = url.render_as_string(hide_password=True)
        engine = _engine(url)
        try:
            bring_up_to_date(engine)
        except Outdated as outdated:
            engine.dispose()
            raise DatabaseError(f"The database {shown}: {outdated}") from None
        except SQLAlchemyError as error:
            engine.dispose()
            raise DatabaseError(f"The database {shown} cannot be opened: {_reason(error)}") from None
        return cls(engine)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the database at one moment, whatever others write meanwhile."""
        server = self.engine.dialect.name == "postgresql"
        options = {"isolation_level": "REPEATABLE READ"} if server else {}
        with _told(), self.engine.connect() as connection:
            yield connection.execution_options(**options)

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """For a single question, which sees one moment by itself."""
        with _told(), self.engine.connect() as connection:
            yield connection.execution_options(argmap_looks=True)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: all of it, or nothing when the block is left by an exception."""
        with _told(), self.engine.connect() as connection:
            writing = connection.execution_options(argmap_writes=True)
            with writing.begin():
                yield writing


@contextmanager
def _told() -> Iterator[None]:
    """What a database cannot do just now, such as a full disk or a lost connection, as a `DatabaseError`."""
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout) as error:
        raise DatabaseError(f"The database does not answer as it should: {_reason(error)}") from error


def _address(where: str) -> URL:
    if "://" not in where:
        path = Path(where).expanduser()
        if path.is_dir():
            raise DatabaseError(f"'{where}' is a folder: name a file in it.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Maps are private: others who use the same machine have no business in the file.
            path.touch(mode=0o600)
        except OSError as error:
            raise DatabaseError(f"'{where}' cannot be made: {error.strerror or error}") from None
        return URL.create("sqlite", database=str(path))
    try:
        url = make_url(where)
    except ArgumentError:
        raise DatabaseError(
            "That is no address of a database. One looks like postgresql://user:password@host/name"
        ) from None
    backend = url.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise DatabaseError(f"argmap keeps maps in SQLite or in PostgreSQL, not in '{backend}'.")
    if url.database in (None, "", ":memory:"):
        raise DatabaseError("A database in memory would keep nothing: name a file.")
    return url.set(drivername="sqlite")


def _engine(url: URL) -> Engine:
    room: dict[str, Any] = {"pool_size": CONNECTIONS, "max_overflow": 0, "pool_timeout": _PATIENCE}
    try:
        if url.get_backend_name() == "sqlite":
            engine = create_engine(url, connect_args={"timeout": _PATIENCE, "isolation_level": None}, **room)
            _prepare_sqlite(engine)
            return engine
        # A server may have been restarted since a connection was last used.
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10}, **room)
    except (NoSuchModuleError, ArgumentError, TypeError, ValueError) as error:
        raise DatabaseError(f"That address of a database cannot be used: {error}") from None


def _prepare_sqlite(engine: Engine) -> None:
    """SQLite begins transactions as late as it can; here it is told when, and whether they will write."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            # A change that has been acknowledged survives a loss of power too.
            "synchronous=FULL",
            "foreign_keys=ON",
            # What is erased is overwritten, not only forgotten.
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        # A transaction that begins by reading and then wants to write fails when somebody else has written.
        options = connection.get_execution_options()
        if not options.get("argmap_looks"):
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("argmap_writes") else "BEGIN")


def _reason(error: SQLAlchemyError) -> str:
    original = error.orig if isinstance(error, DBAPIError) else error
    lines = str(original or error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
