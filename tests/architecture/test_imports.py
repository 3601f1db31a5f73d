"""Who may import whom: the contracts of pyproject.toml hold, bite, and cover every room."""

import ast
import re
import subprocess
import sys
import tomllib

import grimp
import pytest

from tests.architecture.contracts import offences, third_party
from tests.architecture.tree import PACKAGE, ROOT, below_viewer, name_of, parsed, python_files, rooms

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]

WITHOUT_QT = """
import importlib, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6", "pyqtgraph", "PyQt6", "PyQt5"}:
            raise ImportError(f"{name} is not here")

sys.meta_path.insert(0, NoQt())
for module in sys.argv[1:]:
    importlib.import_module(module)
"""


def contract(name: str) -> dict:
    """A contract by its id."""
    return next(c for c in CONTRACTS if c["id"] == name)


def test_that_every_contract_is_kept() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in done.stdout


def test_that_the_floors_know_every_room() -> None:
    floors = {name for layer in contract("floors")["layers"] for name in re.findall(r"\w+", layer)}
    assert set(rooms()) <= floors


def test_that_the_floors_are_those_of_the_design() -> None:
    floors = [re.findall(r"\w+", layer) for layer in contract("floors")["layers"]]
    above_plan = "__main__ app cli ui viewer session exchange report storage render planning measure clinical anatomy"
    below_plan = "plan dicom imaging geometry phantom resource_files errors"
    assert [name for floor in floors for name in floor] == [*above_plan.split(), *below_plan.split()]


def graph_of(importer: str, imported: str) -> grimp.ImportGraph:
    graph = grimp.ImportGraph()
    graph.add_module(importer)
    graph.add_module(imported, is_squashed=not imported.startswith("spineplan"))
    graph.add_import(importer=importer, imported=imported, line_number=7, line_contents="import it")
    return graph


@pytest.mark.parametrize(
    ("importer", "library", "name"),
    [
        ("spineplan.render.reslice", "PySide6", "qt"),
        ("spineplan.cli.scan", "pyqtgraph", "qt"),
        ("spineplan.ui.panel", "vtkmodules", "vtk"),
        ("spineplan.storage.plan_file", "pydicom", "dicom"),
        ("spineplan.dicom.read", "urllib", "network"),
    ],
)
def test_that_a_forbidden_library_would_be_found(importer: str, library: str, name: str) -> None:
    rules = contract(name)
    forbidden_rooms = {importer.split(".")[1]} - set(rules["rooms"])
    assert offences(graph_of(importer, library), forbidden_rooms, set(rules["libraries"])) == [(importer, library, 7)]


def test_that_a_plain_room_may_use_the_standard_library_and_nothing_else_unlisted() -> None:
    assert third_party(graph_of("spineplan.plan.edits", "scipy")) == {"scipy"}
    assert third_party(graph_of("spineplan.plan.edits", "hashlib")) == set()


def test_that_everything_below_the_viewer_imports_without_qt() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", WITHOUT_QT, *below_viewer()],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_that_mypy_exempts_no_module_of_ours() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert config["strict"] is True
    assert [m for o in config.get("overrides", []) for m in o["module"] if m.startswith("spineplan")] == []


def test_that_no_file_switches_a_checker_off() -> None:
    switch = re.compile(r"^\s*#\s*(mypy:\s*ignore-errors|type:\s*ignore\s*$|ruff:\s*noqa|flake8:)", re.MULTILINE)
    files = [p for p in PACKAGE.rglob("*.py") if switch.search(p.read_text(encoding="utf-8"))]
    assert files == []


def test_that_broad_excepts_live_in_ui_and_cli_and_at_the_edge_of_a_thread_only() -> None:
    allowed = {"ui", "cli", "app.py", "__main__.py"}
    files = [p for p in python_files("spineplan") if p.relative_to(PACKAGE).parts[0] not in allowed]
    broad = [name_of(p) for p in files for node in ast.walk(parsed(p)) if _is_broad_handler(node)]
    assert set(broad) <= {"spineplan/session/jobs.py"}


def _is_broad_handler(node: ast.AST) -> bool:
    """Catches everything and does not pass it on."""
    if not isinstance(node, ast.ExceptHandler) or ast.unparse(node.body[-1]) == "raise":
        return False
    names = [node.type] if not isinstance(node.type, ast.Tuple) else node.type.elts
    return any(n is None or ast.unparse(n) in {"Exception", "BaseException"} for n in names)
