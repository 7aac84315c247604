"""What axe-core is asked to look for, wherever it is called: its usual rules, and those of WCAG 2.2 that it leaves out."""

from __future__ import annotations

from typing import Any

WCAG22: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
