"""docs/hazards.md keeps its word: the files and the tests it names exist, and no hazard we know of is left out."""

import ast
import re

import pytest

from tests.architecture.tree import ROOT, parsed

HAZARDS = (ROOT / "docs" / "hazards.md").read_text(encoding="utf-8")
KNOWN = {
    "wrong patient", "wrong side", "wrong level", "stale result", "lost edit", "unit mix-up", "unregistered fusion",
    "gapped or tilted stack", "mixed stack", "mislabelled orientation", "lossy compression", "partial view",
}  # fmt: skip


def rows(heading: str) -> list[list[str]]:
    """Cells of the table below a heading, without its two header lines."""
    section = HAZARDS.split(f"## {heading}")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


SHOWN = rows("Prevented and shown")
OPEN = rows("Not shown by a test yet") if "## Not shown by a test yet" in HAZARDS else []


def has_test(reference: str) -> bool:
    """Whether `tests/path.py::test_name` exists."""
    path, _, name = reference.partition("::")
    file = ROOT / path
    return file.is_file() and any(isinstance(n, ast.FunctionDef) and n.name == name for n in ast.walk(parsed(file)))


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row[1])
def test_that_a_prevented_hazard_names_its_file_and_its_test(row: list[str]) -> None:
    _, _, prevented, shown = row
    files, tests = re.findall(r"`([^`]+)`", prevented), re.findall(r"`([^`]+)`", shown)
    assert files
    assert tests
    assert [f for f in files if not (ROOT / f).exists()] == []
    assert [t for t in tests if not has_test(t)] == []


def test_that_a_test_which_does_not_exist_would_be_found() -> None:
    assert not has_test("tests/architecture/test_hazards.py::test_that_pigs_fly")
    assert not has_test("tests/architecture/test_nothing.py::test_that_pigs_fly")
    assert has_test("tests/architecture/test_hazards.py::test_that_every_known_hazard_has_a_row")


def test_that_every_known_hazard_has_a_row() -> None:
    assert {row[0].lower() for row in SHOWN + OPEN} >= KNOWN
