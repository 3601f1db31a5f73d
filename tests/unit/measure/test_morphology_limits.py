"""Limits of the posterior wall, the border and the canal, on both sides of each."""

from dataclasses import replace

import numpy as np
import pytest

from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.morphology import LevelRequest, level_morphology
from spineplan.measure.morphology_answers import lesion_answers
from spineplan.measure.morphology_frame import VertebraMasks, vertebra_frame
from spineplan.measure.morphology_matrix import Reference
from spineplan.measure.morphology_signal import signal_ratio
from spineplan.measure.morphology_surface import CortexNumbers, _read
from spineplan.measure.morphology_wall import PosteriorWall, _state, escc_estimate
from spineplan.measure.wbb_shape import clock_face
from tests.support.phantom_levels import seen


@pytest.mark.parametrize(
    ("reached_mm2", "gap_mm2", "beyond_ml", "bulge_mm", "state"),
    [
        (10.0, 0.0, 0.05, 0.0, "breached"),
        (9.9, 0.0, 0.05, 0.0, "intact"),  # lesion in the canal that reaches no wall came from elsewhere
        (10.0, 0.0, 0.049, 0.0, "intact"),
        (10.0, 10.0, 0.049, 0.0, "eroded"),
        (10.0, 9.9, 0.049, 0.0, "intact"),
        (10.0, None, 0.0, 0.0, "intact"),
        (0.0, None, 0.0, 2.0, "bulging"),
        (0.0, None, 0.0, 1.99, "intact"),
        (10.0, 10.0, 0.0, 2.0, "bulging"),
        (10.0, 10.0, 0.05, 2.0, "breached"),
    ],
)
def test_that_the_wall_changes_its_state_at_its_limits(
    reached_mm2: float, gap_mm2: float | None, beyond_ml: float, bulge_mm: float, state: str
) -> None:
    assert _state(reached_mm2, gap_mm2, beyond_ml, bulge_mm) == state


@pytest.mark.parametrize(("beyond_ml", "grade"), [(0.0, "0"), (0.049, "0"), (0.05, "1a")])
def test_that_lesion_in_the_canal_counts_from_fifty_cubic_millimetres(beyond_ml: float, grade: str) -> None:
    grid = Grid((4, 4, 4), np.eye(4))
    masks = VertebraMasks(Mask(np.ones(grid.shape_kji, dtype=np.bool_), (0, 0, 0), grid))
    wall = PosteriorWall("intact", 20.0, 0.0, beyond_ml, 0.0, 0.0)
    found = escc_estimate([masks.vertebra], wall, masks)
    assert (found.grade, found.by) == (grade, "ct")


MIDDLES = np.arange(-4.75, 5.0, 0.5)
NORMAL = Reference(150.0, 20.0, 1000, ("L1",))


@pytest.mark.parametrize(
    ("wide_mm", "transition_mm", "border"), [(1.0, 0.7, "IB"), (5.0, 2.83, "IB"), (6.0, 3.3, "IC")]
)
def test_that_a_step_of_more_than_three_millimetres_is_ill_defined(
    wide_mm: float, transition_mm: float, border: str
) -> None:
    """A straight ramp over the outline. 6 mm wide: inside, deeper than 1 mm, it holds 8.3 % of the step on the mean, so
    20 and 80 % of the rest are done at -1.4 and 1.9 mm. 1 mm wide: read between samples of 0.5 mm."""
    ramp = np.interp(MIDDLES, [-wide_mm / 2.0, wide_mm / 2.0], [20.0, 150.0])
    found = _read(MIDDLES, ramp, NORMAL)
    assert found.border == border
    assert found.transition_mm == pytest.approx(transition_mm, abs=0.02)


@pytest.mark.parametrize(("rim_hu", "border"), [(209.0, "IB"), (211.0, "IA")])
def test_that_a_rim_is_dense_beyond_three_deviations(rim_hu: float, border: str) -> None:
    step = np.where(MIDDLES < 0.0, 20.0, 150.0)
    step[(MIDDLES > 0.0) & (MIDDLES < 1.0)] = rim_hu
    found = _read(MIDDLES, step, NORMAL)
    assert (found.border, found.rim_hu) == (border, rim_hu)


def test_that_the_canal_reaches_at_most_five_millimetres_beyond_its_mask() -> None:
    """A canal of 8 mm in a ring of 18 mm: between them canal ends 5 mm beyond its mask."""
    grid = Grid((50, 100, 100), np.eye(4))
    k, j, i = np.indices(grid.shape_kji)
    around = np.hypot(i - 50, j - 60)
    tall = np.abs(k - 25) <= 12
    body = Mask((np.abs(i - 50) <= 20) & (j >= 10) & (j <= 41) & tall, (0, 0, 0), grid)
    canal = Mask((around < 8.0) & (np.abs(k - 25) <= 20), (0, 0, 0), grid)
    bone = Mask(body.full() | ((around >= 18.0) & (around < 23.0) & (j > 41) & tall), (0, 0, 0), grid)
    masks = VertebraMasks(bone, {"body": body}, canal)
    frame = vertebra_frame(masks)
    assert frame is not None
    inner = clock_face(masks, frame).inner_mm
    assert inner[0] == pytest.approx(8.0 + 5.0, abs=0.8)  # straight back
    assert float(inner.max()) <= 13.8


def test_that_a_ratio_of_signal_needs_four_voxels_on_both_sides() -> None:
    grid = Grid((2, 4, 8), np.eye(4))
    array = np.full(grid.shape_kji, 100, dtype=np.int16)
    array[:, :, :4] = 250

    def first(count: int, start: int) -> Mask:
        voxels = np.zeros(grid.shape_kji, dtype=np.bool_)
        voxels[0, :count, start] = True
        return Mask(voxels, (0, 0, 0), grid)

    volume = Volume(array, grid, "MR", "1", "2")
    found = signal_ratio(volume, [first(4, 1)], [first(4, 6)])
    assert found is not None
    assert found.ratio == pytest.approx(2.5)
    assert signal_ratio(volume, [first(3, 1)], [first(4, 6)]) is None
    assert signal_ratio(volume, [first(4, 1)], [first(3, 6)]) is None


@pytest.mark.parametrize(
    ("outward", "lost", "expansile", "destroyed"), [(2.99, 19.9, "no", "no"), (3.0, 20.0, "yes", "yes")]
)
def test_that_expansion_and_lost_cortex_are_said_from_their_limits_on(
    outward: float, lost: float, expansile: str, destroyed: str
) -> None:
    one = seen("figure3", "L3")
    level = level_morphology(LevelRequest("L3", one.masks(), {"a": one.lesion(one.numbers[0])}, one.volume))
    answers = lesion_answers(replace(level.lesions["a"], outward_mm=outward, cortex=CortexNumbers(60.0, lost)))
    assert (answers["expansile"].value, answers["cortical_destruction"].value) == (expansile, destroyed)
