"""A rendered CT as a series of CT Image Storage objects."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import CTImageStorage

from spineplan.phantom.dicom_common import decimal, new_object, place
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
    tilt_deg: float = 0.0


def ct_slice(identity: Identity, series: CtSeries, k: int, *, number: int, copy: object) -> Dataset:
    """One slice, unsigned 12 bit with intercept -1024, as most scanners write it; `copy` tells duplicates apart."""
    ds = new_object(identity, CTImageStorage, series.name, series.number, "CT", copy)
    a = series.lps_from_ijk
    ds.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    ds.SeriesDescription = series.description
    ds.ProtocolName = "Synthetic spine"
    ds.BodyPartExamined = "SPINE"
    ds.PatientPosition = series.patient_position
    ds.FrameOfReferenceUID = identity.uid("frame of reference", "ct")
    ds.PositionReferenceIndicator = ""
    ds.AcquisitionNumber = 1
    ds.InstanceNumber = number
    place(ds, a, k)
    ds.SliceThickness = decimal(float(np.linalg.norm(a[:3, 2])))
    ds.KVP = "120"
    ds.XRayTubeCurrent = 220
    ds.ExposureTime = 500
    ds.ConvolutionKernel = series.kernel
    ds.GantryDetectorTilt = decimal(series.tilt_deg)
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 12, 11, 0
    ds.RescaleIntercept, ds.RescaleSlope, ds.RescaleType = "-1024", "1", "HU"
    ds.WindowCenter, ds.WindowWidth = ["400", "50"], ["1800", "400"]
    ds.WindowCenterWidthExplanation = ["BONE", "SOFT TISSUE"]
    _store(ds, series.image[k])
    return ds


def _store(ds: Dataset, hu: NDArray[np.int16]) -> None:
    ds.Rows, ds.Columns = hu.shape
    ds.PixelData = (np.clip(hu, -1024, 3071) + 1024).astype("<u2").tobytes()
    ds["PixelData"].VR = "OW"


def localizer(identity: Identity, series: CtSeries) -> Dataset:
    """A coarse lateral overview as scanners put beside (or wrongly into) a series."""
    ds = ct_slice(identity, series, 0, number=1999, copy="localizer")
    ds.ImageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"]
    a = series.lps_from_ijk
    overview = series.image[::-1].mean(axis=2).astype(np.int16)
    sagittal = np.stack([a[:, 1], -a[:, 2], a[:, 0], a[:, 3] + a[:, 2] * (len(series.image) - 1)], axis=1)
    sagittal[:3, 3] += a[:3, 0] * (series.image.shape[2] - 1) / 2
    place(ds, sagittal, 0)
    _store(ds, overview)
    return ds
