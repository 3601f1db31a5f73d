"""The stack proof: may these slices be shown as one volume, and where does each voxel lie?

Everything is decided on headers, before any pixel is read. Slices are ordered by their position along the normal of
their plane, never by instance number or file name, and the spacing follows from the positions, never from the slice
thickness (PS3.3 C.7.6.2.1.1). What is not one uniform stack is refused with the slices named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan, degrees, hypot
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.dicom import tags
from spineplan.dicom.header import Slice, number, text
from spineplan.geometry.affine import lps_from_ijk
from spineplan.imaging.grid import Grid

Verdict = Literal["ok", "resampled", "refused"]
Floats = npt.NDArray[np.float64]

POSITION_TOLERANCE_MM = 0.1
"""Scanners round positions, some to a tenth of a millimetre; a slice may be this far from its place in the volume."""
SAME_PLACE_MM = 0.02
STEEPEST_TILT_DEG = 45.0
MOST_VOLUME_BYTES = 4 << 30
_SHORTEST_RUN = 3
_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class Run:
    """A uniform part of a refused stack that the user may choose instead. first, last: slice numbers, from 1."""

    first: int
    last: int
    spacing_mm: float

    @property
    def count(self) -> int:
        """Number of slices."""
        return self.last - self.first + 1


@dataclass(frozen=True, eq=False)
class Stack:
    """slices: ordered along the normal. grid: where the voxels of the shown volume lie, None when refused.
    shifts_ij: (n, 2) how far each slice of a tilted stack lies from the first one, in voxels along i and j; None
    without tilt. problems: why it is refused, or what the user should know. notes: what was done to it."""

    slices: tuple[Slice, ...]
    verdict: Verdict
    grid: Grid | None = None
    shifts_ij: Floats | None = None
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()

    def part(self, first: int, last: int) -> "Stack":
        """The proof of some of the slices, numbers from 1, both included."""
        return prove(self.slices[first - 1 : last])


def prove(slices: Sequence[Slice]) -> Stack:
    """Prove slices of equal size, plane and frame of reference to be one uniform stack, or refuse it."""
    reason = _unplaceable(slices)
    if reason:
        return Stack(tuple(slices), "refused", problems=(reason,))
    place = _Place(slices)
    if place.count == 1:
        return _single(place)
    doubles = place.doubles()
    if doubles:
        return Stack(place.slices, "refused", problems=tuple(_limited(doubles)))
    if not place.evenly_spaced():
        return Stack(place.slices, "refused", problems=tuple(_limited(place.uneven_steps())), runs=place.runs())
    if not place.straight():
        return Stack(place.slices, "refused", problems=tuple(_limited([place.sideways()])), runs=place.runs())
    return _volume(place)


def _unplaceable(slices: Sequence[Slice]) -> str:
    """Why the pictures have no place in the patient; empty when they have."""
    first = slices[0]
    if not first.instance.monochrome:
        return "These are colour pictures, not a volume."
    if "MOSAIC" in text(first.values, tags.IMAGE_TYPE):
        return "These pictures show many slices side by side (a mosaic), so they are not a volume."
    if any(s.position_mm is None or s.orientation is None for s in slices):
        return _pictures_only(slices)
    if any(s.pixel_spacing_mm is None or min(s.pixel_spacing_mm) <= 0 for s in slices):
        return "The pictures do not say how large a pixel is."
    if any(s.slope == 0 for s in slices):
        return "The rescale slope is 0, so every value would be the same."
    row, column = np.array(first.orientation).reshape(2, 3)
    lengths = np.linalg.norm(row), np.linalg.norm(column)
    if max(abs(lengths[0] - 1), abs(lengths[1] - 1)) > 1e-2 or abs(float(row @ column)) > 1e-3:
        return "The image orientation in the header is not a pair of perpendicular unit directions."
    return ""


def _pictures_only(slices: Sequence[Slice]) -> str:
    views = [text(piece.values, tags.VIEW_MEANING).lower() for piece in slices]
    named = f" ({', '.join(view for view in views if view)})" if any(views) else ""
    kind = "planar pictures" if slices[0].instance.modality == "NM" else "pictures"
    return f"These {kind}{named} do not say where they lie in the patient: they open as pictures, not as a volume."


class _Place:
    """The slices in order, and where they lie along and across their common normal."""

    def __init__(self, slices: Sequence[Slice]) -> None:
        row, column = np.array(slices[0].orientation).reshape(2, 3)
        self.i_lps = row / np.linalg.norm(row)
        self.j_lps = column / np.linalg.norm(column)
        normal = np.cross(self.i_lps, self.j_lps)
        self.normal_lps = normal / np.linalg.norm(normal)
        positions = np.array([s.position_mm for s in slices])
        along = positions @ self.normal_lps
        order = sorted(range(len(slices)), key=lambda n: (along[n], number(slices[n].values, tags.INSTANCE_NUMBER, 0)))
        self.slices = tuple(slices[n] for n in order)
        self.along_mm: Floats = along[order]
        self.origin_mm: Floats = positions[order[0]]
        offsets = positions[order] - self.origin_mm
        self.across_mm: Floats = np.stack([offsets @ self.i_lps, offsets @ self.j_lps], axis=1)
        self.count = len(slices)
        spacing = slices[0].pixel_spacing_mm or (1.0, 1.0)
        self.spacing_ij_mm = (spacing[1], spacing[0])

    def named(self, index: int) -> str:
        """A slice as the user can find it."""
        sign = np.sign(self.normal_lps[np.argmax(np.abs(self.normal_lps))])
        return f"slice {index + 1} ({self.slices[index].label}, at {sign * self.along_mm[index]:.2f} mm)"

    @property
    def steps_mm(self) -> Floats:
        """Distances along the normal between neighbours."""
        return np.diff(self.along_mm)

    def doubles(self) -> list[str]:
        """Sentences about slices that lie at the same place."""
        doubled = np.flatnonzero(self.steps_mm < SAME_PLACE_MM)
        return [
            f"{self.named(first)} to {self.named(last + 1)} lie at the same place but show different pictures."
            for first, last in _ranges(doubled, np.zeros(self.count))
        ]

    def evenly_spaced(self) -> bool:
        """Whether every slice lies where a uniform stack has it."""
        return _is_line(self.along_mm)

    def straight(self) -> bool:
        """Whether the slices follow one straight line, perpendicular (no tilt) or oblique (tilt)."""
        return bool(_is_line(self.across_mm[:, 0]) and _is_line(self.across_mm[:, 1]))

    def uneven_steps(self) -> list[str]:
        """Sentences about the steps that differ from the usual one."""
        steps = self.steps_mm
        usual = _usual(steps)
        sentences = []
        odd = np.flatnonzero(np.abs(steps - usual) > POSITION_TOLERANCE_MM)
        for first, last in _ranges(odd, steps):
            step = float(steps[first])
            missing = round(step / usual) - 1
            where = f"between {self.named(first)} and {self.named(last + 1)}"
            whole = missing >= 1 and abs(step - (missing + 1) * usual) <= 2 * POSITION_TOLERANCE_MM
            if first == last and whole:
                noun = "slice is" if missing == 1 else "slices are"
                sentences.append(f"{missing} {noun} missing {where}: {step:.2f} mm instead of {usual:.2f} mm.")
            elif first == last:
                sentences.append(f"The step {where} is {step:.2f} mm instead of {usual:.2f} mm.")
            else:
                sentences.append(f"The steps {where} are {step:.2f} mm instead of {usual:.2f} mm.")
        return sentences or ["The distances between the slices are not equal."]

    def sideways(self) -> str:
        """Sentence about the slice farthest from the line through the others."""
        line = np.linspace(0.0, 1.0, self.count)[:, None] * self.across_mm[-1]
        off = np.linalg.norm(self.across_mm - line, axis=1)
        worst = int(np.argmax(off))
        return f"{self.named(worst)} lies {off[worst]:.2f} mm to the side of the line through the others."

    def runs(self) -> tuple[Run, ...]:
        """Uniform parts, longest first."""
        found = []
        start = 0
        while start < self.count - 1:
            end = start + 1
            while end + 1 < self.count and self._uniform(start, end + 1):
                end += 1
            if end - start + 1 >= _SHORTEST_RUN:
                step = float(self.along_mm[end] - self.along_mm[start]) / (end - start)
                found.append(Run(start + 1, end + 1, step))
                start = end
            else:
                start += 1
        return tuple(sorted(found, key=lambda run: (-(run.count - 1) * run.spacing_mm, run.first)))

    def _uniform(self, start: int, end: int) -> bool:
        """Whether the new last step and sideways move equal the first ones, and the part is a line."""
        part = slice(start, end + 1)
        step = self.steps_mm[start], self.steps_mm[end - 1]
        if abs(step[0] - step[1]) > 2 * POSITION_TOLERANCE_MM or step[1] < SAME_PLACE_MM:
            return False
        return all(_is_line(values[part]) for values in (self.along_mm, *self.across_mm.T))


def _is_line(values: Floats) -> bool:
    line = np.linspace(values[0], values[-1], len(values))
    return bool(np.abs(values - line).max() <= POSITION_TOLERANCE_MM)


def _usual(steps: Floats) -> float:
    """The most frequent step, to a tenth of a millimetre; the median of its kind."""
    kinds = np.round(steps, 1)
    values, counts = np.unique(kinds, return_counts=True)
    return float(np.median(steps[kinds == values[np.argmax(counts)]]))


def _ranges(indices: npt.NDArray[np.intp], steps: Floats) -> list[tuple[int, int]]:
    """Neighbouring indices whose steps are equal, as (first, last)."""
    found: list[tuple[int, int]] = []
    for n in (int(n) for n in indices):
        same = found and found[-1][1] == n - 1 and abs(steps[n] - steps[n - 1]) <= POSITION_TOLERANCE_MM
        if same:
            found[-1] = (found[-1][0], n)
        else:
            found.append((n, n))
    return found


def _limited(sentences: list[str]) -> list[str]:
    shown = [sentence[:1].upper() + sentence[1:] for sentence in sentences[:_SENTENCES]]
    rest = len(sentences) - len(shown)
    return [*shown, f"{rest} more of this kind."] if rest else shown


def _single(place: _Place) -> Stack:
    thickness = number(place.slices[0].values, tags.SLICE_THICKNESS, 0.0)
    step = thickness if thickness > 0 else 1.0
    shape = (1, place.slices[0].instance.rows, place.slices[0].instance.columns)
    affine = lps_from_ijk(place.origin_mm, place.i_lps, place.j_lps, step * place.normal_lps, place.spacing_ij_mm)
    told = "its slice thickness stands in for the spacing" if thickness > 0 else "1 mm stands in for the spacing"
    return Stack(place.slices, "ok", Grid(shape, affine), problems=(f"There is a single slice; {told}.",))


def _volume(place: _Place) -> Stack:
    """The grid of a proven stack; a tilted one gets an upright grid that holds every slice."""
    count, spacing = place.count, place.spacing_ij_mm
    step = float(place.along_mm[-1] - place.along_mm[0]) / (count - 1)
    rows, columns = place.slices[0].instance.rows, place.slices[0].instance.columns
    drift_mm = hypot(*place.across_mm[-1])
    tilt_deg = degrees(atan(drift_mm / (step * (count - 1))))
    if tilt_deg > STEEPEST_TILT_DEG:
        return Stack(place.slices, "refused", problems=(f"The slices are sheared by {tilt_deg:.1f} degrees.",))
    shifts, low = None, np.zeros(2)
    if drift_mm > POSITION_TOLERANCE_MM:
        shifts = np.linspace(np.zeros(2), place.across_mm[-1] / spacing, count)
        low, high = np.floor(shifts.min(axis=0)), np.ceil(shifts.max(axis=0))
        columns, rows = columns + int(high[0] - low[0]), rows + int(high[1] - low[1])
        shifts = shifts - low
    if count * rows * columns * 2 > MOST_VOLUME_BYTES:
        return Stack(place.slices, "refused", problems=(f"{count} slices of {columns} x {rows} are too large.",))
    origin = place.origin_mm + low[0] * spacing[0] * place.i_lps + low[1] * spacing[1] * place.j_lps
    grid = Grid(
        (count, rows, columns), lps_from_ijk(origin, place.i_lps, place.j_lps, step * place.normal_lps, spacing)
    )
    if shifts is None:
        return Stack(place.slices, "ok", grid)
    note = f"Gantry tilt of {tilt_deg:.1f} degrees: every slice was moved within its plane to make the volume upright."
    return Stack(place.slices, "resampled", grid, shifts, notes=(note,))
