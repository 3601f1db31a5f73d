"""Sectors and layers against the synthetic patients, whose vertebrae were built around known axes and canals."""

import numpy as np
import pytest

from spineplan.geometry.affine import transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import centres_mm, resampled
from spineplan.measure.morphology import LevelRequest, level_morphology
from spineplan.measure.morphology_answers import level_answers
from spineplan.measure.morphology_frame import VertebraMasks, vertebra_frame
from spineplan.measure.wbb import LEAST_ML, Wbb, wbb
from spineplan.measure.wbb_artery import artery_contacts
from spineplan.measure.wbb_shape import polar, sector_of
from spineplan.measure.wbb_words import cell_words, cells_in, layer_words, sector_words, shown_sector, wbb_report
from spineplan.phantom.structures import Structure
from spineplan.session.wbb_answers import report_string
from tests.support.phantom_levels import Seen, seen

LEVELS = (
    ("figure3", "L4"), ("figure3", "L3"), ("epidural-t8", "T8"), ("figure1", "T9"), ("figure1", "T12"),
    ("figure1", "L2"), ("prostate", "T12"), ("prostate", "L2"), ("prostate", "L5"),
)  # fmt: skip


def found(one: Seen, n: int, masks: VertebraMasks | None = None, lesion: Mask | None = None) -> Wbb:
    masks = masks or one.masks()
    frame = vertebra_frame(masks)
    assert frame is not None
    return wbb(lesion or one.lesion(n), masks, frame)


def test_that_sectors_and_filled_cells_are_those_of_the_synthetic_patients() -> None:
    """Cells that are filled to a tenth and hold what counts: at least 95 % found; hardly any others."""
    right = total = invented = 0
    for case, level in LEVELS:
        one = seen(case, level)
        for n in one.numbers:
            answer = found(one, n)
            truth = one.cells(n)
            filled = {cell for cell, (ml, size) in truth.items() if ml >= 0.1 * size and ml >= 1.25 * LEAST_ML}
            total += len(filled)
            right += len(filled & set(answer.involved))
            empty = {cell for cell, (ml, _) in truth.items() if ml < 0.5 * LEAST_ML}
            invented += len({cell for cell in answer.involved if cell[1] in "BC"} & empty)
            sector_ml = np.array(one.truth(n)["wbb"]["sector_ml"])
            sure = set(np.flatnonzero(sector_ml >= 1.25 * LEAST_ML) + 1)
            possible = set(np.flatnonzero(sector_ml >= 0.8 * LEAST_ML) + 1)
            assert sure <= set(answer.sectors) <= possible, (case, level)
    assert total >= 25
    assert right >= 0.95 * total
    assert invented <= 0.05 * total


@pytest.mark.parametrize(("case", "level"), [("figure3", "L4"), ("figure1", "T9"), ("prostate", "L2")])
def test_that_the_volume_of_each_sector_is_the_patients_own(case: str, level: str) -> None:
    one = seen(case, level)
    (n,) = one.numbers
    answer, truth = found(one, n), one.truth(n)
    assert sum(answer.sector_ml) == pytest.approx(truth["volume_ml"], rel=0.03)
    assert answer.sector_ml == pytest.approx(truth["wbb"]["sector_ml"], abs=0.06 * truth["volume_ml"])


def test_that_an_epidural_mass_is_told_from_bone() -> None:
    one = seen("epidural-t8", "T8")
    answer = found(one, one.numbers[0])
    assert set("BCD") <= set(answer.layers)
    outside = answer.layer_ml[0] + answer.layer_ml[3]
    assert outside == pytest.approx(one.truth(one.numbers[0])["outside_bone_ml"], rel=0.15)


@pytest.mark.parametrize(("case", "level"), [("figure3", "L4"), ("epidural-t8", "T8")])
def test_that_a_mirrored_patient_has_mirrored_sectors(case: str, level: str) -> None:
    one = seen(case, level)
    n = one.numbers[0]
    straight = found(one, n)
    across = np.diag([-1.0, 1.0, 1.0, 1.0])

    def mirrored(mask: Mask) -> Mask:
        """The same voxels on the mirrored grid."""
        grid = Grid(mask.parent.shape_kji, across @ mask.parent.lps_from_ijk)
        return Mask(mask.voxels_kji, mask.start_kji, grid)

    masks = one.masks()
    names = {"left_pedicle": "right_pedicle", "right_pedicle": "left_pedicle"}
    parts = {names.get(name, name): mirrored(part) for name, part in masks.parts.items()}
    x, y, z = masks.cranial_lps
    other = VertebraMasks(mirrored(masks.vertebra), parts, mirrored(masks.canal), cranial_lps=(-x, y, z))
    answer = found(one, n, other, mirrored(one.lesion(n)))
    assert sorted(answer.sectors) == sorted(13 - sector for sector in straight.sectors)
    assert set(answer.involved) == {(13 - sector, layer) for sector, layer in straight.involved}
    assert answer.sector_ml == pytest.approx(straight.sector_ml[::-1], abs=0.02)


def test_that_moving_and_turning_the_patient_changes_nothing() -> None:
    one = seen("figure3", "L4")
    n = one.numbers[0]
    from spineplan.geometry.affine import rotation_about

    move = np.eye(4)
    move[:3, :3] = rotation_about((0.2, 0.3, 1.0), 17.0)
    move[:3, 3] = (40.0, -25.0, 300.0)

    def moved(mask: Mask) -> Mask:
        return Mask(mask.voxels_kji, mask.start_kji, Grid(mask.parent.shape_kji, move @ mask.parent.lps_from_ijk))

    masks = one.masks()
    up = move[:3, :3] @ np.array(masks.cranial_lps)
    other = VertebraMasks(
        moved(masks.vertebra), {name: moved(part) for name, part in masks.parts.items()}, moved(masks.canal),
        cranial_lps=(float(up[0]), float(up[1]), float(up[2])),
    )  # fmt: skip
    assert found(one, n, other, moved(one.lesion(n))).sector_ml == pytest.approx(found(one, n).sector_ml, abs=0.02)


def test_that_a_lesion_on_another_grid_has_the_same_sectors() -> None:
    one = seen("figure3", "L4")
    n = one.numbers[0]
    placed = np.diag([1.5, 1.5, 2.0, 1.0])
    placed[:3, 3] = one.grid.lps_from_ijk[:3, 3] + 0.21
    coarse = Grid((40, 80, 70), placed)
    lesion = resampled(one.lesion(n), coarse)
    assert found(one, n, lesion=lesion).sectors == found(one, n).sectors
    assert lesion.volume_ml == pytest.approx(one.lesion(n).volume_ml, rel=0.03)


def test_that_the_share_of_a_neighbouring_vertebra_is_left_out() -> None:
    one = seen("figure3", "L4")
    masks = one.masks()
    frame = vertebra_frame(masks)
    below = one.masks("L5").vertebra
    both = one.mask(one.lesion(one.numbers[0]).full() | below.full())
    alone = wbb(one.lesion(one.numbers[0]), masks, frame)
    with_neighbour = wbb(both, masks, frame, others=(below,))
    assert with_neighbour.sector_ml == pytest.approx(alone.sector_ml)


def test_that_the_outlines_own_roughness_is_no_soft_tissue_extension() -> None:
    """Half a millimetre beyond the bone everywhere is the brush, not tumour."""
    one = seen("figure3", "L3")
    from scipy import ndimage

    lesion = one.lesion(one.numbers[0]).full()
    grown = one.mask(
        ndimage.binary_dilation(one.masks().vertebra.full()) & ndimage.binary_dilation(lesion, iterations=9)
    )
    assert "A" not in found(one, one.numbers[0], lesion=grown).layers


def test_that_a_vertebra_without_a_canal_or_a_body_has_no_face() -> None:
    grid = Grid((20, 20, 20), np.eye(4))
    ball = np.linalg.norm(np.indices((20, 20, 20)).T - 9.5, axis=-1) < 7.0
    assert vertebra_frame(VertebraMasks(Mask(ball, (0, 0, 0), grid))) is None


@pytest.mark.parametrize(("theta", "sector"), [(89.9, 3), (90.0, 4), (150.0, 6), (0.0, 1), (359.9, 12), (180.0, 7)])
def test_that_an_angle_has_the_sector_of_the_clinical_reference(theta: float, sector: int) -> None:
    turn = np.radians(theta)
    angle, _ = polar(np.array([[10.0 * np.sin(turn), 10.0 * np.cos(turn), 0.0]]))
    assert sector_of(np.array([theta]))[0] == sector
    assert sector_of(np.round(angle, 6))[0] == sector


def test_that_the_words_follow_the_circle_and_the_numbering() -> None:
    assert wbb_report("L4", [4, 5, 6, 7], ["B", "C"]) == "L4: 4-7 / B-C"
    assert wbb_report("L4", [4, 5, 6, 7], ["B", "C"], "mirrored") == "L4: 6-9 / B-C"
    assert sector_words([1, 2, 12, 6]) == "12-2, 6"
    assert sector_words(range(1, 13)) == "1-12"
    assert layer_words(["D", "A"]) == "A, D"
    assert wbb_report("L4", [], []) == ""
    assert [shown_sector(sector, "mirrored") for sector in (4, 1, 12)] == [9, 12, 1]


def test_that_stored_cells_read_back_and_odd_ones_are_refused() -> None:
    cells = ((4, "B"), (11, "A"), (4, "C"))
    assert cell_words(cells) == "4B, 4C, 11A"
    assert set(cells_in(cell_words(cells))) == set(cells)
    assert cells_in("") == ()
    for odd in ("13B", "0A", "4F", "B4"):
        with pytest.raises(ValueError, match="no sector"):
            cells_in(odd)


def neck(lesion_at: tuple[float, float, float], level: str = "C5"):
    """A cervical level, its arteries, and a 3 mm ball at a place in the vertebra's own frame."""
    one = seen("figure2", level, step_mm=0.7)
    arteries = {
        "left": one.mask(one.rendered.structures == Structure.VERTEBRAL_ARTERY_LEFT),
        "right": one.mask(one.rendered.structures == Structure.VERTEBRAL_ARTERY_RIGHT),
    }
    frame = vertebra_frame(one.masks())
    everywhere = Mask(np.ones(one.grid.shape_kji, dtype=np.bool_), (0, 0, 0), one.grid)
    near = np.linalg.norm(frame.local(centres_mm(everywhere)) - lesion_at, axis=1) <= 3.0
    return one, frame, arteries, one.mask(near.reshape(one.grid.shape_kji))


def test_that_a_lesion_at_the_vertebral_artery_is_layer_f() -> None:
    one, frame, arteries, _ = neck((0.0, 0.0, 0.0))
    foramen = frame.local(centres_mm(arteries["left"]))
    middle = foramen[np.abs(foramen[:, 2]) < 3.0].mean(axis=0)
    assert middle[0] > 8.0
    lesion = neck(tuple(middle))[3]
    with_artery = artery_contacts([lesion], one.masks(), frame, arteries)
    assert (with_artery["left"].involved, with_artery["left"].seen, with_artery["right"].involved) == (
        True,
        True,
        False,
    )
    in_bone = artery_contacts([lesion], one.masks(), frame, {})
    assert (in_bone["left"].involved, in_bone["left"].seen, in_bone["right"].involved) == (True, False, False)
    away = neck((0.0, -16.0, 0.0))[3]
    assert not artery_contacts([away], one.masks(), frame, arteries)["left"].involved


def test_that_layer_f_is_asked_in_the_neck_only_and_unknown_is_said() -> None:
    one, frame, _, lesion = neck((0.0, -16.0, 0.0))
    masks = one.masks()
    found = level_morphology(LevelRequest("C5", masks, {"a": lesion}, one.volume))
    assert level_answers(found)["vertebral_artery"].value == "free"
    assert "vertebral_artery" not in level_answers(
        level_morphology(LevelRequest("T5", masks, {"a": lesion}, one.volume))
    )
    body = VertebraMasks(masks.body, {"body": masks.body}, masks.canal, cranial_lps=masks.cranial_lps)
    unknown = level_answers(level_morphology(LevelRequest("C5", body, {"a": lesion}, one.volume)))["vertebral_artery"]
    assert (unknown.value, "not known" in unknown.note) == ("", True)
    assert frame is not None
    assert wbb_report("C5", [4, 5], ["B", "C", "F"]) == "C5: 4-5 / B-C, F"
    assert report_string("C5", ((4, "B"),), artery=True) == "C5: 4 / B, F"


def test_that_soft_tissue_counts_from_a_reach_of_one_and_a_half_millimetres() -> None:
    one = seen("figure3", "L3", step_mm=0.7)
    from scipy import ndimage

    bone, lesion = one.masks().vertebra.full(), one.lesion(one.numbers[0]).full()
    away = ndimage.distance_transform_edt(~bone, sampling=0.7)
    local = transform_points(np.linalg.inv(one.frame), centres_mm(one.mask(np.ones_like(bone))))
    ahead = (local[:, 1] < 0.0).reshape(bone.shape) & (np.abs(local[:, 2]) < 8.0).reshape(bone.shape)
    for reach, counts in ((1.0, False), (3.0, True)):
        grown = one.mask(lesion | (ahead & (away > 0.0) & (away <= reach)))
        assert ("A" in found(one, one.numbers[0], lesion=grown).layers) is counts


def test_that_a_lesion_two_millimetres_from_the_artery_leaves_it_free() -> None:
    one, frame, arteries, _ = neck((0.0, 0.0, 0.0))
    from scipy import ndimage

    away = ndimage.distance_transform_edt(~arteries["left"].full(), sampling=0.7)
    for near, far, taken in ((2.0, 4.0, False), (0.3, 4.0, True)):
        shell = one.mask((away >= near) & (away <= far))
        assert artery_contacts([shell], one.masks(), frame, arteries)["left"].involved is taken
