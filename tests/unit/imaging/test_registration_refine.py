"""Refining by mutual information, on a spine of blocks whose place on the other series is known."""

from functools import cache

import numpy as np
import pytest
from scipy import ndimage

from spineplan.errors import Cancelled, RegistrationRefused
from spineplan.geometry.affine import inverse, transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.registration import rigid
from spineplan.imaging.registration_refine import Refined, RefineRequest, refine
from spineplan.imaging.registration_region import binned, region_points
from spineplan.imaging.registration_similarity import BINS, Binned, Places, joint_histogram, sampled, similarity
from spineplan.imaging.volume import Volume

STEP_MM = 34.0
CENTRES = np.array([[0.0, 0.0, STEP_MM], [0.0, 0.0, 0.0], [0.0, 0.0, -STEP_MM]])
CT_GRID = Grid((140, 90, 90), np.array([[1.5, 0, 0, -67.0], [0, 1.5, 0, -53.0], [0, 0, 1.5, -104.0], [0, 0, 0, 1.0]]))
TRUTH = rigid(np.array([0.12, -0.08, 0.1]), np.array([12.0, -20.0, 140.0]), np.zeros(3))
"""mr_from_ct."""


def tissue(points: np.ndarray, alike: bool = False) -> np.ndarray:
    """0 air, 1 fat, 2 disc and muscle, 3 marrow, 4 cortex, 5 fluid: bodies, arches and a canal; organs differ from
    level to level unless all is alike."""
    x, y, z = points[..., 0], points[..., 1], points[..., 2]
    out = np.where((x / 62) ** 2 + ((y - 12) / 60) ** 2 < 1.0, 2, 0)
    out[(np.hypot(x - 30, y - 36) < 14) | (np.hypot(x + 30, y - 36) < 14)] = 1
    if not alike:
        for at in ((35.0, -20.0, 60.0), (-30.0, -22.0, 10.0), (20.0, -30.0, -50.0), (-40.0, 0.0, -75.0)):
            out[np.linalg.norm(points - np.array(at), axis=-1) < 16] = 1
    along = (z + STEP_MM / 2) % STEP_MM - STEP_MM / 2
    for reach, kind in ((0.0, 4), (2.5, 3)):
        body = ((x / (22 - reach)) ** 2 + (y / (15 - reach)) ** 2 < 1) & (np.abs(along) < 13 - reach)
        bar = (np.abs(x) < 30 - reach) & (np.abs(y - 28) < 5 - reach) & (np.abs(along + 3) < 6 - reach)
        spinous = (np.abs(x) < 4 - reach) & (np.abs(y - 40) < 10 - reach) & (np.abs(along + 6) < 8 - reach)
        out[body | bar | spinous] = kind
    out[np.hypot(x, y - 19) < 8] = 5
    return out


def seen(grid: Grid, modality: str, ct_from_own: np.ndarray, values: tuple[int, ...], alike: bool) -> Volume:
    k, j, i = np.indices(grid.shape_kji)
    places = transform_points(ct_from_own @ grid.lps_from_ijk, np.stack([i, j, k], axis=-1))
    image = np.array(values, dtype=np.float64)[tissue(places, alike)]
    image = ndimage.gaussian_filter(image, 0.6) + np.random.default_rng(3).normal(0.0, 12.0, image.shape)
    if modality == "MR":
        image *= np.linspace(0.5, 1.3, image.shape[2])
    return Volume(np.ascontiguousarray(image, dtype=np.int16), grid, modality, f"1.{modality}", f"2.{modality}")


@cache
def pair(alike: bool = False) -> tuple[Volume, Volume]:
    """CT of 1.5 mm, and sagittal slices of 4 mm moved by TRUTH."""
    ct = seen(CT_GRID, "CT", np.eye(4), (-1000, -100, 40, 200, 800, 5), alike)
    affine = np.array([[0, 0, 4.0, 0], [1.2, 0, 0, 0], [0, -1.2, 0, 0], [0, 0, 0, 1.0]])
    shape = (18, 160, 100)
    middle = affine[:3, :3] @ ((np.array(shape[::-1]) - 1) / 2)
    affine[:3, 3] = transform_points(TRUTH, [0.0, 12.0, 0.0]) - middle
    mr = seen(Grid(shape, affine), "MR", inverse(TRUTH), (10, 600, 150, 350, 30, 700), alike)
    return ct, mr


def started(
    shift: tuple[float, float, float], turn: tuple[float, float, float] = (0, 0, 0), alike: bool = False
) -> RefineRequest:
    ct, mr = pair(alike)
    start = rigid(np.array(turn, dtype=float), np.array(shift), np.zeros(3)) @ inverse(TRUTH)
    return RefineRequest(ct, mr, start, CENTRES, np.array([0.0, 0.0, STEP_MM]))


def worst_mm(found: Refined) -> float:
    places = np.vstack([CENTRES, CENTRES + np.array([14.0, 22.0, 0.0]), CENTRES + np.array([-14.0, 22.0, 0.0])])
    back = transform_points(found.fixed_from_moving, transform_points(TRUTH, places))
    return float(np.linalg.norm(back - places, axis=1).max())


@pytest.mark.parametrize(
    "shift, turn", [((6.0, -5.0, 5.0), (0.1, 0.05, -0.08)), ((-4.0, 8.0, -6.0), (-0.08, 0.1, 0.05))]
)
def test_that_a_rough_start_ends_within_a_millimetre_of_the_truth(
    shift: tuple[float, float, float], turn: tuple[float, float, float]
) -> None:
    found = refine(started(shift, turn))
    assert worst_mm(found) < 1.0
    assert found.after > found.before
    assert not found.may_be_slipped


def test_that_the_finer_series_may_be_either() -> None:
    ct, mr = pair()
    start = inverse(rigid(np.array([0.05, 0.0, 0.05]), np.array([4.0, -4.0, 4.0]), np.zeros(3)) @ inverse(TRUTH))
    centres = transform_points(TRUTH, CENTRES)
    found = refine(RefineRequest(mr, ct, start, centres, TRUTH[:3, :3] @ [0.0, 0.0, STEP_MM]))
    places = np.vstack([CENTRES, CENTRES + np.array([14.0, 22.0, 0.0])])
    off = transform_points(found.fixed_from_moving, places) - transform_points(TRUTH, places)
    assert np.linalg.norm(off, axis=1).max() < 1.0


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_that_a_slip_by_one_level_is_warned_of_though_every_point_fits(sign: float) -> None:
    found = refine(started((0.0, 0.0, sign * STEP_MM)))
    assert worst_mm(found) > 25.0
    assert found.may_be_slipped
    better = found.slipped[0 if sign < 0 else 1]
    assert better > found.own


def test_that_sliding_to_the_next_level_at_the_coarsest_scale_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    def slid(_pair: object, first: np.ndarray, _most: int, _step: object) -> np.ndarray:
        return first @ rigid(np.zeros(3), np.array([0.0, 0.0, STEP_MM]), np.zeros(3))

    monkeypatch.setattr("spineplan.imaging.registration_refine._Pair.begun", slid)
    assert worst_mm(refine(started((3.0, 2.0, -4.0)))) < 1.0


def test_that_levels_that_look_alike_are_never_called_certain() -> None:
    assert refine(started((1.0, 1.0, 1.0), alike=True)).may_be_slipped


def test_that_series_that_do_not_show_the_levels_are_refused() -> None:
    with pytest.raises(RegistrationRefused, match="both series"):
        refine(started((300.0, 0.0, 0.0)))


def test_that_it_can_be_stopped() -> None:
    def stop(_done: float, _what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        refine(started((2.0, 2.0, 2.0)), stop)


def test_that_simpleitk_finds_no_better_place_near() -> None:
    sitk = pytest.importorskip("SimpleITK")
    request = started((4.0, -3.0, 4.0), (0.05, 0.0, 0.0))
    moving_from_fixed = inverse(refine(request).fixed_from_moving)
    images = [itk(sitk, volume) for volume in (request.fixed, request.moving)]
    method = sitk.ImageRegistrationMethod()
    method.SetMetricAsMattesMutualInformation(32)
    method.SetMetricSamplingStrategy(method.REGULAR)
    method.SetMetricSamplingPercentage(0.3)
    method.SetMetricFixedMask(cylinder(sitk, images[0]))
    method.SetInterpolator(sitk.sitkLinear)

    def cost(shift: np.ndarray) -> float:
        moved = moving_from_fixed @ rigid(np.zeros(3), shift, np.zeros(3))
        transform = sitk.AffineTransform(3)
        transform.SetMatrix(moved[:3, :3].ravel().tolist())
        transform.SetTranslation(moved[:3, 3].tolist())
        method.SetInitialTransform(transform)
        return float(method.MetricEvaluate(*images))

    here = cost(np.zeros(3))
    assert all(cost(np.array(way)) > here for way in 1.5 * np.vstack([np.eye(3), -np.eye(3)]))


def itk(sitk: object, volume: Volume) -> object:
    image = sitk.GetImageFromArray(volume.array_kji.astype(np.float32))  # type: ignore[attr-defined]
    spacing = volume.grid.spacing_mm
    image.SetSpacing(spacing)
    image.SetDirection((volume.grid.lps_from_ijk[:3, :3] / spacing).ravel().tolist())
    image.SetOrigin(volume.grid.lps_from_ijk[:3, 3].tolist())
    return image


def cylinder(sitk: object, image: object) -> object:
    k, j, i = np.indices(CT_GRID.shape_kji)
    x, y, z = np.moveaxis(transform_points(CT_GRID.lps_from_ijk, np.stack([i, j, k], axis=-1)), -1, 0)
    mask = sitk.GetImageFromArray(((np.hypot(x, y - 14) < 36) & (np.abs(z) < 52)).astype(np.uint8))  # type: ignore[attr-defined]
    mask.CopyInformation(image)
    return mask


def test_that_the_joint_histogram_is_the_one_counted_by_hand() -> None:
    random = np.random.default_rng(0)
    grid = Grid((6, 7, 8), np.diag([1.0, 2.0, 3.0, 1.0]))
    moving = Binned(random.uniform(0, BINS - 1, grid.shape_kji).astype(np.float32), grid)
    places = Places(random.uniform(-1.0, 12.0, (200, 3)), random.uniform(0, BINS - 1, 200))
    by_hand, held = np.zeros((BINS, BINS)), 0
    for point, fixed in zip(places.points_mm, places.bins, strict=True):
        kji = (point / [1.0, 2.0, 3.0])[::-1]
        if (kji < 0).any() or (kji > np.array(grid.shape_kji) - 1).any():
            continue
        value = ndimage.map_coordinates(moving.array_kji.astype(float), kji[:, None], order=1)[0]
        held += 1
        for f, wf in ((int(fixed), 1 - fixed % 1), (int(fixed) + 1, fixed % 1)):
            for m, wm in ((int(value), 1 - value % 1), (int(value) + 1, value % 1)):
                by_hand[min(f, BINS - 1), min(m, BINS - 1)] += wf * wm
    found = joint_histogram(places, moving, np.eye(4))
    assert held > 50
    assert np.allclose(found, by_hand, atol=1e-3)
    shares = by_hand / by_hand.sum()
    entropies = [-(p[p > 0] * np.log(p[p > 0])).sum() for p in (shares.sum(0), shares.sum(1), shares.ravel())]
    full = Places(places.points_mm[np.isfinite(sampled(moving, places.points_mm))], np.ones(held))
    full = Places(full.points_mm, places.bins[np.isfinite(sampled(moving, places.points_mm))])
    assert similarity(full, moving, np.eye(4)) == pytest.approx((entropies[0] + entropies[1]) / entropies[2], abs=1e-4)


def test_that_a_series_tells_everything_of_itself_and_nothing_where_it_does_not_lie() -> None:
    ct, _ = pair()
    own = binned(ct, CENTRES, 1.0, 1.5)
    points = region_points(CENTRES, 30.0, 10.0, 5000)
    places = Places(points, sampled(own, points))
    assert similarity(places, own, np.eye(4)) > 1.5
    assert similarity(places, own, rigid(np.zeros(3), np.array([500.0, 0.0, 0.0]), np.zeros(3))) == 0.0


def test_that_the_region_keeps_to_the_chosen_levels() -> None:
    points = region_points(CENTRES, 30.0, 10.0, 2000)
    assert len(points) == 2000
    assert np.abs(points[:, 2]).max() < STEP_MM + 10.0 + 12.0
    assert np.hypot(points[:, 0], points[:, 1] - 14.0).max() <= 30.0 + 1e-9
