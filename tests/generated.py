"""Debates made up by a seeded dice: as big as wanted, shaped as wanted, the same for the same seed.

They look like what people write, so that layouts, writers and measurements meet what they will meet in life.
"""

from __future__ import annotations

from random import Random

from argmap.model import ArgumentMap, Group, Node, Quote, Relation, Source, replay
from argmap.model.operations import (
    AddGroup,
    AddNode,
    AddQuote,
    AddRelation,
    AddSource,
    EditMap,
    Operation,
)
from argmap.model.ranks import spread

SHAPES = ("tree", "graph", "linked", "undercuts", "mixed", "dense")

_WHO = (
    "The mining deal", "Reko Diq", "CPEC", "The provincial government", "A copper royalty",
    "The IMF programme",
    "An independent audit", "The tribal council", "Foreign capital", "Militarisation", "The port of Gwadar",
    "Lithium extraction", "A referendum", "The security force", "Local employment",
)  # fmt: skip
_DOES = (
    "brings", "prevents", "deepens", "pays for", "displaces", "threatens", "cannot replace", "depends on",
    "has never led to", "strengthens", "is used to justify", "costs more than",
)  # fmt: skip
_WHAT = (
    "jobs in Chagai", "displacement", "the insurgency", "clean water", "self-determination",
    "the consent of residents",
    "debt relief", "roads and schools", "foreign control", "a fair share of revenue", "grazing land", "peace",
)  # fmt: skip
_BECAUSE = (
    "because contracts were signed without a public hearing", "as the experience of Saindak shows",
    "unless revenue stays in the province", "which the figures of the last ten years confirm",
    "even though nobody in the district was asked", "since the ore leaves the country unprocessed",
    "and those who object are called enemies of development",
)  # fmt: skip
_ELSEWHERE = (
    ("ur", "معدنی معاہدے سے مقامی لوگوں کو روزگار نہیں ملتا۔"),
    ("ar", "لا تنمية من دون موافقة السكان المحليين."),
    ("zh", "采矿协议给当地居民带来的好处很少，而水资源的损失却由他们承担。"),
    ("ru", "Соглашение о добыче не спрашивает согласия жителей."),
    ("hi", "खनन से जल स्रोत सूख जाते हैं।"),
    ("en", "Copper 📈, water 📉: the trade-off nobody voted on 🗳️."),
)
_SCHEMES = (
    "argument from expert opinion",
    "argument from consequences",
    "argument from analogy",
    "argument from sign",
)
_TAGS = ("economy", "ecology", "rights", "security", "history")


def generated(seed: int, size: int, shape: str) -> ArgumentMap:
    """A debate of `size` cards of one of the `SHAPES`, the same for the same arguments, made by replay.

    "tree": each card under one other; "graph": cross links and some circles too; "linked": arguments with
    several premises; "undercuts": arguments aimed at arguments, of every sort; "mixed": all of it, and every
    field that a map has; "dense": most pairs of cards related, once.
    """
    if shape not in SHAPES:
        raise ValueError(f"{shape!r} is none of {', '.join(SHAPES)}")
    dice = _Dice(Random(f"{seed} {size} {shape}"), shape)
    if shape == "mixed":
        dice.furnish(size)
    dice.grow(size)
    if shape == "dense":
        dice.relate_most()
    elif shape != "tree":
        dice.link_across(size)
    if shape == "mixed":
        dice.quote()
    return replay(dice.operations)


class _Dice:
    """What has been thrown so far: the operations, and what they have put on the map."""

    def __init__(self, random: Random, shape: str) -> None:
        self.random = random
        self.mixed = shape == "mixed"
        self.linked = {"linked": 0.5, "mixed": 0.15, "undercuts": 0.15}.get(shape, 0.0)
        self.undercuts = {"undercuts": 0.3, "mixed": 0.1}.get(shape, 0.0)
        self.loose = shape == "dense"
        self.operations: list[Operation] = []
        self.nodes: list[str] = []
        self.relations: list[str] = []
        self.sources: list[str] = []
        self.groups: list[str] = []
        self.quotable: list[str] = []
        self.pairs: set[tuple[str, str]] = set()

    def chance(self, likely: float) -> bool:
        return self.random.random() < likely

    def sentence(self) -> str:
        pick = self.random.choice
        said = f"{pick(_WHO)} {pick(_DOES)} {pick(_WHAT)}"
        while self.chance(0.35):
            said += f", {pick(_BECAUSE)}"
        if self.mixed and self.chance(0.01):
            said += "; " + "; ".join(f"{pick(_WHO)} {pick(_DOES)} {pick(_WHAT)}" for _ in range(30))
        return said + "."

    def furnish(self, size: int) -> None:
        """Sources and headings, as many as a debate of this size has."""
        self.operations.append(EditMap({"language": "en", "foreign": {"argdown": {"title": "Reko Diq"}}}))
        for number in range(1, max(2, size // 25) + 1):
            fields = {
                "type": "article-journal",
                "title": self.sentence()[:-1],
                "author": [{"family": self.random.choice(("Baloch", "Khan", "Smith")), "given": "A."}],
                "issued": {"date-parts": [[self.random.randint(1995, 2025)]]},
            }
            if self.chance(0.5):
                fields["URL"] = f"https://example.org/{number}?a=1&b=2"
            judged = round(self.random.random(), 2) if self.chance(0.4) else None
            reason = "Names its figures and where they come from." if judged is not None else None
            self.sources.append(f"s{number}")
            self.operations.append(AddSource(Source(f"s{number}", fields, judged, reason)))
        for number, rank in enumerate(spread(max(2, size // 40)), 1):
            parent = self.random.choice(self.groups) if self.groups and self.chance(0.4) else None
            title = f"{self.random.choice(_WHAT).capitalize()} ({number})"
            self.operations.append(AddGroup(Group(f"g{number}", title, parent, rank)))
            self.groups.append(f"g{number}")

    def grow(self, size: int) -> None:
        """Roots first, then one card after the other beneath what is there, until there are enough."""
        if self.mixed and size > 1:
            self.card("question")
        for _ in range(min(size - len(self.nodes), 3 if self.mixed else self.random.randint(1, 2))):
            self.card("position")
        while len(self.nodes) < size:
            if self.loose or (self.mixed and self.chance(0.02)):
                self.card("claim")
            else:
                self.argue(size)

    def argue(self, size: int) -> None:
        """One argument with new premises against or for something older."""
        target = (
            self.recent(self.relations)
            if self.relations and self.chance(self.undercuts)
            else self.recent(self.nodes)
        )
        undercut = target.startswith("r")
        kind = (
            "attack"
            if self.chance(0.4) or (undercut and not (self.mixed and self.chance(0.05)))
            else "support"
        )
        several = self.random.randint(2, 4) if self.chance(self.linked) else 1
        evidence = 0.3 if kind == "support" else 0.05
        premises = [
            self.card("evidence" if self.chance(evidence) else "claim")
            for _ in range(min(several, size - len(self.nodes)))
        ]
        self.relate(kind, premises, target)

    def card(self, kind: str) -> str:
        identifier = f"n{len(self.nodes) + 1}"
        node = Node(identifier, kind, self.sentence())
        if kind == "question":
            node = Node(identifier, kind, "Should the mining deal in Balochistan go ahead?")
        elif self.mixed:
            node = self.furnished(identifier, kind, node.text)
        self.operations.append(AddNode(node))
        self.nodes.append(identifier)
        return identifier

    def furnished(self, identifier: str, kind: str, text: str) -> Node:
        language, elsewhere = self.random.choice(_ELSEWHERE) if self.chance(0.1) else (None, text)
        cited: tuple[str, ...] = ()
        if self.chance(0.8 if kind == "evidence" else 0.1):
            cited = tuple(self.random.sample(self.sources, min(len(self.sources), self.random.randint(1, 2))))
            self.quotable.append(f"{identifier} {cited[0]}")
        return Node(
            identifier,
            kind,
            elsewhere,
            title=f"{self.random.choice(_WHAT).capitalize()} {identifier}" if self.chance(0.4) else None,
            language=language,
            tags=tuple(self.random.sample(_TAGS, self.random.choice((0, 0, 0, 1, 2)))),
            group=self.random.choice(self.groups) if self.chance(0.3) else None,
            author=f"p{self.random.randint(1, 30)}" if self.chance(0.5) else None,
            origin="an article" if self.chance(0.1) else None,
            sources=cited,
            stance=self.random.choice((None, "rival", "independent")) if kind == "position" else None,
            argument=kind == "claim" and self.chance(0.05),
        )

    def relate(self, kind: str, premises: list[str], target: str) -> None:
        identifier = f"r{len(self.relations) + 1}"
        relation = Relation(identifier, kind, tuple(premises), target)
        if self.mixed:
            relation = Relation(
                identifier,
                kind,
                tuple(premises),
                target,
                weight=round(self.random.random(), 2) if self.chance(0.2) else None,
                rank=self.random.choice(("", "", "i", "r", "9")),
                scheme=self.random.choice(_SCHEMES) if self.chance(0.2) else None,
                note="Whose figures are these?" if self.chance(0.1) else None,
            )
        self.operations.append(AddRelation(relation))
        self.relations.append(identifier)
        self.pairs.update((premise, target) for premise in premises)

    def recent(self, ids: list[str]) -> str:
        """Mostly something young, so that chains grow deep; else anything, so that some cards become hubs."""
        near = ids[-40:] if self.chance(0.5) else ids
        return self.random.choice(near)

    def link_across(self, size: int) -> None:
        """Cards that are there already speak once more elsewhere, now and then in a circle."""
        if size < 4:
            return
        for _ in range(max(1, size // 6)):
            older, younger = sorted(self.random.sample(range(len(self.nodes)), 2))
            if self.chance(0.1):
                older, younger = younger, older
            target = self.nodes[older]
            if self.relations and self.chance(self.undercuts):
                target = self.random.choice(self.relations)
            premise = self.nodes[younger]
            if (premise, target) not in self.pairs:
                kind = "attack" if target.startswith("r") or self.chance(0.5) else "support"
                self.relate(kind, [premise], target)

    def relate_most(self) -> None:
        """Seven in ten of all pairs."""
        for place, older in enumerate(self.nodes):
            for younger in self.nodes[place + 1 :]:
                if self.chance(0.7):
                    self.relate("attack" if self.chance(0.5) else "support", [younger], older)

    def quote(self) -> None:
        """The exact words for every third citation."""
        for number, pair in enumerate(self.quotable[::3], 1):
            node, source = pair.split()
            exact = self.sentence()
            start = self.random.randint(0, 9000)
            self.operations.append(
                AddQuote(
                    Quote(f"q{number}", node, source, exact, "It says:", "", start, start + len(exact))
                    if self.chance(0.5)
                    else Quote(f"q{number}", node, source, exact)
                )
            )
