"""What is asked about a map: its cruxes, "what if?", its framework; computing time and peak memory of each."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.measure import PEAK, clean_environment, note, spread
from bench.peers import CHECKOUT
from bench.tables import Row

AIM_CRUXES, AIM_WHAT_IF = 0.5, 0.1
CRUXES_SIZE, WHAT_IF_SIZE = 10_000, 1_000

_MEASURED = (
    """
import json, sys, time
from bench.maps import debate
from argmap.analysis.cruxes import cruxes
from argmap.analysis.labelling import label
from argmap.analysis.map_attribution import contributors, tornado
from argmap.analysis.map_strength import map_strengths
from argmap.analysis.translation import framework_of
held = debate(int(sys.argv[1]))
def tell(took, *said):
    print(json.dumps([took, peak_memory(), *said]))
"""
    + PEAK
)
_CRUXES = """
found = label(held, burden="{burden}")
began = time.process_time()
cruxes_ = cruxes(found)
took = time.process_time() - began
tell([took], len(cruxes_), "complete" if cruxes_.complete else "cut short")
"""
_WHAT_IF = """
label(held)  # what the page showed before somebody asks "what if?"
before = map_strengths(held)
positions = [card for card, node in held.nodes.items() if node.kind == "position"]
topic = max(positions, key=lambda card: len(contributors(before, card)))
off = "n%d" % (len(held.nodes) // 2)
clock = [time.process_time()]
label(held, forced={off: "out"})
clock.append(time.process_time())
strengths = map_strengths(held, changes={off: None})
clock.append(time.process_time())
bars = tornado(strengths, topic)
clock.append(time.process_time())
tell([clock[3] - clock[0], *(after - before for before, after in zip(clock, clock[1:]))], len(bars))
"""
_TRANSLATED = """
began = time.process_time()
made = framework_of(held)
tell([time.process_time() - began], len(made.framework), len(made.framework.attacks))
"""


@dataclass(slots=True)
class Measured:
    """One piece of work on a map, several times, each in a process of its own: all seconds, by part, and what came of it."""

    seconds: list[list[float]] = field(default_factory=list)
    memory: float = 0.0
    said: list[object] = field(default_factory=list)

    @classmethod
    def of(cls, source: str, cards: int, runs: int) -> Measured:
        """Do it so often."""
        made = cls()
        words = [sys.executable, "-c", _MEASURED + source, str(cards)]
        for _ in range(runs):
            said = subprocess.run(
                words, capture_output=True, text=True, cwd=CHECKOUT, check=True, env=clean_environment()
            )
            took, peak, *made.said = json.loads(said.stdout)
            made.seconds.append(took)
            made.memory = max(made.memory, peak)
        return made

    def shown(self, cards: int, part: int = 0) -> Row:
        """The size of the map; minimum, median and maximum of one part; the memory."""
        low, middle, high = (1_000 * each for each in spread([run[part] for run in self.seconds]))
        return (f"{cards:,}", f"{low:.1f}, **{middle:.1f}**, {high:.1f} ms", f"{self.memory:.0f} MB")

    def met(self, aim: float) -> str:
        """The aim, and whether the median of the whole is within it."""
        middle = spread([run[0] for run in self.seconds])[1]
        return f"{aim:g} s: {'met' if middle <= aim else 'not met'}"


def on_maps(runs: int) -> Iterator[Row]:
    """A row for each thing that is asked."""
    for burden in ("presume", "prove"):
        note(f"  cruxes of {CRUXES_SIZE:,} cards, {burden}")
        cruxes = Measured.of(_CRUXES.format(burden=burden), CRUXES_SIZE, runs)
        found = "{:,} cruxes, {}".format(*cruxes.said)
        yield (
            f"cruxes of all positions ({burden})",
            *cruxes.shown(CRUXES_SIZE),
            found,
            cruxes.met(AIM_CRUXES),
        )
    note(f"  what if, {WHAT_IF_SIZE:,} cards")
    what_if = Measured.of(_WHAT_IF, WHAT_IF_SIZE, runs)
    yield (
        "what if a card is off: all of the below",
        *what_if.shown(WHAT_IF_SIZE),
        "",
        what_if.met(AIM_WHAT_IF),
    )
    parts = (
        ("labels", ""),
        ("strengths", ""),
        ("tornado chart of a position", "{:,} bars".format(*what_if.said)),
    )
    for place, (part, said) in enumerate(parts, 1):
        yield (f"- {part}", *what_if.shown(WHAT_IF_SIZE, place), said, "")
    note(f"  the framework of {CRUXES_SIZE:,} cards")
    made = Measured.of(_TRANSLATED, CRUXES_SIZE, runs)
    size = "{:,} arguments, {:,} attacks".format(*made.said)
    yield ("the map as an abstract framework", *made.shown(CRUXES_SIZE), size, "")
