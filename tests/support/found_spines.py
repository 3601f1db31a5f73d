"""What finding gives for a straight spine, made by hand: canal along z at the origin, bodies of 30 mm in front."""

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np

from spineplan.anatomy.cubic_image import CubicImage
from spineplan.anatomy.finding.disc_profile import DiscProfile
from spineplan.anatomy.finding.disc_sequence import Disc
from spineplan.anatomy.finding.level_naming import Suggestion
from spineplan.anatomy.finding.level_span import DiscPlane, span_between
from spineplan.anatomy.finding.spine_finding import Spine
from spineplan.anatomy.finding.spine_line import line_through
from spineplan.anatomy.level_marks import FoundMarks
from spineplan.anatomy.levels_of_ct import FoundLevel, FoundLevels
from spineplan.anatomy.outlining.vertebra_measures import BodySize
from spineplan.anatomy.pedicles.isthmus import Pedicle
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from tests.support.rows import BODY_Y_MM, PITCH_MM

UP, AHEAD, LEFT = np.array([0.0, 0.0, 1.0]), np.array([0.0, -1.0, 0.0]), np.array([1.0, 0.0, 0.0])
HALF_MM = 12
"""Half a body's width and depth."""


def found_marks(*names: str, anchored: bool = False) -> FoundMarks:
    """names: cranial first; the uppermost disc lies at z = 0."""
    count = len(names)
    bottom = -PITCH_MM * count
    points = np.stack([np.array([0.0, 0.0, z]) for z in np.linspace(bottom - 10.0, 10.0, 12)])
    line = line_through(points)
    rows = np.zeros(len(line))
    z = line.points_mm[:, 2]
    score = np.where(np.abs((z / PITCH_MM) - np.rint(z / PITCH_MM)) * PITCH_MM < 0.6, 1.0, 0.0)
    profile = DiscProfile(score, score.copy(), rows, rows, rows + 8.0, rows + 24.0, rows, rows == 0)
    planes = [
        DiscPlane(np.array([0.0, BODY_Y_MM, bottom + n * PITCH_MM]), UP, AHEAD, LEFT, 10.0 + n * PITCH_MM)
        for n in range(count + 1)
    ]
    spans = tuple(span_between(below, above, profile) for below, above in pairwise(planes))
    image = CubicImage(
        np.zeros((int(PITCH_MM * count) + 20, 90, 80), np.float32), np.array([-40.0, -60.0, bottom - 10.0]), 1.0
    )
    discs = tuple(Disc(plane.s_mm, 1.0, 1.0, 0.0, 0.0) for plane in planes)
    spine = Spine(image, line, profile, discs, spans, 1.0)
    upward = tuple(reversed(names))
    reason = "sacrum" if anchored else "size"
    return FoundMarks(spine, upward, frozenset(), (), Suggestion(upward, 0.9, reason, anchored))


def pedicle(side: str, z: float) -> Pedicle:
    """6 mm wide, 10 mm high, 10 mm beside the middle."""
    aside = 10.0 if side == "left" else -10.0
    centre = np.array([aside, -8.0, z])
    ring = np.stack([centre + 3.0 * np.cos(a) * LEFT + 5.0 * np.sin(a) * UP for a in np.linspace(0, 6.2, 48)])
    return Pedicle(side, centre, AHEAD, 6.0, 10.0, 0.0, 0.0, ring, np.stack([ring] * 3), 1.0)


def found_levels(marks: FoundMarks) -> FoundLevels:
    """Bodies as blocks, each with a spinous block behind the canal; the labels as the kernels would give them."""
    spine = marks.spine
    shape = spine.image.array_kji.shape
    bodies, arches = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    origin = spine.image.origin_mm
    middle, front = round(0.0 - origin[0]), round(BODY_Y_MM - origin[1])
    canal = np.zeros(shape, np.bool_)
    canal[:, round(-origin[1]) - 6 : round(-origin[1]) + 7, middle - 6 : middle + 7] = True
    levels = []
    for n, (span, name) in enumerate(zip(spine.spans, marks.names, strict=True)):
        low = round(span.below.centre_mm[2] - origin[2])
        k = slice(low + 3, low + int(PITCH_MM) - 3)
        bodies[k, front - HALF_MM : front + HALF_MM, middle - HALF_MM : middle + HALF_MM] = n + 1
        back = round(12.0 - origin[1])
        arches[k, back : back + 10, middle - 3 : middle + 4] = n + 1
        size = BodySize(span.centre_mm, np.stack([LEFT, AHEAD, UP]), 24.0, 24.0, 24.0, 24.0, 24.0)
        sides = (pedicle("left", span.centre_mm[2]), pedicle("right", span.centre_mm[2]))
        levels.append(FoundLevel(name, "proposed", "high", n, size, sides, 15.0, 13.8, ()))
    return FoundLevels(marks, _labels(marks, bodies, arches, canal), tuple(levels), (), {})


def ct_of(marks: FoundMarks, step_mm: float = 1.0) -> Volume:
    """A CT without content that covers the spine's image."""
    k, j, i = (int(n / step_mm) for n in marks.spine.image.array_kji.shape)
    affine = np.diag([step_mm, step_mm, step_mm, 1.0])
    affine[:3, 3] = marks.spine.image.origin_mm
    return Volume(np.zeros((k, j, i), np.int16), Grid((k, j, i), affine), "CT", "1.2.3", "1.9")


def _labels(marks: FoundMarks, bodies: Any, arches: Any, canal: Any) -> Any:
    spine = marks.spine
    k, j, i = np.meshgrid(*[np.arange(n, dtype=np.float32) for n in bodies.shape], indexing="ij")
    x, y, z = (axis + o for axis, o in zip((i, j, k), spine.image.origin_mm, strict=True))
    bottom = float(spine.line.points_mm[0, 2])
    pairs = tuple((pedicle("left", s.centre_mm[2]), pedicle("right", s.centre_mm[2])) for s in spine.spans)
    return SimpleNamespace(
        bodies=bodies, arches=arches, whole=np.where(bodies > 0, bodies, arches), canal=canal,
        coordinates=np.stack([z - bottom, -y, x]).astype(np.float32),
        surfaces=tuple(SimpleNamespace(span=span) for span in spine.spans),
        canal_surface=SimpleNamespace(radius_mm=np.full((len(spine.line), 24), 7.0)), pedicles=pairs,
        bone_hu=150.0,
    )  # fmt: skip
