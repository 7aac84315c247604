"""What an argument map is, and every change that one can make to it.

This room is pure: it imports nothing but the standard library, does no input or output, and never makes an
id or a time; both are passed in. A map is changed by operations only, and every operation has an inverse.
"""

from argmap.model.changes import apply, building, replay, walk
from argmap.model.map import ArgumentMap, Group, Item, Node, Quote, Relation, Source
from argmap.model.problems import Conflict, Problem

__all__ = [
    "ArgumentMap",
    "Conflict",
    "Group",
    "Item",
    "Node",
    "Problem",
    "Quote",
    "Relation",
    "Source",
    "apply",
    "building",
    "replay",
    "walk",
]
