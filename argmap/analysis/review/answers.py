"""Who has answered whom, and whose turn it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from argmap.analysis.review.findings import Finding
from argmap.analysis.review.ground import Findings, Ground, finding
from argmap.analysis.schemes import find
from argmap.messages import Message
from argmap.model import Relation

_SEVERAL = 3  # unanswered attacks from which a side is told how many there are


def answered(ground: Ground, attack: Relation) -> bool:
    """Whether somebody has attacked one of its premises, or the step from them."""
    return any(ground.attacks[place] for place in (attack.id, *attack.premises))


def unanswered(ground: Ground) -> Findings:
    """Attacks to which nobody has said anything, and how many each side has to answer (its burden of rejoinder).

    An attack at odd depth speaks against the position that it leads to, and its side has to answer; one at even
    depth speaks for it, and the others have to. A side with three or more is told so in one finding; of its
    attacks only those that hit a position, or a reason given directly for one, are named one by one too.
    """
    owed: dict[tuple[str, bool], list[Relation]] = defaultdict(list)
    for identifier in ground.in_order(ground.chains):
        relation = ground.relations[identifier]
        if relation.kind == "attack" and not answered(ground, relation):
            depth, top = ground.chains[identifier]
            owed[_side(ground, top, depth)].append(relation)
    places = _near(ground)
    for (top, holds), attacks in owed.items():
        deep = [each for each in attacks if each.target not in places]
        near = [each for each in attacks if each.target in places]
        if len(attacks) >= _SEVERAL:
            yield _burden(ground, top, [*deep, *near], holds)
        for relation in attacks if len(attacks) < _SEVERAL else near:
            yield _unanswered(ground, relation)


def _side(ground: Ground, top: str, depth: int) -> tuple[str, bool]:
    """Who has to answer an attack at this depth: those who hold a position, or (False) those who object to it."""
    if depth % 2 == 1:
        return top, True
    if len(ground.tops) == 2:
        return next(other for other in ground.tops if other != top), True
    return top, False


def _near(ground: Ground) -> set[str]:
    """The positions, the reasons given directly for one, and the steps from these."""
    found = set(ground.tops)
    for top in ground.tops:
        found.update(relation.id for relation in ground.incoming[top])
        found.update(premise for relation in ground.reasons[top] for premise in relation.premises)
    return found


def _unanswered(ground: Ground, attack: Relation) -> Finding:
    undercut = attack.target in ground.relations
    aim = ground.relations[attack.target].premises[0] if undercut else attack.target
    objection = ground.chains[attack.id][0] % 2 == 1
    if undercut:
        message = "Nobody has answered “{card}”, which doubts the step from “{target}”."
    elif objection:
        message = "Nobody has answered the objection “{card}” to “{target}”."
    else:
        message = "Nobody has answered “{card}”, which rebuts “{target}”."
    return finding(
        "unanswered-objection" if objection else "unanswered-rebuttal",
        attack.premises[0],
        message,
        "Answer it, or give up what it speaks against.",
        card=ground.name(attack.id),
        target=ground.name(aim),
    )


def _burden(ground: Ground, top: str, attacks: list[Relation], holds: bool) -> Finding:
    return finding(
        "burden-of-rejoinder",
        top,
        "Those who hold “{position}” have {count} arguments still to answer: {cards}."
        if holds
        else "Those who object to “{position}” have {count} arguments still to answer: {cards}.",
        "Answer the strongest of them first.",
        position=ground.name(top),
        count=len(attacks),
        cards=ground.names(relation.id for relation in attacks),
    )


def dropped(ground: Ground) -> Findings:
    """Reasons given directly for a position to which nobody has objected, neither there nor further down.

    The other side's first chance to answer a reason is the reason itself. Whether it was missed can be told only
    where there is another side: on a map on which somebody objects, or argues for another position.
    """
    if not any(relation.kind == "attack" for relation in ground.relations.values()):
        return
    doubted = _doubted(ground)
    for top in ground.cases:
        for relation in ground.reasons[top]:
            if relation.id not in doubted:
                yield finding(
                    "dropped-argument",
                    relation.premises[0],
                    "Nobody has objected to “{card}” or to anything that it rests on.",
                    "Let the other side answer it, or let them grant it openly.",
                    card=ground.name(relation.id),
                )


def _doubted(ground: Ground) -> set[str]:
    """The cards and arguments that are attacked, or rest on something that is."""
    found = {relation.target for relation in ground.relations.values() if relation.kind == "attack"}
    waiting = list(found)
    while waiting:
        place = waiting.pop()
        onwards = (
            [ground.relations[place].target]
            if place in ground.relations and ground.relations[place].kind == "support"
            else [relation.id for relation in ground.outgoing.get(place, ())]
        )
        for other in onwards:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def one_sided(ground: Ground) -> Findings:
    """Debates in which only one of several positions has reasons, or in which nobody contradicts the only one."""
    tops = list(ground.cases)
    argued = [top for top in tops if ground.reasons[top]]
    if len(tops) > 1 and len(argued) == 1 and not any(ground.attacks[top] for top in tops):
        yield finding(
            "one-sided",
            argued[0],
            "Only for “{position}” has anybody given a reason.",
            "Write down the best reason that an honest opponent would give.",
            position=ground.name(argued[0]),
        )
        return
    if len(tops) != 1 or len(ground.reached) < 3:
        return
    attacks = [ground.relations[i].kind == "attack" for i in ground.chains]
    if not any(attacks):
        yield finding(
            "one-sided",
            tops[0],
            "Everything on this map speaks for “{position}”, and nothing against it.",
            "Write down the best objection that an honest opponent would make.",
            position=ground.name(tops[0]),
        )
    elif not argued and all(depth % 2 == 1 for depth, _top in ground.chains.values()):
        yield finding(
            "one-sided",
            tops[0],
            "Everything on this map speaks against “{position}”, and nothing for it.",
            "Write down the best reason that somebody who holds it would give.",
            position=ground.name(tops[0]),
        )


def open_questions(ground: Ground) -> Findings:
    """The critical questions of an argument's scheme that nobody has asked."""
    asked: dict[str, dict[str, list[str]]] = {}
    for relation in ground.relations.values():
        for tag in {tag for premise in relation.premises for tag in ground.nodes[premise].tags}:
            asked.setdefault(relation.target, {}).setdefault(tag, []).append(relation.id)
    for relation in ground.relations.values():
        scheme = find(relation.scheme) if relation.scheme else None
        if scheme is None:
            continue
        still_open = [each for each in scheme.questions if not _asked(asked, relation, scheme.tag(each))]
        if still_open:
            yield finding(
                "open-questions",
                relation.id,
                "Of the {all} critical questions to the argument with “{card}”, {count} have not been asked,"
                " such as: {question}",
                "Ask those that matter here; an argument that survives them is the stronger for it.",
                all=len(scheme.questions),
                count=len(still_open),
                card=ground.name(relation.premises[0]),
                question=Message(still_open[0].text),
            )


def _asked(asked: Mapping[str, Mapping[str, list[str]]], argument: Relation, tag: str) -> bool:
    """Whether anything else that bears this tag is aimed at an argument, its premises or its target."""
    return any(
        by != argument.id
        for place in (argument.id, *argument.premises, argument.target)
        for by in asked.get(place, {}).get(tag, ())
    )
