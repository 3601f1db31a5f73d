"""Pedicles of a labelled vertebra: the narrowest bridge between body and arch beside the canal."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import Vector, cross, unit
from spineplan.planning.box import sampled
from spineplan.planning.frame import VertebraFrame

PedicleSide = Literal["left", "right"]
Bools = npt.NDArray[np.bool_]
Doubles = npt.NDArray[np.float64]

STEP_MM = 0.5
REACH_MM = (30.0, 22.0)
"""How far aside of the canal's edge, and above and below the body's middle, a pedicle is looked for."""
BESIDE_MM = 6.0
"""A pedicle's inner wall lies this close to the canal's edge."""
ZONE_MM = 5.0
"""Software convention: the pedicle, for grading its walls, is this much of it before and behind its isthmus."""
LEAST_MM2 = 4.0


@dataclass(frozen=True, eq=False)
class PedicleShape:
    """centre_mm: LPS, middle of the isthmus. axis: unit LPS, from back to front. medial, cranial: unit LPS across it.
    width_mm: least diameter through the isthmus; height_mm along `cranial`. outline_mm: (n, 2) LPS-free (medial,
    cranial) millimetres of the isthmus' voxels from the centre, in steps of 0.5 mm."""

    side: PedicleSide
    centre_mm: Vector
    axis: Vector
    medial: Vector
    cranial: Vector
    width_mm: float
    height_mm: float
    section_mm: npt.NDArray[np.float64]

    def along_mm(self, points_mm: Points | Vector) -> npt.NDArray[np.float64]:
        """Where LPS points lie along the pedicle; 0 at the isthmus, + in front of it."""
        return np.asarray((np.asarray(points_mm, dtype=np.float64) - self.centre_mm) @ self.axis)


@dataclass(frozen=True)
class _Section:
    area_mm2: float
    centre: tuple[float, float]
    voxels: Bools


def pedicles_of(bone: Bools, to_kji: Doubles, frame: VertebraFrame) -> dict[PedicleSide, PedicleShape]:
    """The pedicles that the label shows; a side whose bridge is missing (destroyed, not labelled) is left out.

    bone: the vertebra's mask; to_kji: (3, 4) from LPS mm to its voxels.
    """
    found: dict[PedicleSide, PedicleShape] = {}
    for name, sign in (("left", 1.0), ("right", -1.0)):
        shape = _pedicle(bone, to_kji, frame, "left" if name == "left" else "right", sign)
        if shape is not None:
            found[shape.side] = shape
    return found


def _pedicle(bone: Bools, to_kji: Doubles, frame: VertebraFrame, side: PedicleSide, sign: float) -> PedicleShape | None:
    canal = frame.local(frame.canal_centre_mm)
    edge = sign * float(canal[0]) + frame.canal_half_mm
    behind = frame.back_mm - float(canal[1])
    ahead = np.arange(frame.back_mm + 1.0, float(canal[1]) + 0.15 * behind, -STEP_MM)
    aside = np.arange(edge - BESIDE_MM, edge + REACH_MM[0], STEP_MM)
    up = np.arange(-REACH_MM[1], REACH_MM[1], STEP_MM)
    sections: list[tuple[float, _Section]] = []
    for v in ahead:
        plane = np.empty((len(up), len(aside), 3))
        plane[..., 0], plane[..., 1], plane[..., 2] = sign * aside, v, up[:, None]
        section = _beside(_sample(bone, to_kji, frame.world(plane)), aside, up, edge)
        if section is not None:
            sections.append((float(v), section))
    if len(sections) < 3:
        return None
    least = min(range(len(sections)), key=lambda n: (sections[n][1].area_mm2, n))
    near = [one for one in sections if abs(one[0] - sections[least][0]) <= 3.0]
    v = np.array([one[0] for one in near])
    centres = np.array([one[1].centre for one in near])
    across, rise = np.polyfit(v, centres, 1)[0] if len(near) > 2 else (0.0, 0.0)
    axis = unit(frame.axes.T @ np.array([sign * float(across), 1.0, float(rise)]))
    at = sections[least]
    centre = frame.world([sign * at[1].centre[0], at[0], at[1].centre[1]])
    return _across(bone, to_kji, frame, side, sign, centre, axis)


def _beside(plane: Bools, aside: Doubles, up: Doubles, edge: float) -> _Section | None:
    """The piece of bone next to the canal in one coronal plane."""
    labels, count = ndimage.label(plane)
    if count == 0:
        return None
    inner = aside <= edge + BESIDE_MM
    touching = np.unique(labels[:, inner])
    touching = touching[touching > 0]
    if touching.size == 0:
        return None
    areas = np.bincount(labels.ravel(), minlength=count + 1)
    piece = labels == touching[int(areas[touching].argmax())]
    area = float(piece.sum()) * STEP_MM**2
    if area < LEAST_MM2:
        return None
    rows, columns = np.nonzero(piece)
    return _Section(area, (float(aside[columns].mean()), float(up[rows].mean())), piece)


def _across(
    bone: Bools, to_kji: Doubles, frame: VertebraFrame, side: PedicleSide, sign: float, centre: Vector, axis: Vector
) -> PedicleShape | None:
    """The isthmus measured in the plane across its own axis."""
    cranial = unit(frame.axes[2] - axis * float(frame.axes[2] @ axis))
    medial = cross(axis, cranial)
    medial = medial if float(medial @ (-sign * frame.axes[0])) > 0 else -medial
    grid = np.arange(-16.0, 16.5, STEP_MM)
    best: tuple[float, Vector, Bools] | None = None
    for shift in np.arange(-3.0, 3.5, 1.0):
        middle = centre + shift * axis
        plane = middle + grid[None, :, None] * medial + grid[:, None, None] * cranial
        labels, _ = ndimage.label(_sample(bone, to_kji, plane))
        own = labels[len(grid) // 2, len(grid) // 2]
        if own == 0:
            continue
        piece = labels == own
        area = float(piece.sum())
        if best is None or area < best[0]:
            best = (area, middle, piece)
    if best is None:
        return None
    _, middle, piece = best
    rows, columns = np.nonzero(piece)
    inside = ndimage.distance_transform_edt(np.pad(piece, 1))[1:-1, 1:-1]
    width = (2.0 * float(inside.max()) - 1.0) * STEP_MM
    height = float(np.ptp(rows) + 1) * STEP_MM
    section = np.column_stack([grid[columns], grid[rows]])
    return PedicleShape(side, middle, axis, medial, cranial, width, height, section)


def _sample(bone: Bools, to_kji: Doubles, points: Points) -> Bools:
    flat = np.ascontiguousarray(points.reshape(-1, 3))
    return np.asarray(sampled(bone, to_kji, flat).reshape(points.shape[:-1]))
