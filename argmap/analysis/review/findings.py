"""What a review says: findings, and the rules that they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from argmap.messages import Message

SERIOUS, WEAK, HINT = 1, 2, 3
"""How much a finding matters: the argument breaks; it is weaker than it could be; look whether it is so."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a review looks for: its id, which never changes, its title, and how much it matters."""

    id: str
    title: str
    severity: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a teacher would mark: by which rule, on which card or argument, and what to do about it.

    `on` is the id of a card or of a relation, and empty where the whole map is meant. `message` and
    `suggestion` are one sentence each.
    """

    rule: str
    on: str
    message: Message
    suggestion: Message

    @property
    def severity(self) -> int:
        """1 (serious), 2 (a weakness) or 3 (a hint).

        >>> Finding("fragment", "n1", Message(""), Message("")).severity
        3
        """
        return RULES[self.rule].severity

    @property
    def title(self) -> str:
        """What the rule is called."""
        return RULES[self.rule].title


@dataclass(frozen=True, slots=True)
class Rating:
    """What a group thinks of a card: the mean of n ratings from 0 to 1, and their spread (standard deviation).

    Raises ValueError for what no ratings can come to: the spread is at most a half.
    """

    mean: float
    n: int
    spread: float

    def __post_init__(self) -> None:
        if not (0 <= self.mean <= 1 and 0 <= self.spread <= 0.5 and self.n >= 0):
            raise ValueError(
                f"no ratings come to a mean of {self.mean}, a spread of {self.spread} and n = {self.n}"
            )


_RULES = (
    Rule("begging-the-question", "Begging the question", SERIOUS),
    Rule("supports-and-attacks", "Speaks for and against the same card", SERIOUS),
    Rule("one-sided", "One side only", SERIOUS),
    Rule("circular-reasoning", "Argues in a circle", SERIOUS),
    Rule("duplicate", "Said twice", SERIOUS),
    Rule("dropped-argument", "Dropped argument", WEAK),
    Rule("burden-of-rejoinder", "Still to be answered", WEAK),
    Rule("unanswered-objection", "Unanswered objection", WEAK),
    Rule("unanswered-rebuttal", "Unanswered rebuttal", WEAK),
    Rule("unsupported-claim", "Unsupported claim", WEAK),
    Rule("unsourced-evidence", "Evidence without a source", WEAK),
    Rule("one-source", "All from one source", WEAK),
    Rule("one-voice", "One voice only", WEAK),
    Rule("single-point-of-failure", "Everything hangs on one card", WEAK),
    Rule("weakest-premise", "Weakest premise", WEAK),
    Rule("dangler", "Not tied to the debate", WEAK),
    Rule("contested", "People disagree", WEAK),
    Rule("unsure", "People are unsure", HINT),
    Rule("few-ratings", "Too few ratings", HINT),
    Rule("missing-warrant", "Missing link", HINT),
    Rule("rabbit", "Out of a hat (rabbit rule)", HINT),
    Rule("holding-hands", "Premise without a hand (holding hands)", HINT),
    Rule("near-duplicate", "Nearly the same", HINT),
    Rule("several-statements", "Several statements in one card", HINT),
    Rule("fragment", "No whole sentence", HINT),
    Rule("open-questions", "Open critical questions", HINT),
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in _RULES})
"""Every rule by its id, in the order in which findings of the same severity are listed."""
