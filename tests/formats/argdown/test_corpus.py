"""The reference parser's own inputs: what is valid there must mean the same here.

L1: accepted here whatever is accepted there. L2: the same statements and arguments, with the same texts of
their members and as many premise-conclusion steps. L3: the same relations.

Left for the issue that brings all of Argdown: sign codes such as `.A.` (they stay as written) and exploding
arguments, at L2; the names that strict mode gives to relations, which are taken for the same here, at L3. The
one input short of L1 holds broken YAML, over which the reference loses half of the document without a word.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from argmap.formats import Report, Unreadable
from argmap.formats.argdown.document import Argument, Document, End, Key, Member
from argmap.formats.argdown.parse import parse
from argmap.formats.decode import decode

FLOOR = {"L1": 130, "L2": 126, "L3": 130}
"""Of the 131 inputs that the reference accepts, how many reach each level."""


def test_valid_argdown_means_the_same(shared: Path) -> None:
    reached: Counter[str] = Counter()
    left: dict[str, list[str]] = {"L1": [], "L2": [], "L3": []}
    folder = shared / "corpus" / "argdown"
    for expected_file in sorted((folder / "expected").rglob("*.json")):
        expected = json.loads(expected_file.read_text(encoding="utf-8"))
        if not expected["ok"]:
            continue
        name = str(expected_file.relative_to(folder / "expected").with_suffix(""))
        report = Report(name)
        text = decode((folder / "inputs" / f"{name}.argdown").read_bytes(), report)
        try:
            document = parse(text, report)
        except Unreadable as problem:
            left["L1"].append(f"{name}: {problem}")
            continue
        reached["L1"] += 1
        ours, theirs = _ours(document), _theirs(expected["model"])
        for level in ("L2", "L3"):
            if ours[level] == theirs[level]:
                reached[level] += 1
            else:
                left[level].append(f"{name}: {_difference(ours[level], theirs[level])}")
    print(dict(reached), json.dumps(left, indent=1, ensure_ascii=False))  # noqa: T201 - `pytest -s` shows the score
    assert all(reached[level] >= floor for level, floor in FLOOR.items()), left


def _difference(ours: set[Any], theirs: set[Any]) -> str:
    return (
        f"only here {sorted(map(str, ours - theirs))[:2]}, only there {sorted(map(str, theirs - ours))[:2]}"
    )


def _said(member: Member, tagless: bool) -> str:
    """The text of a member, without its tags where the front matter asks for that."""
    runs = tuple(run for run in member.runs if not (tagless and run.kind == "tag"))
    return replace(member, runs=runs).text


def _title(key: Key) -> str:
    return f"Untitled {key}" if isinstance(key, int) else key


def _words(text: str | None) -> str:
    return " ".join((text or "").split())


def _ours(document: Document) -> dict[str, set[Any]]:
    items: set[Any] = set()
    model = document.front.get("model")
    tagless = isinstance(model, dict) and model.get("removeTagsFromText") is True
    for statement in document.statements.values():
        texts = sorted(_said(m, tagless) for m in statement.members)
        items.add(("statement", _title(statement.key), tuple(texts)))
    for argument in document.arguments.values():
        texts = sorted(_said(m, tagless) for m in argument.members)
        items.add(("argument", _title(argument.key), tuple(texts), len(argument.steps)))
    relations = {
        each
        for link in document.links
        # From an argument to what it concludes: the reference leaves that out.
        if not (_steps(document, link.source) and _from(document, link.source)[1] == link.target.key)
        for each in [(*_from(document, link.source), link.kind, *_to(document, link.target, link.kind))]
    }
    return {"L2": items, "L3": _without_redundant(document, relations)}


def _steps(document: Document, end: End) -> Argument | None:
    argument = document.arguments[end.key] if end.kind == "argument" else None
    return argument if argument is not None and argument.steps else None


def _from(document: Document, end: End) -> tuple[str, str]:
    argument = _steps(document, end)
    if argument is not None:
        return "equivalence-class", _title(argument.steps[-1].statement)
    return ("equivalence-class" if end.kind == "statement" else end.kind), _title(end.key)


def _to(document: Document, end: End, kind: str) -> tuple[str, str]:
    argument = _steps(document, end)
    if argument is not None and kind == "undercut":
        return "inference", _title(argument.key)
    return ("equivalence-class" if end.kind == "statement" else end.kind), _title(end.key)


def _without_redundant(document: Document, relations: set[Any]) -> set[Any]:
    """Without attacks on an argument that are there as attacks on one of its premises too."""
    kept = set()
    for relation in relations:
        from_type, source, kind, to_type, target = relation
        argument = document.arguments.get(target) if to_type == "argument" else None
        if from_type == "equivalence-class" and kind == "attack" and argument is not None:
            premises = [_title(step.statement) for step in argument.steps if step.inference is None]
            if any(
                ("equivalence-class", source, "attack", "equivalence-class", each) in relations
                for each in premises
            ):
                continue
        kept.add(relation)
    return kept


_KINDS = {"contradictory": "contradiction", "entails": "support", "contrary": "attack"}


def _theirs(model: dict[str, Any]) -> dict[str, set[Any]]:
    items: set[Any] = set()
    for title, statement in model["statements"].items():
        items.add(("statement", title, tuple(sorted(_words(m.get("text")) for m in statement["members"]))))
    for title, argument in model["arguments"].items():
        texts = tuple(sorted(_words(m.get("text")) for m in argument["members"]))
        items.add(("argument", title, texts, len(argument.get("pcs") or [])))
    relations = {
        (r["fromType"], r["from"], _KINDS.get(r["relationType"], r["relationType"]), r["toType"], r["to"])
        for r in model["relations"]
    }
    return {"L2": items, "L3": relations}
