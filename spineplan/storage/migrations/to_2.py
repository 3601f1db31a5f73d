"""Version 2 knows vertebrae, structures, facts, decisions, ablations and a discussion; a version 1 plan has none."""

from typing import Any


def migrate(document: dict[str, Any]) -> dict[str, Any]:
    """Every new field has a default that says "nothing yet", so nothing of an old plan changes."""
    return document
