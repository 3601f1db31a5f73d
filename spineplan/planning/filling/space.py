"""The box around one vertebra in which cement is simulated: CT values, masks and the vertebra's own axes."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from spineplan.anatomy.body import body_axes
from spineplan.errors import UsageError
from spineplan.geometry.affine import Points, transform_points
from spineplan.geometry.vectors import Vector, cross, unit
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume

ROOM_MM = 14.0
"""Cement that leaks is followed this far from the bone."""
WORKING_MM = (0.7, 1.3)
"""Voxels of the simulation: finer ones are joined, coarser ones divided, by whole numbers."""
_MOST_VOXELS = 60_000_000
Bool = npt.NDArray[np.bool_]
Float = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Space:
    """Arrays on `grid`, [k, j, i]. hu: CT. vertebra, body, lesion, canal: what is labelled. centre_mm: of the body.

    axes: (3, 3) rows to the patient's left, posterior, cranial, turned with the vertebra (LPS). body_ml, lesion_ml:
    counted on the masks as given. coarsest_mm: largest spacing of the CT itself.
    """

    grid: Grid
    hu: Float
    vertebra: Bool
    body: Bool
    lesion: Bool
    canal: Bool
    axes: Points
    centre_mm: Vector
    body_ml: float
    lesion_ml: float
    coarsest_mm: float

    def local_mm(self, flat: npt.NDArray[np.integer]) -> Points:
        """(n, 3) mm to the left, posterior and cranial of the body's centre, of voxels by flat index."""
        kji = np.stack(np.unravel_index(flat, self.grid.shape_kji), axis=1)
        return (transform_points(self.grid.lps_from_ijk, kji[:, ::-1]) - self.centre_mm) @ self.axes.T

    def index_of(self, point_mm: Points | Vector) -> tuple[int, int, int] | None:
        """[k, j, i] of the voxel that holds an LPS point, or None outside the box."""
        ijk = np.rint(transform_points(self.grid.ijk_from_lps, point_mm)).astype(int)
        k, j, i = (int(n) for n in ijk[::-1])
        inside = all(0 <= at < size for at, size in zip((k, j, i), self.grid.shape_kji, strict=True))
        return (k, j, i) if inside else None


def space_around(
    volume: Volume,
    vertebra: Mask,
    body: Mask,
    *,
    lesion: Mask | None = None,
    canal: Mask | None = None,
    cranial_lps: Vector | None = None,
) -> Space:
    """Crop a CT and masks on its grid to one vertebra with ROOM_MM around it.

    cranial_lps: direction of the spine there (LPS), the patient's own axis when None. Raises UsageError when a mask
    lies on another grid or the body is empty.
    """
    masks = (vertebra, body, *(m for m in (lesion, canal) if m is not None))
    if any(not mask.parent.same_place(volume.grid) for mask in masks):
        raise UsageError("Cement can only be simulated with masks that lie on the CT's own voxels.")
    if body.count == 0:
        raise UsageError("Cement cannot be simulated: the vertebral body is empty.")
    box, steps = _box(volume.grid, _joined(vertebra, body)), _steps(volume.grid)
    grid = _working_grid(volume.grid, box, steps)
    place = [_resized(_cropped(mask, box), steps) for mask in (vertebra, body, lesion, canal)]
    hu = _values(volume.array_kji[box].astype(np.float32) * volume.value_scale + volume.value_offset, steps)
    axes = _axes(vertebra, body, cranial_lps)
    return Space(
        grid, hu, place[0] | place[1], place[1], place[2], place[3], axes, np.asarray(body.centroid_mm),
        body.volume_ml, lesion.volume_ml if lesion is not None else 0.0,
        max(volume.grid.spacing_mm),
    )  # fmt: skip


def _joined(a: Mask, b: Mask) -> tuple[tuple[int, int], ...]:
    """First and past-the-end voxel along k, j, i of two masks together."""
    spans = [
        [(s, s + n) for s, n in zip(one.start_kji, one.voxels_kji.shape, strict=True)] for one in (a.tight(), b.tight())
    ]
    return tuple((min(x[0], y[0]), max(x[1], y[1])) for x, y in zip(*spans, strict=True))


def _box(grid: Grid, used: tuple[tuple[int, int], ...]) -> tuple[slice, slice, slice]:
    room = [int(np.ceil(ROOM_MM / step)) for step in grid.spacing_kji_mm]
    k, j, i = (
        slice(max(0, first - extra), min(size, last + extra))
        for (first, last), extra, size in zip(used, room, grid.shape_kji, strict=True)
    )
    return k, j, i


def _steps(grid: Grid) -> tuple[int, int, int]:
    """Per axis k, j, i: n > 1 divides a voxel into n, n < -1 joins -n voxels, else 1."""
    finest, coarsest = WORKING_MM
    found = []
    for step in grid.spacing_kji_mm:
        divide, join = int(np.ceil(step / coarsest)), int(finest / step + 0.5)
        found.append(divide if divide > 1 else -join if join > 1 else 1)
    return found[0], found[1], found[2]


def _working_grid(grid: Grid, box: tuple[slice, slice, slice], steps: tuple[int, int, int]) -> Grid:
    start = tuple(s.start for s in box)
    count = [s.stop - s.start for s in box]
    shape = [n * step if step > 0 else -(-n // -step) for n, step in zip(count, steps, strict=True)]
    if int(np.prod(shape)) > _MOST_VOXELS:
        raise UsageError("The labelled vertebra is too large to simulate cement in it.")
    scale = np.array([1.0 / step if step > 0 else -step for step in steps[::-1]], dtype=np.float64)
    affine = np.array(grid.lps_from_ijk)
    first = np.array(start[::-1], dtype=np.float64) - 0.5 + scale / 2.0
    affine[:3, 3] = transform_points(grid.lps_from_ijk, first)
    affine[:3, :3] = grid.lps_from_ijk[:3, :3] * scale
    return Grid((shape[0], shape[1], shape[2]), affine)


def _cropped(mask: Mask | None, box: tuple[slice, slice, slice]) -> Bool:
    out = np.zeros([s.stop - s.start for s in box], dtype=np.bool_)
    if mask is None:
        return out
    into, of = [], []
    for s, start, size in zip(box, mask.start_kji, mask.voxels_kji.shape, strict=True):
        low, high = max(s.start, start), min(s.stop, start + size)
        if low >= high:
            return out
        into.append(slice(low - s.start, high - s.start))
        of.append(slice(low - start, high - start))
    out[tuple(into)] = mask.voxels_kji[tuple(of)]
    return out


def _resized(mask: Bool, steps: tuple[int, int, int]) -> Bool:
    """Divided voxels keep their label; joined ones hold what fills more than half of them."""
    if all(step == 1 for step in steps):
        return mask
    return np.asarray(_blocks(mask.astype(np.float32), steps) > 0.5 - 1e-6)


def _values(hu: Float, steps: tuple[int, int, int]) -> Float:
    """Joined voxels get the mean; divided ones are interpolated between centres."""
    joined = _blocks(hu, tuple(min(step, 1) for step in steps))  # type: ignore[arg-type]
    for axis, step in enumerate(steps):
        if step > 1:
            count = joined.shape[axis]
            at = np.clip((np.arange(count * step) + 0.5) / step - 0.5, 0.0, count - 1.0)
            low = np.minimum(at.astype(int), max(count - 2, 0))
            share = (at - low).astype(np.float32).reshape([-1 if a == axis else 1 for a in range(3)])
            high = np.minimum(low + 1, count - 1)
            joined = joined.take(low, axis) * (1 - share) + joined.take(high, axis) * share
    return np.ascontiguousarray(joined, dtype=np.float32)


def _blocks(values: Float, steps: tuple[int, int, int]) -> Float:
    for axis, step in enumerate(steps):
        if step > 1:
            values = values.repeat(step, axis)
        elif step < -1:
            short = -values.shape[axis] % -step
            values = np.pad(values, [(0, short if a == axis else 0) for a in range(3)], mode="edge")
            shape = [*values.shape[:axis], values.shape[axis] // -step, -step, *values.shape[axis + 1 :]]
            values = values.reshape(shape).mean(axis=axis + 1)
    return values


def _axes(vertebra: Mask, body: Mask, cranial_lps: Vector | None) -> Points:
    """The spine's direction, and posterior where the arch lies: right also for a vertebra that is turned."""
    base = body_axes(np.array([0.0, 0.0, 1.0]) if cranial_lps is None else cranial_lps)
    behind = np.asarray(vertebra.centroid_mm) - np.asarray(body.centroid_mm)
    behind = behind - base[2] * float(behind @ base[2])
    if float(np.linalg.norm(behind)) < 3.0 or float(unit(behind) @ base[1]) < 0.5:
        return base
    posterior = unit(behind)
    return np.stack([cross(posterior, base[2]), posterior, base[2]])


def smoothed_within(values: Float, mask: Bool, sigma_mm: float, grid: Grid) -> Float:
    """Gaussian mean of the values of the mask's voxels only."""
    sigma = [sigma_mm / step for step in grid.spacing_kji_mm]
    weight = ndimage.gaussian_filter(mask.astype(np.float32), sigma)
    total = ndimage.gaussian_filter(np.where(mask, values, np.float32(0.0)), sigma)
    return np.asarray(total / np.maximum(weight, np.float32(1e-6)), dtype=np.float32)
