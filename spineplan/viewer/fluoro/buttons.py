"""The small buttons over the radiograph: the view, the patient's position, the side it is seen from."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from spineplan.session.view_state import FluoroLook
from spineplan.viewer.scene.buttons import plate_button, plate_style
from spineplan.viewer.theme import theme, tokens
from spineplan.viewer.words import tr

Look = Callable[[FluoroLook], None]


class FluoroButtons(QWidget):
    """One row. `wanted` takes the changed look."""

    def __init__(self, parent: QWidget, wanted: Look, other_pane: Callable[[], None]) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._look = FluoroLook()
        self.modes = {
            "ap": self._button(tr("AP"), tr("Straight through the table"), lambda: self._mode("ap")),
            "lateral": self._button(tr("Lat"), tr("From the side"), lambda: self._mode("lateral")),
            "en_face": self._button(
                tr("En face"), tr("Down the needle: hub and tip on one point"), lambda: self._mode("en_face")
            ),
        }
        for button in self.modes.values():
            button.setCheckable(True)
        self.prone = self._button(tr("Prone"), tr("The patient lies prone; press for supine"), self._turn)
        self.mirror = self._button(tr("Flip"), tr("Show it as from the other side of the table"), self._flip)
        self.mirror.setCheckable(True)
        self.other = self._button(tr("3-D"), tr("The 3-D picture in this place"), other_pane)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (*self.modes.values(), self.prone, self.mirror):
            row.addWidget(button)
        row.addSpacing(tokens().spacing_px * 2)
        row.addWidget(self.other)
        self._dress()
        theme().changed.connect(self._dress)

    def show_look(self, look: FluoroLook, has_needle: bool) -> None:
        """Mark what is on."""
        self._look = look
        for name, button in self.modes.items():
            button.setChecked(look.mode == name)
        self.modes["en_face"].setEnabled(has_needle)
        self.prone.setText(tr("Prone") if look.prone else tr("Supine"))
        self.mirror.setChecked(look.mirrored)
        self.adjustSize()

    def _mode(self, mode: str) -> None:
        self._wanted(replace(self._look, mode=mode))  # type: ignore[arg-type]

    def _turn(self) -> None:
        self._wanted(replace(self._look, prone=not self._look.prone))

    def _flip(self) -> None:
        self._wanted(replace(self._look, mirrored=not self._look.mirrored))

    def _button(self, words: str, explained: str, run: Callable[[], None]) -> QToolButton:
        return plate_button(self, f"fluoro_{words.lower().replace(' ', '_')}", words, explained, run)

    def _dress(self, *_: object) -> None:
        self.setStyleSheet(plate_style())
