"""From what the user wants to see to the exact plane a pane shows (pure; testable without a window)."""

import numpy as np

from spineplan.geometry.needle_planes import NeedlePlane, needle_screen_axes
from spineplan.geometry.vectors import INFERIOR, LEFT, POSTERIOR, Point, Vector, cross, point, unit, vector
from spineplan.geometry.view_plane import ViewPlane, view_plane
from spineplan.imaging.grid import Grid
from spineplan.plan.model import Needle
from spineplan.session.view_state import PaneCamera, PaneName, PlaneName, ViewState

FIT_MARGIN = 1.04


def screen_axes(view: ViewState, plane: PlaneName) -> tuple[Vector, Vector]:
    """(right_lps, down_lps) of a pane: radiological, head up, patient right at screen left.

    The plane's normal is an axis of the crosshair's frame. The picture turns with its normal by the shortest way and
    not about it: turning the crosshair inside a pane leaves that pane's picture where it is.
    """
    x, y, z = (vector(axis) for axis in view.frame)
    if plane == "axial":
        return _turned(z, LEFT, POSTERIOR)
    return _turned(-x, POSTERIOR, INFERIOR) if plane == "sagittal" else _turned(y, LEFT, INFERIOR)


def _turned(normal: Vector, right: Point, down: Point) -> tuple[Vector, Vector]:
    """Screen axes turned by the shortest rotation that takes right x down to the normal (Rodrigues)."""
    start = cross(vector(right), vector(down))
    axis, cosine = cross(start, normal), float(start @ normal)
    if cosine < -1.0 + 1e-9:
        return vector(right), -vector(down)

    def turn(v: Vector) -> Vector:
        return v + cross(axis, v) + cross(axis, cross(axis, v)) / (1.0 + cosine)

    return unit(turn(vector(right))), unit(turn(vector(down)))


def needle_axes(needle: Needle, pane: PaneName, turn_deg: float = 0.0) -> tuple[Vector, Vector]:
    """(right_lps, down_lps) of the planes through a needle, turned about it, and of the bull's-eye across it."""
    plane: NeedlePlane = pane if pane in ("needle_axial", "needle_sagittal") else "bulls_eye"
    return needle_screen_axes(needle.entry_mm, needle.target_mm, plane, turn_deg)


def fit_scale(grid: Grid, right: Vector, down: Vector, size_px: tuple[int, int]) -> float:
    """mm per pixel at which the whole volume fits into the pane."""
    corners = grid.corners_mm
    width_mm = float(np.ptp(corners @ right)) * FIT_MARGIN
    height_mm = float(np.ptp(corners @ down)) * FIT_MARGIN
    return max(width_mm / max(size_px[0], 1), height_mm / max(size_px[1], 1), 1e-3)


def resolve(
    view: ViewState, pane: PaneName, grid: Grid, size_px: tuple[int, int], needle: Needle | None = None
) -> ViewPlane:
    """The plane a pane shows: through the crosshair (or the needle), centred where its camera looks.

    size_px: (width, height). Raises ValueError for the 3-D pane, or for a needle pane without a needle.
    """
    if pane == "scene":
        raise ValueError("the 3-D pane has no plane")
    if pane in ("axial", "sagittal", "coronal"):
        right, down = screen_axes(view, pane)
        through: Vector = vector(view.crosshair_mm)
        middle: Vector = grid.centre_mm
    else:
        if needle is None:
            raise ValueError("no needle is selected")
        right, down = needle_axes(needle, pane, view.needle_turn_deg)
        through = needle_point(needle, view.needle_depth_mm) if pane == "bulls_eye" else vector(needle.target_mm)
        middle = through if pane == "bulls_eye" else (vector(needle.entry_mm) + vector(needle.target_mm)) / 2.0
    camera = view.cameras.get(pane, PaneCamera())
    looked_at = vector(camera.centre_mm) if camera.centre_mm is not None else middle
    normal = cross(right, down)
    centre = looked_at + normal * float((through - looked_at) @ normal)
    scale = camera.mm_per_px or default_scale(pane, grid, right, down, size_px)
    return view_plane(centre, right, down, scale, size_px)


def default_scale(pane: PaneName, grid: Grid, right: Vector, down: Vector, size_px: tuple[int, int]) -> float:
    """Fit for MPR panes; 60 mm across the bull's-eye and 160 mm across the needle planes."""
    shortest = max(min(size_px), 1)
    if pane == "bulls_eye":
        return 60.0 / shortest
    if pane in ("needle_axial", "needle_sagittal"):
        return 160.0 / shortest
    return fit_scale(grid, right, down, size_px)


def needle_point(needle: Needle, depth_mm: float) -> Vector:
    """LPS point at a depth from the entry along the needle."""
    entry = vector(needle.entry_mm)
    return entry + unit(vector(needle.target_mm) - entry) * depth_mm


def centred_on(view: ViewState, target_mm: Point | Vector) -> dict[PaneName, PaneCamera]:
    """Cameras of all MPR panes with the target in their middle, scales kept."""
    cameras = dict(view.cameras)
    panes: tuple[PaneName, ...] = ("axial", "sagittal", "coronal")
    for pane in panes:
        old = cameras.get(pane, PaneCamera())
        if old.mm_per_px is not None:
            cameras[pane] = PaneCamera(point(vector(target_mm)), old.mm_per_px)
    return cameras
