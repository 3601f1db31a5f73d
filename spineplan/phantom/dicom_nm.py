"""The bone scan as two NM Image Storage objects: planar front and back, and reconstructed SPECT."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.tag import Tag
from pydicom.uid import NuclearMedicineImageStorage

from spineplan.phantom.dicom_common import decimal, new_object, write_object
from spineplan.phantom.identity import Identity
from spineplan.phantom.nm import VOXEL_MM, BoneScan


def write_nm(identity: Identity, scan: BoneScan, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_object(_planar(identity, scan), folder / "nm-planar.dcm")
    write_object(_spect(identity, scan), folder / "nm-spect.dcm")


def _code(value: str, scheme: str, meaning: str) -> Dataset:
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def _common(identity: Identity, series: str, number: int, frames: NDArray[np.int16]) -> Dataset:
    ds = new_object(identity, NuclearMedicineImageStorage, series, number, "NM", 1)
    ds.FrameOfReferenceUID = identity.uid("frame of reference", "nm")
    ds.PositionReferenceIndicator = ""
    ds.BodyPartExamined = "SPINE"
    ds.InstanceNumber = 1
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.NumberOfFrames = len(frames)
    ds.Rows, ds.Columns = frames.shape[1:]
    ds.PixelSpacing = [decimal(VOXEL_MM)] * 2
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 16, 15, 0
    ds.CountsAccumulated = int(frames.sum())
    ds.SoftwareVersions = "1"
    ds.PatientOrientationCodeSequence = Sequence([_oriented()])
    ds.PatientGantryRelationshipCodeSequence = Sequence([_code("102540001", "SCT", "headfirst")])
    ds.EnergyWindowInformationSequence = Sequence([_window()])
    ds.RadiopharmaceuticalInformationSequence = Sequence([_tracer()])
    ds.NumberOfEnergyWindows = 1
    ds.PixelData = frames.astype("<u2").tobytes()
    ds["PixelData"].VR = "OW"
    return ds


def _oriented() -> Dataset:
    item = _code("102538003", "SCT", "recumbent")
    item.PatientOrientationModifierCodeSequence = Sequence([_code("40199007", "SCT", "supine")])
    return item


def _window() -> Dataset:
    limits = Dataset()
    limits.EnergyWindowLowerLimit, limits.EnergyWindowUpperLimit = "126", "154"
    item = Dataset()
    item.EnergyWindowRangeSequence = Sequence([limits])
    item.EnergyWindowName = "Tc99m"
    return item


def _tracer() -> Dataset:
    item = Dataset()
    item.RadionuclideCodeSequence = Sequence([_code("72454008", "SCT", "^99m^Technetium")])
    item.Radiopharmaceutical = "Tc-99m bisphosphonate"
    item.RadiopharmaceuticalRoute = "IV"
    return item


def _detector(label: str, position: list[str], view: Dataset | None = None) -> Dataset:
    item = Dataset()
    item.CollimatorType = "PARA"
    item.CollimatorGridName = label
    item.FieldOfViewShape = "RECTANGLE"
    item.ImagePositionPatient = position
    if view is not None:
        item.ViewCodeSequence = Sequence([view])
    return item


def _planar(identity: Identity, scan: BoneScan) -> Dataset:
    ds = _common(identity, "nm-planar", 20, np.stack(scan.planar))
    ds.ImageType = ["ORIGINAL", "PRIMARY", "WHOLE BODY", "EMISSION"]
    ds.SeriesDescription = "Bone scan front and back synthetic"
    ds.FrameIncrementPointer = [Tag(0x0054, 0x0010), Tag(0x0054, 0x0020)]
    ds.EnergyWindowVector, ds.DetectorVector = [1, 1], [1, 2]
    ds.NumberOfDetectors = 2
    low = scan.lps_from_ijk[:3, 3]
    top = float(low[2] + VOXEL_MM * (len(scan.spect) - 1))
    right, left = float(low[0]), float(low[0] + VOXEL_MM * (scan.spect.shape[2] - 1))
    y = decimal(float(low[1]))
    front = _detector("front", [decimal(right), y, decimal(top)], _code("255549009", "SCT", "anterior"))
    front.ImageOrientationPatient = ["1", "0", "0", "0", "0", "-1"]
    back = _detector("back", [decimal(left), y, decimal(top)], _code("255551008", "SCT", "posterior"))
    back.ImageOrientationPatient = ["-1", "0", "0", "0", "0", "-1"]
    ds.DetectorInformationSequence = Sequence([front, back])
    ds.WholeBodyTechnique = "1PS"
    ds.ActualFrameDuration = 900000
    ds.ScanVelocity, ds.ScanLength = "2", 800
    return ds


def _spect(identity: Identity, scan: BoneScan) -> Dataset:
    frames = scan.spect
    ds = _common(identity, "nm-spect", 21, frames)
    ds.ImageType = ["ORIGINAL", "PRIMARY", "RECON TOMO", "EMISSION"]
    ds.SeriesDescription = "Bone SPECT synthetic"
    ds.FrameIncrementPointer = [Tag(0x0054, 0x0080)]
    ds.SliceVector = list(range(1, len(frames) + 1))
    ds.NumberOfSlices = len(frames)
    ds.SliceThickness = decimal(VOXEL_MM)
    ds.SpacingBetweenSlices = decimal(VOXEL_MM)
    ds.NumberOfDetectors = 1
    detector = _detector("spect", [decimal(v) for v in scan.lps_from_ijk[:3, 3]])
    detector.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
    ds.DetectorInformationSequence = Sequence([detector])
    rotation = Dataset()
    rotation.StartAngle, rotation.AngularStep, rotation.RotationDirection = "0", "3", "CW"
    rotation.ScanArc, rotation.ActualFrameDuration = "360", 20000
    rotation.RadialPosition, rotation.NumberOfFramesInRotation = "250", 120
    ds.RotationInformationSequence = Sequence([rotation])
    ds.NumberOfRotations = 1
    return ds
