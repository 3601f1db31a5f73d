"""The shared libraries of the operating system that Qt and VTK load, and the virtual display for tests.

Windows and macOS bring their own. On Debian and its children the missing ones are installed where that may be done
without asking; elsewhere the sentence names them.
"""

import ctypes
import os
import shutil
import subprocess
import sys

LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
"""Shared library -> Debian package; each proven needed on a minimal Debian 12."""

PROGRAMS_FOR_TESTS = {"Xvfb": "xvfb"}


def missing(for_tests: bool) -> dict[str, str]:
    """What is not there -> the Debian package that brings it."""
    absent = {name: package for name, package in LIBRARIES.items() if not loads(name)}
    if for_tests:
        absent |= {name: package for name, package in PROGRAMS_FOR_TESTS.items() if shutil.which(name) is None}
    return absent


def loads(library: str) -> bool:
    """Whether the dynamic loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def provide(for_tests: bool) -> str:
    """Install what is missing where that may be done; returns the sentence about what still is, or ""."""
    if not sys.platform.startswith("linux"):
        return ""
    absent = missing(for_tests)
    root = root_prefix()
    if absent and root is not None and shutil.which("apt-get"):
        print(f"Installing with apt-get: {' '.join(sorted(absent.values()))} ...", flush=True)
        apt_get(root, ["update", "-qq"])
        apt_get(root, ["install", "-y", "-qq", "--no-install-recommends", *sorted(absent.values())])
        absent = missing(for_tests)
    if not absent:
        return ""
    return (
        f"These parts of the operating system are missing: {', '.join(sorted(absent))}. "
        f"Install them and try again; on Debian: apt-get install {' '.join(sorted(absent.values()))}."
    )


def root_prefix() -> list[str] | None:
    """How to run a command as root without being asked for a password, or None."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def apt_get(root: list[str], arguments: list[str]) -> None:
    """Run apt-get without questions; what it could not do shows in what is still missing."""
    command = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *arguments]
    subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
