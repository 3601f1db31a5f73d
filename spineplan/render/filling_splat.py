"""A filling as seen from one side while it is played: voxels thrown on the picture, nearest first, shaded by depth.

Growing by a step adds only its new voxels, so that playing costs about a millisecond; the scene draws the real surface
when the slider rests. Numpy only.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from spineplan.geometry.affine import transform_points
from spineplan.geometry.view_plane import ViewPlane
from spineplan.planning.filling.simulation import Filling
from spineplan.render.palette import Rgb, rgb
from spineplan.render.scene_volume import scene_style

TOKENS = ("cement", "needle_breach")
"""Inside the bone, and what has leaked."""
STRENGTH, SOFT_PX, SOFT_SHARE, EDGE = 0.8, 1.2, 0.5, 0.35
"""Smoothed by half a voxel, so that slices do not show as steps."""
_ROOM_PX = 6
Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]


class FillingSplat:
    """One filling from one side; `picture` for any number of filled voxels."""

    def __init__(self, filling: Filling, plane: ViewPlane) -> None:
        grid = filling.terrain.space.grid
        kji = np.stack(np.unravel_index(filling.order, grid.shape_kji), axis=1)
        x, y, depth = plane.px_from_mm(transform_points(grid.lps_from_ijk, kji[:, ::-1])).T
        across = max(grid.spacing_mm) / plane.mm_per_px
        self._side = max(int(np.ceil(across)), 1) + 1
        columns = np.floor(x - self._side / 2.0 + 0.5).astype(np.int64)
        rows = np.floor(y - self._side / 2.0 + 0.5).astype(np.int64)
        left, top = int(columns.min()) - _ROOM_PX, int(rows.min()) - _ROOM_PX
        self.corner_px = (left, top)
        self._shape = (int(rows.max()) - top + self._side + _ROOM_PX, int(columns.max()) - left + self._side + _ROOM_PX)
        self._first = (rows - top) * self._shape[1] + (columns - left)
        self._depth = depth.astype(np.float32)
        self._outside = filling.place_of > 0
        self._mm_per_px = plane.mm_per_px
        self._nearest: list[Floats] = []
        self._done = 0

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the picture."""
        return self._shape[1], self._shape[0]

    def picture(self, count: int) -> Pixels:
        """RGBA (height, width, 4), premultiplied, of the first `count` voxels; its corner goes to corner_px."""
        if count < self._done or not self._nearest:
            self._nearest = [np.full(self._shape, np.inf, dtype=np.float32) for _ in TOKENS]
            self._done = 0
        self._throw(self._done, count)
        self._done = count
        soft = max(SOFT_PX, SOFT_SHARE * self._side)
        return _composed([_shaded(nearest, self._mm_per_px, soft) for nearest in self._nearest])

    def _throw(self, start: int, stop: int) -> None:
        reach = np.arange(self._side)
        foot = (reach[:, None] * self._shape[1] + reach).ravel()
        for nearest, kept in zip(self._nearest, (~self._outside, self._outside), strict=True):
            new = np.flatnonzero(kept[start:stop]) + start
            flat = self._first[new][:, None] + foot
            np.minimum.at(nearest.ravel(), flat, self._depth[new][:, None])


def _shaded(nearest: Floats, mm_per_px: float, soft_px: float) -> tuple[Floats, Floats] | None:
    """Coverage and brightness of every pixel: a smooth surface lit from the viewer's side."""
    covered = np.isfinite(nearest)
    if not covered.any():
        return None
    weight = ndimage.gaussian_filter(covered.astype(np.float32), soft_px)
    depth = ndimage.gaussian_filter(np.where(covered, nearest, np.float32(0.0)), soft_px)
    depth /= np.maximum(weight, np.float32(1e-6))
    down, right = np.gradient(depth, mm_per_px)
    facing = 1.0 / np.sqrt(1.0 + down**2 + right**2)
    light = scene_style().light
    share = np.clip((weight - EDGE) * 4.0, 0.0, 1.0) * STRENGTH
    return share.astype(np.float32), (light.ambient + light.diffuse * facing).astype(np.float32)


def _composed(layers: Sequence[tuple[Floats, Floats] | None]) -> Pixels:
    shape = next((layer[0].shape for layer in layers if layer is not None), (1, 1))
    out = np.zeros((*shape, 4), dtype=np.float32)
    inks: list[Rgb] = [rgb(token) for token in TOKENS]
    for layer, ink in zip(layers, inks, strict=True):
        if layer is None:
            continue
        share, bright = layer
        out *= 1.0 - share[..., None]
        out[..., :3] += np.minimum(bright[..., None] * np.array(ink, dtype=np.float32), 1.0) * share[..., None]
        out[..., 3] += share
    return np.rint(out * 255.0).astype(np.uint8)
