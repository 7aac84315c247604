"""What people get from `pip install argmap`: the archives are complete, and the wheel works far from the checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import urllib.request
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest

import argmap
from tests.documents.debates import pages

CHECKOUT = Path(__file__).resolve().parent.parent
ASSETS = ("templates", "static")
BUNDLED = (
    "import argmap, pathlib; "
    "print(pathlib.Path(argmap.__file__).parent / 'examples' / 'balochistan-mining-deal.argdown')"
)

# Building the wheel and downloading what it needs take their time.
pytestmark = pytest.mark.timeout(600)


@dataclass(frozen=True)
class Archives:
    wheel: Path
    sdist: Path


@dataclass(frozen=True)
class Installation:
    """An environment that holds the wheel and what it depends on, and nothing else."""

    python: Path
    command: Path

    def run(
        self, *command: str | Path, cwd: Path, more: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=clean_environment() | (more or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )


def clean_environment() -> dict[str, str]:
    """The environment without what would let the checkout's Python shine through."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTHON") and name not in {"VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    }


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What makes this machine one with neither Graphviz nor fonts, nor anything else that was installed on it."""
    empty = str(tmp_path_factory.mktemp("empty"))
    return {"PATH": empty, "HOME": empty, "FONTCONFIG_FILE": os.devnull, "FONTCONFIG_PATH": empty}


def asset_files() -> set[str]:
    return {
        path.relative_to(CHECKOUT).as_posix()
        for folder in ASSETS
        for path in (CHECKOUT / folder).rglob("*")
        if path.is_file()
    }


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Archives:
    """The source archive, and the wheel built from it."""
    folder = tmp_path_factory.mktemp("dist")
    built = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, CHECKOUT, cwd=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return Archives(wheel, sdist)


@pytest.fixture(scope="module")
def installation(archives: Archives, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("installation")
    venv.create(folder)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    # By the pip of the tests, which need not be installed there first; and nothing is compiled that no test will load.
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", scripts / "python")
    installed = run(*pip, "install", "--no-compile", "--retries", "1", archives.wheel, cwd=folder)
    if installed.returncode != 0:
        said = installed.stdout + installed.stderr
        if "No matching distribution found" in said and not os.environ.get("CI"):
            pytest.skip("the wheel's dependencies cannot be had: no network")
        pytest.fail(said, pytrace=False)
    return Installation(scripts / "python", scripts / "argmap")


@pytest.fixture(scope="module")
def bundled(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled map, as it lies in the installed package."""
    said = installation.run(installation.python, "-c", BUNDLED, cwd=tmp_path_factory.mktemp("elsewhere"))
    assert said.returncode == 0, said.stderr
    path = Path(said.stdout.strip())
    assert not path.is_relative_to(CHECKOUT)
    return path


def test_the_wheel_carries_templates_and_static_files(archives: Archives):
    assert asset_files()
    with zipfile.ZipFile(archives.wheel) as wheel:
        names = set(wheel.namelist())
    assert {f"argmap/_assets/{name}" for name in asset_files()} <= names


def test_the_wheel_carries_the_data_beside_the_modules(archives: Archives):
    with zipfile.ZipFile(archives.wheel) as wheel:
        names = set(wheel.namelist())
    assert "argmap/examples/balochistan-mining-deal.argdown" in names
    assert "argmap/diagram/data/fonts.json" in names
    assert not {name for name in names if name.startswith(("tests/", "tools/", "bench/"))}


def test_the_source_archive_carries_everything(archives: Archives):
    with tarfile.open(archives.sdist) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert asset_files() <= names
    assert {"README.md", "LICENSE", "CHANGELOG.md", "Makefile", "pyproject.toml"} <= names
    assert {"requirements.lock", "requirements-runtime.lock", ".ci/run"} <= names
    assert {"tests/test_wheel.py", "tools/fonts.py", "docs/dependencies.md"} <= names


def test_the_installed_command_says_its_version(installation: Installation, tmp_path: Path):
    said = installation.run(installation.command, "--version", cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    assert argmap.__version__ in said.stdout


def test_the_installed_command_draws_the_bundled_map(
    installation: Installation, bundled: Path, dot: str, tmp_path: Path
):
    path = os.pathsep.join([str(Path(dot).parent), os.environ["PATH"]])
    words = (installation.command, "render", bundled, "-o", "out.svg", "--layout", "graphviz")
    said = installation.run(*words, cwd=tmp_path, more={"PATH": path})
    assert (said.returncode, said.stderr) == (0, "")
    assert "<svg" in (tmp_path / "out.svg").read_text("utf-8")


def test_on_a_machine_with_neither_graphviz_nor_fonts_it_draws_the_same_way(
    installation: Installation, bundled: Path, bare: dict[str, str], tmp_path: Path
):
    said = installation.run(installation.command, "doctor", cwd=tmp_path, more=bare)
    assert re.search(r"layouts +graphviz: .*graphviz-pure.*installed with argmap", said.stdout), said.stdout
    words = (installation.command, "render", bundled, "-o", "out.svg", "--layout", "graphviz")
    said = installation.run(*words, cwd=tmp_path, more=bare)
    assert (said.returncode, said.stderr) == (0, "")  # no note that another layout had to be taken
    assert "@font-face" in (tmp_path / "out.svg").read_text("utf-8")


def test_pictures_and_paper_are_made_there_with_all_of_their_text(
    installation: Installation, bare: dict[str, str], tmp_path: Path
):
    """To the byte what they are on this machine with its fonts; and read back from the PDF, Arabic too."""
    said = "Water is for everybody.", "\u0627\u0644\u0645\u0627\u0621 \u0644\u0644\u062c\u0645\u064a\u0639"
    (tmp_path / "map.argdown").write_text(
        "\n\n".join(f"[{text}]: {text} #position" for text in said), "utf-8"
    )
    made = {}
    for ending, more in (
        ("pdf", ()),
        ("png", ()),
        ("pdf", ("--report",)),
        ("png", ("--social",)),
        ("html", ()),
    ):
        for machine in (bare, {}):
            words = (installation.command, "render", "map.argdown", "-o", f"out.{ending}", *more)
            done = installation.run(*words, cwd=tmp_path, more=machine)
            assert (done.returncode, done.stderr) == (0, ""), words
            made[bool(machine)] = (tmp_path / f"out.{ending}").read_bytes()
        assert made[True] == made[False], (ending, more)
        if ending == "pdf":
            text = " ".join(pages(made[True]))
            assert all(each in text for each in said), text


def test_the_installed_command_serves_the_demo_there(
    installation: Installation, bare: dict[str, str], tmp_path: Path
):
    words = [str(installation.command), "demo", "--no-browser", "--port", "0", "--database", "maps.db"]
    server = subprocess.Popen(
        words,
        cwd=tmp_path,
        env=clean_environment() | bare,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        server.stdout.readline()
        address = server.stdout.readline().removeprefix("argmap is at ").strip()
        with urllib.request.urlopen(address, timeout=30) as answer:
            page = answer.read().decode()
        style = re.search(r'href="(/static/[^"]+/style\.css)"', page)
        assert style is not None
        with urllib.request.urlopen(urljoin(address, style.group(1)), timeout=30) as answer:
            assert b"--paper" in answer.read()
        with urllib.request.urlopen(f"{address}.svg", timeout=30) as answer:
            picture = answer.read().decode()
    finally:
        server.terminate()
        said = server.communicate(timeout=20)[1]
    assert "Should the US-Pakistan mining deal in Balochistan go ahead?" in page
    assert "Should the US-Pakistan mining deal in Balochistan go ahead?" in picture
    assert "Traceback" not in said
