"""Run as a script: saves a plan again and again until it is killed.

Forks one saver per line read from stdin and prints its process id, so that many can be killed without many starts;
the saver prints a line after each save.
"""

import os
import sys
from pathlib import Path

from msgspec.structs import replace

from spineplan.storage.planfile import load_plan, save_plan
from tests.support.full_plans import Step


def save_forever(path: Path) -> None:
    """The plan's notes count the saves."""
    loaded = load_plan(path)
    plan, history = loaded.plan, loaded.history
    while True:
        plan = replace(plan, notes=str(int(plan.notes) + 1))
        history = save_plan(path, plan, loaded.masks, [Step(f"Save {plan.notes}")], history=history).history
        _say("saved")


def main(path: Path) -> None:
    """One fork per line."""
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            save_forever(path)
        _say(str(child))
        os.waitpid(child, 0)
        _say("gone")


def _say(line: str) -> None:
    """In one write: a saver that is killed between a word and its line's end would spoil the next line."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
