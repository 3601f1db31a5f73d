"""What every synthetic object carries: patient, study, series, equipment; and how it is written."""

from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from spineplan.phantom.frames import Array
from spineplan.phantom.identity import MAKER, STUDY_DATE, STUDY_TIME, Identity

IMPLEMENTATION_NAME = "SPINEPLAN_SYN"


def new_object(
    identity: Identity, sop_class: str, series: str, number: int, modality: str, instance: object
) -> Dataset:
    """Patient, general study, general series, equipment and SOP common modules (PS3.3 C.7.1-C.7.5, C.12.1)."""
    ds = Dataset()
    ds.SpecificCharacterSet = "ISO_IR 100"
    ds.SOPClassUID = sop_class
    ds.SOPInstanceUID = identity.uid(series, instance)
    ds.PatientName = identity.patient_name
    ds.PatientID = identity.patient_id
    ds.PatientBirthDate = identity.birth_date
    ds.PatientSex = identity.sex
    ds.PatientAge = f"{identity.age:03d}Y"
    ds.PatientComments = "Synthetic patient made by software; no real person."
    ds.PatientIdentityRemoved = "YES"
    ds.DeidentificationMethod = "Synthetic data, never a patient"
    ds.StudyInstanceUID = identity.uid("study")
    ds.StudyDate, ds.StudyTime = STUDY_DATE, STUDY_TIME
    ds.StudyID = "1"
    ds.StudyDescription = "Synthetic spine"
    ds.AccessionNumber = ""
    ds.ReferringPhysicianName = ""
    ds.SeriesInstanceUID = identity.uid(series)
    ds.SeriesNumber = number
    ds.SeriesDate, ds.SeriesTime = STUDY_DATE, STUDY_TIME
    ds.Modality = modality
    ds.Manufacturer = MAKER
    ds.ManufacturerModelName = "synthetic patient"
    ds.DeviceSerialNumber = "0"
    ds.SoftwareVersions = "1"
    ds.ContentDate, ds.ContentTime = STUDY_DATE, STUDY_TIME
    ds.AcquisitionDate, ds.AcquisitionTime = STUDY_DATE, STUDY_TIME
    return ds


def write_object(ds: Dataset, path: Path) -> None:
    """Explicit little endian unless the dataset already says how it is encoded."""
    if not hasattr(ds, "file_meta"):
        ds.file_meta = FileMetaDataset()
        ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID
    ds.file_meta.ImplementationVersionName = IMPLEMENTATION_NAME
    ds.save_as(path, enforce_file_format=True)


def decimal(value: float) -> str:
    """A number as DICOM's decimal string of at most 16 characters."""
    text = f"{value:.9f}"[:16].rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def place(ds: Dataset, lps_from_ijk: Array, k: int) -> None:
    """Image plane module of slice k: position, orientation, pixel spacing."""
    spacing = np.linalg.norm(lps_from_ijk[:3, :3], axis=0)
    ds.ImagePositionPatient = [decimal(v) for v in lps_from_ijk[:3, 2] * k + lps_from_ijk[:3, 3]]
    ds.ImageOrientationPatient = [decimal(v) for axis in (0, 1) for v in lps_from_ijk[:3, axis] / spacing[axis]]
    ds.PixelSpacing = [decimal(spacing[1]), decimal(spacing[0])]
