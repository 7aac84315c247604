"""One debate as each program wants it: Argdown, arguebuf's JSON, and bare boxes with edges for those that only lay out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argmap import load
from argmap.diagram import stacks
from argmap.diagram.cards import WIDTH, cards
from argmap.diagram.density import SCREEN
from argmap.diagram.layout import SIBLING_GAP, STEP
from argmap.diagram.words import ENGLISH
from argmap.model import ArgumentMap
from argmap.model.roles import standing
from bench.debates import generate, write


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one debate, and how many cards and boxes it has."""

    argdown: Path
    arguebuf: Path
    boxes: Path
    cards: int
    stacks: int


def files(size: int, folder: Path) -> Files:
    """Write a debate of so many statements into a folder, once for each kind of program."""
    argdown = folder / f"debate-{size}.argdown"
    argdown.write_text(write(generate(size)), "utf-8")
    debate, _ = load(argdown)
    graph = boxes(debate)
    (folder / f"boxes-{size}.json").write_text(json.dumps(graph))
    (folder / f"arguebuf-{size}.json").write_text(json.dumps(arguebuf(debate)))
    return Files(
        argdown,
        folder / f"arguebuf-{size}.json",
        folder / f"boxes-{size}.json",
        len(debate.nodes),
        len(graph["children"]),
    )


def boxes(debate: ArgumentMap) -> dict[str, Any]:
    """The forest of boxes that argmap hands to its layouts, with the sizes of the measured cards."""
    where = standing(debate)
    made, roots = stacks.stacks(debate, where)
    drawn = cards(debate, where, ENGLISH, {}, {})
    heights = stacks.heights(made, {node: card.height for node, card in drawn.items()}, SCREEN.card_gap)
    return {
        "heights": list(heights),
        "children": [list(stack.children) for stack in made],
        "roots": list(roots),
        "edges": [[box, child] for box, stack in enumerate(made) for child in stack.children],
        "width": WIDTH,
        "gap": SIBLING_GAP,
        "step": STEP,
    }


def arguebuf(debate: ArgumentMap) -> dict[str, dict[str, object]]:
    """The debate as arguebuf writes it: a node for every statement, one for every argument, edges between them."""
    nodes: dict[str, object] = {each.id: {"atom": {"text": each.text}} for each in debate.nodes.values()}
    edges: dict[str, object] = {}
    for each in debate.relations.values():
        kind = {"support": "SUPPORT_DEFAULT"} if each.kind == "support" else {"attack": "ATTACK_DEFAULT"}
        nodes[each.id] = {"scheme": kind}
        ends = [(premise, each.id) for premise in each.premises] + [(each.id, each.target)]
        for source, target in ends:
            edges[f"e{len(edges)}"] = {"source": source, "target": target}
    return {"nodes": nodes, "edges": edges}
