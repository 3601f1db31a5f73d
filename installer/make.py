"""What `make` does, the same on every system: `py installer/make.py run` on Windows is `make run` on Linux."""

import hashlib
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import system_libraries

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
CONSTRAINTS = ROOT / "installer" / "constraints.txt"


class Refused(Exception):
    """A step cannot be done; the text is the sentence shown."""


def tool(name: str) -> str:
    """Path of a command of the virtual environment."""
    return str(BIN / (f"{name}.exe" if sys.platform == "win32" else name))


def fingerprint(extra: str) -> str:
    """Changes when what has to be installed changes; settings of checkers in pyproject.toml do not count."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = CONSTRAINTS.read_text(encoding="utf-8") if CONSTRAINTS.exists() else ""
    wanted = repr((project["build-system"], project["project"], pins, extra, sys.version_info[:2]))
    return hashlib.sha256(wanted.encode()).hexdigest()


def works(python: str) -> bool:
    """Whether the environment's Python starts; it does not when the folder was moved or the system's Python went."""
    try:
        return subprocess.run([python, "-c", ""], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def install_packages(extra: str = "") -> None:
    """Build `.venv` and install the project into it, editable; nothing is done when nothing changed."""
    stamps = {name: VENV / f".installed{'-' if name else ''}{name}" for name in ("", "dev")}
    python = tool("python")
    done = stamps[extra].read_text() if stamps[extra].exists() else ""
    if done == fingerprint(extra) and works(python):
        return
    if not works(python):
        print("Making a virtual environment in .venv ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    print("Installing Python packages into .venv (several hundred MB, once; this takes minutes) ...", flush=True)
    command = [
        python,
        "-m",
        "pip",
        "install",
        "-qq",
        "--disable-pip-version-check",
        "-e",
        f".[{extra}]" if extra else ".",
    ]
    if not CONSTRAINTS.exists() or subprocess.run([*command, "-c", str(CONSTRAINTS)], cwd=ROOT, check=False).returncode:
        print("Trying the newest versions instead of the tested ones ...", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            raise Refused("The Python packages could not be installed; pip says why above.")
    for name in {"", extra}:
        stamps[name].write_text(fingerprint(name))


def install(arguments: list[str]) -> int:
    """The set-up alone; afterwards `.venv/bin/spineplan` is the command."""
    problem = system_libraries.provide(for_tests=False)
    install_packages()
    if problem:
        print(f"{problem} Until then only the command line works.", file=sys.stderr)
    print(f"Ready: {tool('spineplan')}")
    return 0


def run(arguments: list[str]) -> int:
    """Open the workstation on the demo patient, or on what is named."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise Refused(
            "There is no display to open a window on: start it from a desktop session, over `ssh -X`, "
            "or on a virtual one with `xvfb-run -a make run` (apt-get install xvfb xauth)."
        )
    need_libraries(for_tests=False)
    install_packages()
    return subprocess.run([tool("spineplan"), *(arguments or ["demo"])], check=False).returncode


def need_libraries(for_tests: bool) -> None:
    """Refuse with a sentence when Qt, VTK or the virtual display could not start."""
    if problem := system_libraries.provide(for_tests):
        raise Refused(problem)


def checks() -> list[str]:
    """Run every checker; names of those that complain."""
    steps = {
        "ruff check": [tool("ruff"), "check", "."],
        "ruff format": [tool("ruff"), "format", "--check", "."],
        "mypy": [tool("mypy")],
        "lint-imports": [tool("lint-imports"), "--no-cache", "--no-logo"],
    }
    return [name for name, command in steps.items() if not passes(name, command)]


def passes(name: str, command: list[str]) -> bool:
    """Run one step under a heading."""
    print(f"== {name}", flush=True)
    return subprocess.run(command, cwd=ROOT, check=False, stdin=subprocess.DEVNULL).returncode == 0


def check(arguments: list[str]) -> int:
    """Style, types and imports."""
    install_packages("dev")
    if complaints := checks():
        raise Refused(f"Not clean: {', '.join(complaints)}.")
    return 0


def test(arguments: list[str]) -> int:
    """Every check, then every test; the tests start their own virtual display. All run, even after a failure."""
    need_libraries(for_tests=True)
    install_packages("dev")
    complaints = checks()
    if not passes("pytest", [tool("python"), "-m", "pytest", "-n", "auto", "--dist", "loadfile", *arguments]):
        complaints.append("pytest")
    if complaints:
        raise Refused(f"Not clean: {', '.join(complaints)}.")
    return 0


def bench(arguments: list[str]) -> int:
    """Measure beside peers, each in an environment of its own."""
    need_libraries(for_tests=True)
    install_packages("dev")
    return subprocess.run([tool("python"), "bench/everything.py", *arguments], cwd=ROOT, check=False).returncode


def lock(arguments: list[str]) -> int:
    """Write down the versions in `.venv` as the tested ones."""
    install_packages("dev")
    frozen = subprocess.run(
        [tool("python"), "-m", "pip", "freeze", "--exclude-editable"], check=True, capture_output=True, text=True
    )
    CONSTRAINTS.write_text("# The versions the tests last passed with; `make lock` writes them.\n" + frozen.stdout)
    return 0


VERBS: dict[str, Callable[[list[str]], int]] = {
    "install": install, "run": run, "test": test, "check": check, "bench": bench, "lock": lock,
}  # fmt: skip


def main(arguments: list[str]) -> int:
    """Do one verb; a refusal is one sentence on stderr and exit code 1."""
    if not arguments or arguments[0] not in VERBS:
        print(f"usage: {Path(sys.argv[0]).name} {'|'.join(VERBS)} [ARGUMENTS]", file=sys.stderr)
        return 2
    try:
        return VERBS[arguments[0]](arguments[1:])
    except Refused as refusal:
        print(refusal, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
