from __future__ import annotations

from pathlib import Path

import pytest

from argmap.cli.main import main
from argmap.service import maps, rooms
from argmap.service.shelf import open_shelf


@pytest.fixture
def database(tmp_path: Path) -> str:
    where = str(tmp_path / "maps.db")
    shelf = open_shelf(where)
    maps.make(shelf, "Why \u202eso\x1b[31m? " + "x" * 100, ["So."])
    rooms.open_room(shelf, "Should cars leave the town?", ["Yes."])
    shelf.close()
    return where


def listed(database: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(["admin", "list", "--database", database]) == 0
    return capsys.readouterr().out.splitlines()


def test_maps_are_listed_and_nothing_in_a_title_gets_out_of_its_line(
    database: str, capsys: pytest.CaptureFixture[str]
):
    lines = listed(database, capsys)
    assert len(lines) == 3
    assert "\x1b" not in "".join(lines)
    assert "\u202e" not in "".join(lines)
    assert any("Should cars leave the town?" in line for line in lines)
    assert max(map(len, lines)) < 160


def test_a_map_is_hidden_and_then_deleted(database: str, capsys: pytest.CaptureFixture[str]):
    map_id = listed(database, capsys)[1].split()[0]
    assert main(["admin", "hide", map_id, "--database", database]) == 0
    assert capsys.readouterr().out.startswith("Hidden: ")
    assert main(["admin", "delete", map_id, "--database", database]) == 2
    assert "--yes" in capsys.readouterr().err
    assert main(["admin", "delete", map_id, "--yes", "--database", database]) == 0
    capsys.readouterr()
    assert len(listed(database, capsys)) == 2
    assert main(["admin", "delete", map_id, "--yes", "--database", database]) == 2
    assert "argmap admin list" in capsys.readouterr().err


def test_a_purge_names_old_maps_before_it_deletes_them(
    database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    from argmap.service import admin

    assert main(["admin", "purge", "--database", database]) == 0
    assert "0 maps deleted" in capsys.readouterr().out
    ids = sorted(line.split()[0] for line in listed(database, capsys)[1:])
    monkeypatch.setattr(admin, "aged", lambda shelf, days: [each.map for each in admin.every(shelf)])
    assert main(["admin", "purge", "--days", "30", "--database", database]) == 2
    told = capsys.readouterr()
    assert sorted(told.out.split()) == ids
    assert "Nothing was done" in told.err
    assert len(listed(database, capsys)) == 3
    assert main(["admin", "purge", "--days", "30", "--yes", "--database", database]) == 0
    assert "2 maps deleted" in capsys.readouterr().out
    assert main(["admin", "list", "--database", database]) == 0
    assert "There are no maps." in capsys.readouterr().err


@pytest.mark.parametrize("words", [["list"], ["purge"], ["hide", "x"]])
def test_a_database_that_is_not_there_is_not_made(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    where = tmp_path / "none.db"
    assert main(["admin", *words, "--database", str(where)]) == 2
    assert "no database" in capsys.readouterr().err
    assert not where.exists()


def test_days_are_one_at_least(database: str, capsys: pytest.CaptureFixture[str]):
    assert main(["admin", "purge", "--days", "0", "--yes", "--database", database]) == 2
    assert "how many days" in capsys.readouterr().err


def test_what_people_report_is_listed_and_answered(database: str, capsys: pytest.CaptureFixture[str]):
    from argmap.service import publication

    shelf = open_shelf(database)
    made = maps.make(shelf, "Who did it?", ["They did."])
    publication.report(shelf, made.map, "Card 2\x1b[31m names\n\u202ea child.")
    shelf.close()
    assert main(["admin", "list", "--reported", "--database", database]) == 0
    told = capsys.readouterr().out
    head, line, said = told.splitlines()
    assert made.map in line
    assert said.strip().endswith("Card 2[31m names ?a child.")
    assert head.split()[-2:] == ["reports", "title"]
    assert main(["admin", "hide", made.map, "--database", database]) == 0
    assert main(["admin", "list", "--database", database]) == 0
    assert "hidden" in capsys.readouterr().out
    assert main(["admin", "show", made.map, "--database", database]) == 0
    assert main(["admin", "dismiss", made.map, "--database", database]) == 0
    assert "Put away: 1 reports." in capsys.readouterr().out
    assert main(["admin", "list", "--reported", "--database", database]) == 0
    assert "Nobody has reported a map." in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["--most-maps", "0"], ["--most-bytes", "much"], ["--most-map-bytes", "5XB"], ["--forget-after", "-1"]],
)
def test_bounds_of_a_server_are_numbers(words: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["serve", *words])
    assert "give one" in capsys.readouterr().err
