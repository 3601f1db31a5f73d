"""A series as the study browser lists it: what it is, and whether it is a trustworthy volume."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from spineplan.dicom import tags
from spineplan.dicom.decode import unsupported
from spineplan.dicom.dicomdir import ListedFile
from spineplan.dicom.elements import Damaged, Values
from spineplan.dicom.header import Instance, Slice, number, slices_of, text
from spineplan.dicom.identity import PatientHeader, derived_uid, instances_digest, localized, patient_of
from spineplan.dicom.pixels import PixelReader
from spineplan.dicom.source import UNREADABLE
from spineplan.dicom.split import Part, has_own_frames_of_reference, split
from spineplan.dicom.stack import SAME_PLACE_MM, Run, Stack, Verdict, prove
from spineplan.imaging.nifti import NiftiImage

_NOT_PICTURES = {
    "SEG": "segmentation", "SR": "structured report", "RTSTRUCT": "set of contours", "RTPLAN": "treatment plan",
    "PR": "presentation state", "KO": "list of key images", "DOC": "document", "REG": "registration",
    "FID": "list of points", "RWV": "value mapping", "PLAN": "plan",
}  # fmt: skip
_NAMED = 3
_MOST_COMPARED = 4096


@dataclass(frozen=True, eq=False)
class SeriesEntry:
    """One series, or one sub-stack of a series that was split.

    key: unique here and stable: the Series Instance UID, followed by "#n" when the series was split. slices: pictures
    in the stack. shape_kji, spacing_mm (along i, j, k): of the volume the workstation shows; None when refused.
    problems: sentences, why it is refused or what to know. notes: what was done to it. runs: uniform parts of a
    refused stack, longest first, one of which the user may choose.
    """

    key: str
    uid: str
    number: int
    modality: str
    description: str
    date: str
    slices: int
    verdict: Verdict
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    shape_kji: tuple[int, int, int] | None
    spacing_mm: tuple[float, float, float] | None
    frame_of_reference_uid: str
    instances_digest: str
    patient: PatientHeader
    study_uid: str
    study_date: str
    study_description: str
    runs: tuple[Run, ...]
    content: Stack | NiftiImage | None

    @property
    def loadable(self) -> bool:
        """Whether it can be read as a volume as it is."""
        return self.verdict != "refused"


def series_of(uid: str, instances: Sequence[Instance], lost: Sequence[ListedFile] = ()) -> list[SeriesEntry]:
    """The entries of one series. lost: files of it that a DICOMDIR lists and that are missing."""
    unique, problems = _without_copies(instances)
    if lost:
        problems.append(f"{len(lost)} of {len(lost) + len(unique)} files that the disc's DICOMDIR lists are missing.")
    usable = [instance for instance in unique if not _unusable(instance)]
    if not usable:
        problems.append(_nothing_usable(unique))
        return [_entry(uid, "", Stack((), "refused", problems=tuple(problems)), unique[0], "")]
    problems.extend(_left_out(unique))
    slices = [piece for instance in usable for piece in slices_of(instance)]
    frame_of_reference = text(slices[0].values, tags.FRAME_OF_REFERENCE)
    unknown = _unknown_frame_of_reference(slices, frame_of_reference)
    if unknown:
        frame_of_reference = derived_uid("frame of reference", uid)
    parts = split(slices)
    entries = []
    for n, part in enumerate(parts, 1):
        stack = _proven(part)
        known = (unknown,) if unknown and stack.grid is not None else ()
        stack = replace(stack, problems=(*problems, *known, *stack.problems))
        common = frame_of_reference if unknown else text(part.slices[0].values, tags.FRAME_OF_REFERENCE)
        common = common or derived_uid("frame of reference", uid, str(n))
        entry = _entry(uid, part.reason, stack, part.slices[0].instance, common)
        entries.append(entry if len(parts) == 1 else replace(entry, key=f"{uid}#{n}"))
    return entries


def _unknown_frame_of_reference(slices: Sequence[Slice], first: str) -> str:
    if not first:
        return "The images name no frame of reference, so other series cannot be aligned with them."
    if has_own_frames_of_reference(slices):
        return "Every image names another frame of reference, so other series cannot be aligned with them."
    return ""


def _entry(uid: str, reason: str, stack: Stack, first: Instance, frame_of_reference: str) -> SeriesEntry:
    values = first.values
    description = localized(values, tags.SERIES_DESCRIPTION) or localized(values, tags.PROTOCOL_NAME)
    return SeriesEntry(
        key=uid,
        uid=uid,
        number=int(number(values, tags.SERIES_NUMBER, 0)),
        modality=first.modality,
        description=f"{description} ({reason})".strip() if reason else description,
        date=text(values, tags.SERIES_DATE) or text(values, tags.ACQUISITION_DATE),
        slices=len(stack.slices),
        verdict=stack.verdict,
        problems=stack.problems,
        notes=stack.notes,
        shape_kji=stack.grid.shape_kji if stack.grid else None,
        spacing_mm=stack.grid.spacing_mm if stack.grid else None,
        frame_of_reference_uid=frame_of_reference,
        instances_digest=instances_digest(piece.instance.sop_uid for piece in stack.slices),
        patient=patient_of(values),
        study_uid=first.study_uid,
        study_date=text(values, tags.STUDY_DATE),
        study_description=localized(values, tags.STUDY_DESCRIPTION),
        runs=stack.runs,
        content=stack if stack.slices else None,
    )


def _unusable(instance: Instance) -> str:
    """Why an instance's pixels cannot be part of a volume; empty when they can."""
    if instance.problem:
        return instance.problem
    if instance.modality in _NOT_PICTURES:
        return f"is a {_NOT_PICTURES[instance.modality]}, not pictures"
    if instance.pixel is not None and instance.pixel.length is None:
        return unsupported(instance.syntax)
    return ""


def _nothing_usable(instances: Sequence[Instance]) -> str:
    first = instances[0]
    if first.modality in _NOT_PICTURES:
        return f"This is a {_NOT_PICTURES[first.modality]}, not pictures."
    return f"{_named(first)} {_unusable(first)}." if len(instances) == 1 else f"No image is usable: {_list(instances)}."


def _left_out(instances: Sequence[Instance]) -> list[str]:
    bad = [instance for instance in instances if _unusable(instance)]
    if not bad:
        return []
    return [f"{len(bad)} of {len(instances)} images were left out: {_list(bad)}."]


def _list(instances: Sequence[Instance]) -> str:
    shown = [f"{_named(instance).lower()} {_unusable(instance)}" for instance in instances[:_NAMED]]
    more = len(instances) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more else "")


def _named(instance: Instance) -> str:
    shown = text(instance.values, tags.INSTANCE_NUMBER)
    return f"Image {shown}" if shown else "The image"


def _without_copies(instances: Sequence[Instance]) -> tuple[list[Instance], list[str]]:
    """One of each: files that repeat an identifier and a place are copies of one image."""
    seen = set()
    unique = []
    for instance in instances:
        values = instance.values
        place = (values.get(tags.POSITION), values.get(tags.ORIENTATION)) if instance.frames == 1 else None
        key = (instance.sop_uid or id(instance), place, instance.rows, instance.columns, instance.frames)
        if str(key) not in seen:
            seen.add(str(key))
            unique.append(instance)
    copies = len(instances) - len(unique)
    return unique, [
        f"{_counted(copies, 'file repeats', 'files repeat')} an image; one of each is used."
    ] if copies else []


def _proven(part: Part) -> Stack:
    """The part's proof, after pictures with equal pixels at the same place became one."""
    stack = prove(part.slices)
    if stack.grid is not None or len(stack.slices) > _MOST_COMPARED or stack.slices[0].orientation is None:
        return stack
    kept = _without_equal_pixels(stack.slices)
    repeated = len(stack.slices) - len(kept)
    if not repeated:
        return stack
    proven = prove(kept)
    told = f"{_counted(repeated, 'picture is', 'pictures are')} there twice with equal pixels; one of each is used."
    return replace(proven, problems=(told, *proven.problems))


def _without_equal_pixels(slices: Sequence[Slice]) -> list[Slice]:
    """One of each picture at each place. slices: ordered by place."""
    reader = PixelReader()
    kept: list[Slice] = []
    here: set[object] = set()
    for n, piece in enumerate(slices):
        again = n > 0 and _same_place(slices[n - 1], piece)
        if not again:
            here = set()
        if again or (n + 1 < len(slices) and _same_place(piece, slices[n + 1])):
            content = _content(reader, piece)
            if content in here:
                continue
            here.add(content)
        kept.append(piece)
    return kept


def _same_place(one: Slice, other: Slice) -> bool:
    if one.position_mm is None or other.position_mm is None:
        return False
    return max(abs(a - b) for a, b in zip(one.position_mm, other.position_mm, strict=True)) < SAME_PLACE_MM


def _content(reader: PixelReader, piece: Slice) -> object:
    """Equal for equal pictures; unreadable ones equal nothing."""
    try:
        stored = np.ascontiguousarray(reader.stored(piece))
    except (Damaged, *UNREADABLE):
        return id(piece)
    return hashlib.sha256(stored.data).digest(), stored.dtype.str, piece.slope, piece.intercept


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def missing_series(uid: str, lost: Sequence[ListedFile]) -> SeriesEntry:
    """A series of which a DICOMDIR lists files but none is there."""
    values: Values = {**lost[0].patient, **lost[0].study, **lost[0].series}
    problem = f"All {len(lost)} files that the disc's DICOMDIR lists are missing."
    return SeriesEntry(
        key=uid,
        uid=uid,
        number=int(number(values, tags.SERIES_NUMBER, 0)),
        modality=text(values, tags.MODALITY),
        description=localized(values, tags.SERIES_DESCRIPTION),
        date=text(values, tags.SERIES_DATE),
        slices=0,
        verdict="refused",
        problems=(problem,),
        notes=(),
        shape_kji=None,
        spacing_mm=None,
        frame_of_reference_uid="",
        instances_digest="",
        patient=patient_of(values),
        study_uid=text(values, tags.STUDY_UID),
        study_date=text(values, tags.STUDY_DATE),
        study_description=localized(values, tags.STUDY_DESCRIPTION),
        runs=(),
        content=None,
    )


def nifti_series(found: NiftiImage | None, name: str, problem: str) -> SeriesEntry:
    """A NIfTI file; it names no patient, so it has its own study and frame of reference."""
    uid = derived_uid("nifti", found.content_sha256 if found else name)
    kind = "Taken for CT because it holds values below -200." if found and found.likely_ct else ""
    return SeriesEntry(
        key=uid,
        uid=uid,
        number=0,
        modality="CT" if kind else "OT",
        description=found.description if found else name,
        date="",
        slices=found.grid.shape_kji[0] if found else 0,
        verdict="ok" if found else "refused",
        problems=(problem,) if problem else (),
        notes=(kind,) if kind else (),
        shape_kji=found.grid.shape_kji if found else None,
        spacing_mm=found.grid.spacing_mm if found else None,
        frame_of_reference_uid=derived_uid("nifti frame of reference", found.content_sha256) if found else "",
        instances_digest=found.content_sha256 if found else "",
        patient=PatientHeader("", "", "", "", ""),
        study_uid="",
        study_date="",
        study_description="",
        runs=(),
        content=found,
    )
