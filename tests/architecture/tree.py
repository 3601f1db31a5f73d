"""The source tree as the architecture tests read it."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "spineplan"
CHECKED = ("spineplan", "tests", "bench", "installer")


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Every Python file below the folders of the project (all checked ones by default)."""
    return tuple(sorted(p for folder in folders or CHECKED for p in (ROOT / folder).rglob("*.py")))


@cache
def parsed(path: Path) -> ast.Module:
    """Syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    """Path as a reader names it: relative to the project, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def rooms() -> tuple[str, ...]:
    """Top-level packages and modules of spineplan that exist."""
    return tuple(
        sorted(
            p.stem
            for p in PACKAGE.iterdir()
            if not p.name.startswith("_") and ((p.is_dir() and list(p.rglob("*.py"))) or p.suffix == ".py")
        )
    )


def below_viewer() -> tuple[str, ...]:
    """Importable modules of every room that must work without Qt."""
    modules = []
    for path in python_files("spineplan"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        if len(parts) > 1 and parts[1] not in {"ui", "viewer", "app", "__main__"}:
            modules.append(".".join(parts))
    return tuple(modules)
