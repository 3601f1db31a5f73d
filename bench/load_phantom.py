"""A synthetic chest as DICOM slices in any transfer syntax, for measuring readers: noise, ellipses, no patient."""

from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.pixels import get_encoder
from pydicom.uid import (
    UID,
    CTImageStorage,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
    generate_uid,
)

Encode = Callable[[np.ndarray], bytes]

SIZE = 512


def make(folder: Path, syntax: str, slices: int) -> None:
    """Write `slices` slices of 512 x 512 into a new folder."""
    folder.mkdir(parents=True)
    uid, encode = SYNTAXES[syntax]
    series, study, frame = generate_uid(), generate_uid(), generate_uid()
    random = np.random.default_rng(7)
    noise = random.normal(0.0, 18.0, (SIZE + 64, SIZE + 64)).astype(np.float32)
    for k in range(slices):
        picture = _slice(k, slices, noise)
        dataset = _header(uid, series, study, frame, k)
        dataset.PixelData = picture.tobytes() if encode is None else encapsulate([encode(picture)])
        dataset["PixelData"].VR = "OW"
        dataset.save_as(folder / f"{k:05}.dcm", enforce_file_format=True)


def _slice(k: int, slices: int, noise: np.ndarray) -> np.ndarray:
    y, x = np.mgrid[-1.0 : 1.0 : SIZE * 1j, -1.0 : 1.0 : SIZE * 1j]
    along = k / max(1, slices - 1)
    values = np.full((SIZE, SIZE), -1000.0, np.float32)
    values[(x / 0.85) ** 2 + (y / 0.6) ** 2 < 1] = 40.0
    for side in (-0.42, 0.42):
        values[((x - side) / 0.3) ** 2 + (y / (0.3 + 0.15 * along)) ** 2 < 1] = -850.0
    values[(x / 0.12) ** 2 + ((y - 0.35) / 0.1) ** 2 < 1] = 250.0 + 100.0 * np.sin(40.0 * along)
    dx, dy = (k * 7) % 64, (k * 13) % 64
    values += noise[dy : dy + SIZE, dx : dx + SIZE]
    picture = np.rint(values + 1024.0).astype(np.int16)
    picture[x**2 + y**2 > 1] = -2000
    return picture


def _header(syntax: UID, series: str, study: str, frame: str, k: int) -> FileDataset:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID, meta.MediaStorageSOPClassUID = syntax, CTImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, meta.MediaStorageSOPInstanceUID
    dataset.SeriesInstanceUID, dataset.StudyInstanceUID, dataset.FrameOfReferenceUID = series, study, frame
    dataset.Modality, dataset.PatientName, dataset.PatientID, dataset.PatientPosition = "CT", "Bench", "B", "HFS"
    dataset.StudyDate, dataset.InstanceNumber, dataset.SeriesNumber = "20200101", k + 1, 1
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    dataset.Rows, dataset.Columns, dataset.SamplesPerPixel = SIZE, SIZE, 1
    dataset.PhotometricInterpretation, dataset.PixelSpacing = "MONOCHROME2", [0.7, 0.7]
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 16, 16, 15, 1
    dataset.PixelPaddingValue, dataset.RescaleSlope, dataset.RescaleIntercept = -2000, 1, -1024
    dataset.ImagePositionPatient, dataset.ImageOrientationPatient = [-179.2, -179.2, k * 1.0], [1, 0, 0, 0, 1, 0]
    dataset.SliceThickness, dataset.SliceLocation = 1.0, float(k)
    dataset.WindowCenter, dataset.WindowWidth = 40, 400
    return dataset


def _rle(picture: np.ndarray) -> bytes:
    options = {
        "rows": SIZE,
        "columns": SIZE,
        "samples_per_pixel": 1,
        "bits_allocated": 16,
        "bits_stored": 16,
        "pixel_representation": 1,
        "photometric_interpretation": "MONOCHROME2",
        "number_of_frames": 1,
    }
    encoder = get_encoder(RLELossless)
    return bytes(encoder.encode(picture.tobytes(), encoding_plugin="pydicom", **options))


SYNTAXES: dict[str, tuple[UID, Encode | None]] = {
    "explicit": (ExplicitVRLittleEndian, None),
    "implicit": (ImplicitVRLittleEndian, None),
    "rle": (RLELossless, _rle),
    "jpeg": (JPEGLosslessSV1, lambda a: imagecodecs.jpeg8_encode(a.view(np.uint16), lossless=True, bitspersample=16)),
    "jpegls": (JPEGLSLossless, lambda a: imagecodecs.jpegls_encode(a.view(np.uint16))),
    "j2k": (JPEG2000Lossless, lambda a: imagecodecs.jpeg2k_encode(a, codecformat="j2k", reversible=True)),
}
