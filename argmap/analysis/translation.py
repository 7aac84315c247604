"""A map as an abstract framework: what Dung's semantics say about a debate with supports, linked premises and undercuts.

Everything over the visible map, as `argmap.analysis.labelling` sees it:

* every statement (position, claim, evidence) and every relation is an argument, named by its id; a relation that
  attacks a statement or a relation attacks its argument;
* for every statement p that is a premise there is an argument `not-p`. It is attacked by p, and attacks the relations
  that rest on p. So an argument of the map can be accepted only with all its premises;
* for every statement c that is not assumed there is an argument `nothing-for-c`. It is attacked by the reasons for c,
  and attacks c. So c can be accepted only with some reason;
* a relation that rests on a question attacks itself, and speaks for nothing: it is never accepted.

Statements are assumed by the burden and their tags exactly as in the labelling; the burden changes nothing else.
Under every semantics that asks for admissible sets (all but naive, stage and conflict-free) `not-p` is then accepted
only if p is attacked by something accepted. The three others know no defence: they may choose `not-p` because it is in
conflict with p, and for no better reason. Semi-stable, eager and stage count auxiliary arguments where they compare
ranges.

**What agrees with the labelling.** Write L1 <= L2 when all that L1 calls `in` or `out`, L2 calls the same, so that L2
only decides more. An argument is `in` by the grounded extension if it is in it, `out` if something in it attacks it.
With the cards A that a burden assumes, and all relations counted too,

    label(burden="presume", assumed=A, standard="dialectical")  <=  grounded  <=
    label(burden="prove", assumed=A, standard="dialectical")

and the last two are the same unless supports run in a circle: statements that only hold one another up are out in
the labelling under `prove`, and open in the framework. The first two differ where a statement that is not assumed
lacks reasons: here it is rejected, while under `presume` silence refutes nobody. The standard "none" decides no more
than "dialectical". So, in whichever way a map is labelled by these two standards with the same cards assumed, no
statement of the grounded extension is `out`, and none that it attacks is `in`. The other standards weigh reasons
against attacks, which a framework cannot, and may disagree.

The semantics are those of P. M. Dung (1995). Saying what is not an attack between two arguments by auxiliary
arguments is the way of meta-argumentation: G. Boella, D. Gabbay, L. van der Torre, S. Villata, "Meta-argumentation
modelling I" (2009).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from argmap.analysis.framework import Framework
from argmap.analysis.labelling import is_assumed
from argmap.analysis.statements.standards import BURDENS
from argmap.analysis.statements.structure import Structure
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap


@dataclass(frozen=True, slots=True)
class Translation:
    """The framework of a map, and which of its arguments stands for what.

    `cards` and `relations` give the argument of every statement and every relation that can be seen, by id;
    `auxiliary` says of all the other arguments what they mean.
    """

    framework: Framework
    cards: Mapping[str, str]
    relations: Mapping[str, str]
    auxiliary: Mapping[str, Message]


def framework_of(debate: ArgumentMap, burden: str = "presume") -> Translation:
    """The abstract framework of a map; the definition is at the top.

    `burden` is "presume" or "prove". Names of arguments have no blanks, so that files in every format can be
    written. Linear: at most 3 arguments for a statement and one for a relation. `ValueError` for another burden.

    >>> from argmap import load
    >>> from argmap.analysis.extensions import extensions
    >>> debate, _ = load(b"[A]: Cars out. #position\\n  + [B]: The air clears.\\n    - [C]: It is clear.\\n")
    >>> made = framework_of(debate)
    >>> made.framework
    <Framework of 8 arguments and 7 attacks>
    >>> {name: str(meaning) for name, meaning in made.auxiliary.items()}["nothing-for-n1"]
    'No reason for “Cars out.” is accepted.'
    >>> [sorted(each & set(made.cards.values())) for each in extensions(made.framework, "preferred")]
    [['n3']]
    """
    if burden not in BURDENS:
        raise ValueError(f"There is no burden '{excerpt(str(burden))}': {', '.join(BURDENS)}.")
    shown = debate.visible()
    structure = Structure.of(shown)
    statements = structure.ids[: structure.statements]
    premises = [place for place, users in enumerate(structure.users) if users]
    bare = [place for place, card in enumerate(statements) if not is_assumed(shown.nodes[card], burden)]
    taken = set(structure.ids)
    names = list(structure.ids)
    auxiliary: dict[str, Message] = {}
    for places, head, meaning in (
        (premises, "not", "“{card}” is rejected."),
        (bare, "nothing-for", "No reason for “{card}” is accepted."),
    ):
        for place in places:
            name = _free(f"{head}-{statements[place]}", taken)
            taken.add(name)
            names.append(name)
            auxiliary[name] = Message(meaning, {"card": excerpt(shown.nodes[statements[place]].text, 80)})
    count = structure.size
    negation = {place: number for number, place in enumerate(premises, count)}
    missing = {place: number for number, place in enumerate(bare, count + len(premises))}
    attacks = ((one + 1, other + 1) for one, other in _attacks(structure, negation, missing))
    return Translation(
        Framework.numbered(names, attacks),
        {card: card for card in statements},
        {relation: relation for relation in structure.ids[structure.statements :]},
        auxiliary,
    )


def _attacks(
    structure: Structure, negation: Mapping[int, int], missing: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Who attacks whom, by place: the units of the map first, then the arguments that stand for none."""
    for statement, argument in negation.items():
        yield statement, argument
        for user in structure.users[statement]:
            yield argument, user
    for statement, argument in missing.items():
        yield argument, statement
    for relation in range(structure.statements, structure.size):
        target = structure.target[relation]
        if relation in structure.hollow:
            yield relation, relation
        if target >= 0 and not structure.supports[relation]:
            yield relation, target
        elif target in missing and relation not in structure.hollow:
            yield relation, missing[target]


def _free(name: str, taken: Collection[str]) -> str:
    """The name, longer by some dashes if a card or relation has it. Ids of a map are short, so few tries suffice."""
    while name in taken:
        name += "-"
    return name
