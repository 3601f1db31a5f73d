"""One DICOM series into sub-stacks that could each be a volume: by plane, size, kernel, echo, and so on.

What always separates pictures separates them at once. What only sometimes does (acquisition number, time point,
b-value) is asked only when pictures lie at the same place: a step-and-shoot scan counts an acquisition per slice.
"""

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from struct import unpack_from

import numpy as np

from spineplan.dicom import tags
from spineplan.dicom.header import Floats, Slice, number, text
from spineplan.dicom.stack import SAME_PLACE_MM
from spineplan.geometry.orientation import orientation_letters

_DIRECTION_TOLERANCE = 5e-4
_PLANES = {"L": "sagittal", "R": "sagittal", "A": "coronal", "P": "coronal", "S": "axial", "I": "axial"}
_FEWEST_FOR_ANONYMISED = 3


@dataclass(frozen=True, slots=True)
class Part:
    """Pictures that belong together. reason: what tells them from the other parts; empty when there is one part."""

    slices: tuple[Slice, ...]
    reason: str


Key = tuple[Callable[[Slice], Hashable], Callable[[Slice], str]]
"""What must be equal within a part, and how to say it."""


def split(slices: Sequence[Slice]) -> list[Part]:
    """The series' parts, in a stable order. Sizes, planes and frames of reference are equal within a part."""
    parts = [Part(tuple(slices), "")]
    for same, say in _always(slices):
        parts = [piece for part in parts for piece in _divided(part, same, say)]
    parts = [piece for part in parts for piece in _untangled(part)]
    return sorted(parts, key=lambda part: _natural(part.reason))


def _natural(reason: str) -> list[tuple[float, str]]:
    """For sorting: numbers by their size, words by their letters."""
    words = re.split(r"(\d+(?:\.\d+)?)", reason)
    return [(float(word), "") if n % 2 else (0.0, word) for n, word in enumerate(words)]


def has_own_frames_of_reference(slices: Sequence[Slice]) -> bool:
    """Whether every picture names another frame of reference: an anonymiser's work, so the names mean nothing."""
    names = {text(piece.values, tags.FRAME_OF_REFERENCE) for piece in slices}
    return len(names) == len(slices) >= _FEWEST_FOR_ANONYMISED


def _always(slices: Sequence[Slice]) -> list[Key]:
    planes = _Clusters(_DIRECTION_TOLERANCE)
    spacings = _Clusters(1e-4)
    keys: list[Key] = [
        (lambda s: (text(s.values, tags.PATIENT_ID), s.instance.study_uid), lambda _: "another patient or study"),
        (lambda s: (s.instance.modality, s.instance.sop_class), lambda s: s.instance.modality),
        (lambda s: s.instance.monochrome, lambda s: "grey" if s.instance.monochrome else "colour"),
        (_size, lambda s: f"{s.instance.columns} x {s.instance.rows} pixels"),
        (_localizer, lambda s: "localizer" if _localizer(s) else "images"),
        (lambda s: planes.of(s.orientation), _plane),
        (lambda s: s.position_mm is None, lambda s: "without position" if s.position_mm is None else "with position"),
        (lambda s: spacings.of(s.pixel_spacing_mm), _pixel_size),
        (_value(tags.KERNEL), lambda s: f"kernel {text(s.values, tags.KERNEL)}"),
        (_echo, lambda s: f"echo {_echo(s)}"),
        (_value(tags.STACK_ID), lambda s: f"stack {text(s.values, tags.STACK_ID)}"),
    ]
    if not has_own_frames_of_reference(slices):
        keys.insert(0, (_value(tags.FRAME_OF_REFERENCE), lambda _: "another frame of reference"))
    return keys


def _divided(part: Part, same: Callable[[Slice], Hashable], say: Callable[[Slice], str]) -> list[Part]:
    groups: dict[Hashable, list[Slice]] = {}
    for piece in part.slices:
        groups.setdefault(same(piece), []).append(piece)
    if len(groups) == 1:
        return [part]
    named = [Part(tuple(group), _joined(part.reason, say(group[0]))) for group in groups.values()]
    counts: dict[str, int] = {}
    result = []
    for found in named:  # two parts may have one description (two oblique axial planes)
        counts[found.reason] = counts.get(found.reason, 0) + 1
        again = counts[found.reason]
        result.append(found if again == 1 else Part(found.slices, f"{found.reason} ({again})"))
    return result


def _untangled(part: Part) -> list[Part]:
    """Divided by the first thing that leaves fewer pictures at the same place; recursively."""
    doubled = _doubled(part.slices)
    mixed = _acquisitions_overlap(part.slices)
    if not doubled and not mixed:
        return [part]
    for name, same in _SOMETIMES:
        pieces = _divided(part, same, lambda s, name=name, same=same: f"{name} {same(s)}")  # type: ignore[misc]
        if len(pieces) == 1:
            continue
        if mixed or sum(_doubled(piece.slices) for piece in pieces) < doubled:
            return [found for piece in pieces for found in _untangled(piece)]
    return [part]


def _along(slices: Sequence[Slice]) -> np.ndarray[tuple[int], np.dtype[np.float64]] | None:
    if slices[0].orientation is None or any(s.position_mm is None for s in slices):
        return None
    row, column = np.array(slices[0].orientation).reshape(2, 3)
    along = np.array([s.position_mm for s in slices]) @ np.cross(row, column)
    return np.asarray(along, dtype=np.float64)


def _doubled(slices: Sequence[Slice]) -> int:
    """How many pictures lie where another one already is."""
    along = _along(slices)
    return 0 if along is None else int(np.count_nonzero(np.diff(np.sort(along)) < SAME_PLACE_MM))


def _acquisitions_overlap(slices: Sequence[Slice]) -> bool:
    """Whether CT acquisitions of several slices interleave: two scans, even where no two slices coincide."""
    along = _along(slices)
    if along is None or slices[0].instance.modality != "CT":
        return False
    ranges: dict[str, list[float]] = {}
    for piece, at in zip(slices, along, strict=True):
        ranges.setdefault(text(piece.values, tags.ACQUISITION_NUMBER), []).append(float(at))
    spans = sorted((min(found), max(found)) for found in ranges.values())
    return any(low[1] > high[0] + SAME_PLACE_MM for low, high in pairwise(spans))


class _Clusters:
    """Numbers vectors so that nearly equal ones share a number."""

    def __init__(self, tolerance: float) -> None:
        self._tolerance = tolerance
        self._seen: dict[Floats | None, int] = {}
        self._centres: list[Floats | None] = []

    def of(self, vector: Floats | None) -> int:
        if vector not in self._seen:
            self._seen[vector] = self._find(vector)
        return self._seen[vector]

    def _find(self, vector: Floats | None) -> int:
        for n, centre in enumerate(self._centres):
            if vector is None or centre is None:
                continue
            if max(abs(a - b) for a, b in zip(vector, centre, strict=True)) <= self._tolerance:
                return n
        self._centres.append(vector)
        return len(self._centres) - 1


def _value(tag: int) -> Callable[[Slice], Hashable]:
    return lambda piece: text(piece.values, tag)


def _size(piece: Slice) -> Hashable:
    return piece.instance.rows, piece.instance.columns


def _localizer(piece: Slice) -> bool:
    return "LOCALIZER" in text(piece.values, tags.IMAGE_TYPE)


def _kind(piece: Slice) -> str:
    """The image type beyond original/derived and primary/secondary."""
    return "/".join((text(piece.values, tags.FRAME_TYPE) or text(piece.values, tags.IMAGE_TYPE)).split("\\")[2:])


def _plane(piece: Slice) -> str:
    if piece.orientation is None:
        return "without orientation"
    normal = np.cross(piece.orientation[:3], piece.orientation[3:])
    if np.linalg.norm(normal) < 1e-6:
        return "without orientation"
    letters = orientation_letters(normal)
    return _PLANES[letters[0]] if len(letters) == 1 else f"oblique {_PLANES[letters[0]]}"


def _pixel_size(piece: Slice) -> str:
    spacing = piece.pixel_spacing_mm
    return "without pixel size" if spacing is None else f"pixels of {spacing[1]:.3g} x {spacing[0]:.3g} mm"


def _echo(piece: Slice) -> str:
    effective, declared = _double(piece, tags.EFFECTIVE_ECHO_TIME), number(piece.values, tags.ECHO_TIME, 0.0)
    time = effective or (f"{declared:g}" if declared else "")
    return f"{time} ms" if time else text(piece.values, tags.ECHO_NUMBERS)


def _double(piece: Slice, tag: int) -> str:
    raw = piece.values.get(tag)
    return f"{unpack_from('<d', raw)[0]:g}" if isinstance(raw, bytes) and len(raw) >= 8 else ""


def _long(piece: Slice, tag: int) -> str:
    raw = piece.values.get(tag)
    return str(int.from_bytes(raw[:4], "little")) if isinstance(raw, bytes) and len(raw) >= 4 else ""


def _joined(reason: str, more: str) -> str:
    return f"{reason}, {more}" if reason else more


_SOMETIMES: tuple[tuple[str, Callable[[Slice], Hashable]], ...] = (
    ("acquisition", lambda s: text(s.values, tags.ACQUISITION_NUMBER)),
    ("time point", lambda s: text(s.values, tags.TEMPORAL_POSITION) or _long(s, tags.TEMPORAL_POSITION_INDEX)),
    ("b-value", lambda s: _double(s, tags.DIFFUSION_B_VALUE)),
    ("image type", _kind),
    ("inversion time", lambda s: text(s.values, tags.INVERSION_TIME)),
    ("trigger time", lambda s: text(s.values, tags.TRIGGER_TIME)),
    ("tube voltage", lambda s: text(s.values, tags.KVP)),
)
