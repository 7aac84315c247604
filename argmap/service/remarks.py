"""What one remarks on a map: that a finding of the review is fine, how an argument argues, a critical question of it.

Every function makes an operation from the map as it is, and changes nothing itself.
"""

from __future__ import annotations

from argmap.analysis import schemes
from argmap.analysis.review.dismissed import mark
from argmap.messages import excerpt
from argmap.model import ArgumentMap, Problem, Relation
from argmap.model.operations import EditNode, EditRelation
from argmap.service.numbers import Numbers
from argmap.service.shelf import Outcome

NO_SCHEME, KEPT = "none", "kept"
"""What is chosen in place of a scheme: that the argument shall have none; that it keeps the one that it has."""


class Already(Problem):
    """The map says so already, so that nothing is to be done. `item` is the card that says it, where one does."""


def fine(debate: ArgumentMap, rule: str, on: str, again: bool = False) -> Outcome:
    """Say that a finding of the review is fine; with `again`, that it is to be looked at again.

    `rule` and `on` are those of the finding. Raises `Already`, and `Problem` when there is no such rule, or
    nothing on the map that the finding could be about.
    """
    card, tag = mark(debate, rule, on)
    tags = debate.nodes[card].tags
    if again and tag not in tags:
        raise Already("Nobody says that this is fine: the review lists it.", item=card)
    if not again and tag in tags:
        raise Already("This has been said already.", item=card)
    kept = tuple(each for each in tags if each != tag) if again else (*tags, tag)
    return Outcome(EditNode(card, {"tags": kept}))


def choose(debate: ArgumentMap, relation: str, scheme: str) -> Outcome:
    """Say by which scheme an argument argues: one by its name or id, `NO_SCHEME`, or `KEPT`.

    Raises `Already`, and `Problem` when there is no such argument, or no such scheme.
    """
    argument = _argument(debate, relation)
    known = schemes.find(argument.scheme) if argument.scheme else None
    wanted = None if scheme == NO_SCHEME else schemes.find(scheme)
    same = argument.scheme is None if scheme == NO_SCHEME else wanted is not None and wanted == known
    if same or scheme == KEPT:
        # A name that a file brought stays as it was written there.
        raise Already("Nothing is different: the argument stands as it was.")
    if wanted is None and scheme != NO_SCHEME:
        raise Problem("There is no scheme '{scheme}': choose one from the list.", scheme=excerpt(scheme))
    return Outcome(EditRelation(relation, {"scheme": wanted.name if wanted else None}))


def ask(
    debate: ArgumentMap, numbers: Numbers, relation: str, question: str, premise: str | None = None
) -> Outcome:
    """Ask a critical question of an argument: a card that doubts it, where the question says.

    `premise` is the one that a question about a premise doubts; by default the one that the pattern names. Raises
    `Already` when it has been asked, with the card that asks it, and `Problem` when there is no such argument,
    or its scheme has no such question, or it has no such premise.
    """
    argument = _argument(debate, relation)
    asked = next((each for each in schemes.questions(debate, relation) if each.question.id == question), None)
    if asked is None:
        raise Problem("This is no question of the argument's scheme: choose one of those listed.")
    if asked.by:
        (card, *_) = debate.relations[asked.by[0]].premises
        raise Already("This has been asked already.", item=card)
    if premise is not None and premise not in argument.premises:
        raise Problem("The argument has no such premise any more: look again at what is to be asked.")
    ids = {"node": numbers.give("n"), "link": numbers.give("r")}
    return Outcome(schemes.ask(debate, relation, question, **ids, premise=premise))


def _argument(debate: ArgumentMap, relation: str) -> Relation:
    found = debate.visible().relations.get(relation)
    if found is None:
        raise Problem("This connection is not on the map any more.", item=relation)
    return found
