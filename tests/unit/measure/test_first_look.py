"""Where views look first: at the patient and the spine, not at the air and the table."""

import numpy as np
import pytest

from spineplan.anatomy.skin import coarse_body
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from spineplan.measure.first_look import SPINE_REACH_MM, FirstLook, first_look


def patient(bone: bool = True, flipped: bool = False) -> Volume:
    """2 mm voxels: a body 160 x 240 x 80 mm in 400 mm of air, a table behind it, a spine 30 x 40 mm at (-10, 60)."""
    array = np.full((40, 200, 200), -1000, np.int16)
    lps = np.arange(200) * 2.0 - 199.0
    x, y = lps[None, :], lps[:, None]
    array[:, (np.abs(x) < 80) & (np.abs(y) < 120)] = 40
    array[:, (np.abs(x) < 150) & (np.abs(y - 160) < 6)] = 100
    array[:, (np.abs(x - 40) < 12) & (np.abs(y - 40) < 12)] = 330  # a filled aorta
    if bone:
        array[:, (np.abs(x + 10) < 15) & (np.abs(y - 60) < 20)] = 500
    affine = np.diag([2.0, 2.0, 2.0, 1.0])
    affine[:3, 3] = (-199.0, -199.0, -39.0)
    if flipped:
        array = np.ascontiguousarray(array[:, ::-1])
        affine[1] = (0.0, -2.0, 0.0, 199.0)
    return Volume(array, Grid(array.shape, affine), "CT", "1.2", "1.3")


def looked(volume: Volume) -> FirstLook:
    body = coarse_body(volume)
    assert body is not None
    found = first_look(volume, body)
    assert found is not None
    return found


@pytest.mark.parametrize("flipped", [False, True])
def test_that_the_box_holds_the_body_and_leaves_air_and_table_out(flipped: bool) -> None:
    corners = looked(patient(flipped=flipped)).body.corners_mm
    assert corners.min(axis=0) == pytest.approx((-80.0, -120.0, -40.0), abs=6.0)
    assert corners.max(axis=0) == pytest.approx((80.0, 120.0, 40.0), abs=6.0)


@pytest.mark.parametrize("flipped", [False, True])
def test_that_the_spine_is_found_beside_a_filled_aorta(flipped: bool) -> None:
    assert looked(patient(flipped=flipped)).spine_mm == pytest.approx((-10.0, 60.0, 0.0), abs=12.0)


@pytest.mark.parametrize("flipped", [False, True])
def test_that_the_view_for_counting_is_cut_around_the_spine(flipped: bool) -> None:
    found = looked(patient(flipped=flipped))
    front, back = found.spine.corners_mm[:, 1].min(), found.spine.corners_mm[:, 1].max()
    assert front == pytest.approx(found.spine_mm[1] - SPINE_REACH_MM, abs=8.0)
    assert back == pytest.approx(120.0, abs=6.0)


def test_that_without_bone_there_is_no_look() -> None:
    volume = patient(bone=False)
    volume.array_kji[volume.array_kji == 330] = 40
    body = coarse_body(volume)
    assert body is not None
    assert first_look(volume, body) is None
