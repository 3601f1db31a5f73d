"""The coarse copy of a series that the 3-D picture is made from: half resolution, right-handed, table left out."""

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt

from spineplan.anatomy.skin import CoarseBody, known_body
from spineplan.geometry.affine import transform_points
from spineplan.geometry.vectors import Point, Vector, point
from spineplan.geometry.view_plane import ViewPlane
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from spineplan.resource_files import resource

MOST_PER_AXIS = 300
AIR_HU = -1024
PICK_STEP_MM = 0.4
Preset = Literal["bone", "soft", "surface"]


class Recipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How values become colour and opacity; unit_mm: path length over which an opacity holds.

    visible_from: the value a click on the picture stops at. Values are HU, or shares of the 50th to 99.8th percentile.
    """

    unit_mm: float
    visible_from: float
    colour: tuple[tuple[float, str], ...]
    opacity: tuple[tuple[float, float], ...]


class SurfaceRecipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """threshold: HU; triangles: about how many at most."""

    threshold: float
    colour: str
    triangles: int


class Light(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phong shading of everything in the picture."""

    ambient: float
    diffuse: float
    specular: float
    specular_power: float


class SceneStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """resources/style/scene.json."""

    bone: Recipe
    soft: Recipe
    relative: Recipe
    surface: SurfaceRecipe
    light: Light


@cache
def scene_style() -> SceneStyle:
    """The style file, read once."""
    return msgspec.json.decode(resource("style/scene.json").read_bytes(), type=SceneStyle)


@dataclass(frozen=True, eq=False)
class CoarseVolume:
    """array_kji: int16 stored values on `grid` (LPS mm, right-handed). source_uid: the series it was made from."""

    array_kji: npt.NDArray[np.int16]
    grid: Grid
    is_ct: bool
    source_uid: str

    @cached_property
    def _scale(self) -> tuple[float, float]:
        if self.is_ct:
            return (1.0, 0.0)
        low, high = np.percentile(self.array_kji[::2, ::2, ::2], (50.0, 99.8))
        return (max(float(high - low), 1.0), float(low))

    def recipe(self, preset: Preset) -> Recipe:
        """How a preset shows these values; series that are no CT are shown relative to their own values."""
        style = scene_style()
        if self.is_ct:
            return style.soft if preset == "soft" else style.bone
        gain, low = self._scale
        relative = style.relative
        return Recipe(
            unit_mm=relative.unit_mm,
            visible_from=low + gain * relative.visible_from,
            colour=tuple((low + gain * value, code) for value, code in relative.colour),
            opacity=tuple((low + gain * value, share) for value, share in relative.opacity),
        )

    def visible_from(self, preset: Preset) -> float:
        """The value at which a preset begins to show matter."""
        if preset == "surface" and self.is_ct:
            return scene_style().surface.threshold
        return self.recipe(preset).visible_from


def coarse_copy(volume: Volume, box_mm: tuple[Vector, Vector] | None = None) -> CoarseVolume:
    """Means over blocks of voxels, at most 300 along an axis (512 becomes 256); on CT all outside the body is air.

    box_mm: lowest and highest LPS corner of the part that is wanted, else all. Takes about a second for
    512 x 512 x 600: call it off the main thread.
    """
    factors = [max(1, -(-size // MOST_PER_AXIS)) for size in volume.array_kji.shape]
    blocks = _blocks(volume, factors, box_mm)
    means = _block_means(volume, factors, blocks)
    is_ct = volume.modality == "CT"
    body = known_body(volume) if is_ct else None
    if body is not None:
        means[~_inside(body, volume.grid, factors, blocks)] = AIR_HU
    affine = np.array(volume.grid.lps_from_ijk)
    first = [one.start * factor + (factor - 1) / 2.0 for one, factor in zip(blocks, factors, strict=True)]
    affine[:3, 3] = transform_points(affine, first[::-1])
    affine[:3, :3] *= np.array(factors[::-1], dtype=np.float64)
    if np.linalg.det(affine[:3, :3]) < 0:
        affine[:3, 3] += affine[:3, 2] * (means.shape[0] - 1)
        affine[:3, 2] *= -1.0
        means = np.ascontiguousarray(means[::-1])
    k, j, i = means.shape
    return CoarseVolume(means, Grid((k, j, i), affine), is_ct, volume.series_uid)


def _blocks(volume: Volume, factors: list[int], box_mm: tuple[Vector, Vector] | None) -> list[range]:
    """Which whole blocks along k, j, i; at least one."""
    counts = [size // factor for size, factor in zip(volume.array_kji.shape, factors, strict=True)]
    if box_mm is None:
        return [range(count) for count in counts]
    corners = np.array(list(product(*zip(*box_mm, strict=True))))
    kji = transform_points(volume.grid.ijk_from_lps, corners)[:, ::-1] / factors
    low = np.clip(np.floor(kji.min(axis=0)).astype(int), 0, np.subtract(counts, 1))
    high = np.clip(np.ceil(kji.max(axis=0)).astype(int) + 1, low + 1, counts)
    return [range(int(start), int(stop)) for start, stop in zip(low, high, strict=True)]


def _block_means(volume: Volume, factors: list[int], blocks: list[range]) -> npt.NDArray[np.int16]:
    """Mean of every block, int16; voxels without data count as air on CT and as zero elsewhere."""
    whole = tuple(slice(one.start * f, one.stop * f) for one, f in zip(blocks, factors, strict=True))
    full = volume.array_kji[whole]
    total = np.zeros([len(one) for one in blocks], dtype=np.int32)
    for first in product(*(range(factor) for factor in factors)):
        part = full[tuple(slice(start, None, factor) for start, factor in zip(first, factors, strict=True))]
        total += _with_data(volume, part)
    return (total // int(np.prod(factors))).astype(np.int16)


def _with_data(volume: Volume, part: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    if volume.modality == "CT":
        return np.maximum(part, np.int16(AIR_HU))
    if volume.padding_value is not None:
        return np.where(part == volume.padding_value, np.int16(0), part)
    return part


def _inside(body: CoarseBody, full: Grid, factors: list[int], blocks: list[range]) -> npt.NDArray[np.bool_]:
    """The body mask on the coarse copy, grown by one of its own cells so that the skin stays whole."""
    from scipy.ndimage import binary_dilation

    grown = binary_dilation(body.inside_kji, iterations=1)
    indices = []
    steps = np.array(body.grid.spacing_kji_mm) / np.array(full.spacing_kji_mm)
    for step, factor, block, cells in zip(steps, factors, blocks, grown.shape, strict=True):
        middles = np.array(block) * factor + (factor - 1) / 2.0
        indices.append(np.clip(np.rint(middles / step).astype(np.int64), 0, cells - 1))
    return np.asarray(grown[np.ix_(*indices)])


def first_matter(
    image: CoarseVolume, plane: ViewPlane, x_px: float, y_px: float, level: float, depths_mm: tuple[float, float]
) -> Point | None:
    """The first LPS point under a pixel whose value reaches `level`, going into the screen; None when there is none.

    depths_mm: behind the plane, from and to; what is clipped away cannot be met.
    """
    start: Vector = plane.mm_from_px(x_px, y_px)
    depths = np.arange(*depths_mm, PICK_STEP_MM)
    if depths.size == 0:
        return None
    ijk = transform_points(image.grid.ijk_from_lps, start + depths[:, None] * plane.normal_lps)
    index = np.rint(ijk).astype(np.int64)[:, ::-1]
    inside = np.all((index >= 0) & (index < np.array(image.array_kji.shape)), axis=1)
    values = np.full(depths.size, np.iinfo(np.int16).min, dtype=np.int16)
    k, j, i = index[inside].T
    values[inside] = image.array_kji[k, j, i]
    hits = np.flatnonzero(values >= level)
    return point(start + depths[hits[0]] * plane.normal_lps) if hits.size else None
