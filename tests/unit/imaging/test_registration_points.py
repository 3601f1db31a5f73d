"""Rigid registration from matched points, against transforms that are known and against another library."""

import numpy as np
import pytest

from spineplan.errors import RegistrationRefused
from spineplan.geometry.affine import rotation_about, transform_points
from spineplan.imaging.registration import fit_levels, fit_points, is_rigid, pair_gaps_mm, rigid, turn_deg

PLACES = np.array([[0.0, 40.0, -300.0], [14.0, 55.0, -298.0], [-15.0, 54.0, -301.0], [1.0, 41.0, -335.0]])
BODIES = np.array([[0.0, 40.0, -300.0], [0.0, 38.0, -335.0], [0.0, 40.0, -370.0]])


def known(axis: tuple[float, float, float], degrees: float, shift: tuple[float, float, float]) -> np.ndarray:
    affine = np.eye(4)
    affine[:3, :3] = rotation_about(axis, degrees)
    affine[:3, 3] = shift
    return affine


@pytest.mark.parametrize("degrees", [0.0, 15.0, -120.0, 179.0])
def test_that_exact_pairs_give_the_exact_turn_and_shift(degrees: float) -> None:
    truth = known((1.0, 2.0, -0.5), degrees, (12.0, -30.0, 140.0))
    found = fit_points(transform_points(truth, PLACES), PLACES)
    assert np.allclose(found.destination_from_source, truth, atol=1e-9)
    assert found.worst_mm == pytest.approx(0.0, abs=1e-9)


def test_that_the_fit_is_the_best_of_all_near_it() -> None:
    random = np.random.default_rng(1)
    seen = transform_points(known((0.0, 0.0, 1.0), 10.0, (1.0, 2.0, 3.0)), PLACES) + random.normal(
        0.0, 2.0, PLACES.shape
    )
    found = fit_points(seen, PLACES)
    least = np.sum(np.square(found.residuals_mm))
    for _ in range(200):
        nudge = rigid(random.normal(0.0, 0.02, 3), random.normal(0.0, 0.5, 3), seen.mean(axis=0))
        other = transform_points(nudge @ found.destination_from_source, PLACES) - seen
        assert np.sum(other**2) >= least - 1e-9


def test_that_it_agrees_with_simpleitk() -> None:
    sitk = pytest.importorskip("SimpleITK")
    random = np.random.default_rng(2)
    seen = transform_points(known((0.3, 1.0, 0.2), -12.0, (5.0, 0.0, -9.0)), PLACES) + random.normal(
        0, 1.0, PLACES.shape
    )
    other = sitk.LandmarkBasedTransformInitializer(
        sitk.VersorRigid3DTransform(), PLACES.ravel().tolist(), seen.ravel().tolist()
    )
    found = transform_points(fit_points(seen, PLACES).destination_from_source, PLACES)
    assert np.allclose([other.TransformPoint(tuple(p)) for p in PLACES], found, atol=1e-6)


def test_that_residuals_are_per_pair_in_millimetres() -> None:
    # Four corners of a square, one pair pulled out along the normal: by symmetry each corner is off by a quarter.
    square = np.array([[0.0, 0.0, 0.0], [40.0, 0.0, 0.0], [40.0, 40.0, 0.0], [0.0, 40.0, 0.0]])
    seen = square + np.array([[0.0, 0.0, 1.0], [0.0, 0.0, -1.0], [0.0, 0.0, 1.0], [0.0, 0.0, -1.0]])
    found = fit_points(seen, square)
    assert np.allclose(found.residuals_mm, 1.0)
    assert (found.mean_mm, found.worst_mm) == (pytest.approx(1.0), pytest.approx(1.0))


def test_that_a_mirror_image_is_never_the_answer() -> None:
    found = fit_points(PLACES * [-1.0, 1.0, 1.0], PLACES)
    assert np.linalg.det(found.destination_from_source[:3, :3]) == pytest.approx(1.0)
    assert found.worst_mm > 5.0


@pytest.mark.parametrize("places, word", [
    (PLACES[:2], "3 pairs"), (BODIES * [0.0, 0.0, 1.0], "one line"), (np.zeros((4, 3)), "one place"),
    (np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 30.0], [-1.0, 0.0, 60.0]]), "one line"),
])  # fmt: skip
def test_that_too_few_and_degenerate_points_are_refused_in_a_sentence(places: np.ndarray, word: str) -> None:
    with pytest.raises(RegistrationRefused, match=word):
        fit_points(places, places)


def test_that_a_point_without_its_partner_is_refused() -> None:
    with pytest.raises(RegistrationRefused, match="partner"):
        fit_points(PLACES, PLACES[:3])


def test_that_levels_in_a_row_keep_left_and_right_of_the_patient() -> None:
    truth = known((1.0, 0.0, 0.0), 8.0, (3.0, -20.0, 130.0))
    found = fit_levels(transform_points(truth, BODIES), BODIES)
    assert found.worst_mm < 0.1
    assert np.allclose(found.destination_from_source[:3, 0], [1.0, 0.0, 0.0], atol=1e-3)
    assert abs(turn_deg(found.destination_from_source) - 8.0) < 0.2


def test_that_one_level_gives_a_shift_alone() -> None:
    found = fit_levels(BODIES[:1] + np.array([4.0, 5.0, 6.0]), BODIES[:1])
    assert np.allclose(found.destination_from_source, rigid(np.zeros(3), np.array([4.0, 5.0, 6.0]), np.zeros(3)))


def test_that_a_wrong_pair_stands_out_before_anything_is_fitted() -> None:
    seen = PLACES + np.array([0.0, 0.0, 100.0])
    seen[2] += [0.0, 12.0, 0.0]
    gaps = pair_gaps_mm(seen.tolist(), PLACES.tolist())
    assert int(np.argmax(gaps)) == 2
    assert pair_gaps_mm(PLACES[:2].tolist(), PLACES[:2].tolist()).tolist() == [0.0, 0.0]


def test_that_only_turns_and_shifts_are_rigid() -> None:
    assert is_rigid(known((1.0, 1.0, 0.0), 40.0, (1.0, 2.0, 3.0)))
    assert not is_rigid(np.diag([1.01, 1.0, 1.0, 1.0]))
    assert not is_rigid(np.diag([-1.0, 1.0, 1.0, 1.0]))
