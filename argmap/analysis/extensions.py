"""Extensions of an argumentation framework, and which arguments are accepted, under eleven semantics.

A set of arguments is *conflict-free* if none of them attacks another (or itself), and *admissible* if it also
attacks whatever attacks one of them. Its *range* is what it contains or attacks. Then

* **complete**: admissible, and contains every argument that it defends (Dung 1995);
* **grounded**: the least complete extension, exactly one (Dung 1995);
* **preferred**: a greatest admissible set (Dung 1995);
* **stable**: conflict-free, with everything in its range; there may be none (Dung 1995);
* **semi-stable**: admissible, of a greatest range (Verheij 1996; Caminada 2006);
* **stage**: conflict-free, of a greatest range (Verheij 1996);
* **ideal**: the largest admissible set within every preferred extension, exactly one (Dung, Mancarella, Toni 2007);
* **eager**: the largest admissible set within every semi-stable extension, exactly one (Caminada 2007);
* **naive**: a greatest conflict-free set.

What the grounded extension decides is put aside in linear time; only the rest is searched, each weakly connected
component for itself, with a SAT solver. So the costs that are stated below, which no algorithm is known to avoid
(see Dvořák and Dunne 2018), are those of the largest component, and numbers of extensions are multiplied, never
counted one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from argmap.analysis.engine.clock import Clock, Undetermined
from argmap.analysis.engine.graph import Graph
from argmap.analysis.engine.product import products
from argmap.analysis.engine.semantics import SEMANTICS as _BY_NAME
from argmap.analysis.engine.semantics import Layout, laid_out
from argmap.analysis.framework import Framework
from argmap.messages import Message

__all__ = ["MODES", "SEMANTICS", "Undetermined", "accepted", "count", "extensions", "one", "witness"]

SEMANTICS = tuple(_BY_NAME)
"""The names of the semantics."""

MODES = ("credulous", "skeptical")


def extensions(
    framework: Framework, semantics: str, *, budget: float | None = None
) -> Iterator[frozenset[str]]:
    """All extensions under a semantics (see above), each once, found while they are asked for.

    There can be exponentially many (up to 3 to the power of a third of the arguments, for preferred and the like),
    but the first few are there as soon as one has been found in each component. Exactly one for grounded (linear),
    ideal and eager.

    Raises ValueError for an unknown semantics, and `Undetermined` when `budget` seconds did not suffice; the
    time between one extension and the next request for one is not counted.

    >>> nixon = Framework("ab", [("a", "b"), ("b", "a")])
    >>> sorted(sorted(each) for each in extensions(nixon, "preferred"))
    [['a'], ['b']]
    >>> list(extensions(nixon, "grounded"))
    [frozenset()]
    """
    layout, clock = _start(
        framework, semantics, budget, Message("all {semantics} extensions", {"semantics": Message(semantics)})
    )
    clock.pause()
    return _listed(framework, layout, clock)


def _listed(framework: Framework, layout: Layout, clock: Clock) -> Iterator[frozenset[str]]:
    clock.resume()
    if layout.semantics.single:
        yield framework.named(_whole(layout, clock) or ())
        return
    every = layout.semantics.every
    parts = sorted(layout.rest.components(), key=lambda part: part.size)
    for chosen in products([every(part, clock) for part in parts]):
        extension = framework.named(chain(layout.accepted, *chosen))
        clock.left()
        clock.pause()
        yield extension
        clock.resume()


def one(framework: Framework, semantics: str, *, budget: float | None = None) -> frozenset[str] | None:
    """Some extension under a semantics; None when there is none, which only happens for stable.

    It is the grounded extension for complete, and the empty set for admissible and conflict-free. Linear for
    these, grounded and naive; NP-hard for stable and preferred (but see above), harder for semi-stable,
    stage, ideal and eager. Raises as `extensions` does.

    >>> one(Framework("abc", [("a", "b"), ("b", "c")]), "stable") == {"a", "c"}
    True
    >>> one(Framework("a", [("a", "a")]), "stable")
    """
    layout, clock = _start(
        framework, semantics, budget, Message("one {semantics} extension", {"semantics": Message(semantics)})
    )
    found = _whole(layout, clock)
    return None if found is None else framework.named(found)


def count(framework: Framework, semantics: str, *, budget: float | None = None) -> int:
    """How many extensions there are under a semantics. Raises as `extensions` does.

    The numbers of the components are multiplied: 10,000 pairs of arguments which attack each other take 10,000
    times as long as one. Within a component extensions are listed, conflict-free sets in trees excepted, so that
    it takes as long as there are many. #P-hard but for grounded, ideal and eager.

    >>> count(Framework("abcd", [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")]), "preferred")
    4
    """
    asked = Message("how many {semantics} extensions there are", {"semantics": Message(semantics)})
    layout, clock = _start(framework, semantics, budget, asked)
    if layout.semantics.single:
        return 1
    if not layout.semantics.certain and _whole(layout, clock) is None:
        return 0
    product = 1
    for part in layout.rest.components():
        if layout.semantics.count:
            product *= layout.semantics.count(part, clock)
        else:
            product *= sum(1 for _ in layout.semantics.every(part, clock))
        clock.left()
    return product


def accepted(
    framework: Framework, argument: str, semantics: str, mode: str, *, budget: float | None = None
) -> bool:
    """Whether an argument is in some extension (`credulous`) or in all of them (`skeptical`).

    Where there is no extension, which only happens for stable, every argument is skeptically accepted and none
    credulously. Credulous acceptance is NP-complete for complete, preferred, admissible and stable; skeptical
    acceptance is linear for complete (the grounded extension), coNP-complete for stable and complete for the
    second level for preferred; both are so for semi-stable and stage. Only what can matter is searched: the
    component of the argument, and for most semantics only what leads to it.

    Raises ValueError for an unknown argument, semantics or mode, and `Undetermined` as `extensions` does.

    >>> floating = Framework("abcd", [("a", "b"), ("b", "a"), ("a", "c"), ("b", "c"), ("c", "d")])
    >>> accepted(floating, "d", "preferred", "skeptical"), accepted(floating, "d", "grounded", "skeptical")
    (True, False)
    >>> accepted(floating, "a", "stable", "credulous")
    True
    """
    layout, clock, number = _asked(framework, argument, semantics, mode, budget)
    if layout.semantics.least and (layout.semantics.single or mode == "skeptical"):
        return number in layout.accepted
    found = _deciding(layout, number, mode, clock, layout.semantics.directional)
    others = found is not None and (layout.semantics.certain or _others(layout, number, clock) is not None)
    return others if mode == "credulous" else not others


def witness(
    framework: Framework, argument: str, semantics: str, mode: str, *, budget: float | None = None
) -> frozenset[str] | None:
    """The extension that shows it: one that contains the argument (`credulous`), or one that lacks it (`skeptical`).

    None when there is none, that is, when `accepted` says False (`credulous`) or True (`skeptical`). Costs and
    errors are those of `accepted`, and in addition finding some extension of everything else.

    >>> nixon = Framework("ab", [("a", "b"), ("b", "a")])
    >>> witness(nixon, "a", "preferred", "credulous"), witness(nixon, "a", "preferred", "skeptical")
    (frozenset({'a'}), frozenset({'b'}))
    """
    layout, clock, number = _asked(framework, argument, semantics, mode, budget)
    if layout.semantics.least and mode == "skeptical":
        return None if number in layout.accepted else framework.named(layout.accepted)
    found = _deciding(layout, number, mode, clock, directional=False)
    others = None if found is None else _others(layout, number, clock)
    return None if found is None or others is None else framework.named(layout.accepted | found | others)


def _start(
    framework: Framework, semantics: str, budget: float | None, asked: Message
) -> tuple[Layout, Clock]:
    if semantics not in _BY_NAME:
        raise ValueError(f"there is no semantics {semantics!r}; there are: {', '.join(SEMANTICS)}")
    clock = Clock(budget, asked)
    return laid_out(framework.graph, _BY_NAME[semantics]), clock


def _asked(
    framework: Framework, argument: str, semantics: str, mode: str, budget: float | None
) -> tuple[Layout, Clock, int]:
    if mode not in MODES:
        raise ValueError(f"there is no mode {mode!r}; there are: {', '.join(MODES)}")
    number = framework.number(argument)
    about = {"argument": argument, "mode": mode, "semantics": Message(semantics)}
    asked = Message("whether '{argument}' is accepted ({semantics}, {mode})", about)
    return *_start(framework, semantics, budget, asked), number


def _deciding(layout: Layout, number: int, mode: str, clock: Clock, directional: bool) -> set[int] | None:
    """An extension of the component of the argument, or of what leads to it, that contains or lacks it."""
    clock.left()
    place = _place(layout.rest, number)
    if not place:
        return set() if (number in layout.accepted) == (mode == "credulous") else None
    part = layout.rest.upstream(place) if directional else layout.rest.around(place)
    search = layout.semantics.including if mode == "credulous" else layout.semantics.lacking
    return search(part, 1, clock)


def _place(rest: Graph, number: int) -> int:
    """The number of an argument in the graph that is searched; 0 when it was put aside."""
    return rest.origin.index(number) if number in rest.origin else 0


def _others(layout: Layout, number: int, clock: Clock) -> set[int] | None:
    """Some extension of the components that do not have the argument."""
    rest = layout.rest
    place = _place(rest, number)
    if place:
        rest = rest.restricted(rest.others(set(rest.around(place).origin)))
    return _some(layout, rest, clock)


def _whole(layout: Layout, clock: Clock) -> set[int] | None:
    """Some extension of everything."""
    if layout.semantics.least:
        return layout.accepted
    found = _some(layout, layout.rest, clock)
    return None if found is None else layout.accepted | found


def _some(layout: Layout, graph: Graph, clock: Clock) -> set[int] | None:
    """Some extension of these components."""
    clock.left()
    if layout.semantics.joint:
        return layout.semantics.one(graph, clock)
    union: set[int] = set()
    for part in graph.components():
        found = layout.semantics.one(part, clock)
        if found is None:
            return None
        union |= found
    return union
