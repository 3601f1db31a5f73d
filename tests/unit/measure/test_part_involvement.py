"""From where on a pedicle, a facet or a rib's joint counts as involved: a tenth of it, or 0.05 ml of a labelled one."""

from dataclasses import replace

import numpy as np
import pytest

from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.measure.morphology_extent import costovertebral_share, facet_share
from spineplan.measure.morphology_frame import VertebraFrame, VertebraMasks, vertebra_frame
from spineplan.measure.wbb_shape import ClockFace, clock_face
from tests.support.phantom_levels import seen


def mask_of(grid: Grid, voxels_kji: np.ndarray) -> Mask:
    """A mask of the voxels listed."""
    array = np.zeros(grid.shape_kji, dtype=np.bool_)
    array[tuple(voxels_kji.T)] = True
    return Mask(array, (0, 0, 0), grid)


def framed() -> tuple[VertebraMasks, VertebraFrame, ClockFace]:
    masks = seen("figure3", "L4").masks()
    frame = vertebra_frame(masks)
    assert frame is not None
    return masks, frame, clock_face(masks, frame)


@pytest.mark.parametrize(
    ("size", "taken", "involved"),
    [
        (40, 3, False),  # 7.5 %, 0.003 ml
        (40, 4, True),  # a tenth
        (1000, 49, False),  # 4.9 %, 0.049 ml
        (1000, 50, True),  # 5 %, but 0.05 ml
    ],
)
def test_that_a_labelled_facet_is_involved_from_a_tenth_or_fifty_cubic_millimetres(
    size: int, taken: int, involved: bool
) -> None:
    masks, frame, face = framed()
    grid = Grid((20, 20, 20), np.eye(4))  # voxels of 1 mm: 0.001 ml
    voxels = np.argwhere(np.ones(grid.shape_kji, dtype=np.bool_))[:size]
    known = VertebraMasks(
        masks.vertebra, {**masks.parts, "superior_articular_process_left": mask_of(grid, voxels)}, masks.canal,
        cranial_lps=masks.cranial_lps,
    )  # fmt: skip
    found = facet_share("left", [mask_of(grid, voxels[:taken])], known, frame, face)
    assert found is not None
    assert (found.share, found.lesion_ml, found.involved) == (
        pytest.approx(taken / size),
        pytest.approx(taken / 1000),
        involved,
    )


@pytest.mark.parametrize(("chance", "involved"), [(0.08, False), (0.13, True)])
def test_that_of_a_guessed_facet_only_a_tenth_counts(chance: float, involved: bool) -> None:
    """However many millilitres that is: its border is a guess."""
    masks, frame, face = framed()
    bone = masks.vertebra.full()
    some = bone & (np.random.default_rng(3).random(bone.shape) < chance)
    lesion = Mask(np.ascontiguousarray(some), (0, 0, 0), masks.vertebra.parent)
    found = facet_share("left", [lesion], masks, frame, face)
    assert found is not None
    assert (found.guessed, found.lesion_ml > 0.05) == (True, True)
    assert found.share == pytest.approx(chance, abs=0.015)
    assert found.involved is involved


def test_that_a_joint_with_a_rib_counts_from_the_same_volume_and_within_three_millimetres() -> None:
    """Bone to x = 29 mm, a plate at 31 mm as its rib: of 1 mm layers only the last one or two face it."""
    masks, frame, _ = framed()
    grid = Grid((40, 40, 40), np.eye(4))
    i = np.indices(grid.shape_kji)[2]
    rib, bone = mask_of(grid, np.argwhere(i == 31)), mask_of(grid, np.argwhere(i < 30))
    known = VertebraMasks(bone, masks.parts, masks.canal, ribs=(rib,))
    straight = replace(frame, lps_from_vertebra=np.eye(4))
    last, deep = np.argwhere(i == 29), np.argwhere(i == 27)
    found = [
        costovertebral_share("left", [mask_of(grid, taken)], known, straight) for taken in (last[:49], last[:50], deep)
    ]
    assert found == [False, True, False]
    assert costovertebral_share("right", [mask_of(grid, last)], known, straight) is None
