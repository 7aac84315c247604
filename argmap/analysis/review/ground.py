"""What the rules of a review look at: the visible map, and what several of them need to know about it."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from argmap.analysis.review.findings import Finding, Rating
from argmap.analysis.review.words import Lexicon, guess, latin, lexicon, terms
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Node, Relation
from argmap.model.map import place
from argmap.model.outline import outline
from argmap.model.roles import standing

MOST_TOPS = 50
"""The most positions that are looked at one by one."""

_NAMED = 4  # cards that one sentence names at most


@dataclass(frozen=True, slots=True)
class Case:
    """All that speaks for a position by supports alone: its cards, the position left out, and the arguments."""

    nodes: tuple[str, ...]
    relations: tuple[Relation, ...]


class Ground:
    """A debate under review. `strengths` and `ratings` are by the id of the card."""

    def __init__(
        self, debate: ArgumentMap, strengths: Mapping[str, float], ratings: Mapping[str, Rating]
    ) -> None:
        self.debate = debate.visible()
        self.nodes = self.debate.nodes
        self.relations = self.debate.relations
        self.strengths = strengths
        self.ratings = ratings

    @cached_property
    def incoming(self) -> Mapping[str, list[Relation]]:
        """For each card and relation what is aimed at it, in order; every id has an entry."""
        found: dict[str, list[Relation]] = {identifier: [] for identifier in (*self.nodes, *self.relations)}
        for relation in sorted(self.relations.values(), key=place):
            found[relation.target].append(relation)
        return found

    @cached_property
    def outgoing(self) -> Mapping[str, list[Relation]]:
        """For each card the arguments in which it is a premise."""
        found: dict[str, list[Relation]] = {identifier: [] for identifier in self.nodes}
        for relation in sorted(self.relations.values(), key=place):
            for premise in relation.premises:
                found[premise].append(relation)
        return found

    @cached_property
    def tops(self) -> Mapping[str, None]:
        """The positions, in order; on a map without any the cards at the top that others argue for or against."""
        nodes = sorted(self.nodes.values(), key=place)
        positions = [node.id for node in nodes if node.kind == "position"]
        if positions:
            return dict.fromkeys(positions)
        roots = standing(self.debate).roots
        return dict.fromkeys(i for i in roots if self.incoming[i] and self.nodes[i].kind != "question")

    @cached_property
    def chains(self) -> Mapping[str, tuple[int, str]]:
        """For each relation from which a top is reached: the attacks on the shortest chain, and that top.

        As `roles.standing` has it: of two equally short chains the one through the older relation.
        """
        found: dict[str, tuple[int, str]] = {}
        met = set(self.tops)
        level: list[tuple[str, int, str]] = [(top, 0, top) for top in self.tops]
        while level:
            further: list[tuple[Relation, int, str]] = []
            for target, attacks, top in level:
                for relation in self.incoming[target]:
                    if relation.id not in found:
                        depth = attacks + (relation.kind == "attack")
                        found[relation.id] = depth, top
                        further.append((relation, depth, top))
            further.sort(key=lambda each: (len(each[0].id), each[0].id))
            level = []
            for relation, attacks, top in further:
                level.append((relation.id, attacks, top))
                for premise in relation.premises:
                    if premise not in met:
                        met.add(premise)
                        level.append((premise, attacks, top))
        return found

    @cached_property
    def reached(self) -> Collection[str]:
        """The cards that are tied to a top, whatever lies between."""
        return {*self.tops, *(p for i in self.chains for p in self.relations[i].premises)}

    @cached_property
    def cases(self) -> Mapping[str, Case]:
        """For each of the first tops all that speaks for it."""
        return {top: self._case(top) for top in islice(self.tops, MOST_TOPS)}

    def _case(self, top: str) -> Case:
        nodes: dict[str, None] = {}
        relations: list[Relation] = []
        waiting = deque([top])
        while waiting:
            for relation in self.reasons[waiting.popleft()]:
                relations.append(relation)
                for premise in relation.premises:
                    if premise != top and premise not in nodes:
                        nodes[premise] = None
                        waiting.append(premise)
        return Case(tuple(nodes), tuple(relations))

    @cached_property
    def reasons(self) -> Mapping[str, list[Relation]]:
        """For each card the supports that are aimed at it, and for each relation as well."""
        return self._aimed("support")

    @cached_property
    def attacks(self) -> Mapping[str, list[Relation]]:
        """For each card and each relation the attacks on it."""
        return self._aimed("attack")

    def _aimed(self, kind: str) -> Mapping[str, list[Relation]]:
        return {i: [each for each in aimed if each.kind == kind] for i, aimed in self.incoming.items()}

    @cached_property
    def sources(self) -> Mapping[str, frozenset[str]]:
        """For each card that has any: the sources that it cites or quotes."""
        found: dict[str, set[str]] = {i: set(node.sources) for i, node in self.nodes.items() if node.sources}
        for quote in self.debate.quotes.values():
            found.setdefault(quote.node, set()).add(quote.source)
        return {identifier: frozenset(cited) for identifier, cited in found.items()}

    def given(self, node: Node) -> bool:
        """Whether a card rests on something outside the map: evidence, a source, or everybody's consent."""
        return node.kind == "evidence" or node.id in self.sources or "agreed" in node.tags

    @cached_property
    def grounded(self) -> Collection[str]:
        """The cards that rest on something given, if need be through reasons, of which one premise suffices."""
        found = {i for i, node in self.nodes.items() if self.given(node)}
        waiting = list(found)
        while waiting:
            for relation in self.outgoing[waiting.pop()]:
                target = relation.target
                if relation.kind == "support" and target in self.nodes and target not in found:
                    found.add(target)
                    waiting.append(target)
        return found

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each card and each relation in the outline."""
        found: dict[str, int] = {}
        for number, line in enumerate(outline(self.debate), start=1):
            if not line.again:
                found[line.node] = number
            if line.relation is not None:
                found.setdefault(line.relation, number)
        return found

    @cached_property
    def _guessed(self) -> str | None:
        return guess(node.text for node in self.nodes.values())

    def lexicon(self, node: Node) -> Lexicon | None:
        """The word lists of the language that a card is in; None when it is unknown or has none."""
        tag = node.language or self.debate.language or self._guessed
        return lexicon(tag) if tag and latin(node.text) else None

    @cached_property
    def _terms(self) -> dict[str, dict[str, str] | None]:
        return {}

    def terms(self, identifier: str) -> dict[str, str] | None:
        """The terms of a card (see `words.terms`); None when its language is unknown."""
        if identifier not in self._terms:
            node = self.nodes[identifier]
            known = self.lexicon(node)
            self._terms[identifier] = None if known is None else terms(node.text, known)
        return self._terms[identifier]

    def name(self, identifier: str) -> str:
        """What to call a card, or the premises of an argument, in a sentence."""
        if identifier in self.nodes:
            return excerpt(self.nodes[identifier].name, 60)
        return " + ".join(
            excerpt(self.nodes[each].name, 40) for each in self.relations[identifier].premises[:2]
        )

    def names(self, identifiers: Iterable[str]) -> str:
        """The first few of these cards or arguments, for a sentence, and how many more there are."""
        every = list(dict.fromkeys(self.name(each) for each in identifiers))
        rest = len(every) - _NAMED
        return ", ".join(f"“{each}”" for each in every[:_NAMED]) + (f" (+{rest})" if rest > 0 else "")

    def in_order(self, identifiers: Iterable[str]) -> list[str]:
        """These cards or relations in the order of the outline."""
        return sorted(identifiers, key=self.order.__getitem__)


Findings = Iterator[Finding]


def finding(rule: str, on: str, message: str, suggestion: str, **values: object) -> Finding:
    """A finding whose two sentences share their values."""
    return Finding(rule, on, Message(message, values), Message(suggestion, values))
