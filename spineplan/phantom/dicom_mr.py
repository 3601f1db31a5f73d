"""A rendered MR sequence as a series of MR Image Storage objects."""

from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset
from pydicom.uid import MRImageStorage

from spineplan.phantom.dicom_common import decimal, new_object, place, write_object
from spineplan.phantom.identity import Identity
from spineplan.phantom.mr import SLICE_MM, MrVolume, field_tesla, larmor_mhz

BRIGHT_PERCENT = 98.0
"""Scanners leave the brightest fluid white."""


def mr_slice(identity: Identity, volume: MrVolume, number: int, k: int, brightest: int) -> Dataset:
    """brightest: signal that the window shows white."""
    sequence = volume.sequence
    ds = new_object(identity, MRImageStorage, f"mr-{sequence.name}", number, "MR", k)
    ds.ImageType = (
        ["ORIGINAL", "PRIMARY", "M", "SE"] if sequence.inversion is None else ["ORIGINAL", "PRIMARY", "M", "IR"]
    )
    ds.SeriesDescription = sequence.description
    ds.ProtocolName = sequence.description
    ds.BodyPartExamined = "SPINE"
    ds.PatientPosition = "HFS"
    ds.FrameOfReferenceUID = identity.uid("frame of reference", "mr")
    ds.PositionReferenceIndicator = ""
    ds.AcquisitionNumber = 1
    ds.InstanceNumber = k + 1
    place(ds, volume.lps_from_ijk, k)
    ds.SliceThickness = decimal(SLICE_MM)
    ds.SpacingBetweenSlices = decimal(SLICE_MM)
    ds.ScanningSequence = "SE" if sequence.inversion is None else ["SE", "IR"]
    ds.SequenceVariant = "SK"
    ds.ScanOptions = ""
    ds.MRAcquisitionType = "2D"
    ds.RepetitionTime, ds.EchoTime = decimal(sequence.repetition), decimal(sequence.echo)
    ds.EchoTrainLength = sequence.train
    if sequence.inversion is not None:
        ds.InversionTime = decimal(sequence.inversion)
    ds.FlipAngle = "90"
    ds.MagneticFieldStrength, ds.ImagingFrequency = decimal(field_tesla()), decimal(larmor_mhz())
    ds.ImagedNucleus = "1H"
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.Rows, ds.Columns = volume.image.shape[1:]
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 12, 11, 0
    ds.WindowCenter, ds.WindowWidth = str(brightest // 2), str(brightest)
    ds.PixelData = volume.image[k].astype("<u2").tobytes()
    ds["PixelData"].VR = "OW"
    return ds


def write_mr(identity: Identity, volumes: list[MrVolume], folder: Path) -> None:
    """One folder per sequence."""
    for n, volume in enumerate(volumes):
        target = folder / volume.sequence.name
        target.mkdir(parents=True, exist_ok=True)
        brightest = round(float(np.percentile(volume.image, BRIGHT_PERCENT)))
        for k in range(len(np.asarray(volume.image))):
            write_object(mr_slice(identity, volume, 10 + n, k, brightest), target / f"mr-{k + 1:03d}.dcm")
