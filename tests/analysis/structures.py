"""Small debates by a seeded dice, with everything in them that a label can depend on: circles first of all."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from argmap.analysis.labelling import Labelling, label
from argmap.analysis.statements.standards import BURDENS, STANDARDS
from argmap.model import ArgumentMap, Node, Relation, Source, replay
from argmap.model.operations import AddNode, AddRelation, AddSource, Operation

_KINDS = ("position", "claim", "claim", "claim", "evidence", "evidence")
_TAGS: tuple[tuple[str, ...], ...] = ((), (), (), (), ("agreed",), ("needs-backing",))
_STRENGTHS = (0.0, 0.1, 0.2, 0.3, 0.5, 0.6, 0.7, 0.9, 1.0)


def structure(random: Random, most: int = 9) -> ArgumentMap:
    """A debate of up to `most` cards: linked premises, undercuts of undercuts, questions, hidden cards, circles."""
    log: list[Operation] = [AddSource(Source("s1", {}))]
    cards = [f"n{number}" for number in range(1, random.randint(1, most) + 1)]
    questions = random.random() < 0.3
    for card in cards:
        kind = "question" if questions and random.random() < 0.15 else random.choice(_KINDS)
        sources = ("s1",) if random.random() < 0.5 else ()
        node = Node(card, kind, f"Text of {card}.", tags=random.choice(_TAGS), sources=sources)
        hidden = Node(card, kind, node.text, hidden=True)
        log.append(AddNode(hidden if random.random() < 0.04 else node))
    relations: list[str] = []
    for number in range(1, random.randint(0, most + most // 2) + 1):
        premises = tuple(random.sample(cards, min(len(cards), random.choice((1, 1, 1, 2, 2, 3)))))
        target = random.choice(relations) if relations and random.random() < 0.3 else random.choice(cards)
        if target not in premises:
            support = random.random() < (0.1 if target in relations else 0.5)
            relation = Relation(f"r{number}", "support" if support else "attack", premises, target)
            log.append(AddRelation(relation))
            relations.append(relation.id)
    return replay(log)


@dataclass(frozen=True)
class Trial:
    """A debate, and how it is to be labelled."""

    debate: ArgumentMap
    rules: dict[str, Any]
    strengths: dict[str, float]
    forced: dict[str, str]

    def labelled(self, debate: ArgumentMap | None = None, **forced: str) -> Labelling:
        return label(
            debate or self.debate, **self.rules, strengths=self.strengths, forced=self.forced | forced
        )


def trial(seed: int, most: int = 9, forcing: float = 0.3) -> Trial:
    """The same trial for the same seed; `forcing` says how often some cards are held at a label."""
    random = Random(seed)
    debate = structure(random, most)
    own = None if random.random() < 0.6 else [card for card in debate.nodes if random.random() < 0.4]
    rules = {"burden": random.choice(BURDENS), "standard": random.choice(STANDARDS), "assumed": own}
    strengths = {relation: random.choice(_STRENGTHS) for relation in debate.relations}
    forced: dict[str, str] = {}
    if random.random() < forcing:
        names = ("in", "out", "undecided")
        forced = {card: random.choice(names) for card in debate.nodes if random.random() < 0.3}
    return Trial(debate, rules, strengths, forced)
