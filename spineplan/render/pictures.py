"""Finished pictures for paper: a slice, or the 3-D scene, with what the plan has in it drawn over. No Qt, no window."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.level_order import level_of_plane, said_name
from spineplan.geometry.orientation import orientation_letters
from spineplan.geometry.vectors import Point, Vector, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume, Window
from spineplan.measure.drawn import drawn_words, lies_on
from spineplan.plan.model import Measurement, Needle, Plan
from spineplan.render.ink import Ink, Place, width_of
from spineplan.render.mask_slice import mask_slice
from spineplan.render.palette import rgb8
from spineplan.render.reslice import Slab, reslice
from spineplan.render.scene_camera import SceneCamera
from spineplan.render.scene_marker import cube_faces
from spineplan.render.scene_shapes import hub_mm, level_labels, plan_shapes
from spineplan.render.scene_volume import CoarseVolume, Preset

RgbPicture = npt.NDArray[np.uint8]
"""(height, width, 3)."""
MARGIN_PX = 8.0
BAR_STEPS_MM = (1, 2, 5, 10, 20, 50, 100, 200)
THIN_MM = 1.5
NEAR_LEVEL_MM = 60.0
RIM, TINT = 0.95, 0.22
NeedleLook = Literal["crossing", "whole", "end_on"]


@dataclass(frozen=True)
class PictureRequest:
    """title: upper left. needle_look: how the chosen needle is drawn (others are drawn where they cross the slice).

    level_names: names beside their marks, for planes along the spine. slice_level: the level that the slice goes
    through is added to the title, for planes across the spine. skin_mm: where the chosen needle meets the skin.
    measurements: lengths, angles and regions that lie on the slice are drawn with their numbers. former: needles of
    another version, projected onto the slice as grey outlines with a cross at the target.
    """

    plane: ViewPlane
    window: Window
    title: str = ""
    needle_id: str = ""
    needle_look: NeedleLook = "crossing"
    level_names: bool = False
    slice_level: bool = False
    skin_mm: Point | None = None
    measurements: bool = False
    slab: Slab | None = None
    letter_px: int = 20
    former: tuple[Needle, ...] = ()


def slice_picture(volume: Volume, plan: Plan, masks: Mapping[str, Mask], request: PictureRequest) -> RgbPicture:
    """A slice with lesions, needles, level names, orientation letters and scale bar.

    The volume, the masks (by hash) and the plan share one frame of reference.
    """
    plane = request.plane
    grey = reslice(volume, plane, request.window, request.slab)
    picture = np.repeat(grey[..., None], 3, axis=2)
    for lesion in plan.lesions:
        mask = masks.get(lesion.mask.sha256) if lesion.mask is not None else None
        if mask is not None:
            _tint(picture, mask_slice(mask, plane) > 0, np.array(rgb8(lesion.kind), dtype=np.float64))
    ink = Ink(picture)
    _seeds(ink, plan, plane, request.letter_px / 2.0)
    for needle in plan.needles:
        _needle(ink, plane, needle, request.needle_look if needle.id == request.needle_id else "crossing")
    for needle in request.former:
        _former(ink, plane, needle)
    if request.skin_mm is not None:
        ink.circle(_place(plane.px_from_mm(request.skin_mm)), 5.0, rgb8("accent"), rgb8("image_halo"))
    if request.measurements:
        for measurement in plan.measurements:
            if lies_on(measurement, plane, volume):
                _measurement(ink, plane, measurement, drawn_words(measurement, volume), request.letter_px)
    if request.level_names:
        _level_names(ink, plan, plane, request.letter_px)
    _title(ink, plan, request)
    _letters(ink, plane, request.letter_px)
    _bar(ink, plane, request.letter_px)
    return ink.finish()


def scene_picture(
    image: CoarseVolume, plan: Plan, masks: Mapping[str, Mask], camera: SceneCamera, size_px: tuple[int, int],
    preset: Preset = "bone", title: str = "", letter_px: int = 20,
) -> RgbPicture:  # fmt: skip
    """The 3-D scene with lesions, needles, level names and the orientation cube."""
    from spineplan.render.scene import Scene
    from spineplan.render.scene_surface import mask_surface

    scene = Scene()
    try:
        scene.set_image(image)
        scene.set_preset(preset)
        scene.set_shapes(plan_shapes(plan, masks, mask_surface))
        picture = scene.render(camera, size_px)
    finally:
        scene.close()
    ink = Ink(picture)
    plane = camera.plane(size_px)
    for label in level_labels(plan, plane):
        half = width_of(label.text, letter_px) / 2.0 + MARGIN_PX
        x = min(max(label.x_px, half), size_px[0] - half)
        ink.words(label.text, (x, label.y_px), rgb8("level"), letter_px, "mm")
    _cube(ink, camera, plane, letter_px)
    _letters(ink, plane, letter_px, upper=False)
    ink.words(title, (MARGIN_PX, MARGIN_PX), rgb8("image_text"), letter_px)
    return ink.finish()


def _tint(picture: RgbPicture, inside: npt.NDArray[np.bool_], colour: Vector) -> None:
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not len(rows):
        return
    here = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    picture, inside = picture[here], np.pad(inside[here], 1)
    deep = inside.copy()
    for shift in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        deep &= np.roll(inside, shift, axis=(0, 1))
    inside, deep = inside[1:-1, 1:-1], deep[1:-1, 1:-1]
    for where, share in ((deep, TINT), (inside & ~deep, RIM)):
        picture[where] = np.rint(picture[where] * (1.0 - share) + colour * share).astype(np.uint8)


def _seeds(ink: Ink, plan: Plan, plane: ViewPlane, r: float) -> None:
    """A diamond where a lesion is marked but not painted."""
    for lesion in plan.lesions:
        x, y, depth = (float(v) for v in plane.px_from_mm(lesion.seed_mm))
        if lesion.mask is None and abs(depth) <= THIN_MM * 4:
            ink.polygon([(x + r, y), (x, y + r), (x - r, y), (x, y - r)], None, 1.0, rgb8(lesion.kind))


def _needle(ink: Ink, plane: ViewPlane, needle: Needle, look: NeedleLook) -> None:
    hub, entry, target = plane.px_from_mm(np.array([hub_mm(needle), needle.entry_mm, needle.target_mm]))
    width = max(needle.outer_diameter_mm / plane.mm_per_px, 1.6)
    if look == "end_on":
        _needle_end_on(ink, _place(target), width / 2.0)
        return
    colour = rgb8("accent")
    if look == "whole":
        _shaft(ink, hub, target, width)
        ink.circle(_place(entry), max(width / 2.0 + 2.0, 4.0), colour)
        ink.circle(_place(target), 3.0, rgb8("image_halo"), colour, 1.0)
        return
    a, b = float(hub[2]), float(target[2])
    if min(a, b) > THIN_MM or max(a, b) < -THIN_MM:
        return
    spread = b - a if abs(b - a) > 1e-9 else 1e-9
    shares = sorted(((-THIN_MM - a) / spread, (THIN_MM - a) / spread))
    first, last = max(shares[0], 0.0), min(shares[1], 1.0)
    _shaft(ink, hub + first * (target - hub), hub + last * (target - hub), width)


def _former(ink: Ink, plane: ViewPlane, needle: Needle) -> None:
    hub, target = plane.px_from_mm(np.array([hub_mm(needle), needle.target_mm]))
    along = target[:2] - hub[:2]
    across = np.array([-along[1], along[0]]) / max(float(np.linalg.norm(along)), 1e-6)
    across *= max(needle.outer_diameter_mm / plane.mm_per_px, 3.0) / 2.0
    for side in (across, -across):
        ink.line([_place(hub[:2] + side), _place(target[:2] + side)], rgb8("image_muted"))
    x, y = _place(target)
    for sign in (1.0, -1.0):
        ink.line([(x - 5.0, y - 5.0 * sign), (x + 5.0, y + 5.0 * sign)], rgb8("image_muted"), 2.0)


def _shaft(ink: Ink, start: Vector, end: Vector, width: float) -> None:
    """The walls of the shaft at its true width."""
    along = end[:2] - start[:2]
    length = float(np.linalg.norm(along))
    if length < 1.0:
        _needle_end_on(ink, _place(end), width / 2.0)
        return
    across = np.array([-along[1], along[0]]) / length * width / 2.0
    ring = [start[:2] + across, end[:2] + across, end[:2] - across, start[:2] - across]
    ink.polygon([_place(corner) for corner in ring], rgb8("accent"), 0.3 if width > 4.0 else 0.9, rgb8("accent"))


def _measurement(ink: Ink, plane: ViewPlane, measurement: Measurement, words: str, letter_px: int) -> None:
    """The drawn line, and its number beside its last point; the words of a region stand in the report's text."""
    places = [_place(px) for px in plane.px_from_mm(np.array(measurement.points_mm))]
    colour = rgb8("measurement")
    if measurement.kind == "ellipse":
        centre, a, b = (np.array(place) for place in places)
        turn = np.linspace(0.0, 2.0 * np.pi, 73)[:, None]
        ring = centre + np.cos(turn) * (a - centre) + np.sin(turn) * (b - centre)
        ink.line([_place(px) for px in ring], colour)
        places, words = [_place(ring[ring[:, 0].argmax()])], words.partition(",")[0]
    else:
        ink.line(places, colour)
        for place in places:
            ink.circle(place, 3.0, rgb8("image_halo"), colour)
    ink.words(words, (places[-1][0] + 8.0, places[-1][1]), colour, letter_px, "lm")


def _needle_end_on(ink: Ink, at: Place, radius: float) -> None:
    ink.circle(at, radius, rgb8("accent"), width_px=1.8)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        near, far = radius + 4.0, radius + 14.0
        ink.line([(at[0] + dx * near, at[1] + dy * near), (at[0] + dx * far, at[1] + dy * far)], rgb8("accent"))


def _level_names(ink: Ink, plan: Plan, plane: ViewPlane, letter_px: int) -> None:
    for level in plan.levels:
        x, y, depth = (float(v) for v in plane.px_from_mm(level.centre_mm))
        if abs(depth) <= NEAR_LEVEL_MM and 0 <= x < plane.width_px and 0 <= y < plane.height_px:
            ink.circle(
                (x, y), 5.0 if level.treat else 3.0, rgb8("image_halo"), rgb8("accent" if level.treat else "level")
            )
            ink.words(said_name(level), (x + 10.0, y), rgb8("level"), letter_px, "lm")


def _title(ink: Ink, plan: Plan, request: PictureRequest) -> None:
    plane = request.plane
    here = level_of_plane(plan, plane.centre_mm, plane.normal_lps) if request.slice_level else None
    words = " · ".join(part for part in (request.title, said_name(here) if here is not None else "") if part)
    ink.words(words, (MARGIN_PX, MARGIN_PX), rgb8("image_text"), request.letter_px)


def _letters(ink: Ink, plane: ViewPlane, letter_px: int, upper: bool = True) -> None:
    right, down = vector(plane.right_lps), vector(plane.down_lps)
    width, height = float(plane.width_px), float(plane.height_px)
    ink.words(orientation_letters(-right), (MARGIN_PX, height / 2), rgb8("image_text"), letter_px, "lm")
    ink.words(orientation_letters(right), (width - MARGIN_PX, height / 2), rgb8("image_text"), letter_px, "rm")
    if upper:
        ink.words(orientation_letters(-down), (width / 2, MARGIN_PX), rgb8("image_text"), letter_px, "ma")
    ink.words(orientation_letters(down), (width / 2, height - MARGIN_PX), rgb8("image_text"), letter_px, "md")


def _bar(ink: Ink, plane: ViewPlane, letter_px: int) -> None:
    """The longest round length that takes at most a quarter of the width, lower right."""
    room_mm = plane.width_px * plane.mm_per_px / 4.0
    length_mm = max((step for step in BAR_STEPS_MM if step <= room_mm), default=BAR_STEPS_MM[0])
    right, y = plane.width_px - MARGIN_PX - 2.0, plane.height_px - MARGIN_PX - 3.0
    left = right - length_mm / plane.mm_per_px
    for colour, thick in ((rgb8("image_halo"), 3.5), (rgb8("image_text"), 1.5)):
        ink.line([(left, y - 4), (left, y), (right, y), (right, y - 4)], colour, thick)
    text = f"{length_mm // 10} cm" if length_mm >= 10 else f"{length_mm} mm"
    ink.words(text, ((left + right) / 2, y - 4.0), rgb8("image_text"), letter_px, "md")


def _cube(ink: Ink, camera: SceneCamera, plane: ViewPlane, half: float) -> None:
    x, y = MARGIN_PX + half * 1.75, plane.height_px - MARGIN_PX - half * 1.75
    for face in cube_faces(camera):
        corners = [(x + a * half, y + b * half) for a, b in face.corners]
        ink.polygon(corners, rgb8("raised"), 0.9, rgb8("image_muted"))
        if face.facing > 0.3:
            at = (x + face.middle[0] * half, y + face.middle[1] * half)
            ink.words(face.letter, at, rgb8("image_text"), round(half * 0.95), "mm")


def _place(px: Vector) -> Place:
    return (float(px[0]), float(px[1]))
