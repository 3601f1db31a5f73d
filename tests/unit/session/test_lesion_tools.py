"""Growing, threshold, filling and import of lesions, as steps of a session."""

import nibabel
import numpy as np
import pytest

from spineplan.anatomy.importing.source import LabelSource, NamedLabel
from spineplan.errors import EditRefused
from spineplan.exchange.label_files import read_labels
from spineplan.geometry.affine import LPS_FROM_RAS
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import PutLevel
from spineplan.plan.model import Level
from spineplan.session.lesion_marking import new_lesion, put_mask
from spineplan.session.lesion_tools import (
    fill_edit,
    first_tolerance,
    grown,
    imported_lesions,
    lesion_to_mark,
    threshold_edit,
)
from spineplan.session.session import Session
from spineplan.session.view_state import Brush
from tests.support.plans import REFERENCE, plan_of

SHAPE = (40, 50, 60)


@pytest.fixture
def volume() -> Volume:
    """A vertebra of 200 HU with a lesion of 40 HU that has a leak to soft tissue of 40 HU outside the bone."""
    array = np.full(SHAPE, -80, dtype=np.int16)
    array[5:35, 10:40, 10:50] = 200
    array[15:25, 20:30, 25:35] = 40
    array[17:23, 30:48, 27:33] = 40
    affine = np.eye(4)
    affine[:3, 3] = (-30.0, -25.0, -20.0)
    return Volume(array, Grid(SHAPE, affine), "CT", REFERENCE.series_uid, REFERENCE.frame_of_reference_uid)


@pytest.fixture
def session(volume: Volume) -> Session:
    """L3 is outlined, L4 is only named."""
    made = Session(plan_of(()), "Dr A")
    bone = np.zeros(SHAPE, dtype=np.bool_)
    bone[5:35, 10:40, 10:50] = True
    ref = made.masks.add(Mask(bone, (0, 0, 0), volume.grid), volume.series_uid)
    made.apply(PutLevel(Level(name="L3", centre_mm=(0.0, 0.0, 0.0), mask=ref)))
    made.apply(PutLevel(Level(name="L4", centre_mm=(0.0, 0.0, -36.0))))
    made.volumes[volume.series_uid] = volume
    made.look(series_uid=volume.series_uid)
    return made


SEED = (0.0, 0.0, 0.0)


def test_that_a_region_grows_to_its_own_border_and_not_out_of_the_vertebra(session: Session, volume: Volume) -> None:
    lesion = lesion_to_mark(session, SEED)
    assert lesion.level == "L3"
    found = grown(session, volume, lesion, SEED, 60.0).full()
    wanted = (volume.array_kji == 40) & session.masks.get(session.plan.level("L3").mask).full()
    assert np.array_equal(found, wanted)
    assert first_tolerance(volume, SEED) == 60.0


def test_that_a_region_keeps_to_the_brushs_limits_when_they_are_on(session: Session, volume: Volume) -> None:
    session.look(brush=Brush(5.0, True, (0.0, 500.0)))
    found = grown(session, volume, lesion_to_mark(session, SEED), SEED, 1.0)
    assert found.count == session.plan.level("L3").mask.voxels
    session.look(brush=Brush(5.0, True, (100.0, 500.0)))
    with pytest.raises(EditRefused, match="outside the limits"):
        grown(session, volume, lesion_to_mark(session, SEED), SEED, 1.0)


def test_that_a_mass_outside_the_bone_grows_from_where_it_was_pressed(session: Session, volume: Volume) -> None:
    found = grown(session, volume, lesion_to_mark(session, SEED), (0.0, 20.0, 0.0), 30.0)
    assert found.holds((0.0, 20.0, 0.0))
    assert found.holds(SEED)


def test_that_a_threshold_takes_the_whole_vertebra_within_the_values(session: Session, volume: Volume) -> None:
    lesion = lesion_to_mark(session, SEED)
    with pytest.raises(EditRefused, match="Set the values"):
        threshold_edit(session, volume, lesion)
    session.look(brush=Brush(5.0, True, (0.0, 100.0)))
    edit = threshold_edit(session, volume, lesion)
    session.apply(edit)
    bone = session.masks.get(session.plan.level("L3").mask).full()
    assert np.array_equal(session.masks.get(session.plan.lesions[0].mask).full(), bone & (volume.array_kji == 40))
    session.look(brush=Brush(5.0, True, (5000.0, 6000.0)))
    with pytest.raises(EditRefused, match="No voxel of L3"):
        threshold_edit(session, volume, lesion)
    other = new_lesion(session.plan, (0.0, 0.0, -36.0))
    with pytest.raises(EditRefused, match="needs the outline of L4"):
        threshold_edit(session, volume, other)


def test_that_the_slices_between_painted_ones_are_filled_in_one_step(session: Session, volume: Volume) -> None:
    painted = np.zeros(SHAPE, dtype=np.bool_)
    painted[15, 20:30, 25:35] = True
    painted[25, 20:30, 25:35] = True
    lesion = lesion_to_mark(session, SEED)
    session.apply(put_mask(lesion, Mask(painted, (0, 0, 0), volume.grid), session.masks, volume.series_uid))
    edit = fill_edit(session, session.plan.lesions[0])
    assert edit.lesion.mask.voxels == 11 * 100
    session.apply(edit)
    with pytest.raises(EditRefused, match="No slice"):
        fill_edit(session, session.plan.lesions[0])
    session.undo()
    assert session.plan.lesions[0].mask.voxels == 200
    with pytest.raises(EditRefused, match="Paint the lesion"):
        fill_edit(session, lesion)


def written(path, array: np.ndarray, grid: Grid):
    image = nibabel.Nifti1Image(array.T, LPS_FROM_RAS @ grid.lps_from_ijk)
    image.header.set_xyzt_units("mm")
    nibabel.save(image, path)
    return path


def test_that_a_mask_on_another_grid_becomes_one_lesion_per_label(session: Session, volume: Volume, tmp_path) -> None:
    affine = np.diag([0.5, 0.5, 2.0, 1.0])
    affine[:3, 3] = (-29.9, -24.9, -19.6)
    grid = Grid((20, 100, 120), affine)
    array = np.zeros(grid.shape_kji, dtype=np.uint8)
    array[6:12, 40:60, 50:70] = 1
    array[13:16, 30:40, 80:90] = 2
    edit = imported_lesions(session, read_labels(written(tmp_path / "lesions.nii.gz", array, grid)), volume)
    session.apply(edit)
    first, second = session.plan.lesions
    assert (first.level, second.level) == ("L3", "L3")
    assert first.mask.volume_ml == pytest.approx(6 * 20 * 20 * 0.5 / 1000, rel=0.1)
    assert session.masks.get(first.mask).parent == volume.grid
    assert session.masks.get(second.mask).holds(second.seed_mm)
    session.undo()
    assert session.plan.lesions == ()


def test_that_labels_of_vertebrae_and_of_other_places_are_no_lesions(session: Session, volume: Volume) -> None:
    array = np.zeros(SHAPE, dtype=np.uint16)
    array[18:22, 22:26, 27:31] = 7
    named = LabelSource("a.nii", volume.grid, (array,), {(0, 7): NamedLabel("vertebrae_L3")})
    with pytest.raises(EditRefused, match="holds no lesion"):
        imported_lesions(session, named, volume)
    away = LabelSource("a.nii", volume.grid, (array,), frame_of_reference_uid="9.9.9")
    with pytest.raises(EditRefused, match="another frame"):
        imported_lesions(session, away, volume)
    array[:] = 0
    array[39, 2:4, 2:4] = 7
    session.apply(PutLevel(Level(name="L3", centre_mm=(0.0, 0.0, -100.0))))
    with pytest.raises(EditRefused, match="no level is marked"):
        imported_lesions(session, LabelSource("a.nii", volume.grid, (array,)), volume)
