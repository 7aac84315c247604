"""How a map looks: measure the text, lay the boxes out, draw.

Pure over `model`: what else is to be shown (strengths, ratings, words in another language) is handed in as
mappings. The same map gives the same bytes, and recolouring never lays out again.
"""

from __future__ import annotations

from argmap.diagram.drawing import Drawing, Place, render
from argmap.diagram.look import Look, UnknownLook

__all__ = ["Drawing", "Look", "Place", "UnknownLook", "render"]
