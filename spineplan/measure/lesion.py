"""Numbers of a painted lesion: volume, values, diameters."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Points, transform_points
from spineplan.imaging.mask import Mask
from spineplan.imaging.sampling import carries_no_data
from spineplan.imaging.volume import Volume

ENOUGH_POINTS_FOR_HULL = 50


@dataclass(frozen=True)
class LesionNumbers:
    """volume_ml of the set voxels. mean, minimum, maximum, deviation: in the volume's unit (HU on CT) over voxels that
    carry data, None when none does; deviation is the sample standard deviation (n - 1). longest_mm: largest distance
    of two voxel centres in 3-D; longest_ends_mm: its two LPS points. axial_longest_mm: the same within one slice of
    the mask's grid."""

    volume_ml: float
    voxels: int
    unit: str
    mean: float | None
    minimum: float | None
    maximum: float | None
    deviation: float | None
    longest_mm: float
    longest_ends_mm: tuple[tuple[float, float, float], tuple[float, float, float]] | None
    axial_longest_mm: float


def lesion_numbers(mask: Mask, volume: Volume | None) -> LesionNumbers:
    """Numbers of a mask; `volume` is the series it was painted on (None: not loaded, the values are None).

    Raises ValueError when the volume's grid is not the mask's.
    """
    tight = mask.tight()
    longest, ends = _longest(_surface_mm(tight))
    values = _values(tight, volume)
    return LesionNumbers(
        volume_ml=tight.volume_ml,
        voxels=tight.count,
        unit=volume.unit if volume is not None else "",
        mean=float(values.mean()) if values.size else None,
        minimum=float(values.min()) if values.size else None,
        maximum=float(values.max()) if values.size else None,
        deviation=float(values.std(ddof=1)) if values.size > 1 else 0.0 if values.size else None,
        longest_mm=longest,
        longest_ends_mm=ends,
        axial_longest_mm=_axial_longest(tight),
    )


def _values(tight: Mask, volume: Volume | None) -> npt.NDArray[np.float64]:
    if volume is None or tight.count == 0:
        return np.empty(0)
    if not volume.grid.same_place(tight.parent):
        raise ValueError("the mask was painted on another grid")
    box = tuple(slice(s, s + n) for s, n in zip(tight.start_kji, tight.voxels_kji.shape, strict=True))
    stored = volume.array_kji[box][tight.voxels_kji]
    stored = stored[~carries_no_data(volume, stored)]
    return stored.astype(np.float64) * volume.value_scale + volume.value_offset


def _surface_mm(tight: Mask) -> Points:
    """LPS centres of the first and last voxel of every row: they hold every corner of the convex hull."""
    if tight.count == 0:
        return np.empty((0, 3))
    voxels = tight.voxels_kji
    rows = np.argwhere(voxels.any(axis=2))
    k, j = rows[:, 0], rows[:, 1]
    first = voxels[k, j].argmax(axis=1)
    last = voxels.shape[2] - 1 - voxels[k, j, ::-1].argmax(axis=1)
    ijk = np.concatenate([np.stack([first, j, k], axis=1), np.stack([last, j, k], axis=1)])
    return transform_points(tight.parent.lps_from_ijk, ijk + np.array(tight.start_kji[::-1]))


def _axial_longest(tight: Mask) -> float:
    slices = [Mask(tight.voxels_kji[k : k + 1], (tight.start_kji[0] + k, *tight.start_kji[1:]), tight.parent)
              for k in range(tight.voxels_kji.shape[0])]  # fmt: skip
    return max((_longest(_surface_mm(one))[0] for one in slices), default=0.0)


def _longest(
    points_mm: Points,
) -> tuple[float, tuple[tuple[float, float, float], tuple[float, float, float]] | None]:
    if len(points_mm) < 2:
        return 0.0, None
    corners = _hull_corners(points_mm)
    from scipy.spatial.distance import pdist, squareform

    distances = squareform(pdist(corners))
    a, b = np.unravel_index(int(distances.argmax()), distances.shape)
    x, y, z = (float(v) for v in corners[a])
    u, v, w = (float(v) for v in corners[b])
    return float(distances[a, b]), ((x, y, z), (u, v, w))


def _hull_corners(points_mm: Points) -> Points:
    """Corners of the convex hull within the space that the points span; few points are returned as they are."""
    if len(points_mm) <= ENOUGH_POINTS_FOR_HULL:
        return points_mm
    from scipy.spatial import ConvexHull

    centred = points_mm - points_mm.mean(axis=0)
    _, spread, axes = np.linalg.svd(centred, full_matrices=False)
    spanned = axes[spread > 1e-6 * spread[0]]
    if len(spanned) < 2:
        along = centred @ axes[0]
        return np.asarray(points_mm[[int(along.argmin()), int(along.argmax())]])
    return np.asarray(points_mm[ConvexHull(centred @ spanned.T).vertices])
