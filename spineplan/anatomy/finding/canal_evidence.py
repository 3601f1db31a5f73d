"""How much each place of a CT looks like the inside of the vertebral canal: soft tissue in a ring of bone."""

import numpy as np
import numpy.typing as npt
from scipy.ndimage import uniform_filter

from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.cubic_image import CubicImage, FloatImage

BONE_HU, POROTIC_HU = 180.0, 115.0
"""Cortex of the arch stays above the first at 4 mm slices, contrast-free soft tissue below; above the second in severe
osteoporosis. [CONV]"""
SLAB_MM = 8.0
SHEARS = (0.0, 0.6, -0.6)
STEEP_SHEAR, STEEP_SLAB_MM = 0.9, 4.0
"""Bone is gathered over a slab along the canal, which closes foramina and the gaps between laminae; the sheared slabs
follow kyphosis and lordosis, without which the upper thoracic canal is lost."""
RAYS = 24
REACH_MM = 22.0
SOFT_HU = (-150.0, 150.0)
BODY_SIZE_MM = (24.0, 14.0, 14.0)
BODY_AHEAD_MM = (14.0, 32.0)
BODY_HU = (0.33, 0.89)
"""Mean of a body-sized box that counts for nothing, and in full, as shares of the threshold of bone."""
"""[CONV] all of these: set on a handful of CTs, between the anatomy's size and a safe margin."""


def canal_evidence(image: CubicImage, bone_hu: float = BONE_HU) -> FloatImage:
    """0 (no) .. 1 (canal) per voxel of a cubic image of about 2 mm, [k, j, i]; bone_hu: what is above is bone."""
    array, step = image.array_kji, image.step_mm
    bone = array > bone_hu
    soft = uniform_filter(array, size=max(1, round(6.0 / step)), mode="nearest")
    candidate = (soft > SOFT_HU[0]) & (soft < SOFT_HU[1])
    body = uniform_filter(
        np.clip(array, -200, 600), size=[max(1, round(mm / step)) for mm in BODY_SIZE_MM], mode="nearest"
    )
    ahead = _best_ahead(body, step, bone_hu)
    behind = _bone_behind(bone, step)
    out, rays = np.zeros(array.shape, dtype=np.float32), _rays(step)
    for shear, slab_mm in [(shear, SLAB_MM) for shear in SHEARS] + [(STEEP_SHEAR, STEEP_SLAB_MM)]:
        slab = _gathered(bone, round(slab_mm / step), shear)
        ring_scores(slab, candidate, ahead, behind, rays, step, out)
    return out


def _gathered(bone: npt.NDArray[np.bool_], half: int, shear: float) -> npt.NDArray[np.bool_]:
    """Bone over a slab of +-half slices; upper slices are looked at shear voxels further back per slice."""
    out = bone.copy()
    nk, nj, _ = bone.shape
    for dk in range(-half, half + 1):
        dj = round(shear * dk)
        k0, k1 = max(0, -dk), min(nk, nk - dk)
        j0, j1 = max(0, -dj), min(nj, nj - dj)
        if k0 < k1 and j0 < j1:
            out[k0:k1, j0:j1] |= bone[k0 + dk : k1 + dk, j0 + dj : j1 + dj]
    return out


def _best_ahead(body: FloatImage, step_mm: float, bone_hu: float) -> FloatImage:
    """0..1: the best mean HU of a body-sized box in front of each voxel."""
    best = np.full(body.shape, -1000.0, dtype=np.float32)
    for dj in range(round(BODY_AHEAD_MM[0] / step_mm), round(BODY_AHEAD_MM[1] / step_mm) + 1):
        np.maximum(best[:, dj:], body[:, :-dj], out=best[:, dj:])
    low, high = BODY_HU[0] * bone_hu, BODY_HU[1] * bone_hu
    share: FloatImage = np.clip((best - low) / (high - low), 0.0, 1.0)
    return share


def _bone_behind(bone: npt.NDArray[np.bool_], step_mm: float) -> npt.NDArray[np.bool_]:
    """Whether there is bone 10 to 30 mm behind, within 8 mm along the patient."""
    tall = np.asarray(_gathered(bone, round(SLAB_MM / step_mm), 0.0))
    out = np.zeros(bone.shape, dtype=np.bool_)
    for dj in range(round(10.0 / step_mm), round(30.0 / step_mm) + 1):
        out[:, :-dj] |= tall[:, dj:]
    return out


def _rays(step_mm: float) -> npt.NDArray[np.int64]:
    """[ray, n, (j, i)]: the voxels that rays all around meet, one step after the other."""
    angle = np.arange(RAYS) * 2.0 * np.pi / RAYS
    away = np.arange(1, int(REACH_MM / step_mm) + 1)
    ways = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    return np.rint(ways[:, None, :] * away[:, None]).astype(np.int64)


@compiled
def ring_scores(
    slab: npt.NDArray[np.bool_],
    candidate: npt.NDArray[np.bool_],
    ahead: FloatImage,
    behind: npt.NDArray[np.bool_],
    rays: npt.NDArray[np.int64],
    step: float,
    out: FloatImage,
) -> None:
    """Raise `out` to the score of this slab: share of rays that meet bone, canal-like radius, opposite rays alike."""
    nk, nj, ni = slab.shape
    count, steps = rays.shape[:2]
    fewest = count // 2 + 1
    radius = np.empty(count)
    for k in range(nk):
        for j in range(1, nj - 1):
            for i in range(1, ni - 1):
                if not candidate[k, j, i] or slab[k, j, i] or ahead[k, j, i] <= 0.05:
                    continue
                at_best = ahead[k, j, i] * (1.0 if behind[k, j, i] else 0.5)
                if at_best <= out[k, j, i]:
                    continue
                hits = 0
                for ray in range(count):
                    radius[ray] = -1.0
                    for n in range(steps):
                        a, b = j + rays[ray, n, 0], i + rays[ray, n, 1]
                        if a < 0 or b < 0 or a >= nj or b >= ni:
                            break
                        if slab[k, a, b]:
                            radius[ray] = (n + 1) * step
                            hits += 1
                            break
                    if hits + count - 1 - ray < fewest:
                        break
                if hits < fewest:
                    continue
                total, pairs, alike = 0.0, 0, 0.0
                for ray in range(count):
                    if radius[ray] > 0:
                        total += radius[ray]
                    other = radius[(ray + count // 2) % count]
                    if ray < count // 2 and radius[ray] > 0 and other > 0:
                        pairs += 1
                        alike += min(radius[ray], other) / max(radius[ray], other)
                mean = total / hits
                window = min((mean - 2.5) / 2.5, (18.0 - mean) / 6.0, 1.0)
                if window <= 0 or pairs == 0:
                    continue
                share = hits / count
                out[k, j, i] = max(out[k, j, i], share * share * window * (alike / pairs) * at_best)
