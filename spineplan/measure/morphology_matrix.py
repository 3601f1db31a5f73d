"""Lytic, blastic or mixed, against the patient's own normal vertebrae (clinical reference 10.1; software convention).

Values are averaged over about 3 mm first, inside the lesion and the reference alike: the noise of a CT is wider than
the gap between tumour and trabecular bone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.imaging.mask import BoolArray, Mask
from spineplan.imaging.mask_sampling import centres_mm, resampled
from spineplan.imaging.sampling import carries_no_data
from spineplan.imaging.volume import Volume
from spineplan.measure.morphology_frame import inside_any

Floats = npt.NDArray[np.float64]
Matrix = Literal["lytic", "mixed", "blastic"]

CORTEX_MM = 4.0
"""Trabecular bone begins this deep: cortex and endplates, blurred, lie above."""
AWAY_MM = 3.0
"""A normal voxel keeps this far from every lesion."""
SHELL_MM = 1.5
"""A lesion's voxels this near the vertebra's surface are mostly cortex and are left out where enough remain."""
RING_MM = 1.0
"""A lesion's voxels this near its own outline are partly what lies beside it, likewise."""
REACH_MM = 3.0
SPECK_ML = 0.02
"""Where a lytic and a blastic part meet, voxels this near to both are shared out half-way between their values: blurred
bone stays above the limit of blastic long after half of it is gone. A smaller lytic part is noise. [CONV]"""
ENOUGH_SHARE = 0.3
SMOOTH_MM = 1.0
LEAST_VOXELS = 200
HISTOGRAM_HU = (-200.0, 1200.0)
BIN_HU = 20.0


@dataclass(frozen=True)
class MatrixRule:
    """The convention's numbers, editable. A voxel is lytic below mean - lytic_sd SD of the reference or below soft_hu;
    blastic above mean + blastic_sd SD and above blastic_hu; share: of the abnormal voxels, for one kind alone."""

    lytic_sd: float = 2.0
    soft_hu: float = 50.0
    blastic_sd: float = 3.0
    blastic_hu: float = 250.0
    share: float = 2.0 / 3.0


@dataclass(frozen=True)
class Reference:
    """Trabecular HU of vertebrae without lesions. levels: which ones."""

    mean_hu: float
    sd_hu: float
    voxels: int
    levels: tuple[str, ...]

    def lytic_below(self, rule: MatrixRule) -> float:
        """HU under which a voxel is lytic."""
        return max(self.mean_hu - rule.lytic_sd * self.sd_hu, rule.soft_hu)

    def blastic_above(self, rule: MatrixRule) -> float:
        """HU over which a voxel is blastic."""
        return max(self.mean_hu + rule.blastic_sd * self.sd_hu, rule.blastic_hu)


@dataclass(frozen=True, eq=False)
class MatrixNumbers:
    """matrix: a suggestion, None when nothing abnormal lies in the lesion. Shares are of the lesion's voxels; bins_hu:
    edges (n + 1,); lesion_share, normal_share: histograms that sum to one, (n,)."""

    matrix: Matrix | None
    lytic_share: float
    blastic_share: float
    lytic_ml: float
    mean_hu: float
    sd_hu: float
    lytic_below_hu: float
    blastic_above_hu: float
    reference: Reference
    bins_hu: Floats
    lesion_share: Floats
    normal_share: Floats


@dataclass(frozen=True, eq=False)
class NormalBone:
    """The reference and its voxel values, so that every lesion of a patient is compared with the same."""

    reference: Reference
    values: Floats


def normal_bone(volume: Volume, bodies: Mapping[str, Mask], lesions: Sequence[Mask]) -> NormalBone | None:
    """Trabecular values of bodies (by level, any grid of the CT's frame) outside every lesion; None when there are too
    few. Bodies that carry a lesion are used, away from it, only when no other is there."""
    touched = {name: bool(inside_any(lesions, centres_mm(body)).any()) for name, body in bodies.items()}
    clean = [name for name in bodies if not touched[name]] or list(bodies)
    values, used = [], []
    for name in clean:
        found = _trabecular(volume, bodies[name], lesions if touched[name] else ())
        if found.size >= LEAST_VOXELS:
            values.append(found)
            used.append(name)
    if not values:
        return None
    together = np.concatenate(values)
    # One voxel each, whatever the level's size, would let a single odd vertebra through; the median of means does not.
    means = [float(found.mean()) for found in values]
    keep = np.abs(np.array(means) - np.median(means)) <= 2.0 * float(together.std())
    together = np.concatenate([found for found, good in zip(values, keep, strict=True) if good])
    levels = tuple(name for name, good in zip(used, keep, strict=True) if good)
    return NormalBone(
        Reference(float(together.mean()), float(together.std(ddof=1)), int(together.size), levels), together
    )


def matrix_numbers(
    volume: Volume, lesion: Mask, normal: NormalBone, bone: Mask | None = None, rule: MatrixRule | None = None
) -> MatrixNumbers | None:
    """The lesion's density on the CT; None when none of it carries data.

    bone: the vertebra; a part outside it is soft tissue and says nothing of the matrix. rule: the convention unless
    the user's own.
    """
    rule = rule or MatrixRule()
    real, inside = _matrix_voxels(volume, lesion, bone)
    values = real[inside]
    if not values.size:
        return None
    low, high = normal.reference.lytic_below(rule), normal.reference.blastic_above(rule)
    lytic, blastic = (part[inside] for part in _parts(real, inside, low, high, volume))
    edges = np.arange(HISTOGRAM_HU[0], HISTOGRAM_HU[1] + BIN_HU / 2.0, BIN_HU)
    return MatrixNumbers(
        matrix=_matrix(int(lytic.sum()), int(blastic.sum()), rule.share),
        lytic_share=float(lytic.mean()),
        blastic_share=float(blastic.mean()),
        lytic_ml=float(lytic.sum()) * volume.grid.voxel_volume_ml,
        mean_hu=float(values.mean()),
        sd_hu=float(values.std(ddof=1)) if values.size > 1 else 0.0,
        lytic_below_hu=low,
        blastic_above_hu=high,
        reference=normal.reference,
        bins_hu=edges,
        lesion_share=_histogram(values, edges),
        normal_share=_histogram(normal.values, edges),
    )


def values_in(volume: Volume, mask: Mask, smooth_mm: float = 0.0) -> Floats:
    """Real values of the volume's voxels in a mask (any grid of its frame); no-data left out. smooth_mm: averaged over
    the mask's own voxels this far to every side."""
    real, inside = _box_values(volume, resampled(mask, volume.grid), smooth_mm)
    return real[inside]


def _box_values(volume: Volume, here: Mask, smooth_mm: float) -> tuple[Floats, BoolArray]:
    """Values in the box of a mask on the volume's grid, and which of them are in the mask and carry data."""
    if here.count == 0:
        return np.zeros((0, 0, 0)), np.zeros((0, 0, 0), dtype=np.bool_)
    box = tuple(slice(s, s + n) for s, n in zip(here.start_kji, here.voxels_kji.shape, strict=True))
    stored = volume.array_kji[box]
    inside = here.voxels_kji & ~carries_no_data(volume, stored)
    real = np.asarray(stored * volume.value_scale + volume.value_offset, dtype=np.float64)
    sizes = [1 + 2 * round(smooth_mm / spacing) for spacing in volume.grid.spacing_kji_mm]
    if max(sizes) > 1:
        from scipy import ndimage

        total = ndimage.uniform_filter(np.where(inside, real, 0.0), sizes, mode="constant")
        share = ndimage.uniform_filter(inside.astype(np.float64), sizes, mode="constant")
        real = np.where(inside, total / np.maximum(share, 1e-9), 0.0)
    return real, inside


def _matrix_voxels(volume: Volume, lesion: Mask, bone: Mask | None) -> tuple[Floats, BoolArray]:
    """The lesion's values in the bone, under its cortex and its own outline where enough is left."""
    here = resampled(lesion, volume.grid)
    if here.count == 0:
        return _box_values(volume, here, SMOOTH_MM)
    parts = [here.voxels_kji]
    if bone is not None:
        there = resampled(bone, volume.grid)
        deep = Mask(deep_voxels(there, SHELL_MM), there.start_kji, there.parent)
        parts = [here.voxels_kji & _in_box(part, here) for part in (deep, there)] + parts
    enough = ENOUGH_SHARE * here.count
    inside = next(part for part in parts if np.count_nonzero(part) >= enough)
    core = inside & deep_voxels(here, RING_MM)
    kept = core if np.count_nonzero(core) >= enough else inside
    return _box_values(volume, Mask(kept, here.start_kji, here.parent), SMOOTH_MM)


def _parts(real: Floats, inside: BoolArray, low: float, high: float, volume: Volume) -> tuple[BoolArray, BoolArray]:
    """Which voxels of a box are lytic and which are blastic."""
    from scipy import ndimage

    lytic, blastic = inside & (real < low), inside & (real > high)
    pieces, _ = ndimage.label(lytic)
    sizes = np.bincount(pieces.ravel()) * volume.grid.voxel_volume_ml
    sizes[0] = 0.0
    holes = sizes[pieces] >= SPECK_ML
    if not holes.any() or not blastic.any():
        return lytic, blastic
    border = inside.copy()
    for part in (holes, blastic):
        border &= ndimage.distance_transform_edt(~part, sampling=volume.grid.spacing_kji_mm) <= REACH_MM
    half_way = (float(real[holes].mean()) + float(real[blastic].mean())) / 2.0
    return np.where(border, real < half_way, lytic), np.where(border, real >= half_way, blastic)


def deep_voxels(mask: Mask, depth_mm: float) -> BoolArray:
    """Set voxels at least this deep under the mask's surface, in its box."""
    from scipy import ndimage

    padded = np.pad(mask.voxels_kji, 1)
    depth = ndimage.distance_transform_edt(padded, sampling=mask.parent.spacing_kji_mm)
    return np.asarray(depth[1:-1, 1:-1, 1:-1] > depth_mm)


def _trabecular(volume: Volume, body: Mask, lesions: Sequence[Mask]) -> Floats:
    here = resampled(body, volume.grid)
    if here.count == 0:
        return np.empty(0)
    deep = Mask(deep_voxels(here, CORTEX_MM), here.start_kji, here.parent)
    for lesion in lesions:
        if deep.count == 0:
            break
        deep = _away_from(deep, lesion)
    return values_in(volume, deep, SMOOTH_MM) if deep.count else np.empty(0)


def _away_from(mask: Mask, lesion: Mask) -> Mask:
    from scipy.spatial import cKDTree

    points = centres_mm(mask)
    near = np.isfinite(cKDTree(centres_mm(lesion)).query(points, distance_upper_bound=AWAY_MM)[0])
    voxels = np.zeros(mask.voxels_kji.shape, dtype=np.bool_)
    voxels[mask.voxels_kji] = ~near
    return Mask(voxels, mask.start_kji, mask.parent)


def _in_box(mask: Mask, box: Mask) -> BoolArray:
    """A mask in the box of another on the same grid."""
    out = np.zeros(box.voxels_kji.shape, dtype=np.bool_)
    low = np.maximum(mask.start_kji, box.start_kji)
    high = np.minimum(np.array(mask.start_kji) + mask.voxels_kji.shape, np.array(box.start_kji) + box.voxels_kji.shape)
    if (low < high).all():
        there = tuple(slice(a - s, b - s) for a, b, s in zip(low, high, box.start_kji, strict=True))
        here = tuple(slice(a - s, b - s) for a, b, s in zip(low, high, mask.start_kji, strict=True))
        out[there] = mask.voxels_kji[here]
    return out


def _matrix(lytic: int, blastic: int, share: float) -> Matrix | None:
    abnormal = lytic + blastic
    if abnormal == 0:
        return None
    if lytic >= share * abnormal:
        return "lytic"
    return "blastic" if blastic >= share * abnormal else "mixed"


def _histogram(values: Floats, edges: Floats) -> Floats:
    """Shares per bin; what lies beyond the ends counts in the outermost bins."""
    counts, _ = np.histogram(np.clip(values, edges[0], edges[-1]), edges)
    return np.asarray(counts / max(values.size, 1), dtype=np.float64)
