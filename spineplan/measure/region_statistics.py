"""Values of the voxels inside an ellipse drawn on a plane."""

from dataclasses import dataclass
from math import pi

import numpy as np

from spineplan.geometry.affine import Points, transform_points
from spineplan.geometry.vectors import Point, Vector, unit, vector
from spineplan.imaging.sampling import carries_no_data
from spineplan.imaging.volume import Int16Array, Volume


@dataclass(frozen=True)
class RegionStatistics:
    """Of the voxels whose centres lie in the region, in real values; NaN when there is none.

    area_mm2: of the drawn ellipse. sd: sample standard deviation (n - 1), 0 for one voxel.
    """

    voxels: int
    mean: float
    sd: float
    low: float
    high: float
    area_mm2: float


def ellipse_statistics(volume: Volume, centre_mm: Point, end_a_mm: Point, end_b_mm: Point) -> RegionStatistics:
    """Statistics of an ellipse given by its centre and the ends of two half-axes (LPS mm, perpendicular).

    The voxels are those of one layer: centres within half a slice spacing of the ellipse's plane (on a plane along
    the slices, exactly the slice's voxels) and inside the ellipse when projected on it. Voxels without data are left
    out. Raises ValueError for a half-axis of length zero.
    """
    centre = vector(centre_mm)
    a_mm, b_mm = vector(end_a_mm) - centre, vector(end_b_mm) - centre
    a_axis, b_axis = unit(a_mm), unit(b_mm)
    normal = unit(np.cross(a_axis, b_axis))
    half_a, half_b = float(np.linalg.norm(a_mm)), float(np.linalg.norm(b_mm))
    area_mm2 = pi * half_a * half_b * float(np.linalg.norm(np.cross(a_axis, b_axis)))
    layer = volume.grid.spacing_along_mm(normal)
    stored, offsets = _box(volume, centre, (a_mm, b_mm, normal * layer))
    depth = offsets @ normal
    inside = (offsets @ a_axis / half_a) ** 2 + (offsets @ b_axis / half_b) ** 2 <= 1.0
    inside &= (depth >= -layer / 2.0 - 1e-9) & (depth < layer / 2.0 - 1e-9) & ~carries_no_data(volume, stored)
    values = stored[inside] * volume.value_scale + volume.value_offset
    if values.size == 0:
        return RegionStatistics(0, np.nan, np.nan, np.nan, np.nan, area_mm2)
    sd = float(values.std(ddof=1)) if values.size > 1 else 0.0
    return RegionStatistics(
        int(values.size), float(values.mean()), sd, float(values.min()), float(values.max()), area_mm2
    )


def _box(volume: Volume, centre: Vector, reach: tuple[Vector, Vector, Vector]) -> tuple[Int16Array, Points]:
    """Stored values and LPS offsets from the centre of all voxels around the region."""
    corners = np.array(
        [centre + x * reach[0] + y * reach[1] + z * reach[2] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]
    )
    ijk = transform_points(volume.grid.ijk_from_lps, corners)
    counts = np.array(volume.grid.shape_kji[::-1])
    first = np.clip(np.floor(ijk.min(axis=0)).astype(int), 0, counts)
    last = np.clip(np.ceil(ijk.max(axis=0)).astype(int) + 1, first, counts)
    stored = volume.array_kji[first[2] : last[2], first[1] : last[1], first[0] : last[0]]
    k, j, i = np.meshgrid(*(np.arange(first[n], last[n]) for n in (2, 1, 0)), indexing="ij")
    return stored, transform_points(volume.grid.lps_from_ijk, np.stack([i, j, k], axis=-1)) - centre
