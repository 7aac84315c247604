"""The one form in which argmap writes a map as argmap JSON, and the hash by which a frozen map is known again."""

from __future__ import annotations

import hashlib

from argmap.formats import argmap_json
from argmap.formats.report import Report
from argmap.model import ArgumentMap


def canonical(debate: ArgumentMap) -> str:
    """A map as argmap JSON. Written again from what is read, it is the same to the letter. O(n log n)."""
    return argmap_json.dump(debate, Report())


def fingerprint(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal digits: as `sha256sum` says it of the file.

    >>> fingerprint("")[:16]
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
