"""Label maps become levels, parts and structures on the images' grid, or are refused with a sentence."""

from pathlib import Path

import numpy as np
import pytest

from spineplan.anatomy.importing.labels import import_labels
from spineplan.anatomy.importing.numbering_detect import NumberingQuestion
from spineplan.anatomy.importing.source import LabelSource, NamedLabel
from spineplan.anatomy.label_map import LabelMap, proposed_levels
from spineplan.anatomy.numbering import Structure, VertebraPart
from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.errors import ImageRefused
from spineplan.exchange.label_files import read_labels
from spineplan.geometry.affine import rotation_about
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from tests.conftest import SHARED_DATA
from tests.support.label_spines import LEVELS, PARTS, PLACES, VERTEBRAE, array_of, ct, grid, source_of

LUMBAR = ("L1", "L2", "L3", "L4", "L5")
needs_data = pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the shared real data are not here")


def read(source: LabelSource, images: Volume | None = None, **fields: object) -> LabelMap:
    found = import_labels(source, images or ct(), **fields)  # type: ignore[arg-type]
    assert isinstance(found, LabelMap)
    return found


def from_slice(whole: Volume, start: int) -> Volume:
    """The upper part of a volume."""
    upper = whole.grid.cropped((start, 0, 0), (whole.grid.shape_kji[0] - start, 60, 80))
    return Volume(np.ascontiguousarray(whole.array_kji[start:]), upper, "CT", "1.2.3", "9.9")


@pytest.mark.parametrize("numbering_id", ["totalsegmentator_v1", "totalsegmentator_v2"])
def test_that_levels_and_structures_are_the_voxels_of_the_file(numbering_id: str) -> None:
    array = array_of(numbering_id, LEVELS, organs=True)
    found = read(source_of(numbering_id, LEVELS, organs=True))
    assert found.numbering == numbering_id
    assert [level.name for level in found.levels] == list(LEVELS)
    for n, level in enumerate(LEVELS, 1):
        labelled = found.level(level)
        assert labelled is not None
        assert np.array_equal(labelled.mask.full(), n == VERTEBRAE)
        assert not labelled.cut_off
    kidney, cord = (Structure.KIDNEY_LEFT, Structure.SPINAL_CORD)
    number = {"totalsegmentator_v1": 3, "totalsegmentator_v2": 3}[numbering_id]
    assert np.array_equal(found.structure(kidney).full(), array == number)  # type: ignore[union-attr]
    assert (found.structure(cord) is not None) == (numbering_id == "totalsegmentator_v2")
    assert found.series_uid == "1.2.3"
    assert "Same grid as the images." in found.evidence
    assert found.problems == ()


def test_that_lobes_of_a_lung_become_one_structure_at_risk() -> None:
    array = array_of("totalsegmentator_v2", LEVELS, organs=True)
    found = read(source_of("totalsegmentator_v2", LEVELS, organs=True))
    assert np.array_equal(found.structure(Structure.LUNG_LEFT).full(), np.isin(array, (10, 11)))  # type: ignore[union-attr]
    risks = {labelled.structure for labelled in found.at_risk}
    assert {Structure.LUNG_LEFT, Structure.LUNG_RIGHT, Structure.AORTA, Structure.SPINAL_CORD} <= risks


@pytest.mark.parametrize("kind", ["permuted", "other spacing", "turned"])
def test_that_other_grids_are_placed_through_their_affines(kind: str) -> None:
    own = grid()
    source = source_of("verse", LUMBAR)
    if kind == "permuted":
        affine = np.array(own.lps_from_ijk)
        affine[:3, 3] += affine[:3, 0] * (own.shape_kji[2] - 1)
        affine[:3, :3] = np.stack([affine[:3, 2], -affine[:3, 0], affine[:3, 1]], axis=1)
        stored = np.flip(source.layers[0], 2).transpose(1, 2, 0)
        moved = LabelSource("l", Grid(stored.shape, affine), (np.ascontiguousarray(stored),))
        found = read(moved)
        assert np.array_equal(found.level("L3").mask.full(), LEVELS.index("L3") + 1 == VERTEBRAE)  # type: ignore[union-attr]
        return
    linear = np.diag([1.5, 1.5, 1.25]) if kind == "other spacing" else rotation_about((0.2, 1.0, 0.1), 12.0) * 1.7
    affine = np.eye(4)
    affine[:3, :3] = linear
    affine[:3, 3] = np.array([0.0, 0.0, -130.0]) - linear @ np.array([40.0, 40.0, 80.0])
    images = Volume(np.zeros((160, 80, 80), np.int16), Grid((160, 80, 80), affine), "MR", "1.2.3", "9.9")
    found = read(source, images)
    truth = read(source)
    for level in ("L1", "L2", "L3"):
        here, there = found.level(level), truth.level(level)
        assert here is not None
        assert there is not None
        assert np.linalg.norm(np.subtract(here.centre_mm, there.centre_mm)) < 1.5
        assert here.mask.volume_ml == pytest.approx(there.mask.volume_ml, rel=0.03)


def test_that_centres_are_those_of_the_bodies() -> None:
    levels = proposed_levels(read(source_of("verse", LEVELS)))
    assert [level.name for level in levels] == list(LEVELS)
    assert {level.state for level in levels} == {"proposed"}
    for level in levels:
        x, y, z = level.centre_mm
        assert abs(x) < 1.0
        assert abs(y) < (4.0 if level.name[0] in "TL" else 12.0)
        assert abs(z - PLACES[level.name][0]) < 2.0


def test_that_sub_regions_give_parts_and_the_body_its_centre() -> None:
    subregions = np.zeros_like(PARTS)
    subregions[PARTS == 1], subregions[PARTS == 2] = 49, 41
    second = LabelSource("subreg.nii.gz", grid(), (subregions,))
    found = read(source_of("verse", LUMBAR), subregions=second)
    labelled = found.level("L2")
    assert labelled is not None
    here = LEVELS.index("L2") + 1 == VERTEBRAE
    assert np.array_equal(labelled.parts[VertebraPart.BODY].full(), here & (PARTS == 1))
    assert np.array_equal(labelled.parts[VertebraPart.ARCH].full(), here & (PARTS == 2))
    assert labelled.centre_mm == pytest.approx(labelled.parts[VertebraPart.BODY].centroid_mm)
    assert 'Sub-regions from "subreg.nii.gz", read as SPINEPS sub-regions.' in found.evidence


def test_that_a_question_comes_back_as_a_question() -> None:
    assert isinstance(import_labels(source_of("verse", ("L3",)), ct()), NumberingQuestion)


def test_that_another_frame_of_reference_is_refused() -> None:
    with pytest.raises(ImageRefused, match="another frame of reference"):
        import_labels(source_of("verse", LUMBAR, frame_of_reference_uid="1.1"), ct())
    assert "Same frame of reference as the images." in read(
        source_of("verse", LUMBAR, frame_of_reference_uid="9.9")
    ).evidence  # fmt: skip


def test_that_labels_beside_the_images_are_refused() -> None:
    affine = np.array(grid().lps_from_ijk)
    affine[0, 3] += 1000.0
    source = source_of("verse", LUMBAR)
    with pytest.raises(ImageRefused, match=r"No label of .* lies inside the images"):
        import_labels(LabelSource("l", Grid(grid().shape_kji, affine), source.layers), ct())


def test_that_levels_outside_and_cut_off_are_said() -> None:
    whole = ct()
    start = next(k for k in range(280) if (VERTEBRAE[k] == LEVELS.index("L3") + 1).any()) + 2
    part = from_slice(whole, start)
    found = read(source_of("verse", LUMBAR), part)
    assert [level.name for level in found.levels] == ["L1", "L2", "L3"]
    assert "L4, L5 lie outside the images." in found.problems
    assert any("L3 may be cut off" in problem for problem in found.problems)


def test_that_a_fragment_proposes_no_centre() -> None:
    whole = ct()
    start = max(k for k in range(280) if (VERTEBRAE[k] == LEVELS.index("L3") + 1).any()) - 1
    part = from_slice(whole, start)
    found = read(source_of("verse", LUMBAR), part)
    assert [level.name for level in proposed_levels(found)] == ["L1", "L2"]
    assert "Of L3 only a piece is labelled; no centre is proposed." in found.problems


def test_that_labels_off_the_bone_are_said() -> None:
    shifted = np.roll(array_of("verse", LUMBAR), 14, axis=2)
    found = read(LabelSource("l", grid(), (shifted,)))
    assert any("do not lie on bone" in problem for problem in found.problems)


def test_that_one_label_for_all_vertebrae_names_no_level() -> None:
    array = np.where(VERTEBRAE > 0, 19, 0).astype(np.uint16)
    found = read(LabelSource("l", grid(), (array,)), chosen="total_mr")
    assert found.levels == ()
    assert found.structure(Structure.VERTEBRAE) is not None
    assert any("No level is labelled" in problem for problem in found.problems)


def test_that_a_map_of_things_planning_does_not_use_is_refused() -> None:
    array = np.where(VERTEBRAE == 3, 4, 0).astype(np.uint16)
    with pytest.raises(ImageRefused, match="nothing that planning uses"):
        import_labels(LabelSource("l", grid(), (array,)), ct(), "totalsegmentator_v2")


def test_that_overlapping_layers_keep_every_label() -> None:
    canal = np.zeros(grid().shape_kji, np.uint16)
    canal[60:80, 20:30, 36:44] = 1
    source = source_of("verse", LUMBAR)
    declared = {(0, n): NamedLabel(level) for n, level in zip(range(20, 25), LUMBAR, strict=True)}
    both = LabelSource("l", grid(), (*source.layers, canal), declared | {(1, 1): NamedLabel("Spinal canal")}, "in it")
    found = read(both)
    assert np.array_equal(found.structure(Structure.SPINAL_CANAL).full(), canal == 1)  # type: ignore[union-attr]
    assert np.array_equal(found.level("L2").mask.full(), source.layers[0] == 21)  # type: ignore[union-attr]


def real(images: Path) -> Volume:
    return read_volume(next(entry for entry in scan(images).series if entry.loadable))


@needs_data
def test_that_totalsegmentator_labels_of_a_real_ct_are_read_with_and_without_their_names() -> None:
    folder = SHARED_DATA / "ts_lumbar_3mm"
    images = real(folder / "example_ct.nii.gz")
    file = read_labels(folder / "example_seg_fast_force_split.nii.gz")
    bodies = read_labels(folder / "totalseg_vertebrae_body.nii.gz")
    named = read(file, images, subregions=bodies)
    bare = read(LabelSource("bare", file.grid, file.layers), images)
    assert named.numbering == bare.numbering == "totalsegmentator_v2"
    assert [level.name for level in named.levels] == ["T11", "T12", "L1", "L2", "L3", "L4", "L5", "S1"]
    assert [level.name for level in proposed_levels(bare)] == ["T12", "L1", "L2", "L3", "L4", "L5", "S1"]
    for proposed in proposed_levels(bare):
        body = named.level(proposed.name)
        assert body is not None
        assert body.body is not None
        assert np.linalg.norm(np.subtract(proposed.centre_mm, body.body.centroid_mm)) < 2.0


@needs_data
def test_that_spineps_labels_in_another_orientation_are_read() -> None:
    folder = SHARED_DATA / "tptbox_L3"
    images = real(folder / "sub-ct_label-22_ct.nii.gz")
    vertebrae = read_labels(folder / "sub-ct_seg-vert_label-22_msk.nii.gz")
    found = read(vertebrae, images, subregions=read_labels(folder / "sub-ct_seg-subreg_label-22_msk.nii.gz"))
    assert [level.name for level in found.levels] == ["L2", "L3", "L4"]
    l3 = found.level("L3")
    assert l3 is not None
    assert sum(mask.count for mask in l3.parts.values()) == l3.mask.count == 17698
    left, right = (l3.parts[VertebraPart(f"transverse_process_{side}")].centroid_mm for side in ("left", "right"))
    assert left[0] - right[0] > 40.0


@needs_data
def test_that_head_and_neck_labels_without_names_are_asked_and_named_ones_read(tmp_path: Path) -> None:
    folder = SHARED_DATA / "openkbp_headneck"
    images = real(folder / "pt_236_ct.nii.gz")
    assert isinstance(import_labels(read_labels(folder / "pt_236_labels.nii.gz"), images), NumberingQuestion)
    copy = tmp_path / "labels.nii.gz"
    copy.write_bytes((folder / "pt_236_labels.nii.gz").read_bytes())
    (tmp_path / "labels.json").write_text('{"labels": {"background": 0, "spinal_cord": 1, "esophagus": 5}}')
    found = read(read_labels(copy), images)
    assert {labelled.structure for labelled in found.structures} == {Structure.SPINAL_CORD, Structure.OESOPHAGUS}
    cord, gullet = found.structure(Structure.SPINAL_CORD), found.structure(Structure.OESOPHAGUS)
    assert cord is not None
    assert gullet is not None
    assert cord.centroid_mm[1] > gullet.centroid_mm[1]
    assert cord.count == 489
