"""The history is a chain: what is changed, dropped or moved in it is found."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from spineplan.cli.dispatch import dispatch
from spineplan.plan.edits import PutNeedle, SetNotes
from spineplan.storage.history import NO_HISTORY, START, History, decode_history
from spineplan.storage.planfile import load_plan, save_plan
from tests.support.full_plans import Step, full_session, needle
from tests.support.mutations import entries, zipped

DIGEST = "a" * 64


def chain(steps: int = 4) -> History:
    """A few steps and a save."""
    edits = [Step(f"Notes {n}", SetNotes(f"{n}")) for n in range(steps)]
    return NO_HISTORY.extended(edits).saved("2026-01-02T03:04:05+00:00", "reader", DIGEST)


def test_that_a_chain_holds() -> None:
    history = chain()
    assert history.problem(history.head, DIGEST) is None
    assert [line.n for line in history.decoded()] == [1, 2, 3, 4, 5]
    assert history.decoded()[0].previous == START
    assert decode_history(history.encoded()) == history


def test_that_the_edit_of_a_line_comes_back() -> None:
    history = NO_HISTORY.extended([Step("Place needle", PutNeedle(needle())), Step("Undo Place needle")])
    assert [line.decoded_edit() for line in history.decoded()] == [PutNeedle(needle()), None]


def _edited(lines: list[bytes]) -> list[bytes]:
    return [lines[0], lines[1].replace(b"reader", b"nobody"), *lines[2:]]


def _dropped(lines: list[bytes]) -> list[bytes]:
    return [lines[0], *lines[2:]]


def _moved(lines: list[bytes]) -> list[bytes]:
    return [lines[1], lines[0], *lines[2:]]


def _cut(lines: list[bytes]) -> list[bytes]:
    return lines[:-1]


def _emptied(_: list[bytes]) -> list[bytes]:
    return []


def _doubled(lines: list[bytes]) -> list[bytes]:
    return [*lines, lines[-1]]


def _renumbered(lines: list[bytes]) -> list[bytes]:
    return [lines[0], *(line.replace(b'"n":5', b'"n":4') for line in lines[1:])]


def _last_edited(lines: list[bytes]) -> list[bytes]:
    return [*lines[:-1], lines[-1].replace(b"reader", b"nobody")]


TAMPERING = [_edited, _dropped, _moved, _cut, _emptied, _doubled, _renumbered, _last_edited]


@pytest.mark.parametrize("tamper", TAMPERING)
def test_that_tampering_is_found(tamper: Callable[[list[bytes]], list[bytes]]) -> None:
    history = chain()
    changed = History(tuple(tamper(list(history.lines))))
    assert changed.problem(history.head, DIGEST) is not None


@pytest.mark.parametrize("tamper", TAMPERING)
def test_that_check_fails_on_a_tampered_history(
    tamper: Callable[[list[bytes]], list[bytes]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session, path = full_session(), tmp_path / "p.spineplan"
    save_plan(path, session.committed, session.masks.used_by(session.committed), session.journal, who="reader")
    assert dispatch(["check", str(path)]) == 0
    content = entries(path.read_bytes())
    lines = tamper(content["history.jsonl"].splitlines())
    if tamper is _renumbered:
        lines[-1] = lines[-1].replace(b'"n":10', b'"n":9')
    path.write_bytes(zipped(content | {"history.jsonl": b"".join(line + b"\n" for line in lines)}))
    capsys.readouterr()
    assert dispatch(["check", str(path)]) == 1
    said = capsys.readouterr()
    assert "BROKEN" in said.out
    assert "history" in said.err.lower()
    assert said.err.count("\n") == 1
    assert dispatch(["check", str(path), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["history"]["ok"] is False
    assert document["history"]["problem"]


def test_that_check_tells_the_state_of_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session, path = full_session(), tmp_path / "p.spineplan"
    save_plan(path, session.committed, session.masks.used_by(session.committed), session.journal)
    assert dispatch(["check", str(path), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["history"] == {"ok": True, "lines": 10, "problem": None}
    assert document["digest"]["masks"] == 1
    assert document["checklist"]["readiness"] == "REVIEW"
    assert len(document["checklist"]["items"]) == 51
    assert [i["state"] for i in document["checklist"]["items"] if i["id"] in (2, 15)] == ["done", "done"]
    assert load_plan(path).plan_sha256 == document["digest"]["plan_sha256"]


@pytest.mark.parametrize("content", [b"", b"no plan", b"PK\x03\x04"])
def test_that_check_refuses_what_is_no_plan_in_one_sentence(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.spineplan"
    path.write_bytes(content)
    assert dispatch(["check", str(path), "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
