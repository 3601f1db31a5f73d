"""Exit codes, one sentence on stderr, and nothing of Qt."""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

from spineplan import __main__, __version__
from spineplan.cli import dispatch
from spineplan.cli.verbs import VERBS, OpenWorkstation, print_json
from spineplan.errors import SpineplanError, UsageError
from tests.support.dicom_files import axial_positions, write_stack


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A verb "scan" whose `run` a test sets."""
    made = SimpleNamespace(add_arguments=lambda parser: parser.add_argument("--times", type=int), run=lambda _: 0)
    monkeypatch.setattr(dispatch.importlib, "import_module", lambda name: made)
    return made


def raising(error: BaseException) -> object:
    def run(arguments: Namespace) -> int:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (SpineplanError("The images are refused."), 1, "The images are refused."),
        (UsageError("There is no series 1 here."), 2, "There is no series 1 here."),
        (KeyboardInterrupt(), 1, "Cancelled."),
        (MemoryError(), 1, "There is not enough memory for this."),
        (FileNotFoundError(2, "No such file or directory", "a.dcm"), 1, "No such file or directory: a.dcm."),
        (ZeroDivisionError("division by zero\nsecond line"), 1,
         "An unexpected error stopped this: ZeroDivisionError: division by zero"),
    ],
)  # fmt: skip
def test_that_every_failure_is_one_sentence_and_a_code(
    verb: SimpleNamespace, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, said: str
) -> None:
    verb.run = raising(error)
    assert __main__.main(["scan"]) == code
    out, err = capsys.readouterr()
    assert (out, err) == ("", said + "\n")


@pytest.mark.parametrize("words", [["scan", "--times", "x"], ["scan", "--unknown"], ["--unknown"], ["scan", "a", "b"]])
def test_that_wrong_usage_is_two(verb: SimpleNamespace, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert __main__.main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith("--help\n")
    assert err.count("\n") == 1


def test_that_success_is_zero_and_arguments_arrive(verb: SimpleNamespace) -> None:
    seen = []
    verb.run = lambda arguments: seen.append((arguments.times, arguments.json)) or 0
    assert __main__.main(["scan", "--times", "3", "--json"]) == 0
    assert seen == [(3, True)]


def test_that_a_verb_can_open_the_workstation(verb: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path | None] = []
    app = SimpleNamespace(open_workstation=lambda path, demo: opened.append(path) or 0)
    monkeypatch.setitem(sys.modules, "spineplan.app", app)
    verb.run = lambda _: OpenWorkstation(Path("demo"))
    assert __main__.main(["scan"]) == 0
    assert opened == [Path("demo")]


def test_that_the_plain_demo_is_made_in_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    wishes: list[tuple[Path | None, bool]] = []
    app = SimpleNamespace(open_workstation=lambda path, demo: wishes.append((path, demo)) or 0)
    monkeypatch.setitem(sys.modules, "spineplan.app", app)
    assert __main__.main(["demo"]) == 0
    assert wishes == [(None, True)]


def test_that_a_path_or_nothing_opens_the_workstation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path | None] = []
    app = SimpleNamespace(open_workstation=lambda path, demo: opened.append(path) or 0)
    monkeypatch.setitem(sys.modules, "spineplan.app", app)
    assert __main__.main([str(tmp_path)]) == 0
    assert __main__.main([]) == 0
    assert opened == [tmp_path, None]


@pytest.mark.parametrize("words", [["no-such-thing"], ["a", "b"]])
def test_that_what_is_neither_verb_nor_path_is_wrong_usage(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert __main__.main(words) == 2
    assert "--help" in capsys.readouterr().err


def test_that_help_and_version_succeed(capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["--version"]) == 0
    assert capsys.readouterr().out == f"spineplan {__version__}\n"
    assert __main__.main(["--help"]) == 0
    assert all(name in capsys.readouterr().out for name in ["scan"])


@pytest.mark.parametrize("name", VERBS)
def test_that_every_verb_has_a_module_that_says_its_arguments(name: str) -> None:
    module = import_module(f"spineplan.cli.{name}")
    parser = ArgumentParser()
    module.add_arguments(parser)
    assert callable(module.run)


def test_that_nan_is_not_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="JSON"):
        print_json({"a": float("nan")})
    print_json({"name": "Müller"})
    assert json.loads(capsys.readouterr().out) == {"name": "Müller"}


@pytest.mark.parametrize("name", VERBS)
def test_that_no_verb_loads_qt_or_vtk(name: str) -> None:
    """In a fresh interpreter, with all of the verb's rooms imported."""
    code = (
        f"import sys, spineplan.__main__, spineplan.cli.{name}\n"
        "import spineplan.dicom.index, spineplan.dicom.read, spineplan.dicom.pictures\n"
        "loaded = {m.split('.')[0] for m in sys.modules}\n"
        "print(sorted(loaded & {'PySide6', 'shiboken6', 'pyqtgraph', 'vtkmodules', 'vtk'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_that_a_console_without_the_letters_stops_nothing(tmp_path: Path) -> None:
    """A pipe on Windows knows 256 letters."""
    write_stack(tmp_path, axial_positions(3), SpecificCharacterSet="ISO_IR 192", SeriesDescription="Łódź")
    for words, told in ((), "??d?"), (("--json",), "\\u0141\\u00f3d\\u017a"):
        done = subprocess.run(
            [sys.executable, "-m", "spineplan", "scan", str(tmp_path), *words], capture_output=True, text=True,
            check=True, env={**os.environ, "PYTHONIOENCODING": "ascii"},
        )  # fmt: skip
        assert told in done.stdout
