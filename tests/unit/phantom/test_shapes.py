"""Truth against voxels painted finely: the mask is measured, the recipe is not read again."""

import numpy as np
import pytest
from scipy.ndimage import distance_transform_edt

from spineplan.phantom.frames import inverse, moved, unit
from spineplan.phantom.painter import Raster
from spineplan.phantom.raster import Rendered, render
from spineplan.phantom.scene import Scene
from spineplan.phantom.structures import VERSE, Structure
from spineplan.phantom.tissues import Look, palette
from spineplan.phantom.vertebra import pedicle


def _box(scene: Scene, centre: np.ndarray, size_mm: float, voxel_mm: float) -> Rendered:
    affine = np.diag([voxel_mm] * 3 + [1.0])
    count = round(size_mm / voxel_mm)
    affine[:3, 3] = centre - (count - 1) / 2 * voxel_mm
    return render(scene.solids, Raster((count,) * 3, affine), Look(palette("ct")), slab=256)


def _inside(painted: Rendered, level: str, points: np.ndarray) -> np.ndarray:
    ijk = np.rint(moved(inverse(painted.raster.lps_from_ijk), points)).astype(int)
    return painted.labels[ijk[..., 2], ijk[..., 1], ijk[..., 0]] == VERSE[level]


def _run_through_middle(inside: np.ndarray, step: float) -> float:
    """Length of the unbroken run of True that contains the middle sample."""
    middle = len(inside) // 2
    low, high = middle, middle
    while low > 0 and inside[low - 1]:
        low -= 1
    while high < len(inside) - 1 and inside[high + 1]:
        high += 1
    return (high - low + 1) * step


@pytest.mark.parametrize("level", ["T5", "T8", "T12", "L1", "L3", "L5"])
@pytest.mark.parametrize("side", [1, -1])
def test_that_the_pedicle_is_narrowest_at_the_isthmus_with_the_stated_width(
    healthy: Scene, level: str, side: int
) -> None:
    here, frame = pedicle(healthy.spine.sizes[level], side), healthy.spine.frames[level]
    centre = moved(frame, here.centre)
    axis = frame[:3, :3] @ here.axis
    painted = _box(healthy, centre, 34.0, 0.4)
    across = unit(np.cross(axis, frame[:3, 2]))
    step = 0.1
    reach = np.arange(-14.0, 14.0 + step / 2, step)
    widths = [
        _run_through_middle(_inside(painted, level, centre + along * axis + reach[:, None] * across), step)
        for along in np.arange(-1.0, 1.1, 0.5)
    ]
    assert min(widths) == pytest.approx(here.width, abs=0.5)
    assert _inside(painted, level, centre[None])[0]


@pytest.mark.parametrize("level", ["C4", "T2", "T8", "L2", "L4"])
def test_that_the_body_has_the_stated_size_and_the_canal_is_free(healthy: Scene, level: str) -> None:
    size, frame = healthy.spine.sizes[level], healthy.spine.frames[level]
    painted = _box(healthy, frame[:3, 3] + frame[:3, 1] * 8.0, 84.0, 0.7)
    step = 0.1
    reach = np.arange(-30.0, 30.0 + step / 2, step)
    upper_rim = frame[:3, 3] + frame[:3, 2] * (0.5 * size.height - 2.2) - frame[:3, 1] * 0.05 * size.depth
    width = _run_through_middle(_inside(painted, level, upper_rim + reach[:, None] * frame[:3, 0]), step)
    height = _run_through_middle(
        _inside(painted, level, frame[:3, 3] - frame[:3, 1] * 0.32 * size.depth + reach[:, None] * frame[:3, 2]), step
    )
    assert width == pytest.approx(size.width_upper, rel=0.12)
    assert height == pytest.approx(size.height, rel=0.16)
    canal = frame[:3, 3] + frame[:3, 1] * (size.depth / 2 + size.canal_depth / 2)
    assert not _inside(painted, level, canal[None])[0]


@pytest.mark.parametrize("level", ["C3", "C7", "T4", "T8", "T12", "L3", "L4"])
def test_that_facing_articular_processes_never_touch(healthy: Scene, level: str) -> None:
    joint, under = healthy.spine.joints[level, 1], healthy.spine.below(level)
    assert under is not None
    painted = _box(healthy, joint.centre_mm, 26.0, 0.5)
    upper, lower = (painted.labels == VERSE[name] for name in (level, under))
    gap_mm = distance_transform_edt(~upper, sampling=0.5)[lower].min()
    assert 0.5 < gap_mm < joint.size.gap + 1.0


def test_that_sizes_stay_near_the_published_means(healthy: Scene) -> None:
    """Zindrick 1987 widths at L1, L3, L5 and T5, as the reference for a man of usual size."""
    for level, mean, spread in (("L1", 8.7, 2.3), ("L3", 10.3, 2.6), ("L5", 18.0, 4.1), ("T5", 4.5, 0.9)):
        assert healthy.spine.sizes[level].pedicle_width == pytest.approx(mean, abs=spread)


def test_that_every_vertebra_from_c1_to_the_coccyx_is_painted(healthy: Scene) -> None:
    tops = [healthy.spine.frames["C2"][2, 3] + 40, healthy.spine.sacral_endplate[2, 3] - 130]
    affine = np.diag([3.0, 3.0, 3.0, 1.0])
    affine[:3, 3] = (-90, -60, tops[1])
    shape = (int((tops[0] - tops[1]) / 3), 60, 60)
    labels = render(healthy.solids, Raster(shape, affine), Look(palette("ct"))).labels
    assert set(np.unique(labels)) == {0, *range(1, 25), 26, 27}


def test_that_an_epidural_mass_fills_the_canal_but_not_the_cord() -> None:
    from spineplan.phantom.recipes import read_recipe
    from spineplan.phantom.scene import build_scene

    scene = build_scene(read_recipe("epidural-t8"), "epidural-t8", 5)
    frame = scene.spine.frames["T8"]
    painted = _box(scene, frame[:3, 3] + frame[:3, 1] * 12, 60.0, 1.0)
    mass = painted.structures == Structure.SOFT_MASS
    assert mass.sum() > 1000
    assert (painted.lesions[mass] == 1).all()
    assert (painted.structures == Structure.CORD).sum() > 1500


def test_that_a_blastic_lesion_is_dense_and_a_lytic_one_is_soft(figure3: Scene) -> None:
    from spineplan.phantom.recipes import read_recipe
    from spineplan.phantom.scene import build_scene

    blastic = build_scene(read_recipe("prostate"), "prostate", 4)
    dense = _box(blastic, blastic.spine.frames["L2"][:3, 3], 40.0, 1.0)
    soft = _box(figure3, figure3.spine.frames["L3"][:3, 3], 40.0, 1.0)
    assert dense.image[dense.lesions > 0].mean() > 450
    assert soft.image[soft.lesions > 0].mean() < 90
