"""The debate as a numbered list: every card once in full, every relation in words, every source by its number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from argmap.diagram.labels import link, name
from argmap.diagram.measure import drawable, right_to_left
from argmap.diagram.sources import comma
from argmap.diagram.stacks import headline
from argmap.messages import Message
from argmap.model import ArgumentMap, Node
from argmap.model.outline import Line, outline

Translate = Callable[[str], str]

_ALONE = {
    "reason": "Reason for {target}",
    "evidence": "Evidence for {target}",
    "premises": "Reason for {target}",
    "objection": "Objection to {target}",
    "rebuttal": "Rebuttal of {target}",
    "undercut": "Undercut: that {target} does not follow",
    "backing": "Support of a link: that {target} does follow",
}
_LINKED = {
    "reason": "Reason for {target}, together with {others}",
    "evidence": "Evidence for {target}, together with {others}",
    "premises": "Reason for {target}, together with {others}",
    "objection": "Objection to {target}, together with {others}",
    "rebuttal": "Rebuttal of {target}, together with {others}",
    "undercut": "Undercut, together with {others}: that {target} does not follow",
    "backing": "Support of a link, together with {others}: that {target} does follow",
}
_KINDS = {"question": "Question", "position": "Position", "claim": "Claim", "evidence": "Evidence"}
_TONES = {"premises": "reason", "backing": "reason"}
SIGNS = {"reason": "+", "evidence": "+", "objection": "−", "undercut": "×", "question": "?"}
"""The sign of a tone, which says without colour what it is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list.

    `number` counts through the branches ("2.1.3"), `said` is what the card does and to which numbers, `again` the
    number under which a card stands in full that is only named here. `sources` are numbers in the list of sources.
    """

    card: str
    depth: int
    number: str
    tone: str
    said: str
    title: str | None
    text: str
    again: str | None
    sources: tuple[int, ...]
    language: str | None
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A source in the list of sources: its number, what it is in words, and where it is on the web."""

    number: int
    text: str
    url: str | None


def listing(
    debate: ArgumentMap, translate: Translate = str
) -> tuple[tuple[Entry, ...], tuple[Reference, ...]]:
    """The list of a visible map, and its sources in the order in which they are first named. O(n log n).

    >>> from argmap import load
    >>> town = load(b"[A]: Cars out. #position\\n  + The air clears.\\n    - Not in winter.\\n")[0]
    >>> [(each.number, each.said) for each in listing(town)[0]]
    [('1', 'Position'), ('1.1', 'Reason for 1'), ('1.1.1', 'Objection to 1.1')]
    """
    # A question that heads the debate is the title of every document.
    debate = debate.visible()
    title = headline(debate)
    lines = [line for line in outline(debate) if line.node != title]
    numbers = _numbered(lines)
    full = {line.node: number for line, number in zip(lines, numbers, strict=True) if not line.again}
    cited: dict[str, int] = {}
    entries = []
    for line, number in zip(lines, numbers, strict=True):
        node = debate.nodes[line.node]
        if not line.again:
            for source in _sources(debate, node):
                cited.setdefault(source, len(cited) + 1)
        entries.append(
            Entry(
                card=node.id,
                depth=line.depth,
                number=number,
                tone=_tone(line, node),
                said=_said(debate, line, full).text(translate),
                title=drawable(node.title) if node.title and not line.again else None,
                text=drawable(name(node) if line.again else node.text),
                again=full[line.node] if line.again else None,
                sources=() if line.again else tuple(cited[each] for each in _sources(debate, node)),
                language=node.language or debate.language,
                right_to_left=right_to_left(node.text),
            )
        )
    references = tuple(reference(number, debate.sources[each].fields) for each, number in cited.items())
    return tuple(entries), references


def _numbered(lines: Iterable[Line]) -> list[str]:
    counts: list[int] = []
    numbers = []
    for line in lines:
        # Depths may jump by more than one where undercuts stand.
        counts = counts[: line.depth + 1]
        counts += [1] * (line.depth - len(counts)) + [0] * (line.depth + 1 > len(counts))
        counts = counts[: line.depth + 1] + [0] * (line.depth + 1 - len(counts))
        counts[line.depth] += 1
        numbers.append(".".join(map(str, counts)))
    return numbers


def _tone(line: Line, node: Node) -> str:
    if line.role is None or node.kind in ("question", "position"):
        return node.kind
    return _TONES.get(line.role, line.role)


def _said(debate: ArgumentMap, line: Line, full: dict[str, str]) -> Message:
    node = debate.nodes[line.node]
    if line.role is None or line.relation is None:
        return Message(_KINDS[node.kind])
    relation = debate.relations[line.relation]

    def numbers(cards: Iterable[str]) -> str:
        return ", ".join(full[each] for each in cards)

    aimed = debate.relations.get(relation.target)
    target: object = full[relation.target] if aimed is None else link(debate, aimed, numbers)
    others = [each for each in relation.premises if each != node.id]
    if others:
        return Message(_LINKED[line.role], {"target": target, "others": numbers(others)})
    return Message(_ALONE[line.role], {"target": target})


def _sources(debate: ArgumentMap, node: Node) -> Iterable[str]:
    return [each for each in node.sources if each in debate.sources]


def reference(number: int, fields: Any) -> Reference:
    """A source from its CSL-JSON fields, whatever is in them.

    >>> reference(1, {"title": "Annual report", "publisher": "Mines Office", "issued": {"date-parts": [[2025, 3]]}}).text
    'Annual report. Mines Office, 2025.'
    """
    title, year = _text(fields.get("title")), _year(fields.get("issued"))
    where = [_text(fields.get(name)) for name in ("container-title", "publisher")]
    stop = comma("".join([*where, title]))
    place = f"{stop} ".join(dict.fromkeys(filter(None, [*where, year])))
    url = _text(fields.get("URL"))
    parts = [part for part in (_authors(fields.get("author")), title, place) if part]
    text = " ".join(part if part[-1] in ".?!…" else f"{part}." for part in parts)
    return Reference(
        number, text or url or "?", url if url and url.startswith(("https://", "http://")) else None
    )


def _text(value: object) -> str:
    return drawable(" ".join(str(value).split()))[:1000] if isinstance(value, str | int) else ""


def _authors(value: object) -> str:
    if not isinstance(value, list):
        return ""
    names = []
    for each in value:
        if isinstance(each, dict):
            family, given = _text(each.get("family")), _text(each.get("given"))
            names.append(
                _text(each.get("literal")) or f"{comma(family)} ".join(filter(None, [family, given]))
            )
    return ("; " if comma("".join(names)) == "," else "\u061b ").join(filter(None, names))


def _year(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    match value.get("date-parts"):
        case [[year, *_], *_]:
            return _text(year)
    return _text(value.get("literal")) or _text(value.get("raw"))
