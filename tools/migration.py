"""Drafts the next step of the database's tables from the classes of `argmap.store.tables`.

    python tools/migration.py 0002 "what the step does"

It compares the classes with the tables that the steps so far lead to, and writes what differs into
argmap/store/migrations/versions/. Read the draft, mend it, and raise HEAD in argmap/store/schema.py.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

import argmap.store.migrations


def draft(number: str, words: str) -> None:
    """Write the file of the next step."""
    config = Config()
    config.set_main_option("script_location", str(Path(argmap.store.migrations.__file__).parent))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/empty.db")
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            command.revision(config, words, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    draft(sys.argv[1], sys.argv[2])
