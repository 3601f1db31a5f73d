"""The set-up: installs only when something changed, and says in one sentence what is missing."""

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can lack these")


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "installer")
    return importlib.import_module("make")


@pytest.fixture
def libraries(make: ModuleType) -> ModuleType:
    return make.system_libraries


@pytest.fixture
def project(make: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of pyproject.toml that a test may change."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    monkeypatch.setattr(make, "ROOT", tmp_path)
    return tmp_path / "pyproject.toml"


def test_that_a_new_dependency_is_installed_and_a_new_lint_rule_is_not(make: ModuleType, project: Path) -> None:
    before = make.fingerprint("")
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace("[tool.ruff.lint]", "[tool.ruff.lint]\npreview = true"), encoding="utf-8")
    assert make.fingerprint("") == before
    project.write_text(text.replace("dependencies = [", 'dependencies = [\n    "one-more",'), encoding="utf-8")
    assert make.fingerprint("") != before
    assert make.fingerprint("dev") != make.fingerprint("")


def test_that_nothing_is_installed_twice(make: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(make, "VENV", tmp_path)
    monkeypatch.setattr(make, "works", lambda python: True)
    monkeypatch.setattr(make, "CONSTRAINTS", tmp_path / "none")
    commands: list[list[str]] = []

    def pretend(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(make.subprocess, "run", pretend)
    make.install_packages("dev")
    make.install_packages("dev")
    make.install_packages()
    assert len(commands) == 1


def test_that_a_failed_install_is_a_sentence_and_is_tried_again(
    make: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(make, "VENV", tmp_path)
    monkeypatch.setattr(make, "works", lambda python: True)
    failed = subprocess.CompletedProcess([], 1)
    monkeypatch.setattr(make.subprocess, "run", lambda command, **options: failed)
    with pytest.raises(make.Refused, match="could not be installed"):
        make.install_packages()
    assert list(tmp_path.iterdir()) == []


@LINUX
def test_that_run_without_a_display_says_how_to_get_one() -> None:
    environment = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        [sys.executable, "installer/make.py", "run"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("There is no display")
    assert "xvfb-run" in done.stderr
    assert done.stderr.count("\n") == 1


def test_that_an_unknown_step_is_bad_usage(make: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert make.main(["dance"]) == 2
    assert "install|run|test" in capsys.readouterr().err


def test_that_a_failing_check_fails_the_run_but_not_before_the_tests(
    make: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def pretend(name: str, command: list[str]) -> bool:
        ran.append(name)
        return name != "mypy"

    monkeypatch.setattr(make, "passes", pretend)
    monkeypatch.setattr(make, "install_packages", lambda extra="": None)
    monkeypatch.setattr(make, "need_libraries", lambda for_tests: None)
    assert make.main(["test"]) == 1
    assert ran == ["ruff check", "ruff format", "mypy", "lint-imports", "pytest"]
    assert capsys.readouterr().err == "Not clean: mypy.\n"


@LINUX
def test_that_a_missing_library_is_named_where_it_cannot_be_installed(
    libraries: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "loads", lambda name: name != "libEGL.so.1")
    monkeypatch.setattr(libraries, "root_prefix", lambda: None)
    sentence = libraries.provide(for_tests=False)
    assert "libEGL.so.1" in sentence
    assert "apt-get install libegl1" in sentence


@LINUX
def test_that_missing_libraries_are_installed_where_that_is_allowed(
    libraries: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(libraries, "loads", lambda name: name != "libGL.so.1" or "libgl1" in installed)
    monkeypatch.setattr(libraries, "root_prefix", list)
    monkeypatch.setattr(libraries.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(libraries, "apt_get", lambda root, arguments: installed.extend(arguments))
    assert libraries.provide(for_tests=True) == ""
    assert installed[-1] == "libgl1"
    installed_before = list(installed)
    assert libraries.provide(for_tests=True) == ""
    assert installed == installed_before


@LINUX
def test_that_a_library_nobody_has_does_not_load(libraries: ModuleType) -> None:
    assert libraries.loads("libc.so.6")
    assert not libraries.loads("libnobodyhasthis.so.1")
