"""The report's pictures: overview, lesions on three planes, needles on their own planes."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

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
AROUND_SPINE_MM, LEAST_OVERVIEW_MM = 45.0, 160.0
TURNED_PX = (70.0, 22.0)
"""How the 3-D overview is turned from straight posterior, in pixels of a drag."""
OVERVIEW_SHARE, SHARE = 1.0 / 3.0, 0.25
"""Of the page's width."""
FLATNESS = 0.84
"""Height of a small picture for a width of one."""
NEEDLE_PICTURES: tuple[tuple[NeedlePlane, str, float, NeedleLook], ...] = (
    ("needle_axial", "Along the needle, axial", NEEDLE_MM, "whole"),
    ("needle_sagittal", "Along the needle, sagittal", NEEDLE_MM, "whole"),
    ("bulls_eye", "Bull's-eye halfway to the target", BULLS_EYE_MM, "end_on"),
)
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
        size = _size_px(OVERVIEW_SHARE, 1.2)
        found = []
        for name, right, down in AXES[1:]:
            plane = view_plane(centre, right, down, height_mm / size[1], size)
            picture = self._slice(PictureRequest(plane, self.window, name, level_names=True))
            found.append(_figure(f"{name}, levels as named", picture, OVERVIEW_SHARE))
        camera = SceneCamera(_tuple(centre), *SCREEN_AXES["P"], height_mm * 1.1).turned(*TURNED_PX, _tuple(centre))
        solid = scene_picture(coarse_copy(self.volume), self.plan, self.masks, camera, size, title="From behind")
        return (*found, _figure("3-D from behind, half resolution", solid, OVERVIEW_SHARE))

    def lesion(self, lesion: Lesion) -> tuple[Figure, ...]:
        """Three planes through the lesion."""
        mask = self.masks.get(lesion.mask.sha256) if lesion.mask is not None else None
        centre = mask.centroid_mm if mask is not None and mask.count else vector(lesion.seed_mm)
        size = _size_px(SHARE, FLATNESS)
        found = []
        for name, right, down in AXES:
            plane = view_plane(centre, right, down, LESION_MM / size[0], size)
            title = name if name == "Axial" else f"{name} · {lesion.level}"
            request = PictureRequest(plane, self.window, title, slice_level=name == "Axial")
            found.append(_figure(name, self._slice(request), SHARE))
        return tuple(found)

    def needle(self, needle: Needle) -> tuple[Figure, ...]:
        """The two planes that hold the needle, the bull's-eye halfway, and the axial slice of the target."""
        size = _size_px(SHARE, FLATNESS)
        middle = (vector(needle.entry_mm) + vector(needle.target_mm)) / 2.0
        found = []
        for name, caption, width_mm, look in NEEDLE_PICTURES:
            axes = needle_screen_axes(needle.entry_mm, needle.target_mm, name)
            plane = view_plane(middle, *axes, width_mm / size[0], size)
            title = f"{needle.level} {needle.side}"
            picture = self._slice(PictureRequest(plane, self.window, title, needle.id, look))
            found.append(_figure(caption, picture, SHARE))
        plane = view_plane(vector(needle.target_mm), *AXES[0][1:], NEEDLE_MM / size[0], size)
        axial = self._slice(PictureRequest(plane, self.window, "Axial", slice_level=True))
        return (*found, _figure("Axial slice of the target", axial, SHARE))

    @property
    def window(self) -> Window:
        """How the images are first shown."""
        return first_window(self.volume)

    def _spine(self) -> tuple[Vector, float]:
        """Middle and height, mm, of the marked levels with some room around."""
        centres = np.array([level.centre_mm for level in self.plan.levels])
        height = float(np.ptp(centres[:, 2])) + 2.0 * AROUND_SPINE_MM
        centre = (centres.min(axis=0) + centres.max(axis=0)) / 2.0
        feet, head = self.volume.grid.corners_mm[:, 2].min(), self.volume.grid.corners_mm[:, 2].max()
        height = min(max(height, LEAST_OVERVIEW_MM), float(head - feet))
        centre[2] = np.clip(centre[2], feet + height / 2.0, head - height / 2.0)
        return centre, height

    def _slice(self, request: PictureRequest) -> RgbPicture:
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
