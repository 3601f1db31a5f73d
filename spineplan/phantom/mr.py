"""MR of the same patient, moved a little since the CT: sagittal T1, T2 and STIR in their own frame of reference."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from spineplan.phantom.frames import Array, inverse, moved, point, rotation_xyz_deg
from spineplan.phantom.painter import Raster
from spineplan.phantom.raster import Progress, render
from spineplan.phantom.scene import Scene
from spineplan.phantom.tissues import Look, palette

SLICE_MM, FINE = 4.0, 4
IN_PLANE_MM = 0.8
WIDTH_MM, DEPTH_MM = 64.0, 256.0


@dataclass(frozen=True)
class Sequence:
    """Numbers a header states about a sequence, ms."""

    name: str
    description: str
    repetition: float
    echo: float
    train: int
    inversion: float | None = None


SEQUENCES = (
    Sequence("t1", "Sag T1 TSE synthetic", 600.0, 10.0, 3),
    Sequence("t2", "Sag T2 TSE synthetic", 3500.0, 105.0, 16),
    Sequence("stir", "Sag STIR synthetic", 4200.0, 60.0, 10, 165.0),
)


@dataclass(frozen=True)
class MrVolume:
    """image [k, j, i] uint-like int16 signal; i runs to the back, j to the feet, k to the patient's left."""

    sequence: Sequence
    image: NDArray[np.int16]
    lps_from_ijk: Array


def mr_from_ct(scene: Scene) -> Array:
    """Rigid 4x4: where a point of the CT's frame lies in the MR's. A few millimetres and degrees, by seed."""
    random = np.random.default_rng((scene.seed, 3))
    angles, shift = random.uniform(-3, 3, 3), random.uniform(-6, 6, 3)
    turn = rotation_xyz_deg(*(float(a) for a in angles))
    pivot = scene.spine.frames["L1"][:3, 3]
    affine = np.eye(4)
    affine[:3, :3] = turn
    affine[:3, 3] = pivot - turn @ pivot + shift + [0.0, 0.0, 120.0]
    return affine


def mr_raster(scene: Scene, z_range_mm: tuple[float, float], in_plane_mm: float) -> Raster:
    """Sagittal slices round the spine over a z range of the CT's frame, LPS of the MR's frame."""
    low, high = z_range_mm
    to_mr = mr_from_ct(scene)
    inside = [f[:3, 3] for f in scene.spine.frames.values() if low - 20 <= f[2, 3] <= high + 20]
    bodies = np.array(inside or [scene.spine.frames["L3"][:3, 3]])
    centre = moved(to_mr, point(float(bodies[:, 0].mean()), float(bodies[:, 1].mean()) + 22.0, (low + high) / 2))
    columns, rows = round(DEPTH_MM / in_plane_mm), round((high - low) / in_plane_mm)
    slices = round((WIDTH_MM + np.ptp(bodies[:, 0])) / SLICE_MM)
    affine = np.eye(4)
    affine[:3, 0] = (0, in_plane_mm, 0)
    affine[:3, 1] = (0, 0, -in_plane_mm)
    affine[:3, 2] = (SLICE_MM, 0, 0)
    middle = point((columns - 1) / 2, (rows - 1) / 2, (slices - 1) / 2)
    affine[:3, 3] = centre - affine[:3, :3] @ middle
    return Raster((slices, rows, columns), affine)


def render_mr(scene: Scene, raster: Raster, progress: Progress | None = None) -> list[MrVolume]:
    """Each sequence on the same slices: painted on thin sub-slices, averaged, shaded by the coil, with Rician noise."""
    volumes = []
    for n, sequence in enumerate(SEQUENCES):
        fine = _thin(raster)
        in_ct = Raster(fine.shape_kji, inverse(mr_from_ct(scene)) @ fine.lps_from_ijk)
        ideal = render(scene.solids, in_ct, Look(palette(sequence.name))).image
        thick = ideal.reshape(raster.shape_kji[0], FINE, *raster.shape_kji[1:]).mean(axis=1, dtype=np.float32)
        volumes.append(MrVolume(sequence, _received(thick, (scene.seed, 4, n)), raster.lps_from_ijk))
        if progress is not None:
            progress((n + 1) / len(SEQUENCES), "painting the MR")
    return volumes


def _thin(raster: Raster) -> Raster:
    slices, rows, columns = raster.shape_kji
    affine = raster.lps_from_ijk.copy()
    affine[:3, 2] /= FINE
    affine[:3, 3] -= affine[:3, 2] * (FINE - 1) / 2
    return Raster((slices * FINE, rows, columns), affine)


def _received(signal: NDArray[np.float32], seed: tuple[int, ...]) -> NDArray[np.int16]:
    from scipy.ndimage import gaussian_filter1d

    random = np.random.default_rng(seed)
    for axis in (1, 2):
        signal = gaussian_filter1d(signal, 0.55, axis=axis, mode="nearest")
    depth = np.linspace(0.0, 1.0, signal.shape[2], dtype=np.float32)
    signal *= 0.45 + 0.75 * depth[None, None, :] ** 1.5  # the spine coil lies behind the patient
    real = signal + 11.0 * random.standard_normal(signal.shape, dtype=np.float32)
    imaginary = 11.0 * random.standard_normal(signal.shape, dtype=np.float32)
    out: NDArray[np.int16] = np.clip(np.hypot(real, imaginary), 0, 4095).astype(np.int16)
    return out


def field_tesla() -> float:
    return 1.5


def larmor_mhz() -> float:
    """Proton frequency at the field strength: 42.577 MHz per tesla."""
    return math.floor(42.577 * field_tesla() * 1e4) / 1e4
