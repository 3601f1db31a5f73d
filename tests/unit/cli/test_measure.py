"""`spineplan measure` on plans saved for real, with and without their images."""

import json
from math import hypot
from pathlib import Path

import numpy as np
import pytest

from spineplan.cli.dispatch import dispatch
from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.imaging.grid import Grid
from spineplan.imaging.nifti import write_nifti
from spineplan.imaging.volume import Volume
from spineplan.plan.model import CementTarget, Identity, Measurement, Plan
from spineplan.session.lesion_marking import new_lesion, put_mask, sphere_mask
from spineplan.session.masks import MaskStore
from spineplan.session.opening import series_ref
from spineplan.storage.planfile import save_plan
from tests.support.plans import needle, spine


def patient(width: float = 100.0) -> Volume:
    """Fat with its skin at y = 75, bone for y < 30."""
    array = np.full((60, 120, 120), -1000, dtype=np.int16)
    x = (np.arange(120) - 59.5) * 2.0
    array[:, (np.abs(x) < 75)[:, None] & (np.abs(x) < width)[None, :]] = -100
    array[:, ((x < 30) & (x > -60))[:, None] & (np.abs(x) < 60)[None, :]] = 500
    affine = np.diag([2.0, 2.0, 2.5, 1.0])
    affine[:3, 3] = [-119.0, -119.0, -140.0]
    return Volume(array, Grid((60, 120, 120), affine), "CT", "1.2.3", "1.9")


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, Path]:
    """(plan file, folder of its images)."""
    images = tmp_path / "images"
    images.mkdir()
    write_nifti(patient(), images / "ct.nii.gz")
    (entry,) = scan(images).series
    volume = read_volume(entry)
    masks, reference = MaskStore(), series_ref(volume)
    plan = Plan(
        identity=Identity(),
        reference=reference,
        levels=spine("L1", "L2", "L3"),
        needles=(needle((28.0, 45.0, -66.0), (4.0, -6.0, -70.0)),),
        cement=(CementTarget(level="L3", volume_ml=4.1),),
        measurements=tuple(
            Measurement(id=kind, kind=kind, points_mm=points, frame_of_reference_uid="1.9", series_uid="1.2.3")
            for kind, points in {
                "length": ((0.0, 0.0, 0.0), (3.0, 4.0, 0.0)),
                "angle": ((5.0, 0.0, 0.0), (0.0, 0.0, 0.0), (0.0, 7.0, 0.0)),
                "ellipse": ((0.0, 0.0, 0.0), (10.0, 0.0, 0.0), (0.0, 5.0, 0.0)),
            }.items()
        ),
    )
    lesion = new_lesion(plan, (0.0, 0.0, -70.0), "lytic")
    ball = sphere_mask(volume, (0.0, 0.0, -70.0), 8.0)
    plan = put_mask(lesion, ball, masks, volume.series_uid).apply(plan)
    path = tmp_path / "plans" / "a.spineplan"
    path.parent.mkdir()
    save_plan(path, plan, masks.used_by(plan))
    return path, images


def measured(capsys: pytest.CaptureFixture[str], *words: object) -> dict:
    assert dispatch(["measure", *map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_that_a_plan_alone_gives_what_needs_no_images(saved, capsys) -> None:
    found = measured(capsys, saved[0])
    assert [(v["name"], v["step_to_next_marked_mm"]) for v in found["levels"]] == [
        ("L1", 35.0),
        ("L2", 35.0),
        ("L3", None),
    ]
    assert found["levels"][0]["body"]["volume_ml"] == pytest.approx(27.4, abs=0.05)
    assert found["levels"][0]["body"]["origin"] == "suggested"
    (one,) = found["needles"]
    assert one["convergence_deg"] == pytest.approx(np.degrees(np.arctan2(24, 51)))
    assert one["entry_to_target_mm"] == pytest.approx(hypot(24, 51, 4))
    assert (one["skin_to_target_mm"], one["length"]) == (None, None)
    (lesion,) = found["lesions"]
    assert lesion["volume_ml"] == pytest.approx(4 / 3 * np.pi * 0.512, rel=0.05)
    assert lesion["mean"] is None
    assert found["cement"][0]["fill_percent"] == pytest.approx(100 * 4.1 / 30.1, rel=0.002)
    assert found["reference"]["images_loaded"] is False


def test_that_images_give_depths_and_values(saved, capsys) -> None:
    found = measured(capsys, saved[0], "--images", saved[1])
    (one,) = found["needles"]
    assert one["skin_to_target_mm"] == pytest.approx(88.0, abs=0.3)
    assert one["length"]["fits"] is True
    assert found["lesions"][0]["mean"] == 500.0
    assert [finding["code"] for finding in found["findings"]] == ["needle-unmeasured"]


def test_that_images_beside_the_plan_are_found(saved, capsys) -> None:
    saved[1].rename(saved[0].parent / "images")
    found = measured(capsys, saved[0])
    assert found["reference"]["images_loaded"] is True
    assert found["lesions"][0]["mean"] == 500.0
    assert dispatch(["check", str(saved[0]), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["images_loaded"] is True


def test_that_drawn_measurements_have_their_numbers(saved, capsys) -> None:
    length, angle, region = measured(capsys, saved[0])["measurements"]
    assert (length["length_mm"], angle["angle_deg"]) == (5.0, pytest.approx(90.0))
    assert region["region"] is None


def test_that_the_numbers_can_be_read_without_json(saved, capsys) -> None:
    assert dispatch(["measure", str(saved[0]), "--images", str(saved[1])]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "L3: confirmed, body 30.1 mL (suggested)" in lines
    assert any(line.startswith("Needle L3 left, 11G 100: convergence 25.2 deg") for line in lines)
    assert any("target at 88.0 mm, 2.0 mm to spare" in line for line in lines)
    assert "Measured length: 5.0 mm" in lines
    assert dispatch(["measure", str(saved[0])]) == 0
    assert "depth from the skin unknown: The images are not loaded." in capsys.readouterr().out


def test_that_other_images_are_refused(saved, tmp_path: Path, capsys) -> None:
    other = tmp_path / "other"
    other.mkdir()
    write_nifti(patient(width=90.0), other / "ct.nii.gz")
    assert dispatch(["measure", str(saved[0]), "--images", str(other), "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "The plan was made on another series; give the folder that holds that series.\n"


def test_that_what_is_no_plan_is_refused_in_one_sentence(tmp_path: Path, capsys) -> None:
    path = tmp_path / "x.spineplan"
    path.write_bytes(b"nothing")
    assert dispatch(["measure", str(path), "--json"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert dispatch(["measure"]) == 2
