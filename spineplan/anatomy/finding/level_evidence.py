"""What an image shows of each vertebra that speaks for a name: its size, ribs or wings beside it, the sacrum, C2."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.cubic_image import CubicImage
from spineplan.anatomy.finding.level_span import LevelSpan
from spineplan.anatomy.finding.spine_line import SpineLine

RIB_ASIDE_MM, RIB_AHEAD_MM = (36.0, 56.0), (-32.0, 2.0)
RIB_HU, RIB_SHARE, RIB_STEP = 150.0, 0.045, 0.025
"""Ribs fill 5 to 10 % of this room beside a thoracic vertebra; lumbar transverse processes end before it. [CONV]"""
ALA_ASIDE_MM, ALA_AHEAD_MM = (24.0, 44.0), (-6.0, 24.0)
ALA_SHARE = 0.45
"""Share of bone beside the body that only the sacrum has. [CONV]"""
AT_SACRUM_MM = 20.0


@dataclass(frozen=True, eq=False)
class Evidence:
    """One value per vertebra, caudal first: steps and depths in mm, share of bone where ribs and sacral wings lie.
    lowest: index of the vertebra on the sacrum; axis: index of C2, which may lie beyond the last; None unseen."""

    steps: npt.NDArray[np.float64]
    depths: npt.NDArray[np.float64]
    rib_shares: npt.NDArray[np.float64]
    alae: npt.NDArray[np.float64]
    lowest: int | None
    axis: int | None

    @property
    def ribs(self) -> npt.NDArray[np.float64]:
        """-1 (no ribs) .. 1 (ribs)."""
        return np.clip((self.rib_shares - RIB_SHARE) / RIB_STEP, -1.0, 1.0)


def evidence_of(
    image: CubicImage, line: SpineLine, spans: Sequence[LevelSpan], sacrum_mm: float | None, axis_seen: bool
) -> Evidence:
    """What speaks for names. sacrum_mm: arc position of the sacrum's top. axis_seen: above the last disc lies C2."""
    below = [abs(span.below.s_mm - sacrum_mm) for span in spans] if sacrum_mm is not None else []
    lowest = int(np.argmin(below)) if below and min(below) <= AT_SACRUM_MM else None
    # Where the image ends in the midst of a vertebra, ribs that are not seen may lie beyond.
    least = [0.0 if span.below.real and span.above.real else RIB_SHARE for span in spans]
    axis = len(spans) - (not spans[-1].above.real) if axis_seen and spans else None
    return Evidence(
        np.array([span.above.s_mm - span.below.s_mm for span in spans]),
        np.array([span.depth_mm for span in spans]),
        np.maximum(least, [_rib_share(image, line, span) for span in spans]),
        np.array([_ala_share(image, line, span) for span in spans]),
        lowest,
        axis,
    )


def _rib_share(image: CubicImage, line: SpineLine, span: LevelSpan) -> float:
    """Share of bone in the room beside a vertebra where only ribs lie; the fuller side counts."""
    return max(_bone_beside(image, line, span, side, RIB_ASIDE_MM, RIB_AHEAD_MM) for side in (1.0, -1.0))


def _ala_share(image: CubicImage, line: SpineLine, span: LevelSpan) -> float:
    """Share of bone on both sides of a body, where only the sacrum has its wings; the emptier side counts."""
    return min(_bone_beside(image, line, span, side, ALA_ASIDE_MM, ALA_AHEAD_MM) for side in (1.0, -1.0))


def _bone_beside(
    image: CubicImage, line: SpineLine, span: LevelSpan, side: float,
    aside_mm: tuple[float, float], ahead_mm: tuple[float, float],
) -> float:  # fmt: skip
    s = np.arange(span.below.s_mm, span.above.s_mm, 2.0)
    rows = np.clip(np.rint(s).astype(int), 0, len(line) - 1)
    u, v = np.arange(*ahead_mm, 2.0), side * np.arange(*aside_mm, 2.0)
    points = line.points_mm[rows][:, None, None] + u[:, None, None] * line.anterior[rows][:, None, None]
    return float((image.at(points + v[:, None] * line.left[rows][:, None, None]) > RIB_HU).mean())
