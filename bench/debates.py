"""Debates for the benchmarks, in Argdown that every reader understands: seeded, so the same for everybody.

They have the shape of real ones: two positions, titled statements nested six deep, supports and attacks,
linked premises, undercuts, and statements that speak once more elsewhere. "Elements" are statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from random import Random

QUESTION = "Should the town centre be closed to cars?"
_DEEPEST = 6
_FIRST_REPORT = 100_000
_ABOUT = (
    "Air", "Noise", "Shops", "Buses", "Parking", "Deliveries", "Children", "Rents", "Cyclists", "Accidents", "Taxes",
    "Residents", "Tourists", "Detours", "Ambulances", "Trees", "Markets", "Jobs", "Disabled people", "Through traffic",
)  # fmt: skip
_WHO = (
    "People who live in the side streets", "Shopkeepers round the market square", "Families with small children",
    "Commuters from the villages", "The drivers of delivery vans", "Older people who cannot walk far", "Visitors",
    "Most of the cafés that were asked", "Bus drivers", "Teachers inside the ring road",
)  # fmt: skip
_DOES = (
    "spend less time looking for a place to park", "lose a part of their customers in the first year",
    "breathe air with a third less soot", "have to take a longer way round, which nobody has counted so far",
    "come more often and stay longer", "pay more for every delivery before nine in the morning",
    "feel safer when they cross the street", "gain nothing as long as the park-and-ride is not built",
    "would rather have fewer cars than none at all", "sleep better, by their own account",
)  # fmt: skip
_WHEN = (
    "within two years", "in winter above all", "wherever such a rule was tried", "at weekends", "if the buses run on time",
    "according to the traffic count of last May",
)  # fmt: skip


@dataclass(slots=True)
class Argument:
    """Premises that count only together, for one conclusion; and the statements that undercut the step."""

    premises: list[int]
    conclusion: int
    undercuts: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Debate:
    """A debate as numbers: statements from 1 on, with what is said to each of them."""

    size: int
    depth: dict[int, int] = field(default_factory=dict)
    children: dict[int, list[tuple[str, int]]] = field(default_factory=dict)
    across: list[tuple[int, str, int]] = field(default_factory=list)
    arguments: list[Argument] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    def shown(self, svg: str) -> int:
        """How many statements can be read in a picture, each from its first word to its last.

        >>> debate = generate(2)
        >>> debate.shown(f"<svg><text>{debate.texts[1]}</text><text>{debate.texts[2][5:]}</text></svg>")
        1
        """
        without = re.sub(r"(?s)<(style|title|desc)\b.*?</\1>|<!--.*?-->", " ", svg)
        visible = " ".join(unescape(re.sub(r"<[^>]*>", " ", without)).split())
        read = set()
        for end in re.finditer(r"says report (\d+)\.", visible):
            number = int(end[1]) - _FIRST_REPORT
            text = self.texts.get(number, "-")
            if visible.endswith(text, 0, end.end()):
                read.add(number)
        return len(read)


def generate(size: int, seed: int = 1) -> Debate:
    """A debate with this many statements."""
    dice = Random(f"{seed} {size}")
    debate = Debate(size)
    for position in range(1, min(2, size) + 1):
        _state(debate, dice, position, 0)
    while len(debate.titles) < size:
        _answer(debate, dice)
    numbers = range(1, size + 1)
    for _ in range(size // 15):
        older, younger = sorted(dice.sample(numbers, 2))
        if all(child != younger for _, child in debate.children[older]):
            debate.across.append((older, dice.choice("+-"), younger))
    return debate


def _state(debate: Debate, dice: Random, number: int, depth: int) -> None:
    debate.depth[number] = depth
    debate.children[number] = []
    debate.titles[number] = f"{dice.choice(_ABOUT)} {number}"
    who, does, when = dice.choice(_WHO), dice.choice(_DOES), dice.choice(_WHEN)
    debate.texts[number] = f"{who} {does} {when}, says report {_FIRST_REPORT + number}."


def _answer(debate: Debate, dice: Random) -> None:
    """One thing more that somebody says: a reason, an objection, linked premises, or an undercut."""
    number = len(debate.titles) + 1
    if debate.arguments and dice.random() < 0.04:
        dice.choice(debate.arguments).undercuts.append(number)
        _state(debate, dice, number, 3)
        return
    said = range(1, number)
    target = dice.choice(said[-40:] if dice.random() < 0.5 else said)
    if debate.depth[target] >= _DEEPEST:
        return
    several = min(dice.choice((2, 2, 3)), debate.size - number + 1)
    if several > 1 and dice.random() < 0.06:
        premises = [number + more for more in range(several)]
        for premise in premises:
            _state(debate, dice, premise, 1)
        debate.arguments.append(Argument(premises, target))
        return
    _state(debate, dice, number, debate.depth[target] + 1)
    debate.children[target].append((dice.choice("+-"), number))


def write(debate: Debate) -> str:
    """The debate as Argdown."""
    blocks = [f"===\ntitle: {QUESTION}\n==="]
    concluding: dict[int, list[int]] = {}
    for place, argument in enumerate(debate.arguments):
        concluding.setdefault(argument.conclusion, []).append(place)

    def nested(number: int, indent: str, stated: bool) -> Iterator[str]:
        title = f"[{debate.titles[number]}]"
        yield f"{indent}{title}" if stated else f"{indent}{title}: {debate.texts[number]}"
        deeper = "  " + re.sub(r"[-+_]", " ", indent)
        for sign, child in debate.children[number]:
            yield from nested(child, f"{deeper}{sign} ", False)
        for place in concluding.get(number, ()):
            yield f"{deeper}+ <Argument {place + 1}>"
            for undercut in debate.arguments[place].undercuts:
                yield from nested(undercut, f"{deeper}    _ ", False)

    roots = [number for number, depth in debate.depth.items() if depth == 0]
    for number in roots:
        first, *rest = nested(number, "", False)
        blocks.append("\n".join([f"{first} #position", *rest]))
    for place, argument in enumerate(debate.arguments):
        blocks.append(f"<Argument {place + 1}>")
        steps = [f"[{debate.titles[premise]}]: {debate.texts[premise]}" for premise in argument.premises]
        lines = [f"({line}) {step}" for line, step in enumerate(steps, 1)]
        blocks.append(
            "\n".join([*lines, "----", f"({len(lines) + 1}) [{debate.titles[argument.conclusion]}]"])
        )
        for premise in argument.premises:
            first, *rest = nested(premise, "", True)
            if rest:
                blocks.append("\n".join([first, *rest]))
    for older, sign, younger in debate.across:
        blocks.append(f"[{debate.titles[older]}]\n  {sign} [{debate.titles[younger]}]")
    return "\n\n".join(blocks) + "\n"
