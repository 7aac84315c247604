"""The words of the diagram and of the roles, in the language of a page."""

from __future__ import annotations

from collections.abc import Callable

from argmap.diagram.words import ENGLISH, Spoken, Words
from argmap.messages import counted as counted  # noqa: PLC0414 - it is said with words
from argmap.model.map import NODE_KINDS
from argmap.model.roles import CALLED, LINKED
from argmap.service import verdicts

Translate = Callable[[str], str]

STARTERS = {
    "reason": "because …",
    "evidence": "this shows it: …",
    "objection": "but …",
    "rebuttal": "even so …",
    "premise": "and besides …",
    "undercut": "but that does not follow: …",
    "position": "the answer is …",
}
"""How a sentence starts that answers a card; said in the language of the page where it is shown."""

NAMES = {name: ENGLISH[name] for name in (*NODE_KINDS, *CALLED)} | {"premise": "Linked premise"}
"""What a card is called (`roles.called`), in the words of the diagram; and what is added to an argument."""

STANCES = {"rival": "competes with the other positions", "independent": "may hold together with them"}
"""What a position may do beside the others, for choosing it."""

TONES = {"premises": "reason", "premise": "reason", "backing": "reason"}
"""The tone of a role, where it is not the role's own name."""


SIGNS = {"reason": "plus", "evidence": "plus", "objection": "minus", "rebuttal": "turn", "undercut": "cross"}
"""The sign of a tone, by the name of its drawing in templates/icons.html; never without its word beside it."""


def tone(role: str) -> str:
    """The tone in which a role is drawn.

    >>> tone("premises"), tone("objection"), tone("objection linked")
    ('reason', 'objection', 'objection')
    """
    role = role.removesuffix(LINKED)
    return TONES.get(role, role)


def diagram(translate: Translate) -> Words:
    """Every word that a diagram writes."""
    return Spoken({name: translate(word) for name, word in ENGLISH.items()}, translate)


STATES = {"in": "Stands", "out": "Does not stand", "undecided": "Open"}
"""What a label is called on a page."""


def percent(share: float, translate: Translate = str) -> str:
    """A share from 0 to 1 in words, as `service.verdicts.percent` has it.

    >>> percent(0.724)
    '72\\xa0%'
    """
    return verdicts.percent(share).text(translate)
