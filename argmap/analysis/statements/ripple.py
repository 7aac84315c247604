"""What becomes of some statements when others are held at another label, without working out everything anew.

A change runs forward from unit to unit, inputs first, and stops where it makes no difference. In a circle what it
touches is revised; where that is much of the circle, or where statements may hold one another up, the circle is
worked out anew, with everything around it held. Where a change has narrowed down to one unit, what
follows is remembered: all that comes the same way later need not be followed further.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from argmap.analysis.statements.circles import components, upstream
from argmap.analysis.statements.fixpoint import solve
from argmap.analysis.statements.revision import Revision
from argmap.analysis.statements.standards import Rules
from argmap.analysis.statements.structure import IN, OUT, UNDECIDED, Structure

Effect = tuple[tuple[int, int], ...]
"""Watched units whose label changes, each with its new label."""

LOOK = 4
"""The effort of looking at one unit alone."""
REACH = 10
"""A circle is worked out anew when more than one in so many of its units would have to be revised."""

Tally = tuple[int, int, int, int, int]
"""What counts for a label. Of a relation: what is still missing, what breaks it. Of a statement: the reasons
that are in, and those that are not out; the attacks that are in, and those that are not out; and the reasons
not out that can be a source."""


class Ripple:
    """The effects of changes on watched units, of a structure whose labels are known.

    `distance` says of every unit that can matter how far it is from the nearest watched one. `effort` adds up
    the work that effects have taken so far, in units of about half a microsecond.
    """

    def __init__(
        self,
        structure: Structure,
        assumed: Sequence[bool],
        rules: Rules,
        labels: Sequence[int],
        watched: Collection[int],
        held: Iterable[int] = (),
    ) -> None:
        """Linear. `labels` must be those that `solve` gives; `held` are the units that it was told."""
        self.structure, self.assumed, self.rules, self.labels = structure, assumed, rules, labels
        self.watched, self.held = frozenset(watched), frozenset(held)
        self.distance = upstream(structure, watched)
        self.members = components(structure, self.distance)
        self.order = {unit: place for place, units in enumerate(self.members) for unit in units}
        self.effort = 0
        self._tallies: dict[int, Tally] = {}
        self._parts: dict[int, Part] = {}
        self._known: dict[tuple[int, int], Effect] = {}
        self._ranked: dict[tuple[int, bool], list[int]] = {}

    def effect(self, changes: Mapping[int, int]) -> Effect:
        """The watched units whose label becomes another when these units are held at these labels.

        Linear in the units whose label changes and in the circles they reach; usually a few.
        """
        wave = _Wave(self, changes)
        while wave.pending:
            place = heappop(wave.pending)
            if len(self.members[place]) > 1:
                wave.circle(place)
                continue
            unit = self.members[place][0]
            label = self.evaluate(unit, wave)
            if label == self.labels[unit]:
                continue
            if not wave.pending and place > wave.last:
                known = self._known.get((unit, label))
                if known is not None:
                    wave.result += known
                    break
                wave.trail.append((unit, label, len(wave.result)))
            wave.change(unit, label)
        for unit, label, start in wave.trail:
            self._known[unit, label] = tuple(wave.result[start:])
        return tuple(wave.result)

    def evaluate(self, unit: int, wave: _Wave) -> int:
        """The label of a unit that is in no circle, now that some of its inputs have changed."""
        self.effort += LOOK
        tally = self._tallies.get(unit)
        if tally is None:
            tally = self._tallies[unit] = self._counted(unit, self.labels.__getitem__)
        return self._judged(
            unit, [have + more for have, more in zip(tally, wave.deltas[unit], strict=True)], wave.label
        )

    def judge(self, unit: int, label: Callable[[int], int]) -> int:
        """The label of a unit, given what tells those of its inputs. Linear in these."""
        return self._judged(unit, self._counted(unit, label), label)

    def _counted(self, unit: int, label: Callable[[int], int]) -> Tally:
        structure = self.structure
        first, second, attacks, open_attacks, sources = 0, 0, 0, 0, 0
        self.effort += len(structure.incoming[unit])
        if unit >= structure.statements:
            self.effort += len(structure.premises[unit])
            labels = [label(premise) for premise in structure.premises[unit]]
            cuts = [label(undercutter) for undercutter in structure.incoming[unit]]
            good, bad = labels.count(IN) + cuts.count(OUT), labels.count(OUT) + cuts.count(IN)
            return structure.wait[unit] - good, bad, 0, 0, 0
        for relation in structure.incoming[unit]:
            is_in, is_open = label(relation) == IN, label(relation) != OUT
            if structure.supports[relation]:
                first += is_in
                second += is_open
                sources += is_open and relation not in structure.hollow
            else:
                attacks += is_in
                open_attacks += is_open
        return first, second, attacks, open_attacks, sources

    def _judged(self, unit: int, tally: Sequence[int], label: Callable[[int], int]) -> int:
        first, second, attacks, open_attacks, sources = tally
        if unit >= self.structure.statements:
            return OUT if second else UNDECIDED if first else IN
        unproven = self.rules.prove and not self.assumed[unit]
        if not open_attacks and (first or self.assumed[unit]):
            return IN
        if not second and (attacks or unproven):
            return OUT
        if second and open_attacks and self.rules.standard != "none":
            verdict = self._weigh(unit, first, attacks, label)
            if verdict:
                return verdict
        return OUT if unproven and not sources else UNDECIDED

    def _weigh(self, unit: int, reasons: int, attacks: int, label: Callable[[int], int]) -> int:
        def strongest(supports: bool, *labels: int) -> float:
            for each in self._by_strength(unit, supports):
                if label(each) in labels:
                    return self.rules.strengths[each] if self.rules.strengths else 0.0
            raise AssertionError("the tally has counted one")

        if reasons and self.rules.holds(strongest(True, IN), strongest(False, IN, UNDECIDED)):
            return IN
        if attacks and self.rules.holds(strongest(True, IN, UNDECIDED), strongest(False, IN)) is False:
            return OUT
        return UNDECIDED

    def _by_strength(self, unit: int, supports: bool) -> list[int]:
        ranked = self._ranked.get((unit, supports))
        if ranked is None:
            weights = self.rules.strengths or [0.0] * self.structure.size
            inputs = [
                each for each in self.structure.incoming[unit] if self.structure.supports[each] == supports
            ]
            ranked = self._ranked[unit, supports] = sorted(inputs, key=lambda each: -weights[each])
        return ranked

    def part(self, place: int) -> Part:
        """A circle with its inputs as a structure of its own."""
        part = self._parts.get(place)
        if part is None:
            structure, units = self.structure.part(self.members[place])
            assumed = [self.assumed[unit] for unit in units[: structure.statements]]
            weights = [self.rules.strengths[unit] for unit in units] if self.rules.strengths else ()
            rules = Rules(self.rules.prove, self.rules.standard, weights)
            free = frozenset(self.members[place]) - self.held
            loops = self.rules.prove and _holds_itself_up(structure)
            time = {} if loops else self._followed(free)
            part = self._parts[place] = Part(structure, units, assumed, rules, free, time, loops)
        return part

    def _followed(self, free: frozenset[int]) -> dict[int, int]:
        """The order in which these labels follow, with everything around them held."""
        start = Revision(
            self.structure, {}, free, lambda unit: UNDECIDED if unit in free else self.labels[unit]
        )
        start.draw(free, self.judge)
        return {unit: moment for moment, unit in enumerate(start.new)}


@dataclass(frozen=True, slots=True)
class Part:
    """A circle with its inputs as a `structure` of its own, the old place of each of its `units`, what holds for
    them, and the order in which the labels of its members followed. `free` are the members that are not held;
    with `loops` statements in it may hold one another up, where they have to be proved.
    """

    structure: Structure
    units: list[int]
    assumed: list[bool]
    rules: Rules
    free: frozenset[int]
    time: Mapping[int, int]
    loops: bool


def _holds_itself_up(structure: Structure) -> bool:
    """Whether reasons alone lead round in a circle."""
    feeds: list[list[int]] = [
        [structure.target[user] for user in users if structure.supports[user]] for users in structure.users
    ]
    left = [0] * structure.statements
    for targets in feeds:
        for target in targets:
            left[target] += 1
    waiting = [statement for statement, count in enumerate(left) if not count]
    done = len(waiting)
    while waiting:
        for target in feeds[waiting.pop()]:
            left[target] -= 1
            if not left[target]:
                waiting.append(target)
                done += 1
    return done < structure.statements


class _Wave:
    """One change on its way: what has another label by now, and the places where it is still to be looked at."""

    def __init__(self, ripple: Ripple, changes: Mapping[int, int]) -> None:
        self.ripple = ripple
        self.fixed = changes
        self.labels: dict[int, int] = {}
        self.deltas: dict[int, list[int]] = {}
        self.pending: list[int] = []
        self.queued: set[int] = set()
        self.result: list[tuple[int, int]] = []
        self.trail: list[tuple[int, int, int]] = []
        self.touched: dict[int, set[int]] = {}
        changed = [u for u, label in changes.items() if u in ripple.order and label != ripple.labels[u]]
        self.last = max((ripple.order[unit] for unit in changes if unit in ripple.order), default=-1)
        for unit in changed:
            self.change(unit, changes[unit])

    def label(self, unit: int) -> int:
        return self.labels.get(unit, self.ripple.labels[unit])

    def change(self, unit: int, label: int, within: int = -1) -> None:
        """Give a unit its new label, and put down what depends on it, apart from the circle `within`."""
        ripple = self.ripple
        old, self.labels[unit] = ripple.labels[unit], label
        if unit in ripple.watched:
            self.result.append((unit, label))
        for after in ripple.structure.outputs(unit):
            ripple.effort += 1
            place = ripple.order.get(after, within)
            if place == within or after in self.fixed or after in ripple.held:
                continue
            if len(ripple.members[place]) > 1:
                self.touched.setdefault(place, set()).add(after)
            delta = self.deltas.setdefault(after, [0, 0, 0, 0, 0])
            new = share(ripple.structure, unit, after, label)
            for i, was in enumerate(share(ripple.structure, unit, after, old)):
                delta[i] += new[i] - was
            if place not in self.queued:
                self.queued.add(place)
                heappush(self.pending, place)

    def circle(self, place: int) -> None:
        """Give every unit of a circle its label, with everything around it as it is now."""
        ripple, part = self.ripple, self.ripple.part(place)
        touched = self.touched[place]
        if not part.loops:
            revision = Revision(ripple.structure, part.time, part.free, self.label, self.fixed)
            reached = revision.take_back(touched, ripple.judge, len(part.units) // REACH + 1)
            if reached:
                revision.draw(touched, ripple.judge)
            ripple.effort += LOOK * revision.judged
            if reached:
                for unit, label in revision.new.items():
                    if label != ripple.labels[unit]:
                        self.change(unit, label, place)
                return
        ripple.effort += LOOK * len(part.units)
        held = {
            new: self.label(unit)
            for new, unit in enumerate(part.units)
            if unit not in part.free or unit in self.fixed
        }
        for new, label in enumerate(solve(part.structure, part.assumed, part.rules, held)):
            unit = part.units[new]
            if new not in held and label != ripple.labels[unit]:
                self.change(unit, label, place)


def share(structure: Structure, unit: int, after: int, label: int) -> Tally:
    """What a unit with this label adds to the tally of one that depends on it."""
    if after >= structure.statements:
        good, bad = (IN, OUT) if unit < structure.statements else (OUT, IN)
        return -(label == good), int(label == bad), 0, 0, 0
    is_in, is_open = int(label == IN), int(label != OUT)
    if structure.supports[unit]:
        return is_in, is_open, 0, 0, is_open and int(unit not in structure.hollow)
    return 0, 0, is_in, is_open, 0
