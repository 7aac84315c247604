"""As much of CSS as our own drawings use: which rules of a style sheet concern an element, and what they say.

Selectors are made of names of elements, classes, descent (a space) and parentage (`>`). Whatever else there is (states
such as `:focus`, ids) concerns nobody on paper.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_STEP = re.compile(r"\s*(>)?\s*([^\s>]+)")
_COMPOUND = re.compile(r"([A-Za-z][\w-]*)?((?:\.[\w-]+)*)")


@dataclass(frozen=True, slots=True)
class Element:
    """An element as a selector sees it: its name and its classes."""

    name: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Step:
    """One part of a selector; `direct`: it is the child of the part before."""

    name: str
    classes: frozenset[str]
    direct: bool

    def fits(self, element: Element) -> bool:
        return self.name in ("", element.name) and self.classes <= element.classes


@dataclass(frozen=True, slots=True)
class _Rule:
    steps: tuple[_Step, ...]
    says: Mapping[str, str]

    @property
    def weight(self) -> tuple[int, int]:
        return sum(len(step.classes) for step in self.steps), sum(bool(step.name) for step in self.steps)

    def concerns(self, chain: Sequence[Element]) -> bool:
        """Whether the last element of a chain, from the root down, is meant."""
        return bool(chain) and self.steps[-1].fits(chain[-1]) and self._above(len(self.steps) - 1, chain[:-1])

    def _above(self, step: int, chain: Sequence[Element]) -> bool:
        if step == 0:
            return True
        wanted = self.steps[step - 1]
        places = range(len(chain) - 1, -1, -1)
        for place in [*places][:1] if self.steps[step].direct else places:
            if wanted.fits(chain[place]) and self._above(step - 1, chain[:place]):
                return True
        return False


class Sheet:
    """A style sheet."""

    def __init__(self, text: str) -> None:
        found = []
        for selectors, body in _RULE.findall(text):
            says = dict(part.split(":", 1) for part in body.split(";") if ":" in part)
            says = {name.strip(): value.strip() for name, value in says.items()}
            for selector in selectors.split(","):
                steps = _steps(selector.strip())
                if steps:
                    found.append(_Rule(steps, says))
        # Sorting is stable: of rules that weigh the same the later one has the last word.
        self._rules = sorted(found, key=lambda rule: rule.weight)
        self._known: dict[tuple[Element, ...], dict[str, str]] = {}

    def of(self, chain: Sequence[Element]) -> dict[str, str]:
        """What the sheet says of the last element of a chain, from the root down.

        >>> text, card = Element("text", frozenset({"head"})), Element("a", frozenset({"reason"}))
        >>> Sheet("text{fill:#000;font-size:13px}.reason .head{fill:#00f}").of([card, text])
        {'fill': '#00f', 'font-size': '13px'}
        """
        key = tuple(chain)
        if key not in self._known:
            said: dict[str, str] = {}
            for rule in self._rules:
                if rule.concerns(key):
                    said |= rule.says
            self._known[key] = said
        return dict(self._known[key])


def _steps(selector: str) -> tuple[_Step, ...]:
    """The parts of a selector; none where it says something that is not known here."""
    steps = []
    for direct, compound in _STEP.findall(selector):
        shape = _COMPOUND.fullmatch(compound)
        if shape is None:
            return ()
        steps.append(_Step(shape[1] or "", frozenset(filter(None, shape[2].split("."))), bool(direct)))
    return tuple(steps)
