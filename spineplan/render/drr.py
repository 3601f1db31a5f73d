"""Virtual fluoroscopy: a radiograph of the CT (digitally reconstructed), as line integrals and as a grey picture."""

from dataclasses import dataclass
from importlib import import_module

import numpy as np
import numpy.typing as npt
from scipy.ndimage import uniform_filter

from spineplan.geometry.affine import Affine, inverse, transform_points
from spineplan.geometry.c_arm import CArm
from spineplan.imaging.volume import Volume
from spineplan.render.bands import in_bands

FINE_MM, COARSE_MM = 1.5, 2.2
"""Voxels are averaged to about this size: a detector pixel sees no finer, and averaging keeps line integrals."""
FINE_PIXELS, COARSE_PIXELS = 512, 224
"""Edge of the picture when still, and while something is dragged."""
AIR_MM = 10.0
"""A ray through less water than this met no patient."""
FLATTEN = 0.75
"""Software convention, for looks only."""
BONE_HU, BONE_GAIN = 120.0, 2.0
"""Software convention, for looks only."""
BARELY = 0.1
"""Attenuation (water = 1) below which a border is air."""
Picture = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class DrrVolume:
    """Relative attenuation (water = 1), float32 [k, j, i], padded by one zero voxel on every side.

    lps_from_ijk: of the padded array's indices.
    """

    padded_kji: Picture
    lps_from_ijk: Affine


def drr_volume(volume: Volume, about_mm: float = FINE_MM, bone_gain: float = 1.0) -> DrrVolume:
    """A CT made ready for radiographs: HU to attenuation relative to water, voxels averaged to about `about_mm`.

    What lies below air (padding) counts as air. bone_gain: what exceeds BONE_HU counts that many times (1: plain line
    integrals; BONE_GAIN: the look of fluoroscopy, whose softer beam bone stops more than CT's).
    Raises ValueError unless the values are HU.
    """
    if volume.unit != "HU":
        raise ValueError("a radiograph is computed from a CT")
    factors = [max(int(about_mm / spacing + 0.5), 1) for spacing in volume.grid.spacing_mm]
    fi, fj, fk = (min(f, n) for f, n in zip(factors, volume.grid.shape_kji[::-1], strict=True))
    nk, nj, ni = (-(-n // f) for n, f in zip(volume.grid.shape_kji, (fk, fj, fi), strict=True))
    padded = np.zeros((nk + 2, nj + 2, ni + 2), dtype=np.float32)
    kernel = import_module("spineplan.render.drr_kernels").attenuation
    kernel(volume.array_kji, fk, fj, fi, BONE_HU, bone_gain, padded)  # one call: nothing to fight over the GIL for
    shrink = np.diag([fi, fj, fk, 1.0])
    shrink[:3, 3] = [(f - 1) / 2.0 - f for f in (fi, fj, fk)]
    return _cropped(padded, volume.grid.lps_from_ijk @ shrink)


def _cropped(padded: Picture, lps_from_ijk: Affine) -> DrrVolume:
    """Without the air around the patient and the couch, which only costs time."""
    start, stop = [], []
    for axis in range(3):
        others = tuple(a for a in range(3) if a != axis)
        used = np.flatnonzero(padded.max(axis=others) > BARELY)
        start.append(max(int(used[0]) - 1, 0) if used.size else 0)
        stop.append(min(int(used[-1]) + 2, padded.shape[axis]) if used.size else 3)
    box = padded[tuple(slice(a, b) for a, b in zip(start, stop, strict=True))].copy()
    box[[0, -1]] = 0.0
    box[:, [0, -1]] = 0.0
    box[:, :, [0, -1]] = 0.0
    moved = np.eye(4)
    moved[:3, 3] = start[::-1]
    return DrrVolume(box, lps_from_ijk @ moved)


def water_mm(drr: DrrVolume, c_arm: CArm, pixels: int) -> Picture:
    """[y, x] float32: millimetres of water that attenuate as much as the patient does along each ray.

    pixels: edge of the square picture; y down, x right as `CArm.screen_axes` says.
    """
    ijk_from_lps = inverse(drr.lps_from_ijk)
    source = transform_points(ijk_from_lps, c_arm.source_mm)
    right_mm, down_mm = (axis * c_arm.pixel_mm(pixels) for axis in c_arm.screen_axes)
    corner_mm = c_arm.detector_point_mm(0.0, 0.0, pixels)
    corner = transform_points(ijk_from_lps, corner_mm)
    right, down = ijk_from_lps[:3, :3] @ right_mm, ijk_from_lps[:3, :3] @ down_mm
    spacing = np.linalg.norm(drr.lps_from_ijk[:3, :3], axis=0)
    beam = ijk_from_lps[:3, :3] @ c_arm.towards_detector
    main = int(np.argmax(np.abs(beam) * spacing))
    order = [main, *(axis for axis in (2, 1, 0) if axis != main)]  # c is the axis with the smaller stride
    counts = np.array(drr.padded_kji.shape[::-1], dtype=np.int64)[order]
    strides = np.array([1, drr.padded_kji.shape[2], drr.padded_kji.shape[2] * drr.padded_kji.shape[1]])[order]
    out = np.empty((pixels, pixels), dtype=np.float32)
    kernel = import_module("spineplan.render.drr_kernels").integrate_rows
    flat = drr.padded_kji.reshape(-1)
    places = [np.ascontiguousarray(v[order]) for v in (source, corner, right, down)]
    in_bands(lambda first, last: kernel(flat, counts, strides, *places, out, first, last), (0, pixels))
    out *= _length_mm(c_arm, corner_mm, right_mm, down_mm, ijk_from_lps[main, :3], pixels)
    return out


def _length_mm(
    c_arm: CArm,
    corner_mm: npt.NDArray[np.float64],
    right_mm: npt.NDArray[np.float64],
    down_mm: npt.NDArray[np.float64],
    main_axis: npt.NDArray[np.float64],
    pixels: int,
) -> Picture:
    """Millimetres that each ray travels between two planes of the main axis (row of ijk_from_lps)."""
    steps = np.arange(pixels)
    rays = (corner_mm - c_arm.source_mm) + steps[:, None, None] * down_mm + steps[None, :, None] * right_mm
    crossed = np.abs(rays @ main_axis)
    lengths: Picture = (np.linalg.norm(rays, axis=-1) / np.maximum(crossed, 1e-9)).astype(np.float32)
    return lengths


def radiograph(integrals: Picture, flatten: float = FLATTEN) -> npt.NDArray[np.uint8]:
    """[y, x] uint8 as fluoroscopy is shown: bone dark, air bright; the middle 98 % of what is not air fills the greys.

    flatten: share of the slow changes (lung, abdomen) taken out so that vertebrae stand out in both, as a fluoroscopy
    unit's dynamic range compression does; 0 shows the plain line integrals. An empty picture is all bright.
    """
    body = integrals > AIR_MM
    if not body.any():
        return np.full(integrals.shape, 255, dtype=np.uint8)
    slow = uniform_filter(
        uniform_filter(np.maximum(integrals, AIR_MM), integrals.shape[0] // 6), integrals.shape[0] // 6
    )
    shown = integrals - flatten * slow
    inside = shown[body]
    low, high = np.percentile(inside[:: max(inside.size // 20_000, 1)], (1.0, 99.0))
    share = np.clip((shown - low) / max(float(high - low), 1e-6), 0.0, 1.0)
    grey: npt.NDArray[np.uint8] = np.where(body, 235.0 * (1.0 - share) + 20.0, 255.0).astype(np.uint8)
    return grey
