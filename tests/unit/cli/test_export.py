"""`spineplan export`, and what `check` says of signatures, versions and tampering."""

import json
from pathlib import Path

import pytest

from spineplan.cli.dispatch import dispatch
from spineplan.plan.digest import content_digest
from spineplan.plan.edits import ReopenPlan, SetCement, SignPlan
from spineplan.plan.model import Reopening, Signature
from spineplan.session.persistence import Persistence
from tests.support.full_plans import full_session


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """A plan that was signed, saved, reopened, changed and saved again."""
    session = full_session("Dr A")
    digest = content_digest(session.committed)
    session.apply(SignPlan(Signature(by="Dr A", role="operator", utc="2026-01-02T03:04:05Z", plan_digest=digest)))
    held = Persistence(session)
    held.save_as(tmp_path / "plan.spineplan")
    session.apply(ReopenPlan(Reopening(by="Dr A", utc="u", reason="cement")))
    session.apply(SetCement("L3", 4.0))
    held.save()
    held.close()
    return tmp_path / "plan.spineplan"


def test_that_check_tells_signatures_versions_and_comments(signed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["check", str(signed), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["signatures"] == [
        {"by": "Dr A", "role": "operator", "utc": "2026-01-02T03:04:05Z", "valid": False,
         "changes": ["L3 cement: from 3.5 to 4.0 mL."]}
    ]  # fmt: skip
    assert [version["summary"] for version in told["versions"]][1] == "Reopened by Dr A, Cement L3"
    assert told["comments"] == {"all": 0, "open": 0}
    assert dispatch(["check", str(signed)]) == 0
    assert "VOID: L3 cement: from 3.5 to 4.0 mL." in capsys.readouterr().out


def test_that_check_fails_on_a_changed_byte(signed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(signed.read_bytes())
    data[len(data) // 2] ^= 4
    signed.write_bytes(bytes(data))
    assert dispatch(["check", str(signed)]) == 1
    assert capsys.readouterr().err.strip().endswith(".")


def test_that_the_copy_without_identity_is_written_with_its_key_elsewhere(
    signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, key = tmp_path / "out", tmp_path / "key.json"
    words = ["export", str(signed), "--to", "deidentified", "--out", str(out), "--no-images"]
    assert dispatch([*words, "--key", str(key), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["token"].startswith("REVIEW-")
    assert key.is_file()
    content = (out / "plan.spineplan").read_bytes()
    assert b"Rossi" not in content
    assert dispatch(["check", str(out / "plan.spineplan"), "--json"]) == 0
    assert dispatch([*words, "--key", str(out / "key.json")]) in (1, 2)


def test_that_the_page_for_colleagues_is_written_without_images(signed: Path, tmp_path: Path) -> None:
    assert dispatch(["export", str(signed), "--to", "html", "--out", str(tmp_path / "page")]) == 0
    assert "needle L3 left" in (tmp_path / "page" / "plan.html").read_text(encoding="utf-8")


def test_that_the_report_speaks_and_shrinks_to_one_sheet(signed: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.pdf"
    assert dispatch(["report", str(signed), "--out", str(out), "--language", "it", "--table"]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert dispatch(["report", str(signed), "--out", str(tmp_path / "r.html"), "--table"]) == 2
