"""The verbs by name, and what a verb can hand back."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from spineplan.errors import SpineplanError

VERBS = {
    "demo": "make the synthetic patient and open it",
    "scan": "list the series found and whether each is a trustworthy volume",
    "volume": "write a series as the workstation sees it",
    "labels": "read a label map made elsewhere: levels and structures at risk",
    "levels": "find, name and segment the vertebrae of a CT",
    "score": "any clinical score from typed inputs",
    "propose": "needles for a level, ranked and explained",
    "check": "findings, checklist state, digest and history of a plan",
    "measure": "every number derived from a plan",
    "report": "print a plan",
    "export": "write a plan for others: without identity, or as one page to look at",
}
"""Verb -> one line of help. The verb's module in this package has the same name."""


@dataclass(frozen=True)
class OpenWorkstation:
    """A verb's wish to open the window; `__main__` fulfils it, so that the verbs never load Qt.

    path: what to open in it. demo: make and open the demo patient there, with progress and Cancel.
    """

    path: Path | None = None
    demo: bool = False


class Verb(Protocol):
    """What a verb's module offers."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the verb's arguments; `--json` is already there."""

    def run(self, arguments: Namespace) -> int | OpenWorkstation:
        """Do it; expected failures are raised as SpineplanError, wrong usage as UsageError."""


def print_json(document: object) -> None:
    """The one JSON document of `--json`, in ASCII so that no console can spoil it; NaN is a defect, not a value."""
    print(json.dumps(document, allow_nan=False))


def check_place(out: Path) -> None:
    """Before long work: raises SpineplanError when a file cannot be written there."""
    if out.is_dir():
        raise SpineplanError(f'"{out.name}" is a folder; name a file to write.')
    if not out.absolute().parent.is_dir():
        raise SpineplanError(f'There is no folder "{out.parent}" to write "{out.name}" into.')
