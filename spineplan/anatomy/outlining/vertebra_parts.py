"""A vertebra's voxels by part: body, pedicles, the two halves of the arch, spinous process."""

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.outlining.vertebra_labels import VertebraLabels

BEHIND_ISTHMUS_MM = 5.0
SPINOUS_HALF_MM = 6.0
BEHIND_CANAL_MM = 2.0
"""[CONV] where a pedicle ends in the facets, and where the laminae end in the spinous process."""


class Part(IntEnum):
    """Values of a part map."""

    BODY = 1
    PEDICLE_LEFT = 2
    PEDICLE_RIGHT = 3
    ARCH_LEFT = 4
    ARCH_RIGHT = 5
    SPINOUS = 6


def part_map(labels: VertebraLabels) -> npt.NDArray[np.uint8]:
    """Part per voxel of the 1 mm image, [k, j, i], 0 outside vertebrae."""
    out = np.where(labels.bodies > 0, np.uint8(Part.BODY), np.uint8(0))
    at = np.nonzero(labels.arches)
    s, u, v = (plane[at] for plane in labels.coordinates)
    owner = labels.arches[at].astype(np.int64) - 1
    part = np.where(v > 0, Part.ARCH_LEFT, Part.ARCH_RIGHT).astype(np.uint8)
    rows = np.clip(np.rint(s).astype(int), 0, len(labels.canal_surface.radius_mm) - 1)
    behind = labels.canal_surface.radius_mm[:, labels.canal_surface.radius_mm.shape[1] // 2][rows]
    part[(np.abs(v) < SPINOUS_HALF_MM) & (u < -(behind + BEHIND_CANAL_MM))] = Part.SPINOUS
    starts = np.array([_pedicle_start(labels, n) for n in range(len(labels.pedicles))])
    left = (u > starts[owner, 0]) & (v > 0)
    right = (u > starts[owner, 1]) & (v <= 0)
    part[left] = Part.PEDICLE_LEFT
    part[right] = Part.PEDICLE_RIGHT
    out[at] = part
    return out


def _pedicle_start(labels: VertebraLabels, n: int) -> tuple[float, float]:
    """u (mm anterior of the canal's line) behind which the (left, right) pedicle has become facet."""
    span = labels.surfaces[n].span
    left, right = (
        float((pedicle.centre_mm - span.centre_mm) @ span.axes[1])
        + span.wall_mm
        + span.depth_mm / 2.0
        - BEHIND_ISTHMUS_MM
        for pedicle in labels.pedicles[n]
    )
    return left, right
