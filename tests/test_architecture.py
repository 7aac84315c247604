"""The house as docs/architecture.md draws it: which room may import which, and the rules each can be held to.

The checker reads source text and imports nothing, so that it also sees what stands inside functions.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "argmap"

# A room that is not named here is pure: it may import `model`, and stands beside the other pure rooms.
PURE = {"formats", "analysis", "diagram", "reading", "debate", "documents"}
ROOT_MODULES = {"assets", "messages"}

# Room -> the rooms it may import anywhere. Every room may import the root modules and itself.
ARROWS = {
    "model": set(),
    "documents": {"model", "diagram", "analysis"},
    "store": {"model"},
    "service": {"model", "store", *PURE},
    "web": {"service", "model", *PURE},
    "cli": {"model", *PURE},
}
# And those it may import only inside a function, because they are heavy.
LAZY_ARROWS = {"cli": {"web", "service"}}

# Pure rooms -> what they may import from other people. The rooms that do input and output are free, but for OWNED.
THIRD_PARTY = {
    "formats": {"yaml"},
    "analysis": {"numpy", "scipy", "pysat"},
    "diagram": {"graphviz", "jinja2"},
    "documents": {"typst", "fontTools", "jinja2", "markupsafe"},
}
IMPURE = {"store", "service", "web", "cli"}

# Somebody else's package -> the only room that may import it.
OWNED = {"sqlmodel": "store", "sqlalchemy": "store", "fastapi": "web"}

# The root package as the public API: rooms that answer people may use it, and everyone may ask the version.
API_USERS = {"service", "web", "cli"}

MODULE_LINES = 400
FUNCTION_LINES = 50
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}


@dataclass(frozen=True)
class Import:
    """One imported module or name, as written, and where."""

    target: str
    line: int
    lazy: bool  # inside a function
    typing: bool  # under `if TYPE_CHECKING:`


def imports(tree: ast.AST, name: str, lazy: bool = False, typing: bool = False) -> Iterator[Import]:
    """All imports below `tree`, the source of the module `name`; relative ones are resolved."""
    for node in ast.iter_child_nodes(tree):
        inside = lazy or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for target in targets(node, name):
            yield Import(target, getattr(node, "lineno", 0), inside, typing)
        if isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
            yield from imports(ast.Module(node.body, []), name, inside, typing=True)
            yield from imports(ast.Module(node.orelse, []), name, inside, typing)
        else:
            yield from imports(node, name, inside, typing)


def targets(node: ast.AST, name: str) -> list[str]:
    """What one statement or call imports; `from a import b` counts as `a.b`, since b may be a module."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        parent = name.split(".")[: -node.level] if node.level else []
        base = ".".join([*parent, *([node.module] if node.module else [])])
        return [f"{base}.{alias.name}" for alias in node.names]
    if (
        isinstance(node, ast.Call)
        and node.args
        and ast.unparse(node.func).endswith(("import_module", "__import__"))
    ):
        return [str(node.args[0].value)] if isinstance(node.args[0], ast.Constant) else []
    return []


def room_of(path: Path, package: Path) -> str:
    """The room a file belongs to; a file beside the rooms is its own (`__init__`, `assets`, ...)."""
    return path.relative_to(package).with_suffix("").parts[0]


def forbidden(room: str, found: Import, rooms: set[str]) -> str | None:
    """Why an import is not allowed in a room, or None."""
    top, _, rest = found.target.partition(".")
    if top != "argmap":
        return forbidden_third_party(room, top)
    other = rest.partition(".")[0]
    if other in ROOT_MODULES or other == room or other == "__version__":
        return None
    if room == "__init__":  # the public API, which must cost nothing to import
        return None if found.lazy or found.typing else "the root package imports rooms only inside functions"
    if room == "__main__":
        return None if other == "cli" else "__main__ imports cli alone"
    if room in ROOT_MODULES:
        return "root modules import no room"
    if other not in rooms:
        return None if room in API_USERS else "rooms do not use the public API, they import one another"
    if other in ARROWS.get(room, {"model"}):
        return None
    if other in LAZY_ARROWS.get(room, set()):
        return None if found.lazy or found.typing else f"{room} imports {other} only inside a function"
    return f"{room} does not import {other}"


def forbidden_third_party(room: str, top: str) -> str | None:
    if top in sys.stdlib_module_names:
        return None
    if top in OWNED:
        return None if room == OWNED[top] else f"only {OWNED[top]} imports {top}"
    if room in IMPURE or top in THIRD_PARTY.get(room, set()):
        return None
    return f"{room} does not import {top}"


def module_name(path: Path, package: Path) -> str:
    """The dotted name; a package's `__init__` keeps its own, so that relative imports resolve alike."""
    return ".".join(["argmap", *path.relative_to(package).with_suffix("").parts])


def wrong_arrows(package: Path) -> list[str]:
    rooms = {path.name for path in package.iterdir() if path.is_dir()} | {*ARROWS, *PURE}
    result = []
    for path in sources(package):
        room = room_of(path, package)
        for found in imports(parse(path), module_name(path, package)):
            reason = forbidden(room, found, rooms)
            if reason:
                result.append(f"{path.relative_to(package)}:{found.line}: {found.target}: {reason}")
    return result


def broken_rules(package: Path) -> list[str]:
    result = []
    for path in sources(package):
        where, text = path.relative_to(package), path.read_text("utf-8")
        length = len(text.splitlines())
        if length > MODULE_LINES:
            result.append(f"{where}: {length} lines, {MODULE_LINES} is the ceiling")
        if FORBIDDEN_NAMES & {*where.with_suffix("").parts}:
            result.append(f"{where}: a module is named for what it is about")
        tree = parse(path)
        if path.name == "__init__.py" and sentences(ast.get_docstring(tree) or "") < 2:
            result.append(f"{where}: opens with at least two sentences that state the folder's law")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    result.append(
                        f"{where}:{node.lineno}: {node.name} has {length} lines, of {FUNCTION_LINES}"
                    )
    return result


def sentences(text: str) -> int:
    """How many sentences a docstring has before its first example."""
    return len(re.findall(r"[.!?](?=\s|$)", text.partition(">>>")[0]))


def sources(package: Path) -> list[Path]:
    return sorted(package.rglob("*.py"))


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def test_argmap_has_only_the_arrows_of_the_picture():
    assert wrong_arrows(PACKAGE) == []


def test_argmap_keeps_the_house_rules():
    assert broken_rules(PACKAGE) == []


def house(root: Path, files: dict[str, str]) -> Path:
    """A small source tree to try the checker on."""
    package = root / "argmap"
    for name, text in files.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return package


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("model/map.py", "from argmap.formats import load"),
        ("model/map.py", "import yaml"),
        ("model/map.py", "import argmap.store.maps"),
        ("model/map.py", "from argmap import load"),
        ("model/map.py", "def f():\n    from argmap.diagram import render"),
        ("formats/sadface.py", "from argmap.analysis import labelling"),
        ("formats/sadface.py", "from argmap import analysis"),
        ("formats/sadface.py", "from ..diagram import render"),
        ("formats/sadface.py", "import argmap"),
        ("formats/sadface.py", "import jinja2"),
        ("formats/__init__.py", "from .. import analysis"),
        ("formats/registry.py", "import importlib\nimportlib.import_module('argmap.store')"),
        ("analysis/review.py", "from argmap.documents import report"),
        (
            "analysis/review.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from argmap.store import maps",
        ),
        ("diagram/svg.py", "from argmap.analysis import explain"),
        ("documents/report.py", "from argmap.formats import dump"),
        ("reading/quotes.py", "from argmap.debate import rounds"),
        ("newroom/thing.py", "from argmap.reading import quotes"),
        ("store/maps.py", "from argmap.formats import dump"),
        ("store/maps.py", "import fastapi"),
        ("service/maps.py", "from sqlalchemy.orm import Session"),
        ("service/maps.py", "from argmap.web import app"),
        ("web/app.py", "from argmap.store import maps"),
        ("web/app.py", "def f():\n    import sqlmodel"),
        ("web/app.py", "from argmap.cli import main"),
        ("cli/serve.py", "from argmap.web import app"),
        ("cli/serve.py", "class Serve:\n    from argmap.service import maps"),
        ("cli/serve.py", "def f():\n    from argmap.store import maps"),
        ("cli/serve.py", "def f():\n    import fastapi"),
        ("messages.py", "from argmap.model import Node"),
        ("assets.py", "import jinja2"),
        ("__init__.py", "from argmap.model import ArgumentMap"),
        ("__main__.py", "from argmap.web import app"),
    ],
)
def test_a_forbidden_arrow_is_caught(tmp_path: Path, file: str, source: str):
    (fault,) = wrong_arrows(house(tmp_path, {file: source + "\n"}))
    assert fault.startswith(f"{file}:")


@pytest.mark.parametrize(
    ("file", "source"),
    [
        (
            "model/map.py",
            "import json\nfrom argmap.model.text import clean\nfrom argmap.messages import Message",
        ),
        ("model/map.py", "from .text import clean\nfrom . import text"),
        ("formats/carneades.py", "import yaml\nfrom argmap.model import Node\nfrom argmap import messages"),
        ("diagram/svg.py", "import graphviz, jinja2\nfrom argmap import assets, model, __version__"),
        ("documents/report.py", "from argmap.diagram import render\nfrom argmap.analysis import review"),
        ("newroom/thing.py", "from argmap.model import Node"),
        ("store/maps.py", "import sqlmodel, sqlalchemy\nfrom argmap.model import Node"),
        ("service/maps.py", "from argmap import store, formats, documents, debate"),
        (
            "web/app.py",
            "import fastapi, starlette\nfrom argmap.service import maps\nfrom argmap.diagram import render",
        ),
        ("cli/render.py", "import argmap\nfrom argmap import render, diagram"),
        ("cli/serve.py", "def f():\n    from argmap.web import app\n    from argmap.service import maps"),
        ("__init__.py", "def __getattr__(name):\n    from argmap.formats import load"),
        (
            "__init__.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from argmap.formats import load",
        ),
        ("__main__.py", "from argmap.cli import main"),
    ],
)
def test_an_arrow_of_the_picture_is_let_through(tmp_path: Path, file: str, source: str):
    assert wrong_arrows(house(tmp_path, {file: source + "\n"})) == []


LAW = '"""What a room is. And its law."""\n'


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("model/map.py", "x = 1\n" * 401),
        ("model/map.py", "def f():\n" + "    x = 1\n" * 50),
        ("model/map.py", "class C:\n    async def f(self):\n" + "        x = 1\n" * 50),
        ("model/utils.py", ""),
        ("helpers/thing.py", ""),
        ("model/__init__.py", ""),
        ("model/__init__.py", '"""Only one sentence."""\n'),
        ("model/__init__.py", '"""Only one sentence.\n\n>>> 1 + 1.\n2.\n"""\n'),
    ],
)
def test_a_broken_rule_is_caught(tmp_path: Path, file: str, source: str):
    (fault,) = broken_rules(house(tmp_path, {file: source}))
    assert fault.startswith(file)


def test_what_keeps_the_rules_is_let_through(tmp_path: Path):
    package = house(
        tmp_path,
        {
            "model/__init__.py": LAW,
            "model/map.py": "x = 1\n" * 400,
            "model/operations.py": "def f():\n" + "    x = 1\n" * 49,
        },
    )
    assert broken_rules(package) == []
