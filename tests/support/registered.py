"""A second series of the same patient in a frame of reference of its own, with the truth of how it lies."""

import numpy as np

from spineplan.geometry.affine import Affine, inverse, rotation_about, transform_points
from spineplan.geometry.vectors import Point, point
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Plan, PointPair, Registration
from spineplan.session.registering import begun, fitted

MR_FRAME, MR_UID = "7.7", "7.7.1"


def mr_from_plan() -> Affine:
    """Another couch: turned by 6 degrees about a skew axis, and shifted."""
    affine = np.eye(4)
    affine[:3, :3] = rotation_about((1.0, 0.4, -0.3), 6.0)
    affine[:3, 3] = (12.0, -20.0, 150.0)
    return affine


def other_series(volume: Volume) -> Volume:
    """The voxels of a series as another scanner would have placed them."""
    grid = Grid(volume.grid.shape_kji, mr_from_plan() @ volume.grid.lps_from_ijk)
    return Volume(volume.array_kji, grid, "MR", MR_UID, MR_FRAME, "T2 sagittal", unit="")


def on_mr(place_mm: Point) -> Point:
    """Where a place of the plan is seen on the other series."""
    return point(transform_points(mr_from_plan(), np.array(place_mm)))


def registered(plan: Plan, mr: Volume, first: str, last: str, off_mm: float = 0.0) -> Registration:
    """Proposed from the middles of the levels in a range, all clicked off_mm too far left."""
    made = begun(plan, mr, first, last)
    pairs = tuple(
        PointPair(
            plan_mm=level.centre_mm,
            series_mm=on_mr((level.centre_mm[0] + off_mm, *level.centre_mm[1:])),
            level=level.name,
        )
        for level in made.levels
    )
    middle = made.levels[0].centre_mm
    aside: Point = (middle[0] + 20.0 + off_mm, middle[1] + 10.0, middle[2])
    seen = on_mr(aside)
    pairs = (*pairs, PointPair(plan_mm=(middle[0] + 20.0, middle[1] + 10.0, middle[2]), series_mm=seen))
    from msgspec.structs import replace

    return fitted(replace(made, pairs=pairs))


def truth() -> Affine:
    """plan_from_series."""
    return inverse(mr_from_plan())
