"""Triangle meshes in LPS mm, made by arithmetic: tubes for needles, ellipsoids for bodies, outlines of planes."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from spineplan.geometry.vectors import Point, Vector, unit, vector
from spineplan.plan.model import Ellipsoid

FloatArray = npt.NDArray[np.float32]
IndexArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Mesh:
    """points_mm: (n, 3) LPS; triangles: (m, 3) indices; normals: (n, 3) pointing outward, or None."""

    points_mm: FloatArray
    triangles: IndexArray
    normals: FloatArray | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return len(self.triangles) == 0


def needle_mesh(hub_mm: Point, tip_mm: Point, diameter_mm: float, sides: int = 24) -> Mesh:
    """A shaft of true diameter whose last two diameters narrow to the tip."""
    hub, tip = vector(hub_mm), vector(tip_mm)
    along = unit(tip - hub)
    shoulder = tip - along * min(2.0 * diameter_mm, float(np.linalg.norm(tip - hub)) / 2.0)
    return joined(_tube(hub, shoulder, diameter_mm / 2.0, sides), _cone(shoulder, tip, diameter_mm / 2.0, sides))


def line_mesh(points_mm: npt.NDArray[np.float64], thickness_mm: float) -> Mesh:
    """A thin square tube along a polyline (n, 3); drawn so because line widths depend on the graphics driver."""
    pieces = [_tube(a, b, thickness_mm / 2.0, 4) for a, b in pairwise(points_mm)]
    return joined(*pieces)


def ellipsoid_mesh(ellipsoid: Ellipsoid, rings: int = 20, sides: int = 32) -> Mesh:
    """Surface of an ellipsoid."""
    polar = np.linspace(0.0, np.pi, rings + 1)
    around = np.linspace(0.0, 2.0 * np.pi, sides, endpoint=False)
    ring = np.sin(polar)[:, None]
    ball = np.stack(
        [ring * np.cos(around), ring * np.sin(around), np.repeat(np.cos(polar)[:, None], sides, axis=1)], axis=-1
    ).reshape(-1, 3)
    axes, sizes = np.array(ellipsoid.axes_lps), np.array(ellipsoid.semi_axes_mm)
    normals = (ball / sizes) @ axes
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    points = (ball * sizes) @ axes + vector(ellipsoid.centre_mm)
    return Mesh(points.astype(np.float32), _strip_triangles(rings, sides), normals.astype(np.float32))


def joined(*meshes: Mesh) -> Mesh:
    """Several meshes as one; normals are kept when all have them."""
    if not meshes:
        return Mesh(np.empty((0, 3), np.float32), np.empty((0, 3), np.int64), np.empty((0, 3), np.float32))
    starts = np.cumsum([0, *(len(mesh.points_mm) for mesh in meshes[:-1])])
    triangles = np.concatenate([mesh.triangles + start for mesh, start in zip(meshes, starts, strict=True)])
    known = [mesh.normals for mesh in meshes if mesh.normals is not None]
    normals = np.concatenate(known) if len(known) == len(meshes) else None
    return Mesh(np.concatenate([mesh.points_mm for mesh in meshes]), triangles, normals)


def _tube(start: Vector, end: Vector, radius_mm: float, sides: int) -> Mesh:
    """Open-ended sides and a lid at the start."""
    outward = _circle(unit(end - start), sides)
    points = np.concatenate([start + outward * radius_mm, end + outward * radius_mm])
    lid = Mesh(
        np.concatenate([start + outward * radius_mm, start[None]]).astype(np.float32),
        np.array([[(n + 1) % sides, n, sides] for n in range(sides)], dtype=np.int64),
        np.repeat(-unit(end - start)[None], sides + 1, axis=0).astype(np.float32),
    )
    normals = np.concatenate([outward, outward]).astype(np.float32)
    return joined(Mesh(points.astype(np.float32), _strip_triangles(1, sides), normals), lid)


def _cone(base: Vector, tip: Vector, radius_mm: float, sides: int) -> Mesh:
    outward = _circle(unit(tip - base), sides)
    height = float(np.linalg.norm(tip - base))
    slope = outward + unit(tip - base) * (radius_mm / height)
    slope /= np.linalg.norm(slope, axis=1, keepdims=True)
    points = np.concatenate([base + outward * radius_mm, np.repeat(tip[None], sides, axis=0)])
    normals = np.concatenate([slope, slope]).astype(np.float32)
    return Mesh(points.astype(np.float32), _strip_triangles(1, sides), normals)


def _circle(axis: Vector, sides: int) -> npt.NDArray[np.float64]:
    """(sides, 3) unit vectors across an axis, counter-clockwise seen against it."""
    helper = np.eye(3)[int(np.argmin(np.abs(axis)))]
    first = unit(np.cross(axis, helper))
    second = np.cross(axis, first)
    angle = np.linspace(0.0, 2.0 * np.pi, sides, endpoint=False)
    return np.asarray(np.outer(np.cos(angle), first) + np.outer(np.sin(angle), second), dtype=np.float64)


def _strip_triangles(rings: int, sides: int) -> IndexArray:
    """Two triangles for every cell of a closed strip of rings + 1 circles."""
    row, column = np.meshgrid(np.arange(rings), np.arange(sides), indexing="ij")
    after = (column + 1) % sides
    a, b = row * sides + column, row * sides + after
    c, d = a + sides, b + sides
    cells = np.stack([np.stack([a, b, d], axis=-1), np.stack([a, d, c], axis=-1)], axis=-2)
    return cells.reshape(-1, 3).astype(np.int64)
