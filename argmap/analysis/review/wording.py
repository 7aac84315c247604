"""How a card says what it says, and whether the words of an argument hold together."""

from __future__ import annotations

from argmap.analysis.review.ground import Findings, Ground, finding
from argmap.analysis.review.words import Lexicon, has_verb, sentences, words
from argmap.model import Node, Relation

_LEAST = 3  # words on either side: fewer are an aside, and no statement of their own


def several(ground: Ground) -> Findings:
    """Cards that say several things at once, or argue within one card.

    Questions are let pass, and bare arguments, which sum up several statements. Evidence may take two sentences.
    """
    for node in ground.nodes.values():
        if node.kind == "question" or node.argument:
            continue
        known = ground.lexicon(node)
        count = _statements(node, known)
        joint = _reasoning(node, known)
        if count > (2 if node.kind == "evidence" else 1):
            yield finding(
                "several-statements",
                node.id,
                "“{card}” holds {count} statements, and nobody can answer them one by one.",
                "Give each statement a card of its own.",
                card=ground.name(node.id),
                count=count,
            )
        elif joint is not None:
            yield finding(
                "several-statements",
                node.id,
                "“{card}” gives a claim and a reason in one card, joined by “{word}”.",
                "Put what stands on either side of the word into two cards, one as a reason for the other.",
                card=ground.name(node.id),
                word=joint,
            )


def _statements(node: Node, known: Lexicon | None) -> int:
    """How many of the sentences, and of their parts between semicolons, are long enough to say something."""
    parts = [part for sentence in sentences(node.text, known) for part in sentence.split("; ")]
    return sum(len(words(part)) >= _LEAST or _dense(part) for part in parts)


def _dense(text: str) -> bool:
    """Whether a text runs without spaces, as Chinese and Japanese do, and is long enough to say something."""
    return " " not in text and not text.isascii() and len(text) >= 4


def _reasoning(node: Node, known: Lexicon | None) -> str | None:
    """A word that joins a reason and a conclusion in the middle of a card: "..., because ...", "..., therefore ..."."""
    if known is None:
        return None
    said = words(node.text)
    for number in range(_LEAST, len(said) - _LEAST):
        before, word, after = said[number - 1 : number + 2]
        if word in known.reasoning and before not in known.hedges and after != "of":
            return word
        if word in known.concluding and not after.endswith("ing") and f", {word}" in node.text.casefold():
            return word
    return None


def fragments(ground: Ground) -> Findings:
    """Cards that are no whole sentence, as far as the verbs that are known tell."""
    for node in ground.nodes.values():
        known = ground.lexicon(node)
        if known is None or node.kind == "question" or node.argument:
            continue
        if _fragment(node.text, known):
            yield finding(
                "fragment",
                node.id,
                "“{card}” is a heading, and no whole sentence: one cannot tell what is claimed.",
                "Write a whole sentence, one that somebody could say is true or false.",
                card=ground.name(node.id),
            )


def _fragment(text: str, known: Lexicon) -> bool:
    said = words(text)
    if not said or has_verb(said, known):
        return False
    if len(said) == 1:
        return True
    if text.rstrip("\"”’'»)]")[-1:] in (".", "!", "?", "…"):
        return len(said) <= 3 and said[0] in known.openers
    return len(said) <= 6


def rabbits(ground: Ground) -> Findings:
    """Linked premises without any term of the conclusion: it would come out of them as a rabbit out of a hat.

    The rabbit rule and the rule of holding hands are those of Austhink's Rationale (van Gelder); both are asked here in
    their mildest form, of linked premises only, since in a single reason much goes without saying.
    """
    for relation, conclusion, premises in _linked(ground):
        if len(conclusion) > 1 and not any(conclusion.keys() & said.keys() for said in premises.values()):
            yield finding(
                "rabbit",
                relation.id,
                "No premise says anything about what is to be shown: {terms}.",
                "Link a premise that leads from what these premises say to “{target}”.",
                terms=", ".join(f"“{term}”" for term in list(conclusion.values())[:3]),
                target=ground.name(relation.target),
            )


def hands(ground: Ground) -> Findings:
    """Linked premises with no term of the conclusion and none of another premise: nothing ties them in."""
    for relation, conclusion, premises in _linked(ground):
        for premise, said in premises.items():
            others = set(conclusion)
            for other, terms in premises.items():
                if other != premise:
                    others.update(terms)
            if said and not said.keys() & others and premises_hold(premises, conclusion):
                yield finding(
                    "holding-hands",
                    premise,
                    "“{card}” shares no word with the premises it is linked to, nor with “{target}”.",
                    "Say the same thing with the same words throughout, or give this premise an argument of its own.",
                    card=ground.name(premise),
                    target=ground.name(relation.target),
                )


def premises_hold(premises: dict[str, dict[str, str]], conclusion: dict[str, str]) -> bool:
    """Whether the rabbit rule at least is kept: else that is what to mend first."""
    return any(conclusion.keys() & said.keys() for said in premises.values())


def _linked(ground: Ground) -> list[tuple[Relation, dict[str, str], dict[str, dict[str, str]]]]:
    """The arguments for or against a card from linked premises, with their terms; all in a language that is known."""
    found = []
    for relation in ground.relations.values():
        if len(relation.premises) < 2 or relation.target not in ground.nodes:
            continue
        conclusion = ground.terms(relation.target)
        premises = {
            premise: terms for premise in relation.premises if (terms := ground.terms(premise)) is not None
        }
        if conclusion is not None and len(premises) == len(relation.premises):
            found.append((relation, conclusion, premises))
    return found
