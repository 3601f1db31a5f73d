"""`python -m spineplan`: a verb runs headless; a path, or nothing, opens the workstation."""

import sys
from collections.abc import Sequence
from pathlib import Path

from spineplan.cli.dispatch import BAD_USAGE, FAILED, dispatch
from spineplan.cli.verbs import VERBS, OpenWorkstation
from spineplan.errors import SpineplanError


def main(words: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 1 failed with one sentence on stderr, 2 bad usage."""
    words = list(sys.argv[1:] if words is None else words)
    if words and (words[0] in VERBS or words[0].startswith("-")):
        outcome = dispatch(words)
        return _open(outcome) if isinstance(outcome, OpenWorkstation) else outcome
    if len(words) > 1:
        print(f'"{words[0]}" is not a verb, and only one path can be opened. Try: spineplan --help', file=sys.stderr)
        return BAD_USAGE
    path = Path(words[0]) if words else None
    if path is not None and not path.exists():
        print(f'"{words[0]}" is neither a verb nor a file or folder. Try: spineplan --help', file=sys.stderr)
        return BAD_USAGE
    return _open(OpenWorkstation(path))


def _open(wish: OpenWorkstation) -> int:
    try:
        from spineplan.app import open_workstation
    except ImportError as error:
        print(f"The workstation's window cannot be opened here: {error}.", file=sys.stderr)
        return FAILED
    try:
        return open_workstation(wish.path, wish.demo)
    except SpineplanError as error:
        print(error, file=sys.stderr)
        return FAILED


if __name__ == "__main__":
    sys.exit(main())
