"""The report's pictures: overview, lesions on three planes, needles on their own planes."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import cast

import numpy as np
from PIL import Image

from spineplan.geometry.needle_planes import NeedlePlane, needle_screen_axes
from spineplan.geometry.vectors import LEFT, POSTERIOR, Point, Vector, vector
from spineplan.geometry.view_plane import view_plane
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume, Window
from spineplan.plan.model import Lesion, Needle, Plan
from spineplan.render.pictures import NeedleLook, PictureRequest, RgbPicture, scene_picture, slice_picture
from spineplan.render.scene_camera import SCREEN_AXES, SceneCamera
from spineplan.render.scene_volume import coarse_copy
from spineplan.render.windowing import first_window
from spineplan.report.model import Figure

FEET: Point = (0.0, 0.0, -1.0)
PX_PER_MM = 9.5
"""Pixels per millimetre of paper (240 dpi)."""
PAGE_WIDTH_MM = 182.0
JPEG_QUALITY = 91
LESION_MM, NEEDLE_MM, BULLS_EYE_MM = 80.0, 110.0, 50.0
"""Width of the patient seen."""
AROUND_SPINE_MM = 45.0
TURNED_PX = (70.0, 22.0)
"""How the 3-D overview is turned from straight posterior, in pixels of a drag."""
AXES: tuple[tuple[str, Point, Point], ...] = (
    ("Axial", LEFT, POSTERIOR),
    ("Sagittal", POSTERIOR, FEET),
    ("Coronal", LEFT, FEET),
)


@dataclass(frozen=True)
class Figures:
    """Makes pictures of one plan on one volume of its frame of reference. masks: by hash."""

    plan: Plan
    volume: Volume
    masks: Mapping[str, Mask]

    def overview(self) -> tuple[Figure, ...]:
        """Sagittal and coronal with the levels' names, and the 3-D scene from behind."""
        if not self.plan.levels:
            return ()
        centre, height_mm = self._spine()
        size = _size_px(0.325, 1.2)
        flat = [
            self._slice(name, centre, (right, down), height_mm / size[1], size, level_names=True)
            for name, right, down in AXES[1:]
        ]
        camera = SceneCamera(_tuple(centre), *SCREEN_AXES["P"], height_mm * 1.1).turned(*TURNED_PX, _tuple(centre))
        solid = scene_picture(coarse_copy(self.volume), self.plan, self.masks, camera, size, title="From behind")
        captions = ("Sagittal, levels as named", "Coronal, levels as named", "3-D from behind, half resolution")
        pictures = (*flat, solid)
        return tuple(_figure(caption, p, 0.325) for caption, p in zip(captions, pictures, strict=True))

    def lesion(self, lesion: Lesion) -> tuple[Figure, ...]:
        """Three planes through the lesion."""
        mask = self.masks.get(lesion.mask.sha256) if lesion.mask is not None else None
        centre = mask.centroid_mm if mask is not None and mask.count else vector(lesion.seed_mm)
        size = _size_px(0.24, 1.0)
        return tuple(
            _figure(name, self._slice(name, centre, (right, down), LESION_MM / size[0], size), 0.24)
            for name, right, down in AXES
        )

    def needle(self, needle: Needle) -> tuple[Figure, ...]:
        """The two planes that hold the needle, the bull's-eye at the target, and the axial slice of the target."""
        size = _size_px(0.24, 1.0)
        middle = (vector(needle.entry_mm) + vector(needle.target_mm)) / 2.0
        figures = []
        for plane, title, centre, width_mm, look in (
            ("needle_axial", "Along, axial", middle, NEEDLE_MM, "whole"),
            ("needle_sagittal", "Along, sagittal", middle, NEEDLE_MM, "whole"),
            ("bulls_eye", "Bull's-eye", middle, BULLS_EYE_MM, "end_on"),
        ):
            axes = needle_screen_axes(needle.entry_mm, needle.target_mm, cast(NeedlePlane, plane))
            picture = self._slice(title, centre, axes, width_mm / size[0], size, needle.id, cast(NeedleLook, look))
            figures.append(_figure(title, picture, 0.24))
        axial = self._slice("Axial, target", vector(needle.target_mm), AXES[0][1:], NEEDLE_MM / size[0], size)
        return (*figures, _figure("Axial through the target", axial, 0.24))

    @property
    def window(self) -> Window:
        """How the images are first shown."""
        return first_window(self.volume)

    def _spine(self) -> tuple[Vector, float]:
        """Middle and height, mm, of the marked levels with some room around."""
        centres = np.array([level.centre_mm for level in self.plan.levels])
        height = float(np.ptp(centres[:, 2])) + 2.0 * AROUND_SPINE_MM
        return (centres.min(axis=0) + centres.max(axis=0)) / 2.0, max(height, 160.0)

    def _slice(
        self,
        title: str,
        centre: Vector,
        axes: tuple[Point | Vector, Point | Vector],
        mm_per_px: float,
        size_px: tuple[int, int],
        needle_id: str = "",
        look: NeedleLook = "crossing",
        level_names: bool = False,
    ) -> RgbPicture:
        plane = view_plane(centre, *axes, mm_per_px, size_px)
        request = PictureRequest(plane, self.window, title, needle_id, look, level_names)
        return slice_picture(self.volume, self.plan, self.masks, request)


def _size_px(share: float, aspect: float) -> tuple[int, int]:
    width = round(PAGE_WIDTH_MM * share * PX_PER_MM)
    return (width, round(width * aspect))


def _figure(caption: str, picture: RgbPicture, share: float) -> Figure:
    height, width, _ = picture.shape
    data = BytesIO()
    Image.fromarray(picture).save(data, "JPEG", quality=JPEG_QUALITY, subsampling=0, optimize=True)
    return Figure(caption, data.getvalue(), width, height, share)


def _tuple(point_mm: Vector) -> Point:
    x, y, z = (float(v) for v in point_mm)
    return (x, y, z)
