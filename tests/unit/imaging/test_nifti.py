"""NIfTI in and out, against nibabel and SimpleITK."""

import gzip
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest
import SimpleITK as sitk

from spineplan.errors import ImageRefused
from spineplan.imaging.nifti import inspect_nifti, read_nifti, write_nifti
from spineplan.imaging.volume import Volume
from tests.support.volumes import GRIDS, noise


def loaded(path: Path) -> Volume:
    return read_nifti(inspect_nifti(path), "1.2", "1.3")


def real(volume: Volume) -> np.ndarray:
    return volume.array_kji * volume.value_scale + volume.value_offset


def write(path: Path, array_ijk: np.ndarray, affine: np.ndarray | None = None, **header: Any) -> Path:
    image = nibabel.Nifti1Image(array_ijk, np.diag([1.0, 2.0, 3.0, 1.0]) if affine is None else affine)
    image.header.set_xyzt_units(header.pop("unit", "mm"))
    for name, value in header.items():
        image.header[name] = value
    nibabel.save(image, path)
    return path


@pytest.mark.parametrize("kind", [kind for kind in GRIDS if kind != "sheared"])
@pytest.mark.parametrize("name", ["a.nii", "a.nii.gz"])
def test_that_a_written_volume_comes_back_equal(tmp_path: Path, kind: str, name: str) -> None:
    volume = noise(kind)
    write_nifti(volume, tmp_path / name)
    again = loaded(tmp_path / name)
    np.testing.assert_array_equal(again.array_kji, volume.array_kji)
    np.testing.assert_allclose(again.grid.lps_from_ijk, volume.grid.lps_from_ijk, atol=1e-4)
    assert (again.modality, again.unit) == ("CT", "HU")


@pytest.mark.parametrize("kind", ["head_first", "feet_first", "prone", "sagittal_stack", "tilted"])
def test_that_simpleitk_sees_every_voxel_at_our_lps_place(tmp_path: Path, kind: str) -> None:
    volume = noise(kind)
    write_nifti(volume, tmp_path / "a.nii.gz")
    image = sitk.ReadImage(str(tmp_path / "a.nii.gz"))
    np.testing.assert_array_equal(sitk.GetArrayFromImage(image), volume.array_kji)
    for ijk in ((0, 0, 0), (31, 0, 0), (0, 25, 0), (0, 0, 19), (7, 11, 13)):
        ours = volume.grid.lps_from_ijk @ np.array([*ijk, 1.0])
        np.testing.assert_allclose(image.TransformIndexToPhysicalPoint(ijk), ours[:3], atol=1e-3)


def test_that_patient_left_in_a_nifti_is_left_here(tmp_path: Path) -> None:
    array = np.zeros((4, 5, 6), np.int16)
    array[3, 0, 0] = 900  # RAS: index i grows to the right
    volume = loaded(write(tmp_path / "a.nii", array, np.diag([2.0, 2.0, 2.0, 1.0])))
    k, j, i = np.argwhere(volume.array_kji == 900)[0]
    assert (volume.grid.lps_from_ijk @ np.array([i, j, k, 1.0]))[0] == pytest.approx(-6.0)


def test_that_a_scale_is_written_and_read(tmp_path: Path) -> None:
    volume = noise(modality="PT", unit="Bq/ml", value_scale=0.25, value_offset=10.0)
    write_nifti(volume, tmp_path / "a.nii.gz")
    np.testing.assert_allclose(nibabel.load(tmp_path / "a.nii.gz").get_fdata().T, real(volume))


@pytest.mark.parametrize(
    "array",
    [
        np.linspace(-1000.4, 1500.6, 60, dtype=np.float32),
        np.arange(-1024, -1024 + 60, dtype=np.int32),
        np.arange(-1000, -1000 + 60, dtype=np.int16),
    ],
)
def test_that_ct_is_recognised_by_its_air_and_becomes_hu(tmp_path: Path, array: np.ndarray) -> None:
    volume = loaded(write(tmp_path / "a.nii", array.reshape(3, 4, 5)))
    assert (volume.modality, volume.unit, volume.value_scale, volume.value_offset) == ("CT", "HU", 1.0, 0.0)
    np.testing.assert_allclose(volume.array_kji.T, array.reshape(3, 4, 5), atol=0.5)


@pytest.mark.parametrize(
    "array",
    [
        np.linspace(0.0, 3.5, 60, dtype=np.float64),
        np.arange(60, dtype=np.uint8),
        np.arange(0, 60000, 1000, dtype=np.uint16),
        np.arange(0, 6_000_000, 100_000, dtype=np.int32),
    ],
)
def test_that_other_values_keep_their_size(tmp_path: Path, array: np.ndarray) -> None:
    volume = loaded(write(tmp_path / "a.nii.gz", array.reshape(3, 4, 5)))
    assert (volume.modality, volume.unit) == ("OT", "")
    tolerance = 1e-9 if array.dtype in {np.dtype(np.uint8), np.dtype(np.uint16)} else 0.51 * volume.value_scale
    np.testing.assert_allclose(real(volume).T, array.reshape(3, 4, 5), atol=tolerance)


def test_that_metres_become_millimetres(tmp_path: Path) -> None:
    path = write(tmp_path / "a.nii", np.zeros((3, 4, 5), np.int16), np.diag([0.001, 0.002, 0.003, 1.0]), unit="meter")
    assert inspect_nifti(path).grid.spacing_mm == pytest.approx((1.0, 2.0, 3.0))


def test_that_holes_in_the_values_become_the_lowest_one(tmp_path: Path) -> None:
    array = np.full((3, 4, 5), -900.0, np.float32)
    array[0, 0, 0], array[1, 1, 1] = np.nan, 500.0
    volume = loaded(write(tmp_path / "a.nii", array))
    assert volume.array_kji[0, 0, 0] == -900


def sheared() -> np.ndarray:
    affine = np.eye(4)
    affine[0, 2] = 0.3
    return affine


@pytest.mark.parametrize(
    ("array", "header", "sentence"),
    [
        (np.zeros((2, 3, 4, 5), np.int16), {}, "holds 4 dimensions"),
        (np.zeros((2, 3), np.int16), {}, "holds 2 dimensions"),
        (np.zeros((2, 3, 4), np.complex64), {}, "size or kind of voxel"),
        (np.zeros((2, 3, 4), np.int16), {"sform_code": 0, "qform_code": 0}, "does not say how it lies"),
    ],
)
def test_that_what_is_no_volume_is_refused(
    tmp_path: Path, array: np.ndarray, header: dict[str, Any], sentence: str
) -> None:
    path = write(tmp_path / "a.nii", array)
    raw = bytearray(path.read_bytes())
    if header:
        raw[252:256] = bytes(4)  # qform_code and sform_code
    path.write_bytes(raw)
    with pytest.raises(ImageRefused, match=sentence):
        inspect_nifti(path)


def test_that_a_sheared_volume_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImageRefused, match="axes that are not perpendicular"):
        inspect_nifti(write(tmp_path / "a.nii", np.zeros((2, 3, 4), np.int16), sheared()))


def test_that_a_huge_claim_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.nii", np.zeros((2, 3, 4), np.int16))
    raw = bytearray(path.read_bytes())
    raw[42:48] = b"\xe8\x03" * 3
    path.write_bytes(raw)
    with pytest.raises(ImageRefused, match="fewer voxels than its header promises"):
        inspect_nifti(path)
    (tmp_path / "a.nii.gz").write_bytes(gzip.compress(bytes(raw)))
    with pytest.raises(ImageRefused, match="fewer voxels than its header promises"):
        inspect_nifti(tmp_path / "a.nii.gz")


@pytest.mark.parametrize("keep", [0, 10, 300, 352, 600])
@pytest.mark.parametrize("name", ["a.nii", "a.nii.gz"])
def test_that_a_cut_file_is_refused(tmp_path: Path, keep: int, name: str) -> None:
    rng = np.random.default_rng(1)
    path = write(tmp_path / name, rng.integers(-1000, 1000, (9, 9, 9)).astype(np.int16))
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ImageRefused):
        loaded(path)


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("lowest", [0.0, -1000.0])
def test_that_values_that_are_no_numbers_neither_decide_nor_spoil_the_others(
    tmp_path: Path, odd: float, lowest: float
) -> None:
    array = np.linspace(lowest, 500.5, 4 * 5 * 6, dtype=np.float32).reshape(4, 5, 6, order="F")
    array[3, 4, 0] = array[1, 2, 3] = odd
    known = np.isfinite(array)
    volume = loaded(write(tmp_path / "a.nii", array))
    assert volume.modality == ("CT" if lowest < 0 else "OT")
    assert np.abs(real(volume).T - array)[known].max() <= 0.5
    np.testing.assert_allclose(real(volume).T[~known], array[known].min(), atol=0.5)
