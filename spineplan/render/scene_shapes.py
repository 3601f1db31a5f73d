"""What of a plan stands in the 3-D picture: frozen descriptions that can be compared. No VTK."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import log2

import numpy as np

from spineplan.anatomy.level_order import said_name
from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import LEFT, POSTERIOR, SUPERIOR, Point, Vector, point, unit, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.plan.model import Ellipsoid, Lesion, Needle, Plan
from spineplan.render.mesh import Mesh, ellipsoid_mesh, joined, line_mesh, needle_mesh

STRAIGHT_AXES = (LEFT, POSTERIOR, SUPERIOR)
PLANE_TOKENS = ("plane_sagittal", "plane_coronal", "plane_axial")
"""By the axis a plane is perpendicular to: x', y', z'."""
UNPAINTED_RADIUS_MM = 4.0
BESIDE_MM = 36.0
MaskSurface = Callable[[Mask], Mesh]


@dataclass(frozen=True)
class Shape:
    """key: equal keys are the same form in the same place; token: its colour; through: how strongly it shines through
    what lies in front of it, 0..1."""

    key: tuple[object, ...]
    token: str
    opacity: float = 1.0
    through: float = 0.0
    build: Callable[[], Mesh] = field(compare=False, default=joined)


@dataclass(frozen=True)
class Crosshair:
    """point_mm: LPS; axes_lps: its orthonormal axes (x', y', z')."""

    point_mm: Point
    axes_lps: tuple[Point, Point, Point] = STRAIGHT_AXES


@dataclass(frozen=True)
class Label:
    """A level's name at a pixel position; text: as it is said."""

    level: str
    text: str
    x_px: float
    y_px: float
    strong: bool = False


def plan_shapes(
    plan: Plan, masks: Mapping[str, Mask], mask_surface: MaskSurface, needle_tokens: Mapping[str, str] | None = None
) -> tuple[Shape, ...]:
    """Bodies of levels to treat, lesions, needles. needle_tokens: colour token by needle id, else neutral."""
    tokens = needle_tokens or {}
    shapes = [_body(level.body) for level in plan.levels if level.treat and level.body is not None]
    shapes += [_lesion(lesion, masks, mask_surface) for lesion in plan.lesions]
    shapes += [_needle(needle, tokens.get(needle.id, "accent")) for needle in plan.needles]
    return tuple(shapes)


def crosshair_shapes(crosshair: Crosshair, grid: Grid, mm_per_px: float) -> tuple[Shape, ...]:
    """The outlines in which the three planes through the crosshair leave the volume, about 1.5 pixels thick."""
    thickness_mm = 2.0 ** (round(2.0 * log2(1.5 * mm_per_px)) / 2.0)
    shapes = []
    for axis, token in zip(crosshair.axes_lps, PLANE_TOKENS, strict=True):
        outline = plane_outline(grid, vector(crosshair.point_mm), vector(axis))
        if len(outline) >= 3:
            closed = np.concatenate([outline, outline[:1]])
            shapes.append(
                Shape(
                    ("outline", crosshair.point_mm, axis, grid, thickness_mm),
                    token,
                    through=0.22,
                    build=lambda closed=closed: line_mesh(closed, thickness_mm),  # type: ignore[misc]
                )
            )
    return tuple(shapes)


def plane_outline(grid: Grid, through_mm: Vector, normal_lps: Vector) -> Points:
    """Corners (n, 3) of the polygon in which a plane cuts the voxel box, in order around it; n may be 0."""
    corners = grid.corners_mm
    heights = (corners - through_mm) @ normal_lps
    cuts = []
    for a in range(8):
        for bit in (1, 2, 4):
            b = a | bit
            if b != a and heights[a] * heights[b] <= 0 and heights[a] != heights[b]:
                share = heights[a] / (heights[a] - heights[b])
                cuts.append(corners[a] + share * (corners[b] - corners[a]))
    if len(cuts) < 3:
        return np.empty((0, 3))
    points = np.array(cuts)
    first = unit(np.cross(normal_lps, np.eye(3)[int(np.argmin(np.abs(normal_lps)))]))
    second = np.cross(normal_lps, first)
    offset = points - points.mean(axis=0)
    return np.asarray(points[np.argsort(np.arctan2(offset @ second, offset @ first))])


def level_labels(plan: Plan, plane: ViewPlane) -> tuple[Label, ...]:
    """Names of the levels at the height of their centres, beside the body so that they hide no target."""
    labels = []
    for level in plan.levels:
        x, y, _ = plane.px_from_mm(level.centre_mm)
        if 0 <= x <= plane.width_px and 0 <= y <= plane.height_px:
            beside = float(x) - BESIDE_MM / plane.mm_per_px
            labels.append(Label(level.name, said_name(level), beside, float(y), level.treat))
    return tuple(labels)


def hub_mm(needle: Needle) -> Point:
    """Where the needle's shaft ends outside the patient, LPS mm."""
    tip = vector(needle.target_mm)
    return point(tip + unit(vector(needle.entry_mm) - tip) * needle.length_mm)


def _needle(needle: Needle, token: str) -> Shape:
    hub = hub_mm(needle)
    return Shape(
        ("needle", hub, needle.target_mm, needle.outer_diameter_mm),
        token,
        through=0.6,
        build=lambda: needle_mesh(hub, needle.target_mm, needle.outer_diameter_mm),
    )


def _lesion(lesion: Lesion, masks: Mapping[str, Mask], mask_surface: MaskSurface) -> Shape:
    mask = masks.get(lesion.mask.sha256) if lesion.mask is not None else None
    if mask is not None:
        return Shape(("mask", mask.sha256), lesion.kind, through=0.42, build=lambda: mask_surface(mask))
    radii = (UNPAINTED_RADIUS_MM,) * 3
    ball = Ellipsoid(centre_mm=lesion.seed_mm, semi_axes_mm=radii)
    return Shape(("seed", lesion.seed_mm), lesion.kind, 0.5, through=0.3, build=lambda: ellipsoid_mesh(ball))


def _body(body: Ellipsoid) -> Shape:
    return Shape(("body", body), "accent", 0.10, through=0.13, build=lambda: ellipsoid_mesh(body))
