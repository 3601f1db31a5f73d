"""Corrections of found levels, on the synthetic patient: what did not change stays, what changed is made again."""

from collections.abc import Callable

import numpy as np
import pytest

from spineplan.anatomy.editing.levels import inserted_level, moved_disc, moved_level, removed_level, renamed
from spineplan.anatomy.level_marks import find_marks
from spineplan.anatomy.level_structures import endplates_of, structures_of
from spineplan.anatomy.levels_of_ct import FoundLevels, find_levels
from spineplan.anatomy.numbering import Structure
from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.errors import UsageError
from spineplan.imaging.volume import Volume
from spineplan.phantom.demo import write_demo

Found = tuple[Volume, FoundLevels]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    folder = tmp_path_factory.mktemp("patient")
    truth = write_demo(folder, case="healthy", resolution_mm=2.0, levels=("T12", "L5")).truth
    volume = read_volume(scan(folder / "ct").series[0])
    x, y, z = truth["levels"]["L3"]["centre_mm"]
    return volume, find_levels(volume, anchor=("L3", (x, y, z)))


def _place(at: np.ndarray) -> tuple[float, float, float]:
    return float(at[0]), float(at[1]), float(at[2])


def _names(levels: FoundLevels) -> list[str]:
    return [level.name for level in levels.levels]


def _dice(a: FoundLevels, name: str, b: FoundLevels, other: str) -> float:
    one, two = (
        found.labels.whole == next(level.index for level in found.levels if level.name == level_name) + 1
        for found, level_name in ((a, name), (b, other))
    )
    return 2.0 * float((one & two).sum()) / float(one.sum() + two.sum())


def _index(levels: FoundLevels, name: str) -> int:
    return levels.marks.names.index(name)


def test_that_marks_come_before_segmentation(found: Found) -> None:
    volume, levels = found
    marks = find_marks(volume)
    assert marks.names[-1] == levels.marks.names[-1]
    assert len(marks.spine.planes) == len(marks.names) + 1


def test_that_a_moved_disc_changes_its_two_vertebrae_only(found: Found) -> None:
    volume, levels = found
    n = _index(levels, "L2")
    plane = levels.spine.planes[n]
    edited = moved_disc(levels, volume, n, _place(plane.centre_mm + 6.0 * plane.cranial), _place(-plane.cranial))
    assert _names(edited) == _names(levels)
    assert np.allclose(edited.spine.planes[n].centre_mm, plane.centre_mm + 6.0 * plane.cranial)
    assert float(edited.spine.planes[n].cranial @ plane.cranial) > 0.99
    assert _dice(edited, "L4", levels, "L4") > 0.99
    assert _dice(edited, "L1", levels, "L1") > 0.99
    assert levels.spine.planes[n] is plane


def test_that_moving_a_disc_to_its_place_gives_the_same_labels(found: Found) -> None:
    volume, levels = found
    n = _index(levels, "L2")
    plane = levels.spine.planes[n]
    edited = moved_disc(levels, volume, n, _place(plane.centre_mm), _place(plane.cranial))
    for name in ("L1", "L2", "L3"):
        assert _dice(edited, name, levels, name) > 0.99
    assert not ((edited.labels.bodies > 0) & (edited.labels.arches > 0)).any()
    assert not (edited.labels.canal & (edited.labels.whole > 0)).any()


def test_that_a_level_taken_out_and_put_in_again_comes_back(found: Found) -> None:
    volume, levels = found
    n = _index(levels, "L1")
    fewer = removed_level(levels, volume, n)
    assert len(fewer.spine.spans) == len(levels.spine.spans) - 1
    gone = next(plane for plane in levels.spine.planes if all(plane is not other for other in fewer.spine.planes))
    again = inserted_level(fewer, volume, _place(gone.centre_mm))
    assert _names(again) == _names(levels)
    assert _dice(again, "L1", levels, "L1") > 0.95
    assert {level.state for level in again.levels if level.name == "L3"} == {"confirmed"}


def test_that_an_end_level_can_go_and_come_back(found: Found) -> None:
    volume, levels = found
    last = len(levels.spine.spans) - 1
    body = levels.spine.spans[last].centre_mm
    fewer = removed_level(levels, volume, last)
    assert _names(fewer) == _names(levels)[:-1]
    more = inserted_level(fewer, volume, _place(body))
    assert _names(more) == _names(levels)
    assert np.linalg.norm(more.spine.spans[last].centre_mm - body) < 3.0


def test_that_a_moved_level_takes_its_discs_along(found: Found) -> None:
    volume, levels = found
    n = _index(levels, "L2")
    shift = 3.0 * levels.spine.spans[n].axes[2]
    edited = moved_level(levels, volume, n, _place(levels.spine.spans[n].centre_mm + shift))
    for m in (n, n + 1):
        assert np.allclose(edited.spine.planes[m].centre_mm, levels.spine.planes[m].centre_mm + shift)


def test_that_one_new_name_renames_all(found: Found) -> None:
    _, levels = found
    edited = renamed(levels, "L2", _index(levels, "L3"))
    at = _index(levels, "L3")
    assert levels.marks.names[at : at + 3] == ("L3", "L2", "L1")
    assert edited.marks.names[at : at + 3] == ("L2", "L1", "T12")
    assert [level.name for level in edited.levels if level.state == "confirmed"] == ["L2"]
    extra = renamed(levels, "L1", _index(levels, "L1"), ("T13",))
    assert "T13" in extra.marks.names
    with pytest.raises(UsageError):
        renamed(levels, "C1", 0)


@pytest.mark.parametrize(
    "edit",
    [
        lambda volume, levels: moved_disc(levels, volume, 2, _place(levels.spine.planes[3].centre_mm), (0, 0, 1)),
        lambda volume, levels: moved_disc(levels, volume, 2, _place(levels.spine.planes[2].centre_mm), (1, 0, 0)),
        lambda volume, levels: moved_disc(levels, volume, 99, (0, 0, 0), (0, 0, 1)),
        lambda volume, levels: removed_level(levels, volume, -1),
        lambda volume, levels: inserted_level(levels, volume, _place(levels.spine.planes[2].centre_mm)),
    ],
)
def test_that_impossible_corrections_are_refused(
    found: Found, edit: Callable[[Volume, FoundLevels], FoundLevels]
) -> None:
    with pytest.raises(UsageError):
        edit(*found)


def test_that_canal_and_foramina_are_structures_on_the_cts_grid(found: Found) -> None:
    volume, levels = found
    masks = {one.structure: one.mask for one in structures_of(levels, volume)}
    assert set(masks) == {Structure.SPINAL_CANAL, Structure.NEURAL_FORAMEN_LEFT, Structure.NEURAL_FORAMEN_RIGHT}
    canal = masks[Structure.SPINAL_CANAL]
    assert canal.parent is volume.grid
    lower, upper = (levels.labels.pedicles[_index(levels, name)][0] for name in ("L3", "L2"))
    between = 0.5 * (lower.centre_mm + upper.centre_mm)
    left, right = (masks[Structure.NEURAL_FORAMEN_LEFT], masks[Structure.NEURAL_FORAMEN_RIGHT])
    assert left.centroid_mm[0] > canal.centroid_mm[0] > right.centroid_mm[0]
    assert any(left.holds(between + np.array([0.0, 0.0, dz])) for dz in (-4.0, 0.0, 4.0))
    assert not any(left.holds(pedicle.centre_mm) for pedicle in (lower, upper))


def test_that_end_plates_bound_their_body(found: Found) -> None:
    _, levels = found
    plates = {(plate.level, plate.upper): plate.points_mm for plate in endplates_of(levels)}
    level = next(level for level in levels.levels if level.name == "L3")
    up = level.size.axes[2]
    heights = [np.nanmedian((plates["L3", upper] - level.size.centre_mm) @ up) for upper in (False, True)]
    assert heights[1] - heights[0] == pytest.approx(level.size.middle_mm, abs=2.5)
