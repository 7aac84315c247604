"""Every sentence that argmap says to people, found in its source: templates, code, and the schemes.

Templates say which of their texts are translated. Code mostly does not: a room raises a problem, or keeps a table of words, and
a page translates it much later. So whatever in the code *reads* like a sentence counts as one, but for what is listed
here as being for programs or their makers. Like this a new sentence cannot be forgotten; a test that walks the pages in
a made-up language finds the single words that do not read like one.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parent.parent

# For whoever runs a server or the command line, which speak English; and modules of drawings and codes.
_ENGLISH = re.compile(
    r"argmap/(cli/.*|store/(migrations/.*|admin|database|schema)|service/admin|analysis/framework_files|"
    r"analysis/gradual/rules|debate/permissions|diagram/(cards|fonts|marks|shapes|measure|layout/\w+))\.py"
)
# What describes the API to programs is English too; what refuses something there is for people as well.
_PROGRAMS = re.compile(r"argmap/web/(api_\w+|app|server|representation)\.py")
_SAYING = {
    "_",
    "Message", "counted", "translate", "plural", "say", "Refused", "Problem", "Conflict", "Fault", "NotAllowed", "Unreadable",
    "error",
}  # fmt: skip
"""What is called with a sentence as its first argument, be it a single word."""

_TABLES = {
    "argmap/web/framework_page.py": {"_NAMES", "_IN", "_IN_ONE"},
    "argmap/web/analysis_page.py": {"_SEMANTICS"},
    "argmap/diagram/words.py": {"ENGLISH"},
    "argmap/service/verdicts.py": {"WORDS"},
    "argmap/web/words.py": {"NAMES", "STARTERS", "STANCES", "STATES"},
}
"""Tables of which every value is said to people, single small words too; what else is found by how it reads."""

_MAKERS = re.compile(
    r"ValueError|TypeError|LookupError|KeyError|RuntimeError|AssertionError|OSError|ImportError"
)
_UNSAID_CALLS = re.compile(
    r"(re\.)?compile|getLogger|(_LOG|log|logging|_?LOGGER)\.\w+|TypeVar|NewType|NamedTuple|text|execute|"
    r"Field|Query|Path|Header|Body|Description|CheckConstraint|add_argument|warn"
)
_UNSAID_WORDS = {"description", "summary", "examples", "media_type", "openapi_extra", "help", "doc", "tags"}
_UNSAID_NAMES = re.compile(r"__all__|_?SQL\w*|_?POLICY|_?CSP")

_LIST = Path(__file__).with_name("unsaid.txt")
"""What reads like a sentence and is none: header lists, codes, titles of papers."""


@dataclass(frozen=True)
class Said:
    """One sentence, where it is said, and the sentence for many where it counts something."""

    key: str
    many: str | None
    place: str


def sentences(root: Path = ROOT) -> list[Said]:
    """Every sentence of argmap, once for each place where it stands."""
    unsaid = frozenset(_LIST.read_text("utf-8").splitlines())
    found = [*_templates(root), *_schemes(root)]
    for path in sorted((root / "argmap").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if not _ENGLISH.fullmatch(name):
            found += [each for each in in_code(path.read_text("utf-8"), name) if each.key not in unsaid]
    return sorted(found, key=lambda said: (said.place, said.key))


def _templates(root: Path) -> Iterator[Said]:
    for path in sorted(each for each in (root / "templates").iterdir() if each.is_file()):
        with path.open("rb") as file:
            options = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}
            for _line, call, message, _notes in babel_extract(
                file, ("_", "gettext", "ngettext", "say"), (), options
            ):
                one, many = (message[0], message[1]) if isinstance(message, tuple) else (message, None)
                if one:
                    place = path.relative_to(root).as_posix()
                    # Others are filled in by the template's own rules, or by a script: they have one form.
                    yield _said(one, place) if call == "say" else Said(one, many, place)


def _schemes(root: Path) -> Iterator[Said]:
    path = root / "argmap/analysis/data/schemes.json"
    for scheme in json.loads(path.read_text("utf-8"))["schemes"]:
        texts = [
            scheme["name"],
            scheme["family"],
            scheme["description"],
            scheme["conclusion"],
            *scheme["premises"],
        ]
        for question in scheme["questions"]:
            texts += [question["text"], question.get("doubt", "")]
        for text in filter(None, texts):
            yield _said(text, "argmap/analysis/data/schemes.json")


def in_code(source: str, name: str) -> list[Said]:
    """The sentences in a module. Whatever counts with the gap `{count}` has a form for many, by itself or from its pair."""
    tree = ast.parse(source)
    found: list[Said] = []
    pairs = dict(_pairs(tree))
    for text in dict.fromkeys(_Finder(name).of(tree)):
        if text in pairs:
            found.append(Said(text, pairs[text], name))
        elif text not in pairs.values():
            found.append(_said(text, name))
    return found


def _said(text: str, place: str) -> Said:
    return Said(text, text if re.search(r"\{count[}:]", text) else None, place)


def _pairs(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """A sentence for one, and the one for many right after it: in a call of `counted`, or in a table made for it."""
    for node in ast.walk(tree):
        several = (
            node.args
            if isinstance(node, ast.Call)
            else node.elts
            if isinstance(node, ast.Tuple | ast.List)
            else []
        )
        for one, many in pairwise(several):
            first, second = _text(one), _text(many)
            if first and second and "{count" in second and "{count" not in first and _reads(first):
                yield first, second


def _text(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _reads(text: str) -> bool:
    """Whether a text reads like words for people."""
    words = re.sub(r"\{[^{}]*\}|%\(\w+\)s", " ", text)
    if not re.search(r"[^\W\d_]", words):
        return False
    if re.search(r"\\[dwsb(\[]|\(\?|://|^<|\$\{|[\w-]+=|;\s*\w+=", text) and not re.search(
        r"http://|https://", text
    ):
        return False
    several = re.search(r"\w[^\w\s]*\s+[^\w\s]*\w", text) is not None
    return several or re.fullmatch(r"[A-Z][a-z]+[.:…!?]?", text) is not None


class _Finder:
    """What is said in one module."""

    def __init__(self, name: str) -> None:
        self._strict = _PROGRAMS.fullmatch(name) is not None
        self._tables = _TABLES.get(name, set())

    def of(self, tree: ast.AST, *, known: bool = False) -> Iterator[str]:
        """Every sentence below a node; `known`: it is one for certain."""
        text = _text(tree)
        if text is not None:
            if re.sub(r"\{\w+\}", "", text) and (known or (not self._strict and _reads(text))):
                yield text
            return
        for child, sure in self._inside(tree, known):
            yield from self.of(child, known=sure)

    def _inside(self, node: ast.AST, known: bool) -> Iterator[tuple[ast.AST, bool]]:
        """What of a node may hold sentences, each with whether it holds nothing else."""
        if isinstance(node, ast.Call):
            yield from self._called(node)
        elif isinstance(node, ast.Dict):
            yield from ((each, known) for each in node.values if each is not None)
        elif isinstance(node, ast.IfExp):
            yield node.test, False
            yield from ((each, known) for each in (node.body, node.orelse))
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            names = node.targets if isinstance(node, ast.Assign) else [node.target]
            name = next((each.id for each in names if isinstance(each, ast.Name)), "")
            if node.value is not None and not _UNSAID_NAMES.fullmatch(name):
                yield node.value, name in self._tables
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            # Neither what it is annotated with nor what stands above it.
            yield from (
                (each, False) for each in [*node.args.defaults, *node.args.kw_defaults, *node.body] if each
            )
        elif isinstance(node, ast.Expr) and _text(node.value) is not None:
            return  # a docstring
        elif isinstance(node, ast.Subscript):
            yield node.value, known
        elif not isinstance(node, ast.JoinedStr | ast.Compare):
            yield from ((each, known) for each in ast.iter_child_nodes(node))

    def _called(self, node: ast.Call) -> Iterator[tuple[ast.AST, bool]]:
        name = ast.unparse(node.func)
        if _MAKERS.fullmatch(name) or _UNSAID_CALLS.fullmatch(name):
            return
        yield node.func, False
        saying = name.rpartition(".")[2] in _SAYING
        counts = name.rpartition(".")[2] == "counted"
        first = next((each for each in node.args if _text(each) is not None), None)
        for each in node.args:
            yield each, saying and (counts or each is first or _text(each) is None)
        yield from ((each.value, False) for each in node.keywords if each.arg not in _UNSAID_WORDS)
