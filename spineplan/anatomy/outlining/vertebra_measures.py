"""Sizes of a segmented vertebra: body heights, depth, width, its own frame, and what is doubtful about it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.finding.disc_sequence import Confidence, Disc
from spineplan.anatomy.finding.level_span import LevelSpan
from spineplan.anatomy.outlining.body_surface import ANGLES, HALF_X_MM, HALF_Y_MM, BodySurface
from spineplan.anatomy.pedicles.isthmus import UNLIKE_MM, Doubt, Pedicle
from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import Vector, cross, unit

RIM_SHARE = 0.85
"""Heights in front and behind are taken this far from the middle to the wall: inside the rim and its osteophytes."""
ASIDE_MM = 5
CLEAR_WALL = 0.45
PEDICLE_VOXEL_MM = 2.1
"""A pedicle of 5 mm needs at least two voxels across. [CONV]"""
COLLAPSED = 0.75
"""Genant 1993 (J Bone Miner Res 8:1137): more than about 25 % lost is a moderate fracture."""


@dataclass(frozen=True, eq=False)
class BodySize:
    """Millimetres, along the vertebra. centre_mm: LPS. axes: (3, 3) rows left, anterior, cranial (LPS)."""

    centre_mm: Vector
    axes: Points
    anterior_mm: float
    middle_mm: float
    posterior_mm: float
    depth_mm: float
    width_mm: float


def body_size(surface: BodySurface, pedicles: tuple[Pedicle, Pedicle] | None) -> BodySize:
    """Measure a fitted body; its left direction follows the two pedicles when both walls were seen."""
    span = surface.span
    middle_rows = surface.wall_mm[len(surface.wall_mm) // 3 : -(len(surface.wall_mm) // 3) or None]
    wall = np.median(middle_rows, axis=0)
    quarter = ANGLES // 4
    front, left, back, right = (float(wall[n]) for n in (0, quarter, 2 * quarter, 3 * quarter))
    ahead, middle, behind = (_height(surface, y) for y in (front * RIM_SHARE, 0.0, -back * RIM_SHARE))
    centre_h = 0.5 * (
        float(np.median(_near(surface.lower_h, surface, 0.0))) + float(np.median(_near(surface.upper_h, surface, 0.0)))
    )
    y, x = surface.centre_y_mm + 0.5 * (front - back), surface.centre_x_mm + 0.5 * (left - right)
    centre = span.points(np.array(centre_h), np.array(y), np.array(x))
    return BodySize(centre, vertebra_axes(span, pedicles), ahead, middle, behind, front + back, left + right)


def vertebra_axes(span: LevelSpan, pedicles: tuple[Pedicle, Pedicle] | None) -> Points:
    """(3, 3) rows left, anterior, cranial: along the disc planes, turned so that the pedicles lie side by side."""
    left, _, cranial = span.axes
    if pedicles is None or not all(pedicle.wall_seen for pedicle in pedicles):
        return span.axes
    between = pedicles[0].centre_mm - pedicles[1].centre_mm
    between = between - cranial * float(between @ cranial)
    if float(between @ left) < 0.7 * float(np.linalg.norm(between)):
        return span.axes
    left = unit(between)
    return np.stack([left, cross(left, cranial), cranial])


def angles_deg(pedicle: Pedicle, axes: Points) -> tuple[float, float]:
    """Transverse (+ medially toward the front) and sagittal (+ rising toward the front) angle in a vertebra's frame."""
    left, anterior, cranial = axes
    sign = 1.0 if pedicle.side == "left" else -1.0
    ahead = float(pedicle.axis @ anterior)
    transverse = np.degrees(np.arctan2(-sign * float(pedicle.axis @ left), ahead))
    return float(transverse), float(np.degrees(np.arctan2(float(pedicle.axis @ cranial), ahead)))


PEDICLES_UNKNOWN = frozenset({"C1", "C2"})
"""Where the joint masses pass for pedicles: none is suggested."""


PEDICLE_DOUBTS: dict[Doubt, str] = {
    "unseen": "pedicle's wall is not seen all round; its width is a guess.",
    "odd": "pedicle's outline lies or runs as pedicles do not; its width is a guess.",
    "rival": "pedicle could also be another outline; its width is a guess.",
    "coarse": "pedicle's width is not known to 1 mm on voxels of this size; it is a guess.",
}


def doubts(
    name: str,
    span: LevelSpan,
    surface: BodySurface,
    size: BodySize,
    pedicles: tuple[Pedicle, Pedicle],
    discs: tuple[Disc | None, Disc | None],
    coarsest_mm: float,
) -> tuple[str, ...]:
    """Plain sentences on what a reader should check."""
    out = []
    if not (span.below.real and span.above.real):
        out.append("The image ends within this vertebra; its outline there is a guess.")
    if any(disc is not None and disc.confidence == "low" for disc in discs):
        out.append("A disc next to this vertebra is faint, or the count could slip here.")
    if surface.clarity < CLEAR_WALL:
        out.append("Much of the body's wall shows no edge.")
    lowest = min(size.anterior_mm, size.middle_mm, size.posterior_mm)
    if lowest < COLLAPSED * max(size.anterior_mm, size.middle_mm, size.posterior_mm):
        out.append("One of the body's heights is more than 25 % less than another.")
    if coarsest_mm > PEDICLE_VOXEL_MM:
        out.append(f"Voxels of {coarsest_mm:.1f} mm are too coarse to measure pedicles; their sizes are guesses.")
    if name in PEDICLES_UNKNOWN:
        return (*out, f"The pedicles of {name} are not measured: its joint masses would pass for them.")
    out += [f"The {one.side} {PEDICLE_DOUBTS[one.doubt]}" for one in pedicles if one.doubt]
    if abs(pedicles[0].width_mm - pedicles[1].width_mm) > UNLIKE_MM:
        out.append("The two pedicles differ by more than 2 mm in width.")
    return tuple(out)


def certainty(span: LevelSpan, discs: tuple[Disc | None, Disc | None], surface: BodySurface) -> Confidence:
    """high, medium or low: the worst of its discs and its own outline."""
    order: tuple[Confidence, ...] = ("low", "medium", "high")
    worst = min((order.index(disc.confidence) for disc in discs if disc is not None), default=0)
    if not (span.below.real and span.above.real) or surface.clarity < CLEAR_WALL:
        worst = min(worst, 1)
    return order[worst]


def _near(plate: npt.NDArray[np.float64], surface: BodySurface, y_mm: float) -> npt.NDArray[np.float64]:
    """The part of an end-plate map around the mid-line, y_mm in front of the body's middle."""
    j = round(HALF_Y_MM + surface.centre_y_mm + y_mm)
    i = round(HALF_X_MM + surface.centre_x_mm)
    return plate[max(0, j - 1) : j + 2, i - ASIDE_MM : i + ASIDE_MM + 1]


def _height(surface: BodySurface, y_mm: float) -> float:
    """Distance of the end-plates along the span, y_mm in front of the body's middle."""
    low, high = (float(np.median(_near(plate, surface, y_mm))) for plate in (surface.lower_h, surface.upper_h))
    y = np.array(surface.centre_y_mm + y_mm)
    x = np.array(surface.centre_x_mm)
    return float(np.linalg.norm(surface.span.points(np.array(high), y, x) - surface.span.points(np.array(low), y, x)))
