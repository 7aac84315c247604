"""From an Argdown document to a map, by the convention "argmap in Argdown" of docs/formats.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from argmap.formats.argdown.cards import Card, card
from argmap.formats.argdown.citations import Citations
from argmap.formats.argdown.document import Document
from argmap.formats.argdown.places import Speaker
from argmap.formats.argdown.relations import Drafts
from argmap.formats.argdown.steps import CardKey, Draft
from argmap.formats.report import Report
from argmap.model import ArgumentMap, Group, Node, Problem, Relation, replay
from argmap.model.operations import AddGroup, AddNode, AddRelation, EditMap, Operation
from argmap.model.ranks import spread
from argmap.model.text import MAXIMUM, clean

_GENERATED = re.compile(r"r[0-9]+\Z")
_KEPT = 100_000


def to_map(document: Document, report: Report) -> ArgumentMap:
    """The map that a document says, made by operations, ids given in the order of the file.

    Raises `Unreadable`. O(n log n) in the document.
    """
    return _Builder(document, report).build()


class _Builder:
    def __init__(self, document: Document, report: Report) -> None:
        self.document = document
        self.speaker = Speaker(document.text, report)
        self.citations = Citations(self.speaker)
        self.front = dict(document.front)
        self.front_places: dict[str, int] = getattr(document.front, "places", {})
        self.here = 0

    def build(self) -> ArgumentMap:
        try:
            return replay(self.placed())
        except Problem as problem:
            raise self.speaker.error(problem.message, self.here) from None

    def placed(self) -> Iterator[Operation]:
        """The operations, `here` telling the place that each comes from."""
        for operation, place in self.operations():
            self.here = place
            yield operation

    def operations(self) -> Iterator[tuple[Operation, int]]:
        document = self.document
        question = self.front.pop("title", None)
        language = self.front.pop("language", None)
        for value in self.listed(self.front.pop("sources", None)):
            self.citations.source(value, 0)
        drafts = Drafts(document, self.speaker)
        relations = drafts.all()
        items = [item for item in document.statements.values() if item.key not in drafts.folded]
        bare = [argument for argument in document.arguments.values() if not argument.steps]
        cards = [card(item, self.speaker) for item in items]
        cards += [card(argument, self.speaker) for argument in bare]
        cards.sort(key=lambda each: each.place)
        self.guess_kinds(cards, relations)
        first = 1
        title = self.question(question)
        ranks = spread(len(cards) + 1)
        nodes: list[tuple[Operation, int]] = []
        if title:
            nodes.append((AddNode(Node("n1", "question", title, rank=ranks[0])), 0))
            first = 2
        ids: dict[CardKey, str] = {}
        for number, each in enumerate(cards):
            identifier = f"n{number + first}"
            ids["argument" if each.drawn_as_argument else "statement", each.key] = identifier
            nodes.append((self.node(each, identifier, ranks[number + 1]), each.place))
        made, titles = self.relations(relations, ids)
        yield EditMap({"language": self.language(language), "foreign": self.foreign(titles)}), 0
        yield from self.groups()
        yield from self.citations.operations
        yield from nodes
        yield from self.citations.quotes
        yield from made

    def listed(self, value: Any) -> list[Any]:
        return value if isinstance(value, list) else [] if value is None else [value]

    def question(self, value: Any) -> str:
        """The words of the question, which are empty when there is none."""
        if isinstance(value, str | int | float):
            return clean(str(value))
        if value is not None:
            place = self.front_places.get("title", 0)
            self.speaker.remark("dropped", 'The question must be a text: write title: "...".', place)
        return ""

    def language(self, value: Any) -> str | None:
        if value is None or (isinstance(value, str) and 0 < len(value) <= 200):
            return value
        place = self.front_places.get("language", 0)
        self.speaker.remark("dropped", "This is no language: write one such as en or ur.", place)
        return None

    def node(self, each: Card, identifier: str, rank: str) -> AddNode:
        group = None if each.section is None else f"g{each.section + 1}"
        if "stance" in each.fields and each.kind != "position":
            del each.fields["stance"]
            self.speaker.remark(
                "dropped",
                "Only a position has a stance: left out. Tag the card #position to keep it.",
                each.places["stance"],
            )
        return AddNode(
            Node(
                identifier,
                each.kind or "claim",
                each.text,
                title=each.title,
                tags=tuple(each.tags),
                group=group,
                sources=each.cite(identifier, self.citations),
                argument=each.argument,
                rank=rank,
                **each.fields,
            )
        )

    def guess_kinds(self, cards: list[Card], relations: list[Draft]) -> None:
        """Without a card tagged #position, what much leads to and nothing leads from is one."""
        if any(each.kind == "position" for each in cards):
            return
        sources = {premise for draft in relations for premise in draft.premises}
        targets = {draft.target for draft in relations if isinstance(draft.target, tuple)}
        for each in cards:
            key: CardKey = ("statement", each.key)
            statement = each.titled and not each.drawn_as_argument
            if each.kind is None and statement and key in targets and key not in sources:
                each.kind = "position"

    def groups(self) -> Iterator[tuple[Operation, int]]:
        ranks = spread(len(self.document.sections))
        for number, section in enumerate(self.document.sections):
            if len(section.title) > MAXIMUM:
                raise self.speaker.error(
                    "This heading has more than {most:,} characters: shorten it.", section.place, most=MAXIMUM
                )
            parent = None if section.parent is None else f"g{section.parent + 1}"
            yield AddGroup(Group(f"g{number + 1}", section.title, parent, ranks[number])), section.place

    def relations(
        self, drafts: list[Draft], ids: dict[CardKey, str]
    ) -> tuple[list[tuple[Operation, int]], dict[str, str]]:
        """The operations that add the relations, each after its target; and the titles of arguments by relation."""
        names = {id(draft): f"r{number}" for number, draft in enumerate(drafts, 1)}
        ranks = dict(zip((id(draft) for draft in drafts), spread(len(drafts)), strict=True))
        titles = {
            names[id(draft)]: draft.title
            for draft in drafts
            if draft.title is not None and not _GENERATED.match(draft.title)
        }
        made: list[tuple[Operation, int]] = []
        done: set[int] = set()
        for draft in drafts:
            chain: list[Draft] = []
            current: CardKey | Draft = draft
            while isinstance(current, Draft) and id(current) not in done:
                done.add(id(current))
                chain.append(current)
                current = current.target
            for each in reversed(chain):
                target = ids[each.target] if isinstance(each.target, tuple) else names[id(each.target)]
                premises = tuple(ids[premise] for premise in each.premises)
                relation = Relation(
                    names[id(each)], each.kind, premises, target, rank=ranks[id(each)], **each.fields
                )
                made.append((AddRelation(relation), each.place))
        return made, titles

    def foreign(self, titles: dict[str, str]) -> dict[str, Any]:
        """What the writer puts back: the front matter, and the titles of arguments, which a map has no place for."""
        kept: dict[str, Any] = {}
        if self.front:
            kept["frontMatter"] = self.front
        if titles:
            if len(json.dumps(titles)) <= _KEPT:
                kept["titles"] = titles
            else:
                self.speaker.remark(
                    "dropped", "The titles of the arguments with premises are too long to keep.", 0
                )
        return {"argdown": kept} if kept else {}
