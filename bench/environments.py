"""Peers, each in an environment of its own, so that none of them can disturb our dependencies.

`python_of("itk")` is the Python that can import the peer, or None where it is not installed;
`program_of("invesalius")` is the path of a program that Debian packages, or None.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".bench-venvs"
PEERS = json.loads((ROOT / "bench" / "peers.json").read_text(encoding="utf-8"))


def python_of(name: str) -> Path | None:
    """Python of a peer's finished environment."""
    scripts = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    python = FOLDER / name / scripts
    return python if python.exists() and (FOLDER / name / ".installed").exists() else None


def program_of(name: str) -> str | None:
    """Path of a peer's program."""
    return shutil.which(PEERS["debian"][name]["program"])


def build_all() -> list[str]:
    """Make every environment that is not there; names of the peers that cannot be had on this machine."""
    failed = [name for name, peer in PEERS["environments"].items() if not build(name, peer)]
    return failed + [name for name, peer in PEERS["debian"].items() if not from_debian(name, peer["packages"])]


def build(name: str, peer: dict[str, Any]) -> bool:
    """Make one environment; a stamp written last says that it is complete and what it holds."""
    folder = FOLDER / name
    stamp = folder / ".installed"
    if python_of(name) and stamp.read_text() == repr(peer):
        return True
    base = python_with_version(peer.get("python"))
    if base is None:
        print(f"{name} is made for Python {peer['python']} only.", file=sys.stderr)
        return False
    print(f"Installing {name} into {folder.relative_to(ROOT)} ...", flush=True)
    subprocess.run([base, "-m", "venv", "--clear", str(folder)], check=True)
    pip = [str(folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"), "-m", "pip", "install", "-qq"]
    if subprocess.run([*pip, "--disable-pip-version-check", *peer["packages"]], check=False).returncode:
        return False
    stamp.write_text(repr(peer))
    return True


def python_with_version(version: str | None) -> str | None:
    """Path of an interpreter with that version that starts, ours when any will do, or None."""
    if version is None:
        return sys.executable
    managed = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python{version}"))
    for candidate in (shutil.which(f"python{version}"), *map(str, managed)):
        if candidate and subprocess.run([candidate, "-c", ""], check=False, capture_output=True).returncode == 0:
            return candidate
    return None


def from_debian(name: str, packages: list[str]) -> bool:
    """Install a program with apt-get where that may be done without asking."""
    if program_of(name) is None and shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing {name} with apt-get ...", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)
    return program_of(name) is not None


if __name__ == "__main__":
    for peer in build_all():
        print(f"{peer} cannot be installed here; it is left out.", file=sys.stderr)
