"""Every way of writing the CT, read back by SimpleITK or pydicom: same voxels, same places."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pydicom
import pytest
import SimpleITK

from spineplan.phantom import VARIANTS, Demo, write_demo

_LOSSLESS = ("rle", "jpeg2000", "jpegls", "jpeg-lossless", "deflated")


def _write(folder: Path, *variants: str) -> Demo:
    return write_demo(folder, resolution_mm=4, levels=("L3", "L3"), variants=variants)


def _files(demo: Demo) -> list[pydicom.Dataset]:
    return [pydicom.dcmread(path) for path in sorted((demo.folder / "ct").iterdir())]


def _by_position(files: list[pydicom.Dataset]) -> dict[float, np.ndarray]:
    return {round(float(ds.ImagePositionPatient[2]), 3): ds.pixel_array for ds in files}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return _write(tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("variant", _LOSSLESS)
def test_that_lossless_syntaxes_keep_every_voxel(plain: Demo, tmp_path: Path, variant: str) -> None:
    expected, found = _by_position(_files(plain)), _by_position(_files(_write(tmp_path, variant)))
    assert expected.keys() == found.keys()
    for z, pixels in expected.items():
        assert np.array_equal(pixels, found[z])


def test_that_a_prone_patient_has_the_same_voxels_in_the_same_places(plain: Demo, tmp_path: Path) -> None:
    def volume(demo: Demo) -> SimpleITK.Image:
        reader = SimpleITK.ImageSeriesReader()
        reader.SetFileNames(SimpleITK.ImageSeriesReader.GetGDCMSeriesFileNames(str(demo.folder / "ct")))
        return reader.Execute()

    supine, prone = volume(plain), volume(_write(tmp_path, "prone", "feet-first"))
    assert prone.GetDirection()[0] == -1
    for index in ((10, 20, 4), (50, 44, 12)):
        point = supine.TransformIndexToPhysicalPoint(index)
        assert prone[prone.TransformPhysicalPointToIndex(point)] == supine[index]


def test_that_a_tilted_stack_is_sheared_by_the_stated_angle(tmp_path: Path) -> None:
    files = _files(_write(tmp_path, "tilt"))
    row, column = np.array(files[0].ImageOrientationPatient, dtype=float).reshape(2, 3)
    normal = np.cross(row, column)
    positions = np.array([ds.ImagePositionPatient for ds in files], dtype=float)
    step = (positions[1] - positions[0]) / np.linalg.norm(positions[1] - positions[0])
    assert np.degrees(np.arccos(abs(step @ normal))) == pytest.approx(15.0, abs=0.01)


def test_that_a_gap_leaves_out_three_slices(plain: Demo, tmp_path: Path) -> None:
    whole, gapped = _by_position(_files(plain)), _by_position(_files(_write(tmp_path, "gap")))
    steps = np.diff(sorted(gapped))
    assert len(whole) - len(gapped) == 3
    assert steps.max() == pytest.approx(4 * steps.min())


def test_that_duplicates_share_their_position_but_not_their_identifier(tmp_path: Path) -> None:
    files = _files(_write(tmp_path, "duplicates"))
    assert len(_by_position(files)) == len(files) - 2
    assert len({ds.SOPInstanceUID for ds in files}) == len(files)


def test_that_a_mixed_series_holds_localizer_and_two_kernels_under_one_uid(tmp_path: Path) -> None:
    files = _files(_write(tmp_path, "mixed"))
    assert len({ds.SeriesInstanceUID for ds in files}) == 1
    assert {ds.ConvolutionKernel for ds in files} == {"B60s", "B30s"}
    assert sum("LOCALIZER" in ds.ImageType for ds in files) == 1


def test_that_the_enhanced_object_holds_every_slice(plain: Demo, tmp_path: Path) -> None:
    (enhanced,) = _files(_write(tmp_path, "enhanced"))
    expected = _by_position(_files(plain))
    groups = enhanced.PerFrameFunctionalGroupsSequence
    for frame, group in zip(enhanced.pixel_array, groups, strict=True):
        z = round(float(group.PlanePositionSequence[0].ImagePositionPatient[2]), 3)
        assert np.array_equal(frame, expected[z].astype(int) - 1024)


@pytest.mark.parametrize("variant", sorted(set(VARIANTS) - {"deflated"}))
def test_that_variants_satisfy_dciodvfy(tmp_path: Path, variant: str) -> None:
    """Deflated files are left out: dciodvfy cannot read them."""
    tool = shutil.which("dciodvfy")
    if tool is None:
        pytest.skip("dciodvfy (Debian package dicom3tools) is not installed")
    files = sorted((_write(tmp_path, variant).folder / "ct").iterdir())
    for path in (files[0], files[-1], files[len(files) // 2]):
        outcome = subprocess.run([tool, str(path)], capture_output=True, text=True, check=False)
        assert "Error" not in outcome.stderr, outcome.stderr
