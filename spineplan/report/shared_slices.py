"""The slices of a shared page: three stacks of small pictures around what is planned, with the plan drawn in."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

from spineplan.geometry.vectors import Vector, cross, vector
from spineplan.geometry.view_plane import view_plane
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Plan
from spineplan.render.pictures import PictureRequest, slice_picture
from spineplan.render.windowing import first_window
from spineplan.report.figures import AXES

MOST_BYTES = 8_000_000
"""Of all pictures before base64, which adds a third; the page stays below 15 MB."""
MOST_PICTURES = 150
QUALITY, LETTER_PX = 74, 13
ACROSS_MM, AROUND_LEVEL_MM = 150.0, 24.0
SIDEWAYS_MM, DEEP_MM = 34.0, 40.0
LEAST_STEP_MM = 1.5
SIZE_PX = (400, 400)


@dataclass(frozen=True)
class _Stack:
    name: str
    right: Vector
    down: Vector
    places: list[Vector]
    size_px: tuple[int, int]
    mm_per_px: float


def slices_data(plan: Plan, masks: Mapping[str, Mask], volume: Volume | None) -> list[dict[str, Any]]:
    """One stack each axial, sagittal and coronal; () without images. jumps: where levels and needles lie in it."""
    if volume is None or not plan.levels:
        return []
    step = max(LEAST_STEP_MM, volume.grid.spacing_mm[2] if volume.grid.spacing_mm[2] < 4 else LEAST_STEP_MM)
    while True:
        stacks = _stacks(plan, volume, step)
        pictures = [[_jpeg(volume, plan, masks, stack, place) for place in stack.places] for stack in stacks]
        if sum(len(data) for row in pictures for data in row) <= MOST_BYTES:
            break
        step *= 1.4
    return [_told(stack, row, plan) for stack, row in zip(stacks, pictures, strict=True)]


def _stacks(plan: Plan, volume: Volume, step: float) -> list[_Stack]:
    places = _wanted(plan)
    low, high = places.min(axis=0), places.max(axis=0)
    corners = volume.grid.corners_mm
    feet, head = float(corners[:, 2].min()), float(corners[:, 2].max())
    heights = _heights(places[:, 2], max(feet, -1e9), head, step)
    centre = (low + high) / 2.0
    tall_mm = min(float(high[2] - low[2]) + 3.0 * AROUND_LEVEL_MM, head - feet)
    tall_mm = max(tall_mm, ACROSS_MM * 0.7)
    middle = np.array(
        [centre[0], centre[1], np.clip(centre[2], feet + tall_mm / 2, max(head - tall_mm / 2, feet + tall_mm / 2))]
    )
    axial = [np.array([centre[0], centre[1] + 12.0, z]) for z in heights]
    wide = (round(SIZE_PX[0] * min(1.0, max(ACROSS_MM / tall_mm, 0.5))), SIZE_PX[1])
    scale = tall_mm / wide[1]
    beside = np.arange(low[0] - SIDEWAYS_MM, high[0] + SIDEWAYS_MM, 2.0 * LEAST_STEP_MM)
    deep = np.arange(low[1] - DEEP_MM / 2, high[1] + DEEP_MM * 1.5, 2.0 * LEAST_STEP_MM)
    sagittal = [np.array([x, middle[1] + 15.0, middle[2]]) for x in beside]
    coronal = [np.array([middle[0], y, middle[2]]) for y in deep]
    sides = ((axial, SIZE_PX, ACROSS_MM / SIZE_PX[0]), (sagittal, wide, scale), (coronal, wide, scale))
    return [
        _Stack(name, vector(right), vector(down), found, size, mm_per_px)
        for (name, right, down), (found, size, mm_per_px) in zip(AXES, sides, strict=True)
    ]


def _wanted(plan: Plan) -> Any:
    """Centres of the levels that carry something, or of all."""
    used = plan.levels_in_use() | {level.name for level in plan.levels if level.treat}
    chosen = [level.centre_mm for level in plan.levels if level.name in used]
    return np.array(chosen or [level.centre_mm for level in plan.levels])


def _heights(levels: Any, feet: float, head: float, step: float) -> list[float]:
    """From caudal to cranial, near a level that carries something; thinned out when there are too many."""
    all_heights = np.arange(feet + step / 2, head, step)
    near = all_heights[np.abs(all_heights[:, None] - levels[None, :]).min(axis=1) <= AROUND_LEVEL_MM]
    every = max(1, int(np.ceil(len(near) / MOST_PICTURES)))
    return [float(z) for z in near[::every]]


def _jpeg(volume: Volume, plan: Plan, masks: Mapping[str, Mask], stack: _Stack, place: Vector) -> bytes:
    plane = view_plane(place, stack.right, stack.down, stack.mm_per_px, stack.size_px)
    axial = stack.name == "Axial"
    request = PictureRequest(
        plane, first_window(volume), level_names=not axial, slice_level=axial, letter_px=LETTER_PX, measurements=True
    )
    data = BytesIO()
    Image.fromarray(slice_picture(volume, plan, masks, request)).save(data, "JPEG", quality=QUALITY, optimize=True)
    return data.getvalue()


def _told(stack: _Stack, pictures: list[bytes], plan: Plan) -> dict[str, Any]:
    normal = cross(stack.right, stack.down)
    depths = [float(place @ normal) for place in stack.places]
    axis = int(np.argmax(np.abs(normal)))
    targets = [(f"{needle.level} {needle.side} needle", needle.target_mm) for needle in plan.needles]
    levels = [
        (level.name, level.centre_mm) for level in plan.levels if level.name in plan.levels_in_use() or level.treat
    ]
    jumps = {name: _nearest(depths, float(vector(at) @ normal)) for name, at in (*levels, *targets)}
    return {
        "name": stack.name,
        "width": stack.size_px[0],
        "height": stack.size_px[1],
        "axis": "xyz"[axis],
        "places": [round(float(place[axis]), 1) for place in stack.places],
        "jumps": jumps,
        "pictures": [b64encode(data).decode("ascii") for data in pictures],
    }


def _nearest(depths: list[float], wanted: float) -> int:
    return int(np.argmin(np.abs(np.array(depths) - wanted)))
