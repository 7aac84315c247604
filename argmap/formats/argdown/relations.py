"""From the relations of a document to those of a map, by the convention of docs/formats.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from argmap.formats.argdown.document import Argument, Document, End, Key, Link
from argmap.formats.argdown.places import Speaker
from argmap.formats.argdown.steps import CardKey, Draft, fields, folded, premises, step_of
from argmap.formats.report import Unreadable

DEEPEST = 500
"""The longest chain of undercuts of undercuts."""

MOST = 200_000
"""The most relations that a file may come to."""


class Drafts:
    """All relations of a document: the steps of its arguments, and what is drawn between them."""

    def __init__(self, document: Document, speaker: Speaker) -> None:
        self.document = document
        self.speaker = speaker
        self.folded = folded(document)
        self._arguments = set(self.folded.values())
        self._steps: dict[tuple[Key, int], list[Draft]] = {}
        self._outgoing: dict[CardKey, list[Draft]] = {}
        self._doubted: set[Key] = set()
        self._drawn: set[tuple[str, tuple[CardKey, ...], CardKey | int]] = set()
        self._aimed: set[tuple[str, tuple[CardKey, ...], End]] = set()
        self._expanded = 0
        self._folded_steps: dict[Key, tuple[tuple[CardKey, ...], dict[str, Any]]] = {}
        self._made: list[Draft] = []

    def all(self) -> list[Draft]:
        """The relations, those first that stand first in the file. Raises `Unreadable`. Linear."""
        for argument in self.document.arguments.values():
            for index, step in enumerate(argument.steps):
                last = index == len(argument.steps) - 1
                if step.inference is not None and not (last and argument.key in self._arguments):
                    draft = step_of(argument, index, step, self.speaker)
                    self._steps[argument.key, index] = [draft]
                    self._keep(draft)
        drawn: list[tuple[Draft, Link]] = []
        for link in map(self._unfolded, self.document.links):
            drawn += self._draw(link)
        # First what is aimed at cards: then it is known which relations an undercut can be aimed at.
        late: list[tuple[Draft, Link]] = []
        for draft, link in drawn:
            if link.kind != "undercut" and self._is_card(link.target):
                draft.target = (link.target.kind, link.target.key)
                self._keep(draft)
            else:
                late.append((draft, link))
        for at_cards in (False, True):
            for draft, link in late:
                if self._is_card(link.target) is at_cards:
                    self._aim(draft, link)
        self._check()
        return sorted(self._made, key=lambda draft: draft.place)

    def _unfolded(self, link: Link) -> Link:
        """The link with a folded conclusion replaced by its argument."""
        ends = []
        for end in (link.source, link.target):
            argument = self.folded.get(end.key) if end.kind == "statement" else None
            ends.append(end if argument is None else End("argument", argument))
        return (
            link
            if (ends[0] is link.source and ends[1] is link.target)
            else replace(link, source=ends[0], target=ends[1])
        )

    def _reconstructed(self, end: End) -> Argument | None:
        argument = self.document.arguments[end.key] if end.kind != "statement" else None
        return argument if argument is not None and argument.steps else None

    def _is_card(self, end: End) -> bool:
        return self._reconstructed(end) is None

    def _draw(self, link: Link) -> list[tuple[Draft, Link]]:
        """The relations in the making for one link; their targets are still those of the link."""
        argument = self._reconstructed(link.source)
        if argument is None:
            basis: tuple[CardKey, ...] = ((link.source.kind, link.source.key),)
        elif argument.key in self._arguments:
            return [(self._from_folded(argument, link), link)]
        else:
            last = argument.steps[-1].statement
            if link.kind == "support" and link.target.kind == "statement" and link.target.key == last:
                # From an argument to what it concludes: that is its last step, which so gets its place.
                step = self._steps[argument.key, len(argument.steps) - 1][0]
                step.place = min(step.place, link.place)
                return []
            basis = (("statement", last),)
            self._doubt_conclusion(argument, link)
        kind = "support" if link.kind == "support" else "attack"
        made = [(Draft(kind, basis, basis[0], link.place), link)]
        if link.kind == "contradiction":
            back = self._end(link.target)
            here = link.source if argument is None else End("statement", argument.steps[-1].statement)
            made.append((Draft(kind, (back,), back, link.place), replace(link, target=here)))
        return made

    def _doubt_conclusion(self, argument: Argument, link: Link) -> None:
        """Ask about a conclusion that nothing but its argument says: it stands as a card between the two."""
        step = argument.steps[-1]
        if isinstance(step.statement, int) and step.statement not in self._doubted:
            self._doubted.add(step.statement)
            self.speaker.remark(
                "guessed",
                "This conclusion becomes a card of its own: if it only repeats what its argument attacks,"
                " tag the conclusion #so."
                if link.kind != "support"
                else "This conclusion becomes a card of its own: if it only repeats what its argument supports,"
                " write the title of that in its place, or tag the conclusion #so.",
                step.place,
            )

    def _end(self, end: End) -> CardKey:
        argument = self._reconstructed(end)
        return (end.kind, end.key) if argument is None else ("statement", argument.steps[-1].statement)

    def _from_folded(self, argument: Argument, link: Link) -> Draft:
        index = len(argument.steps) - 1
        if argument.key not in self._folded_steps:
            # Looked at once, however many links lead from the argument.
            self._folded_steps[argument.key] = (
                premises(argument, index, self.speaker),
                fields(argument, index, self.speaker),
            )
        basis, said = self._folded_steps[argument.key]
        draft = Draft(
            "support" if link.kind == "support" else "attack", basis, basis[0], link.place, step=True
        )
        draft.fields = dict(said)
        draft.title = argument.key if isinstance(argument.key, str) else None
        self._steps.setdefault((argument.key, index), []).append(draft)
        return draft

    def _aim(self, draft: Draft, link: Link) -> None:
        """Aim a relation at relations: at the steps of an argument, or at those in which a card is a premise."""
        # One that is drawn twice is dropped before it becomes a relation for each target, not after.
        if not draft.step:
            aimed = (draft.kind, draft.premises, link.target)
            if aimed in self._aimed:
                return
            self._aimed.add(aimed)
        argument = self._reconstructed(link.target)
        beside: CardKey | None = None
        targets: Sequence[Draft]
        if argument is None:
            card: CardKey = (link.target.kind, link.target.key)
            # What a card undercuts of itself is no further relation of that card to undercut.
            beside = card
            targets = [each for each in self._outgoing.get(card, []) if each is not draft]
            if not targets:
                self.speaker.remark(
                    "altered",
                    "What this undercuts supports and attacks nothing: read as an attack on it.",
                    link.place,
                )
                draft.target = card
                self._keep(draft)
                return
            if len(targets) > 1:
                self.speaker.remark(
                    "guessed",
                    "Read as an undercut of each relation that leads from what is above ({count}): to undercut one,"
                    " write that one as an argument with premises.",
                    link.place,
                    count=len(targets),
                )
        else:
            index = link.target.step if link.target.kind == "inference" else len(argument.steps) - 1
            targets = self._steps[argument.key, index]
        self._expanded += len(targets)
        if self._expanded > MOST:
            raise self._too_many(draft)
        for target in targets[1:]:
            self._keep(replace(draft, target=target), beside)
        draft.target = targets[0]
        self._keep(draft, beside)

    def _too_many(self, draft: Draft) -> Unreadable:
        return self.speaker.error(
            "There are more than {most:,} relations: split the map.", draft.place, most=MOST
        )

    def _keep(self, draft: Draft, beside: CardKey | None = None) -> None:
        """Keep a relation, and let it be undercut through its premises, but not through `beside`."""
        # What is drawn twice is one relation; an argument with premises and a conclusion is always one of its own.
        if not draft.step:
            target = draft.target if isinstance(draft.target, tuple) else id(draft.target)
            key = (draft.kind, draft.premises, target)
            if key in self._drawn:
                return
            self._drawn.add(key)
        if len(self._made) >= MOST:
            raise self._too_many(draft)
        self._made.append(draft)
        for premise in draft.premises:
            if premise != beside:
                self._outgoing.setdefault(premise, []).append(draft)

    def _check(self) -> None:
        """Following the targets of undercuts must end in a card, and soon. Linear."""
        depth: dict[int, int] = {}
        for draft in self._made:
            chain: list[Draft] = []
            on_chain: set[int] = set()
            current = draft
            while id(current) not in depth:
                if id(current) in on_chain:
                    raise self.speaker.error(
                        "These undercuts run in a circle: one of them must be aimed at an argument for a statement.",
                        current.place,
                    )
                chain.append(current)
                on_chain.add(id(current))
                if isinstance(current.target, tuple):
                    depth[id(current)] = 0
                    chain.pop()
                    break
                current = current.target
            for each in reversed(chain):
                depth[id(each)] = depth[id(each.target)] + 1
                if depth[id(each)] > DEEPEST:
                    raise self.speaker.error(
                        "Undercuts of undercuts are more than {most} deep here.", each.place, most=DEEPEST
                    )
