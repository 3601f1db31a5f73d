"""Levels without a click, on the synthetic patient: its truth is counted on the masks that were written."""

import json
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from spineplan.anatomy.finding.level_naming import names_from
from spineplan.anatomy.finding.spine_finding import find_spine, spine_from_clicks
from spineplan.anatomy.level_marks import find_marks
from spineplan.anatomy.levels_document import levels_document
from spineplan.anatomy.levels_of_ct import FoundLevels, find_levels, label_array
from spineplan.anatomy.outlining.vertebra_parts import Part, part_map
from spineplan.anatomy.vertebra_numbers import VERSE
from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.errors import Cancelled, ImageRefused, UsageError
from spineplan.geometry.affine import rotation_about, transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from spineplan.phantom.demo import write_demo

LEVELS = ("T12", "L5")
WHOLE = ("T12", "L1", "L2", "L3", "L4")
Labels = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Patient:
    """A synthetic patient at 1.5 mm with what was found in it."""

    volume: Volume
    truth: dict[str, Any]
    reference: Labels
    structures: Labels
    found: FoundLevels


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Patient:
    folder = tmp_path_factory.mktemp("patient")
    truth = write_demo(folder, case="figure3", resolution_mm=1.5, levels=LEVELS).truth
    volume = read_volume(scan(folder / "ct").series[0])
    truth = json.loads(json.dumps(truth))
    masks = [read_volume(scan(folder / f"{name}.nii.gz").series[0]).array_kji.astype(np.uint8)
             for name in ("labels", "structures")]  # fmt: skip
    anchor = ("L3", _place(truth["levels"]["L3"]["centre_mm"]))
    return Patient(volume, truth, masks[0], masks[1], find_levels(volume, anchor=anchor))


def _place(values: list[float]) -> tuple[float, float, float]:
    return (values[0], values[1], values[2])


def _dice(a: npt.NDArray[np.bool_], b: npt.NDArray[np.bool_]) -> float:
    return 2.0 * int((a & b).sum()) / int(a.sum() + b.sum())


def _column_mm(patient: Patient, known: dict[str, Any]) -> float:
    """Height of the body through its middle, counted on the truth's mask along the vertebra's own axis."""
    cranial = np.array(known["lps_from_vertebra"])[:3, 2]
    points = np.array(known["centre_mm"]) + np.arange(-25.0, 25.0, 0.1)[:, None] * cranial
    ijk = np.rint((points - patient.volume.grid.lps_from_ijk[:3, 3]) / 1.5).astype(int)
    body = (patient.structures == 49) & (patient.reference == known["label"])
    return float(body[tuple(ijk[:, ::-1].T)].sum()) * 0.1


def test_that_one_name_gives_all_others(patient: Patient) -> None:
    names = [level.name for level in patient.found.levels]
    assert names[: len(LEVELS) + 3] == ["L5", "L4", "L3", "L2", "L1"]
    assert [level.state for level in patient.found.levels if level.name == "L3"] == ["confirmed"]
    assert {level.state for level in patient.found.levels if level.name != "L3"} == {"proposed"}


def test_that_every_vertebra_overlaps_its_truth(patient: Patient) -> None:
    ours = label_array(patient.found, patient.volume)
    dice = {name: _dice(ours == level["label"], patient.reference == level["label"])
            for name, level in patient.truth["levels"].items() if name in WHOLE}  # fmt: skip
    assert min(dice.values()) > 0.84, dice


def test_that_few_voxels_go_to_a_wrong_level(patient: Patient) -> None:
    ours = label_array(patient.found, patient.volume)
    both = (ours > 0) & (patient.reference >= 19) & (patient.reference <= 24)
    assert float((ours[both] != patient.reference[both]).mean()) < 0.025


def test_that_the_lytic_lesions_stay_inside_their_vertebrae(patient: Patient) -> None:
    """figure3: a lytic left pedicle and body of L4 and a lytic body of L3; the masks of the truth hold them."""
    ours = label_array(patient.found, patient.volume)
    for name in ("L3", "L4"):
        level = patient.truth["levels"][name]
        hollow = (patient.reference == level["label"]) & (patient.volume.array_kji < 90) & (patient.structures == 49)
        assert hollow.sum() > 50
        assert float((ours[hollow] == level["label"]).mean()) > 0.95


def test_that_pedicles_are_measured_on_the_truth(patient: Patient) -> None:
    for level in patient.found.levels:
        if level.name not in {"L1", "L2", "L3"}:
            continue
        for pedicle in level.pedicles:
            known = patient.truth["levels"][level.name]["pedicles"][pedicle.side]
            assert pedicle.width_mm == pytest.approx(known["width_mm"], abs=0.7)
            assert abs(float(np.dot(pedicle.axis, known["axis"]))) > np.cos(np.radians(5.0))


def test_that_heights_and_volume_are_those_of_the_truth(patient: Patient) -> None:
    level = next(level for level in patient.found.levels if level.name == "L2")
    known = patient.truth["levels"]["L2"]
    assert level.size.middle_mm == pytest.approx(_column_mm(patient, known), abs=2.5)
    assert level.size.posterior_mm == pytest.approx(known["heights_mm"]["back"], abs=2.5)
    assert level.body_ml == pytest.approx(known["body_volume_ml"], rel=0.12)
    assert np.linalg.norm(level.size.centre_mm - known["centre_mm"]) < 3.0


def test_that_the_cord_lies_in_the_canal(patient: Patient) -> None:
    """Structures 60 (cord) and 62 (thecal sac) of the synthetic patient, between its first and last whole level."""
    top = patient.truth["levels"]["T12"]["centre_mm"][2]
    cord = np.argwhere(patient.structures == 60)
    points = cord[:, ::-1] @ patient.volume.grid.lps_from_ijk[:3, :3].T + patient.volume.grid.lps_from_ijk[:3, 3]
    points = points[points[:, 2] < top]
    image, canal = patient.found.spine.image, patient.found.labels.canal
    index = np.rint(image.kji_of(points)).astype(int)
    assert len(index) > 20
    assert float(canal[tuple(index.T)].mean()) > 0.99


def test_that_labels_are_disjoint_and_parts_cover_them(patient: Patient) -> None:
    labels = patient.found.labels
    assert not (labels.bodies.astype(bool) & labels.arches.astype(bool)).any()
    assert not (labels.canal & (labels.whole > 0)).any()
    parts = part_map(labels)
    assert ((parts > 0) == (labels.whole > 0)).all()
    v = labels.coordinates[2]
    assert (v[parts == Part.PEDICLE_LEFT] > 0).all()
    assert (v[parts == Part.PEDICLE_RIGHT] <= 0).all()
    assert set(np.unique(parts)) == {0, *map(int, Part)}


def test_that_a_count_without_a_name_is_a_suggestion(patient: Patient) -> None:
    document = levels_document(find_levels(patient.volume))
    assert document["count"]["anchored"] is False
    assert {level["state"] for level in document["levels"]} == {"proposed"}
    assert document["problems"]


def test_that_a_moved_and_turned_patient_gives_the_same_answer(patient: Patient) -> None:
    """The same voxels on a grid turned by 6 degrees about the long axis and moved: lengths stay, points follow."""
    turn = np.eye(4)
    turn[:3, :3] = rotation_about((0.0, 0.0, 1.0), 6.0)
    turn[:3, 3] = (31.0, -17.0, 250.0)
    moved = replace(patient.volume, grid=Grid(patient.volume.grid.shape_kji, turn @ patient.volume.grid.lps_from_ijk))
    centre = turn @ [*patient.truth["levels"]["L3"]["centre_mm"], 1.0]
    again = {level.name: level for level in find_levels(moved, anchor=("L3", _place(list(centre[:3])))).levels}
    for level in patient.found.levels:
        if level.name not in {"L1", "L2", "L3"}:
            continue
        here = turn @ [*level.size.centre_mm, 1.0]
        assert np.linalg.norm(again[level.name].size.centre_mm - here[:3]) < 2.0
        assert again[level.name].volume_ml == pytest.approx(level.volume_ml, rel=0.06)


def test_that_a_mirrored_patient_swaps_its_sides(patient: Patient) -> None:
    array = np.ascontiguousarray(patient.volume.array_kji[:, :, ::-1])
    x = patient.volume.grid.centre_mm[0]
    place = patient.truth["levels"]["L3"]["centre_mm"]
    anchor = ("L3", (2.0 * x - place[0], place[1], place[2]))
    mirrored = {
        level.name: level for level in find_levels(replace(patient.volume, array_kji=array), anchor=anchor).levels
    }
    for level in patient.found.levels:
        if level.name in {"L1", "L2"}:
            left, right = level.pedicles
            assert mirrored[level.name].pedicles[0].width_mm == pytest.approx(right.width_mm, abs=0.6)
            assert mirrored[level.name].pedicles[1].width_mm == pytest.approx(left.width_mm, abs=0.6)
            again, size = mirrored[level.name], level.size
            middle = np.array([2.0 * x - size.centre_mm[0], *size.centre_mm[1:]])
            assert np.linalg.norm(again.size.centre_mm - middle) < 0.7
            assert again.body_ml == pytest.approx(level.body_ml, rel=0.02)
            for name in ("anterior_mm", "middle_mm", "posterior_mm", "depth_mm", "width_mm"):
                assert getattr(again.size, name) == pytest.approx(getattr(size, name), abs=0.6), name


def test_that_columns_stored_from_left_to_right_change_nothing(patient: Patient) -> None:
    """The same patient with the rows' direction turned round: voxels and grid are mirrored, millimetres are not."""
    grid = patient.volume.grid
    turn = np.eye(4)
    turn[0, 0], turn[0, 3] = -1.0, grid.shape_kji[2] - 1.0
    array = np.ascontiguousarray(patient.volume.array_kji[:, :, ::-1])
    turned = replace(patient.volume, array_kji=array, grid=Grid(grid.shape_kji, grid.lps_from_ijk @ turn))
    found = find_levels(turned, anchor=("L3", _place(patient.truth["levels"]["L3"]["centre_mm"])))
    assert [level.name for level in found.levels] == [level.name for level in patient.found.levels]
    ours = label_array(found, turned)[:, :, ::-1]
    theirs = label_array(patient.found, patient.volume)
    for level, known in zip(found.levels, patient.found.levels, strict=True):
        assert np.linalg.norm(level.size.centre_mm - known.size.centre_mm) < 0.3
        assert level.body_ml == pytest.approx(known.body_ml, rel=0.01)
        for mine, was in zip(level.pedicles, known.pedicles, strict=True):
            assert mine.side == was.side
            assert mine.width_mm == pytest.approx(was.width_mm, abs=0.3)
    for name in WHOLE:
        assert _dice(ours == VERSE[name], theirs == VERSE[name]) > 0.99


def test_that_clicks_set_the_levels(patient: Patient) -> None:
    seeds = {name: _place(patient.truth["levels"][name]["centre_mm"]) for name in ("L1", "L2", "L3")}
    found = find_levels(patient.volume, seeds_mm=seeds)
    assert [level.name for level in found.levels] == ["L3", "L2", "L1"]
    assert {level.state for level in found.levels} == {"confirmed"}
    ours = label_array(found, patient.volume)
    assert _dice(ours == 21, patient.reference == 21) > 0.85


def test_that_the_work_can_be_cancelled(patient: Patient) -> None:
    def stop(done: float, what: str) -> None:
        if done > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        find_levels(patient.volume, step=stop)


def test_that_an_anchor_outside_the_spine_is_refused(patient: Patient) -> None:
    with pytest.raises(UsageError, match="outside the images"):
        find_levels(patient.volume, anchor=("L3", (0.0, 0.0, 9000.0)))
    x, y, z = patient.volume.grid.corners_mm.max(axis=0) - 1.0
    with pytest.raises(UsageError, match="no vertebra"):
        find_levels(patient.volume, anchor=("L3", (x, y, z)))


def test_that_seeds_that_would_name_a_wrong_vertebra_are_refused(patient: Patient) -> None:
    seeds = {name: _place(patient.truth["levels"][name]["centre_mm"]) for name in ("L1", "L2", "L3")}
    swapped = seeds | {"L1": seeds["L2"], "L2": seeds["L1"]}
    for given, said in (
        (seeds | {"L3": (9999.0, 0.0, 0.0)}, "L3 lies outside the images"),
        (seeds | {"L3": (seeds["L3"][0] + 80.0, *seeds["L3"][1:])}, "from the canal"),
        (swapped, "L2 does not lie below that for L1"),
        ({"L1": seeds["L1"], "L3": seeds["L3"]}, "between L1 and L3 have no point"),
    ):
        with pytest.raises(UsageError, match=said):
            find_marks(patient.volume, seeds_mm=given)


def test_that_a_vertebra_cut_off_by_the_image_is_refused_by_name(patient: Patient) -> None:
    """Its lower disc is missing: the row would be one short of its names."""
    seeds = {name: _place(patient.truth["levels"][name]["centre_mm"]) for name in ("L1", "L2", "L3")}
    grid = patient.volume.grid
    lowest = int(transform_points(grid.ijk_from_lps, np.array([seeds["L3"]]))[0, 2])
    kept = slice(lowest - 1, None)
    moved = grid.lps_from_ijk @ np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, kept.start], [0, 0, 0, 1.0]])
    array = patient.volume.array_kji[kept]
    volume = replace(patient.volume, array_kji=array, grid=Grid(array.shape, moved))
    with pytest.raises(UsageError, match="cuts L3 off"):
        find_marks(volume, seeds_mm=seeds)
    left_out = find_marks(volume, seeds_mm={name: seeds[name] for name in ("L1", "L2")})
    assert len(left_out.spine.spans) == len(left_out.names) == 2


def test_that_a_picture_without_a_spine_is_refused() -> None:
    grid = Grid((60, 80, 80), np.diag([2.0, 2.0, 2.0, 1.0]))
    empty = Volume(np.full((60, 80, 80), 40, dtype=np.int16), grid, "CT", "1.2.3", "1.9")
    with pytest.raises(ImageRefused, match="No vertebral canal"):
        find_levels(empty)
    with pytest.raises(ImageRefused, match="CT only"):
        find_levels(replace(empty, modality="MR"))


def test_that_names_count_from_the_anchor() -> None:
    assert names_from("L5", 0, 3) == ("L5", "L4", "L3")
    assert names_from("L1", 1, 3) == ("L2", "L1", "T12")
    assert names_from("L1", 0, 3, extra=("T13",)) == ("L1", "T13", "T12")
    assert names_from("L5", 1, 2, extra=("L6",)) == ("L6", "L5")
    with pytest.raises(ValueError, match="do not fit"):
        names_from("C2", 0, 3)


def test_that_the_command_line_writes_labels(
    patient: Patient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from spineplan.cli.dispatch import dispatch
    from spineplan.imaging.nifti import write_nifti

    write_nifti(patient.volume, tmp_path / "ct.nii.gz")
    out = tmp_path / "labels.nii.gz"
    x, y, z = patient.truth["levels"]["L3"]["centre_mm"]
    words = ["levels", str(tmp_path / "ct.nii.gz"), f"--anchor=L3={x},{y},{z}", "--out", str(out), "--json"]
    assert dispatch(words) == 0
    document = json.loads(capsys.readouterr().out)
    level = next(level for level in document["levels"] if level["name"] == "L2")
    assert level["label"] == 21
    assert set(level) >= {"state", "centre_mm", "confidence", "heights", "volume_ml", "pedicles", "problems"}
    written = read_volume(scan(out).series[0])
    assert written.array_kji.shape == patient.volume.array_kji.shape
    assert _dice(written.array_kji == 21, patient.reference == 21) > 0.84
    assert dispatch(["levels", str(tmp_path / "ct.nii.gz"), "--anchor", "Q9=1,2,3", "--out", str(out)]) == 2
    assert dispatch(["levels", str(tmp_path / "ct.nii.gz"), "--anchor", "L5=nan,2,3", "--out", str(out)]) == 2
    assert dispatch(["levels", str(tmp_path / "ct.nii.gz"), "--out", str(tmp_path / "none" / "labels.nii")]) == 2
    (tmp_path / "seeds.json").write_text('{"L5": [NaN, 0, 1]}')
    seeds = ["--seeds", str(tmp_path / "seeds.json")]
    assert dispatch(["levels", str(tmp_path / "ct.nii.gz"), *seeds, "--out", str(out)]) == 2


@pytest.mark.parametrize("slices", [2, 3])
def test_that_thick_slices_keep_the_discs(patient: Patient, slices: int) -> None:
    """Whole slices averaged to 3 and 4.5 mm; the discs are the middles between end-plates of the truth."""
    source = patient.volume
    count = len(source.array_kji) // slices
    thick = source.array_kji[: count * slices].reshape(count, slices, *source.array_kji.shape[1:]).mean(axis=1)
    lps_from_ijk = source.grid.lps_from_ijk.copy()
    lps_from_ijk[:3, 3] += lps_from_ijk[:3, 2] * (slices - 1) / 2.0
    lps_from_ijk[:3, 2] *= slices
    volume = replace(source, array_kji=np.rint(thick).astype(np.int16), grid=Grid(thick.shape, lps_from_ijk))
    levels = patient.truth["levels"]
    # Clicks are never quite in the middle of a body: up and down in turn by 4 mm.
    clicks = {name: np.add(level["centre_mm"], (3.0, 0.0, (-4.0) ** (n % 2)))
              for n, (name, level) in enumerate(levels.items())}  # fmt: skip
    spine = find_spine(volume)
    for found in (spine, spine_from_clicks(spine, clicks)):
        discs = np.array([plane.centre_mm for plane in found.planes if plane.real])
        for upper, lower in pairwise(levels.values()):
            middle = np.add(upper["endplates"]["lower"]["centre_mm"], lower["endplates"]["upper"]["centre_mm"]) / 2.0
            assert np.linalg.norm(discs - middle, axis=1).min() < 5.0
