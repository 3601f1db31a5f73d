"""Budgets and names: what is too large to read, or named so that anything fits in it."""

import ast
import json
import re
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, ROOT, name_of, parsed, python_files, rooms

FILE_LINES = 500
FUNCTION_LINES = 60
VAGUE = {"utils", "util", "common", "helpers", "helper", "core", "manager", "misc", "stuff"}
COLOUR_CALLS = {"QColor", "QRgba64", "qRgb", "qRgba"}
HEX_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    first = node.body[0]
    has_docstring = ast.get_docstring(node) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def too_long_functions(tree: ast.Module) -> list[str]:
    """Names and lengths of the functions beyond the budget."""
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [f"{f.name} ({code_lines(f)} lines)" for f in functions if code_lines(f) > FUNCTION_LINES]


def literal_colours(tree: ast.Module) -> list[str]:
    """Colours written into the code: "#RRGGBB" strings and QColor of plain numbers."""
    nodes = [n for n in ast.walk(tree) if _is_hex_colour(n) or _is_plain_colour(n)]
    return [f"line {getattr(n, 'lineno', 0)}: {ast.unparse(n)}" for n in nodes]


def _is_hex_colour(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and bool(HEX_COLOUR.fullmatch(node.value.strip()))
    )


def _is_plain_colour(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or _called(node) not in COLOUR_CALLS or not node.args:
        return False
    return all(isinstance(a, ast.Constant) and isinstance(a.value, int | str) for a in node.args)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_that_no_file_is_longer_than_its_budget() -> None:
    long = {
        name_of(p): n for p in python_files() if (n := len(p.read_text(encoding="utf-8").splitlines())) > FILE_LINES
    }
    assert long == {}


def test_that_no_function_is_longer_than_its_budget() -> None:
    assert {name_of(p): f for p in python_files() if (f := too_long_functions(parsed(p)))} == {}


def test_that_a_long_function_would_be_found() -> None:
    body = "\n".join(f"    x{i} = {i}" for i in range(FUNCTION_LINES))
    assert too_long_functions(ast.parse(f"def f():\n{body}")) == [f"f ({FUNCTION_LINES + 1} lines)"]
    short = "\n".join(f"    x{i} = {i}" for i in range(FUNCTION_LINES - 1))
    assert too_long_functions(ast.parse(f'def f():\n    """Says what."""\n{short}')) == []


def test_that_no_name_fits_everything() -> None:
    vague = [name_of(p) for p in python_files() if VAGUE & {p.stem, *p.relative_to(ROOT).parts}]
    assert vague == []


def test_that_ui_and_viewer_take_every_colour_from_the_tokens() -> None:
    files = [p for p in python_files("spineplan/ui", "spineplan/viewer", "spineplan/app.py") if p.is_file()]
    assert {name_of(p): c for p in files if (c := literal_colours(parsed(p)))} == {}


@pytest.mark.parametrize("code", ['paint("#4C9DFF")', "QColor(255, 0, 0)", 'QtGui.QColor("red")', 'paint("#fff")'])
def test_that_a_literal_colour_would_be_found(code: str) -> None:
    assert literal_colours(ast.parse(code))


@pytest.mark.parametrize("code", ["QColor(token.accent)", 'label("#3 of 7")', "QColor()"])
def test_that_what_is_no_literal_colour_is_left_alone(code: str) -> None:
    assert literal_colours(ast.parse(code)) == []


def test_that_every_json_resource_parses() -> None:
    files = sorted((ROOT / "resources").rglob("*.json"))
    parsed_files = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    assert len(parsed_files) > 20
    assert all(parsed_files)


def test_that_every_room_says_in_one_docstring_what_it_is() -> None:
    silent = [r for r in rooms() if ast.get_docstring(parsed(_entry(PACKAGE / r))) is None]
    assert silent == []


def _entry(room: Path) -> Path:
    return room / "__init__.py" if room.is_dir() else room.with_suffix(".py")
