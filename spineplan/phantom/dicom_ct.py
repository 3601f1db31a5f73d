"""A rendered CT as a series of CT Image Storage objects."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import CTImageStorage

from spineplan.phantom.dicom_common import decimal, new_object, write_object
from spineplan.phantom.frames import Array
from spineplan.phantom.identity import Identity


@dataclass(frozen=True)
class CtSeries:
    """image [k, j, i] HU; lps_from_ijk 4x4."""

    image: NDArray[np.int16]
    lps_from_ijk: Array
    kernel: str
    description: str
    number: int = 2
    name: str = "ct"
    patient_position: str = "HFS"
    slice_thickness_mm: float | None = None


def ct_slice(identity: Identity, series: CtSeries, k: int) -> Dataset:
    """One slice; RescaleIntercept -1024 and unsigned 16 bit, as most scanners write it."""
    ds = new_object(identity, CTImageStorage, series.name, series.number, "CT", k)
    a = series.lps_from_ijk
    spacing = np.linalg.norm(a[:3, :3], axis=0)
    ds.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    ds.SeriesDescription = series.description
    ds.ProtocolName = "Synthetic spine"
    ds.BodyPartExamined = "SPINE"
    ds.PatientPosition = series.patient_position
    ds.FrameOfReferenceUID = identity.uid("frame of reference", "ct")
    ds.PositionReferenceIndicator = ""
    ds.AcquisitionNumber = 1
    ds.InstanceNumber = k + 1
    ds.ImagePositionPatient = [decimal(v) for v in a[:3, :3] @ np.array([0, 0, k]) + a[:3, 3]]
    ds.ImageOrientationPatient = [decimal(v) for axis in (0, 1) for v in a[:3, axis] / spacing[axis]]
    ds.PixelSpacing = [decimal(spacing[1]), decimal(spacing[0])]
    ds.SliceThickness = decimal(series.slice_thickness_mm or spacing[2])
    ds.KVP = "120"
    ds.XRayTubeCurrent = 220
    ds.ExposureTime = 500
    ds.ConvolutionKernel = series.kernel
    ds.GantryDetectorTilt = "0"
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.Rows, ds.Columns = series.image.shape[1:]
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 12, 11, 0
    ds.RescaleIntercept, ds.RescaleSlope, ds.RescaleType = "-1024", "1", "HU"
    ds.WindowCenter, ds.WindowWidth = ["400", "50"], ["1800", "400"]
    ds.WindowCenterWidthExplanation = ["BONE", "SOFT TISSUE"]
    stored = (np.clip(series.image[k], -1024, 3071) + 1024).astype("<u2")
    ds.PixelData = stored.tobytes()
    ds["PixelData"].VR = "OW"
    return ds


def write_ct(
    identity: Identity, series: CtSeries, folder: Path, progress: Callable[[float, str], None] | None = None
) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for k in range(len(series.image)):
        path = folder / f"{series.name}-{k + 1:04d}.dcm"
        write_object(ct_slice(identity, series, k), path)
        paths.append(path)
        if progress is not None and k % 32 == 0:
            progress(k / len(series.image), "writing the CT")
    return paths
