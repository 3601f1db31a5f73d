"""What is in a folder, a zip, a disc or a file: patients, their studies, and every series with its verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spineplan.dicom import tags
from spineplan.dicom.dicomdir import ListedFile, missing
from spineplan.dicom.header import text
from spineplan.dicom.heads import Heads, read_heads
from spineplan.dicom.identity import PatientHeader
from spineplan.dicom.series import SeriesEntry, missing_series, nifti_series, series_of
from spineplan.dicom.source import ByteSource, Progress, sources
from spineplan.dicom.stack import Run
from spineplan.errors import ImageRefused, UsageError
from spineplan.imaging.nifti import inspect_nifti

_NAMED_FILES = 3


@dataclass(frozen=True, eq=False)
class StudyEntry:
    """A study and its series. date: YYYYMMDD or ""."""

    uid: str
    date: str
    description: str
    series: tuple[SeriesEntry, ...]


@dataclass(frozen=True, eq=False)
class PatientEntry:
    """A patient and the studies found."""

    header: PatientHeader
    studies: tuple[StudyEntry, ...]


@dataclass(frozen=True, eq=False)
class ImageIndex:
    """problems: sentences about files that belong to no series (damaged, missing)."""

    patients: tuple[PatientEntry, ...]
    problems: tuple[str, ...]

    @property
    def series(self) -> tuple[SeriesEntry, ...]:
        """Every series of every patient."""
        return tuple(entry for patient in self.patients for study in patient.studies for entry in study.series)

    def find(self, key: str) -> tuple[SeriesEntry, Run | None]:
        """The series of a key, and the part of it when the key ends in "@first-last".

        A plain UID finds the largest loadable sub-stack of a series that was split. Raises UsageError.
        """
        name, _, part = key.partition("@")
        found = [entry for entry in self.series if entry.key == name]
        if not found:
            found = [entry for entry in self.series if entry.uid == name]
            found.sort(key=lambda entry: (not entry.loadable, -entry.slices))
        if not found:
            raise UsageError(f"There is no series {name} here.")
        return found[0], _run(found[0], part) if part else None


def _run(entry: SeriesEntry, part: str) -> Run:
    for run in entry.runs:
        if part == f"{run.first}-{run.last}":
            return run
    raise UsageError(f"Series {entry.key} has no uniform part {part}.")


def scan(path: Path, progress: Progress | None = None) -> ImageIndex:
    """Index a folder (with its sub-folders and zips), a zip, a disc's DICOMDIR, or one file.

    Files that are not images are ignored; damaged ones are reported. Raises ImageRefused when the path cannot be
    opened or holds no images, and whatever `progress` raises (Cancelled).
    """
    files = sources(path, progress)
    heads = read_heads(files, progress)
    if heads.listed and len(files) == 1 and path.is_file() and files[0].on_disk:
        return scan(path.parent, progress)
    entries = _entries(files, heads, progress)
    problems = _problems(heads)
    if not entries:
        raise ImageRefused(" ".join(problems) or _nothing(path, files))
    return ImageIndex(_patients(entries), problems)


def _nothing(path: Path, files: Sequence[ByteSource]) -> str:
    zips = sum(source.name.lower().endswith(".zip") for source in files)
    hint = f" {zips} zip file{'s' if zips > 1 else ''} in it cannot be read." if zips else ""
    return f'No DICOM or NIfTI images were found in "{path.name}".{hint}'


def _entries(files: Sequence[ByteSource], heads: Heads, progress: Progress | None) -> list[SeriesEntry]:
    lost: dict[str, list[ListedFile]] = {}
    for file in missing(heads.listed, (source.name for source in files)) if heads.listed else []:
        lost.setdefault(text(file.series, tags.SERIES_UID), []).append(file)
    entries = []
    for n, (uid, instances) in enumerate(heads.instances.items()):
        if progress is not None:
            progress(n, len(heads.instances), "Checking series")
        entries.extend(series_of(uid, instances, lost.pop(uid, ())))
    entries.extend(missing_series(uid, files_lost) for uid, files_lost in lost.items())
    entries.extend(_nifti(source) for source in heads.nifti)
    return entries


def _nifti(source: ByteSource) -> SeriesEntry:
    try:
        return nifti_series(inspect_nifti(Path(source.path)), source.name, "")
    except ImageRefused as error:
        return nifti_series(None, source.name, str(error))


def _problems(heads: Heads) -> tuple[str, ...]:
    if not heads.damaged:
        return ()
    if len(heads.damaged) == 1:
        return (f"{heads.damaged[0]}.",)
    named = "; ".join(heads.damaged[:_NAMED_FILES])
    more = len(heads.damaged) - _NAMED_FILES
    return (f"{len(heads.damaged)} files are damaged: {named}{f'; and {more} more' if more > 0 else ''}.",)


def _patients(entries: Sequence[SeriesEntry]) -> tuple[PatientEntry, ...]:
    """Patients by name, studies newest first, series in the scanner's order."""
    by_patient: dict[PatientHeader, dict[str, list[SeriesEntry]]] = {}
    for entry in entries:
        by_patient.setdefault(entry.patient, {}).setdefault(entry.study_uid, []).append(entry)
    patients = []
    for header in sorted(by_patient, key=lambda h: (h.name.casefold(), h.patient_id)):
        studies = []
        for uid, series in by_patient[header].items():
            first = series[0]
            ordered = tuple(sorted(series, key=lambda e: (e.number, e.uid, len(e.key), e.key)))
            studies.append(StudyEntry(uid, first.study_date, first.study_description, ordered))
        studies.sort(key=lambda study: (study.date, study.uid), reverse=True)
        patients.append(PatientEntry(header, tuple(studies)))
    return tuple(patients)
