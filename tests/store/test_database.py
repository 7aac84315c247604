from __future__ import annotations

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

from argmap.store import migrations, schema
from argmap.store.database import Database, DatabaseError


def test_the_tables_are_those_of_the_classes(database: Database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_last_step_is_the_one_that_is_looked_for():
    folder = Path(migrations.__file__).parent
    assert ScriptDirectory(str(folder)).get_current_head() == schema.HEAD


def test_a_step_can_be_taken_back(database: Database):
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with database.engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_opening_again_finds_everything_in_place(database: Database, address: str):
    again = Database.open(address)
    with again.engine.connect() as connection:
        assert inspect(connection).has_table("operation")
    again.close()


def test_two_may_open_an_empty_database_at_once(address: str):
    wrong: list[Exception] = []

    def work() -> None:
        try:
            Database.open(address).close()
        except DatabaseError as error:
            wrong.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_tables_of_a_newer_argmap_are_left_alone(database: Database, address: str):
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="newer version of argmap"):
        Database.open(address)
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("nosuch://there", "not in 'nosuch'"),
        ("mysql://root@localhost/argmap", "not in 'mysql'"),
        ("sqlite://", "would keep nothing"),
        ("sqlite:///:memory:", "would keep nothing"),
        ("postgresql://nobody:hunter2@127.0.0.1:1/x", "cannot be opened"),
        ("://", "no address of a database"),
        (".", "is a folder"),
    ],
)
def test_what_is_no_database_is_refused_with_the_reason(where: str, said: str):
    with pytest.raises(DatabaseError, match=said) as told:
        Database.open(where)
    assert "hunter2" not in str(told.value)


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir or Madam, this is no database at all. " * 50)
    with pytest.raises(DatabaseError, match="cannot be opened"):
        Database.open(str(file))
    assert file.read_text().startswith("Dear Sir")
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatabaseError, match="cannot be made"):
        Database.open(str(tmp_path / "file" / "maps.db"))


def test_the_folder_of_a_new_file_is_made(tmp_path: Path):
    Database.open(str(tmp_path / "new" / "deep" / "maps.db")).close()
    assert (tmp_path / "new" / "deep" / "maps.db").is_file()


def test_sqlite_keeps_what_it_acknowledged_and_erases_what_is_gone(tmp_path: Path):
    database = Database.open(str(tmp_path / "maps.db"))
    with database.reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    database.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_a_database_that_has_gone_away_is_told_of(tmp_path: Path):
    database = Database.open(str(tmp_path / "maps.db"))
    with database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1")
    with pytest.raises(DatabaseError, match="does not answer"), database.reading() as connection:
        connection.execute(text("SELECT * FROM nowhere"))
    database.close()
