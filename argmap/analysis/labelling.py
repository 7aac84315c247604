"""What follows from what is on a map so far: which statements and arguments stand, which do not, which are open.

The labels are `in` (it stands), `out` (it does not stand) and `undecided` (it is open), and each comes with its
reason in a sentence. They are the least that follow, beginning with everything undecided:

* An argument (relation) is in when all its premises are in and all its undercutters out, and out when a premise
  is out or an undercutter in. So linked premises count only together.
* A statement (position, claim, evidence) is in when all attacks on it are out and it is assumed or a reason for
  it is in. It is out when all reasons for it are out and an attack is in or, under `prove`, it is not assumed.
  Otherwise it is undecided. So separate reasons count each for itself, a bad reason harms nobody, and what
  defeats an attacker brings its target back.
* The burden says what is assumed. `presume`: every claim and piece of evidence, until it is challenged; silence
  refutes nobody. `prove`: evidence with a source only; and statements that only hold one another up, in a
  circle, are out. Positions are not assumed. A card tagged "agreed" always is, one tagged "needs-backing" never;
  one with both tags is.
* The proof standard says how reasons and attacks that meet are weighed, the strongest of each against the other.
  `none`: the statement stays open. `scintilla`: one standing reason is enough. `preponderance`: the reason must
  be stronger; alike leaves it open. `clear`: stronger by more than 0.5. `beyond-doubt`: moreover the attack must
  be weaker than 0.3. `dialectical`: no attack may stand. A label is given as soon as nothing that is still
  undecided can change it.

Questions are no statements and have no label; an argument with one among its premises is never in. A support of
an argument counts for nothing. What is hidden counts for nothing and has no label.

Burdens and standards are those of T. Gordon and D. Walton, "Proof burdens and standards" (2009) and
"Formalizing balancing arguments" (2016), who give statements the grounded labels of P. M. Dung (1995).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from argmap.analysis.statements.fixpoint import solve
from argmap.analysis.statements.standards import BURDENS, COMPARING, STANDARDS, Rules
from argmap.analysis.statements.structure import LABELS, Structure
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Node


@dataclass(frozen=True, slots=True)
class Case:
    """What the labels are worked out from: the visible map, its structure, and who has to prove what, how well.

    `assumed` says of each statement whether it counts without a reason; `held` are the units whose label is
    given from outside.
    """

    debate: ArgumentMap
    structure: Structure
    assumed: Sequence[bool]
    rules: Rules
    burden: str
    held: Mapping[int, int]


@dataclass(frozen=True)
class Labelling:
    """The label of every statement and of every relation that can be seen, by id, and the reasons in words.

    `reasons` gives for every statement one sentence; each is made when it is asked for.
    """

    nodes: Mapping[str, str]
    relations: Mapping[str, str]
    case: Case = field(repr=False, compare=False)
    labels: Sequence[int] = field(repr=False, compare=False)

    @property
    def reasons(self) -> Mapping[str, Message]:
        """Why each statement has its label, by id: one sentence of about 200 characters at most."""
        return Reasons(self)

    def holding(self, forced: Mapping[str, str]) -> Labelling:
        """What if these cards had these labels, whatever speaks for or against them? Saves nothing. Linear.

        What has been held already stays so. `ValueError` for cards and labels that do not exist.
        """
        held = {**self.case.held, **_held(self.case.debate, self.case.structure, forced)}
        case = self.case
        return _solved(Case(case.debate, case.structure, case.assumed, case.rules, case.burden, held))

    def without(self, *cards: str) -> Labelling:
        """What if these cards were not there? The same as holding them out, so that no argument can use them."""
        return self.holding(dict.fromkeys(cards, "out"))


class Reasons(Mapping[str, Message]):
    """The reasons of a labelling: a mapping that makes each sentence when it is asked for."""

    def __init__(self, labelling: Labelling) -> None:
        self._labelling = labelling

    def __getitem__(self, card: str) -> Message:
        from argmap.analysis.reasons import reason

        if card not in self._labelling.nodes:
            raise KeyError(card)
        return reason(self._labelling, card)

    def __iter__(self) -> Iterator[str]:
        return iter(self._labelling.nodes)

    def __len__(self) -> int:
        return len(self._labelling.nodes)


def label(
    debate: ArgumentMap,
    *,
    burden: str = "presume",
    standard: str = "none",
    assumed: Collection[str] | None = None,
    strengths: Mapping[str, float] | None = None,
    forced: Mapping[str, str] | None = None,
) -> Labelling:
    """Which statements and arguments of a map stand, do not stand, or are open; the definition is at the top.

    `burden` is "presume" or "prove"; `assumed` puts its own cards in the place of what the burden and the tags
    say. `standard` is "none", "scintilla", "preponderance", "clear", "beyond-doubt" or "dialectical";
    `strengths` gives each relation a number from 0 to 1, for the standards that compare; where it is not given,
    they are those of `map_strength` (quadratic energy). `forced` holds cards at labels, whatever speaks for or
    against them: "what if?".

    Linear in the map: some 15 ms at 10,000 cards with as many arguments, of which drawing the consequences
    takes 4. `ValueError` for a burden, standard, label, card or strength that does not exist.

    >>> from argmap import load
    >>> debate, _ = load(b"[A]: Cars out. #position\\n  + [B]: The air clears.\\n  - [C]: Trade suffers.\\n")
    >>> found = label(debate)
    >>> [(debate.nodes[card].title, name) for card, name in found.nodes.items()]
    [('A', 'undecided'), ('B', 'in'), ('C', 'in')]
    >>> str(found.reasons["n1"])
    'Open: “B” speaks for it, “C” against it, and neither has been answered.'
    >>> label(debate, forced={"n3": "out"}).nodes["n1"]
    'in'
    """
    if burden not in BURDENS:
        raise ValueError(f"There is no burden '{excerpt(str(burden))}': {', '.join(BURDENS)}.")
    if standard not in STANDARDS:
        raise ValueError(f"There is no standard '{excerpt(str(standard))}': {', '.join(STANDARDS)}.")
    shown = debate.visible()
    structure = Structure.of(shown)
    chosen = None if assumed is None else _chosen(debate, assumed)
    presumed = [
        is_assumed(node, burden) if chosen is None else identifier in chosen
        for identifier, node in shown.nodes.items()
        if node.kind != "question"
    ]
    weights = _strengths(shown, structure, strengths) if standard in COMPARING else ()
    held = _held(debate, structure, forced or {})
    return _solved(
        Case(shown, structure, presumed, Rules(burden == "prove", standard, weights), burden, held)
    )


def _solved(case: Case) -> Labelling:
    structure = case.structure
    labels = solve(structure, case.assumed, case.rules, case.held)
    names = [LABELS[each] for each in labels]
    count = structure.statements
    nodes = dict(zip(structure.ids[:count], names[:count], strict=True))
    return Labelling(nodes, dict(zip(structure.ids[count:], names[count:], strict=True)), case, labels)


def is_assumed(node: Node, burden: str) -> bool:
    """Whether a statement counts before anybody gives a reason for it."""
    if node.tags:
        if "agreed" in node.tags:
            return True
        if "needs-backing" in node.tags:
            return False
    if burden == "presume":
        return node.kind != "position"
    return node.kind == "evidence" and bool(node.sources)


def _chosen(debate: ArgumentMap, assumed: Collection[str]) -> frozenset[str]:
    if isinstance(assumed, str):
        raise ValueError("Give the assumed cards as a set or list of ids.")  # noqa: TRY004
    for identifier in assumed:
        _card(debate, identifier)
    return frozenset(assumed)


def _card(debate: ArgumentMap, identifier: str) -> None:
    if identifier not in debate.nodes:
        raise ValueError(f"There is no card '{excerpt(str(identifier))}' on the map.")


def _held(debate: ArgumentMap, structure: Structure, forced: Mapping[str, str]) -> dict[int, int]:
    """Labels from outside, by unit. Questions and hidden cards have none, so nothing is held there."""
    held: dict[int, int] = {}
    for identifier, name in forced.items():
        _card(debate, identifier)
        if name not in LABELS:
            raise ValueError(f"There is no label '{excerpt(str(name))}': in, out, undecided.")
        if identifier in structure.place:
            held[structure.place[identifier]] = LABELS.index(name)
    return held


def _strengths(
    debate: ArgumentMap, structure: Structure, strengths: Mapping[str, float] | None
) -> list[float]:
    """The strength of every unit; a relation that rests on a question needs none and weighs nothing."""
    if strengths is None:
        from argmap.analysis.map_strength import map_strengths

        strengths = map_strengths(debate).relations
    result = [0.0] * structure.size
    for unit in range(structure.statements, structure.size):
        value = strengths.get(structure.ids[unit], 0.0 if unit in structure.hollow else None)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise ValueError(f"The strength of '{excerpt(structure.ids[unit])}' must be given, from 0 to 1.")
        result[unit] = float(value)
    return result
