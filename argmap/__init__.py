"""argmap: maps of a debate, from a text file to a diagram.

A debate is broken down into positions, claims, evidence and rebuttals, held as a graph (`ArgumentMap`)
and drawn. Everything public is reached from here and loaded only when it is used, so that
``import argmap`` costs next to nothing.

>>> import argmap
>>> debate, report = argmap.load(b"[A]: Cars out of town. #position\\n  + The air gets cleaner.\\n")
>>> sorted(node.text for node in debate.nodes.values())
['Cars out of town.', 'The air gets cleaner.']
>>> list(report)
[]
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["ArgumentMap", "__version__", "analyze", "dump", "load", "render"]

TYPE_CHECKING = False  # importing typing would double the time that importing argmap takes
if TYPE_CHECKING:
    from argmap.analysis.report import analyze
    from argmap.diagram import render
    from argmap.formats import dump, load
    from argmap.model import ArgumentMap


def __getattr__(name: str) -> object:
    """Load a public name on first use (PEP 562)."""
    if name == "ArgumentMap":
        from argmap.model import ArgumentMap

        return ArgumentMap
    if name in {"load", "dump"}:
        from argmap import formats

        return getattr(formats, name)
    if name == "analyze":
        from argmap.analysis.report import analyze

        return analyze
    if name == "render":
        from argmap.diagram import render

        return render
    raise AttributeError(f"module 'argmap' has no attribute {name!r}")
