"""What can be hung into an image pane: overlays that draw and tools that take the mouse."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from spineplan.geometry.vectors import Vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.session.session import Session
from spineplan.session.view_state import PaneName
from spineplan.viewer.picture_plane import PicturePlane

Shown = TypeVar("Shown", bound=PicturePlane)


@dataclass(frozen=True)
class PlaneEvent(Generic[Shown]):
    """A mouse event in a pane. position_px in the pane's logical pixels; point_mm: LPS point under it.

    series_uid: the series the pane shows.
    """

    pane: PaneName
    plane: Shown
    position_px: tuple[float, float]
    point_mm: Vector
    button: Qt.MouseButton
    modifiers: Qt.KeyboardModifier
    series_uid: str = ""


PaneEvent = PlaneEvent[ViewPlane]
Drag = Generator[None, PaneEvent | None, None]
"""One drag: runs to the first `yield` on press, is sent every move, then None on release (commit). On Esc it is
closed (GeneratorExit): it must revert."""


@runtime_checkable
class Overlay(Protocol):
    """Draws on top of the picture; logical pixels of the pane, antialiased, never slow (< 1 ms)."""

    def paint(self, painter: QPainter, plane: ViewPlane, pane: PaneName, session: Session) -> None:
        """Draw what crosses the plane."""


@runtime_checkable
class Plays(Overlay, Protocol):
    """An overlay that changes many times a second, in a small part of the picture; those that play lie together."""

    def played_area(self, plane: ViewPlane) -> QRectF | None:
        """Where it draws on a plane, None for nowhere."""


@runtime_checkable
class Tool(Protocol):
    """Takes left presses of a pane before the pane's own gestures (window, zoom, pan)."""

    def press(self, event: PaneEvent) -> Drag | None:
        """A drag if the tool wants this press, else None."""

    def cursor_at(self, event: PaneEvent) -> Qt.CursorShape | None:
        """Cursor for hovering here, None when the tool has nothing here."""


@runtime_checkable
class TakesDoubleClick(Protocol):
    """A tool that wants double-clicks before the pane maximises itself."""

    def double_click(self, event: PaneEvent) -> bool:
        """Whether it was taken."""


@runtime_checkable
class TakesKeys(Protocol):
    """A tool that wants keys before the keymap (Delete for its selection, Space while naming levels)."""

    def key(self, key: Qt.Key, event: PaneEvent | None) -> bool:
        """Whether it was taken. event: where the pointer is, None outside the panes."""


@runtime_checkable
class Hovers(Protocol):
    """A part that changes its looks under the pointer."""

    def hover(self, event: PaneEvent | None) -> bool:
        """The pointer moved without a button (None: it left). Whether the panes must be painted again."""


@runtime_checkable
class InAnySpace(Protocol):
    """A part that works in the space of the series shown, also where that is not the plan's."""

    any_space: bool


Part = Overlay | Tool
"""One object may be both: what is drawn is what is grabbed."""
