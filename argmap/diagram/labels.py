"""What a card is, says and does, in one sentence after another: for those who cannot see the picture."""

from __future__ import annotations

from collections.abc import Mapping

from argmap.diagram.marks import Mark
from argmap.diagram.measure import drawable
from argmap.diagram.sources import citation
from argmap.diagram.words import Words
from argmap.messages import excerpt
from argmap.model import ArgumentMap, Node, Relation

DEEDS = {"reason": "supports", "evidence": "supports", "premises": "supports", "objection": "attacks",
         "rebuttal": "rebuts", "undercut": "undercuts", "backing": "backs"}  # fmt: skip
"""What a relation does to its target, by its role: the names of the words for it."""

_MOST_DEEDS, _MOST_QUOTED = 10, 120  # a label says its own card in full, and of others enough to know them


def aim(debate: ArgumentMap, relation: Relation) -> Node:
    """The card that a relation concerns: its target, or the first premise of the link that it is aimed at."""
    if relation.target in debate.nodes:
        return debate.nodes[relation.target]
    return debate.nodes[debate.relations[relation.target].premises[0]]


def label(
    debate: ArgumentMap,
    node: Node,
    head: str,
    roles: Mapping[str, str],
    words: Words,
    mark: Mark | None,
    held: str | None = None,
) -> str:
    """The sentences of one card; `roles` are those of all relations, `held` says what is in a closed group."""
    name = f"{node.title}: " if node.argument and node.title else ""
    sentences = [f"{head}: {name}{_stop(node.text)}"]
    if held is not None:
        sentences.append(_stop(held))
    if mark is not None:
        sentences.append(_stop(mark.said))
    for relation in debate.outgoing(node.id)[:_MOST_DEEDS]:
        deed = words[DEEDS[roles[relation.id]]]
        target = aim(debate, relation)
        sentence = f"{deed[:1].upper()}{deed[1:]}: {_stop(excerpt(target.text, _MOST_QUOTED))}"
        linked = [
            excerpt(debate.nodes[p].name, _MOST_QUOTED)
            for p in relation.premises[:_MOST_DEEDS]
            if p != node.id
        ]
        if linked:
            sentence += f" {words['together with']}: {_stop('; '.join(linked))}"
        sentences.append(sentence)
    for source in node.sources[:_MOST_DEEDS]:
        sentences.append(
            f"{words['source']}: {_stop(citation(debate.sources[source].fields, 0, _MOST_QUOTED))}"
        )
    if node.origin:
        sentences.append(_stop(f"{words['origin']}: {excerpt(node.origin, _MOST_QUOTED)}"))
    return drawable(" ".join(sentences))


def _stop(text: str) -> str:
    return text if text[-1:] in ".!?…。؟۔" else text + "."
