"""Lengths, angles and regions that a person drew: where they show, and their numbers in words."""

from math import isnan

import numpy as np

from spineplan.geometry.angles import angle_deg
from spineplan.geometry.vectors import distance_mm
from spineplan.geometry.view_plane import ViewPlane
from spineplan.imaging.volume import Volume
from spineplan.measure.region_statistics import ellipse_statistics
from spineplan.plan.model import Measurement


def lies_on(measurement: Measurement, plane: ViewPlane, volume: Volume) -> bool:
    """Whether a measurement belongs to a picture of the volume: same space, every point within half a slice of it."""
    if not _same_space(measurement, volume):
        return False
    depth = plane.px_from_mm(np.array(measurement.points_mm))[:, 2]
    return bool(np.abs(depth).max() <= volume.grid.spacing_along_mm(plane.normal_lps) / 2.0 + 1e-6)


def drawn_words(measurement: Measurement, volume: Volume | None) -> str:
    """The number with its unit: "23.4 mm"; a region's values need the volume it was drawn on."""
    points = measurement.points_mm
    if measurement.kind == "length":
        return f"{distance_mm(points[0], points[1]):.1f} mm"
    if measurement.kind == "angle":
        return f"{angle_deg(points[0], points[1], points[2]):.1f}°"
    if volume is None or volume.series_uid != measurement.series_uid:
        return "not measured: its images are not at hand"
    found = ellipse_statistics(volume, points[0], points[1], points[2])
    area = f"area {found.area_mm2 / 100.0:.2f} cm²"
    if isnan(found.mean):
        return f"{area}, no voxel inside"
    digits = 0 if volume.value_scale == 1.0 else 2
    unit = f" {volume.unit}" if volume.unit else ""
    mean, sd, low, high = (f"{v:.{digits}f}".replace("-", "−") for v in (found.mean, found.sd, found.low, found.high))
    return f"mean {mean} ± {sd}{unit}, {low} to {high}{unit}, {area}, {found.voxels} voxels"


def _same_space(measurement: Measurement, volume: Volume) -> bool:
    if measurement.frame_of_reference_uid:
        return measurement.frame_of_reference_uid == volume.frame_of_reference_uid
    return measurement.series_uid == volume.series_uid
