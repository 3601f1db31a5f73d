"""Replacing a file on systems that cannot do everything, and folders that cannot be written."""

import errno
import os
import stat
from pathlib import Path

import pytest

from spineplan.errors import SpineplanError
from spineplan.storage.atomic import write_atomically
from spineplan.storage.folders import autosave_folder
from spineplan.storage.library import Library


def test_that_a_share_that_cannot_sync_folders_still_takes_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def only_files(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", only_files)
    write_atomically(tmp_path / "a", b"content")
    assert (tmp_path / "a").read_bytes() == b"content"


def test_that_a_home_that_cannot_be_written_is_a_sentence_and_an_empty_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    monkeypatch.setenv("LOCALAPPDATA", str(blocked))
    with pytest.raises(SpineplanError, match="cannot be written"):
        autosave_folder()
    assert Library().recent() == ()
    with pytest.raises(SpineplanError, match="cannot be written"):
        Library().remember(tmp_path, "plan", "")
