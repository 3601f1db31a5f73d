"""Pedicles of a labelled vertebra: the narrowest bridge between body and arch beside the canal."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from spineplan.geometry.vectors import Vector, cross, unit
from spineplan.planning.field.box import values_at
from spineplan.planning.field.frame import VertebraFrame

PedicleSide = Literal["left", "right"]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

COARSE_MM, FINE_MM = 0.75, 0.25
HALF = 0.5
BESIDE_MM = 3.0
"""A pedicle's inner wall lies this close to the canal's edge."""
CERVICAL_BEHIND, CERVICAL_ASIDE_MM = 0.4, 1.5
"""Software convention: a cervical isthmus lies within this share of the way from the posterior wall to the middle of
the canal, and its middle no farther than this beside the canal's edge."""
LEAST_HALF_MM, USUAL_HALF_MM = 8.0, 13.0
"""Of a cervical canal; software convention: a narrower one was misread in an open arch."""
HALF_PLANE_MM = 15.0
LEAST_RADIUS_MM = 0.7
CORE = 0.6
ALONG_MM = (-4.0, -2.0, 0.0, 2.0, 4.0)
MOST_GROWTH, STILL_SMALL = 1.5, 1.15
USUAL_TRANSVERSE_DEG, STEEP_DEG = 10.0, 42.0
TRANSVERSE_DEG, SAGITTAL_DEG = (-20.0, 55.0), (-30.0, 35.0)
ZONE_MM = 5.0
"""Software convention: the pedicle, for grading its walls, is this much of it before and behind its isthmus."""


@dataclass(frozen=True, eq=False)
class PedicleShape:
    """centre_mm: LPS, middle of the isthmus. axis: unit LPS, from back to front. medial, cranial: unit LPS across it.
    width_mm: least diameter through the isthmus; height_mm along `cranial`. section_mm: (n, 2) the isthmus, points in
    steps of 0.25 mm along (medial, cranial) from the centre."""

    side: PedicleSide
    centre_mm: Vector
    axis: Vector
    medial: Vector
    cranial: Vector
    width_mm: float
    height_mm: float
    section_mm: npt.NDArray[np.float64]

    def along_mm(self, points_mm: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Where LPS points lie along the pedicle; 0 at the isthmus, + in front of it."""
        return np.asarray((np.asarray(points_mm, dtype=np.float64) - self.centre_mm) @ self.axis)


@dataclass(frozen=True, eq=False)
class _Pose:
    centre_mm: Vector
    transverse_deg: float
    sagittal_deg: float


@dataclass(frozen=True)
class _Room:
    """Where an isthmus can lie, in the vertebra's frame. edge_mm: of the canal, on its side. shares: of the way from
    the posterior wall to the middle of the canal, where the search begins; most_aside_mm, least_ahead_mm: of its
    middle."""

    edge_mm: float
    shares: tuple[float, ...]
    most_aside_mm: float
    least_ahead_mm: float

    def holds(self, frame: VertebraFrame, sign: float, section: "_Section") -> bool:
        """Whether the isthmus is one, and not a lamina or an articular pillar behind it."""
        aside, ahead, _ = frame.local(section.pose.centre_mm)
        return sign * float(aside) <= self.most_aside_mm and float(ahead) >= self.least_ahead_mm


@dataclass(frozen=True, eq=False)
class _Section:
    area_mm2: float
    pose: _Pose
    width_mm: float
    height_mm: float
    section_mm: Doubles


def pedicles_of(
    bone: Bools, to_kji: Doubles, frame: VertebraFrame, cervical: bool = False
) -> dict[PedicleSide, PedicleShape]:
    """The pedicles that the label shows; a side whose bridge is missing (destroyed, not labelled) is left out.

    bone: the vertebra's mask; to_kji: (3, 4) from LPS mm to its voxels. cervical: pedicles are steep.
    """
    found: dict[PedicleSide, PedicleShape] = {}
    for name, sign in (("left", 1.0), ("right", -1.0)):
        usual = STEEP_DEG if cervical else USUAL_TRANSVERSE_DEG
        room = _room(frame, sign, cervical)
        shape = _pedicle(bone, to_kji, frame, "left" if name == "left" else "right", sign, usual, room)
        if shape is not None:
            found[shape.side] = shape
    return found


def _room(frame: VertebraFrame, sign: float, cervical: bool) -> _Room:
    """In the neck the pillars lie right behind the pedicles and are as narrow; elsewhere nothing is."""
    canal = frame.local(frame.canal_centre_mm)
    edge = sign * float(canal[0]) + frame.canal_half_mm
    if not cervical:
        return _Room(edge, (0.2, 0.35, 0.5, 0.65), np.inf, -np.inf)
    edge = edge if frame.canal_half_mm >= LEAST_HALF_MM else sign * float(canal[0]) + USUAL_HALF_MM
    behind = frame.back_mm + CERVICAL_BEHIND * (float(canal[1]) - frame.back_mm)
    return _Room(edge, (0.0, 0.1, 0.2, 0.35), edge + CERVICAL_ASIDE_MM, behind)


def _pedicle(
    bone: Bools, to_kji: Doubles, frame: VertebraFrame, side: PedicleSide, sign: float, usual_deg: float, room: _Room
) -> PedicleShape | None:
    """Down the valley of cross-sections: from a first guess, turned and moved to where the section is smallest."""
    solid = bone.astype(np.float32)
    planes = (
        _section(solid, to_kji, frame, _Pose(start, usual_deg, 0.0), sign, COARSE_MM)
        for start in _starts(solid, to_kji, frame, sign, room)
    )
    plane = next((one for one in planes if one is not None and room.holds(frame, sign, one)), None)
    if plane is None:
        return None
    for turn_deg, move_mm in ((8.0, 2.0), (4.0, 1.0), (4.0, 0.5), (2.0, 0.5)):
        plane = _descended(solid, to_kji, frame, plane, sign, turn_deg, move_mm, room)
    for _ in range(2):
        turned = _straightened(solid, to_kji, frame, plane, sign)
        plane = turned if room.holds(frame, sign, turned) else plane
    fine = _section(solid, to_kji, frame, plane.pose, sign, FINE_MM) or plane
    axis, medial, cranial = _basis(frame, plane.pose, sign)
    return PedicleShape(
        side, fine.pose.centre_mm, axis, medial, cranial, fine.width_mm, fine.height_mm, fine.section_mm
    )


def _starts(solid: Floats, to_kji: Doubles, frame: VertebraFrame, sign: float, room: _Room) -> list[Vector]:
    """The thickest bone beside the canal in coronal planes just behind the body; that with least of it first."""
    canal = frame.local(frame.canal_centre_mm)
    aside = np.arange(room.edge_mm - BESIDE_MM, min(room.edge_mm + 18.0, room.most_aside_mm), COARSE_MM)
    up = np.arange(-frame.half_height_mm - 4.0, frame.half_height_mm + 8.0, COARSE_MM)
    found: list[tuple[float, Vector]] = []
    for share in room.shares:
        ahead = frame.back_mm + share * (float(canal[1]) - frame.back_mm)
        plane = np.empty((len(up), len(aside), 3))
        plane[..., 0], plane[..., 1], plane[..., 2] = sign * aside, ahead, up[:, None]
        inside = values_at(solid, to_kji, frame.world(plane)) >= HALF
        depth = ndimage.distance_transform_edt(np.pad(inside, 1))[1:-1, 1:-1]
        if depth.max() * COARSE_MM < LEAST_RADIUS_MM:
            continue
        row, column = np.unravel_index(int(np.argmax(depth)), depth.shape)
        labels, _ = ndimage.label(inside)
        area = float((labels == labels[row, column]).sum())
        found.append((area, frame.world(plane[row, column] * 1.0)))
    return [start for _, start in sorted(found, key=lambda one: one[0])]


def _descended(
    solid: Floats, to_kji: Doubles, frame: VertebraFrame, plane: _Section, sign: float, turn_deg: float, move_mm: float,
    room: _Room,
) -> _Section:  # fmt: skip
    """One round: along the axis, then the two angles, each to the least section nearby."""
    for move, across, rise in ((move_mm, 0.0, 0.0), (0.0, turn_deg, 0.0), (0.0, 0.0, turn_deg)):
        best = plane
        for n in (-2, -1, 1, 2):
            pose = plane.pose
            axis, _, _ = _basis(frame, pose, sign)
            tried = _Pose(
                pose.centre_mm + n * move * axis,
                float(np.clip(pose.transverse_deg + n * across, *TRANSVERSE_DEG)),
                float(np.clip(pose.sagittal_deg + n * rise, *SAGITTAL_DEG)),
            )
            section = _section(solid, to_kji, frame, tried, sign, COARSE_MM)
            if section is not None and section.area_mm2 < best.area_mm2 and room.holds(frame, sign, section):
                best = section
        plane = best
    return plane


def _straightened(solid: Floats, to_kji: Doubles, frame: VertebraFrame, plane: _Section, sign: float) -> _Section:
    """Turned along the line through the middles of the sections before and behind it, unless that makes it larger."""
    axis, _, _ = _basis(frame, plane.pose, sign)
    shifts, middles = [], []
    for shift in ALONG_MM:
        pose = _Pose(plane.pose.centre_mm + shift * axis, plane.pose.transverse_deg, plane.pose.sagittal_deg)
        section = _section(solid, to_kji, frame, pose, sign, COARSE_MM)
        if section is not None and section.area_mm2 < MOST_GROWTH * plane.area_mm2:
            shifts.append(shift)
            middles.append(frame.local(section.pose.centre_mm))
    if len(shifts) < 3:
        return plane
    run = np.polyfit(shifts, np.array(middles), 1)[0]
    left, ahead, up = unit(run)
    pose = _Pose(
        plane.pose.centre_mm,
        float(np.clip(np.degrees(np.arctan2(-sign * left, ahead)), *TRANSVERSE_DEG)),
        float(np.clip(np.degrees(np.arcsin(up)), *SAGITTAL_DEG)),
    )
    turned = _section(solid, to_kji, frame, pose, sign, COARSE_MM)
    return turned if turned is not None and turned.area_mm2 <= STILL_SMALL * plane.area_mm2 else plane


def _basis(frame: VertebraFrame, pose: _Pose, sign: float) -> tuple[Vector, Vector, Vector]:
    """(axis from back to front, medial, cranial), orthonormal, LPS."""
    across, rise = np.radians([pose.transverse_deg, pose.sagittal_deg])
    local = np.array([-sign * np.sin(across) * np.cos(rise), np.cos(across) * np.cos(rise), np.sin(rise)])
    axis = unit(local @ frame.axes)
    cranial = unit(frame.axes[2] - axis * float(frame.axes[2] @ axis))
    medial = cross(axis, cranial)
    return axis, medial if float(medial @ (-sign * frame.axes[0])) > 0 else -medial, cranial


def _section(
    solid: Floats, to_kji: Doubles, frame: VertebraFrame, pose: _Pose, sign: float, step_mm: float
) -> _Section | None:
    """The bone that holds the pose's centre in its plane, and that piece's own middle; None where there is none."""
    _, medial, cranial = _basis(frame, pose, sign)
    grid = np.arange(-HALF_PLANE_MM, HALF_PLANE_MM + step_mm / 2.0, step_mm)
    plane = pose.centre_mm + grid[None, :, None] * medial + grid[:, None, None] * cranial
    labels, _ = ndimage.label(values_at(solid, to_kji, plane) >= HALF)
    middle = len(grid) // 2
    own = int(labels[middle, middle])
    if own == 0:
        return None
    piece = labels == own
    depth = ndimage.distance_transform_edt(np.pad(piece, 1))[1:-1, 1:-1]
    rows, columns = np.nonzero(piece)
    core = depth >= CORE * depth.max()
    core_rows, core_columns = np.nonzero(core)
    shift = float(grid[core_columns].mean()) * medial + float(grid[core_rows].mean()) * cranial
    moved = _Pose(pose.centre_mm + shift, pose.transverse_deg, pose.sagittal_deg)
    section = np.column_stack([grid[columns] - grid[core_columns].mean(), grid[rows] - grid[core_rows].mean()])
    column = int(np.abs(grid - grid[core_columns].mean()).argmin())
    return _Section(
        float(piece.sum()) * step_mm**2, moved, (2.0 * float(depth.max()) - 1.0) * step_mm,
        float(piece[:, column].sum()) * step_mm, section,
    )  # fmt: skip
