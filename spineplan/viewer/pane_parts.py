"""What can be hung into an image pane: overlays that draw and tools that take the mouse."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from spineplan.geometry.vectors import Vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.session.session import Session
from spineplan.session.view_state import PaneName


@dataclass(frozen=True)
class PaneEvent:
    """A mouse event in a pane. position_px in the pane's logical pixels; point_mm: LPS point under it."""

    pane: PaneName
    plane: ViewPlane
    position_px: tuple[float, float]
    point_mm: Vector
    button: Qt.MouseButton
    modifiers: Qt.KeyboardModifier


Drag = Generator[None, PaneEvent | None, None]
"""One drag: runs to the first `yield` on press, is sent every move, then None on release (commit). On Esc it is
closed (GeneratorExit): it must revert."""


class Overlay(Protocol):
    """Draws on top of the picture; logical pixels of the pane, antialiased, never slow (< 1 ms)."""

    def paint(self, painter: QPainter, plane: ViewPlane, pane: PaneName, session: Session) -> None:
        """Draw what crosses the plane."""


class Tool(Protocol):
    """Takes mouse events of a pane before the pane's own gestures."""

    def press(self, event: PaneEvent) -> Drag | None:
        """A drag if the tool wants this press, else None."""

    def cursor_at(self, event: PaneEvent) -> Qt.CursorShape | None:
        """Cursor for hovering here, None when the tool has nothing here."""
