"""What was opened lately, on this user's disk only."""

from pathlib import Path

import pytest

from spineplan.storage.folders import autosave_folder, state_folder
from spineplan.storage.library import MOST, Library


def test_that_the_latest_comes_first_and_once(tmp_path: Path) -> None:
    library = Library(tmp_path / "recent.json")
    for name in ("a", "b", "a"):
        library.remember(tmp_path / name, "plan", f"Plan {name}")
    assert [Path(entry.path).name for entry in library.recent()] == ["a", "b"]
    assert [entry.title for entry in library.recent()] == ["Plan a", "Plan b"]
    assert not library.recent()[0].exists


def test_that_the_index_stays_short(tmp_path: Path) -> None:
    library = Library(tmp_path / "recent.json")
    for n in range(MOST + 3):
        library.remember(tmp_path / str(n), "study", "")
    assert len(library.recent()) == MOST
    assert Path(library.recent()[0].path).name == str(MOST + 2)


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff", b"[" * 5000])
def test_that_a_damaged_index_is_an_empty_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "recent.json").write_bytes(content)
    library = Library(tmp_path / "recent.json")
    assert library.recent() == ()
    library.remember(tmp_path, "study", "CT")
    assert len(library.recent()) == 1


def test_that_the_users_folders_are_private() -> None:
    assert autosave_folder().parent == state_folder()
    assert state_folder().stat().st_mode & 0o077 == 0
