"""Bone scan of the same patient: planar front and back views, and SPECT; active lesions take up tracer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from spineplan.phantom.frames import Array
from spineplan.phantom.painter import Raster
from spineplan.phantom.raster import render
from spineplan.phantom.scene import Scene
from spineplan.phantom.solids import Lesion
from spineplan.phantom.tissues import Look, Tissue, palette

VOXEL_MM = 4.0
SCALE = 100.0
ATTENUATION_PER_MM = 0.0153
"""Water at 140 keV: 0.153 per cm (textbook)."""


@dataclass(frozen=True)
class BoneScan:
    """planar: (front, back) counts [row, column], rows to the feet, columns as seen from that side.

    spect: counts [k, j, i] with lps_from_ijk, axial, k to the head.
    """

    planar: tuple[NDArray[np.int16], NDArray[np.int16]]
    spect: NDArray[np.int16]
    lps_from_ijk: Array


def render_bone_scan(scene: Scene, z_range_mm: tuple[float, float], centre_mm: Array) -> BoneScan:
    from scipy.ndimage import gaussian_filter

    raster = _raster(z_range_mm, centre_mm)
    uptake = palette("uptake")
    scaled = {name: Tissue(tissue.value * SCALE, 0.0, tissue.grain_mm) for name, tissue in uptake.items()}
    activity = render(scene.solids, raster, Look(scaled, _activity)).image.astype(np.float32)
    random = np.random.default_rng((scene.seed, 5))
    blurred = gaussian_filter(activity, 4.5 / VOXEL_MM)
    spect = random.poisson(np.maximum(blurred, 0) * 1.2).astype(np.int16)
    return BoneScan(_views(activity, random), spect, raster.lps_from_ijk)


def _activity(lesion: Lesion) -> tuple[float, float]:
    return lesion.uptake * SCALE, lesion.uptake * SCALE


def _raster(z_range_mm: tuple[float, float], centre_mm: Array) -> Raster:
    low, high = z_range_mm
    count = 96
    affine = np.diag([VOXEL_MM, VOXEL_MM, VOXEL_MM, 1.0])
    half = (count - 1) / 2 * VOXEL_MM
    affine[:3, 3] = (centre_mm[0] - half, centre_mm[1] - half, low)
    return Raster((int((high - low) / VOXEL_MM) + 1, count, count), affine)


def _views(activity: NDArray[np.float32], random: np.random.Generator) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Sums along the line of sight, dimmed by the tissue passed through, blurred by the collimator, counted."""
    from scipy.ndimage import gaussian_filter

    tissue = (activity > 1.0).astype(np.float32) * VOXEL_MM * ATTENUATION_PER_MM
    views = []
    for front in (True, False):
        path = np.cumsum(tissue, axis=1) if front else np.cumsum(tissue[:, ::-1], axis=1)[:, ::-1]
        view = (activity * np.exp(-path)).sum(axis=1)[::-1]
        counts = random.poisson(np.maximum(gaussian_filter(view, 4.0 / VOXEL_MM), 0) * 0.25)
        views.append(np.clip(counts if front else counts[:, ::-1], 0, 32767).astype(np.int16))
    return views[0], views[1]
