"""Why a statement stands, does not stand or is open: one sentence for each, in the words of a debate."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from argmap.analysis.statements.structure import IN, OUT, UNDECIDED
from argmap.messages import Message, excerpt
from argmap.model import Node, Relation

if TYPE_CHECKING:
    from argmap.analysis.labelling import Labelling

LENGTH = 200
"""How long a sentence should be at most."""
NAMES = (36, 24, 14)
"""How many characters of a card's name are quoted: fewer where many or long names make the sentence too long."""
TRIED = 50
"""Of how many cards that keep a position open it is tried whether answering one would settle it."""


class Look:
    """One statement of a labelling with its reasons and attacks, the strongest or first of each first."""

    def __init__(self, labelling: Labelling, card: str, longest: int) -> None:
        self.longest = longest
        self.labelling, self.case = labelling, labelling.case
        self.debate, self.card = labelling.case.debate, card
        self.node: Node = self.debate.nodes[card]
        self.unit = self.case.structure.place[card]
        self.label = labelling.labels[self.unit]
        self.assumed = bool(self.case.assumed[self.unit])
        incoming = self.debate.incoming(card)
        if self.case.rules.strengths:
            incoming = sorted(incoming, key=lambda each: -self.strength(each))
        self.pro = [each for each in incoming if each.kind == "support"]
        self.con = [each for each in incoming if each.kind == "attack"]

    def strength(self, relation: Relation) -> float:
        """How strong a relation is, where the proof standard asks for it."""
        return self.case.rules.strengths[self.case.structure.place[relation.id]]

    def of(self, relation: Relation) -> int:
        """The label of a relation."""
        return self.labelling.labels[self.case.structure.place[relation.id]]

    def those(self, relations: Sequence[Relation], *labels: int) -> list[Relation]:
        """Those of the relations that have one of these labels."""
        return [each for each in relations if self.of(each) in labels]

    @cached_property
    def pro_in(self) -> list[Relation]:
        """The reasons that stand."""
        return self.those(self.pro, IN)

    @cached_property
    def con_in(self) -> list[Relation]:
        """The attacks that stand."""
        return self.those(self.con, IN)

    def unanswered(self, relation: Relation) -> bool:
        """Whether nobody has said anything against an argument or one of its premises."""
        aims = (relation.id, *relation.premises)
        return not any(each.kind == "attack" for aim in aims for each in self.debate.incoming(aim))

    def undercutter(self, relation: Relation) -> Relation | None:
        """What stands against an argument whose premises all stand: the reason why it does not count."""
        if any(self.labelling.nodes.get(premise) != "in" for premise in relation.premises):
            return None
        attacks = [each for each in self.debate.incoming(relation.id) if each.kind == "attack"]
        return next(iter(self.those(attacks, IN)), None)

    def name(self, relation: Relation) -> object:
        """An argument by its premises."""
        first, *rest = (
            excerpt(self.debate.nodes[premise].name, self.longest) for premise in relation.premises
        )
        if not rest:
            return Message("“{card}”", {"card": first})
        if len(rest) == 1:
            return Message("“{card}” with “{other}”", {"card": first, "other": rest[0]})
        return Message("“{card}” with {count} more", {"card": first, "count": len(rest)})

    def names(self, relations: Sequence[Relation]) -> object:
        """Some arguments, by the first of them."""
        if len(relations) == 1:
            return self.name(relations[0])
        if len(relations) == 2:
            values = {"first": self.name(relations[0]), "second": self.name(relations[1])}
            return Message("{first} and {second}", values)
        return Message(
            "{first} and {count} more", {"first": self.name(relations[0]), "count": len(relations) - 1}
        )

    def say(self, key: str, **values: object) -> Message:
        """A sentence in which relations stand for their names."""
        named = {
            gap: self.names([value] if isinstance(value, Relation) else value)
            if isinstance(value, Relation | list)
            else value
            for gap, value in values.items()
        }
        return Message(key, named)


def reason(labelling: Labelling, card: str) -> Message:
    """Why this statement has its label, in about `LENGTH` characters at most."""
    for longest in NAMES:
        sentence = _sentence(Look(labelling, card, longest))
        if len(str(sentence)) <= LENGTH:
            break
    return sentence


def _sentence(look: Look) -> Message:
    if look.unit in look.case.held:
        return Message(_HELD[look.label])
    sentence = {IN: _stands, OUT: _falls, UNDECIDED: _open}[look.label](look)
    if look.node.kind == "position" and look.label != UNDECIDED and _one_source(look):
        if look.label == IN:
            return Message("{reason} Only one source is cited for it.", {"reason": sentence})
        return Message("{reason} Only one source is cited against it.", {"reason": sentence})
    return sentence


_HELD = {
    IN: "Stands: held so for now, to see what follows.",
    OUT: "Does not stand: switched off for now, to see what follows.",
    UNDECIDED: "Open: held so for now, to see what follows.",
}


def _one_source(look: Look) -> bool:
    """Whether what carries the verdict, all the way down, cites one and the same source only."""
    carrying = look.pro_in if look.label == IN else look.con_in
    waiting = [premise for relation in carrying for premise in relation.premises]
    seen = set(waiting)
    cited: set[str] = set()
    while waiting and len(cited) < 2:
        card = waiting.pop()
        cited.update(look.debate.nodes[card].sources)
        for relation in look.debate.incoming(card):
            if relation.kind == "support" and look.of(relation) == IN:
                waiting += [premise for premise in relation.premises if premise not in seen]
                seen.update(relation.premises)
    return len(cited) == 1


def _stands(look: Look) -> Message:
    if look.those(look.con, IN, UNDECIDED):
        return _outweighs(look)
    reasons, attacks = look.pro_in, look.con
    if not reasons:
        return _given(look)
    several = len(reasons) > 1
    if not attacks:
        if several:
            return look.say(
                "Stands: {reasons} speak for it, and nobody has spoken against it.", reasons=reasons
            )
        return look.say("Stands: {reasons} speaks for it, and nobody has spoken against it.", reasons=reasons)
    if several:
        return look.say(
            "Stands: {reasons} speak for it, and what was said against it ({attacks}) does not stand.",
            reasons=reasons, attacks=attacks,
        )  # fmt: skip
    return look.say(
        "Stands: {reasons} speaks for it, and what was said against it ({attacks}) does not stand.",
        reasons=reasons, attacks=attacks,
    )  # fmt: skip


def _given(look: Look) -> Message:
    """Why a statement stands that no reason carries."""
    against = look.con
    if "agreed" in look.node.tags:
        if against:
            return look.say(
                "Stands: it has been agreed on, and {attacks} against it does not stand.", attacks=against
            )
        return Message("Stands: it has been agreed on.")
    if look.case.burden == "prove" and look.node.sources:
        if against:
            return look.say(
                "Stands: it has a source, and what was said against it ({attacks}) does not stand.",
                attacks=against,
            )
        return Message("Stands: it has a source, and nobody has spoken against it.")
    if against:
        return look.say("Stands: what was said against it ({attacks}) does not stand.", attacks=against)
    return Message("Stands: nobody has spoken against it.")


def _outweighs(look: Look) -> Message:
    reason, attack = look.pro_in[0], look.those(look.con, IN, UNDECIDED)[0]
    key = {
        "scintilla": "Stands: {reason} speaks for it, and here one reason is enough, in spite of {attack}.",
        "preponderance": "Stands: {reason} speaks for it more strongly than {attack} against it ({pro} to {con}).",
        "clear": "Stands: {reason} speaks for it far more strongly than {attack} against it ({pro} to {con}).",
        "beyond-doubt": "Stands: {reason} speaks for it so strongly that {attack} leaves no real doubt ({pro} to {con}).",
    }[look.case.rules.standard]  # fmt: skip
    return _compared(look, key, reason, attack)


def _compared(look: Look, key: str, reason: Relation, attack: Relation) -> Message:
    values: dict[str, object] = {"reason": reason, "attack": attack}
    if look.case.rules.strengths:
        values |= {"pro": f"{look.strength(reason):.2f}", "con": f"{look.strength(attack):.2f}"}
    return look.say(key, **values)


def _falls(look: Look) -> Message:
    open_reasons = look.those(look.pro, IN, UNDECIDED)
    if look.con_in:
        if open_reasons:
            return _outweighed(look, open_reasons[0])
        many = len(look.con_in) > 1
        if not look.pro:
            if many:
                return look.say(
                    "Does not stand: {attacks} speak against it, and nobody has given a reason for it.",
                    attacks=look.con_in,
                )
            return look.say(
                "Does not stand: {attacks} speaks against it, and nobody has given a reason for it.",
                attacks=look.con_in,
            )
        if many:
            return look.say(
                "Does not stand: {attacks} speak against it, and no reason for it stands.",
                attacks=look.con_in,
            )
        return look.say(
            "Does not stand: {attacks} speaks against it, and no reason for it stands.", attacks=look.con_in
        )
    if not look.pro:
        if "needs-backing" in look.node.tags:
            return Message("Does not stand: it needs backing, and nobody has given any.")
        if look.node.kind == "evidence" and not look.node.sources:
            return Message("Does not stand: it is given as evidence, but without a source.")
        return Message("Does not stand: nobody has given a reason for it.")
    if _circular(look):
        return look.say(
            "Does not stand: the reasons for it, such as {reason}, only lead round in a circle.",
            reason=look.pro[0],
        )
    if len(look.pro) > 1:
        return Message("Does not stand: none of the {count} reasons for it stands.", {"count": len(look.pro)})
    return _only_reason_falls(look, "Does not stand")


def _only_reason_falls(look: Look, verdict: str) -> Message:
    (reason,) = look.pro
    if look.of(reason) != OUT:
        return look.say("Does not stand: {reason}, put for it, is only a question.", reason=reason)
    undercutter = look.undercutter(reason)
    start = {
        "Does not stand": (
            "Does not stand: {reason} is not enough to show it, because of {undercutter}.",
            "Does not stand: the only reason for it, {reason}, does not stand.",
        ),
        "Open": (
            "Open: {reason} is not enough to show it, because of {undercutter}; there is no other reason.",
            "Open: the only reason for it, {reason}, does not stand; nothing else speaks for or against it.",
        ),
    }[verdict]
    if undercutter:
        return look.say(start[0], reason=reason, undercutter=undercutter)
    return look.say(start[1], reason=reason)


def _outweighed(look: Look, reason: Relation) -> Message:
    attack = look.con_in[0]
    key = {
        "preponderance": "Does not stand: {attack} speaks against it more strongly than {reason} for it ({con} to {pro}).",
        "clear": "Does not stand: {reason} for it does not clearly outweigh {attack} against it ({pro} to {con}).",
        "beyond-doubt": "Does not stand: {attack} leaves a real doubt, in spite of {reason} ({pro} to {con}).",
        "dialectical": "Does not stand: {attack} speaks against it, and here nothing may be left standing against it.",
    }[look.case.rules.standard]  # fmt: skip
    return _compared(look, key, reason, attack)


def _circular(look: Look) -> bool:
    """Whether the reasons of a statement lead back to itself, through supports that nothing cuts."""
    waiting = [look.card]
    seen: set[str] = set()
    while waiting:
        for relation in look.debate.incoming(waiting.pop()):
            undercut = look.those(
                [each for each in look.debate.incoming(relation.id) if each.kind == "attack"], IN
            )
            if relation.kind == "support" and not undercut:
                if look.card in relation.premises:
                    return True
                below = [premise for premise in relation.premises if premise not in seen]
                seen.update(below)
                waiting += [premise for premise in below if look.labelling.nodes.get(premise) == "out"]
    return False


def _open(look: Look) -> Message:
    against = look.those(look.con, IN, UNDECIDED)
    if look.node.kind == "position" and len(look.pro) > 1 and (against or look.pro_in):
        return _balance(look, against)
    if look.pro_in and look.con_in:
        reason, attack = look.pro_in[0], look.con_in[0]
        if look.unanswered(reason) and look.unanswered(attack):
            return look.say(
                "Open: {reason} speaks for it, {attack} against it, and neither has been answered.",
                reason=reason,
                attack=attack,
            )
        if look.case.rules.standard == "preponderance":
            return look.say(
                "Open: {reason} speaks for it, {attack} against it, and both are equally strong.",
                reason=reason,
                attack=attack,
            )
        return look.say(
            "Open: {reason} speaks for it, {attack} against it, and both stand.", reason=reason, attack=attack
        )
    undecided = look.those(look.pro, UNDECIDED)
    if look.con_in:
        return look.say(
            "Open: {attack} speaks against it; {reason}, given for it, is itself open.",
            attack=look.con_in[0],
            reason=undecided[0],
        )
    if against:
        if look.pro_in:
            return look.say(
                "Open: {reason} speaks for it, but {attack}, said against it, is itself open.",
                reason=look.pro_in[0],
                attack=against[0],
            )
        return look.say("Open: {attack}, said against it, is itself open.", attack=against[0])
    if undecided:
        return look.say("Open: {reason}, given for it, is itself open.", reason=undecided[0])
    if len(look.pro) == 1:
        return _only_reason_falls(look, "Open")
    return Message("Open: nobody has given a reason that stands.")


def _balance(look: Look, against: list[Relation]) -> Message:
    """An open position: how many of its reasons stand, what keeps it open, and what would settle it if one card would."""
    values: dict[str, object] = {"standing": len(look.pro_in), "all": len(look.pro), "attacks": against}
    if not against:
        return look.say("Open: {standing} of {all} reasons stand.", **values)
    settling = _settling(look, against)
    if settling:
        name = excerpt(look.debate.nodes[settling].name, look.longest)
        if len(against) == 1 and against[0].premises == (settling,):
            return look.say(
                "Open: {standing} of {all} reasons stand; answering {attacks} would settle it.", **values
            )
        return look.say(
            "Open: {standing} of {all} reasons stand, but {attacks} speaks against it; answering “{card}” would settle it.",
            **values, card=name,
        )  # fmt: skip
    if len(against) > 1:
        return look.say("Open: {standing} of {all} reasons stand; {attacks} keep it open.", **values)
    return look.say("Open: {standing} of {all} reasons stand; {attacks} keeps it open.", **values)


def _settling(look: Look, against: list[Relation]) -> str | None:
    """A card whose refutation alone settles the matter: tried, not guessed."""
    from argmap.analysis.cruxes import rippling

    cards = dict.fromkeys(premise for relation in against for premise in relation.premises)
    ripple = rippling(look.labelling, [look.card])
    for card in list(cards)[:TRIED]:
        unit = look.case.structure.place.get(card, look.unit)
        if unit != look.unit and unit not in ripple.held and ripple.effect({unit: OUT}):
            return card
    return None
