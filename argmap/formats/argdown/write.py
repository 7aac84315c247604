"""A map as Argdown text, by the convention "argmap in Argdown" of docs/formats.md."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from argmap.formats import csl
from argmap.formats.argdown import escape
from argmap.formats.argdown.data import DEEPEST, LARGEST
from argmap.formats.argdown.from_map import Layout
from argmap.formats.argdown.names import Names
from argmap.formats.report import Report
from argmap.model import ArgumentMap, Node, Quote, Relation, Source
from argmap.model.map import NODE_KINDS, by_age

_INNERMOST = 24
"""How deep relations are indented below one another; deeper ones begin a block of their own."""

_OWN = frozenset(("title", "language", "sources"))
_KEY = re.compile(r"[\w-]{1,60}\Z")


@dataclass(frozen=True, slots=True)
class Name:
    """The place of a card or a relation in the text, to be filled in once all names are known."""

    id: str
    full: bool = False


def write(debate: ArgumentMap, report: Report) -> str:
    """A map as Argdown. Hidden cards and authors are not written, and the report counts them. O(n log n)."""
    visible = debate.visible()
    hidden = len(debate.nodes) - len(visible.nodes)
    if hidden:
        report.add("dropped", "Hidden cards are not written: {count}.", count=hidden)
    if authors := sum(node.author is not None for node in visible.nodes.values()):
        report.add("dropped", "The authors of cards are not written: {count}.", count=authors)
    for other in sorted(set(debate.foreign) - {"argdown"}):
        report.add(
            "dropped",
            "What a file of the format '{format}' said beyond the map is not written.",
            format=other,
        )
    return _Writer(visible, report).text()


class _Writer:
    def __init__(self, debate: ArgumentMap, report: Report) -> None:
        self.debate = debate
        self.report = report
        self.layout = Layout(debate)
        self.parts: list[str | Name] = []
        self.waiting: deque[str] = deque()
        self.defined: set[str] = set()
        self.positions = any(node.kind == "position" for node in debate.nodes.values())
        self.quotes: dict[str, list[Quote]] = {}
        for identifier in by_age(debate.quotes):
            self.quotes.setdefault(debate.quotes[identifier].node, []).append(debate.quotes[identifier])
        foreign = debate.foreign.get("argdown")
        self.kept: Mapping[str, Any] = foreign if isinstance(foreign, dict) else {}
        # Bare arguments that take part in a premise-conclusion structure must be written as statements.
        self.stated = {
            identifier
            for step in self.layout.steps
            for identifier in (*debate.relations[step].premises, debate.relations[step].target)
        }

    def text(self) -> str:
        roots: dict[str | None, list[Node]] = {}
        for node in self.layout.nodes:
            if node.id not in self.layout.home:
                roots.setdefault(node.group, []).append(node)
        for group, level in self.layout.sections:
            if group is not None:
                self.parts.append(f"{'#' * level} {escape.text(self.debate.groups[group].title)}\n\n")
            for root in roots.get(group, []):
                if root.id not in self.defined:
                    self.block(root)
                while self.waiting:
                    identifier = self.waiting.popleft()
                    if identifier in self.debate.relations:
                        self.step(self.debate.relations[identifier])
                    else:
                        self.block(self.debate.nodes[identifier])
        body = self.filled()
        return self.front() + body.rstrip("\n") + "\n" if body else self.front()

    # Blocks

    def block(self, root: Node) -> None:
        """A card that begins a block, and what concerns it, indented."""
        self.element(root.id, None, "", 0)
        self.parts.append("\n")

    def element(self, node: str, relation: str | None, lead: str, depth: int) -> None:
        """A card behind its mark, and below it, where it stands in full, all that concerns it."""
        # What is still to be written: a card, its relation, what stands before it, and how deep it stands.
        waiting: list[tuple[str, str | None, str, int]] = [(node, relation, lead, depth)]
        while waiting:
            node, relation, lead, depth = waiting.pop()
            if node in self.debate.relations:
                self.parts += [lead, Name(node), "\n"]
                self.waiting.append(node)
                continue
            full = node not in self.defined and self.layout.home.get(node) == relation
            if full and depth > _INNERMOST and self.layout.below(node):
                # Nested too deep to be read: the card gets a block of its own.
                self.waiting.append(node)
                del self.layout.home[node]
                full = False
            self.parts += [lead, Name(node, full), "\n"]
            if full:
                self.defined.add(node)
                waiting += self.children(node, depth, "+-")

    def children(self, identifier: str, depth: int, marks: str) -> list[tuple[str, str | None, str, int]]:
        """What stands below a card or a relation, the last first."""
        found: list[tuple[str, str | None, str, int]] = []
        for relation in reversed(self.layout.below(identifier)):
            lead = f"{'  ' * (depth + 1)}{marks[relation.kind == 'attack']} "
            if relation.id in self.layout.steps:
                found.append((relation.id, None, lead, depth + 1))
            else:
                found.append((relation.premises[0], relation.id, lead, depth + 1))
        return found

    def step(self, relation: Relation) -> None:
        """An argument: what undercuts it, its premises, and its conclusion."""
        self.parts += [Name(relation.id), "\n"]
        for node, under, lead, depth in reversed(self.children(relation.id, 0, "+_")):
            self.element(node, under, lead, depth)
        self.parts.append("\n")
        for number, premise in enumerate(relation.premises, 1):
            self.element(premise, relation.id, f"({number}) ", 0)
        values = {
            name: value for name in ("weight", "note") if (value := getattr(relation, name)) is not None
        }
        rule = [escape.scheme(relation.scheme)] if relation.scheme is not None else []
        inside = " ".join([*rule, *([escape.data(values)] if values else [])])
        self.parts.append(f"-- {inside} --\n" if inside else "----\n")
        number = len(relation.premises) + 1
        if relation.kind == "support" and relation.target in self.debate.nodes:
            self.parts += [f"({number}) ", Name(relation.target), "\n\n"]
        else:
            self.parts.append(f"({number}) Therefore not. #so\n\n")

    # Names, and what stands behind them

    def filled(self) -> str:
        """The text, every name filled in."""
        named = [part for part in self.parts if isinstance(part, Name)]
        titles = self.kept.get("titles")
        names = Names(self.debate, [(part.id, part.full) for part in named], self.layout.question is not None,
                      titles if isinstance(titles, dict) else {}, self.stated)  # fmt: skip
        made: list[str] = []
        for part in self.parts:
            if isinstance(part, str):
                made.append(part)
            elif part.id in self.debate.relations:
                made.append(f"<{names.of[part.id]}>")
            else:
                made.append(self.card(self.debate.nodes[part.id], names, part.full))
        return "".join(made)

    def card(self, node: Node, names: Names, full: bool) -> str:
        name = names.of.get(node.id)
        bare = node.argument and node.id not in self.stated
        title = "" if name is None else f"<{name}>" if bare else f"[{name}]"
        if not full:
            return title
        values: dict[str, Any] = {}
        if name is not None and name != node.title:
            values |= {"untitled": True} if node.title is None else {"title": node.title}
        if node.argument and not bare:
            values["argument"] = True
        values |= {key: value for key in ("origin", "stance", "language") if (value := getattr(node, key))}
        kind = (node.kind,) if node.kind != "claim" or self.looks_like_position(node, name, bare) else ()
        tags = None if set(node.tags) & {*NODE_KINDS, "so"} else escape.tags(node.tags)
        if tags is None:
            values["tags"] = list(node.tags)
        values |= self.citations(node)
        parts = [
            f"{title}:" if title else "",
            escape.text(node.text),
            *(f"#{tag}" for tag in kind),
            tags or "",
        ]
        if values:
            parts.append(escape.data(values))
        return " ".join(part for part in parts if part)

    def looks_like_position(self, node: Node, name: str | None, bare: bool) -> bool:
        """Whether a reader would take a claim for a position."""
        if self.positions or name is None or bare or node.id in self.layout.outgoing:
            return False
        return bool(self.layout.below(node.id))

    def citations(self, node: Node) -> dict[str, Any]:
        values: dict[str, Any] = {}
        cited: dict[str, Source] = {}
        for identifier in node.sources:
            source = self.debate.sources[identifier]
            cited.setdefault(_source_key(source), source)
        sources = [_source(source) for source in cited.values()]
        if sources:
            values["source"] = sources[0] if len(sources) == 1 else sources
        quotes = []
        for quote in self.quotes.get(node.id, []):
            own = list(cited) == [_source_key(self.debate.sources[quote.source])]
            value: dict[str, Any] = {} if own else {"source": _source(self.debate.sources[quote.source])}
            for name in ("exact", "before", "after", "start", "end"):
                if (part := getattr(quote, name)) not in ("", None):
                    value[name] = part
            quotes.append(value)
        if quotes:
            values["quotes"] = quotes
        return values

    # Front matter

    def front(self) -> str:
        values: dict[str, Any] = {}
        if self.layout.question is not None:
            values["title"] = self.debate.nodes[self.layout.question].text
        if self.debate.language is not None:
            values["language"] = self.debate.language
        cited = {source for node in self.debate.nodes.values() for source in node.sources}
        cited |= {quote.source for quote in self.debate.quotes.values()}
        known = {_source_key(self.debate.sources[identifier]) for identifier in cited}
        loose: dict[str, dict[str, Any]] = {}
        for identifier in by_age(self.debate.sources):
            source = self.debate.sources[identifier]
            if _source_key(source) not in known:
                loose.setdefault(_source_key(source), _source(source))
        if loose:
            values["sources"] = list(loose.values())
        lines = [f"{key}: {_value(value)}\n" for key, value in values.items()]
        lines += self.kept_front()
        if not lines:
            return ""
        return f"===\n{''.join(lines)}===\n\n"

    def kept_front(self) -> list[str]:
        """What the file said in its front matter beyond what the map holds."""
        kept = self.kept.get("frontMatter")
        lines = [
            f"{key}: {_value(value)}\n"
            for key, value in (kept.items() if isinstance(kept, dict) else ())
            if isinstance(key, str) and _KEY.match(key) and key not in _OWN and _depth(value) < DEEPEST - 2
        ]
        if isinstance(kept, dict) and (len(lines) < len(kept) or sum(map(len, lines)) > LARGEST // 2):
            self.report.add(
                "dropped", "A part of the lines between === and === is no plain data: not written."
            )
        return lines if sum(map(len, lines)) <= LARGEST // 2 else []


def _value(value: Any) -> str:
    return escape.data(value) if isinstance(value, Mapping) else escape.data({"x": value})[4:-1]


def _depth(value: Any) -> int:
    """How deep plain data are nested; level by level, so that depth costs no stack."""
    depth, level = 0, [value]
    while level and depth < 100:
        level = [
            part
            for each in level
            if isinstance(each, dict | list)
            for part in (each.values() if isinstance(each, dict) else each)
        ]
        depth += 1
    return depth


def _source_key(source: Source) -> str:
    """Equal for sources that a reader takes for one."""
    return json.dumps([csl.full(source.fields), source.credibility, source.reason], sort_keys=True)


def _source(source: Source) -> dict[str, Any]:
    fields = csl.short(source.fields)
    own = {name: value for name in ("credibility", "reason") if (value := getattr(source, name)) is not None}
    if not fields or fields.keys() & {"credibility", "reason", "fields"}:
        return {"fields": fields, **own}
    return {**fields, **own}
