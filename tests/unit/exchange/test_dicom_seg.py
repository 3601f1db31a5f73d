"""DICOM segmentations written by highdicom and by dcmqi, on the grid of their CT."""

from pathlib import Path

import highdicom as hd
import numpy as np
import pytest
from pydicom import dcmread
from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from spineplan.anatomy.importing.labels import import_labels
from spineplan.anatomy.label_map import LabelMap
from spineplan.anatomy.numbering import Structure
from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.errors import ImageRefused
from spineplan.exchange.dicom_seg import is_dicom_seg
from spineplan.exchange.label_files import read_labels
from spineplan.imaging.volume import Volume
from tests.conftest import SHARED_DATA
from tests.support.dicom_files import COLUMNS, FRAME, ROWS, SERIES, write_stack

SLICES = 9
SIDEWAYS = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)
HEADER = {
    "SliceThickness": 2.5, "AccessionNumber": "", "StudyID": "", "StudyTime": "", "ReferringPhysicianName": "",
}  # fmt: skip
L1 = Code("66794005", "SCT", "L1 vertebra")


@pytest.fixture(params=["axial", "sagittal"])
def images(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Volume]:
    folder = tmp_path / "ct"
    if request.param == "axial":
        write_stack(folder, [(3.0, 4.0, 2.5 * k) for k in range(SLICES)], **HEADER)
    else:
        write_stack(folder, [(2.5 * k, 4.0, 7.0) for k in range(SLICES)], SIDEWAYS, **HEADER)
    return folder, read_volume(scan(folder).series[0])


def description(number: int, label: str, kind: Code, side: Code | None = None) -> hd.seg.SegmentDescription:
    found = hd.seg.SegmentDescription(
        segment_number=number,
        segment_label=label,
        segmented_property_category=codes.SCT.AnatomicalStructure,
        segmented_property_type=kind,
        algorithm_type=hd.seg.SegmentAlgorithmTypeValues.MANUAL,
    )
    if side is not None:
        modifier = hd.sr.CodedConcept(side.value, side.scheme_designator, side.meaning)
        found.SegmentedPropertyTypeCodeSequence[0].SegmentedPropertyTypeModifierCodeSequence = [modifier]
    return found


SEGMENTS = (
    description(1, "Bone", L1), description(2, "left one", codes.SCT.Kidney, codes.SCT.Left),
    description(3, "Spinal cord", codes.SCT.SpinalCord),
)  # fmt: skip


def masks(overlap: bool) -> np.ndarray:
    """[slice in file order, row, column, segment]."""
    found = np.zeros((SLICES, ROWS, COLUMNS, 3), dtype=np.uint8)
    found[2:5, 2:8, 3:9, 0] = 1
    found[4:7, 8:11, 9:14, 1] = 1
    found[3:6, 5 if overlap else 8, 3:6, 2] = 1
    return found


def write_seg(folder: Path, path: Path, array: np.ndarray, kind: str, frame: str = FRAME) -> Path:
    source = [dcmread(file) for file in sorted(folder.iterdir())]
    for image in source:
        image.FrameOfReferenceUID = frame
    seg = hd.seg.Segmentation(
        source_images=source, pixel_array=array, segmentation_type=kind, segment_descriptions=list(SEGMENTS),
        series_instance_uid=generate_uid(), series_number=9, sop_instance_uid=generate_uid(), instance_number=1,
        manufacturer="a", manufacturer_model_name="b", software_versions="1", device_serial_number="1",
        transfer_syntax_uid=ExplicitVRLittleEndian,
    )  # fmt: skip
    seg.save_as(path)
    return path


def expected(volume: Volume, mask: np.ndarray) -> np.ndarray:
    """The mask in the volume's own slice order."""
    first = np.asarray(volume.grid.lps_from_ijk)[:3, 3]
    return mask if np.allclose(first, [3.0, 4.0, 0.0]) or np.allclose(first, [0.0, 4.0, 7.0]) else mask[::-1]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["BINARY", "BINARY overlapping", "FRACTIONAL", "LABELMAP"])
def test_that_segments_land_on_the_voxels_they_were_drawn_on(
    images: tuple[Path, Volume], tmp_path: Path, kind: str
) -> None:
    folder, volume = images
    array = masks("overlapping" in kind)
    stored = array.astype(np.float32) * 0.8 if kind == "FRACTIONAL" else array
    path = write_seg(folder, tmp_path / "seg.dcm", stored, kind.split(maxsplit=1)[0])
    assert is_dicom_seg(path)
    source = read_labels(path)
    assert source.series_uid == SERIES
    assert source.patient is not None
    assert (source.patient.patient_id, source.patient.patient_name) == ("T1", "Test^Case")
    found = import_labels(source, volume)
    assert isinstance(found, LabelMap)
    assert np.array_equal(found.level("L1").mask.full(), expected(volume, array[..., 0] > 0))
    assert np.array_equal(found.structure(Structure.KIDNEY_LEFT).full(), expected(volume, array[..., 1] > 0))
    assert np.array_equal(found.structure(Structure.SPINAL_CORD).full(), expected(volume, array[..., 2] > 0))
    assert len(source.layers) == (2 if "overlapping" in kind else 1)
    assert any("fractional" in problem for problem in found.problems) == (kind == "FRACTIONAL")


@pytest.mark.filterwarnings("ignore")
def test_that_a_segmentation_of_another_frame_of_reference_is_refused(
    images: tuple[Path, Volume], tmp_path: Path
) -> None:
    folder, volume = images
    source = read_labels(write_seg(folder, tmp_path / "seg.dcm", masks(False), "BINARY", "1.2.3.99"))
    with pytest.raises(ImageRefused, match="another frame of reference"):
        import_labels(source, volume)


@pytest.mark.filterwarnings("ignore")
def test_that_damage_is_a_sentence(images: tuple[Path, Volume], tmp_path: Path) -> None:
    folder, _ = images
    path = write_seg(folder, tmp_path / "seg.dcm", masks(False), "BINARY")
    broken = dcmread(path)
    broken.PixelData = broken.PixelData[:10]
    broken.save_as(tmp_path / "short.dcm")
    with pytest.raises(ImageRefused, match=r"short\.dcm"):
        read_labels(tmp_path / "short.dcm")
    adrift = dcmread(path)
    del adrift.FrameOfReferenceUID
    adrift.save_as(tmp_path / "adrift.dcm")
    with pytest.raises(ImageRefused, match=r"adrift\.dcm"):
        read_labels(tmp_path / "adrift.dcm")
    assert not is_dicom_seg(next(folder.iterdir()))


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the shared real data are not here")
def test_that_a_liver_of_dcmqi_with_old_codes_lies_on_its_ct() -> None:
    folder = SHARED_DATA / "dicom_oddities" / "seg"
    volume = read_volume(scan(folder / "ct-3slice").series[0])
    found = import_labels(read_labels(folder / "liver.dcm"), volume)
    assert isinstance(found, LabelMap)
    liver = found.structure(Structure.LIVER)
    assert liver is not None
    assert liver.count == 107098
    seg = dcmread(folder / "liver.dcm")
    bits = np.unpackbits(np.frombuffer(seg.PixelData, np.uint8), bitorder="little")[: 3 * 512 * 512].reshape(
        3, 512, 512
    )
    for frame, functional in zip(bits, seg.PerFrameFunctionalGroupsSequence, strict=True):
        z = float(functional.PlanePositionSequence[0].ImagePositionPatient[2])
        k = round(float(volume.grid.ijk_from_lps[2] @ [-235.2, -226.8, z, 1.0]))
        assert np.array_equal(liver.full()[k], frame > 0)
