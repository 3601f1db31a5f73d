"""What the eye looks at: a frozen value, not undoable, shared by all panes."""

from dataclasses import dataclass, field
from typing import Literal

from spineplan.geometry.vectors import LEFT, POSTERIOR, SUPERIOR, Point
from spineplan.imaging.volume import Window

PlaneName = Literal["axial", "sagittal", "coronal"]
PLANES: tuple[PlaneName, ...] = ("axial", "sagittal", "coronal")
PaneName = Literal["axial", "sagittal", "coronal", "needle_sagittal", "needle_axial", "bulls_eye", "scene"]
Layout = Literal["four_up", "sagittal_first", "trajectory", "compare", "one_up"]
Tool = Literal["window", "zoom", "pan", "crosshair", "length", "angle", "ellipse", "brush", "erase", "needle", "level"]
SlabMode = Literal["off", "mip", "minip", "mean"]
Selection = tuple[Literal["level", "lesion", "needle", "measurement", "key_image"], str]

Frame = tuple[Point, Point, Point]
STRAIGHT: Frame = (LEFT, POSTERIOR, SUPERIOR)


@dataclass(frozen=True)
class PaneCamera:
    """Where a pane looks: LPS point at its middle (only the in-plane part counts), scale (None = fit the volume)."""

    centre_mm: Point | None = None
    mm_per_px: float | None = None


@dataclass(frozen=True)
class Brush:
    """radius_mm; three_d: sphere instead of disc; limits: only voxels within these values (HU), or None."""

    radius_mm: float = 5.0
    three_d: bool = True
    limits: tuple[float, float] | None = None


@dataclass(frozen=True)
class NeedleDraft:
    """What the needle tool is about to place: first the target is clicked, then the entry."""

    level: str
    approach: str
    model: str
    target_mm: Point | None = None


@dataclass(frozen=True)
class ViewState:
    """crosshair_mm: LPS. frame: the crosshair's orthonormal axes (x', y', z'); straight = L, P, S.

    Axial looks along z' with x' to the right and y' down; sagittal has y' right and -z' down; coronal x' right and
    -z' down. series_uid: the series shown; windows: per series, real values.
    """

    crosshair_mm: Point = (0.0, 0.0, 0.0)
    frame: Frame = STRAIGHT
    series_uid: str = ""
    compare_uid: str = ""
    layout: Layout = "four_up"
    one_up: PaneName = "axial"
    maximised: PaneName | None = None
    tool: Tool = "window"
    windows: dict[str, Window] = field(default_factory=dict)
    cameras: dict[PaneName, PaneCamera] = field(default_factory=dict)
    slab_mode: SlabMode = "off"
    slab_mm: float = 10.0
    overlays: bool = True
    selected: Selection | None = None
    brush: Brush = Brush()
    next_level: str = ""
    """The level that the next click of the level tool names."""
    needle_draft: NeedleDraft | None = None
    needle_depth_mm: float = 0.0
    """Depth of the bull's-eye plane along the selected needle, from its entry."""
    scene_preset: Literal["bone", "soft", "surface"] = "bone"
    scene_clip: bool = False
