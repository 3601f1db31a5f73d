"""What the subaxial cervical vertebrae have besides: uncinate ridges, transverse processes with their foramen."""

import numpy as np

from spineplan.phantom.frames import Array, point
from spineplan.phantom.morphometry import VertebraSize
from spineplan.phantom.primitives import Join, ellipsoid, tube
from spineplan.phantom.structures import LEFT_RIGHT, Structure, sided

FORAMEN_RADIUS_MM = 3.0


def foramen_centre(size: VertebraSize, side: int) -> Array:
    """Middle of the foramen transversarium in the vertebra's frame."""
    return point(side * (size.width / 2 + 5.6), -0.08 * size.depth, -0.5)


def cervical_extras(size: VertebraSize, pillars: dict[int, Array]) -> Array:
    """Rows to join before the canal is cut; pillars by side."""
    rows = []
    for side, _ in LEFT_RIGHT:
        foramen = foramen_centre(size, side)
        process = sided("TRANSVERSE_PROCESS", side)
        front = point(side * (size.width / 2 - 2.5), -0.22 * size.depth, -1.0)
        tip_x = min(size.span / 2 - 2.5, abs(foramen[0]) + 6.6)
        tubercle = point(side * (abs(foramen[0]) + 3.6), foramen[1] - 4.8, -2.0)
        back_tip = point(side * tip_x, foramen[1] + 3.6, -3.0)
        rows += [
            tube(
                front,
                tubercle,
                (2.6, 2.2),
                (2.6, 2.4),
                width_axis=(0, 0, 1),
                structure=process,
                cortex_mm=1.0,
                blend_mm=1.5,
            ),
            tube(
                tubercle,
                back_tip,
                (2.6, 2.2),
                (2.6, 2.4),
                width_axis=(0, 0, 1),
                structure=process,
                cortex_mm=1.0,
                blend_mm=1.0,
            ),
            tube(
                pillars[side],
                back_tip,
                (3.4, 2.8),
                (2.8, 2.5),
                width_axis=(0, 0, 1),
                structure=process,
                cortex_mm=1.0,
                blend_mm=1.5,
            ),
            ellipsoid(
                point(side * 0.44 * size.width_upper, 0.08 * size.depth, 0.5 * size.height + 0.8),
                (1.9, 0.33 * size.depth, 3.2),
                structure=Structure.BODY,
                cortex_mm=0.7,
                blend_mm=1.5,
            ),
        ]
    return np.vstack(rows)


def foramen_cut(size: VertebraSize, side: int) -> Array:
    at = foramen_centre(size, side)
    small = FORAMEN_RADIUS_MM * (0.75 if size.level == "C7" else 1.0)
    return tube(at - point(0, 0, 9.0), at + point(0, 0, 9.0), (small, small * 0.9), join=Join.SUBTRACT, blend_mm=0.5)
