"""The small buttons over the 3-D picture: what is shown, the cut, and from where."""

from collections.abc import Callable
from typing import cast, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from spineplan.render.scene_camera import Direction
from spineplan.session.view_state import ViewState
from spineplan.viewer.theme import colour, hex_colour, scaled, theme, tokens
from spineplan.viewer.words import tr

TITLE_PX, LEAST_PX, EDGE_PX = 90, 60, 4
"""The pane's title keeps its place."""


class SceneButtons(QWidget):
    """Two rows; they show the view state and ask for another."""

    preset_wanted = Signal(str)
    clip_wanted = Signal(bool)
    direction_wanted = Signal(str)
    fit_wanted = Signal()
    fluoro_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pane = parent
        self._presets = {
            "bone": self._button(tr("Bone"), tr("Bone, ray cast"), lambda: self.preset_wanted.emit("bone")),
            "soft": self._button(tr("Soft"), tr("Soft tissue, ray cast"), lambda: self.preset_wanted.emit("soft")),
            "surface": self._button(tr("Surface"), tr("Bone surface"), lambda: self.preset_wanted.emit("surface")),
            "labels": self._button(
                tr("Levels"),
                tr("Outlined vertebrae and structures alone; a click shows one vertebra, another all of them"),
                lambda: self.preset_wanted.emit("labels"),
            ),
        }
        self._clip = self._button(
            tr("Cut"), tr("Cut away what lies in front of the crosshair (a slab keeps its thickness)"), self._toggle
        )
        for button in (*self._presets.values(), self._clip):
            button.setCheckable(True)
        self._views = [self._view_button(cast(Direction, name)) for name in get_args(Direction)]
        fit = self._button(tr("Fit"), tr("Show all of it"), self.fit_wanted.emit)
        self._fluoro = self._button(tr("X-ray"), tr("Virtual fluoroscopy in this place"), self.fluoro_wanted.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (*self._presets.values(), self._clip):
            row.addWidget(button)
        row.addSpacing(tokens().spacing_px * 2)
        for button in (*self._views, fit, self._fluoro):
            row.addWidget(button)
        self._dress()
        theme().changed.connect(self._dress)

    def show_view(self, view: ViewState, is_ct: bool, has_labels: bool = False) -> None:
        """Mark what is on; other series than CT have one way of being shown, beside their outlines."""
        for name, button in self._presets.items():
            usable = has_labels if name == "labels" else is_ct
            button.setChecked(usable and view.scene_preset == name)
            button.setEnabled(usable)
            button.setVisible(is_ct or name == "labels")
        self._clip.setChecked(view.scene_clip)
        self._fluoro.setVisible(view.layout == "trajectory" and view.maximised is None)
        self.fit()

    def fit(self) -> None:
        """At the pane's upper right; the sides are left out where it is too narrow for them."""
        pane_px = self._pane.width()
        for button in self._views:
            button.setVisible(True)
        for button in reversed(self._views):
            if self.sizeHint().width() <= max(pane_px - TITLE_PX, LEAST_PX):
                break
            button.setVisible(False)
        self.adjustSize()
        self.move(pane_px - self.width() - EDGE_PX, EDGE_PX)

    def _toggle(self) -> None:
        self.clip_wanted.emit(self._clip.isChecked())

    def _view_button(self, name: Direction) -> QToolButton:
        sides = {
            "A": tr("From the front"),
            "P": tr("From the back"),
            "L": tr("From the patient's left"),
            "R": tr("From the patient's right"),
            "S": tr("From the head"),
            "I": tr("From the feet"),
        }
        return self._button(name, sides[name], lambda: self.direction_wanted.emit(name))

    def _button(self, words: str, explained: str, run: Callable[[], None]) -> QToolButton:
        return plate_button(self, f"scene_{words.lower()}", words, explained, run)

    def _dress(self, *_: object) -> None:
        self.setStyleSheet(plate_style())


def plate_button(parent: QWidget, name: str, words: str, explained: str, run: Callable[[], None]) -> QToolButton:
    """A small button on a picture."""
    button = QToolButton(parent)
    button.setText(words)
    button.setToolTip(explained)
    button.setAccessibleName(explained)
    button.setObjectName(name)
    button.setCursor(Qt.CursorShape.ArrowCursor)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda *_: run())
    return button


def plate_style() -> str:
    """Small buttons that lie on a picture."""
    back, faint = _rgba(colour("image_halo", 0.55)), _rgba(colour("image_muted", 0.65))
    return (
        f"QToolButton {{ background: {back}; color: {hex_colour('image_muted')}; border: none; margin: 0;"
        f" padding: 3px 6px; font-size: {scaled(tokens().small_font_px)}px;"
        f" border-radius: {tokens().radius_px - 2}px; }}"
        f"QToolButton:hover {{ color: {hex_colour('image_text')}; }}"
        f"QToolButton:checked {{ color: {hex_colour('image_accent')}; }}"
        f"QToolButton:focus {{ color: {hex_colour('image_text')}; text-decoration: underline; }}"
        f"QToolButton:disabled {{ color: {faint}; }}"
    )


def _rgba(ink: QColor) -> str:
    return f"rgba({ink.red()},{ink.green()},{ink.blue()},{ink.alphaF():.2f})"
