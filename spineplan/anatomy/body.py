"""The vertebral body of a level: as marked, or a suggestion from published mean sizes."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np

from spineplan.anatomy.level_order import LevelExtent, extent_of
from spineplan.geometry.vectors import LEFT, POSTERIOR, Vector, point, unit, vector
from spineplan.plan.model import Ellipsoid, Plan
from spineplan.resource_files import resource

EQUAL_VOLUME = 1.5 ** (1.0 / 3.0)
"""An ellipsoid with these larger axes has the volume of the elliptic cylinder that the published sizes describe."""

OUTLINED = "Voxels of the body in the outlined vertebra."
MARKED = (
    "Ellipsoid marked by the user. An ellipsoid within the endplates holds two thirds of the body: let it bulge over "
    "them as much as it leaves out at the corners."
)


@dataclass(frozen=True)
class Body:
    """ellipsoid: LPS mm. origin: marked by the user, or suggested from mean sizes. source: where the sizes are from."""

    ellipsoid: Ellipsoid
    origin: Literal["marked", "suggested"]
    source: str

    @property
    def volume_ml(self) -> float:
        """Volume of the ellipsoid, millilitres."""
        return self.ellipsoid.volume_ml


@dataclass(frozen=True)
class BodySize:
    """Mean width, depth and posterior height of a body, mm; source: the paper and its confidence tag."""

    width_mm: float
    depth_mm: float
    height_mm: float
    source: str

    @property
    def volume_ml(self) -> float:
        """Elliptic cylinder pi/4 * width * depth * height, millilitres."""
        return float(np.pi) / 4.0 * self.width_mm * self.depth_mm * self.height_mm / 1000.0


@dataclass(frozen=True)
class BodyVolume:
    """origin: counted in the outlined vertebra, of the ellipsoid marked by the user, or suggested from mean sizes."""

    volume_ml: float
    origin: Literal["outlined", "marked", "suggested"]
    source: str


def body_volume(plan: Plan, level_name: str) -> BodyVolume | None:
    """Of a level's body, mL: as outlined, else as marked, else a suggestion; None where nothing is known."""
    level = plan.level(level_name)
    outlined = level.part("body") if level is not None else None
    if outlined is not None:
        return BodyVolume(outlined.volume_ml, "outlined", OUTLINED)
    body = body_of(plan, level_name)
    return BodyVolume(body.volume_ml, body.origin, body.source) if body is not None else None


def body_of(plan: Plan, level_name: str) -> Body | None:
    """The marked body of a level, else a suggestion, else None (not marked, or no published size: C1, C2, sacrum)."""
    extent = extent_of(plan, level_name)
    if extent is None:
        return None
    if extent.level.body is not None:
        return Body(extent.level.body, "marked", MARKED)
    return _suggested(extent)


def mean_body_size(level_name: str) -> BodySize | None:
    """Published mean size of a level's body; T13 and L6 borrow their cranial neighbour's; None where there is none."""
    table = _table()
    name = table["transitional"].get(level_name, level_name)
    if name in table["levels"]:
        upper_w, lower_w, upper_d, lower_d, height = table["levels"][name]
        source = f"{table['source']} [{table['tag']}]"
        return BodySize((upper_w + lower_w) / 2.0, (upper_d + lower_d) / 2.0, height, source)
    cervical = table["cervical"]
    if name in cervical["levels"]:
        width, depth, height = cervical["size_mm"]
        return BodySize(width, depth, height, f"{cervical['source']} [{cervical['tag']}]")
    return None


def body_axes(cranial_lps: Vector) -> Vector:
    """(3, 3) rows left', posterior', cranial of a vertebra whose axis points along cranial_lps; right-handed."""
    up = unit(cranial_lps)
    # A spine that runs sideways is a marking error; it still gets axes.
    aside = vector(LEFT if abs(float(up[0])) < 0.95 else POSTERIOR)
    left = unit(aside - up * float(aside @ up))
    return np.stack([left, np.cross(up, left), up])


def _suggested(extent: LevelExtent) -> Body | None:
    size = mean_body_size(extent.level.name)
    if size is None:
        return None
    steps = [2.0 * half for half in (extent.cranial_mm, extent.caudal_mm) if half is not None]
    # A body is not taller than one step of the spine: a small patient gets a body scaled down as a whole. Marks
    # closer than half a body say nothing about its size.
    steps = [step for step in steps if step > size.height_mm / 2.0]
    scale = min([1.0, *(step / size.height_mm for step in steps)]) * EQUAL_VOLUME
    half = (size.width_mm * scale / 2.0, size.depth_mm * scale / 2.0, size.height_mm * scale / 2.0)
    left, posterior, cranial = (point(row) for row in body_axes(extent.cranial_lps))
    return Body(Ellipsoid(centre_mm=extent.level.centre_mm, semi_axes_mm=half, axes_lps=(left, posterior, cranial)),
                "suggested", size.source)  # fmt: skip


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(resource("anatomy/body_sizes.json").read_text(encoding="utf-8"))
    return loaded
