"""Images without identity: only what a volume is made of is copied, everything else is left behind."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from spineplan.dicom import tags
from spineplan.dicom.header import Instance
from spineplan.dicom.identity import instances_digest
from spineplan.dicom.read import read_volume
from spineplan.dicom.series import SeriesEntry
from spineplan.dicom.stack import Run, Stack
from spineplan.errors import ImageRefused
from spineplan.imaging.nifti import NiftiImage, inspect_nifti, write_nifti
from spineplan.storage.disguise import Disguise

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_TEXTS = (
    tags.CHARACTER_SET, tags.STUDY_TIME, tags.SERIES_TIME, tags.STUDY_DESCRIPTION, tags.SERIES_DESCRIPTION,
    tags.PATIENT_NAME, tags.PATIENT_ID, tags.ISSUER_OF_PATIENT_ID, tags.PROTOCOL_NAME, tags.KERNEL, tags.VIEW_MEANING,
)  # fmt: skip
_DATES = (tags.STUDY_DATE, tags.SERIES_DATE, tags.ACQUISITION_DATE, tags.BIRTH_DATE)
_UIDS = (tags.SOP_INSTANCE, tags.STUDY_UID, tags.SERIES_UID, tags.FRAME_OF_REFERENCE)
KEPT = tags.WANTED - frozenset((*_TEXTS, tags.TRANSFER_SYNTAX, *tags.WANTED_SEQUENCES))
"""What our reader makes a volume from, and nothing else: no private tag and no text can slip through such a list."""
BURNED_IN = "The images may show text in their pixels (name, date): look at every one before you send them."
_TEXT_IN_PICTURE = ("SECONDARY", "SCREEN SAVE", "LOCALIZER")


@dataclass(frozen=True)
class WrittenSeries:
    """folder or file that was written; identifying: values of the originals' headers that may not be seen again."""

    path: Path
    files: int
    identifying: frozenset[str]
    warnings: tuple[str, ...]


def write_series(entry: SeriesEntry, run: Run | None, folder: Path, number: int, disguise: Disguise) -> WrittenSeries:
    """Write one series in disguise and tell the disguise its new digests. Raises ImageRefused."""
    if isinstance(entry.content, NiftiImage):
        return _write_nifti(entry, folder, number, disguise)
    if not isinstance(entry.content, Stack):
        raise ImageRefused(" ".join(entry.problems) or "The series has no pictures.")
    place = folder / f"series-{number}"
    place.mkdir(parents=True)
    instances = {id(piece.instance): piece.instance for piece in entry.content.slices}
    seen: set[str] = set()
    warnings: set[str] = set()
    for n, instance in enumerate(instances.values(), start=1):
        original = _dataset(instance)
        seen |= identifying_values(original)
        if _may_show_text(original):
            warnings.add(BURNED_IN)
        _write(_disguised(original, instance.syntax, disguise), place / f"{n:05d}.dcm")
    _tell_digests(entry, entry.content, run, disguise)
    return WrittenSeries(place, len(instances), frozenset(seen), tuple(sorted(warnings)))


def identifying_values(ds: "Dataset") -> set[str]:
    """Names, numbers, dates, UIDs and places of a header, also in its sequences."""
    found: set[str] = set()
    for element in ds:
        if element.VR == "SQ":
            for item in element.value:
                found |= identifying_values(item)
        elif element.VR in ("PN", "DA", "DT", "UI", "AE") or int(element.tag) in _NUMBERS_AND_PLACES:
            values = element.value if element.VM > 1 else [element.value]
            found |= {str(value).strip() for value in values}
    return {value for value in found if len(value) > 3 and not value.startswith("1.2.840.10008.")}


_NUMBERS_AND_PLACES = frozenset(
    (
        0x00080050, 0x00080080, 0x00080081, 0x00081010, 0x00081040, 0x00100020, 0x00100021, 0x00101000, 0x00101001,
        0x00101040, 0x00102154, 0x00181000, 0x00200010, 0x00380010, 0x00321060,
    )
)  # fmt: skip
"""Accession, institution and its address, station, department, patient's ids, names, address and phone, serial number
of the device, study id, admission id, requested procedure."""


def _dataset(instance: Instance) -> "Dataset":
    from pydicom import dcmread

    with instance.source.open() as reader:
        return dcmread(BytesIO(reader.read(0, reader.size)), force=True)


def _may_show_text(ds: "Dataset") -> bool:
    kinds = [str(word).upper() for word in ds.get("ImageType", ())]
    burned = str(ds.get("BurnedInAnnotation", "")).upper() == "YES"
    return burned or ds.get("Modality") in ("SC", "OT", "US") or any(word in kinds for word in _TEXT_IN_PICTURE)


def _disguised(original: "Dataset", syntax: str, disguise: Disguise) -> "Dataset":
    from pydicom.dataset import FileMetaDataset
    from pydicom.uid import UID, ExplicitVRLittleEndian

    if UID(syntax).is_compressed:
        original.decompress()
    made = _kept(original, disguise)
    made.PatientName = made.PatientID = disguise.token
    made.SeriesDescription = original.get("Modality", "")
    made.PatientIdentityRemoved = "YES"
    made.DeidentificationMethod = "Only pixels and geometry copied; dates shifted; UIDs replaced"
    if "BurnedInAnnotation" in original:
        made.BurnedInAnnotation = original.BurnedInAnnotation
    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    made.file_meta.MediaStorageSOPClassUID = made.SOPClassUID
    made.file_meta.MediaStorageSOPInstanceUID = made.SOPInstanceUID
    return made


def _kept(original: "Dataset", disguise: Disguise) -> "Dataset":
    from pydicom.dataset import Dataset

    made = Dataset()
    for element in original:
        tag = int(element.tag)
        if element.VR == "SQ":
            if tag in tags.WANTED_SEQUENCES:
                made.add_new(tag, "SQ", [_kept(item, disguise) for item in element.value])
        elif tag in _UIDS:
            made.add_new(tag, "UI", disguise.uid(str(element.value)))
        elif tag in _DATES:
            made.add_new(tag, "DA", disguise.day(str(element.value)))
        elif tag in KEPT:
            made.add(element)
    return made


def _write(ds: "Dataset", path: Path) -> None:
    ds.save_as(path, enforce_file_format=True)


def _tell_digests(entry: SeriesEntry, stack: Stack, run: Run | None, disguise: Disguise) -> None:
    parts = [stack] if run is None else [stack, stack.part(run.first, run.last)]
    for part in parts:
        uids = [piece.instance.sop_uid for piece in part.slices]
        disguise.replaced[instances_digest(uids)] = instances_digest(disguise.uid(uid) for uid in uids)
    disguise.uid(entry.key)


def _write_nifti(entry: SeriesEntry, folder: Path, number: int, disguise: Disguise) -> WrittenSeries:
    """From the voxels alone: a NIfTI header has free text of its own."""
    from spineplan.dicom.series import nifti_series

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"series-{number}.nii.gz"
    write_nifti(read_volume(entry), path)
    made = nifti_series(inspect_nifti(path), path.name, "")
    disguise.replaced |= {
        entry.key: made.key,
        entry.frame_of_reference_uid: made.frame_of_reference_uid,
        entry.instances_digest: made.instances_digest,
    }
    return WrittenSeries(path, 1, frozenset({entry.description} - {""}), ())
