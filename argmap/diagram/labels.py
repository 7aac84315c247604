"""What a card is, says and does, in one sentence after another: for those who cannot see the picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from argmap.diagram.marks import Mark
from argmap.diagram.measure import drawable
from argmap.diagram.sources import citation
from argmap.diagram.words import Words, sentence, translator
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Node, Relation

DEEDS = {"reason": "supports", "evidence": "supports", "premises": "supports", "objection": "attacks",
         "rebuttal": "rebuts", "undercut": "undercuts", "backing": "backs"}  # fmt: skip
"""What a relation does to its target, by its role: the names of the words for it."""

ADDED = "added"
"""The origin of a card that is not from the text of which a map was made: its panel says so, and neither the
card nor its label, since on a map that goes on from a text nearly every card would say it."""

_MOST_SOURCES, _MOST_QUOTED = 10, 120  # a label says its own card in full, and of others enough to know them
_MOST_CITED = 60  # of each card of a link, of which there are several in one sentence
_MOST_NAMED = (
    60  # of other cards in one label, so that it stays short however many arguments a card serves in
)
_DEEPEST = 8  # of a link that cuts a link that cuts a link, and so on

Naming = Callable[[Iterable[str]], str]
"""What names some cards in the middle of a sentence: by their words, or by their numbers in a list."""

_ON_LINKS = {
    ("attack", False): "It says that {link} does not follow.",
    ("attack", True): "It says, together with {others}, that {link} does not follow.",
    ("support", False): "It says that {link} does follow.",
    ("support", True): "It says, together with {others}, that {link} does follow.",
}
"""What is said of a link, by the kind of the argument that says it, and whether that has other premises."""


def aim(debate: ArgumentMap, relation: Relation) -> Node:
    """The card that a relation concerns: its target, or the first premise of the link that it is aimed at."""
    if relation.target in debate.nodes:
        return debate.nodes[relation.target]
    return debate.nodes[debate.relations[relation.target].premises[0]]


def name(node: Node) -> str:
    """A card by the words that stand on it: a title that is written nowhere would lead nowhere."""
    return node.title if node.argument and node.title else node.text


def quoted(debate: ArgumentMap, cards: Iterable[str]) -> str:
    """Cards by the beginnings of what stands on them, each in quotation marks."""
    return ", ".join(f"“{excerpt(name(debate.nodes[card]), _MOST_CITED)}”" for card in cards)


def link(debate: ArgumentMap, relation: Relation, naming: Naming, deep: int = 0) -> Message:
    """A link as what would follow by it: its conclusion from all its premises. Those that cut one another are told so far."""
    target = debate.relations.get(relation.target)
    if target is None:
        end: object = naming([relation.target])
    elif deep < _DEEPEST:
        end = Message("({link})", {"link": link(debate, target, naming, deep + 1)})
    else:
        end = "…"  # rather than a card at which it does not end
    key = "{end} from {start}" if relation.kind == "support" else "the opposite of {end} from {start}"
    return Message(key, {"end": end, "start": naming(relation.premises)})


def on_link(
    debate: ArgumentMap, relation: Relation, card: str, naming: Naming, translate: Callable[[str], str]
) -> str:
    """What an argument that is aimed at a link says of it, as the words of one of its cards."""
    others = [premise for premise in relation.premises if premise != card]
    key = _ON_LINKS[relation.kind, bool(others)]
    values = {"link": link(debate, debate.relations[relation.target], naming), "others": naming(others)}
    return Message(key, values).text(translate)


def held(count: int) -> Message:
    """What is in a closed group."""
    return Message("{count} cards in this group", {"count": count})


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
    title = f"{node.title}: " if node.argument and node.title else ""
    sentences = [f"{head}: {title}{stop(node.text)}"]
    if held is not None:
        sentences.append(stop(held))
    if mark is not None:
        sentences.append(stop(mark.said))
    sentences += _deeds(debate, node, roles, words)
    for source in node.sources[:_MOST_SOURCES]:
        sentences.append(
            f"{words['source']}: {stop(citation(debate.sources[source].fields, 0, _MOST_QUOTED))}"
        )
    if node.origin and node.origin != ADDED:
        sentences.append(stop(f"{words['origin']}: {excerpt(node.origin, _MOST_QUOTED)}"))
    return drawable(" ".join(sentences))


def _deeds(debate: ArgumentMap, node: Node, roles: Mapping[str, str], words: Words) -> Iterator[str]:
    """What a card does: a sentence for each argument it serves in, and where they are very many, how many more there are."""
    left, arguments = _MOST_NAMED, list(debate.outgoing(node.id))

    def naming(cards: Iterable[str]) -> str:
        return quoted(debate, islice(cards, left))

    for number, relation in enumerate(arguments):
        if left <= 0:
            yield sentence(words, Message("And {count:,} more.", {"count": len(arguments) - number}))
            return
        named = [*relation.premises, relation.target]
        if relation.target in debate.relations:
            named += debate.relations[relation.target].premises
            yield on_link(debate, relation, node.id, naming, translator(words))
        else:
            others = [each for each in relation.premises if each != node.id]
            yield _deed(debate, relation, others[:left], words[DEEDS[roles[relation.id]]], words)
        left -= len(named) - 1


def _deed(debate: ArgumentMap, relation: Relation, others: list[str], deed: str, words: Words) -> str:
    target, *linked = (excerpt(name(debate.nodes[each]), _MOST_QUOTED) for each in (relation.target, *others))
    said = f"{deed[:1].upper()}{deed[1:]}: {stop(target)}"
    return f"{said} {words['together with']}: {stop('; '.join(linked))}" if linked else said


def stop(text: str) -> str:
    """A sentence with a full stop, if nothing else ends it."""
    return text if text[-1:] in ".!?…。؟۔" else text + "."
