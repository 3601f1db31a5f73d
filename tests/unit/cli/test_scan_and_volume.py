"""`spineplan scan` and `spineplan volume`: the contract that scripts rely on."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import SimpleITK as sitk

from spineplan.__main__ import main
from tests.support.dicom_files import FRAME, SERIES, a_slice, axial_positions, pixels_of, save, write_stack


def answer(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    """The one JSON document of a call that succeeds."""
    assert main([str(word) for word in words]) == 0
    return json.loads(capsys.readouterr().out)


def test_that_scan_prints_exactly_what_is_promised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = answer(capsys, "scan", write_stack(tmp_path, axial_positions(4)), "--json")
    assert document == {
        "series": [
            {
                "uid": SERIES, "modality": "CT", "description": "Spine", "slices": 4, "shape_kji": [4, 12, 16],
                "spacing_mm": [0.7, 0.7, pytest.approx(1.5)], "frame_of_reference": FRAME, "verdict": "ok",
                "problems": [],
            }
        ]
    }  # fmt: skip


def test_that_scan_names_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    positions = axial_positions(9)
    del positions[4]
    (found,) = answer(capsys, "scan", write_stack(tmp_path, positions), "--json")["series"]
    assert (found["verdict"], found["shape_kji"], found["spacing_mm"]) == ("refused", None, None)
    assert found["problems"][0].startswith("1 slice is missing between slice 4")


def test_that_scan_for_people_shows_how_to_choose_a_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    positions = axial_positions(9)
    del positions[2]
    assert main(["scan", str(write_stack(tmp_path, positions))]) == 0
    assert f"--series {SERIES}@3-8" in capsys.readouterr().out


def test_that_damaged_files_are_told_on_stderr_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_stack(tmp_path, axial_positions(3))
    (tmp_path / "x.dcm").write_bytes(b"nothing")
    assert main(["scan", str(tmp_path), "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["series"][0]["slices"] == 3
    assert err == '"x.dcm" is not DICOM.\n'


def test_that_volume_prints_exactly_what_is_promised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = write_stack(tmp_path / "a", axial_positions(4)), tmp_path / "v.nii.gz"
    document = answer(capsys, "volume", folder, "--out", out, "--json")
    values = np.stack([pixels_of(k) for k in range(4)]).astype(float) - 1024
    assert document.pop("load_s") > 0
    assert document == {
        "shape_kji": [4, 12, 16],
        "spacing_mm": [0.7, 0.7, pytest.approx(1.5)],
        "lps_from_ijk": [[0.7, 0, 0, -5], [0, 0.7, 0, -4], [0, 0, pytest.approx(1.5), -20], [0, 0, 0, 1]],
        "min": values.min(),
        "max": values.max(),
        "mean": pytest.approx(values.mean()),
        "out": str(out),
    }


def test_that_the_written_volume_is_the_series_for_simpleitk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    oblique = (0.8, 0.6, 0, -0.48, 0.64, -0.6)
    normal = np.cross(oblique[:3], oblique[3:])
    folder = write_stack(tmp_path / "a", [3.0 * k * normal for k in range(5)], oblique)
    answer(capsys, "volume", folder, "--out", tmp_path / "v.nii.gz", "--json")
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder)))
    expected, written = reader.Execute(), sitk.ReadImage(str(tmp_path / "v.nii.gz"))
    np.testing.assert_array_equal(sitk.GetArrayFromImage(written), sitk.GetArrayFromImage(expected))
    np.testing.assert_allclose(written.GetOrigin(), expected.GetOrigin(), atol=1e-4)
    np.testing.assert_allclose(written.GetDirection(), expected.GetDirection(), atol=1e-5)


def test_that_the_largest_series_is_taken_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_stack(tmp_path / "ct", axial_positions(5))
    write_stack(tmp_path / "scout", axial_positions(1), SeriesInstanceUID="1.9.9")
    assert main(["volume", str(tmp_path), "--out", str(tmp_path / "v.nii"), "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["shape_kji"] == [5, 12, 16]
    assert err == f"Of 2 series, the one with the most slices is taken: {SERIES}.\n"


def test_that_a_choice_between_equals_is_left_to_the_user(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_stack(tmp_path / "ct", axial_positions(5))
    write_stack(tmp_path / "mr", axial_positions(5), SeriesInstanceUID="1.9.9", Modality="MR")
    assert main(["volume", str(tmp_path), "--out", str(tmp_path / "v.nii")]) == 2
    assert "There are 2 series to choose from; name one with --series" in capsys.readouterr().err
    document = answer(capsys, "volume", tmp_path, "--series", "1.9.9", "--out", tmp_path / "v.nii", "--json")
    assert document["shape_kji"] == [5, 12, 16]


def test_that_two_patients_are_never_chosen_between(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_stack(tmp_path / "one", axial_positions(5))
    write_stack(tmp_path / "two", axial_positions(9), SeriesInstanceUID="1.9.9", PatientID="T2")
    assert main(["volume", str(tmp_path), "--out", str(tmp_path / "v.nii")]) == 2
    assert "name one with --series" in capsys.readouterr().err


def test_that_a_refused_series_is_one_sentence_and_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(a_slice(0, (0, 0, 0), Modality="SR", PixelData=None), tmp_path / "a")
    assert main(["volume", str(tmp_path), "--out", str(tmp_path / "v.nii"), "--json"]) == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", "This is a structured report, not pictures.\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["scan", "nowhere"], 1, '"nowhere" does not exist.'),
        (["scan"], 2, "The following arguments are required: PATH. Try: spineplan scan --help"),
        (["volume", "."], 2, "The following arguments are required: --out. Try: spineplan volume --help"),
        (["volume", ".", "--out", "v.png"], 2, "The file to write must end in .nii or .nii.gz."),
    ],
)
def test_that_wrong_calls_are_answered_in_a_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
) -> None:
    assert main(words) == code
    assert capsys.readouterr() == ("", said + "\n")


def test_that_the_program_is_silent_beside_its_answer(tmp_path: Path) -> None:
    """As a script sees it: one document on stdout, nothing on stderr."""
    folder = write_stack(tmp_path, axial_positions(3))
    command = [sys.executable, "-W", "error", "-m", "spineplan", "scan", str(folder), "--json"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    assert len(json.loads(done.stdout)["series"]) == 1


def test_that_an_impossible_place_is_refused_before_the_reading(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_stack(tmp_path / "ct", axial_positions(3))
    (tmp_path / "x.nii").mkdir()
    assert main(["volume", str(folder), "--out", str(tmp_path / "x.nii"), "--json"]) == 1
    assert capsys.readouterr().err == '"x.nii" is a folder; name a file to write.\n'
    assert main(["volume", str(folder), "--out", str(tmp_path / "none" / "x.nii")]) == 1
    assert capsys.readouterr().err.startswith("There is no folder ")


def test_that_the_only_volume_is_taken_though_another_patient_has_something_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stack(tmp_path / "ct", axial_positions(3))
    gap = [place for k, place in enumerate(axial_positions(5)) if k != 2]
    write_stack(
        tmp_path / "other", gap, PatientID="T2", PatientName="Other^Case", SeriesInstanceUID=f"{SERIES}.9",
        change=lambda data, k: setattr(data, "SOPInstanceUID", f"{SERIES}.9.{k}"),
    )  # fmt: skip
    assert main(["volume", str(tmp_path), "--out", str(tmp_path / "x.nii"), "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["shape_kji"][0] == 3
    assert err.startswith(f"Of 2 series, the one with the most slices is taken: {SERIES}.")
