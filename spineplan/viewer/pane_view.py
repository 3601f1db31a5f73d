"""Which series and plane a pane shows; the only place where a pane writes the view state."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from spineplan.geometry.vectors import Vector, point, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume, Window
from spineplan.plan.model import Needle, Registration
from spineplan.render.reslice import Slab
from spineplan.render.windowing import first_window
from spineplan.session.registering import Stretch, stretch_of, used_registration
from spineplan.session.resolve import resolve
from spineplan.session.session import Session
from spineplan.session.view_state import COUNTING, STRAIGHT_PANES, PaneCamera, PaneName, ViewState
from spineplan.viewer.bridge import SessionBridge

NEEDLE_TURN_DEG = 3.0
"""Per notch of the wheel, in the planes that hold the needle."""
MPR = ("axial", "sagittal", "coronal")


class PaneView:
    """The eye of one pane.

    Panes share the session's view. A compare pane whose series has another frame of reference keeps a view of its
    own: two spaces are never shown as aligned.
    """

    def __init__(self, bridge: SessionBridge, pane: PaneName, compare: bool = False) -> None:
        self.bridge = bridge
        self.pane = pane
        self.compare = compare
        self.on_own_change: Callable[[], None] = lambda: None
        self._own: ViewState | None = None
        self._first_windows: dict[str, Window] = {}

    @property
    def session(self) -> Session | None:
        """The open patient."""
        return self.bridge.session

    @property
    def series_uid(self) -> str:
        """The series this pane is meant to show."""
        if self.session is None:
            return ""
        return self.session.view.compare_uid if self.compare else self.session.view.series_uid

    @property
    def volume(self) -> Volume | None:
        """Its voxels, once there are any, where a confirmed registration puts them."""
        return self.session.shown(self.series_uid) if self.session is not None else None

    @property
    def registration(self) -> Registration | None:
        """The confirmed registration through which the pane shows a series of another frame of reference."""
        scanned = self.session.volumes.get(self.series_uid) if self.session is not None else None
        return (
            used_registration(self.session.plan, scanned) if self.session is not None and scanned is not None else None
        )

    @property
    def stretch(self) -> Stretch | None:
        """The part of the spine for which a registered series may be compared with the plan; None: everywhere."""
        used = self.registration
        return stretch_of(self.session.plan, used) if self.session is not None and used is not None else None

    @property
    def linked(self) -> bool:
        """Whether the pane's points are the session's points."""
        volume = self.volume
        if not self.compare or self.session is None or volume is None:
            return True
        main = self.session.volume
        return main is None or main is volume or same_space(main, volume)

    @property
    def in_plan_space(self) -> bool:
        """Whether plan points may be drawn here."""
        volume, session = self.volume, self.session
        if volume is None or session is None or not self.linked:
            return False
        if self.registration is not None and self.pane in ("scene", "fluoro", *STRAIGHT_PANES):
            return False  # they show the whole spine; a registration holds for a part of it
        reference = session.plan.reference
        if not reference.frame_of_reference_uid:
            return reference.series_uid in ("", volume.series_uid)
        return reference.frame_of_reference_uid == volume.frame_of_reference_uid

    @property
    def view(self) -> ViewState:
        """The view state this pane obeys."""
        if self.session is None:
            return ViewState()
        if self.linked or self.volume is None:
            return self.session.view
        uid = self.volume.series_uid
        if self._own is None or self._own.series_uid != uid:
            self._own = ViewState(crosshair_mm=point(self.volume.grid.centre_mm), series_uid=uid)
        shared = self.session.view
        return replace(
            self._own, tool=shared.tool, windows=shared.windows, slab_mode=shared.slab_mode, slab_mm=shared.slab_mm
        )

    def look(self, **fields: Any) -> None:
        """Change fields of the view state this pane obeys."""
        if self.session is None:
            return
        if self.linked:
            self.bridge.look(self, **fields)
            return
        shared = {name: fields.pop(name) for name in ("windows", "tool", "slab_mode", "slab_mm") if name in fields}
        if fields:
            self._own = replace(self.view, **fields)
            self.on_own_change()
        if shared:
            self.bridge.look(self, **shared)

    def put(self, view: ViewState) -> None:
        """Go back to an earlier view (Esc): place, frame, camera and window of this pane."""
        self.look(
            crosshair_mm=view.crosshair_mm,
            frame=view.frame,
            cameras=view.cameras,
            windows=view.windows,
            needle_depth_mm=view.needle_depth_mm,
            needle_turn_deg=view.needle_turn_deg,
        )

    @property
    def needle(self) -> Needle | None:
        """The needle that needle panes contain: the selected one, else the last placed."""
        return shown_needle(self.session) if self.session is not None else None

    @property
    def window(self) -> Window:
        """Display window of this pane's series."""
        volume = self.volume
        if volume is None:
            return Window(1.0, 0.0)
        chosen = self.view.windows.get(volume.series_uid)
        if chosen is not None:
            return chosen
        if self.session is not None and volume.series_uid in self.session.arrived:
            return first_window(volume)  # more voxels may ask for another one
        if volume.series_uid not in self._first_windows:
            self._first_windows[volume.series_uid] = first_window(volume)
        return self._first_windows[volume.series_uid]

    def set_window(self, window: Window) -> None:
        """Change it."""
        uid = self.series_uid
        self.look(windows={**self.view.windows, uid: window})

    @property
    def slab(self) -> Slab | None:
        """Projection of the slice planes; needle planes are always thin."""
        view = self.view
        if view.slab_mode == "off" or self.pane not in MPR:
            return None
        return Slab(view.slab_mode, view.slab_mm)

    def plane(self, size_px: tuple[int, int]) -> ViewPlane | None:
        """What the pane shows at a size, or None when there is nothing to show."""
        volume = self.volume
        if volume is None or min(size_px) < 1 or self.pane in ("scene", "fluoro", *STRAIGHT_PANES):
            return None
        needle = None if self.pane in MPR else self.needle
        if needle is None and self.pane not in MPR:
            return None
        return resolve(self.view, self.pane, self._fitted(volume), size_px, needle)

    def _fitted(self, volume: Volume) -> Grid:
        """What an untouched view shows: the patient, not the air and the table; for counting, the spine."""
        look = self.session.first_looks.get(volume.series_uid) if self.session is not None else None
        if look is None or self.registration is not None:
            return volume.grid
        return look.spine if self.pane == "sagittal" and self.view.layout in COUNTING else look.body

    def aim(self, plane: ViewPlane) -> None:
        """Look at the plane's centre at its scale."""
        camera = PaneCamera(plane.centre_mm, plane.mm_per_px)
        self.look(cameras={**self.view.cameras, self.pane: camera})

    def next_lps(self) -> Vector:
        """Direction in which the next slice lies: towards the feet, the left, the back; along a needle, deeper."""
        x, y, z = (vector(axis) for axis in self.view.frame)
        return {"axial": -z, "sagittal": x, "coronal": y}.get(self.pane, z)

    def scroll(self, slices: int) -> None:
        """Go some slices on along the pane's own normal; at voxel axes from slice centre to slice centre."""
        volume = self.volume
        if volume is None:
            return
        if self.pane not in MPR:
            self._scroll_needle(slices)
            return
        step = self.next_lps()
        place = vector(self.view.crosshair_mm)
        self.look(crosshair_mm=point(self.held_inside(_stepped(volume, place, step, slices))))

    def _scroll_needle(self, slices: int) -> None:
        needle = self.needle
        if needle is not None and self.pane != "bulls_eye":
            turn = self.view.needle_turn_deg + slices * NEEDLE_TURN_DEG
            self.look(needle_turn_deg=(turn + 180.0) % 360.0 - 180.0)
        elif needle is not None:
            length = float(np.linalg.norm(vector(needle.target_mm) - vector(needle.entry_mm)))
            self.look(needle_depth_mm=min(max(self.view.needle_depth_mm + slices, -20.0), length + 20.0))

    def held_inside(self, place_mm: Vector) -> Vector:
        """The nearest point inside the pane's volume (between its outermost voxel centres)."""
        volume = self.volume
        if volume is None:
            return place_mm
        grid = volume.grid
        ijk = grid.ijk_from_lps[:3, :3] @ place_mm + grid.ijk_from_lps[:3, 3]
        held = np.clip(ijk, 0.0, np.array(grid.shape_kji[::-1]) - 1.0)
        if np.array_equal(held, ijk):
            return place_mm
        return np.asarray(grid.lps_from_ijk[:3, :3] @ held + grid.lps_from_ijk[:3, 3])


def same_space(a: Volume, b: Volume) -> bool:
    """Whether points of one volume are points of the other: one frame of reference (DICOM PS3.3 C.7.4.1)."""
    return bool(a.frame_of_reference_uid) and a.frame_of_reference_uid == b.frame_of_reference_uid


def shown_needle(session: Session) -> Needle | None:
    """The selected needle, else the last one placed."""
    selected = session.view.selected
    chosen = session.plan.needle(selected[1]) if selected is not None and selected[0] == "needle" else None
    return chosen or (session.plan.needles[-1] if session.plan.needles else None)


def _stepped(volume: Volume, place_mm: Vector, step_lps: Vector, slices: int) -> Vector:
    grid = volume.grid
    spacing = grid.spacing_along_mm(step_lps)
    per_slice = grid.ijk_from_lps[:3, :3] @ step_lps * spacing
    axis = int(np.argmax(np.abs(per_slice)))
    if abs(abs(float(per_slice[axis])) - 1.0) > 1e-6:
        return place_mm + step_lps * spacing * slices
    index = float(grid.ijk_from_lps[axis, :3] @ place_mm + grid.ijk_from_lps[axis, 3])
    sign = 1.0 if per_slice[axis] > 0 else -1.0
    return place_mm + step_lps * spacing * (round(index) - index + slices * sign) * sign
