"""A tilted gantry: marked points must land where the headers say they are."""

from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk
from pydicom.dataset import Dataset

from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.dicom.tilt import place_shifted
from spineplan.imaging.volume import Volume
from tests.support.dicom_files import COLUMNS, ROWS, pixels_of, write_stack

TILT_DEG = 18.5
COS, SIN = np.cos(np.radians(TILT_DEG)), np.sin(np.radians(TILT_DEG))
TILTED = (1.0, 0.0, 0.0, 0.0, COS, -SIN)
"""Rows lean with the gantry; the table moves along z, so the positions climb straight."""
STEP, COUNT = 4.0, 9
POSITIONS = [(-5.0, -4.0, -20.0 + k * STEP) for k in range(COUNT)]
MARKS = [(0, 3, 5), (4, 6, 8), (8, 9, 2)]
"""(k, j, i) of one bright voxel in each of three slices."""


def with_marks(data: Dataset, k: int) -> None:
    pixels = np.zeros((ROWS, COLUMNS), np.int16)
    for mark_k, j, i in MARKS:
        if mark_k == k:
            pixels[j, i] = 3000
    data.PixelData = pixels.tobytes()
    data.RescaleIntercept = 0


def loaded(folder: Path) -> Volume:
    (entry,) = scan(folder).series
    assert entry.verdict == "resampled"
    (note,) = entry.notes
    assert note == "Gantry tilt of 18.5 degrees: every slice was moved within its plane to make the volume upright."
    assert entry.shape_kji is not None
    volume = read_volume(entry)
    assert volume.grid.shape_kji == entry.shape_kji
    return volume


def centroid_mm(volume: Volume, k: int) -> np.ndarray:
    """Place of the brightness in one slice."""
    weight = np.maximum(volume.array_kji[k].astype(float), 0.0)
    j, i = np.mgrid[0 : weight.shape[0], 0 : weight.shape[1]]
    ijk = np.array([(weight * i).sum() / weight.sum(), (weight * j).sum() / weight.sum(), k, 1.0])
    return (volume.grid.lps_from_ijk @ ijk)[:3]


def header_mm(k: int, j: int, i: int) -> np.ndarray:
    """Place of a voxel by its own slice's header (PS3.3 equation C.7.6.2.1-1)."""
    return np.array(POSITIONS[k]) + 0.7 * i * np.array(TILTED[:3]) + 0.7 * j * np.array(TILTED[3:])


def test_that_a_marked_voxel_of_a_tilted_stack_lands_at_its_lps_place(tmp_path: Path) -> None:
    volume = loaded(write_stack(tmp_path, POSITIONS, TILTED, change=with_marks))
    for mark in MARKS:
        np.testing.assert_allclose(centroid_mm(volume, mark[0]), header_mm(*mark), atol=0.002)


def test_that_the_resampled_volume_is_upright_and_keeps_its_planes(tmp_path: Path) -> None:
    volume = loaded(write_stack(tmp_path, POSITIONS, TILTED))
    axes = volume.grid.lps_from_ijk[:3, :3] / volume.grid.spacing_mm
    np.testing.assert_allclose(axes.T @ axes, np.eye(3), atol=1e-9)
    np.testing.assert_allclose(volume.grid.spacing_mm, (0.7, 0.7, STEP * COS), atol=1e-9)


def test_that_interpolation_agrees_with_simpleitk_in_each_plane(tmp_path: Path) -> None:
    volume = loaded(write_stack(tmp_path, POSITIONS, TILTED))
    for k in (0, 4, 8):
        picture = sitk.GetImageFromArray(pixels_of(k).astype(np.float64) - 1024)
        picture.SetSpacing((0.7, 0.7))
        grid = sitk.Image(*volume.array_kji.shape[2:0:-1], sitk.sitkFloat64)
        grid.SetSpacing((0.7, 0.7))
        offset = volume.grid.lps_from_ijk @ (0, 0, k, 1) - np.array((*POSITIONS[k], 1.0))
        grid.SetOrigin((float(offset[:3] @ TILTED[:3]), float(offset[:3] @ TILTED[3:])))
        expected = sitk.GetArrayFromImage(sitk.Resample(picture, grid, sitk.Transform(), sitk.sitkLinear, np.nan))
        inside = np.isfinite(expected)
        rows = np.flatnonzero(inside.any(axis=1))
        inside[[rows[0], rows[-1]]] = False  # there SimpleITK repeats the edge where we mix it with air
        assert inside.sum() > 100
        assert np.abs(volume.array_kji[k][inside] - expected[inside]).max() <= 0.5 + 1e-6


def test_that_outside_a_moved_slice_there_is_air() -> None:
    out = np.zeros((4, 6), np.int16)
    place_shifted(np.full((2, 3), 100, np.int16), (2.0, 1.0), out, -1024, False)
    expected = np.full((4, 6), -1024)
    expected[1:3, 2:5] = 100
    np.testing.assert_array_equal(out, expected)


def test_that_half_a_pixel_averages_neighbours() -> None:
    out = np.zeros((1, 5), np.int16)
    place_shifted(np.array([[0, 100, 200]], np.int16), (1.5, 0.0), out, 0, False)
    np.testing.assert_array_equal(out, [[0, 0, 50, 150, 100]])


def test_that_padding_is_never_mixed_into_tissue() -> None:
    out = np.zeros((1, 5), np.int16)
    place_shifted(np.array([[-2000, 100, 200]], np.int16), (0.25, 0.0), out, -2000, True)
    np.testing.assert_array_equal(out, [[-2000, 100, 175, -2000, -2000]])


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_that_both_directions_of_tilt_hold_every_slice(tmp_path: Path, sign: float) -> None:
    leaning = (1.0, 0.0, 0.0, 0.0, COS, -sign * SIN)
    (entry,) = scan(write_stack(tmp_path, POSITIONS, leaning)).series
    drift_px = (COUNT - 1) * STEP * SIN / 0.7
    assert entry.shape_kji == (COUNT, ROWS + int(np.ceil(drift_px)), COLUMNS)


def test_that_an_absurd_shear_is_refused(tmp_path: Path) -> None:
    (entry,) = scan(write_stack(tmp_path, [(0, 3.0 * k, k) for k in range(5)])).series
    assert entry.problems == ("The slices are sheared by 71.6 degrees.",)
