"""Label files of every format, written by other libraries, read by ours."""

from pathlib import Path

import nibabel as nib
import nrrd
import numpy as np
import pytest
import SimpleITK as sitk

from spineplan.anatomy.importing.labels import import_labels
from spineplan.anatomy.label_map import LabelMap
from spineplan.anatomy.label_map_verse import verse_number, write_verse
from spineplan.anatomy.numbering import Structure
from spineplan.errors import ImageRefused
from spineplan.exchange.label_files import read_labels, subregions_beside
from spineplan.geometry.affine import LPS_FROM_RAS, rotation_about
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from tests.support.label_spines import LEVELS, ORGAN_MAP, ORGAN_NAMES, array_of, ct, grid

LUMBAR = ("L1", "L2", "L3", "L4", "L5")
HEADER = (
    '<?xml version="1.0"?><CaretExtension><VolumeInformation Index="0"><LabelTable>'
    '<Label Key="1" Red="1.0" Alpha="1"><![CDATA[vertebrae_L1]]></Label>\n'
    '<Label Key="2"><![CDATA[spinal_cord]]></Label>'
    "</LabelTable></VolumeInformation></CaretExtension>"
)


def small() -> np.ndarray:
    array = np.zeros((6, 7, 8), dtype=np.uint8)
    array[1:4, 2:5, 3:6] = 1
    array[1:4, 5:6, 3:6] = 2
    return array


def affine() -> np.ndarray:
    """LPS, turned, with a flip."""
    found = np.eye(4)
    found[:3, :3] = rotation_about((0.3, 1.0, 0.2), 20.0) @ np.diag([-0.8, 0.9, 2.0])
    found[:3, 3] = [10.0, -20.0, 30.0]
    return found


def write_nifti(path: Path, array: np.ndarray, lps: np.ndarray, extension: str = "") -> Path:
    image = nib.Nifti1Image(array.T, LPS_FROM_RAS @ lps)
    if extension:
        image.header.extensions.append(nib.nifti1.Nifti1Extension(0, extension.encode()))
    nib.save(image, path)
    return path


def test_that_a_nifti_keeps_its_numbers_place_and_names(tmp_path: Path) -> None:
    source = read_labels(write_nifti(tmp_path / "a.nii.gz", small(), affine(), HEADER))
    assert np.array_equal(source.layers[0], small())
    assert source.grid.lps_from_ijk == pytest.approx(affine(), abs=1e-5)
    assert {key: label.name for key, label in source.declared.items()} == {
        (0, 1): "vertebrae_L1", (0, 2): "spinal_cord",
    }  # fmt: skip
    assert source.declared_by == "in the file's header"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"1": "vertebrae_L1", "2": "spinal_cord"}'),
        ("a.json", '{"labels": {"background": 0, "vertebrae_L1": 1, "spinal_cord": 2}}'),
        ("a.tsv", "index\tname\n1\tvertebrae_L1\n2\tspinal_cord\n"),
    ],
)
def test_that_a_sidecar_names_labels(tmp_path: Path, name: str, content: str) -> None:
    path = write_nifti(tmp_path / "a.nii.gz", small(), affine())
    (tmp_path / name).write_text(content)
    source = read_labels(path)
    assert [source.declared[0, n].name for n in (1, 2)] == ["vertebrae_L1", "spinal_cord"]
    assert source.declared_by == f'in "{name}"'


@pytest.mark.parametrize("content", ["{", "[]", '{"EchoTime": 0.1}', '{"1": true}'])
def test_that_a_sidecar_of_another_kind_is_left_alone(tmp_path: Path, content: str) -> None:
    path = write_nifti(tmp_path / "a.nii.gz", small(), affine())
    (tmp_path / "a.json").write_text(content)
    assert read_labels(path).declared == {}


def test_that_whole_numbers_in_floats_are_labels_and_others_are_not(tmp_path: Path) -> None:
    source = read_labels(write_nifti(tmp_path / "a.nii", small().astype(np.float32), affine()))
    assert np.array_equal(source.layers[0], small())
    for n, wrong in enumerate((small() * 0.5, small() * np.float32(-1.0), np.where(small() == 1, np.nan, 0.0))):
        with pytest.raises(ImageRefused, match="no label map"):
            read_labels(write_nifti(tmp_path / f"wrong{n}.nii", wrong.astype(np.float32), affine()))


@pytest.mark.parametrize("name", ["a.nii.gz", "a.nrrd", "a.dcm", "a.txt"])
def test_that_damaged_and_unknown_files_are_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"NRRD0004\ntype: uint8\n" + bytes(range(200)))
    with pytest.raises(ImageRefused, match=name):
        read_labels(tmp_path / name)
    with pytest.raises(ImageRefused, match="no file"):
        read_labels(tmp_path / f"no-{name}")


def test_that_simpleitk_and_we_see_a_nrrd_at_the_same_place(tmp_path: Path) -> None:
    image = sitk.GetImageFromArray(small())
    linear = affine()[:3, :3]
    image.SetSpacing([0.8, 0.9, 2.0])
    image.SetDirection((linear / [0.8, 0.9, 2.0]).ravel().tolist())
    image.SetOrigin([10.0, -20.0, 30.0])
    sitk.WriteImage(image, str(tmp_path / "a.nrrd"), True)
    source = read_labels(tmp_path / "a.nrrd")
    assert np.array_equal(source.layers[0], small())
    assert source.grid.lps_from_ijk == pytest.approx(affine(), abs=1e-6)


@pytest.mark.parametrize(("space", "signs"), [("right-anterior-superior", (-1, -1, 1)), ("LAS", (1, -1, 1))])
def test_that_other_patient_spaces_of_nrrd_become_lps(tmp_path: Path, space: str, signs: tuple[int, int, int]) -> None:
    turned = np.diag(signs).astype(float) @ affine()[:3, :3]
    header = {"space": space, "space directions": turned.T, "space origin": np.array([10.0, -20.0, 30.0]) * signs}
    nrrd.write(str(tmp_path / "a.nrrd"), small(), header, index_order="C")
    assert read_labels(tmp_path / "a.nrrd").grid.lps_from_ijk == pytest.approx(affine(), abs=1e-6)


def slicer_segmentation(path: Path) -> Path:
    """Two layers, as 3D Slicer writes segments that overlap."""
    layers = np.stack([small(), np.where(small() > 0, 1, 0)], axis=-1).astype(np.uint8)
    entry = "SCT^123037004^Anatomical Structure~SCT^{}~{}~Anatomic codes~^^~^^|"
    header = {
        "space": "left-posterior-superior", "kinds": ["list", "domain", "domain", "domain"],
        "space directions": np.vstack([np.full((1, 3), np.nan), affine()[:3, :3].T]), "space origin": affine()[:3, 3],
        "Segment0_Name": "Segment_1", "Segment0_LabelValue": "1", "Segment0_Layer": "0",
        "Segment0_Tags": "TerminologyEntry:Segmentation category~" + entry.format("66794005^L1 vertebra", "^^"),
        "Segment1_Name": "left kidney", "Segment1_LabelValue": "2", "Segment1_Layer": "0",
        "Segment2_Name": "Kidney", "Segment2_LabelValue": "1", "Segment2_Layer": "1",
        "Segment2_Tags": "TerminologyEntry:Segmentation category~"
        + entry.format("64033007^Kidney", "SCT^24028007^Right"),
    }  # fmt: skip
    nrrd.write(str(path), layers, header, index_order="C")
    return path


def test_that_overlapping_segments_of_3d_slicer_keep_their_layers_and_codes(tmp_path: Path) -> None:
    source = read_labels(slicer_segmentation(tmp_path / "a.seg.nrrd"))
    assert np.array_equal(source.layers[0], small())
    assert np.array_equal(source.layers[1], small() > 0)
    images = ct(frame_of_reference_uid="")
    placed = type(images)(np.zeros((6, 7, 8), np.int16), source.grid, "MR", "1", "2")
    found = import_labels(source, placed)
    assert isinstance(found, LabelMap)
    assert [level.name for level in found.levels] == ["L1"]
    structures = {labelled.structure: labelled.mask.count for labelled in found.structures}
    assert structures == {Structure.KIDNEY_LEFT: 9, Structure.KIDNEY_RIGHT: 36}


def test_that_a_nrrd_without_a_place_or_with_its_voxels_elsewhere_is_refused(tmp_path: Path) -> None:
    nrrd.write(str(tmp_path / "bare.nrrd"), small(), index_order="C")
    with pytest.raises(ImageRefused, match="does not say how it lies"):
        read_labels(tmp_path / "bare.nrrd")
    header = {"space": "LPS", "space directions": np.eye(3), "space origin": np.zeros(3)}
    nrrd.write(str(tmp_path / "b.nhdr"), small(), header, detached_header=True, index_order="C")
    with pytest.raises(ImageRefused, match="in another file"):
        read_labels(tmp_path / "b.nhdr")


def test_that_a_nrrd_that_claims_too_much_is_refused_unread(tmp_path: Path) -> None:
    header = {"space": "LPS", "space directions": np.eye(3), "space origin": np.zeros(3), "encoding": "raw"}
    nrrd.write(str(tmp_path / "a.nrrd"), small(), header, index_order="C")
    data = (tmp_path / "a.nrrd").read_bytes().replace(b"sizes: 8 7 6", b"sizes: 8000 7000 6000")
    (tmp_path / "a.nrrd").write_bytes(data)
    with pytest.raises(ImageRefused, match="claims more voxels"):
        read_labels(tmp_path / "a.nrrd")


def test_that_a_folder_of_masks_is_named_by_its_files(tmp_path: Path) -> None:
    array = array_of("verse", LUMBAR)
    folder = tmp_path / "segmentations"
    folder.mkdir()
    for n, level in enumerate(LUMBAR, 20):
        write_nifti(folder / f"vertebrae_{level}.nii.gz", (array == n).astype(np.uint8), grid().lps_from_ijk)
    cord = ORGAN_NAMES.index("spinal_cord") + 1 == ORGAN_MAP
    write_nifti(folder / "spinal_cord.nii.gz", cord.astype(np.uint8), grid().lps_from_ijk)
    (folder / "gallbladder.nii.gz").write_bytes(b"never read")
    found = import_labels(read_labels(folder), ct())
    assert isinstance(found, LabelMap)
    assert [level.name for level in found.levels] == list(LUMBAR)
    assert np.array_equal(found.structure(Structure.SPINAL_CORD).full(), cord)
    with pytest.raises(ImageRefused, match="no masks named"):
        read_labels(tmp_path)


def test_that_masks_on_different_grids_are_no_folder_of_masks(tmp_path: Path) -> None:
    write_nifti(tmp_path / "vertebrae_L1.nii.gz", small(), affine())
    write_nifti(tmp_path / "vertebrae_L2.nii.gz", small(), np.eye(4))
    with pytest.raises(ImageRefused, match="another grid"):
        read_labels(tmp_path)


def test_that_sub_regions_are_found_beside_their_vertebrae(tmp_path: Path) -> None:
    vertebrae, other = tmp_path / "sub-1_seg-vert_msk.nii.gz", tmp_path / "sub-1_seg-spine_msk.nii.gz"
    assert subregions_beside(vertebrae) is None
    other.write_bytes(b"")
    assert subregions_beside(vertebrae) == other
    assert subregions_beside(tmp_path / "labels.nii.gz") is None


def masks_of(levels: tuple[str, ...]) -> dict[str, Mask]:
    array = array_of("verse", levels)
    return {level: Mask(array == LEVELS.index(level) + 1, (0, 0, 0), grid()).tight() for level in levels}


def test_that_what_we_write_is_verse_for_others_and_for_us(tmp_path: Path) -> None:
    path = tmp_path / "labels.nii.gz"
    write_verse(path, masks_of(LEVELS))
    theirs = sitk.ReadImage(str(path))
    assert np.array_equal(sitk.GetArrayFromImage(theirs), array_of("verse"))
    assert theirs.GetOrigin() == pytest.approx(tuple(grid().lps_from_ijk[:3, 3]), abs=1e-4)
    assert nib.load(path).get_data_dtype() == np.uint8
    found = import_labels(read_labels(path), ct())
    assert isinstance(found, LabelMap)
    assert found.numbering == "verse"
    assert found.problems == ()
    for level, mask in masks_of(LEVELS).items():
        assert found.level(level).mask.sha256 == mask.sha256


def test_that_the_sacrum_has_one_number_and_overlaps_are_refused(tmp_path: Path) -> None:
    assert [verse_number(level) for level in ("C1", "T13", "L6", "S1", "S5", "Co")] == [1, 28, 25, 26, 26, 27]
    with pytest.raises(ValueError, match="not a vertebral level"):
        verse_number("T14")
    mask = masks_of(("L1",))["L1"]
    with pytest.raises(ValueError, match="L2 shares voxels"):
        write_verse(tmp_path / "a.nii.gz", {"L1": mask, "L2": mask})
    other = Mask(np.ones((1, 1, 1), dtype=np.bool_), (0, 0, 0), Grid((2, 2, 2), np.eye(4)))
    with pytest.raises(ValueError, match="one grid"):
        write_verse(tmp_path / "a.nii.gz", {"L1": mask, "L2": other})
    with pytest.raises(ValueError, match="at least one mask"):
        write_verse(tmp_path / "a.nii.gz", {})
    assert list(tmp_path.iterdir()) == []
