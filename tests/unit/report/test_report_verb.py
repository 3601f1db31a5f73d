"""`spineplan report` on a plan saved for real, with and without its images."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from spineplan.cli.dispatch import dispatch
from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.imaging.nifti import write_nifti
from spineplan.plan.model import Identity
from spineplan.session.opening import series_ref
from spineplan.storage.planfile import load_plan, save_plan
from tests.support.treated import patient, treated


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, Path]:
    """(plan file, folder of its images)."""
    images = tmp_path / "images"
    images.mkdir()
    write_nifti(patient(), images / "ct.nii.gz")
    entry = scan(images).series[0]
    volume = read_volume(entry)
    plan, masks = treated(volume.grid, identity=Identity())
    reference = replace(series_ref(volume), modality="CT")
    lesion = plan.lesions[0]
    assert lesion.mask is not None
    lesions = (replace(lesion, mask=replace(lesion.mask, series_uid=volume.series_uid)),)
    path = tmp_path / "plans" / "a.spineplan"
    path.parent.mkdir()
    save_plan(path, replace(plan, reference=reference, series=(reference,), lesions=lesions), masks)
    return path, images


def test_that_a_pdf_with_pictures_is_written(saved: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    plan, images = saved
    out = plan.with_name("r.pdf")
    assert dispatch(["report", str(plan), "--out", str(out), "--images", str(images), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    reader = PdfReader(out)
    assert (told["format"], told["pages"], told["bytes"]) == ("pdf", len(reader.pages), out.stat().st_size)
    assert told["pictures"] == sum(len(page.images) for page in reader.pages) == 10
    assert told["note"] is None
    assert told["plan_sha256"] == load_plan(plan).plan_sha256


def test_that_images_beside_the_plan_are_found(saved: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    plan, images = saved
    images.rename(plan.parent / "images")
    assert dispatch(["report", str(plan), "--out", str(plan.with_name("r.html")), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pictures"] == 10


def test_that_without_images_it_is_written_and_says_so(
    saved: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    plan, _ = saved
    out = plan.with_name("r.html")
    assert dispatch(["report", str(plan), "--out", str(out)]) == 0
    assert "no pictures" in capsys.readouterr().out
    assert "The images were not at hand" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "code"), [("r.docx", 2), ("r", 2)])
def test_that_other_formats_are_bad_usage(saved: tuple[Path, Path], name: str, code: int) -> None:
    assert dispatch(["report", str(saved[0]), "--out", str(saved[0].with_name(name))]) == code


def test_that_other_images_are_refused(
    saved: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    volume = patient()
    volume.array_kji[5] = 7
    write_nifti(volume, other / "ct.nii.gz")
    out = tmp_path / "r.pdf"
    assert dispatch(["report", str(saved[0]), "--out", str(out), "--images", str(other)]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not out.exists()


def test_that_no_qt_is_loaded(saved: tuple[Path, Path]) -> None:
    plan, images = saved
    code = f"""
import sys
from spineplan.cli.dispatch import dispatch
assert dispatch(["report", {str(plan)!r}, "--out", {str(plan.with_name("q.pdf"))!r}, "--images", {str(images)!r}]) == 0
print([name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6", "pyqtgraph")])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert done.stderr == ""
