"""What the eye looks at: a frozen value, not undoable, shared by all panes."""

from dataclasses import dataclass, field
from typing import Literal

from spineplan.geometry.vectors import LEFT, POSTERIOR, SUPERIOR, Point
from spineplan.imaging.volume import Window
from spineplan.plan.model import Needle

PlaneName = Literal["axial", "sagittal", "coronal"]
PLANES: tuple[PlaneName, ...] = ("axial", "sagittal", "coronal")
StraightName = Literal["straight_sagittal", "straight_coronal"]
STRAIGHT_PANES: tuple[StraightName, ...] = ("straight_sagittal", "straight_coronal")
PaneName = Literal[
    "axial", "sagittal", "coronal", "needle_sagittal", "needle_axial", "bulls_eye", "fluoro", "scene",
    "straight_sagittal", "straight_coronal",
]  # fmt: skip
Layout = Literal["four_up", "sagittal_first", "spine", "trajectory", "compare", "one_up"]
COUNTING: tuple[Layout, ...] = ("sagittal_first", "spine")
"""Layouts in which levels are counted and corrected."""
Tool = Literal[
    "window", "zoom", "pan", "crosshair", "length", "angle", "ellipse", "brush", "erase", "needle", "level",
    "label_brush", "label_erase", "label_assign", "label_cut", "grow", "wbb", "pair",
]  # fmt: skip
Overlaid = Literal["off", "blend", "checker", "other"]
"""How another series is shown over the plan's: half and half, in squares by turns, or in its place (flicker)."""
SlabMode = Literal["off", "mip", "minip", "mean"]
Selection = tuple[Literal["level", "lesion", "needle", "measurement", "key_image"], str]

Frame = tuple[Point, Point, Point]
STRAIGHT: Frame = (LEFT, POSTERIOR, SUPERIOR)


@dataclass(frozen=True)
class PaneCamera:
    """Where a pane looks: LPS point at its middle (only the in-plane part counts), scale (None = fit the volume).

    Panes of the straightened spine: (mm across, mm along the line, 0) instead of a point.
    """

    centre_mm: Point | None = None
    mm_per_px: float | None = None


@dataclass(frozen=True)
class Brush:
    """radius_mm; three_d: sphere instead of disc; limits: only voxels within these real values of
    the series that is shown, or None."""

    radius_mm: float = 5.0
    three_d: bool = True
    limits: tuple[float, float] | None = None


@dataclass(frozen=True)
class LabelLook:
    """What is seen of vertebrae and structures, and what the label tools paint.

    hidden: names of levels and ids of structures. isolated: the level that 3-D shows alone. target: a level's name or
    a structure's id. over: painting takes voxels from other levels. working: the stage that edits them is open; away
    from it they are outlined without a tint, which would hide what is to be read.
    """

    vertebrae: bool = True
    structures: bool = True
    fill: bool = True
    hidden: frozenset[str] = frozenset()
    isolated: str = ""
    target: str = ""
    over: bool = True
    working: bool = False


@dataclass(frozen=True)
class NeedleDraft:
    """What the needle tool is about to place: first the target is clicked, then the entry."""

    level: str
    approach: str
    model: str
    target_mm: Point | None = None


@dataclass(frozen=True)
class Compared:
    """Two versions side by side: needles that the plan itself does not have, and what each version is called."""

    older: tuple[Needle, ...]
    newer: tuple[Needle, ...]
    older_name: str
    newer_name: str


FluoroMode = Literal["ap", "lateral", "en_face", "free"]


@dataclass(frozen=True)
class FluoroLook:
    """How the virtual C-arm stands. en_face follows the needle; free uses primary_deg and secondary_deg (DICOM
    positioner angles of the detector). field_mm: edge of what is seen at the isocentre. prone: the patient lies prone,
    so AP and lateral are taken with the detector behind. mirrored: shown as from the other side of the table."""

    mode: FluoroMode = "ap"
    primary_deg: float = 0.0
    secondary_deg: float = 0.0
    field_mm: float = 160.0
    prone: bool = True
    mirrored: bool = False


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
    labels: LabelLook = LabelLook()
    next_level: str = ""
    """The level that the next click of the level tool names."""
    needle_draft: NeedleDraft | None = None
    needle_depth_mm: float = 0.0
    """Depth of the bull's-eye plane along the selected needle, from its entry."""
    needle_turn_deg: float = 0.0
    """How far the two planes that hold the needle are turned about it."""
    scene_preset: Literal["bone", "soft", "surface", "labels"] = "bone"
    scene_clip: bool = False
    spine_turn_deg: float = 0.0
    """How far the straightened planes are turned about the spine's line."""
    fluoro: FluoroLook = FluoroLook()
    beside_bulls_eye: Literal["fluoro", "scene"] = "fluoro"
    """What the trajectory layout shows next to the bull's-eye."""
    entry_map: bool = False
    """Whether every way in to the shown needle's target is coloured by its worst margin."""
    compared: Compared | None = None
    """Needles of another version, drawn beside those of the plan."""
    overlaid: Overlaid = "off"
    overlaid_uid: str = ""
    """The series that is shown over the plan's own, to judge its registration."""
    pair_level: str = ""
    """The level whose body is clicked next on the other series; empty while points are paired."""
    pair_half: tuple[bool, Point] | None = None
    """One point of a pair that lacks its partner, and whether it lies on the plan's images."""
    comment: str = ""
    """The comment whose thread is open: its pin is ringed."""
