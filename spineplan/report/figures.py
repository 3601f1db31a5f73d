"""The report's pictures: overview, lesions on three planes, needles on their own planes."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

from spineplan.geometry.needle_planes import NeedlePlane, needle_screen_axes
from spineplan.geometry.vectors import LEFT, POSTERIOR, Point, Vector, vector
from spineplan.geometry.view_plane import ViewPlane, view_plane
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume, Window
from spineplan.measure.wbb import Wbb
from spineplan.plan.model import KeyImage, Lesion, Needle, Plan
from spineplan.render.pictures import PictureRequest, RgbPicture, scene_picture, slice_picture
from spineplan.render.scene_camera import SCREEN_AXES, SceneCamera
from spineplan.render.scene_volume import coarse_copy
from spineplan.render.windowing import first_window
from spineplan.report.metamer_part import RADAR_CAPTION, radar_picture
from spineplan.report.model import Figure, Report
from spineplan.report.wbb_part import wbb_picture
from spineplan.report.words import mm

FEET: Point = (0.0, 0.0, -1.0)
PX_PER_MM = 9.5
"""Pixels per millimetre of paper (240 dpi)."""
PAGE_WIDTH_MM = 182.0
LETTER_PX = 27
"""8 points on paper."""
JPEG_QUALITY = 91
LESION_MM, TARGET_MM, BULLS_EYE_MM = 80.0, 110.0, 50.0
"""Width of the patient seen."""
LEAST_NEEDLE_MM, NEEDLE_ROOM_MM = 60.0, 11.0
"""Least width, and room before and behind what is to be seen of a needle."""
AROUND_SPINE_MM, LEAST_OVERVIEW_MM = 45.0, 140.0
BESIDE_SPINE_MM = 70.0
TURNED_PX = (70.0, 22.0)
"""How the 3-D overview is turned from straight posterior, in pixels of a drag."""
SHARE, KEPT_SHARE, NEEDLE_SHARE, RADAR_SHARE = 0.25, 1.0 / 3.0, 0.5, 0.6
"""Of the page's width."""
TALL, FLAT = 1.15, 0.8
"""Height of a picture for a width of one."""
NEEDLE_PX = (864, 691)
"""Half the page's width at the same resolution."""
OBLIQUE_COSINE = 0.996
KEPT_PX = 600.0
"""A key image knows its scale but not the size of the pane it was kept in; this many pixels of it are shown."""
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
        size = _size_px(SHARE, TALL)
        found = []
        for name, right, down in AXES[1:]:
            plane = view_plane(centre, right, down, height_mm / size[1], size)
            picture = self._slice(plane, level_names=True)  # the caption names the plane, in every language
            found.append(_figure(f"{name}, levels as named", picture, SHARE))
        camera = SceneCamera(_tuple(centre), *SCREEN_AXES["P"], height_mm * 1.1).turned(*TURNED_PX, _tuple(centre))
        coarse = coarse_copy(self.volume, self._around_spine(centre, height_mm))
        solid = scene_picture(coarse, self.plan, self.masks, camera, size, title="3-D", letter_px=LETTER_PX)
        return (*found, _figure("From behind, half resolution", solid, SHARE))

    def lesion(self, lesion: Lesion) -> tuple[Figure, ...]:
        """Three planes through the lesion."""
        mask = self.masks.get(lesion.mask.sha256) if lesion.mask is not None else None
        centre = mask.centroid_mm if mask is not None and mask.count else vector(lesion.seed_mm)
        size = _size_px(SHARE, FLAT)
        found = []
        for name, right, down in AXES:
            plane = view_plane(centre, right, down, LESION_MM / size[0], size)
            title = "" if name == "Axial" else lesion.level
            picture = self._slice(plane, title, slice_level=name == "Axial")
            found.append(_figure(_with_position(name, plane), picture, SHARE))
        return tuple(found)

    def needle(self, needle: Needle, skin_mm: Point | None) -> tuple[Figure, ...]:
        """Its way from the skin, then near on its two planes, and the bull's-eye halfway between entry and target.

        Where the skin is not known, the axial slice of the target stands in the first place.
        """
        entry, target = vector(needle.entry_mm), vector(needle.target_mm)
        found = [
            self._along(needle, "needle_axial", vector(skin_mm), skin_mm, "from the skin")
            if skin_mm is not None
            else self._slice_of_target(target),
            self._along(needle, "needle_axial", entry, skin_mm, "near the target"),
            self._along(needle, "needle_sagittal", entry, skin_mm, "near the target"),
        ]
        axes = needle_screen_axes(needle.entry_mm, needle.target_mm, "bulls_eye")
        plane = view_plane((entry + target) / 2.0, *axes, BULLS_EYE_MM / NEEDLE_PX[0], NEEDLE_PX)
        end_on = self._slice(plane, needle.level, needle_id=needle.id, needle_look="end_on")
        return (*found, _figure("Bull's-eye, seen from the hub", end_on, NEEDLE_SHARE))

    def _slice_of_target(self, target: Vector) -> Figure:
        plane = view_plane(target, *AXES[0][1:], TARGET_MM / NEEDLE_PX[0], NEEDLE_PX)
        return _figure(_with_position("Target, axial", plane), self._slice(plane, slice_level=True), NEEDLE_SHARE)

    def _along(self, needle: Needle, name: NeedlePlane, start: Vector, skin_mm: Point | None, how: str) -> Figure:
        """A plane that holds the needle, wide enough to show it from a point of it to the target."""
        size, target = NEEDLE_PX, vector(needle.target_mm)
        axes = needle_screen_axes(needle.entry_mm, needle.target_mm, name)
        plane = view_plane((start + target) / 2.0, *axes, scale_to_hold(start, target, axes, size), size)
        picture = self._slice(plane, needle.level, needle_id=needle.id, needle_look="whole", skin_mm=skin_mm)
        word = "Axial" if name == "needle_axial" else "Sagittal"
        return _figure(f"{word} along it, {how}", picture, NEEDLE_SHARE)

    def kept(self) -> tuple[Figure, ...]:
        """The key images of the volume, with the measurements that lie on them."""
        images = [image for image in self.plan.key_images if image.series_uid == self.volume.series_uid]
        return tuple(self._kept(image, number) for number, image in enumerate(images, start=1))

    def _kept(self, image: KeyImage, number: int) -> Figure:
        size = _size_px(KEPT_SHARE, FLAT)
        plane = view_plane(image.centre_mm, image.right_lps, image.down_lps, image.mm_per_px * KEPT_PX / size[0], size)
        title = plane_name(plane.normal_lps)
        request = PictureRequest(
            plane,
            Window(image.window_width, image.window_centre),
            title,
            slice_level=title == "Axial",
            measurements=True,
            letter_px=LETTER_PX,
        )
        picture = slice_picture(self.volume, self.plan, self.masks, request)
        caption = f"Key image {number}: {image.note}" if image.note else f"Key image {number}"
        return _figure(caption, picture, KEPT_SHARE)

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
        height = max(min(height, float(head - feet)), LEAST_OVERVIEW_MM)
        if head - feet > height:
            centre[2] = np.clip(centre[2], feet + height / 2.0, head - height / 2.0)
        return centre, height

    def _around_spine(self, centre: Vector, height_mm: float) -> tuple[Vector, Vector]:
        """Corners of the part of the patient that the 3-D overview shows: the spine without what stands beside it."""
        centres = np.array([level.centre_mm for level in self.plan.levels])
        low, high = centres.min(axis=0) - BESIDE_SPINE_MM, centres.max(axis=0) + BESIDE_SPINE_MM
        low[2], high[2] = centre[2] - height_mm * 0.6, centre[2] + height_mm * 0.6
        return low, high

    def _slice(self, plane: ViewPlane, title: str = "", **fields: Any) -> RgbPicture:
        request = PictureRequest(plane, self.window, title, letter_px=LETTER_PX, **fields)
        return slice_picture(self.volume, self.plan, self.masks, request)


def wbb_figure(found: Wbb, token: str) -> Figure:
    """The drawing of sectors and layers."""
    return _figure("WBB, patient's right at the left", wbb_picture(found, token), SHARE)


def metamer_figures(report: Report) -> tuple[Figure, ...]:
    """The criteria of the first levels of the metamer table, with words in the report's language."""
    if not report.radar:
        return ()
    return (_figure(report.say(RADAR_CAPTION), radar_picture(report.radar, report.say), RADAR_SHARE),)


def plane_name(normal_lps: Vector) -> str:
    """Axial, Sagittal, Coronal, or Oblique when it is more than 5 degrees from all of them."""
    straight = dict(zip(("Sagittal", "Coronal", "Axial"), np.abs(normal_lps), strict=True))
    name = max(straight, key=lambda each: straight[each])
    return name if straight[name] >= OBLIQUE_COSINE else "Oblique"


def _with_position(name: str, plane: ViewPlane) -> str:
    """Where the slice lies, as scanners and viewers count it along its own axis."""
    axis = int(np.argmax(np.abs(plane.normal_lps)))
    return f"{name}, {'xyz'[axis]} {mm(plane.centre_mm[axis])}"


def scale_to_hold(start: Vector, end: Vector, axes: tuple[Vector, Vector], size: tuple[int, int]) -> float:
    """Millimetres per pixel at which both points are on a picture centred between them."""
    sides = (abs(float((end - start) @ axis)) + 2.0 * NEEDLE_ROOM_MM for axis in axes)
    return max(LEAST_NEEDLE_MM / size[0], *(side / px for side, px in zip(sides, size, strict=True)))


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
