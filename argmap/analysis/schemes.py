"""Argumentation schemes: patterns of everyday reasoning, each with the critical questions that test it.

The schemes are those of Walton, Reed and Macagno (Argumentation Schemes, 2008); the words in
``data/schemes.json`` are our own. A question that is asked becomes a card on the map, which carries a tag that
names the scheme and the question, so that the map itself remembers what has been asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from argmap.messages import excerpt
from argmap.model import ArgumentMap, Node, Problem, Relation
from argmap.model.operations import AddNode, AddRelation, Batch
from argmap.model.ranks import after, is_rank

NEEDS_BACKING = "needs-backing"
"""The tag of a card that is never assumed: it raises a doubt, and refutes nothing until somebody gives a reason for it."""

_BEFORE = re.compile(r"(?:an |the )?(?:(?:argument|appeal|inference)\b ?)?(?:(?:from|to|by)\b)?(?: an?\b)?")


@dataclass(frozen=True, slots=True)
class Question:
    """One critical question of a scheme, in plain words.

    `doubt` is the statement that a card makes which asks it. `kind` says where such a card is aimed: at the
    step from the premises to the conclusion ("undercut"), at a premise ("premise": the one at the place
    `premise` of the pattern), or at the conclusion ("rebuttal"). `burden` says who has to prove something:
    "ask", asking suffices, and whoever argues has to answer; "back", whoever asks has to give a reason.
    """

    id: str
    text: str
    doubt: str
    kind: str
    burden: str
    premise: int = 0


@dataclass(frozen=True, slots=True)
class Scheme:
    """A pattern of reasoning: what it does, its premises and conclusion, its names, and its questions.

    `family` says what it argues from or about, for choosing it from a list.
    """

    id: str
    name: str
    family: str
    description: str
    premises: tuple[str, ...]
    conclusion: str
    aliases: tuple[str, ...]
    questions: tuple[Question, ...]

    def tag(self, question: Question) -> str:
        """The tag of a card that asks this question.

        >>> scheme = find("ExpertOpinion")
        >>> scheme.tag(scheme.questions[0])
        'cq:expert-opinion:expertise'
        """
        return f"cq:{self.id}:{question.id}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an argument's scheme, and the relations of the map that ask it: none, when it is open."""

    question: Question
    by: tuple[str, ...]


@cache
def schemes() -> tuple[Scheme, ...]:
    """All schemes, read once.

    >>> len(schemes()) >= 30, schemes()[0].name
    (True, 'Argument from expert opinion')
    """
    data = json.loads((Path(__file__).parent / "data" / "schemes.json").read_bytes())
    return tuple(_scheme(row) for row in data["schemes"])


def _scheme(row: Mapping[str, Any]) -> Scheme:
    asked = tuple(Question(**question) for question in row["questions"])
    rest: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return Scheme(**{**rest, "questions": asked})


def find(name: str) -> Scheme | None:
    """The scheme of this id, name or alias; None when there is none. Capitals, spaces and hyphens do not count.

    >>> [find(name).id for name in ("Argument from Expert Opinion", "ExpertOpinion", "expert_opinion")]
    ['expert-opinion', 'expert-opinion', 'expert-opinion']
    >>> find("modus ponens") is None
    True
    """
    names = _names()
    return next((names[key] for key in keys(name) if key in names), None)


def keys(name: str) -> Iterator[str]:
    """The forms under which a name is looked up: its letters and digits alone, then without "Argument from".

    >>> list(keys("Argument from Popular Opinion"))
    ['argumentfrompopularopinion', 'popularopinion']
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    words = " ".join(re.split(r"[\W_]+", spaced)).casefold().strip()
    yield words.replace(" ", "")
    short = words.removesuffix(" inference").removesuffix(" scheme")
    found = _BEFORE.match(short)
    short = short[found.end() :] if found else short
    if short.strip() and short != words:
        yield short.replace(" ", "")


@cache
def _names() -> Mapping[str, Scheme]:
    found: dict[str, Scheme] = {}
    for scheme in schemes():
        for name in (scheme.id, scheme.name, *scheme.aliases):
            for key in keys(name):
                found.setdefault(key, scheme)
    return MappingProxyType(found)


def meant(tag: str) -> tuple[Scheme, Question] | None:
    """The scheme and the question that the tag of a card names; None for any other tag.

    >>> meant("cq:expert-opinion:trust")[1].text
    'Can this expert be trusted, or is there something in it for them?'
    >>> meant("cq:expert-opinion:shoes") is None
    True
    """
    return _tags().get(tag)


@cache
def _tags() -> Mapping[str, tuple[Scheme, Question]]:
    return MappingProxyType(
        {scheme.tag(each): (scheme, each) for scheme in schemes() for each in scheme.questions}
    )


def questions(debate: ArgumentMap, relation: str) -> list[Asked]:
    """The critical questions of an argument's scheme, and which of them have been asked on this map.

    A question counts as asked when a card that carries its tag is aimed at the argument, at one of its
    premises or at its target. Hidden cards count for nothing. Empty for an argument without a scheme, or with
    one that is not known here. Raises `Problem` when the map has no such relation. Linear in what is aimed there.

    >>> from argmap import load
    >>> debate, _ = load("<A>\\n\\n(1) She is a geologist, and says so.\\n-- expert opinion --\\n(2) There is gold.\\n")
    >>> [asked.question.id for asked in questions(debate, "r1")]
    ['expertise', 'field', 'wording', 'trust', 'agreement', 'evidence']
    """
    argument = _relation(debate, relation)
    scheme = find(argument.scheme) if argument.scheme else None
    if scheme is None:
        return []
    places = dict.fromkeys((argument.id, *argument.premises, argument.target))
    by: dict[str, dict[str, None]] = {}
    for place in places:
        for each in debate.incoming(place):
            nodes = [debate.nodes[premise] for premise in each.premises]
            if each.id != argument.id and not any(node.hidden for node in nodes):
                for tag in {tag for node in nodes for tag in node.tags}:
                    by.setdefault(tag, {})[each.id] = None
    return [Asked(each, tuple(by.get(scheme.tag(each), ()))) for each in scheme.questions]


def ask(
    debate: ArgumentMap,
    relation: str,
    question: str,
    *,
    node: str,
    link: str,
    text: str | None = None,
    premise: str | None = None,
) -> Batch:
    """The operation that asks a critical question of an argument: one card, and one relation that aims it.

    `question` is the id of a question of the argument's scheme; `node` and `link` are the ids of the new card
    and of the new relation. `text` is what the card says (by default the doubt in the question), `premise` the
    premise that is doubted (by default the one that the pattern names). An undercut is aimed at the
    argument, a doubt about a premise at that premise, and a rebuttal at the conclusion: it attacks what the argument
    supports, and supports what the argument attacks. The conclusion of an undercut has no card; what would
    rebut it undercuts it.

    A card that has to be backed is tagged `needs-backing`. Raises `Problem` when the map has no such
    relation, the scheme no such question, or the argument no such premise.

    >>> from argmap import load
    >>> from argmap.model import apply
    >>> debate, _ = load("<A>\\n\\n(1) She is a geologist, and says so.\\n-- expert opinion --\\n(2) There is gold.\\n")
    >>> debate, _ = apply(debate, ask(debate, "r1", "trust", node="n9", link="r9"))
    >>> debate.relations["r9"].target, debate.nodes["n9"].tags
    ('r1', ('cq:expert-opinion:trust', 'needs-backing'))
    >>> [asked.by for asked in questions(debate, "r1") if asked.question.id == "trust"]
    [('r9',)]
    """
    argument = _relation(debate, relation)
    scheme = find(argument.scheme) if argument.scheme else None
    found = next((each for each in scheme.questions if each.id == question), None) if scheme else None
    if scheme is None or found is None:
        message = "The scheme of '{id}' has no question '{question}'."
        raise Problem(message, item=relation, id=relation, question=excerpt(question))
    sign, target = "attack", argument.id
    if found.kind == "premise":
        target = _doubted(argument, scheme, found, premise)
    elif found.kind == "rebuttal" and argument.target in debate.nodes:
        sign, target = ("attack" if argument.kind == "support" else "support"), argument.target
    tags = (scheme.tag(found), *((NEEDS_BACKING,) if found.burden == "back" else ()))
    foreign = text is None and not (debate.language or "en").lower().startswith("en")
    card = Node(node, "claim", text or found.doubt, tags=tags, language="en" if foreign else None)
    made = Relation(link, sign, (node,), target, rank=_last(debate, target))
    return Batch((AddNode(card), AddRelation(made)))


def _relation(debate: ArgumentMap, identifier: str) -> Relation:
    found = debate.relations.get(identifier)
    if found is None:
        raise Problem("'{id}' is no argument of this map.", item=identifier, id=excerpt(identifier))
    return found


def _doubted(argument: Relation, scheme: Scheme, question: Question, premise: str | None) -> str:
    """The premise that a question doubts."""
    if premise is None:
        as_in_pattern = len(argument.premises) == len(scheme.premises)
        return argument.premises[question.premise if as_in_pattern else 0]
    if premise not in argument.premises:
        raise Problem(
            "'{premise}' is no premise of '{id}'.", item=argument.id, premise=excerpt(premise), id=argument.id
        )
    return premise


def _last(debate: ArgumentMap, target: str) -> str:
    """A rank after all that is aimed at a target; where there is no room, the last one's (the younger comes later)."""
    siblings = debate.incoming(target)
    last = siblings[-1].rank if siblings else ""
    rank = after(last)
    return rank if is_rank(rank) else last
