"""The command line as a person meets it: every command run as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from argmap import __version__
from argmap.cli import main
from argmap.diagram.layout import graphviz
from tests.conftest import CHECKOUT

TOWN = "[Cars out]: Cars should leave the town. #position\n  + The air gets cleaner.\n    - Traffic moves elsewhere.\n"
BALOCHISTAN = CHECKOUT / "argmap" / "examples" / "balochistan-mining-deal.argdown"


def argmap(*words: str | Path, given: str | bytes = b"", path: str | None = None, cwd: Path | None = None):
    """Run the command line; what it printed and its exit code."""
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONIOENCODING": "utf-8"}
    if path is not None:
        environment["PATH"] = path
    return subprocess.run(
        [sys.executable, "-m", "argmap.cli", *map(str, words)], input=given if isinstance(given, bytes) else given.encode(),
        capture_output=True, env=environment, cwd=cwd, timeout=60, check=False,
    )  # fmt: skip


def test_the_version():
    done = argmap("--version")
    assert (done.returncode, done.stdout.decode()) == (0, f"argmap {__version__}\n")


def test_without_a_command_it_says_how_it_is_used():
    done = argmap()
    assert done.returncode == 2
    assert b"usage: argmap" in done.stderr


def test_a_debate_in_a_diagram_out(tmp_path):
    done = argmap("render", BALOCHISTAN, "-o", tmp_path / "out.svg")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    svg = (tmp_path / "out.svg").read_text(encoding="utf-8")
    assert "Should the US-Pakistan mining deal in Balochistan go ahead?" in svg
    assert svg.count('class="sheet"') >= 40


def test_standard_input_to_standard_output():
    done = argmap("render", "-", "-o", "-", "--layout", "tree", given=TOWN)
    assert done.returncode == 0
    assert done.stdout.startswith(b"<svg")
    assert done.stdout.count(b'class="sheet"') == 3


def test_the_same_map_gives_the_same_bytes():
    first, second = (argmap("render", BALOCHISTAN, "-o", "-") for _ in range(2))
    assert first.stdout == second.stdout


def test_without_any_graphviz_the_tree_is_drawn_with_a_note(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(graphviz, "engines", lambda: iter(()))
    assert main(["render", str(BALOCHISTAN), "-o", str(tmp_path / "out.svg")]) == 0
    assert (tmp_path / "out.svg").read_text(encoding="utf-8").startswith("<svg")
    assert "Note: Graphviz was not found, so the tree layout was used." in capsys.readouterr().err


@pytest.mark.parametrize("palette", ["default", "classic", "dark", "mono"])
def test_every_palette(palette):
    assert argmap("render", "-", "-o", "-", "--palette", palette, given=TOWN).returncode == 0


GROUPED = "[A]: Close the well. #position\n\n# Water\n\n[A]\n  + [B]: The water is foul.\n  + [C]: The pump is old.\n"


def test_a_map_is_drawn_in_the_look_that_is_asked_for():
    words = ("--layout", "tree", "--density", "projector", "--view", "simple", "--direction", "rtl")
    done = argmap("render", "-", "-o", "-", *words, "--close", "Water", given=GROUPED)
    drawn = done.stdout.decode()
    assert done.returncode == 0
    assert 'class="mirrored"' in drawn
    assert "font-size:25px" in drawn
    assert "2 cards in this group" in drawn
    assert "The pump is old." not in drawn
    wrong = argmap("render", "-", "-o", "-", "--close", "Fire", given=GROUPED)
    assert wrong.returncode == 2
    assert "There is no group 'Fire' on this map; there are: " in wrong.stderr.decode()
    one = argmap("render", "-", "-o", "-", "--layout", "facing", given=GROUPED)
    assert (one.returncode, "Only a map with two positions" in one.stderr.decode()) == (0, True)


def test_badges_are_drawn_when_asked_for():
    plain, verdict, both = (
        argmap("render", BALOCHISTAN, "-o", "-", "--layout", "tree", *words).stdout.decode()
        for words in ((), ("--badges", "verdict"), ("--badges", "strength, verdict"))
    )
    assert 'class="mark' not in plain
    assert verdict.count('class="mark') == both.count('class="mark') == 61
    assert ">does not stand<" in verdict
    assert 'class="figure"' not in verdict
    assert both.count('class="figure"') == 61
    strength = argmap("render", "-", "-o", "-", "--badges", "strength", given=TOWN).stdout.decode()
    assert ">stands<" not in strength
    assert strength.count('class="figure"') == 3


@pytest.mark.parametrize(
    ("given", "said"),
    [("verdict,colour", "no badge 'colour'"), ("", "no badge is named"), (",", "no badge is named")],
)
def test_a_badge_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path, given: str, said: str):
    done = argmap("render", "-", "-o", tmp_path / "out.svg", "--badges", given, given=TOWN)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert "verdict, strength" in done.stderr.decode()
    assert not (tmp_path / "out.svg").exists()


def test_a_bundled_map_by_its_name():
    assert b"<svg" in argmap("render", "example:school-uniforms", "-o", "-").stdout
    missing = argmap("render", "example:nothing", "-o", "-")
    assert missing.returncode == 2
    assert b"school-uniforms" in missing.stderr


def test_argdown_to_json_and_back_says_the_same(tmp_path):
    assert argmap("convert", BALOCHISTAN, "-o", tmp_path / "a.json").returncode == 0
    assert argmap("convert", tmp_path / "a.json", "-o", tmp_path / "b.argdown").returncode == 0
    assert argmap("convert", tmp_path / "b.argdown", "-o", tmp_path / "b.json").returncode == 0
    first, second = (
        json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("a.json", "b.json")
    )
    assert first["format"] == "argmap"
    assert sorted(node["text"] for node in first["nodes"]) == sorted(node["text"] for node in second["nodes"])
    assert len(first["relations"]) == len(second["relations"]) > 50


def test_convert_on_streams_with_named_formats():
    done = argmap("convert", "-", "-o", "-", "--from", "argdown", "--to", "json", given=TOWN)
    assert [node["kind"] for node in json.loads(done.stdout)["nodes"]] == ["position", "claim", "claim"]


def test_an_output_format_that_is_not_clear_is_asked_for():
    done = argmap("convert", "-", "-o", "-", given=TOWN)
    assert done.returncode == 2
    assert b"--to json" in done.stderr


def test_unusable_input_names_file_line_and_column_and_writes_nothing(tmp_path):
    (tmp_path / "bad.json").write_text('{"format": "argmap",\n "nodes": [}', encoding="utf-8")
    done = argmap("render", "bad.json", "-o", "out.svg", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("bad.json:2:")
    assert not (tmp_path / "out.svg").exists()


def test_losses_are_said_and_strict_makes_them_an_error(tmp_path):
    with_control = TOWN.replace("cleaner", "clea\x01ner")
    done = argmap("convert", "-", "-o", tmp_path / "a.json", given=with_control)
    assert done.returncode == 0
    assert b"<stdin>:2:" in done.stderr
    strict = argmap("convert", "-", "-o", tmp_path / "b.json", "--strict", given=with_control)
    assert strict.returncode == 2
    assert not (tmp_path / "b.json").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["render", "nowhere.argdown", "-o", "x.svg"], "'nowhere.argdown' cannot be read: No such file"),
        (["render", ".", "-o", "x.svg"], "cannot be read"),
        (["render", "-", "-o", "."], "is a folder"),
        (["render", "-", "-o", ""], "is a folder"),
        (["render", "", "-o", "x.svg"], "name a file"),
        (["render", "https://example.org/a.argdown", "-o", "x.svg"], "download it first"),
        (["render", "-", "-o", "no/such/folder/x.svg"], "there is no folder"),
        (["render", "-", "-o", "x.gif"], "SVG, PNG, PDF and HTML"),
        (["render", "-", "-o", "x.svg", "--layout", "circle"], "invalid choice"),
    ],
)  # fmt: skip
def test_bad_words_get_one_clear_line_and_exit_2(words, said, tmp_path):
    done = argmap(*words, given=TOWN, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_cannot_be_made_leaves_what_was_there(tmp_path):
    out = tmp_path / "map.svg"
    out.write_text("precious", encoding="utf-8")
    assert argmap("render", "-", "-o", out, "--from", "json", given="{").returncode == 2
    assert out.read_text(encoding="utf-8") == "precious"


def test_a_reader_that_goes_away_is_no_error():
    shell = f"{sys.executable} -m argmap.cli render - -o - | head -c 10"
    done = subprocess.run(
        ["/bin/sh", "-c", shell], input=TOWN.encode(), capture_output=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )  # fmt: skip
    assert done.stdout == b"<svg xmlns"
    assert done.stderr == b""


def test_the_doctor_says_what_was_found(tmp_path):
    done = argmap("doctor", path=str(tmp_path))
    assert done.returncode == 0
    said = done.stdout.decode()
    assert "graphviz-pure" in said
    assert "installed with argmap" in said
    assert "Noto Sans" in said
    assert "example:balochistan-mining-deal" in said


def test_the_command_line_starts_without_what_is_heavy():
    program = (
        "import sys; from argmap.cli import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: pass\n"
        "print(*sorted({'yaml', 'jinja2', 'graphviz', 'json', 'typing', 'dataclasses', 'argmap.model'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
    assert done.stdout.splitlines()[1] == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["doctor", "render - -o -", "render - -o /dev/full"])
def test_a_full_disk_is_one_clear_line(command):
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m argmap.cli {command} >/dev/full"], input=TOWN.encode(),
        capture_output=True, check=False, timeout=60, env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )  # fmt: skip
    assert done.returncode == 2
    assert b"cannot be written: No space left" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs a shell that can close standard output")
def test_a_closed_output_is_one_clear_line():
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m argmap.cli render - -o - >&-"], input=TOWN.encode(),
        capture_output=True, check=False, timeout=60, env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )  # fmt: skip
    assert done.returncode == 2
    assert b"no standard output" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs a shell to play the part of dot")
def test_the_doctor_tries_the_dot_that_it_finds(tmp_path):
    (tmp_path / "dot").write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    (tmp_path / "dot").chmod(0o755)
    done = argmap("doctor", path=f"{tmp_path}:/usr/bin:/bin")
    said = done.stdout.decode()
    assert f"{tmp_path / 'dot'} does not run: exit 3" in said
    assert "graphviz-pure" in said


@pytest.mark.skipif(os.name != "posix", reason="needs links and file modes")
def test_a_link_stays_a_link_and_a_file_keeps_its_mode(tmp_path):
    real = tmp_path / "real.svg"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o600)
    (tmp_path / "link.svg").symlink_to(real)
    assert argmap("render", "-", "-o", tmp_path / "link.svg", given=TOWN).returncode == 0
    assert (tmp_path / "link.svg").is_symlink()
    assert real.read_text(encoding="utf-8").startswith("<svg")
    assert real.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.svg", "real.svg"]


@pytest.mark.skipif(os.name != "posix", reason="needs a shell that can close standard input and error")
@pytest.mark.parametrize("closed", ["<&-", "2>&-"])
def test_closed_streams_are_no_traceback(closed):
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m argmap.cli render nowhere.argdown -o - {closed}"],
        capture_output=True, check=False, timeout=60, env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )  # fmt: skip
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_the_doctor_speaks_to_any_terminal(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "argmap.cli", "doctor"], capture_output=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert done.returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of its own")
def test_long_work_is_told_of_on_a_terminal_and_nowhere_else(tmp_path):
    import pty

    big = tmp_path / "big.argdown"
    big.write_text(
        "[A]: Yes. #position\n" + "".join(f"  + Reason number {i} of very many.\n" for i in range(12_000)),
        "utf-8",
    )
    command = [sys.executable, "-m", "argmap.cli", "render", str(big), "-o", str(tmp_path / "big.svg")]
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    subprocess.run(command, stderr=theirs, check=True, timeout=120, env=environment)
    os.close(theirs)
    told = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "reading 0.4 MB" in told
    assert "drawing 12,001 cards" in told
    assert (
        subprocess.run(command, capture_output=True, check=True, timeout=120, env=environment).stderr == b""
    )
