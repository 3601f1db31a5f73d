"""What a DICOMDIR promises (PS3.3 annex F), to tell the user what a disc lacks.

The pictures themselves are found by walking the disc, so a damaged or incomplete DICOMDIR loses nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from spineplan.dicom import tags
from spineplan.dicom.elements import Values
from spineplan.dicom.header import text


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file that a DICOMDIR names. name: as `normal_name` writes it. patient, series: the records above it."""

    name: str
    patient: Values
    series: Values
    study: Values


def listed_files(values: Values, folder: str) -> list[ListedFile]:
    """The files of a DICOMDIR's records. folder: where it lies, relative to what was opened, "" or ending in /."""
    records = values.get(tags.DIRECTORY_RECORDS)
    above: dict[str, Values] = {}
    found = []
    for record in records if isinstance(records, list) else []:
        kind = text(record, tags.RECORD_TYPE)
        above[kind] = record
        parts = [part for part in text(record, tags.REFERENCED_FILE).split("\\") if part.strip()]
        if parts:
            patient, study, series = (above.get(name, {}) for name in ("PATIENT", "STUDY", "SERIES"))
            found.append(ListedFile(normal_name(folder + "/".join(parts)), patient, series, study))
    return found


def missing(listed: Iterable[ListedFile], present: Iterable[str]) -> list[ListedFile]:
    """The listed files that are not there; discs differ in case, versions (";1") and trailing dots."""
    there = {normal_name(name) for name in present}
    return [file for file in listed if file.name not in there]


def normal_name(name: str) -> str:
    """One spelling for a file's name on any disc."""
    return "/".join(part.strip().split(";")[0].rstrip(".") for part in name.upper().split("/"))
