"""A plane put on the disc that the image shows near it."""

import numpy as np

from spineplan.anatomy.finding.disc_sequence import Disc
from spineplan.anatomy.finding.level_span import disc_plane
from spineplan.anatomy.finding.spine_finding import Spine
from spineplan.geometry.vectors import Point, point, unit, vector
from spineplan.plan.model import DiscPlane

SNAP_MM = 5.0
"""A disc that was pointed at lies within this of the place. [CONV]"""


def snapped(spine: Spine, at_mm: Point, disc: DiscPlane) -> DiscPlane:
    """The most disc-like plane within SNAP_MM of an LPS point along the canal; the given one where there is none."""
    profile = spine.profile
    s = spine.line.nearest(vector(at_mm))
    near = np.arange(max(0, round(s - SNAP_MM)), min(len(profile.score) - 1, round(s + SNAP_MM)) + 1)
    if len(near) == 0:
        return disc
    best = int(near[profile.score[near].argmax()])
    found = Disc(float(best), float(profile.edge[best]), 1.0, float(profile.sagittal_deg[best]),
                 float(profile.coronal_deg[best]), clicked=True)  # fmt: skip
    plane = disc_plane(found, profile, spine.line)
    return DiscPlane(centre_mm=point(plane.centre_mm), normal_lps=point(unit(plane.cranial)))
