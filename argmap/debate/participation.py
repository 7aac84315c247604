"""Who did how much, and what the wall shows: the newest cards, those most answered, those nobody has answered.

Everything is read off the map and its log. Ids are given in sequence, so their order is the order of making.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from argmap.debate.ownership import emptied
from argmap.model import ArgumentMap, Node
from argmap.model.map import by_age
from argmap.model.operations import (
    AddNode,
    Batch,
    Cite,
    EditNode,
    EditQuote,
    EditRelation,
    EditSource,
    Hide,
    Merge,
    Move,
    Operation,
    RemoveNode,
    RemoveQuote,
    RemoveRelation,
    RemoveSource,
    Uncite,
)


@dataclass(frozen=True, slots=True)
class Count:
    """What one participant did. `answers` and `evidence` are among the `cards`; `edits` are changes, however large.

    An answer is a card with which one argues about a card, or an argument, of somebody else.
    """

    cards: int = 0
    answers: int = 0
    evidence: int = 0
    edits: int = 0


def counts(entries: Iterable[tuple[str | None, Operation]], debate: ArgumentMap) -> dict[str, Count]:
    """For each participant who wrote or changed something: how much. Linear.

    `entries` are the author and the operation of each change in the log; leave out undone ones, and the undoing.
    A card counts while it stands on the map, hidden or not, or lives on in another that it was merged into; not
    when it was deleted, taken back or erased. A change counts as an edit when it adds no card and alters what was there.
    """
    written: dict[str, AddNode] = {}
    merged: set[str] = set()
    edits: dict[str, int] = defaultdict(int)
    for author, operation in entries:
        simple = list(_single(operation))
        written.update((each.node.id, each) for each in simple if isinstance(each, AddNode))
        merged.update(each.gone for each in simple if isinstance(each, Merge))
        if author is not None and not any(isinstance(each, AddNode) for each in simple):
            edits[author] += any(map(_alters, simple))
    cards = [written[each].node for each in merged if each in written and each not in debate.nodes]
    cards += [node for node in debate.nodes.values() if not emptied(node)]
    made: dict[str, list[Node]] = defaultdict(list)
    for node in cards:
        if node.author is not None:
            made[node.author].append(node)
    people = by_age({*made, *(author for author, count in edits.items() if count)})
    return {
        author: Count(
            len(made[author]),
            sum(_answers(debate, node) for node in made[author]),
            sum(node.kind == "evidence" for node in made[author]),
            edits.get(author, 0),
        )
        for author in people
    }


def latest(debate: ArgumentMap, most: int = 10) -> list[Node]:
    """The newest cards that are seen, the newest first."""
    cards = _shown(debate.visible())
    return cards[::-1][:most]


def most_answered(debate: ArgumentMap, most: int = 10) -> list[tuple[Node, int]]:
    """The cards with the most arguments aimed at them or at what they are premises of; of two, the older first."""
    seen = debate.visible()
    found = [(node, _arguments(seen, node)) for node in _shown(seen)]
    return sorted((each for each in found if each[1]), key=lambda each: -each[1])[:most]


def unanswered(debate: ArgumentMap, most: int = 10) -> list[Node]:
    """The cards at which no argument is aimed, nor at what they are premises of; who has waited longest comes first."""
    seen = debate.visible()
    return [node for node in _shown(seen) if not _arguments(seen, node)][:most]


def _shown(debate: ArgumentMap) -> list[Node]:
    """What the wall shows, the oldest first: the question is there anyway, and a card that was emptied says nothing."""
    cards = (debate.nodes[each] for each in by_age(debate.nodes))
    return [node for node in cards if node.kind != "question" and not emptied(node)]


def _arguments(debate: ArgumentMap, node: Node) -> int:
    links = debate.outgoing(node.id)
    return len(debate.incoming(node.id)) + sum(len(debate.incoming(link.id)) for link in links)


def _answers(debate: ArgumentMap, node: Node) -> bool:
    """Whether a card argues about what is somebody else's, or was linked to an argument of somebody else."""
    for relation in debate.outgoing(node.id):
        target = debate.relations.get(relation.target)
        about = (relation.target,) if target is None else target.premises
        others = (*about, *relation.premises)
        if any(debate.nodes[each].author != node.author for each in others):
            return True
    return False


_ALTERING = (
    EditNode, RemoveNode, EditRelation, RemoveRelation, Move, Merge, Hide, EditSource, RemoveSource, Cite, Uncite,
    EditQuote, RemoveQuote,
)  # fmt: skip


def _alters(operation: Operation) -> bool:
    """Whether an operation alters what was there; making room among siblings does not."""
    if isinstance(operation, EditNode | EditRelation):
        return operation.changes.keys() != {"rank"}
    return isinstance(operation, _ALTERING)


def _single(operation: Operation) -> Iterator[Operation]:
    if isinstance(operation, Batch):
        for each in operation.operations:
            yield from _single(each)
    else:
        yield operation
