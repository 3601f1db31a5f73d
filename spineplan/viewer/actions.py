"""Everything a key can do in the images, as one table (also shown by the "?" sheet)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable
from uuid import uuid4

from spineplan.geometry.view_plane import ViewPlane
from spineplan.plan.edits import (
    Edit,
    PutKeyImage,
    RemoveKeyImage,
    RemoveLesion,
    RemoveLevel,
    RemoveMeasurement,
    RemoveNeedle,
)
from spineplan.plan.model import KeyImage
from spineplan.render.windowing import auto_window, presets
from spineplan.session.view_state import STRAIGHT, SlabMode, Tool
from spineplan.viewer.keymap import Keymap
from spineplan.viewer.level_actions import insert_at, step_level
from spineplan.viewer.pane_view import PaneView
from spineplan.viewer.words import tr

SLAB_MODES: tuple[SlabMode, ...] = ("off", "mip", "minip", "mean")
SLAB_STEP_MM = 2.5
SLAB_LIMITS_MM = (2.5, 60.0)
_REMOVALS: dict[str, Callable[[str], Edit]] = {
    "level": RemoveLevel,
    "lesion": RemoveLesion,
    "needle": RemoveNeedle,
    "measurement": RemoveMeasurement,
    "key_image": RemoveKeyImage,
}


@runtime_checkable
class KeyedPane(Protocol):
    """A pane that takes keys. plane: None where it shows no flat plane. active: the pointer entered it last."""

    active: bool
    keymap: Keymap

    def set_active(self, active: bool) -> None:
        """Mark it."""

    @property
    def eye(self) -> PaneView:
        """What it looks at."""

    @property
    def plane(self) -> ViewPlane | None:
        """What it shows."""

    def cancel_drag(self) -> bool:
        """Take a drag back."""


@dataclass(frozen=True)
class Action:
    """name: as in the keymaps. group and text: for the sheet of keys. run: with the pane under the pointer."""

    name: str
    group: str
    text: str
    run: Callable[[KeyedPane], None]


def actions() -> tuple[Action, ...]:
    """The whole table, in the order of the sheet."""
    tools, slices, windows, view = tr("Tools"), tr("Slices"), tr("Window"), tr("View")
    return (
        Action("tool.window", tools, tr("Window"), _tool("window")),
        Action("tool.zoom", tools, tr("Zoom"), _tool("zoom")),
        Action("tool.pan", tools, tr("Pan"), _tool("pan")),
        Action("tool.crosshair", tools, tr("Crosshair"), _tool("crosshair")),
        Action("tool.length", tools, tr("Length"), _tool("length")),
        Action("tool.angle", tools, tr("Angle"), _tool("angle")),
        Action("tool.ellipse", tools, tr("Region statistics"), _tool("ellipse")),
        Action("tool.brush", tools, tr("Brush"), _tool("brush")),
        Action("tool.needle", tools, tr("Needle"), _tool("needle")),
        Action("slice.next", slices, tr("Next slice"), _scroll(1)),
        Action("slice.previous", slices, tr("Previous slice"), _scroll(-1)),
        Action("slice.next10", slices, tr("Ten slices on"), _scroll(10)),
        Action("slice.previous10", slices, tr("Ten slices back"), _scroll(-10)),
        Action("level.up", slices, tr("One level up"), _level(-1)),
        Action("level.down", slices, tr("One level down"), _level(1)),
        Action("level.insert", slices, tr("Put a level in where one was missed"), _insert_level),
        Action("slab.mode", slices, tr("Thin, MIP, MinIP, mean"), _next_slab_mode),
        Action("slab.thicker", slices, tr("Thicker slab"), _thicker(SLAB_STEP_MM)),
        Action("slab.thinner", slices, tr("Thinner slab"), _thicker(-SLAB_STEP_MM)),
        Action("window.auto", windows, tr("Automatic"), _auto_window),
        *(
            Action(f"window.preset{n}", windows, f"{p.name} {p.width:.0f}/{p.centre:.0f}", _preset(n - 1))
            for n, p in enumerate(presets(), start=1)
        ),
        Action("window.header", windows, tr("As the images say"), _header_window),
        Action("view.reset", view, tr("Reset angle, zoom, centre and window"), reset),
        Action("view.overlays", view, tr("Show or hide overlays"), _overlays),
        Action("view.maximise", view, tr("One pane, or all"), _maximise),
        Action("key_image", view, tr("Key image"), keep_key_image),
        Action("delete", view, tr("Delete what is selected"), delete_selected),
        Action("cancel", view, tr("Cancel and take back"), cancel),
    )


def _tool(tool: Tool) -> Callable[[KeyedPane], None]:
    return lambda pane: pane.eye.bridge.look(pane, tool=tool)


def _scroll(slices: int) -> Callable[[KeyedPane], None]:
    return lambda pane: pane.eye.scroll(slices)


def _level(steps: int) -> Callable[[KeyedPane], None]:
    return lambda pane: step_level(pane.eye.bridge, steps)


def _insert_level(pane: KeyedPane) -> None:
    insert_at(pane.eye.bridge, pane.eye.view.crosshair_mm)


def _next_slab_mode(pane: KeyedPane) -> None:
    now = SLAB_MODES.index(pane.eye.view.slab_mode)
    pane.eye.look(slab_mode=SLAB_MODES[(now + 1) % len(SLAB_MODES)])


def _thicker(by_mm: float) -> Callable[[KeyedPane], None]:
    low, high = SLAB_LIMITS_MM
    return lambda pane: pane.eye.look(slab_mm=min(max(pane.eye.view.slab_mm + by_mm, low), high))


def _auto_window(pane: KeyedPane) -> None:
    if pane.eye.volume is not None:
        pane.eye.set_window(auto_window(pane.eye.volume))


def _preset(index: int) -> Callable[[KeyedPane], None]:
    def put(pane: KeyedPane) -> None:
        volume = pane.eye.volume
        if volume is not None and volume.modality != "CT":
            pane.eye.bridge.message.emit(tr("These windows are in HU, for CT; here press 0, or drag."))
            return
        pane.eye.set_window(presets()[index].window)

    return put


def _header_window(pane: KeyedPane) -> None:
    volume = pane.eye.volume
    if volume is not None and volume.windows:
        pane.eye.set_window(volume.windows[0])


def reset(pane: KeyedPane) -> None:
    """Straight planes, everything in sight, the series' first window. The crosshair stays where it is."""
    windows = {uid: window for uid, window in pane.eye.view.windows.items() if uid != pane.eye.series_uid}
    pane.eye.look(frame=STRAIGHT, cameras={}, windows=windows, spine_turn_deg=0.0, needle_turn_deg=0.0)


def _overlays(pane: KeyedPane) -> None:
    shared = pane.eye.session
    if shared is not None:
        pane.eye.bridge.look(pane, overlays=not shared.view.overlays)


def _maximise(pane: KeyedPane) -> None:
    shared = pane.eye.session
    if shared is not None:
        pane.eye.bridge.look(pane, maximised=None if shared.view.maximised else pane.eye.pane)


def keep_key_image(pane: KeyedPane) -> None:
    """Keep what the pane shows, as a plan value: plane, series and window."""
    plane, window = pane.plane, pane.eye.window
    if plane is None or not pane.eye.in_plan_space:
        return
    if pane.eye.registration is not None:
        pane.eye.bridge.message.emit(tr("No key image of registered images: they may be registered otherwise later."))
        return
    image = KeyImage(
        id=uuid4().hex,
        series_uid=pane.eye.series_uid,
        centre_mm=plane.centre_mm,
        right_lps=plane.right_lps,
        down_lps=plane.down_lps,
        mm_per_px=plane.mm_per_px,
        window_width=window.width,
        window_centre=window.centre,
    )
    if pane.eye.bridge.apply(PutKeyImage(image), pane) is not None:
        pane.eye.bridge.message.emit(tr("Key image kept; Review lists it."))


def delete_selected(pane: KeyedPane) -> None:
    """Remove what is selected from the plan; undo brings it back."""
    session = pane.eye.session
    if session is None or session.view.selected is None:
        return
    kind, name = session.view.selected
    if pane.eye.bridge.apply(_REMOVALS[kind](name), pane) is not None:
        pane.eye.bridge.look(pane, selected=None)


def cancel(pane: KeyedPane) -> None:
    """Take a drag back; without one, give up a draft, then the selection, then a drawing tool."""
    session = pane.eye.session
    if session is None or pane.cancel_drag():
        return
    view = session.view
    if view.needle_draft is not None:
        pane.eye.bridge.look(pane, needle_draft=None)
    elif view.selected is not None:
        pane.eye.bridge.look(pane, selected=None)
    elif view.tool != "window":
        session.set_view(replace(view, tool="window"), pane)
