"""Many frames in one file: enhanced MR, reconstructed and planar nuclear medicine."""

import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from spineplan.dicom.index import scan
from spineplan.dicom.pictures import read_pictures
from spineplan.dicom.read import read_volume
from spineplan.errors import ImageRefused
from tests.support.dicom_files import SERIES, enhanced_mr, nuclear, pixels_of, save


def frames(*depths: float, echo: float = 80.0) -> list[tuple[tuple[float, float, float], np.ndarray, float]]:
    return [((-5.0, -4.0, z), pixels_of(int(z)), echo) for z in depths]


def test_that_enhanced_frames_are_ordered_by_their_own_positions(tmp_path: Path) -> None:
    (entry,) = scan(save(enhanced_mr(frames(6, 0, 3)), tmp_path / "mr")).series
    assert (entry.verdict, entry.slices, entry.modality) == ("ok", 3, "MR")
    assert entry.spacing_mm == pytest.approx((0.5, 0.5, 3.0))
    volume = read_volume(entry)
    for k, z in enumerate((0, 3, 6)):
        np.testing.assert_array_equal(volume.array_kji[k], pixels_of(z))
    assert (volume.value_scale, volume.value_offset, volume.unit) == (2.0, 5.0, "")


def test_that_two_echoes_in_one_enhanced_file_are_two_stacks(tmp_path: Path) -> None:
    both = [frame for pair in zip(frames(0, 3, 6), frames(0, 3, 6, echo=20.0), strict=True) for frame in pair]
    found = scan(save(enhanced_mr(both), tmp_path / "mr")).series
    assert [(entry.key, entry.slices) for entry in found] == [(f"{SERIES}#1", 3), (f"{SERIES}#2", 3)]
    assert [entry.description for entry in found] == ["Spine (echo 20 ms)", "Spine (echo 80 ms)"]


def test_that_a_gap_between_enhanced_frames_is_refused(tmp_path: Path) -> None:
    (entry,) = scan(save(enhanced_mr(frames(0, 3, 6, 12, 15)), tmp_path / "mr")).series
    assert entry.verdict == "refused"
    assert "1 slice is missing between slice 3 (image 1, frame 3, at 6.00 mm) and slice 4" in entry.problems[0]


def test_that_frames_without_a_group_are_refused(tmp_path: Path) -> None:
    data = enhanced_mr(frames(0, 3, 6))
    data.PerFrameFunctionalGroupsSequence = data.PerFrameFunctionalGroupsSequence[:2]
    found = scan(save(data, tmp_path / "mr")).series
    assert sorted(entry.verdict for entry in found) == ["ok", "refused"]


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_that_enhanced_frames_come_out_of_a_zip(tmp_path: Path, compression: int) -> None:
    save(enhanced_mr(frames(*range(0, 30, 3))), tmp_path / "mr")
    with zipfile.ZipFile(tmp_path / "mr.zip", "w", compression) as archive:
        archive.write(tmp_path / "mr", "mr")
    (entry,) = scan(tmp_path / "mr.zip").series
    np.testing.assert_array_equal(read_volume(entry).array_kji[4], pixels_of(12))


def detector(**tags: Any) -> Sequence:
    item = Dataset()
    for name, value in tags.items():
        setattr(item, name, value)
    return Sequence([item])


@pytest.mark.parametrize(("spacing", "lowest"), [(4.0, 10.0), (-4.0, 10.0 - 4 * 4.0)])
def test_that_nuclear_frames_follow_the_normal_by_the_sign_of_their_spacing(
    tmp_path: Path, spacing: float, lowest: float
) -> None:
    place = detector(ImagePositionPatient=[-20, -30, 10], ImageOrientationPatient=[1, 0, 0, 0, 1, 0])
    data = nuclear(5, DetectorInformationSequence=place, SpacingBetweenSlices=spacing, SliceVector=[1, 2, 3, 4, 5],
                   ImageType=["ORIGINAL", "PRIMARY", "RECON TOMO", "EMISSION"])  # fmt: skip
    (entry,) = scan(save(data, tmp_path / "nm")).series
    assert (entry.verdict, entry.slices) == ("ok", 5)
    volume = read_volume(entry)
    assert volume.unit == "counts"
    assert volume.grid.lps_from_ijk[2, 3] == pytest.approx(lowest)
    assert volume.grid.spacing_mm[2] == pytest.approx(4.0)
    first_at = 0 if spacing > 0 else 4
    real = volume.array_kji * volume.value_scale + volume.value_offset
    np.testing.assert_array_equal(real[first_at], pixels_of(0))


def whole_body() -> Sequence:
    views = []
    for meaning in ("Anterior", "Posterior"):
        view, item = Dataset(), Dataset()
        view.CodeValue, view.CodingSchemeDesignator, view.CodeMeaning = "1", "99T", meaning
        item.ViewCodeSequence = Sequence([view])
        views.append(item)
    return Sequence(views)


def test_that_a_whole_body_scan_opens_as_pictures_and_not_as_a_volume(tmp_path: Path) -> None:
    data = nuclear(2, DetectorInformationSequence=whole_body(), DetectorVector=[1, 2],
                   ImageType=["ORIGINAL", "PRIMARY", "WHOLE BODY", "EMISSION"])  # fmt: skip
    (entry,) = scan(save(data, tmp_path / "nm")).series
    assert entry.verdict == "refused"
    (sentence,) = entry.problems
    assert sentence.startswith("These planar pictures (anterior, posterior) do not say where they lie in the patient")
    assert sentence.endswith("they open as pictures, not as a volume.")
    front, back = read_pictures(entry)
    assert (front.label, back.label) == ("anterior", "posterior")
    assert front.spacing_mm == (0.7, 0.7)
    np.testing.assert_array_equal(back.array_ji * back.value_scale + back.value_offset, pixels_of(1))
    with pytest.raises(ImageRefused, match="not as a volume"):
        read_volume(entry)
