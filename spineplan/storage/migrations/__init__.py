"""From every published version of plan.json to the present one.

A step is a module `to_N.py` with `migrate(document) -> document`: plain dicts in, plain dicts out, importing nothing of
spineplan, never changed once published. Its proof is a frozen file of version N - 1 in `tests/data`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from spineplan.storage.migrations import to_2

Document = dict[str, Any]
Step = Callable[[Document], Document]

VERSION = 2
"""The version that this spineplan writes; raise it with every change of what plan.json may hold."""

STEPS: Mapping[int, Step] = {2: to_2.migrate}
"""N -> the step from version N - 1 to N."""


def migrate(document: Document, steps: Mapping[int, Step] = STEPS, target: int = VERSION) -> Document:
    """The document as version `target`; one of that version already is returned as it is."""
    for number in range(int(document["version"]) + 1, target + 1):
        document = {**steps[number](document), "version": number}
    return document
