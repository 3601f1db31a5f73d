"""Where the discs lie by what is larger than they are: pedicles, the waists of the bodies, the sacrum.

Thick slices blur a thoracic disc and its two end-plates into one; these stay. [CONV] for the numbers without a source.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d, maximum_filter1d, percentile_filter, uniform_filter1d

from spineplan.anatomy.cubic_image import FloatImage

Row = npt.NDArray[np.float64]

AHEAD_MM = (-40.0, 70.0)
ASIDE_MM = (-45.0, 45.0)
"""The straightened spine that is looked at: ahead and to the left of the line."""
WIDTH_OVER_DEPTH = 1.3
INTERVAL_OF_DEPTH_MM = ((14.0, 18.0, 24.0, 28.0, 31.0, 34.0), (15.5, 18.0, 22.0, 25.0, 30.0, 35.0))
"""Body depth, and the step from disc to disc that goes with it (measured on CTs, cervical to lumbar). [CONV]"""
THICKNESS_MM = (1.5, 3.0)
PEDICLE_WEIGHT, WAIST_WEIGHT, PLATE_WEIGHT = (0.2, 0.6), (0.2, 0.6), (0.1, 0.5)
"""At each of THICKNESS_MM, between them in proportion: in thick slices they say more than the end-plates."""
TRUNK_DEPTH_MM = (19.0, 24.0)
"""Vertebrae of the neck are smaller than these: lateral masses stand where pedicles would, the waist is filled."""
LAMINA_WEIGHT = (0.1, 0.5)
LAMINA_AHEAD_MM, LAMINA_ASIDE_MM = (-14, -7), 5
LAMINA_ABOVE_MM, GAP_BELOW_MM = 7.0, 5.0
"""The gap between two laminae lies a little below the disc, the upper one's middle above it: what is left to count by
in the neck, where thick slices blur discs away (measured from C3 to L5). [CONV]"""
PEDICLE_BELOW_MM = 6
FORAMEN_ABOVE_MM = ((24.0, 31.0), (7.5, 3.0))
"""Body depths, and how far above the disc the foramen is widest: thoracic 7 to 8 mm, lumbar 3 mm (measured)."""
PEDICLE_HU, PEDICLE_GAIN, LEAST_SWING = (100.0, 550.0), 0.8, 0.3
RIM, RIM_HU, BEHIND = (0.8, 1.0), (0.0, 500.0), -0.57
"""The rim of the body as a share of its half axes, without the part that faces the canal."""
CORE, SCLEROTIC = 0.7, 1.3
"""Inner part of the body; brighter than this over its upper quartile is a blastic lesion, not an end-plate."""
SPREAD, WAIST_BLUR, PLATE_BLUR = 0.2, 0.2, 0.12
"""Shares of the step from disc to disc."""
WING_HU, WING_AHEAD_MM, WING_ASIDE_MM = 150.0, (-6, 24), (24, 44)
WING_SHARE, WING_RUN_MM = 0.15, 24
"""Bone on both sides fills more than this share over this length only in the sacrum; transverse processes end sooner
(up to 22 mm measured)."""
SACRAL_FADE_MM, WING_CLEAR_MM, ABOVE_SACRUM_MM, LUMBAR_SHARE = 14, 15, 40, 0.7


@dataclass(frozen=True, eq=False)
class BodyRows:
    """One value per millimetre of the line: middle ahead of it, middle left of it, depth of the body, mm."""

    ahead_mm: Row
    aside_mm: Row
    depth_mm: Row

    @property
    def step_mm(self) -> float:
        """The usual step from disc to disc."""
        return float(np.median(np.interp(self.depth_mm, *INTERVAL_OF_DEPTH_MM)))


def disc_phase(spine: FloatImage, body: BodyRows, thickness_mm: float, sacrum_mm: float | None) -> Row:
    """How much a disc is due at each row of a straightened spine: about -1 (middle of a body) .. 1 (disc)."""
    weights = [np.interp(thickness_mm, THICKNESS_MM, pair) for pair in (PEDICLE_WEIGHT, WAIST_WEIGHT, PLATE_WEIGHT)]
    waist, plates = _waist(spine, body)
    due = weights[0] * _pedicles(spine, body) + weights[1] * waist + weights[2] * plates
    trunk = np.interp(body.depth_mm, TRUNK_DEPTH_MM, (0.0, 1.0))
    arches = np.interp(thickness_mm, THICKNESS_MM, LAMINA_WEIGHT) * _laminae(spine)
    if sacrum_mm is not None:
        trunk[: max(0, int(sacrum_mm) - SACRAL_FADE_MM)] = 0.0
    return np.asarray(due * trunk + arches * (1.0 - trunk), dtype=np.float64)


def sacrum_top(spine: FloatImage, depth_mm: Row) -> float | None:
    """Row (mm) where the wings of the sacrum end cranially, near the L5-S1 disc; None where no sacrum is seen.
    depth_mm: of the bodies."""
    zero, middle = int(-AHEAD_MM[0]), int(-ASIDE_MM[0])
    bone = spine[:, zero + WING_AHEAD_MM[0] : zero + WING_AHEAD_MM[1] + 1] > WING_HU
    near, far = WING_ASIDE_MM
    right = bone[:, :, middle - far : middle - near + 1].mean(axis=(1, 2))
    left = bone[:, :, middle + near : middle + far + 1].mean(axis=(1, 2))
    wings = uniform_filter1d(np.minimum(right, left), 9, mode="nearest") > WING_SHARE
    runs = np.flatnonzero(np.diff(np.concatenate([[False], wings, [False]]).astype(np.int8))).reshape(-1, 2)
    # The lowest vertebrae are about the deepest, in a child too: bone below smaller ones is ribs of C7 or shoulders.
    least_depth = max(TRUNK_DEPTH_MM[0], LUMBAR_SHARE * float(np.percentile(depth_mm, 90)))
    # A run that reaches the cranial end is the base of the skull.
    tops = [float(end) for start, end in runs if end - start >= WING_RUN_MM and end < len(spine) - WING_CLEAR_MM
            and np.median(depth_mm[end : end + ABOVE_SACRUM_MM]) > least_depth]  # fmt: skip
    return tops[0] if tops else None


def envelope(values: npt.NDArray[np.floating], percentile: int) -> Row:
    """Local low or high of a profile, over +-40 mm."""
    around = percentile_filter(values.astype(np.float64), percentile, size=81, mode="reflect")
    return np.asarray(gaussian_filter1d(around, 10.0, mode="nearest"), dtype=np.float64)


def _pedicles(spine: FloatImage, body: BodyRows) -> Row:
    """Bone beside the canal below each row less that above it: pedicles lie below a disc, foramina above."""
    u, v = int(-AHEAD_MM[0]), int(-ASIDE_MM[0])
    sides = [spine[:, u - 2 : u + 9, v + a : v + b].max(axis=2) for a, b in ((-18, -9), (10, 19))]
    low, high = PEDICLE_HU
    bone = np.mean([np.clip((side - low) / (high - low), 0.0, 1.0).mean(axis=1) for side in sides], axis=0)
    bone = uniform_filter1d(bone, 3, mode="nearest")
    bone = PEDICLE_GAIN * bone / np.maximum(envelope(bone, 95) - envelope(bone, 5), LEAST_SWING)
    rows = np.arange(len(bone), dtype=np.float64)
    above = rows + np.interp(body.depth_mm, *FORAMEN_ABOVE_MM)
    return np.asarray(np.interp(rows - PEDICLE_BELOW_MM, rows, bone) - np.interp(above, rows, bone), dtype=np.float64)


def _laminae(spine: FloatImage) -> Row:
    """Bone behind the canal above each row less that below it, -1..1."""
    u, v, half = int(-AHEAD_MM[0]), int(-ASIDE_MM[0]), LAMINA_ASIDE_MM
    behind = spine[:, u + LAMINA_AHEAD_MM[0] : u + LAMINA_AHEAD_MM[1] + 1, v - half : v + half + 1]
    bone = _swing(uniform_filter1d(behind.max(axis=1).mean(axis=1), 5, mode="nearest"))
    rows = np.arange(len(bone), dtype=np.float64)
    return np.asarray(
        np.interp(rows + LAMINA_ABOVE_MM, rows, bone) - np.interp(rows - GAP_BELOW_MM, rows, bone), dtype=np.float64
    )


def _waist(spine: FloatImage, body: BodyRows) -> tuple[Row, Row]:
    """Two profiles, -0.5 (middle of a body) .. 0.5: bone in the body's rim, which bulges toward the discs and is drawn
    in between them; and bright end-plates near by."""
    u, v = np.arange(AHEAD_MM[0], AHEAD_MM[1] + 0.5), np.arange(ASIDE_MM[0], ASIDE_MM[1] + 0.5)
    rim, core = np.empty(len(spine)), np.empty(len(spine))
    for s, (ahead, aside, depth) in enumerate(zip(body.ahead_mm, body.aside_mm, body.depth_mm, strict=True)):
        y = (u - ahead)[:, None] * 2.0 / depth
        r = np.hypot(y, (v - aside)[None, :] * 2.0 / (depth * WIDTH_OVER_DEPTH))
        band = (r > RIM[0]) & (r < RIM[1]) & (y > BEHIND * r)
        rim[s] = np.clip(spine[s][band], *RIM_HU).mean() if band.any() else RIM_HU[0]
        core[s] = spine[s][r < CORE].mean()
    step = body.step_mm
    core = np.minimum(core, SCLEROTIC * np.percentile(core, 75))
    plates = maximum_filter1d(core, 2 * round(SPREAD * step) + 1)
    return _swing(gaussian_filter1d(rim, WAIST_BLUR * step)), _swing(gaussian_filter1d(plates, PLATE_BLUR * step))


def _swing(values: Row) -> Row:
    low, high = envelope(values, 5), envelope(values, 95)
    return np.clip((values - low) / np.maximum(high - low, 20.0), 0.0, 1.0) - 0.5
