"""Small DICOM files written by pydicom, so that our own reader is checked by somebody else's writer."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import (
    UID,
    CTImageStorage,
    EnhancedMRImageStorage,
    ExplicitVRLittleEndian,
    MediaStorageDirectoryStorage,
)

AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
ROWS, COLUMNS = 12, 16
SERIES, STUDY, FRAME = "1.2.826.0.1.77.1", "1.2.826.0.1.77.2", "1.2.826.0.1.77.3"
Change = Callable[[Dataset, int], None]
"""change(data set, number of the slice): what is special about a test's slices."""


def pixels_of(k: int, rows: int = ROWS, columns: int = COLUMNS) -> np.ndarray:
    """Stored values that are different in every voxel of every slice."""
    j, i = np.mgrid[0:rows, 0:columns]
    return (1024 + 100 * k + 16 * j + i).astype(np.int16)


def a_slice(k: int, position: Sequence[float], orientation: Sequence[float] = AXIAL, **tags: Any) -> FileDataset:
    """One CT slice, explicit little endian; `tags` override or add (None removes)."""
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = CTImageStorage
    data = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    pixels = pixels_of(k)
    values: dict[str, Any] = {
        "SOPClassUID": CTImageStorage, "SOPInstanceUID": f"{SERIES}.{k + 1}", "SeriesInstanceUID": SERIES,
        "StudyInstanceUID": STUDY, "FrameOfReferenceUID": FRAME, "Modality": "CT", "PatientName": "Test^Case",
        "PatientID": "T1", "PatientBirthDate": "19500101", "PatientSex": "F", "StudyDate": "20240102",
        "SeriesDescription": "Spine", "SeriesNumber": 3, "InstanceNumber": k + 1,
        "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"], "ImagePositionPatient": [float(x) for x in position],
        "ImageOrientationPatient": [float(x) for x in orientation], "PixelSpacing": [0.7, 0.7], "SliceThickness": 5.0,
        "Rows": ROWS, "Columns": COLUMNS, "SamplesPerPixel": 1, "PhotometricInterpretation": "MONOCHROME2",
        "BitsAllocated": 16, "BitsStored": 16, "HighBit": 15, "PixelRepresentation": 1, "RescaleSlope": 1,
        "RescaleIntercept": -1024, "PixelData": pixels.tobytes(),
    }  # fmt: skip
    values.update(tags)
    for name, value in values.items():
        if value is not None:
            setattr(data, name, value)
    if "PixelData" in data:
        data["PixelData"].VR = "OW"
    meta.MediaStorageSOPInstanceUID = data.get("SOPInstanceUID", "1.2.3")
    return data


def save(data: FileDataset, path: Path) -> Path:
    """Write a data set as a DICOM file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data.save_as(path, enforce_file_format=True)
    return path


def write_stack(
    folder: Path,
    positions: Iterable[Sequence[float]],
    orientation: Sequence[float] = AXIAL,
    change: Change | None = None,
    **tags: Any,
) -> Path:
    """One file per position, numbered in the order given; the folder."""
    for k, position in enumerate(positions):
        data = a_slice(k, position, orientation, **tags)
        if change is not None:
            change(data, k)
        save(data, folder / f"IM{k:04}")
    return folder


def axial_positions(count: int, step: float = 1.5, start: float = -20.0) -> list[tuple[float, float, float]]:
    """Places of an axial stack that climbs."""
    return [(-5.0, -4.0, start + k * step) for k in range(count)]


def compress(data: FileDataset, syntax: str, *frames: bytes, fragments: int = 1, table: bool = True) -> None:
    """Put compressed frames into a data set, each cut into `fragments`."""
    data.file_meta.TransferSyntaxUID = UID(syntax)
    data.PixelData = encapsulate(list(frames), fragments_per_frame=fragments, has_bot=table)
    data["PixelData"].VR = "OB"
    data["PixelData"].is_undefined_length = True


def _item(**tags: Any) -> DicomSequence:
    item = Dataset()
    for name, value in tags.items():
        setattr(item, name, value)
    return DicomSequence([item])


def enhanced_mr(frames: Sequence[tuple[Sequence[float], np.ndarray, float]]) -> FileDataset:
    """An enhanced MR of frames (position, stored pixels, echo time), in the order given."""
    data = a_slice(0, (0, 0, 0), ImagePositionPatient=None, ImageOrientationPatient=None, PixelSpacing=None)
    for name in ("RescaleSlope", "RescaleIntercept", "SliceThickness"):
        delattr(data, name)
    data.SOPClassUID = data.file_meta.MediaStorageSOPClassUID = EnhancedMRImageStorage
    data.Modality, data.NumberOfFrames = "MR", len(frames)
    shared = Dataset()
    shared.PlaneOrientationSequence = _item(ImageOrientationPatient=list(AXIAL))
    shared.PixelMeasuresSequence = _item(PixelSpacing=[0.5, 0.5], SliceThickness=3.0, SpacingBetweenSlices=9.0)
    shared.PixelValueTransformationSequence = _item(RescaleSlope=2.0, RescaleIntercept=5.0, RescaleType="US")
    groups = []
    for position, _, echo in frames:
        group = Dataset()
        group.PlanePositionSequence = _item(ImagePositionPatient=[float(x) for x in position])
        group.MREchoSequence = _item(EffectiveEchoTime=float(echo))
        groups.append(group)
    data.SharedFunctionalGroupsSequence = DicomSequence([shared])
    data.PerFrameFunctionalGroupsSequence = DicomSequence(groups)
    data.PixelData = b"".join(pixels.astype(np.int16).tobytes() for _, pixels, _ in frames)
    return data


def nuclear(frames: int, **tags: Any) -> FileDataset:
    """A multi-frame NM image without any place; tests add what they need."""
    counts = np.stack([pixels_of(k) for k in range(frames)])
    data = a_slice(0, (0, 0, 0), ImagePositionPatient=None, ImageOrientationPatient=None, Modality="NM",
                   RescaleSlope=None, RescaleIntercept=None, NumberOfFrames=frames, PixelData=counts.tobytes(),
                   PixelRepresentation=0, **tags)  # fmt: skip
    data.SOPClassUID = data.file_meta.MediaStorageSOPClassUID = UID("1.2.840.10008.5.1.4.1.1.20")
    return data


def write_dicomdir(folder: Path, files: Iterable[tuple[str, ...]]) -> Path:
    """A DICOMDIR of one series that lists `files` by the parts of their names (PS3.3 annex F)."""
    meta = FileMetaDataset()
    meta.TransferSyntaxUID, meta.MediaStorageSOPClassUID = ExplicitVRLittleEndian, MediaStorageDirectoryStorage
    meta.MediaStorageSOPInstanceUID = UID("1.2.826.0.1.77.9")
    directory = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    directory.FileSetID = "DISC"
    records = [
        {"DirectoryRecordType": "PATIENT", "PatientID": "T1", "PatientName": "Test^Case"},
        {"DirectoryRecordType": "STUDY", "StudyInstanceUID": STUDY, "StudyDate": "20240102"},
        {"DirectoryRecordType": "SERIES", "SeriesInstanceUID": SERIES, "Modality": "CT", "SeriesNumber": 3},
    ]
    records += [{"DirectoryRecordType": "IMAGE", "ReferencedFileID": list(parts)} for parts in files]
    directory.DirectoryRecordSequence = DicomSequence([_item(**record)[0] for record in records])
    return save(directory, folder / "DICOMDIR")
